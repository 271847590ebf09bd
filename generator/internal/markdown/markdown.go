// Package markdown reads our Markdown: CommonMark with tables, strikethrough,
// task lists, footnotes and definition lists, and with what a dossier adds:
// mentions, citations, embedded cards and words under the marker. It finds
// every reference with its place and its sentence, and renders a text with the
// help of a Resolver that knows what the references name.
//
// Nothing here knows the facts of a dossier: references stay unresolved. Raw
// HTML never reaches the output, nor does an address that is not on the
// allow-list. Parsing depends on the bytes alone, and its result never changes.
package markdown

import (
	"cmp"
	"html/template"
	"strings"

	"belegt/generator/internal/diag"
)

// Editorial is the id that marks a sentence as the editors' own analysis.
const Editorial = "editorial"

// RefKind is how a text refers to a thing.
type RefKind uint8

// The kinds of references.
const (
	Mention RefKind = iota // [[id]]
	Cite                   // [@id]
	Embed                  // ![[id]]
	Path                   // a relative link to a fact file
)

// Locator is a place inside a source, with a label of CSL 1.0.2.
type Locator struct {
	Label string // page, paragraph, section, chapter; "" for free text
	Value string
}

// Ref is one reference, as written.
type Ref struct {
	Kind     RefKind
	ID       string // empty for Path
	Words    string // the author's own words for the thing; "" means its name
	Locator  Locator
	Path     string // the address as written, without query and fragment; only for Path
	Pos      diag.Pos
	Sentence int // index in Sentences, -1 outside of any sentence
	Group    int // index in Refs of the first citation of the same bracket
}

// label is what stands for the thing as long as its name is unknown.
func (r Ref) label() string { return cmp.Or(r.Words, r.ID, r.Path) }

// Resolver knows what references name. All HTML that it returns is trusted and
// must be made by html/template or escaped by hand.
type Resolver interface {
	// Mention returns the linked name or words of a Mention or Path.
	Mention(Ref) template.HTML
	// Cite returns the marks for one bracket, without surrounding white space.
	// first is the index of group[0] in Refs.
	Cite(group []Ref, first int) template.HTML
	// Name returns the plain name of a Mention or Path, for places in which a
	// link cannot stand. It is asked only where the author gave no own words.
	Name(Ref) string
	// Image returns the address and size in pixels of a picture, 0 if unknown.
	Image(dest string) (src string, width, height int, ok bool)
	// URL returns the address behind a relative link. A link that is not ok
	// is rendered as its text. Fragments and absolute links are not asked for.
	URL(dest string) (string, bool)
}

// SentenceKind is where a sentence stands.
type SentenceKind uint8

// The places of sentences.
const (
	InParagraph SentenceKind = iota
	InListItem
	InTableRow
)

// Sentence is the unit that evidence backs: a sentence of running text, or a
// row of a table. Headings, captions and code are no sentences.
type Sentence struct {
	Parts    []Part
	Cites    []int // indices in Refs of the citations that back it, without [@editorial]
	Analysis bool  // backed by [@editorial]
	Pos      diag.Pos
	Block    int    // number of its paragraph, 0 in a footnote
	Anchor   string // id of its paragraph or footnote in the page; "" in prose
	ID       string // id of its element in the page, which is there only if the sentence is backed
	Kind     SentenceKind
}

// Part is a piece of a sentence: either text, or a mention.
type Part struct {
	Text string
	Ref  *Ref // nil for text
}

// Plain returns the sentence without its markup and citations. name is asked
// for the names of things that are mentioned without own words.
func (s Sentence) Plain(name func(Ref) string) string {
	var b strings.Builder
	for _, p := range s.Parts {
		if p.Ref != nil {
			b.WriteString(nameOf(*p.Ref, name))
		} else {
			b.WriteString(p.Text)
		}
	}
	return collapse(b.String())
}

// Backed reports whether a citation or [@editorial] backs the sentence.
func (s Sentence) Backed() bool { return len(s.Cites) > 0 || s.Analysis }

// Heading is a heading at the top level of a text.
type Heading struct {
	Level int
	ID    string
	Text  string // with ids in place of names; Plain has the names
	Pos   diag.Pos
	parts []Part
}

// Plain returns the heading without its markup.
func (h Heading) Plain(name func(Ref) string) string { return Sentence{Parts: h.parts}.Plain(name) }

// Image is a picture in a text.
type Image struct {
	Dest    string // as written
	Alt     string
	Caption template.HTML // the title, escaped
	Pos     diag.Pos
}

// Link is a link to a relative address or to a fragment.
type Link struct {
	Dest string // as written
	Pos  diag.Pos
}

// Filter is what a timeline or network block asks for.
type Filter struct {
	Kind     BlockKind // BlockTimeline or BlockNetwork
	Pos      diag.Pos
	Settings []Setting
}

// Setting is one line of a timeline or network block.
type Setting struct {
	Key    string
	KeyPos diag.Pos
	Values []Value
}

// Value is one value of a setting.
type Value struct {
	Text string
	Pos  diag.Pos
}

// Doc is a parsed text. It never changes and is safe for concurrent use.
type Doc struct {
	references
	blocks   []node
	headings []Heading
	images   []Image
	links    []Link
	filters  []Filter
	words    int
}

// references is what a Doc and a Prose have in common.
type references struct {
	refs      []Ref
	sentences []Sentence
}

// Refs returns all references in reading order, those of footnotes last.
func (r *references) Refs() []Ref { return r.refs }

// Sentences returns all sentences in reading order, those of footnotes last.
func (r *references) Sentences() []Sentence { return r.sentences }

// Headings returns the headings at the top level, in order.
func (d *Doc) Headings() []Heading { return d.headings }

// Images returns all pictures, in order.
func (d *Doc) Images() []Image { return d.images }

// Links returns all relative links and fragments but those to fact files.
func (d *Doc) Links() []Link { return d.links }

// Settings returns the timeline and network blocks, in order.
func (d *Doc) Settings() []Filter { return d.filters }

// WordCount returns the number of words that are read, without code.
func (d *Doc) WordCount() int { return d.words }

// Plain returns the text without its markup, citations and code, one line for
// each paragraph, heading, list item or table row.
func (d *Doc) Plain(name func(Ref) string) string {
	var lines []string
	for i := range d.blocks {
		lines = d.blocks[i].lines(lines, d.refs, name)
	}
	return strings.Join(lines, "\n")
}

// Prose is a short text with inline markup only: a summary, a statement, a
// note. It never changes and is safe for concurrent use.
type Prose struct {
	references
	raw  string    // the text, if it has no markup
	text []passage // nil if it has none
}

// IsPlain reports whether the text has no markup at all.
func (p *Prose) IsPlain() bool { return p.text == nil }

// Sentences returns the sentences of the text. Where there is no markup they
// are cut on demand and carry no place.
func (p *Prose) Sentences() []Sentence {
	if !p.IsPlain() {
		return p.sentences
	}
	var out []Sentence
	for s := range sentences(p.raw) {
		out = append(out, Sentence{Parts: []Part{{Text: strings.TrimSpace(s)}}})
	}
	return out
}

// Plain returns the text without its markup and citations.
func (p *Prose) Plain(name func(Ref) string) string {
	if p.IsPlain() {
		return p.raw
	}
	return collapse(flatten(p.text, p.refs, name))
}

// Parse reads the Markdown in f from byte offset from to the end.
func Parse(f *diag.File, from int) (*Doc, diag.List) {
	from = min(max(from, 0), len(f.Bytes))
	return ParseText(f.Bytes[from:], func(off, n int) diag.Pos { return f.At(from+off, n) })
}

// ParseText reads a text that stands in something else, such as a YAML scalar.
// at tells the place of n bytes from byte off of the text.
func ParseText(src []byte, at func(off, n int) diag.Pos) (*Doc, diag.List) {
	s := &session{at: at}
	c := newConverter(src, s)
	doc := c.document(s.parse(articleParser, src))
	s.problems.Sort()
	return doc, s.problems
}

// ParseProse reads a text that holds inline markup only. at tells the place of
// n bytes from byte off of the text.
func ParseProse(raw string, at func(off, n int) diag.Pos) (*Prose, diag.List) {
	if !strings.ContainsAny(raw, "\\&<[*_`~=\n\r\x00") {
		return &Prose{raw: raw}, nil
	}
	s := &session{at: at}
	src := []byte(raw)
	c := newConverter(src, s)
	c.prose = true
	p := c.proseOf(s.parse(proseParser, src))
	s.problems.Sort()
	return p, s.problems
}

// nameOf returns the own words of a reference, else the name of its thing.
func nameOf(r Ref, name func(Ref) string) string {
	if r.Words != "" || name == nil {
		return r.label()
	}
	return name(r)
}
