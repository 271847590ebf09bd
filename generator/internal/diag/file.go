package diag

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// File is the text of one content file, for turning byte offsets into places.
type File struct {
	Path  string // slash-separated, relative to the root
	Bytes []byte
	lines []int // offset of the first byte of each line
}

// NewFile indexes the lines of a file. The bytes must not change afterwards.
func NewFile(path string, b []byte) *File {
	f := &File{Path: path, Bytes: b, lines: []int{0}}
	for i := 0; i < len(b); {
		n := bytes.IndexByte(b[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		f.lines = append(f.lines, i)
	}
	return f
}

// At returns the place of n bytes from byte offset off. Offsets outside the
// file are drawn to its ends.
func (f *File) At(off, n int) Pos {
	off = min(max(off, 0), len(f.Bytes))
	end := min(off+max(n, 0), len(f.Bytes))
	line := sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > off })
	start := f.lines[line-1]
	if nl := bytes.IndexByte(f.Bytes[off:end], '\n'); nl >= 0 {
		end = off + nl
	}
	return Pos{
		File: f.Path,
		Line: line,
		Col:  utf8.RuneCount(f.Bytes[start:off]) + 1,
		Len:  utf8.RuneCount(f.Bytes[off:end]),
	}
}

// Offset returns the byte offset of a line and column (both from 1, the
// column in code points), drawn to the end of the line.
func (f *File) Offset(line, col int) int {
	line = min(max(line, 1), len(f.lines))
	off := f.lines[line-1]
	for ; col > 1 && off < len(f.Bytes) && f.Bytes[off] != '\n'; col-- {
		_, n := utf8.DecodeRune(f.Bytes[off:])
		off += n
	}
	return off
}

// Line returns the text of a line (from 1) without its end, or "".
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	b := f.Bytes[f.lines[n-1]:]
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		b = b[:i]
	}
	return string(bytes.TrimSuffix(b, []byte("\r")))
}
