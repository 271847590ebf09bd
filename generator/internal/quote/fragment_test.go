package quote

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFragment(t *testing.T) {
	tests := []struct{ name, quote, prefix, suffix, want string }{
		{"short", "the bridge was closed", "", "", "#:~:text=the%20bridge%20was%20closed"},
		{"signs of the directive", "a-b, c & d", "", "", "#:~:text=a%2Db%2C%20c%20%26%20d"},
		{"other signs", "50% of “x” + #1?", "", "", "#:~:text=50%25%20of%20%E2%80%9Cx%E2%80%9D%20%2B%20%231%3F"},
		{"letters", "Größe", "", "", "#:~:text=Gr%C3%B6%C3%9Fe"},
		{"marks around it", "„Größe“", "", "", "#:~:text=Gr%C3%B6%C3%9Fe"},
		{"eight words", "a b c d e f g h", "", "", "#:~:text=a%20b%20c%20d%20e%20f%20g%20h"},
		{"nine words", "a b c d e f g h i", "", "", "#:~:text=a%20b%20c%20d,f%20g%20h%20i"},
		{"long words", strings.Repeat("x", 40) + " " + strings.Repeat("y", 40), "", "", "#:~:text=" + strings.Repeat("x", 40) + "," + strings.Repeat("y", 40)},
		{"one long word", strings.Repeat("x", 99), "", "", "#:~:text=" + strings.Repeat("x", 99)},
		{"omission", "It was closed […] in March", "", "", "#:~:text=It%20was%20closed,in%20March"},
		{"omission at the end", "It was closed …", "", "", "#:~:text=It%20was%20closed"},
		{"two lines", "One line\nand another", "", "", "#:~:text=One%20line,and%20another"},
		{"soft hyphen", "in\u00adformation", "", "", "#:~:text=information"},
		{"context", "closed", "the bridge was finally and for ever", "in March, they said aloud", "#:~:text=finally%20and%20for%20ever-,closed,-in%20March%2C%20they%20said"},
		{"empty", " ", "a", "b", ""},
		{"no words", "…", "", "", ""},
	}
	for _, tt := range tests {
		if got := Fragment(tt.quote, tt.prefix, tt.suffix); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestLink(t *testing.T) {
	tests := []struct{ address, quote, want string }{
		{"https://example.org/a", "b c", "https://example.org/a#:~:text=b%20c"},
		{"https://example.org/a?q=1", "b", "https://example.org/a?q=1#:~:text=b"},
		{"https://example.org/a#top", "b", "https://example.org/a#top:~:text=b"},
		{"https://example.org/a#", "b", "https://example.org/a#:~:text=b"},
		{"https://example.org/a#/route", "b", "https://example.org/a#/route:~:text=b"},
		{"https://example.org/a#:~:text=old", "b", "https://example.org/a#:~:text=b"},
		{"https://example.org/a#top:~:text=old", "b", "https://example.org/a#top:~:text=b"},
		{"https://example.org/a#top", "", "https://example.org/a#top"},
	}
	for _, tt := range tests {
		if got := Link(tt.address, tt.quote, "", ""); got != tt.want {
			t.Errorf("Link(%s, %s) = %s, want %s", tt.address, tt.quote, got, tt.want)
		}
	}
}

// A browser that takes a fragment apart as the specification says finds words
// of the quotation in their order, and the context that was given.
func FuzzFragment(f *testing.F) {
	f.Add("a-b, c & d", "x,-", "&")
	f.Add("„Größe“ … und so weiter, bis zum Ende – oder auch nicht", "", "")
	f.Add("one\ntwo", "p p p p p p", "s")
	f.Add("%41 :~: #", "#", "=")
	f.Fuzz(func(t *testing.T, quote, prefix, suffix string) {
		got := Fragment(quote, prefix, suffix)
		if got == "" || !utf8.ValidString(quote+prefix+suffix) {
			return
		}
		value, ok := strings.CutPrefix(got, "#:~:text=")
		if !ok || strings.ContainsAny(value, "&#<>\"' ") {
			t.Fatalf("%q is no text directive", got)
		}
		words := strings.Split(value, ",")
		if first := words[0]; strings.HasSuffix(first, "-") {
			in(t, prefix, strings.TrimSuffix(first, "-"))
			words = words[1:]
		}
		if last := words[len(words)-1]; strings.HasPrefix(last, "-") {
			in(t, suffix, strings.TrimPrefix(last, "-"))
			words = words[:len(words)-1]
		}
		if len(words) < 1 || len(words) > 2 {
			t.Fatalf("%q has %d terms", got, len(words))
		}
		rest := strings.Join(strings.Fields(hyphens.Replace(quote)), " ")
		for _, w := range words {
			rest = in(t, rest, w)
		}
	})
}

// in looks for an encoded term and returns what follows it.
func in(t *testing.T, text, term string) string {
	t.Helper()
	decoded, err := url.PathUnescape(term)
	if err != nil || decoded == "" || strings.Contains(term, "-") {
		t.Fatalf("the term %q cannot be read: %v", term, err)
	}
	_, rest, ok := strings.Cut(strings.Join(strings.Fields(text), " "), decoded)
	if !ok {
		t.Fatalf("%q is not in %q", decoded, text)
	}
	return rest
}
