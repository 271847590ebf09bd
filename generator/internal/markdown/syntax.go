package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"belegt/generator/internal/diag"
)

// This file teaches goldmark our own signs. Its parsers look at no more than
// maxReference bytes ahead and report an unclosed sign once in a block, so
// that a text of nothing but openers is read in linear time.

// maxReference is how long a mention or a citation bracket may be, in bytes.
const maxReference = 2000

// articleParser reads a whole text, proseParser a text of inline markup only.
// goldmark keeps the state of a run in its context, so both are shared.
var (
	articleParser = parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(headingParser{parser.NewSetextHeadingParser()}, 100),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(embedParser{}, 550),
			util.Prioritized(headingParser{parser.NewATXHeadingParser()}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(noteParser{extension.NewFootnoteBlockParser()}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(splitMentions{}, 150),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
		inlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(extension.NewFootnoteParser(), 101),
			util.Prioritized(unknownNoteParser{}, 102),
		),
	)
	proseParser = parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(lineParser{}, 100)),
		inlineParsers(),
	)
)

func inlineParsers(more ...util.PrioritizedValue) parser.Option {
	return parser.WithInlineParsers(append(more,
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(referenceParser{}, 150),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(parser.NewEmphasisParser(), 500),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
		util.Prioritized(markParser{}, 500),
	)...)
}

// session is what a run of the parser gathers beside the tree.
type session struct {
	at       func(off, n int) diag.Pos
	problems diag.List
	ids      map[ast.Node]headingID // written by the author
	split    map[int]bool           // offsets of mentions that a table row cuts in two
	unclosed ast.Node               // the last block in which an unclosed sign was reported
}

var sessionKey = parser.NewContextKey()

func (s *session) parse(p parser.Parser, src []byte) ast.Node {
	pc := parser.NewContext()
	pc.Set(sessionKey, s)
	return p.Parse(text.NewReader(src), parser.WithContext(pc))
}

func sessionOf(pc parser.Context) *session { return pc.Get(sessionKey).(*session) }

// report adds a problem with n bytes from offset off.
func (s *session) report(off, n int, d diag.Diagnostic) {
	d.Pos = s.at(off, n)
	s.problems.Add(d)
}

// The nodes that we add to goldmark's.
type (
	mentionNode struct {
		ast.BaseInline
		ref Ref
	}
	citationNode struct {
		ast.BaseInline
		refs []Ref
	}
	markNode  struct{ ast.BaseInline }
	embedNode struct {
		ast.BaseBlock
		ref Ref // without ID where that is botched
	}
)

var (
	kindMention  = ast.NewNodeKind("Mention")
	kindCitation = ast.NewNodeKind("Citation")
	kindMark     = ast.NewNodeKind("Mark")
	kindEmbed    = ast.NewNodeKind("Embed")
)

func (*mentionNode) Kind() ast.NodeKind  { return kindMention }
func (*citationNode) Kind() ast.NodeKind { return kindCitation }
func (*markNode) Kind() ast.NodeKind     { return kindMark }
func (*embedNode) Kind() ast.NodeKind    { return kindEmbed }

func (n *mentionNode) Dump(src []byte, level int)  { ast.DumpHelper(n, src, level, nil, nil) }
func (n *citationNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }
func (n *markNode) Dump(src []byte, level int)     { ast.DumpHelper(n, src, level, nil, nil) }
func (n *embedNode) Dump(src []byte, level int)    { ast.DumpHelper(n, src, level, nil, nil) }

// referenceParser reads [[mentions]] and [@citations].
type referenceParser struct{}

func (referenceParser) Trigger() []byte { return []byte{'[', '!'} }

func (referenceParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	s := sessionOf(pc)
	line, at := block.PeekLine()
	switch {
	case bytes.HasPrefix(line, []byte("[[")):
		return s.mention(parent, block, at.Start)
	case bytes.HasPrefix(line, []byte("[@")):
		return s.citation(parent, block, at.Start)
	case bytes.HasPrefix(line, []byte("![[")):
		s.report(at.Start, 3, diag.Diagnostic{Code: "embed-place",
			Message: "an embedded card must stand alone on a line, outside of lists and quotations",
			Hint:    "for a mention write [[id]]; after an exclamation mark leave a space"})
		return literal(block, 3)
	}
	return nil
}

func (s *session) mention(parent ast.Node, block text.Reader, start int) ast.Node {
	if s.split[start] {
		return literal(block, 2)
	}
	in, ok := readUntil(block, 2, func(line []byte) int { return bytes.Index(line, []byte("]]")) })
	if !ok {
		s.reportUnclosed(parent, start, "a mention is not closed", "end it with ]]")
		return literal(block, runOf(block, '['))
	}
	id, words, ok := parseMention(in.text)
	if !ok {
		s.report(start, in.end+2-start, botched("mention", id, words, "[[%s]]"))
		return literal(block, 2)
	}
	block.SetPosition(in.line, in.segment)
	block.Advance(2)
	n := &mentionNode{ref: Ref{Kind: Mention, ID: id, Words: words, Pos: s.at(start, in.end+2-start)}}
	n.SetPos(start)
	return n
}

func (s *session) citation(parent ast.Node, block text.Reader, start int) ast.Node {
	in, ok := readUntil(block, 2, func(line []byte) int { return bytes.IndexByte(line, ']') })
	if !ok {
		s.reportUnclosed(parent, start, "a citation is not closed", "end it with ]")
		return literal(block, 2)
	}
	if line := block.Source()[in.end+1:]; len(line) > 0 && line[0] == '(' {
		return nil // an ordinary link
	}
	items, ok := parseCitation(in.text)
	n := &citationNode{}
	for _, item := range items {
		off := in.source(item.off)
		n.refs = append(n.refs, Ref{Kind: Cite, ID: item.id, Locator: item.locator, Pos: s.at(off-1, len(item.id)+1)})
	}
	if !ok {
		last := items[len(items)-1]
		s.report(in.source(last.off)-1, len(last.id)+1, botched("citation", last.id, last.id, "[@%s]"))
		return literal(block, 2)
	}
	block.SetPosition(in.line, in.segment)
	block.Advance(1)
	n.SetPos(start)
	return n
}

// botched describes a reference without a good id or without words after its
// bar or comma.
func botched(what, id, words, paste string) diag.Diagnostic {
	d := diag.Diagnostic{Code: "reference-syntax", Hint: "write it as " + fmt.Sprintf(paste, pasteable(id))}
	switch {
	case id == "":
		d.Message = "a " + what + " without an id"
	case !idPattern.MatchString(id):
		d.Message = fmt.Sprintf("“%s” is no id: ids are small letters, digits and single hyphens", collapse(id))
	default:
		d.Message = "a " + what + " with nothing after its sign"
	}
	return d
}

func (s *session) reportUnclosed(parent ast.Node, start int, message, hint string) {
	if s.unclosed != parent {
		s.unclosed = parent
		s.report(start, 2, diag.Diagnostic{Code: "reference-syntax", Message: message, Hint: hint})
	}
}

// literal takes the next n bytes as plain text.
func literal(block text.Reader, n int) ast.Node {
	_, at := block.PeekLine()
	block.Advance(n)
	return ast.NewTextSegment(text.NewSegment(at.Start, at.Start+n))
}

// runOf counts how often the next character is c.
func runOf(block text.Reader, c byte) int {
	line, _ := block.PeekLine()
	return len(line) - len(bytes.TrimLeft(line, string(c)))
}

// stretch is what stands between two signs. It may cross lines.
type stretch struct {
	text    string
	cuts    []cut // where its lines begin
	end     int   // source offset of the closing sign
	line    int   // position of the closing sign, for the reader
	segment text.Segment
}

type cut struct{ at, source int }

// source returns the offset in the source of byte i.
func (s stretch) source(i int) int {
	for k := len(s.cuts) - 1; ; k-- {
		if c := s.cuts[k]; c.at <= i {
			return c.source + i - c.at
		}
	}
}

// readUntil reads from skip bytes ahead to the sign that find finds in a line.
// It leaves the reader where it was.
func readUntil(block text.Reader, skip int, find func([]byte) int) (stretch, bool) {
	home, at := block.Position()
	defer block.SetPosition(home, at)
	block.Advance(skip)
	var s stretch
	var b strings.Builder
	for b.Len() < maxReference {
		line, seg := block.PeekLine()
		if line == nil {
			break
		}
		line = line[:min(len(line), maxReference)]
		source := seg.Start - seg.Padding
		s.cuts = append(s.cuts, cut{b.Len(), source})
		if i := find(line); i >= 0 {
			b.Write(line[:i])
			block.Advance(i)
			s.text, s.end = b.String(), source+i
			s.line, s.segment = block.Position()
			return s, true
		}
		b.Write(line)
		block.AdvanceLine()
	}
	return stretch{}, false
}

// markParser reads ==words under the marker==.
type markParser struct{}

func (markParser) Trigger() []byte { return []byte{'='} }

func (p markParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if n := runOf(block, '='); n != 2 {
		return literal(block, n)
	}
	before := block.PrecendingCharacter()
	line, at := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 2, p)
	d.Segment = at.WithStop(at.Start + 2)
	block.Advance(2)
	pc.PushDelimiter(d)
	return d
}

func (markParser) IsDelimiter(c byte) bool                        { return c == '=' }
func (markParser) CanOpenCloser(open, end *parser.Delimiter) bool { return open.Char == end.Char }
func (markParser) OnMatch(int) ast.Node                           { return &markNode{} }

// unknownNoteParser meets footnotes that goldmark found no definition for.
type unknownNoteParser struct{}

func (unknownNoteParser) Trigger() []byte { return []byte{'['} }

func (unknownNoteParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	end := bytes.IndexByte(line[:min(len(line), maxReference)], ']')
	if !bytes.HasPrefix(line, []byte("[^")) || end < 3 || bytes.HasPrefix(line[end+1:], []byte("(")) {
		return nil
	}
	sessionOf(pc).report(at.Start, end+1, diag.Diagnostic{Code: "unknown-footnote",
		Message: fmt.Sprintf("no footnote “%s” is defined", line[2:end]),
		Hint:    fmt.Sprintf("add a line %s: with its text", line[:end+1])})
	return literal(block, end+1)
}

// noteParser reads the definitions of footnotes, but none inside another:
// goldmark would tie those into a circle.
type noteParser struct{ parser.BlockParser }

func (p noteParser) Open(parent ast.Node, block text.Reader, pc parser.Context) (ast.Node, parser.State) {
	for n := parent; n != nil; n = n.Parent() {
		if n.Kind() == east.KindFootnote {
			return nil, parser.NoChildren
		}
	}
	return p.BlockParser.Open(parent, block, pc)
}

// embedParser reads ![[id]] alone on a line at the top level.
type embedParser struct{}

func (embedParser) Trigger() []byte { return []byte{'!'} }

func (embedParser) Open(parent ast.Node, block text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, at := block.PeekLine()
	line = line[pc.BlockOffset():]
	in, begun := bytes.CutPrefix(bytes.TrimRight(line, " \t\r\n"), []byte("![["))
	in, ended := bytes.CutSuffix(in, []byte("]]"))
	if !begun || !ended || bytes.Contains(in, []byte("]]")) || parent.Kind() != ast.KindDocument {
		return nil, parser.NoChildren
	}
	s, off := sessionOf(pc), at.Start+pc.BlockOffset()
	n := &embedNode{ref: Ref{Kind: Embed, ID: string(in), Pos: s.at(off, len(in)+5)}}
	if !idPattern.Match(in) {
		s.report(off, len(in)+5, botched("card", string(in), "", "![[%s]]"))
		n.ref.ID = ""
	}
	block.AdvanceToEOL()
	return n, parser.NoChildren
}

func (embedParser) Continue(ast.Node, text.Reader, parser.Context) parser.State { return parser.Close }
func (embedParser) Close(ast.Node, text.Reader, parser.Context)                 {}
func (embedParser) CanInterruptParagraph() bool                                 { return true }
func (embedParser) CanAcceptIndentedLine() bool                                 { return false }

// lineParser takes all lines as one run of text: prose has no blocks.
type lineParser struct{}

func (lineParser) Trigger() []byte { return nil }

func (lineParser) Open(_ ast.Node, block text.Reader, _ parser.Context) (ast.Node, parser.State) {
	n := ast.NewTextBlock()
	takeLine(n, block)
	return n, parser.NoChildren
}

func (lineParser) Continue(n ast.Node, block text.Reader, _ parser.Context) parser.State {
	takeLine(n, block)
	return parser.Continue | parser.NoChildren
}

func takeLine(n ast.Node, block text.Reader) {
	_, at := block.PeekLine()
	if at = at.TrimLeftSpace(block.Source()); !at.IsEmpty() {
		n.Lines().Append(at)
	}
	block.AdvanceToEOL()
}

func (lineParser) Close(ast.Node, text.Reader, parser.Context) {}
func (lineParser) CanInterruptParagraph() bool                 { return true }
func (lineParser) CanAcceptIndentedLine() bool                 { return true }

// splitMentions looks for mentions whose bar would end a table cell, before
// the row is cut and the rest of the mention is lost.
type splitMentions struct{}

func (splitMentions) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := n.Lines()
	for i := 1; i < lines.Len(); i++ {
		at := lines.At(i)
		if !isDelimiterRow(at.Value(reader.Source())) {
			continue
		}
		for j := i - 1; j < lines.Len(); j++ {
			if j != i {
				sessionOf(pc).splitIn(lines.At(j), reader.Source())
			}
		}
		return
	}
}

// isDelimiterRow reports whether a line can be the second one of a table.
func isDelimiterRow(line []byte) bool {
	return len(bytes.Trim(line, "-|: \t\r\n")) == 0 &&
		bytes.IndexByte(line, '-') >= 0 && bytes.ContainsAny(line, "|:")
}

func (s *session) splitIn(at text.Segment, src []byte) {
	off := at.Start
	for {
		i := bytes.Index(src[off:at.Stop], []byte("[["))
		if i < 0 {
			return
		}
		off += i
		n := bytes.Index(src[off:at.Stop], []byte("]]"))
		if n < 0 {
			return
		}
		in := src[off+2 : off+n]
		if bar := bytes.IndexByte(in, '|'); bar >= 0 && (bar == 0 || in[bar-1] != '\\') {
			s.report(off, n+2, diag.Diagnostic{Code: "table-pipe",
				Message: "an unescaped | in a mention ends the table cell, and a column is lost",
				Hint:    fmt.Sprintf(`write [[%s\|%s]]`, in[:bar], in[bar+1:])})
			if s.split == nil {
				s.split = map[int]bool{}
			}
			s.split[off] = true
		}
		off += n + 2
	}
}
