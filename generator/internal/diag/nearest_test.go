package diag

import (
	"slices"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	ids := []string{"bytedance", "forbes", "tiktok", "wapo-2022-12-22", "wapo-2022-12-23"}
	for _, tt := range []struct {
		word  string
		among []string
		want  string
	}{
		{"bytdance", ids, "bytedance"},                          // left out
		{"byttedance", ids, "bytedance"},                        // put in
		{"bytedence", ids, "bytedance"},                         // replaced
		{"ybtedance", ids, "bytedance"},                         // swapped
		{"byetdnace", ids, "bytedance"},                         // twice
		{"forbse", ids, "forbes"},                               // at the end
		{"ByteDance", ids, "bytedance"},                         // case
		{"wapo-2022-12-32", ids, "wapo-2022-12-22"},             // ties by the alphabet
		{"wapo-2022-13-23", ids, "wapo-2022-12-23"},             // the nearer of two
		{"reuters", ids, ""},                                    // too far
		{"tk", ids, ""},                                         // too short
		{"", ids, ""},                                           // nothing
		{"x", nil, ""},                                          // no choice
		{"a", []string{"b"}, ""},                                // every letter would change
		{"no", []string{"on", "yes"}, "on"},                     // short, but swapped
		{"de", []string{"en", "da"}, "da"},                      // short
		{"TYPE", []string{"typed", "type", "Type"}, "Type"},     // case first, then the alphabet
		{"title", []string{"Titel", "tile", "titles"}, "Titel"}, // one each: the alphabet
		{"österreich", []string{"oesterreich", "Österreich"}, "Österreich"},
		{"ca", []string{"abc"}, ""}, // optimal alignment: no letter is touched twice
	} {
		got, ok := Nearest(tt.word, tt.among)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("Nearest(%q) = %q, %t; want %q", tt.word, got, ok, tt.want)
		}
	}
}

func TestDidYouMean(t *testing.T) {
	if got, want := DidYouMean("titel", []string{"subtitle", "title"}), "did you mean `title`?"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := DidYouMean("titel", []string{"date"}); got != "" {
		t.Errorf("got %q for a word that is not near", got)
	}
}

// naive is the textbook's table of optimal string alignment.
func naive(a, b []rune) int {
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
		table[i][0] = i
	}
	for j := range table[0] {
		table[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			table[i][j] = min(table[i-1][j]+1, table[i][j-1]+1, table[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				table[i][j] = min(table[i][j], table[i-2][j-2]+1)
			}
		}
	}
	return table[len(a)][len(b)]
}

// FuzzNearest compares the distance with the textbook's, and holds that the
// order of the words makes no difference.
func FuzzNearest(f *testing.F) {
	f.Add("bytdance", "bytedance", "forbes")
	f.Add("ab", "ba", "abc")
	f.Add("\xffé", "É", "")
	f.Fuzz(func(t *testing.T, word, x, y string) {
		if len(word)+len(x) > 500 {
			return
		}
		a, b := []rune(strings.ToLower(word)), []rune(strings.ToLower(x))
		var d distance
		d.measure(b, a, 1000) // leaves something in the memory
		if got, want := d.measure(a, b, 1000), naive(a, b); got != want {
			t.Errorf("the distance of %q and %q is %d, want %d", word, x, got, want)
		}
		if got, want := d.measure(a, b, 3), naive(a, b); got != want && (want <= 3 || got <= 3) {
			t.Errorf("the distance of %q and %q is %d up to 3, want %d", word, x, got, want)
		}
		among := []string{x, y, x + y}
		one, ok := Nearest(word, among)
		slices.Reverse(among)
		if other, _ := Nearest(word, among); one != other {
			t.Errorf("%q is nearest to %q or to %q", word, one, other)
		}
		if ok && !slices.Contains(among, one) {
			t.Errorf("%q comes from nowhere", one)
		}
	})
}

func BenchmarkNearest(b *testing.B) {
	var ids []string
	for i := range 10_000 {
		ids = append(ids, "source-"+strings.Repeat("x", i%7)+"-"+string(rune('a'+i%26)))
	}
	for b.Loop() {
		Nearest("surce-xxxx-a", ids)
	}
}
