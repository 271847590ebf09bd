package diag

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How a problem looks to an author:
//
//	facts/claims/x.yaml:12:4: error[unknown-reference]: nothing has the id `bytdance`
//	   12 | by: [bytdance]
//	      |      ^^^^^^^^
//	      = hint: did you mean `bytedance`?
//
// Content may come from strangers. Nothing of it reaches the terminal that the
// terminal could take for a command, or that could hide or reorder what is read.

// Style says how problems are written.
type Style struct {
	Color bool // ANSI colours, for a terminal
}

// Colours, as the parameters of ANSI's “select graphic rendition”.
const (
	bold   = "1"
	dim    = "2"
	red    = "1;31"
	green  = "1;32"
	yellow = "1;33"
	cyan   = "36"
)

// maxColumns is the width over which a source line is cut around the caret.
const maxColumns = 100

// Excerpts gives every problem that has a line the text of that line, which it
// asks for by path and number.
func (l List) Excerpts(line func(path string, n int) string) {
	var at Pos // the line that was asked for last: problems often share one
	var text string
	for i := range l {
		d := &l[i]
		if d.Line == 0 || d.Excerpt != "" {
			continue
		}
		if p := (Pos{File: d.File, Line: d.Line}); p != at {
			at, text = p, line(p.File, p.Line)
		}
		d.Excerpt = text
	}
}

// Write writes problems for people, in the order of the list, in one piece.
func Write(w io.Writer, l List, o Style) {
	var b bytes.Buffer
	for _, d := range l {
		o.diagnostic(&b, d)
	}
	// Where messages cannot be written there is nobody to tell.
	_, _ = w.Write(b.Bytes())
}

func (o Style) diagnostic(b *bytes.Buffer, d Diagnostic) {
	color := red
	if d.Severity == Warning {
		color = yellow
	}
	if !d.Pos.IsZero() {
		b.WriteString(o.paint(bold, place(d.Pos)+":") + " ")
	}
	b.WriteString(o.paint(color, fmt.Sprintf("%v[%s]:", d.Severity, visible(d.Code))))
	b.WriteString(" " + o.paint(bold, visible(d.Message)) + "\n")
	number := fmt.Sprintf("%5d", d.Line)
	gutter := strings.Repeat(" ", len(number))
	if d.Line > 0 && d.Excerpt != "" {
		source, caret := excerpt(d)
		b.WriteString(o.paint(dim, number+" |") + " " + source + "\n")
		b.WriteString(o.paint(dim, gutter+" |") + " " + o.underline(caret) + "\n")
	}
	if d.Hint != "" {
		b.WriteString(o.paint(dim, gutter+" =") + " " + o.paint(cyan, "hint:") + " " + visible(d.Hint) + "\n")
	}
}

// place returns path:line:col, as far as these are known.
func place(p Pos) string {
	s := visible(p.File)
	if p.Line > 0 {
		s += fmt.Sprintf(":%d", p.Line)
		if p.Col > 0 {
			s += fmt.Sprintf(":%d", p.Col)
		}
	}
	return s
}

func (o Style) paint(color, s string) string {
	if !o.Color {
		return s
	}
	return "\x1b[" + color + "m" + s + "\x1b[0m"
}

// underline returns the carets under a span of columns.
func (o Style) underline(columns span) string {
	return strings.Repeat(" ", columns.from) + o.paint(green, strings.Repeat("^", columns.to-columns.from))
}

// span is a range of columns or of cells; to is not in it.
type span struct{ from, to int }

// excerpt returns the source line of d as it is shown, and the columns that
// the caret underlines.
func excerpt(d Diagnostic) (source string, caret span) {
	from := min(max(d.Col, 1)-1, utf8.RuneCountInString(d.Excerpt))
	cells, marked, cut := near(d.Excerpt, span{from, from + max(d.Len, 1)})
	keep := span{0, len(cells)}
	if cut.left || cut.right || width(cells) > maxColumns {
		keep = window(cells, marked.from)
	}
	var b strings.Builder
	indent := 0
	if cut.left || keep.from > 0 {
		b.WriteString("…")
		indent = 1
	}
	for _, c := range cells[keep.from:keep.to] {
		b.WriteRune(c.shown)
	}
	if cut.right || keep.to < len(cells) {
		b.WriteString("…")
	}
	first := max(marked.from, keep.from)
	caret.from = indent + width(cells[keep.from:first])
	caret.to = caret.from + max(width(cells[first:min(max(marked.to, first), keep.to)]), 1)
	return b.String(), caret
}

// sides says where something was left out.
type sides struct{ left, right bool }

// near returns the cells of a line that could be shown together with the
// marked ones, the marked span among these, and where the line goes on. It is
// here because a line may have a million characters.
func near(line string, marked span) (cells []cell, in span, cut sides) {
	n := 0
	for _, r := range line {
		if n > marked.from+maxColumns {
			cut.right = true
			break
		}
		if n < marked.from-maxColumns {
			cut.left = true
		} else {
			cells = append(cells, cellOf(r))
		}
		n++
	}
	left := max(marked.from-maxColumns, 0)
	return cells, span{marked.from - left, min(marked.to-left, len(cells))}, cut
}

// window chooses the cells to show of a line that is too long: half of the
// columns before the place, half after, and what one side does not need goes to
// the other.
func window(cells []cell, at int) span {
	keep, free := span{at, at}, maxColumns
	grow := func(limit int) {
		for keep.to < len(cells) && free-cells[keep.to].width >= limit {
			free -= cells[keep.to].width
			keep.to++
		}
	}
	grow(maxColumns / 2)
	for keep.from > 0 && free >= cells[keep.from-1].width {
		keep.from--
		free -= cells[keep.from].width
	}
	grow(0)
	return keep
}

// cell is one character as a terminal shows it.
type cell struct {
	shown rune
	width int // columns: 0 for a combining mark, 2 for a wide character
}

func cellOf(r rune) cell {
	switch {
	case r == '\t':
		return cell{' ', 1} // a tab would move the caret
	case r < ' ':
		return cell{'␀' + r, 1} // Unicode's pictures of control characters
	case r == 0x7f:
		return cell{'␡', 1}
	case !unicode.IsGraphic(r):
		return cell{unicode.ReplacementChar, 1} // invisible, or changes direction
	case unicode.In(r, unicode.Mn, unicode.Me):
		return cell{r, 0}
	case unicode.Is(wide, r):
		return cell{r, 2}
	}
	return cell{r, 1}
}

// width returns the columns of cells.
func width(cells []cell) (n int) {
	for _, c := range cells {
		n += c.width
	}
	return n
}

// visible returns s with nothing in it that a terminal acts on.
func visible(s string) string {
	return strings.Map(func(r rune) rune { return cellOf(r).shown }, s)
}

// wide is what takes two columns of a terminal: the blocks of Unicode whose
// characters are East Asian wide or fullwidth, and pictures.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1}, // Hangul Jamo, leading consonants
		{Lo: 0x2e80, Hi: 0x303e, Stride: 1}, // radicals, CJK punctuation
		{Lo: 0x3041, Hi: 0x4dbf, Stride: 1}, // Hiragana, Katakana, Bopomofo, Han extension A
		{Lo: 0x4e00, Hi: 0xa4cf, Stride: 1}, // Han, Yi
		{Lo: 0xa960, Hi: 0xa97f, Stride: 1}, // Hangul Jamo extended A
		{Lo: 0xac00, Hi: 0xd7a3, Stride: 1}, // Hangul syllables
		{Lo: 0xf900, Hi: 0xfaff, Stride: 1}, // Han, compatibility
		{Lo: 0xfe30, Hi: 0xfe6f, Stride: 1}, // CJK compatibility and small forms
		{Lo: 0xff01, Hi: 0xff60, Stride: 1}, // fullwidth forms
		{Lo: 0xffe0, Hi: 0xffe6, Stride: 1}, // fullwidth signs
	},
	R32: []unicode.Range32{
		{Lo: 0x1f300, Hi: 0x1f64f, Stride: 1}, // pictures, faces
		{Lo: 0x1f680, Hi: 0x1f6ff, Stride: 1}, // traffic
		{Lo: 0x1f900, Hi: 0x1faff, Stride: 1}, // more pictures
		{Lo: 0x20000, Hi: 0x3fffd, Stride: 1}, // Han extensions
	},
}
