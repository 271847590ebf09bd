package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"belegt/generator/internal/diag"
)

// headingID is an id that the author wrote behind a heading.
type headingID struct {
	id  string
	pos diag.Pos
}

// headingParser takes {#id} off a heading before goldmark reads the rest of
// it. goldmark's own attributes stay off: they would let styles and event
// handlers through.
type headingParser struct{ parser.BlockParser }

func (p headingParser) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, reader, pc)
	if n.Parent() != nil && n.Lines().Len() > 0 {
		sessionOf(pc).takeAttributes(n, reader.Source())
	}
}

// attributes matches what follows a heading in braces, if it is no text.
var attributes = regexp.MustCompile(`\{\s*([#.][^{}]*|[A-Za-z_:][\w:.-]*\s*=[^{}]*)\}$`)

// closingSigns are the number signs that may end a heading.
var closingSigns = regexp.MustCompile(`(^|[ \t])#+$`)

func (s *session) takeAttributes(n ast.Node, src []byte) {
	last := n.Lines().Len() - 1
	at := n.Lines().At(last)
	line := bytes.TrimRight(src[at.Start:at.Stop], " \t\r\n")
	m := attributes.FindSubmatchIndex(line)
	if m == nil || m[0] > 0 && line[m[0]-1] == '\\' {
		return
	}
	off, written := at.Start+m[0], strings.TrimSpace(string(line[m[2]:m[3]]))
	id, isID := strings.CutPrefix(written, "#")
	switch {
	case !isID || strings.ContainsAny(id, " \t.="):
		s.report(off, m[1]-m[0], diag.Diagnostic{Code: "heading-attribute",
			Message: "a heading takes no attribute but {#id}"})
	case !idPattern.MatchString(id) || reserved(id):
		s.report(off, m[1]-m[0], diag.Diagnostic{Code: "invalid-id",
			Message: fmt.Sprintf("“%s” cannot be the id of a heading", id),
			Hint:    "write {#" + headingSlug(pasteable(id)) + "}"})
	default:
		if s.ids == nil {
			s.ids = map[ast.Node]headingID{}
		}
		s.ids[n] = headingID{id, s.at(off, m[1]-m[0])}
	}
	rest := bytes.TrimRight(line[:m[0]], " \t")
	rest = bytes.TrimRight(closingSigns.ReplaceAll(rest, nil), " \t")
	n.Lines().Set(last, at.WithStop(at.Start+len(rest)))
}

// reservedID matches the ids that pages give to paragraphs, sentences,
// exhibits and footnotes.
var reservedID = regexp.MustCompile(`^(p|s|x|fn|fnref)[0-9]`)

func reserved(id string) bool { return reservedID.MatchString(id) }

// transliterated are the letters that ids spell out, as German readers do.
var transliterated = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "ẞ", "ss")

// slug turns a text into an id: letters of all scripts, digits and hyphens.
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range transliterated.Replace(strings.ToLower(s)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			gap = false
		case isGap(r) || r == '_' || unicode.Is(unicode.Pd, r) || r == '/':
			gap = true
		}
	}
	return b.String()
}

// headingSlug is the slug of a heading's text, free of reserved ids.
func headingSlug(text string) string {
	s := slug(text)
	if s == "" || reserved(s) {
		s = strings.TrimSuffix("section-"+s, "-")
	}
	return s
}

// nameHeadings gives each heading its id: first those the author wrote, for
// they are permanent, then one from the text for each of the others.
func (c *converter) nameHeadings(headings []*node) {
	used := map[string]*headingID{}
	for _, h := range headings {
		if h.written == nil {
			continue
		}
		if first := used[h.written.id]; first != nil {
			c.problems.Add(diag.Diagnostic{Pos: h.written.pos, Code: "duplicate-heading",
				Message: fmt.Sprintf("the heading id “%s” is used twice, first in line %d", first.id, first.pos.Line)})
			continue
		}
		used[h.written.id] = h.written
		h.id = h.written.id
	}
	last := map[string]int{}
	for _, h := range headings {
		if h.id != "" {
			continue
		}
		base := headingSlug(collapse(flatten(h.text, c.refs, nil)))
		id := base
		for n := max(last[base], 1) + 1; used[id] != nil; n++ {
			id = base + "-" + strconv.Itoa(n)
			last[base] = n
		}
		used[id] = &headingID{id: id}
		h.id = id
	}
}
