package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"belegt/generator/internal/diag"
)

// running converts the running text of a block and cuts it into sentences, or
// leaves it in one piece that is no sentence.
func (c *converter) running(n ast.Node, split bool) []passage {
	inlines := trimEnd(c.inlines(n, nil))
	if len(inlines) == 0 {
		return nil
	}
	if !split {
		return []passage{{inlines: inlines, sentence: -1}}
	}
	end := len(c.src)
	if l := n.Lines().Len(); l > 0 {
		end = n.Lines().At(l - 1).Stop
	}
	return c.sentencesOf(inlines, end)
}

// inlines appends the children of a node.
func (c *converter) inlines(parent ast.Node, out []inline) []inline {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = c.appendInline(out, n)
	}
	return out
}

func (c *converter) appendInline(out []inline, n ast.Node) []inline {
	switch n := n.(type) {
	case *ast.Text:
		return c.appendText(out, n)
	case *ast.CodeSpan:
		return append(out, inline{kind: codeInline, pos: n.Pos(), text: c.codeText(n)})
	case *ast.Emphasis:
		kind := emphasisInline
		if n.Level == 2 {
			kind = strongInline
		}
		return c.appendNested(out, kind, n)
	case *east.Strikethrough:
		return c.appendNested(out, strikeInline, n)
	case *markNode:
		return c.appendNested(out, markInline, n)
	case *ast.Link:
		return c.appendLink(out, n)
	case *ast.AutoLink:
		return c.appendAutoLink(out, n)
	case *ast.Image:
		return c.appendImage(out, n)
	case *ast.RawHTML:
		c.rawHTML(n.Pos(), string(n.Segments.Value(c.src)))
		return out
	case *east.TaskCheckBox:
		sign := "☐"
		if n.IsChecked {
			sign = "☑"
		}
		return append(out, inline{kind: taskInline, pos: n.Pos(), text: sign})
	case *east.FootnoteLink:
		number, nth := c.note(n.Index)
		return append(out, inline{kind: noteInline, pos: n.Pos(), note: number, n: nth})
	case *mentionNode:
		out = spaceAfterCite(out, n.Pos())
		return append(out, inline{kind: mentionInline, pos: n.Pos(), ref: c.addRef(n.ref)})
	case *citationNode:
		return append(trimEnd(out), c.citation(n))
	}
	return c.inlines(n, out)
}

func (c *converter) appendNested(out []inline, kind inlineKind, n ast.Node) []inline {
	kids := c.inlines(n, nil)
	if len(kids) == 0 {
		return out
	}
	return append(spaceAfterCite(out, n.Pos()), inline{kind: kind, pos: n.Pos(), kids: kids})
}

func (c *converter) citation(n *citationNode) inline {
	first := len(c.refs)
	for _, r := range n.refs {
		c.refs[c.addRef(r)].Group = first
	}
	return inline{kind: citeInline, pos: n.Pos(), ref: first, n: len(n.refs)}
}

// appendText adds text piece by piece: what means what it says is cut from the
// source, so that its place stays known; an escape is a piece of its own.
func (c *converter) appendText(out []inline, n *ast.Text) []inline {
	at := n.Segment
	if at.Padding > 0 {
		out = c.appendPiece(out, at.Start, strings.Repeat(" ", at.Padding))
	}
	for off := at.Start; off < at.Stop; {
		size, read := nextPiece(c.text[off:at.Stop])
		if read == "" {
			read = c.text[off : off+size]
		}
		out = c.appendPiece(out, off, read)
		off += size
	}
	switch {
	case n.HardLineBreak():
		return append(out, inline{kind: breakInline, pos: at.Stop})
	case n.SoftLineBreak():
		return c.appendPiece(out, at.Stop, "\n")
	}
	return out
}

// appendPiece adds a piece of text, to the last one if it goes on there.
func (c *converter) appendPiece(out []inline, off int, s string) []inline {
	out = spaceAfterCiteIf(out, off, s)
	if last := len(out) - 1; last >= 0 && out[last].kind == textInline {
		from, end := out[last].pos, out[last].pos+len(out[last].text)
		if end == off && c.text[from:end] == out[last].text && strings.HasPrefix(c.text[off:], s) {
			out[last].text = c.text[from : off+len(s)]
			return out
		}
	}
	return append(out, inline{kind: textInline, pos: off, text: s})
}

// spaceAfterCite parts a citation from a word that follows without a space.
func spaceAfterCite(out []inline, off int) []inline {
	if last := len(out) - 1; last >= 0 && out[last].kind == citeInline {
		return append(out, inline{kind: textInline, pos: off, text: " "})
	}
	return out
}

func spaceAfterCiteIf(out []inline, off int, s string) []inline {
	r := firstRune(s)
	if alphanumeric(r) || opens(r) {
		return spaceAfterCite(out, off)
	}
	return out
}

// trimEnd drops white space at the end, so that the mark of a citation stands
// right behind its sentence.
func trimEnd(out []inline) []inline {
	for n := len(out) - 1; n >= 0; n-- {
		switch {
		case out[n].kind == breakInline:
		case out[n].kind == textInline:
			out[n].text = strings.TrimRightFunc(out[n].text, isGap)
			if out[n].text != "" {
				return out
			}
		default:
			return out
		}
		out = out[:n]
	}
	return out
}

func (c *converter) codeText(n ast.Node) string {
	var b strings.Builder
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if t, ok := k.(*ast.Text); ok {
			b.Write(t.Segment.Value(c.src))
		}
	}
	return strings.ReplaceAll(plainCharacters(b.String()), "\n", " ")
}

// appendLink adds a link. Citations and footnotes in its text follow it, for a
// link cannot hold another.
func (c *converter) appendLink(out []inline, n *ast.Link) []inline {
	kids, marks := hoist(c.inlines(n, nil))
	in := inline{kind: linkInline, pos: n.Pos(), text: unescape(string(n.Destination)),
		title: collapse(unescape(string(n.Title))), kids: kids}
	in.address = classify(in.text)
	out = spaceAfterCite(out, n.Pos())
	if in.address == factAddress {
		r := Ref{Kind: Path, Path: pathOf(in.text), Pos: c.at(n.Pos(), c.linkLength(n))}
		var b strings.Builder
		flattenInlines(&b, kids, c.refs, nil)
		r.Words = collapse(b.String())
		out = append(out, inline{kind: mentionInline, pos: n.Pos(), ref: c.addRef(r)})
		return append(out, marks...)
	}
	c.keepLink(in, c.linkLength(n))
	return append(append(out, in), marks...)
}

func (c *converter) appendAutoLink(out []inline, n *ast.AutoLink) []inline {
	label := plainCharacters(string(n.Label(c.src)))
	in := inline{kind: linkInline, pos: n.Pos(), text: label}
	if n.AutoLinkType == ast.AutoLinkEmail {
		in.text = "mailto:" + label
	}
	in.address = classify(in.text)
	in.kids = []inline{{kind: textInline, pos: n.Pos() + 1, text: label}}
	c.keepLink(in, len(label)+2)
	return append(spaceAfterCite(out, n.Pos()), in)
}

func (c *converter) keepLink(in inline, n int) {
	pos := c.at(in.pos, n)
	switch in.address {
	case unsafeAddress:
		c.unsafeURL(pos, in.text)
	case relativeAddress, fragmentAddress:
		c.doc.links = append(c.doc.links, Link{Dest: in.text, Pos: pos})
	}
}

// linkLength is the length of a link up to what follows it in its block.
func (c *converter) linkLength(n ast.Node) int {
	if next := n.NextSibling(); next != nil && next.Pos() > n.Pos() {
		return next.Pos() - n.Pos()
	}
	if i := strings.IndexAny(c.text[n.Pos():], ")\n"); i >= 0 {
		return i + 1
	}
	return 1
}

// hoist takes citations and footnotes out of the text of a link.
func hoist(inlines []inline) (rest, marks []inline) {
	for _, in := range inlines {
		if in.kind == citeInline || in.kind == noteInline {
			marks = append(marks, in)
			continue
		}
		var inner []inline
		in.kids, inner = hoist(in.kids)
		rest, marks = append(rest, in), append(marks, inner...)
	}
	return rest, marks
}

func (c *converter) appendImage(out []inline, n *ast.Image) []inline {
	if c.prose {
		c.report(n.Pos(), 2, diag.Diagnostic{Code: "invalid-value",
			Message: "a picture cannot stand in a text of this kind"})
		return c.appendPiece(out, n.Pos(), c.altOf(n))
	}
	img := c.picture(n)
	return append(spaceAfterCite(out, n.Pos()), inline{kind: imageInline, pos: n.Pos(), image: &img})
}

// altOf is the text alternative of a picture. It is an attribute, in which
// references cannot stand.
func (c *converter) altOf(n ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(n, func(k ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch k := k.(type) {
		case *ast.Text:
			if k.IsRaw() {
				b.WriteString(plainCharacters(string(k.Value(c.src))))
			} else {
				b.WriteString(unescape(string(k.Value(c.src))))
			}
			if k.SoftLineBreak() || k.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.AutoLink:
			b.WriteString(string(k.Label(c.src)))
		case *mentionNode, *citationNode, *east.FootnoteLink:
			c.report(k.Pos(), 2, diag.Diagnostic{Code: "reference-syntax",
				Message: "the text alternative of a picture cannot hold references",
				Hint:    "say it in plain words, or put it in the text"})
		}
		return ast.WalkContinue, nil
	})
	return collapse(b.String())
}

// sentencesOf cuts running text into sentences. A boundary inside emphasis or
// a link cuts nothing, so that elements nest.
func (c *converter) sentencesOf(inlines []inline, end int) []passage {
	starts := make([]int, len(inlines)+1)
	var flat strings.Builder
	for i := range inlines {
		flattenInlines(&flat, inlines[i:i+1], c.refs, func(Ref) string { return unnamed })
		starts[i+1] = flat.Len()
	}
	var out []passage
	var now []inline
	cuts := sentenceStarts(flat.String())
	for i, in := range inlines {
		from, to := starts[i], starts[i+1]
		for len(cuts) > 0 && to > from && cuts[0] <= from {
			if cuts[0] == from && len(now) > 0 {
				out, now = append(out, passage{inlines: now}), nil
			}
			cuts = cuts[1:]
		}
		for in.kind == textInline && len(cuts) > 0 && cuts[0] < to {
			before, after := in, in
			before.text, after.text = in.text[:cuts[0]-from], in.text[cuts[0]-from:]
			after.pos += len(before.text)
			out, now = append(out, passage{inlines: append(now, before)}), nil
			in, from, cuts = after, cuts[0], cuts[1:]
		}
		now = append(now, in)
	}
	out = append(out, passage{inlines: now})
	for i := range out {
		c.closePassage(&out[i], out[i+1:], end)
	}
	return out
}

// unnamed stands for the name of a thing while sentences are cut.
const unnamed = "Name"

// closePassage makes a passage the sentence it is. Citations that stand alone
// in a block back the sentence before them; in a footnote they back none.
func (c *converter) closePassage(p *passage, rest []passage, end int) {
	p.trim()
	first, last := c.refsIn(p.inlines)
	p.sentence = -1
	if !wordy(p.inlines) {
		before := len(c.sentences) - 1
		if first < last && before >= 0 && c.block.number > 0 && c.sentences[before].Block >= c.block.number-1 {
			c.assign(before, first, last)
		}
		return
	}
	start := p.inlines[0].pos
	for _, in := range p.inlines {
		if in.kind != citeInline && (in.kind != textInline || strings.Trim(in.text, " \n") != "") {
			start = in.pos
			break
		}
	}
	if len(rest) > 0 {
		end = rest[0].inlines[0].pos
	}
	n := len(strings.TrimRightFunc(c.text[start:max(start, end)], isGap))
	p.sentence, p.wrapped = c.addSentence(p.inlines, start, n), true
	c.assign(p.sentence, first, last)
}

// trim moves the white space at the end of a passage into its gap.
func (p *passage) trim() {
	last := len(p.inlines) - 1
	if in := &p.inlines[last]; in.kind == textInline {
		text := strings.TrimRightFunc(in.text, isGap)
		p.gap, in.text = in.text[len(text):], text
		if text == "" && last > 0 {
			p.inlines = p.inlines[:last]
		}
	}
}

// wordy reports whether there is anything to read.
func wordy(inlines []inline) bool {
	found := false
	walk(inlines, func(in *inline) {
		found = found || in.kind == mentionInline || in.kind == codeInline && in.text != "" ||
			in.kind == textInline && strings.ContainsFunc(in.text, alphanumeric)
	})
	return found
}

// refsIn returns the range of references in a passage.
func (c *converter) refsIn(inlines []inline) (first, last int) {
	first = len(c.refs)
	walk(inlines, func(in *inline) {
		switch in.kind {
		case mentionInline:
			first, last = min(first, in.ref), max(last, in.ref+1)
		case citeInline:
			first, last = min(first, in.ref), max(last, in.ref+in.n)
		}
	})
	return first, last
}

// addSentence numbers a sentence within its block.
func (c *converter) addSentence(inlines []inline, start, n int) int {
	c.block.count++
	s := Sentence{Pos: c.at(start, n), Block: c.block.number, Anchor: c.block.anchor, Kind: c.block.kind}
	if c.block.prefix != "" {
		s.ID = c.block.prefix + strconv.Itoa(c.block.count)
	}
	c.sentences = append(c.sentences, s)
	c.sources = append(c.sources, inlines)
	return len(c.sentences) - 1
}

// assign tells references in which sentence they stand, and the sentence what
// backs it.
func (c *converter) assign(sentence, first, last int) {
	s := &c.sentences[sentence]
	for i := first; i < last; i++ {
		c.refs[i].Sentence = sentence
		switch {
		case c.refs[i].Kind != Cite:
		case c.refs[i].ID == Editorial:
			s.Analysis = true
		default:
			s.Cites = append(s.Cites, i)
		}
	}
}
