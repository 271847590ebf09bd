package quote

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The text of a page is what a reader sees of it, as far as that can be told
// from the page alone: styles that hide something from outside are not known
// here. Elements that stand in lines of their own do so in the text.

// unseen are elements whose content is not shown.
var unseen = []atom.Atom{
	atom.Head, atom.Title, atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Iframe, atom.Noembed, atom.Noframes,
	atom.Object, atom.Audio, atom.Video, atom.Canvas, atom.Datalist, atom.Rp, atom.Rt,
}

// blocks are elements that begin and end a line, and how many line breaks are
// around them.
var blocks = map[atom.Atom]int{
	atom.P: 2, atom.H1: 2, atom.H2: 2, atom.H3: 2, atom.H4: 2, atom.H5: 2, atom.H6: 2,
	atom.Blockquote: 2, atom.Pre: 2, atom.Table: 2, atom.Ul: 2, atom.Ol: 2, atom.Dl: 2, atom.Hr: 2,
	atom.Figure: 2, atom.Section: 2, atom.Article: 2, atom.Aside: 2, atom.Header: 2, atom.Footer: 2,
	atom.Nav: 2, atom.Main: 2, atom.Form: 2, atom.Fieldset: 2, atom.Details: 2, atom.Dialog: 2, atom.Address: 2,
	atom.Body: 1, atom.Div: 1, atom.Li: 1, atom.Dt: 1, atom.Dd: 1, atom.Tr: 1, atom.Caption: 1, atom.Center: 1,
	atom.Figcaption: 1, atom.Summary: 1, atom.Legend: 1, atom.Option: 1, atom.Select: 1, atom.Textarea: 1, atom.Hgroup: 1,
}

// pageText returns the text of a page in UTF-8.
func pageText(page string) (string, error) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return "", fmt.Errorf("the page cannot be read (%s); keep its words as plain text", strings.TrimPrefix(err.Error(), "html: "))
	}
	var w lines
	w.node(root, false)
	return w.b.String(), nil
}

// lines writes text with its white space collapsed.
type lines struct {
	b      strings.Builder
	breaks int  // line breaks before the next word
	gap    byte // space or tab before the next word, or 0
}

// node writes what a node shows. The parser limits how deep nodes are nested.
func (w *lines) node(n *html.Node, pre bool) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data, pre)
		return
	case html.ElementNode:
		if hidden(n) {
			return
		}
	}
	around := blocks[n.DataAtom]
	w.breaks = max(w.breaks, around)
	switch n.DataAtom {
	case atom.Br:
		w.line()
	case atom.Td, atom.Th:
		w.gap = '\t'
	}
	pre = pre || n.DataAtom == atom.Pre || n.DataAtom == atom.Textarea
	for c := range n.ChildNodes() {
		w.node(c, pre)
	}
	w.breaks = max(w.breaks, around)
}

// hidden reports whether an element says that it is not shown.
func hidden(n *html.Node) bool {
	open := n.DataAtom != atom.Dialog
	for _, a := range n.Attr {
		switch {
		case a.Key == "hidden" && !strings.EqualFold(a.Val, "until-found"), a.Key == "style" && hides(a.Val):
			return true
		case a.Key == "open":
			open = true
		}
	}
	return !open || slices.Contains(unseen, n.DataAtom)
}

// hides reports whether a style makes its element invisible.
func hides(style string) bool {
	for declaration := range strings.SplitSeq(strings.ToLower(style), ";") {
		name, value, _ := strings.Cut(declaration, ":")
		value, _, _ = strings.Cut(value, "!")
		switch strings.TrimSpace(name) + ":" + strings.TrimSpace(value) {
		case "display:none", "visibility:hidden", "visibility:collapse":
			return true
		}
	}
	return false
}

func (w *lines) line() { w.breaks = min(w.breaks+1, 2) }

// text writes characters. Their line breaks count only in pre-formatted text.
func (w *lines) text(s string, pre bool) {
	for _, r := range s {
		switch {
		case r == '\n' && pre:
			w.line()
		case strings.ContainsRune(" \t\n\r\f", r):
			if w.gap == 0 {
				w.gap = ' '
			}
		case !unicode.IsControl(r):
			w.between()
			w.b.WriteRune(r)
		}
	}
}

// between writes the white space that is due before a word.
func (w *lines) between() {
	switch {
	case w.b.Len() == 0:
	case w.breaks > 0:
		w.b.WriteString("\n\n"[:w.breaks])
	case w.gap != 0:
		w.b.WriteByte(w.gap)
	}
	w.breaks, w.gap = 0, 0
}
