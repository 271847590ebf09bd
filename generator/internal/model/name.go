package model

import (
	"strings"
	"unicode/utf8"

	"belegt/generator/internal/markdown"
)

// TitleLength is where a statement is cut when it stands in for a title, in
// code points.
const TitleLength = 90

// Name returns what a thing is called in lang, in plain text, and the language
// of that text ("" where it holds in every language).
func (d *Dossier) Name(n Node, lang string) (text, textLang string) {
	switch n.Kind {
	case KindEntity:
		if e := d.Entity[n.ID]; e != nil {
			l := e.Name.In(lang)
			return l.Raw, l.Lang
		}
	case KindClaim:
		if c := d.Claim[n.ID]; c != nil {
			return d.ClaimName(c, lang)
		}
	case KindSource:
		if s := d.Source[n.ID]; s != nil {
			return s.Title, s.Lang
		}
	case KindEvent:
		if e := d.Event[n.ID]; e != nil {
			l := e.Title.In(lang)
			return l.Raw, l.Lang
		}
	case KindArticle:
		if a := d.Article[n.ID]; a != nil {
			v, _ := a.In(lang)
			return PlainTitle(v.Title), v.Lang
		}
	}
	return n.ID, ""
}

// ClaimName returns a claim's title, else its statement cut at a word.
func (d *Dossier) ClaimName(c *Claim, lang string) (text, textLang string) {
	if !c.Title.IsZero() {
		l := c.Title.In(lang)
		return l.Raw, l.Lang
	}
	l := c.Statement.In(lang)
	return Cut(strings.TrimSuffix(l.Plain(d.RefName(lang)), "."), TitleLength), l.Lang
}

// RefName returns the function that names references in plain text of lang:
// the author's own words, else the thing's name.
func (d *Dossier) RefName(lang string) func(markdown.Ref) string {
	return func(r markdown.Ref) string {
		if r.Words != "" {
			return r.Words
		}
		if name, ok := d.Private[r.ID]; ok {
			return name.In(lang).Raw
		}
		if n, ok := d.Node(r.ID); ok {
			name, _ := d.Name(n, lang)
			return name
		}
		return ""
	}
}

// PlainTitle removes the ==marker== from an article's title.
func PlainTitle(title string) string {
	var b strings.Builder
	for _, s := range markdown.MarkedTitle(title) {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Cut shortens s to at most n code points, at the end of a word, with an
// ellipsis.
func Cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)[:n]
	s = string(r)
	if i := strings.LastIndexByte(s, ' '); i > len(s)/2 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:–-") + " …"
}
