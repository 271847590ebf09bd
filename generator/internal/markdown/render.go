package markdown

import (
	"fmt"
	"html"
	"html/template"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/util"
)

// BlockKind is what a template does with a block.
type BlockKind string

// The kinds of blocks at the top level of a text.
const (
	BlockProse     BlockKind = "prose" // a paragraph, list, quotation or definition list
	BlockHeading   BlockKind = "heading"
	BlockCode      BlockKind = "code"
	BlockFigure    BlockKind = "figure"
	BlockEmbed     BlockKind = "embed"
	BlockTimeline  BlockKind = "timeline"
	BlockNetwork   BlockKind = "network"
	BlockTable     BlockKind = "table"
	BlockRule      BlockKind = "rule"
	BlockFootnotes BlockKind = "footnotes"
)

// Block is a block at the top level of a rendered text. HTML is the whole
// element; it is empty for a figure, an embedded card, a timeline and a
// network, which the page makes itself.
type Block struct {
	Kind     BlockKind
	HTML     template.HTML
	ID       string
	Number   int       // from 1 for paragraphs, lists, quotations and tables; else 0
	Level    int       // of a heading
	Text     string    // of a heading, plain
	Cites    []int     // indices in Refs of all citations within, in order, without [@editorial]
	Ref      Ref       // of an embedded card
	Settings []Setting // of a timeline or network
	Image    Image     // of a figure
	Caption  string    // title of code
	Lang     string    // language of code
}

// Render returns the text block by block.
func (d *Doc) Render(r Resolver) []Block {
	out := make([]Block, 0, len(d.blocks))
	for i := range d.blocks {
		out = append(out, d.render(&d.blocks[i], r))
	}
	return out
}

func (d *Doc) render(n *node, r Resolver) Block {
	b := Block{Kind: BlockProse, ID: n.id, Number: n.number, Cites: n.cites}
	w := writer{references: &d.references, resolver: r}
	switch n.kind {
	case headingNode:
		b.Kind, b.Level, b.Text = BlockHeading, n.level, collapse(flatten(n.text, d.refs, r.Name))
	case tableNode:
		b.Kind = BlockTable
	case ruleNode:
		b.Kind = BlockRule
	case notesNode:
		b.Kind = BlockFootnotes
	case codeNode:
		b.Kind, b.Caption, b.Lang = BlockCode, n.code.title, n.code.lang
	case figureNode:
		b.Kind, b.Image = BlockFigure, n.image
		return b
	case embedCardNode:
		b.Kind, b.Ref = BlockEmbed, d.refs[n.ref]
		return b
	case filterNode:
		b.Kind, b.Settings = n.filter.Kind, n.filter.Settings
		return b
	}
	w.block(n)
	b.HTML = template.HTML(w.String())
	return b
}

// Render returns the text as inline HTML.
func (p *Prose) Render(r Resolver) template.HTML {
	if p.IsPlain() {
		return template.HTML(html.EscapeString(p.raw))
	}
	w := writer{references: &p.references, resolver: r}
	w.passages(p.text)
	return template.HTML(w.String())
}

// writer writes blocks and running text. All text goes through escape; only
// what the resolver returns as HTML is taken as it is.
type writer struct {
	strings.Builder
	*references
	resolver Resolver
	inLink   bool
}

func (w *writer) write(s ...string) {
	for _, x := range s {
		w.WriteString(x)
	}
}

func escaped(s string) string { return html.EscapeString(s) }

// attribute writes an attribute, unless it is empty.
func (w *writer) attribute(name, value string) {
	if value != "" {
		w.write(" ", name, `="`, escaped(value), `"`)
	}
}

// element writes an element with blocks in it.
func (w *writer) element(tag, id string, kids []node) {
	w.write("<", tag)
	w.attribute("id", id)
	w.write(">")
	w.blocks(kids)
	w.write("</", tag, ">")
}

func (w *writer) blocks(kids []node) {
	for i := range kids {
		w.block(&kids[i])
	}
}

func (w *writer) block(n *node) {
	switch n.kind {
	case paragraphNode:
		w.paragraph(n)
	case headingNode:
		tag := "h" + strconv.Itoa(n.level)
		w.write("<", tag)
		w.attribute("id", n.id)
		w.write(">")
		w.passages(n.text)
		w.write("</", tag, ">")
	case quoteNode:
		w.element("blockquote", n.id, n.kids)
	case listNode:
		w.list(n)
	case itemNode:
		w.item("li", n)
	case definitionsNode:
		w.element("dl", n.id, n.kids)
	case termNode:
		w.write("<dt>")
		w.passages(n.text)
		w.write("</dt>")
	case descriptionNode:
		w.item("dd", n)
	case tableNode:
		w.table(n)
	case codeNode:
		w.write(n.code.html())
	case ruleNode:
		w.write("<hr>")
	case notesNode:
		w.footnotes(n)
	}
}

func (w *writer) paragraph(n *node) {
	w.write("<p")
	w.attribute("id", n.id)
	w.write(">")
	w.passages(n.text)
	w.write("</p>")
}

func (w *writer) list(n *node) {
	tag := "ul"
	if n.ordered {
		tag = "ol"
	}
	w.write("<", tag)
	w.attribute("id", n.id)
	if n.ordered && n.start != 1 {
		w.attribute("start", strconv.Itoa(n.start))
	}
	w.write(">")
	w.blocks(n.kids)
	w.write("</", tag, ">")
}

// item writes an item whose paragraphs are bare if it is tight.
func (w *writer) item(tag string, n *node) {
	w.write("<", tag, ">")
	for i := range n.kids {
		k := &n.kids[i]
		if !n.tight || k.kind != paragraphNode {
			w.block(k)
			continue
		}
		if i > 0 {
			w.write("\n")
		}
		w.passages(k.text)
	}
	w.write("</", tag, ">")
}

func (w *writer) table(n *node) {
	w.write(`<div class="table"`)
	w.attribute("id", n.id)
	w.write(` tabindex="0"`)
	if n.label != "" {
		w.write(` role="region"`)
		w.attribute("aria-labelledby", n.label)
	}
	w.write("><table>")
	for i := range n.kids {
		switch {
		case n.kids[i].kind == headRowNode:
			w.write("<thead>")
			w.row(&n.kids[i], `th scope="col"`, "th")
			w.write("</thead>")
		default:
			if i == 1 {
				w.write("<tbody>")
			}
			w.row(&n.kids[i], "td", "td")
		}
	}
	if len(n.kids) > 1 {
		w.write("</tbody>")
	}
	w.write("</table></div>")
}

func (w *writer) row(n *node, open, tag string) {
	w.write("<tr")
	if n.sentence >= 0 {
		w.sentence(n.sentence)
	}
	w.write(">")
	for i := range n.kids {
		w.write("<", open)
		w.attribute("class", n.kids[i].class)
		w.write(">")
		w.passages(n.kids[i].text)
		w.write("</", tag, ">")
	}
	w.write("</tr>")
}

// sentence writes the attributes of a sentence that is backed.
func (w *writer) sentence(i int) {
	switch s := &w.sentences[i]; {
	case s.Analysis:
		w.write(` class="s analysis"`)
		w.attribute("id", s.ID)
	case s.Backed():
		w.write(` class="s"`)
		w.attribute("id", s.ID)
	}
}

func (w *writer) footnotes(n *node) {
	w.write(`<ol class="footnotes">`)
	for i := range n.kids {
		note := &n.kids[i]
		w.write("<li")
		w.attribute("id", note.id)
		w.write(">")
		last := len(note.kids) - 1
		if last >= 0 && note.kids[last].kind == paragraphNode {
			w.blocks(note.kids[:last])
			w.write("<p>")
			w.passages(note.kids[last].text)
			w.backLinks(note)
			w.write("</p>")
		} else {
			w.blocks(note.kids)
			w.backLinks(note)
		}
		w.write("</li>")
	}
	w.write("</ol>")
}

func (w *writer) backLinks(n *node) {
	for nth := 1; nth <= n.backs; nth++ {
		w.write(` <a href="#`, noteRefID(n.number, nth), `" role="doc-backlink">↩︎</a>`)
	}
}

// noteRefID is the id of a place that refers to a footnote.
func noteRefID(number, nth int) string {
	if nth == 1 {
		return fmt.Sprintf("fnref%d", number)
	}
	return fmt.Sprintf("fnref%d-%d", number, nth)
}

// passages writes running text, with an element around each sentence that is
// backed.
func (w *writer) passages(text []passage) {
	for i := range text {
		p := &text[i]
		if p.wrapped && w.sentences[p.sentence].Backed() {
			w.write("<span")
			w.sentence(p.sentence)
			w.write(">")
			w.inlines(p.inlines)
			w.write("</span>")
		} else {
			w.inlines(p.inlines)
		}
		if i < len(text)-1 {
			w.write(escaped(p.gap))
		}
	}
}

func (w *writer) inlines(inlines []inline) {
	for i := range inlines {
		w.inline(&inlines[i])
	}
}

func (w *writer) inline(in *inline) {
	switch in.kind {
	case textInline:
		w.write(escaped(in.text))
	case breakInline:
		w.write("<br>\n")
	case codeInline:
		w.write("<code>", escaped(in.text), "</code>")
	case emphasisInline:
		w.nested("em", in)
	case strongInline:
		w.nested("strong", in)
	case strikeInline:
		w.nested("del", in)
	case markInline:
		w.nested("mark", in)
	case linkInline:
		w.link(in)
	case imageInline:
		w.picture(in)
	case mentionInline:
		w.mention(in)
	case citeInline:
		w.write(string(w.resolver.Cite(w.refs[in.ref:in.ref+in.n], in.ref)))
	case noteInline:
		w.write(`<sup><a id="`, noteRefID(in.note, in.n), fmt.Sprintf(`" href="#fn%d" role="doc-noteref">%[1]d</a></sup>`, in.note))
	case taskInline:
		w.write(`<span class="task">`, in.text, `</span> `)
	}
}

func (w *writer) nested(tag string, in *inline) {
	w.write("<", tag, ">")
	w.inlines(in.kids)
	w.write("</", tag, ">")
}

func (w *writer) mention(in *inline) {
	if r := w.refs[in.ref]; w.inLink {
		w.write(escaped(nameOf(r, w.resolver.Name)))
	} else {
		w.write(string(w.resolver.Mention(r)))
	}
}

// link writes a link, or its text alone where it cannot lead anywhere.
func (w *writer) link(in *inline) {
	dest, ok := w.destination(in)
	if !ok || w.inLink {
		w.inlines(in.kids)
		return
	}
	w.write("<a")
	w.attribute("href", dest)
	w.attribute("title", in.title)
	if in.address == externalAddress {
		w.write(` rel="noopener"`)
	}
	w.write(">")
	w.inLink = true
	w.inlines(in.kids)
	w.inLink = false
	w.write("</a>")
}

func (w *writer) destination(in *inline) (string, bool) {
	dest := in.text
	switch in.address {
	case unsafeAddress:
		return "", false
	case relativeAddress:
		var ok bool
		if dest, ok = w.resolver.URL(dest); !ok || classify(dest) == unsafeAddress {
			return "", false
		}
	}
	return string(util.URLEscape([]byte(dest), false)), true
}

// picture writes a picture inside running text.
func (w *writer) picture(in *inline) {
	src, width, height, ok := w.resolver.Image(in.image.Dest)
	if kind := classify(src); !ok || kind == unsafeAddress || kind == mailAddress {
		w.write(escaped(in.image.Alt))
		return
	}
	w.write("<img")
	w.attribute("src", string(util.URLEscape([]byte(src), false)))
	w.write(` alt="`, escaped(in.image.Alt), `"`)
	if width > 0 && height > 0 {
		w.attribute("width", strconv.Itoa(width))
		w.attribute("height", strconv.Itoa(height))
	}
	w.write(` loading="lazy">`)
}
