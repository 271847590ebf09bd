package guard

// How a file is looked through. The bytes are turned into a few views, and one
// automaton runs over the canonical text of each:
//
//	the bytes as they are
//	with escapes undone (HTML, JSON, percent signs, octal), up to three times
//	without tags: words that tags part are joined
//	with a space for each tag: words that only tags part stay apart
//	as UTF-16, in both orders, where the bytes are no plain text
//
// Runs of base64 and hexadecimal digits are decoded (runs.go) and what is
// compressed is unpacked (packed.go); what comes out is looked through in the
// same way. A view is made only where there is something in the bytes to make
// it of, so that most files cost a few passes at a few hundred MB a second.
//
// Not found is what is encrypted, what stands as a drawing of letters (the
// pixels of a picture, the glyphs of a subset font in a PDF), and what was put
// into more codes than three at once.

import (
	"bytes"
	"encoding/binary"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	maxPeels = 3
	maxCodes = 3         // base64 in base64 in base64
	maxDepth = 8         // an archive in an archive
	maxAll   = 128 << 20 // bytes that may come out of one file
)

// scanner looks through one file, or a part of one.
type scanner struct {
	terms  *Terms
	file   string
	found  []int // lines, without repeats
	opaque bool  // something could not be looked through
	left   *int  // how many bytes may still come out of the file

	peeled         [2][]byte // buffers of the views
	stripped, wide []byte
}

// release gives a scanner back to those who come after.
func (s *scanner) release() {
	*s = scanner{terms: s.terms, found: s.found[:0], peeled: s.peeled, stripped: s.stripped, wide: s.wide}
	s.terms.scanners.Put(s)
}

// scan looks through bytes that came out of depth others.
func (s *scanner) scan(data []byte, depth int) {
	s.unpack(data, depth)
	if bytes.HasPrefix(data, []byte("BEGIN:V")) {
		data = unfold(data)
	}
	data = withoutPixels(data)
	s.match(data)
	s.runs(data, depth)
	s.utf16(data)
	tags := bytes.Count(data, []byte("<"))
	if tags > 0 {
		s.untagged(data)
	}
	peeled, changed := s.peel(data)
	if !changed {
		return
	}
	peeled = bytes.Clone(peeled) // the buffer is used again
	s.runs(peeled, depth)
	s.utf16(peeled)
	if bytes.Count(peeled, []byte("<")) > tags {
		s.untagged(peeled)
	}
}

// nested looks through bytes that came out of those at hand.
func (s *scanner) nested(data []byte, depth int) {
	if depth >= maxDepth {
		s.opaque = true
		return
	}
	inner := s.terms.scanner()
	inner.left = s.left
	inner.scan(data, depth+1)
	s.opaque = s.opaque || inner.opaque
	for _, line := range inner.found {
		s.add(line)
	}
	inner.release()
}

func (s *scanner) add(lines ...int) {
	for _, line := range lines {
		if !slices.Contains(s.found, line) {
			s.found = append(s.found, line)
		}
	}
}

// match runs the automaton over the canonical text of some bytes.
func (s *scanner) match(view []byte) {
	a := &s.terms.folded
	classes, table := &s.terms.ascii, a.next
	var at state
	space := false
	for i := 0; i < len(view); {
		c := view[i]
		if c >= utf8.RuneSelf {
			r, size := next(view[i:])
			i += size
			at, space = s.matchRune(at, space, r)
			continue
		}
		i++
		if separators[c] {
			if space {
				continue
			}
			space = true
		} else {
			space = false
		}
		at = table[int(at&^hit)+int(classes[c])]
		if at&hit != 0 {
			s.add(a.at(at)...)
		}
	}
}

func (s *scanner) matchRune(at state, space bool, r rune) (state, bool) {
	a := &s.terms.folded
	for _, c := range []byte(foldRune(r)) {
		if c == ' ' && space {
			continue
		}
		space = c == ' '
		if at = a.step(at, c); at&hit != 0 {
			s.add(a.at(at)...)
		}
	}
	return at, space
}

// peel undoes escapes until there are none, and looks through each stage. What
// it returns is the last one; it stands in a buffer of the scanner.
func (s *scanner) peel(data []byte) (peeled []byte, changed bool) {
	for i := range maxPeels {
		buffer := &s.peeled[i%2]
		out, more := unescape((*buffer)[:0], data)
		*buffer = out
		if !more {
			break
		}
		s.match(out)
		data, changed = out, true
	}
	return data, changed
}

// untagged looks through a text without its tags.
func (s *scanner) untagged(data []byte) {
	for _, joined := range []bool{true, false} {
		s.stripped = strip(s.stripped[:0], data, joined)
		s.match(s.stripped)
		s.peel(s.stripped)
	}
}

// unfold joins the lines of a calendar or address card, which are cut after 75
// bytes (RFC 5545).
func unfold(data []byte) []byte {
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	data = bytes.ReplaceAll(data, []byte("\n "), nil)
	return bytes.ReplaceAll(data, []byte("\n\t"), nil)
}

// utf16 looks through bytes as UTF-16, from both the first and the second.
// Escapes and tags are undone only where it is likely to be some.
func (s *scanner) utf16(data []byte) {
	if len(data) < 2 || isPlain(data) && !s.terms.anyUTF16 {
		return
	}
	wide := looksWide(data)
	for _, order := range []binary.ByteOrder{littleEndian, bigEndian} {
		for from := range 2 {
			s.wide = fromUTF16(s.wide[:0], data[from:], order)
			s.match(s.wide)
			if wide {
				s.untagged(s.wide)
				s.peel(s.wide)
			}
		}
	}
}

func fromUTF16(out, data []byte, order binary.ByteOrder) []byte {
	for ; len(data) >= 2; data = data[2:] {
		r := rune(order.Uint16(data))
		if utf16.IsSurrogate(r) && len(data) >= 4 {
			if full := utf16.DecodeRune(r, rune(order.Uint16(data[2:]))); full != utf8.RuneError {
				r, data = full, data[2:]
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// isPlain reports whether bytes are text in UTF-8.
func isPlain(data []byte) bool {
	for _, c := range data {
		if isControl(c) {
			return false
		}
	}
	return utf8.Valid(data)
}

func isControl(c byte) bool {
	return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7f
}

// hidesInText reports whether a term in UTF-16 may be bytes that are text, as
// that of some Chinese is.
func hidesInText(term string) bool {
	for _, u := range utf16.Encode([]rune(term)) {
		if isControl(byte(u)) || isControl(byte(u>>8)) {
			return false
		}
	}
	return true
}
