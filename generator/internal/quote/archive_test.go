package quote

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"white space", "  a\t\n b\u00a0\u2003c ", "a b c"},
		{"dashes", "a – b—c ‑ d -- e−f", "a-b-c-d-e-f"},
		{"quotation marks", "„a“ »b« ‹c› 'd' ´e` ''f'' it’s ″", "'a'b'c'd'e'f'it's'"},
		{"ligatures", "ﬁre ﬂow œuvre Æther ĳs", "fire flow oeuvre AEther ijs"},
		{"soft hyphens", "in\u00adfor\u200bma\u2060tion\ufeff", "information"},
		{"compatibility", "ＡＢ１ m² ½ №", "AB1 m2 1⁄2 No"},
		{"composition", "e\u0301 u\u0308x", "é üx"},
		{"ellipsis", "a… b ... c.... d . . . e ⋯f. …", "a…b…c…d…e…f…"},
		{"dots", "a. b.. c", "a. b.. c"},
		{"case", "Straße STRASSE", "Straße STRASSE"},
		{"invisible", "a\ufe0f\u034f\x01b", "ab"},
		{"not UTF-8", "a\xffb", "a\ufffdb"},
	}
	for _, tt := range tests {
		if got := fold(tt.in); got.text != tt.want || len(got.at) != len(got.text) {
			t.Errorf("%s: fold(%q) = %q with %d places, want %q", tt.name, tt.in, got.text, len(got.at), tt.want)
		}
	}
}

func TestFind(t *testing.T) {
	const text = "The board said: “We didn’t close the bridge – not\u00a0then.” It closed the bridge in\u00adstantly […] later. " +
		"The ﬁrst crack was found in 2021. A second crack was found in 2022. The bridges were old."
	tests := []struct {
		name, quote, prefix, suffix string
		want                        string // "" where it is not found
		places                      int
	}{
		{"as written", "was found in 2021", "", "", "was found in 2021", 1},
		{"marks, dash and spaces", `"We didn't close the bridge — not then."`, "", "", "“We didn’t close the bridge – not\u00a0then.”", 1},
		{"soft hyphen", "closed the bridge instantly", "", "", "closed the bridge in\u00adstantly", 1},
		{"ligature", "The first crack", "", "", "The ﬁrst crack", 1},
		{"inside a ligature", "irst crack", "", "", "ﬁrst crack", 1},
		{"line break", "The first\n  crack", "", "", "The ﬁrst crack", 1},
		{"ellipsis of the source", "instantly [...] later", "", "", "in\u00adstantly […] later", 1},
		{"omission", "The first crack … in 2022", "", "", "The ﬁrst crack was found in 2021. A second crack was found in 2022", 1},
		{"omission in brackets", "The board said […] closed the bridge", "", "", "The board said: “We didn’t close the bridge – not\u00a0then.” It closed the bridge", 1},
		{"omission at the ends", "… was found in 2021 …", "", "", "was found in 2021", 1},
		{"omission, tightest", "crack ... 2022", "", "", "crack was found in 2022", 1},
		{"omission in the wrong order", "second crack … first crack", "", "", "", 0},
		{"nothing but an omission", "[…]", "", "", "[…]", 1},
		{"another word", "was found in 2023", "", "", "", 0},
		{"another case", "the board", "", "", "", 0},
		{"nothing", " ", "", "", "", 0},
		{"two places", "crack was found", "", "", "crack was found", 2},
		{"by prefix", "crack was found in", "A second", "", "crack was found in", 1},
		{"by suffix", "crack was found in", "", "2022. The", "crack was found in", 1},
		{"by a prefix with a mark", "We didn't", "board said: \"", "", "We didn’t", 1},
		{"by neither", "crack was found in", "a third", "", "crack was found in", 2},
		{"context of a single place", "2021", "in the year", "", "2021", 1},
		{"whole words first", "bridge", "were", "", "bridge", 2},
		{"whole words only", "The bridges", "", "", "The bridges", 1},
		{"in a word", "ridg", "", "", "ridg", 3},
	}
	a := NewArchive(text)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, ok := a.Find(tt.quote, tt.prefix, tt.suffix)
			if ok != (tt.want != "") || m.Text != tt.want || m.Places != tt.places {
				t.Fatalf("got %q, %d places, %v; want %q, %d places", m.Text, m.Places, ok, tt.want, tt.places)
			}
			if ok && text[m.Start:m.End] != m.Text {
				t.Errorf("the passage is not at %d to %d", m.Start, m.End)
			}
			if m.Ambiguous() != (tt.places > 1) {
				t.Errorf("Ambiguous is %v at %d places", m.Ambiguous(), tt.places)
			}
		})
	}
}

func TestOmissionHasAnEnd(t *testing.T) {
	near, far := strings.Repeat("x ", reach/2-10), strings.Repeat("x ", reach)
	for gap, want := range map[string]bool{near: true, far: false} {
		if _, ok := NewArchive("one "+gap+"two").Find("one … two", "", ""); ok != want {
			t.Errorf("over %d bytes: found %v", len(gap), ok)
		}
	}
}

func TestNearest(t *testing.T) {
	filler := strings.Repeat("It rained over the harbour, and nothing else happened on that day. ", 400)
	text := filler + "The spokeswoman said that the company had “never targeted” any member of the U.S. government. " +
		filler + "東京都は十日、新しい規則を発表した。 " + filler
	tests := []struct{ name, quote, want string }{
		{"one word differs", "the company had never tracked any member of the US government", "the company had “never targeted” any member of the U.S. government"},
		{"an ending", "that the companies had never targeted", "that the company had “never targeted"},
		{"a word too many", "The spokeswoman also said that the company", "The spokeswoman said that the company"},
		{"a word too few", "spokeswoman that the company", "spokeswoman said that the company"},
		{"another case", "THE SPOKESWOMAN SAID", "The spokeswoman said"},
		{"the part that is missing", "It rained over the harbour … never tracked any member", "never targeted” any member"},
		{"no spaces", "東京都は九日、新しい規則", "東京都は十日、新しい規則"},
		{"nothing like it", "entirely unrelated gibberish", ""},
		{"no words", "…", ""},
	}
	a := NewArchive(text)
	for _, tt := range tests {
		if got := a.Nearest(tt.quote); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := NewArchive("").Nearest("x"); got != "" {
		t.Errorf("an empty text has %q", got)
	}
	if got := a.Nearest(strings.Repeat("It rained over the harbour, and nothing happened on that day. ", 50)); utf8.RuneCountInString(got) != maxShown {
		t.Errorf("a long passage is shown with %d characters", utf8.RuneCountInString(got))
	}
}

// alphabet is what random texts are made of.
var alphabet = []string{"bridge", "Crack", "été", "ﬁrst", "œuvre", "Größe", "2021", "U.S.", "it's", "„so“", "(a)", "–", "- ", "…", "'", "\"x\"", "新規", "half-time", "end."}

// randomText joins some words of the alphabet.
func randomText(r *rand.Rand, n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = alphabet[r.IntN(len(alphabet))]
	}
	return words
}

// mangle typesets a text differently.
func mangle(r *rand.Rand, s string) string {
	one := func(all ...string) string { return all[r.IntN(len(all))] }
	var b strings.Builder
	for _, c := range s {
		switch c {
		case ' ':
			b.WriteString(one(" ", "  ", "\n", "\u00a0", "\u2009\t"))
		case '-', '–':
			b.WriteString(one("-", "–", "—", "‑", " – "))
		case '\'', '"', '„', '“':
			b.WriteString(one("'", "’", "”", "«", " »", "\""))
		case '…':
			b.WriteString(one("…", "...", " . . . "))
		case 'ﬁ':
			b.WriteString(one("ﬁ", "fi"))
		case 'œ':
			b.WriteString(one("œ", "oe"))
		case 'é':
			b.WriteString(one("é", "e\u0301"))
		default:
			b.WriteRune(c)
			b.WriteString(one("", "", "", "\u00ad", "\u200b"))
		}
	}
	return b.String()
}

// However a passage is typeset, it is found, and nowhere but where it stands
// or where the same words stand.
func TestMangledPassagesAreFound(t *testing.T) {
	for seed := range uint64(5_000) {
		r := rand.New(rand.NewPCG(seed, 1))
		words := randomText(r, 5+r.IntN(60))
		text := strings.Join(words, " ")
		from := r.IntN(len(words))
		passage := strings.Join(words[from:from+1+r.IntN(len(words)-from)], " ")
		quote := mangle(r, passage)
		m, ok := NewArchive(mangle(r, text)).Find(quote, "", "")
		if !ok {
			t.Fatalf("seed %d: %q is not found in %q", seed, quote, text)
		}
		if got, want := fold(m.Text).text, fold(quote).text; got != want && got+"." != want {
			t.Fatalf("seed %d: found %q for %q", seed, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("The “ﬁrst” crack – in\u00ad1931… and", "first' crack", "The", "")
	f.Add("a b c a b", "a … b", "", "c")
	f.Add("e\u0301\u0301 x . . . y", "é", "", "")
	f.Add("aaaa''--..\xff", "aa", "a", "'")
	f.Fuzz(func(t *testing.T, text, quote, prefix, suffix string) {
		a := NewArchive(text)
		if !utf8.ValidString(a.folded.text) || len(a.at) != len(a.folded.text) {
			t.Fatalf("fold(%q) = %q with %d places", text, a.folded.text, len(a.at))
		}
		m, ok := a.Find(quote, prefix, suffix)
		if ok && (m.Start < 0 || m.End > len(text) || text[m.Start:m.End] != m.Text || m.Places < 1) {
			t.Fatalf("Find(%q) = %+v in %q", quote, m, text)
		}
		if whole, found := a.Find(text, "", ""); !found && a.folded.text != "" {
			t.Fatalf("the text %q is not found in itself: %+v", text, whole)
		}
		if near := a.Nearest(quote); utf8.RuneCountInString(near) > maxShown {
			t.Fatalf("Nearest(%q) has %d characters", quote, utf8.RuneCountInString(near))
		}
	})
}

func BenchmarkArchive(b *testing.B) {
	text := strings.Repeat("It rained over the harbour – and “nothing else” happened on that day. ", 15_000) // 1 MB
	a := NewArchive(text)
	b.Run("New", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			NewArchive(text)
		}
	})
	b.Run("Find", func(b *testing.B) {
		for b.Loop() {
			a.Find("nothing else will happen on that day", "", "")
		}
	})
	b.Run("Nearest", func(b *testing.B) {
		for b.Loop() {
			a.Nearest("nothing else will happen on that day")
		}
	})
}
