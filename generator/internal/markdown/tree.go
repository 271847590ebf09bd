package markdown

import (
	"strings"

	"belegt/generator/internal/diag"
)

// This file is the tree that a text becomes. It is our own rather than
// goldmark's: running text is cut into sentences, escapes are resolved, and
// nothing in it changes while pages are rendered side by side.

// nodeKind is what a block is.
type nodeKind uint8

const (
	paragraphNode nodeKind = iota
	headingNode
	quoteNode
	listNode
	itemNode
	definitionsNode
	termNode
	descriptionNode
	tableNode
	headRowNode
	rowNode
	cellNode
	codeNode
	ruleNode
	figureNode
	embedCardNode
	filterNode
	notesNode
	noteNode
)

// node is a block. Which fields it uses depends on its kind.
type node struct {
	kind     nodeKind
	pos      diag.Pos
	id       string
	number   int       // of a paragraph, list, quotation or table at the top level; of a footnote
	level    int       // heading
	text     []passage // running text
	kids     []node
	cites    []int      // citations within, for blocks at the top level
	tight    bool       // list item, description: its paragraphs are bare
	ordered  bool       // list
	start    int        // list
	class    string     // cell: right or center
	sentence int        // row
	label    string     // table: id of the heading above
	backs    int        // footnote: how often it is referred to
	written  *headingID // heading
	image    Image
	ref      int // embedded card
	filter   Filter
	code     code
}

// passage is a sentence as it stands in a block, or a text that is none.
type passage struct {
	inlines  []inline
	gap      string // white space that follows
	sentence int    // index in Sentences, or -1
	wrapped  bool   // it has an element of its own
}

// inlineKind is what a piece of running text is.
type inlineKind uint8

const (
	textInline inlineKind = iota
	breakInline
	codeInline
	emphasisInline
	strongInline
	strikeInline
	markInline
	linkInline
	imageInline
	mentionInline
	citeInline
	noteInline
	taskInline
)

// inline is a piece of running text. Which fields it uses depends on its kind.
type inline struct {
	kind    inlineKind
	pos     int    // source offset
	text    string // text, code; the address of a link or picture; the sign of a task
	title   string // link
	address addressKind
	image   *Image
	ref     int // mention, citations: the first index in Refs
	n       int // citations: how many; footnote: which reference to it, from 1
	note    int // footnote: its number
	kids    []inline
}

// flatten returns the text of passages, without citations and footnotes.
func flatten(text []passage, refs []Ref, name func(Ref) string) string {
	var b strings.Builder
	for _, p := range text {
		flattenInlines(&b, p.inlines, refs, name)
		b.WriteString(p.gap)
	}
	return b.String()
}

func flattenInlines(b *strings.Builder, inlines []inline, refs []Ref, name func(Ref) string) {
	for i := range inlines {
		switch in := &inlines[i]; in.kind {
		case textInline, codeInline:
			b.WriteString(in.text)
		case breakInline:
			b.WriteByte('\n')
		case mentionInline:
			b.WriteString(nameOf(refs[in.ref], name))
		default:
			flattenInlines(b, in.kids, refs, name)
		}
	}
}

// walk calls f for each piece of running text, outer before inner.
func walk(inlines []inline, f func(*inline)) {
	for i := range inlines {
		f(&inlines[i])
		walk(inlines[i].kids, f)
	}
}

// parts cuts running text into what is known and what has yet to be named.
func parts(inlines []inline, refs []Ref) []Part {
	var out []Part
	var known strings.Builder
	flush := func() {
		if known.Len() > 0 {
			out = append(out, Part{Text: known.String()})
			known.Reset()
		}
	}
	walk(inlines, func(in *inline) {
		switch in.kind {
		case textInline, codeInline:
			known.WriteString(in.text)
		case breakInline:
			known.WriteByte('\n')
		case mentionInline:
			flush()
			out = append(out, Part{Ref: &refs[in.ref]})
		}
	})
	flush()
	return out
}

// lines appends the text of a block, line by line.
func (n *node) lines(out []string, refs []Ref, name func(Ref) string) []string {
	switch n.kind {
	case headRowNode, rowNode:
		var cells []string
		for i := range n.kids {
			cells = n.kids[i].lines(cells, refs, name)
		}
		return append(out, strings.Join(cells, cellGap))
	case codeNode:
		return out
	}
	if s := collapse(flatten(n.text, refs, name)); s != "" {
		out = append(out, s)
	}
	for i := range n.kids {
		out = n.kids[i].lines(out, refs, name)
	}
	return out
}

// cellGap stands between the cells of a table row where it is read as text.
const cellGap = " · "
