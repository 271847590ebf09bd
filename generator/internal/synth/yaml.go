package synth

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A record is a tree of four kinds of values: string, []string (written in one
// line), mapping and []mapping. Strings are written plain, quoted or folded,
// as an author would.

// mapping is a YAML map whose keys keep their order. Empty values are left out.
type mapping []field

type field struct {
	key   string
	value any
}

// appendMapping writes a map, each line indented.
func appendMapping(b []byte, m mapping, indent int) []byte {
	for _, f := range m {
		if absent(f.value) {
			continue
		}
		b = pad(b, indent)
		b = append(b, f.key...)
		b = append(b, ':')
		switch v := f.value.(type) {
		case string:
			b = appendString(b, v, indent+2)
		case []string:
			b = append(b, " ["+strings.Join(v, ", ")+"]\n"...)
		case mapping:
			b = appendMapping(append(b, '\n'), v, indent+2)
		case []mapping:
			b = appendList(append(b, '\n'), v, indent+2)
		}
	}
	return b
}

// appendList writes a list of maps.
func appendList(b []byte, list []mapping, indent int) []byte {
	for _, m := range list {
		start := len(b)
		b = appendMapping(b, m, indent+2)
		b[start+indent] = '-'
	}
	return b
}

func absent(v any) bool {
	switch v := v.(type) {
	case string:
		return v == ""
	case []string:
		return len(v) == 0
	case mapping:
		return len(v) == 0
	case []mapping:
		return len(v) == 0
	}
	return true
}

func pad(b []byte, n int) []byte {
	for range n {
		b = append(b, ' ')
	}
	return b
}

const (
	longest = 80 // of a string that stays on its key's line
	width   = 96 // of a folded text
)

// appendString writes what follows a key and its colon.
func appendString(b []byte, s string, indent int) []byte {
	switch {
	case utf8.RuneCountInString(s) > longest && strings.Contains(s, " "):
		return appendFolded(append(b, " >-"...), s, indent)
	case plain(s):
		return append(b, " "+s+"\n"...)
	}
	return append(b, " '"+strings.ReplaceAll(s, "'", "''")+"'\n"...)
}

// appendFolded writes a text over several lines, which YAML joins again.
func appendFolded(b []byte, s string, indent int) []byte {
	column := width
	for word := range strings.SplitSeq(s, " ") {
		n := utf8.RuneCountInString(word)
		if column+1+n > width {
			b = pad(append(b, '\n'), indent)
			column = indent
		} else {
			b = append(b, ' ')
			column++
		}
		b = append(b, word...)
		column += n
	}
	return append(b, '\n')
}

// plain reports whether a string needs no quotation marks.
func plain(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return (unicode.IsLetter(first) || unicode.IsDigit(first)) &&
		!strings.Contains(s, ": ") && !strings.Contains(s, " #") && !strings.HasSuffix(s, ":")
}
