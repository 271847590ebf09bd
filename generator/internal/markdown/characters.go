package markdown

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// unescape resolves backslashes and entities as CommonMark does, and replaces
// characters that must not stand in HTML.
func unescape(s string) string {
	var b strings.Builder
	for s != "" {
		n, r := nextPiece(s)
		if r == "" {
			r = s[:n]
		}
		if b.Len() == 0 && n == len(s) {
			return r
		}
		b.WriteString(r)
		s = s[n:]
	}
	return b.String()
}

// nextPiece returns the length of the next piece of s: a stretch that means
// what it says, for which read is empty, or an escape and what it means.
func nextPiece(s string) (n int, read string) {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		n, read := escape(s[i:], r, size)
		switch {
		case n == 0:
			i += size
		case i > 0:
			return i, ""
		default:
			return n, read
		}
	}
	return len(s), ""
}

// escape returns the length and the meaning of what s begins with, if that is
// not just the rune r.
func escape(s string, r rune, size int) (n int, read string) {
	switch {
	case r == '\\' && len(s) > 1 && util.IsPunct(s[1]):
		return 2, s[1:2]
	case r == '&':
		return entity(s)
	case unfit(r) || r == utf8.RuneError && size == 1:
		return size, string(fit(r))
	}
	return 0, ""
}

// entity reads the entity that s begins with.
func entity(s string) (n int, read string) {
	end := strings.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return 0, ""
	}
	name := s[1:end]
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		base, most := 10, 7
		if hex, ok := strings.CutPrefix(strings.ToLower(digits), "x"); ok {
			digits, base, most = hex, 16, 6
		}
		v, err := strconv.ParseUint(digits, base, 32)
		if err != nil || len(digits) > most {
			return 0, ""
		}
		return end + 1, string(fit(rune(v)))
	}
	if e, ok := util.LookUpHTML5EntityByName(name); ok {
		return end + 1, string(e.Characters)
	}
	return 0, ""
}

// plainCharacters replaces characters that must not stand in HTML, and reads
// nothing as an escape.
func plainCharacters(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, unfit) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(fit, s)
}

// unfit reports whether HTML forbids a character.
func unfit(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}

// fit returns r, or what stands for it in HTML.
func fit(r rune) rune {
	if r == '\r' {
		return ' '
	}
	if unfit(r) || !utf8.ValidRune(r) {
		return utf8.RuneError
	}
	return r
}

// isBlank reports whether a character is white space at which a line may
// break. A no-break space is not.
func isBlank(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }

// isGap reports whether a character separates words.
func isGap(r rune) bool { return unicode.IsSpace(r) }

// collapse makes each stretch of white space one space and trims the ends.
// No-break spaces stay.
func collapse(s string) string {
	return strings.Join(strings.FieldsFunc(s, isBlank), " ")
}

// wordCount counts what white space separates and has a letter or a digit.
func wordCount(s string) int {
	n := 0
	for word := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(word, alphanumeric) {
			n++
		}
	}
	return n
}

func alphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
