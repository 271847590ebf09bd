package load

import (
	"bytes"
	"fmt"
	"regexp"
	"unicode"
	"unicode/utf8"

	"belegt/generator/internal/diag"
)

// text is the bytes of one file as they are kept. A byte order mark is gone,
// and so is the rest of a draft.
type text struct {
	bytes []byte
	read  bool
	draft bool // cut at the line that says so
}

// newText takes the bytes of a file. If cut is set, a draft is cut before
// anything else looks at it, so that nothing of the rest is hashed or kept.
func newText(b []byte, cut bool) text {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if cut {
		if end := draftEnd(b); end > 0 {
			return text{bytes.Clone(b[:end]), true, true}
		}
	}
	return text{b, true, false}
}

var draftLine = regexp.MustCompile(`^["']?draft["']?[ \t]*:[ \t]*["']?true["']?[ \t]*(#.*)?$`)

// draftEnd returns the offset after the line "draft: true" of front matter,
// or 0 if there is no such line.
func draftEnd(b []byte) int {
	off := 0
	for line := range bytes.Lines(b) {
		first := off == 0
		off += len(line)
		switch {
		case isFence(line) != first:
			return 0
		case draftLine.Match(bytes.TrimRight(line, " \t\r\n")):
			return off
		}
	}
	return 0
}

// notText finds the first byte that no text file holds, or returns nil.
func notText(f *diag.File) *diag.Diagnostic {
	b := f.Bytes
	for i := 0; i < len(b); {
		if c := b[i]; c >= ' ' && c < 0x7f || c == '\n' || c == '\t' {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			return &diag.Diagnostic{
				Pos: f.At(i, 1), Code: "not-utf8",
				Message: fmt.Sprintf("the byte 0x%02X is not UTF-8", b[i]),
				Hint:    "save the file as UTF-8",
			}
		case unicode.IsControl(r) && !bytes.HasPrefix(b[i:], []byte("\r\n")):
			return &diag.Diagnostic{
				Pos: f.At(i, 1), Code: "not-utf8",
				Message: fmt.Sprintf("the control character U+%04X, which no text file holds", r),
				Hint:    "delete the character",
			}
		}
		i += n
	}
	return nil
}
