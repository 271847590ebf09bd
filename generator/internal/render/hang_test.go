package render

import (
	"strings"
	"testing"
)

// exhibitsOf makes a block of so many lines with so many exhibits.
func exhibitsOf(textLines, exhibits int) Block {
	b := Block{Kind: "prose"}
	b.HTML = "<p>"
	for range textLines {
		b.HTML += markup66
	}
	b.HTML += "</p>"
	for range exhibits {
		b.Exhibits = append(b.Exhibits, Exhibit{
			Names: []ExhibitName{{T: T{Text: "The Daily"}}},
			Items: []ExhibitItem{{Source: &Evidence{Name: T{Text: "The Daily"}, Quote: T{Text: strings.Repeat("word ", 30)}}}},
		})
	}
	return b
}

const markup66 = `<a href="https://example.org/a-long-address-that-nobody-sees">123456789 123456789 123456789</a> 123456789 123456789 123456789 12345`

func TestCharacters(t *testing.T) {
	if n := characters(markup66); n != 66-1 {
		t.Errorf("%d characters, want 65", n)
	}
	if n := characters("ä < b"); n != 2 {
		t.Errorf("an open bracket counts: %d", n)
	}
}

// Sparse evidence hangs open; dense evidence is folded, and what follows it is
// open again as soon as there is room.
func TestHang(t *testing.T) {
	sparse := []Block{exhibitsOf(8, 1), exhibitsOf(8, 2), exhibitsOf(8, 1)}
	hang(sparse)
	for i, b := range sparse {
		for _, x := range b.Exhibits {
			if x.Fold {
				t.Errorf("block %d is folded although there is room", i)
			}
		}
	}
	dense := []Block{exhibitsOf(2, 8), exhibitsOf(2, 8), exhibitsOf(30, 0), exhibitsOf(20, 1), exhibitsOf(6, 0)}
	hang(dense)
	for i, want := range []bool{true, true, false, false} {
		for _, x := range dense[i].Exhibits {
			if x.Fold != want {
				t.Errorf("block %d: folded is %v", i, x.Fold)
			}
		}
	}
	// Nothing may hang out of the end of a text.
	last := []Block{exhibitsOf(20, 0), exhibitsOf(2, 3)}
	hang(last)
	if !last[1].Exhibits[0].Fold {
		t.Error("the last block hangs out of the text")
	}
}
