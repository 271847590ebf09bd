package guard

// The views that are made of a text: escapes undone, and tags taken out. All
// escapes are undone in one pass, because one text may hold several kinds and
// may be escaped in part only.

import (
	"bytes"
	"html"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// escapes are the bytes that an escape begins with.
var escapes = [256]bool{'&': true, '%': true, '\\': true}

// unescape appends a text to out with its escapes undone, and reports whether
// there were any.
func unescape(out, text []byte) (_ []byte, changed bool) {
	for i := 0; i < len(text); {
		from := i
		for i < len(text) && !escapes[text[i]] {
			i++
		}
		out = append(out, text[from:i]...)
		if i == len(text) {
			break
		}
		n := 0
		switch text[i] {
		case '&':
			out, n = entity(out, text[i:])
		case '%':
			out, n = percent(out, text[i:])
		case '\\':
			out, n = backslash(out, text[i:])
		}
		if n == 0 {
			out = append(out, text[i])
			i++
			continue
		}
		i += n
		changed = true
	}
	return out, changed
}

// maxEntity is the length of the longest name of a character in HTML.
const maxEntity = 33

// entity undoes a character reference: &uuml; &#252; &#xfc;
func entity(out, text []byte) ([]byte, int) {
	end := 1
	for end < len(text) && end < maxEntity && (isHex(text[end]) || isLetter(text[end]) || text[end] == '#' && end == 1) {
		end++
	}
	if end < len(text) && text[end] == ';' {
		end++
	}
	written := string(text[:end])
	s := html.UnescapeString(written)
	if s == written {
		return out, 0
	}
	return append(out, s...), end
}

// percent undoes %C3 and %u00FC.
func percent(out, text []byte) ([]byte, int) {
	if n, ok := number(text, 1, 2, 16); ok {
		return append(out, byte(n)), 3
	}
	if len(text) > 1 && text[1] == 'u' {
		if n, ok := number(text, 2, 4, 16); ok {
			return utf8.AppendRune(out, rune(n)), 6
		}
	}
	return out, 0
}

// backslash undoes the escapes of JSON, of scripts, and of strings in a PDF.
func backslash(out, text []byte) ([]byte, int) {
	if len(text) < 2 {
		return out, 0
	}
	switch c := text[1]; c {
	case 'u':
		return unit(out, text)
	case 'x':
		if n, ok := number(text, 2, 2, 16); ok {
			return append(out, byte(n)), 4
		}
	case 'n', 'r', 't', 'f':
		return append(out, ' '), 2
	case '/', '\\', '"', '\'', '(', ')':
		return append(out, c), 2
	}
	if n, ok := number(text, 1, 3, 8); ok && n < 256 {
		return append(out, byte(n)), 4
	}
	return out, 0
}

// unit undoes \u00fc, a pair of surrogates, and \u{fc}.
func unit(out, text []byte) ([]byte, int) {
	if end := bytes.IndexByte(text[:min(len(text), 10)], '}'); end > 3 && text[2] == '{' {
		if n, ok := number(text, 3, end-3, 16); ok && n <= utf8.MaxRune {
			return utf8.AppendRune(out, rune(n)), end + 1
		}
	}
	n, ok := number(text, 2, 4, 16)
	if !ok {
		return out, 0
	}
	r := rune(n)
	if utf16.IsSurrogate(r) && bytes.HasPrefix(text[6:], []byte(`\u`)) {
		if low, ok := number(text, 8, 4, 16); ok {
			if full := utf16.DecodeRune(r, rune(low)); full != utf8.RuneError {
				return utf8.AppendRune(out, full), 12
			}
		}
	}
	return utf8.AppendRune(out, r), 6
}

// number reads n digits of a text.
func number(text []byte, from, n, base int) (uint64, bool) {
	if from+n > len(text) || !isHex(text[from]) {
		return 0, false
	}
	x, err := strconv.ParseUint(string(text[from:from+n]), base, 32)
	return x, err == nil
}

func isHex(c byte) bool { return hexValue[c] >= 0 }

// apart are the elements whose text does not run on in that of others, in HTML,
// and in office documents where a name space stands before them.
var apart = wordSet(`address article aside blockquote body button caption col dd desc details dialog div dl dt
	fieldset figcaption figure footer form h h1 h2 h3 h4 h5 h6 head header hr html iframe input label legend li link
	main menu meta nav ol option p pre script section select style summary svg table tbody td text textarea tfoot th
	thead title tr ul video xml`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// strip appends a text to out without its tags and comments. If words that
// tags part are to be joined, only a tag of an element that stands apart leaves
// a space; else each tag does.
func strip(out, text []byte, joined bool) []byte {
	if bytes.Contains(text, []byte("<![CDATA[")) {
		text = bytes.ReplaceAll(text, []byte("]]>"), nil)
	}
	for {
		i := bytes.IndexByte(text, '<')
		if i < 0 {
			return append(out, text...)
		}
		out = append(out, text[:i]...)
		text = text[i:]
		n := tagLength(text)
		if n == 0 {
			out, text = append(out, '<'), text[1:]
			continue
		}
		if !joined || apart[element(text[:n])] {
			out = append(out, ' ')
		}
		text = text[n:]
	}
}

// maxTag is the length of a tag or comment over which it is taken for text, so
// that one that never ends is not read again and again.
const maxTag = 1 << 16

// tagLength returns the length of the tag or comment that a text begins with,
// or 0.
func tagLength(text []byte) int {
	text = text[:min(len(text), maxTag)]
	if len(text) < 3 {
		return 0
	}
	for _, m := range [][2]string{{"<!--", "-->"}, {"<![CDATA[", "["}, {"<?", "?>"}} {
		if bytes.HasPrefix(text, []byte(m[0])) {
			if end := bytes.Index(text[len(m[0])-1:], []byte(m[1])); end >= 0 {
				return len(m[0]) - 1 + end + len(m[1])
			}
			return 0
		}
	}
	if c := text[1]; !isLetter(c) && c != '/' && c != '!' {
		return 0
	}
	quote := byte(0)
	for i, c := range text {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return i + 1
		case (c == '"' || c == '\'') && text[i-1] == '=':
			quote = c
		}
	}
	return bytes.IndexByte(text, '>') + 1
}

// element returns the name of a tag's element in small letters, without its
// name space, or "".
func element(tag []byte) string {
	tag = bytes.TrimLeft(tag, "</")
	end := bytes.IndexFunc(tag, func(r rune) bool {
		return r > 'z' || !isLetter(byte(r)) && r != ':' && r != '-' && (r < '0' || r > '9')
	})
	if end < 0 {
		end = len(tag)
	}
	name := tag[:end]
	return strings.ToLower(string(name[bytes.LastIndexByte(name, ':')+1:]))
}
