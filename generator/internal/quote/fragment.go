package quote

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text fragment leads a browser to words on a page (WICG, URL Fragment Text
// Directives): #:~:text=prefix-,start,end,-suffix. Words must stand in one
// block of the page unless start and end are given apart, and a page may set
// a long passage differently, so that only short quotations are given whole.

const (
	wholeRunes = 60 // a quotation up to here is given whole,
	wholeWords = 8  // if it has no more words than this
	edgeWords  = 4  // else these many at its start and at its end
)

const directive = ":~:"

// Fragment returns the text fragment that leads to a quotation, such as
// "#:~:text=the%20bridge", or "" for a quotation without words. prefix and
// suffix are what stands around it, or "".
func Fragment(quote, prefix, suffix string) string {
	start, end := ends(quote)
	if start == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString("#" + directive + "text=")
	if p := strings.Fields(prefix); len(p) > 0 {
		b.WriteString(escape(strings.Join(p[max(0, len(p)-edgeWords):], " ")) + "-,")
	}
	b.WriteString(escape(start))
	if end != "" {
		b.WriteString("," + escape(end))
	}
	if s := strings.Fields(suffix); len(s) > 0 {
		b.WriteString(",-" + escape(strings.Join(s[:min(len(s), edgeWords)], " ")))
	}
	return b.String()
}

// Link returns an address with the text fragment of a quotation. A fragment
// that the address has is kept, another directive in it is replaced.
func Link(address, quote, prefix, suffix string) string {
	fragment := Fragment(quote, prefix, suffix)
	if fragment == "" {
		return address
	}
	address, _, _ = strings.Cut(address, directive)
	if page, anchor, ok := strings.Cut(address, "#"); ok {
		return page + "#" + anchor + strings.TrimPrefix(fragment, "#")
	}
	return address + fragment
}

// ends returns a short quotation whole, and of a long one, or one with an
// omission or a line break, how it starts and how it ends.
func ends(quote string) (start, end string) {
	var parts [][]string
	for _, part := range omission.Split(hyphens.Replace(quote), -1) {
		if words := strings.Fields(trimMarks(part)); len(words) > 0 && strings.ContainsFunc(part, inWord) {
			parts = append(parts, words)
		}
	}
	if len(parts) == 0 {
		return "", ""
	}
	first, last := parts[0], parts[len(parts)-1]
	if len(parts) > 1 {
		return trimMarks(strings.Join(first[:min(len(first), edgeWords)], " ")), trimMarks(strings.Join(last[max(0, len(last)-edgeWords):], " "))
	}
	whole := strings.Join(first, " ")
	lines := strings.Contains(strings.TrimSpace(quote), "\n")
	if len(first) < 2 || !lines && len(first) <= wholeWords && utf8.RuneCountInString(whole) <= wholeRunes {
		return whole, ""
	}
	n := min(edgeWords, len(first)/2)
	return strings.Join(first[:n], " "), strings.Join(first[len(first)-n:], " ")
}

// hyphens takes out what says only where a line may break.
var hyphens = strings.NewReplacer("\u00ad", "", "\u200b", "", "\ufeff", "")

// trimMarks takes quotation marks off the ends of words: a page may have
// others, or none.
func trimMarks(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || sign(r) == mark })
}

// escape percent-encodes what has a meaning in a fragment or a directive.
func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '_', c == '~':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
