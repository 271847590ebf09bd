package markdown

import "strings"

// Span is a piece of a title.
type Span struct {
	Text   string
	Marked bool // under the marker
}

// MarkedTitle cuts a title at ==words== that lie under the marker. A lone ==,
// or one that stands free between spaces, is text.
func MarkedTitle(s string) []Span {
	var out []Span
	for s != "" {
		open, end := markedWords(s)
		if open < 0 {
			return append(out, Span{Text: s})
		}
		if open > 0 {
			out = append(out, Span{Text: s[:open]})
		}
		out = append(out, Span{Text: s[open+2 : end], Marked: true})
		s = s[end+2:]
	}
	return out
}

// markedWords finds the first ==words== and returns where its signs begin, or
// -1 where there is none.
func markedWords(s string) (open, end int) {
	open = -1
	for i := 0; i+1 < len(s); i++ {
		if s[i:i+2] != "==" {
			continue
		}
		if open >= 0 && i > open+2 && s[i-1] != ' ' {
			return open, i
		}
		if open < 0 && i+2 < len(s) && !strings.ContainsRune(" =", rune(s[i+2])) {
			open = i
		}
		i++
	}
	return -1, -1
}
