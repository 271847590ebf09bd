package markdown

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"belegt/generator/internal/diag"
)

// converter turns goldmark's tree into ours. It meets everything in reading
// order, footnotes last, and so numbers references, sentences and notes.
type converter struct {
	*session
	src       []byte
	text      string // the same bytes; pieces of text are cut from it
	prose     bool
	refs      []Ref
	sentences []Sentence
	sources   [][]inline // the running text of each sentence
	doc       Doc

	block    sentencePlace // where the next sentence stands
	numbered int           // paragraphs so far
	headings []*node
	notes    noteQueue
}

// sentencePlace is the block that sentences are counted in.
type sentencePlace struct {
	kind   SentenceKind
	number int
	anchor string
	prefix string // of the ids of its sentences
	count  int
}

// noteQueue gives footnotes their numbers in the order they are referred to.
type noteQueue struct {
	defined map[int]*east.Footnote // by goldmark's index
	number  map[int]int            // goldmark's index → ours
	order   []int                  // goldmark's indices
	backs   []int                  // references to each, in our order
}

func newConverter(src []byte, s *session) *converter {
	return &converter{session: s, src: src, text: string(src),
		notes: noteQueue{defined: map[int]*east.Footnote{}, number: map[int]int{}}}
}

// document converts a whole text.
func (c *converter) document(root ast.Node) *Doc {
	c.findNotes(root)
	blocks := c.blocks(root, true)
	if notes, ok := c.footnotes(); ok {
		blocks = append(blocks, notes)
	}
	c.reportUnused()
	for i := range blocks {
		blocks[i].cites = c.citesIn(&blocks[i], nil)
		c.collectHeadings(&blocks[i])
	}
	c.nameHeadings(c.headings)
	c.labelTables(blocks)
	c.fillSentences()
	c.doc.blocks = blocks
	c.doc.headings = c.topHeadings(blocks)
	c.doc.references = references{c.refs, c.sentences}
	c.doc.words = wordCount(c.doc.Plain(nil))
	return &c.doc
}

// proseOf converts a text that holds inline markup only.
func (c *converter) proseOf(root ast.Node) *Prose {
	p := &Prose{text: []passage{}}
	if n := root.FirstChild(); n != nil {
		p.text = c.running(n, true)
	}
	c.fillSentences()
	p.references = references{c.refs, c.sentences}
	return p
}

// fillSentences adds what could move as long as references were found.
func (c *converter) fillSentences() {
	for i := range c.sentences {
		c.sentences[i].Parts = parts(c.sources[i], c.refs)
	}
}

// blocks converts the children of a block.
func (c *converter) blocks(parent ast.Node, top bool) []node {
	var out []node
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = c.appendBlock(out, n, top)
	}
	return out
}

func (c *converter) appendBlock(out []node, n ast.Node, top bool) []node {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return c.appendParagraph(out, n, top)
	case *ast.Heading:
		return append(out, c.heading(n))
	case *ast.Blockquote:
		return append(out, c.container(quoteNode, n, top))
	case *ast.List:
		list := c.container(listNode, n, top)
		list.ordered, list.start = n.IsOrdered(), n.Start
		return append(out, list)
	case *ast.ListItem:
		list, _ := n.Parent().(*ast.List)
		return append(out, c.item(itemNode, n, list != nil && list.IsTight))
	case *east.DefinitionList:
		return append(out, c.container(definitionsNode, n, top))
	case *east.DefinitionTerm:
		return append(out, node{kind: termNode, text: c.running(n, false)})
	case *east.DefinitionDescription:
		return append(out, c.item(descriptionNode, n, n.IsTight))
	case *east.Table:
		return append(out, c.container(tableNode, n, top))
	case *east.TableHeader:
		return append(out, c.row(headRowNode, n))
	case *east.TableRow:
		return append(out, c.row(rowNode, n))
	case *ast.ThematicBreak:
		return append(out, node{kind: ruleNode})
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return c.appendCode(out, n, top)
	case *embedNode:
		return c.appendEmbed(out, n)
	case *ast.HTMLBlock:
		c.rawHTML(n.Pos(), htmlSource(n, c.src))
	case *ast.LinkReferenceDefinition:
		c.definition(n)
	}
	return out // footnotes are met where they are referred to
}

// open starts a numbered block if it stands at the top level.
func (c *converter) open(n *node, top bool) {
	if !top {
		return
	}
	c.numbered++
	n.number = c.numbered
	n.id = "p" + strconv.Itoa(n.number)
	c.block = sentencePlace{number: n.number, anchor: n.id, prefix: "s" + strconv.Itoa(n.number) + "-"}
}

func (c *converter) container(kind nodeKind, n ast.Node, top bool) node {
	out := node{kind: kind, pos: c.at(max(n.Pos(), 0), 0)}
	c.open(&out, top)
	out.kids = c.blocks(n, false)
	return out
}

func (c *converter) item(kind nodeKind, n ast.Node, tight bool) node {
	outer := c.block.kind
	c.block.kind = InListItem
	out := node{kind: kind, tight: tight, kids: c.blocks(n, false)}
	c.block.kind = outer
	return out
}

func (c *converter) appendParagraph(out []node, n ast.Node, top bool) []node {
	was, numbered := c.block, c.numbered
	p := node{kind: paragraphNode, pos: c.at(max(n.Pos(), 0), 0)}
	c.open(&p, top)
	p.text = c.running(n, true)
	if top {
		if figures := onlyImages(p.text); len(figures) > 0 {
			c.block, c.numbered = was, numbered
			return append(out, figures...)
		}
	}
	if len(p.text) == 0 {
		c.block, c.numbered = was, numbered
		return out
	}
	return append(out, p)
}

// onlyImages returns the figures of a paragraph that holds nothing else.
func onlyImages(text []passage) []node {
	var out []node
	for _, p := range text {
		for _, in := range p.inlines {
			switch {
			case in.kind == imageInline:
				out = append(out, node{kind: figureNode, image: *in.image})
			case in.kind != breakInline && (in.kind != textInline || strings.Trim(in.text, " \t\r\n") != ""):
				return nil
			}
		}
	}
	return out
}

func (c *converter) heading(n *ast.Heading) node {
	if n.Level == 1 {
		c.report(n.Pos(), 1, diag.Diagnostic{Code: "heading-one",
			Message: "the title is the only heading of the first level",
			Hint:    "begin the heading with ##"})
	}
	out := node{kind: headingNode, level: max(n.Level, 2), text: c.running(n, false)}
	end := n.Pos()
	if l := n.Lines().Len(); l > 0 {
		end = n.Lines().At(l - 1).Stop
	}
	out.pos = c.at(n.Pos(), end-n.Pos())
	if written, ok := c.ids[n]; ok {
		out.written = &written
	}
	return out
}

func (c *converter) collectHeadings(n *node) {
	if n.kind == headingNode {
		c.headings = append(c.headings, n)
	}
	for i := range n.kids {
		c.collectHeadings(&n.kids[i])
	}
}

func (c *converter) topHeadings(blocks []node) []Heading {
	var out []Heading
	for _, n := range blocks {
		if n.kind == headingNode {
			h := Heading{Level: n.level, ID: n.id, Pos: n.pos}
			for _, p := range n.text {
				h.parts = append(h.parts, parts(p.inlines, c.refs)...)
			}
			h.Text = h.Plain(nil)
			out = append(out, h)
		}
	}
	return out
}

// labelTables names each table at the top level after the heading above it.
func (c *converter) labelTables(blocks []node) {
	label := ""
	for i := range blocks {
		switch n := &blocks[i]; n.kind {
		case headingNode:
			label = n.id
		case tableNode:
			n.label = label
		}
	}
}

// row converts a row of a table. All but the first are one sentence each.
func (c *converter) row(kind nodeKind, n ast.Node) node {
	out := node{kind: kind, sentence: -1}
	first := len(c.refs)
	var text []inline
	for cell := n.FirstChild(); cell != nil; cell = cell.NextSibling() {
		k := node{kind: cellNode, text: c.running(cell, false)}
		if tc, ok := cell.(*east.TableCell); ok && (tc.Alignment == east.AlignRight || tc.Alignment == east.AlignCenter) {
			k.class = tc.Alignment.String()
		}
		for _, p := range k.text {
			if len(text) > 0 {
				text = append(text, inline{kind: textInline, text: cellGap})
			}
			text = append(text, p.inlines...)
		}
		out.kids = append(out.kids, k)
	}
	if kind == rowNode && len(text) > 0 {
		line, _, _ := strings.Cut(c.text[n.Pos():], "\n")
		place := c.block.kind
		c.block.kind = InTableRow
		out.sentence = c.addSentence(text, n.Pos(), len(strings.TrimRightFunc(line, isGap)))
		c.block.kind = place
		c.assign(out.sentence, first, len(c.refs))
	}
	return out
}

func (c *converter) appendEmbed(out []node, n *embedNode) []node {
	if n.ref.ID == "" {
		return out
	}
	out = append(out, node{kind: embedCardNode, ref: len(c.refs), pos: n.ref.Pos})
	c.addRef(n.ref)
	return out
}

// addRef appends a reference that stands in no sentence yet.
func (c *converter) addRef(r Ref) int {
	i := len(c.refs)
	r.Sentence, r.Group = -1, i
	c.refs = append(c.refs, r)
	return i
}

// rawHTML reports raw HTML, unless there is nothing but comments.
func (c *converter) rawHTML(off int, raw string) {
	for {
		before, rest, found := strings.Cut(raw, "<!--")
		if strings.TrimSpace(before) != "" {
			break
		}
		if !found {
			return
		}
		_, raw, found = strings.Cut(rest, "-->")
		if !found {
			return
		}
	}
	n := len(raw)
	c.report(max(off, 0), n, diag.Diagnostic{Code: "raw-html", Severity: diag.Warning,
		Message: "raw HTML leaves nothing in the output"})
}

func htmlSource(n *ast.HTMLBlock, src []byte) string {
	b := n.Lines().Value(src)
	if n.HasClosure() {
		b = append(b, n.ClosureLine.Value(src)...)
	}
	return string(b)
}

// definition reports a link definition that was meant as a citation.
func (c *converter) definition(n *ast.LinkReferenceDefinition) {
	if bytes.HasPrefix(n.Label, []byte("@")) {
		c.report(n.Pos(), len(n.Label)+2, diag.Diagnostic{Code: "reference-syntax",
			Message: "a citation before a colon at the start of a paragraph defines a link",
			Hint:    "put the citation behind the sentence"})
	}
}

// citesIn appends the citations in a block, without [@editorial].
func (c *converter) citesIn(n *node, out []int) []int {
	for _, p := range n.text {
		walk(p.inlines, func(in *inline) {
			if in.kind != citeInline {
				return
			}
			for i := in.ref; i < in.ref+in.n; i++ {
				if c.refs[i].ID != Editorial {
					out = append(out, i)
				}
			}
		})
	}
	for i := range n.kids {
		out = c.citesIn(&n.kids[i], out)
	}
	return out
}

// findNotes gathers the definitions of footnotes, which goldmark keeps in one
// list somewhere in the tree.
func (c *converter) findNotes(n ast.Node) {
	if n.Kind() == east.KindFootnoteList {
		for f := n.FirstChild(); f != nil; f = f.NextSibling() {
			note := f.(*east.Footnote)
			if note.Index > 0 {
				c.notes.defined[note.Index] = note
			} else {
				c.reportUnusedNote(note)
			}
		}
	}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if k.Type() == ast.TypeBlock {
			c.findNotes(k)
		}
	}
}

// note returns the number of the footnote with goldmark's index, and how many
// references to it there are by now.
func (c *converter) note(index int) (number, nth int) {
	q := &c.notes
	number, ok := q.number[index]
	if !ok {
		q.order = append(q.order, index)
		q.backs = append(q.backs, 0)
		number = len(q.order)
		q.number[index] = number
	}
	q.backs[number-1]++
	return number, q.backs[number-1]
}

// footnotes converts the footnotes that were referred to. They may refer to
// further ones, which then follow.
func (c *converter) footnotes() (node, bool) {
	out := node{kind: notesNode}
	for i := 0; i < len(c.notes.order); i++ {
		n := c.notes.defined[c.notes.order[i]]
		id := fmt.Sprintf("fn%d", i+1)
		c.block = sentencePlace{anchor: id, prefix: id + "-s"}
		out.kids = append(out.kids, node{kind: noteNode, number: i + 1, id: id, kids: c.blocks(n, false)})
	}
	for i := range out.kids {
		out.kids[i].backs = c.notes.backs[i]
	}
	return out, len(out.kids) > 0
}

// reportUnused reports footnotes that only other unused ones refer to.
func (c *converter) reportUnused() {
	for index, n := range c.notes.defined {
		if _, ok := c.notes.number[index]; !ok {
			c.reportUnusedNote(n)
		}
	}
}

func (c *converter) reportUnusedNote(n *east.Footnote) {
	c.report(max(n.Pos(), 0), len(n.Ref)+3, diag.Diagnostic{Code: "unused-footnote", Severity: diag.Warning,
		Message: fmt.Sprintf("nothing refers to the footnote “%s”, or an earlier one has its name", n.Ref)})
}

// picture keeps an image for those who look for its file.
func (c *converter) picture(n *ast.Image) Image {
	img := Image{
		Dest:    unescape(string(n.Destination)),
		Alt:     c.altOf(n),
		Caption: template.HTML(html.EscapeString(collapse(unescape(string(n.Title))))),
		Pos:     c.at(max(n.Pos(), 0), 2),
	}
	if img.Alt == "" {
		c.problems.Add(diag.Diagnostic{Pos: img.Pos, Code: "missing-alt",
			Message: "a picture needs a text that stands for it",
			Hint:    fmt.Sprintf("write ![what is to be seen](%s)", img.Dest)})
	}
	if k := classify(img.Dest); k == unsafeAddress || k == mailAddress || k == fragmentAddress {
		c.unsafeURL(img.Pos, img.Dest)
	}
	c.doc.images = append(c.doc.images, img)
	return img
}

func (c *converter) unsafeURL(pos diag.Pos, dest string) {
	c.problems.Add(diag.Diagnostic{Pos: pos, Code: "unsafe-url",
		Message: fmt.Sprintf("“%s” is no address a link may lead to", collapse(dest)),
		Hint:    "use http, https, mailto or a relative address without spaces"})
}
