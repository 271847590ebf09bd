package render

import (
	"slices"

	"belegt/generator/internal/model"
)

// PerPage is how many entries a list holds before it continues on the next
// page.
const PerPage = 200

// UseList is every place that names a thing, with the sentence around it.
type UseList struct {
	Total  int
	Groups []UseGroup
}

// UseGroup are the sentences of one page.
type UseGroup struct {
	Link
	Kind      string
	Sentences []Sentence
}

// Sentence is a sentence from elsewhere, with its place.
type Sentence struct {
	T
	Href  string
	Cites bool
}

// uses lists the places that name a thing, as page n of the list shows them.
// Where a page exists in several languages only the sentences of this one are
// shown, else those of the language it is written in.
func (l *language) uses(all []model.Use, n int) UseList {
	all = l.mine(all)
	list := UseList{Total: len(all)}
	for _, u := range chunk(all, n) {
		if len(list.Groups) == 0 || list.Groups[len(list.Groups)-1].Href != l.href(u.In) {
			list.Groups = append(list.Groups, UseGroup{Link: l.link(u.In), Kind: string(u.In.Kind)})
		}
		g := &list.Groups[len(list.Groups)-1]
		text := l.site.d.Text(u)
		if text == "" {
			continue // a card, which stands in no sentence
		}
		href := l.home(u).href(u.In)
		if u.Anchor != "" {
			href += "#" + u.Anchor
		}
		g.Sentences = append(g.Sentences, Sentence{T: T{Text: text, Lang: l.lang(u.Lang)}, Href: href, Cites: u.Cites})
	}
	return list
}

// home is the language in which a page shows the sentence of a use: this one,
// unless the page has a text of its own here.
func (l *language) home(u model.Use) *language {
	if !l.hasText(u.In) {
		return l
	}
	return l.in(u.Lang)
}

// hasText reports whether a page has a long text in this very language.
func (l *language) hasText(n model.Node) bool {
	d := l.site.d
	var bodies model.Bodies
	switch n.Kind {
	case model.KindArticle:
		_, native := d.Article[n.ID].In(l.code)
		return native
	case model.KindEntity:
		bodies = d.Entity[n.ID].Body
	case model.KindSource:
		bodies = d.Source[n.ID].Body
	case model.KindClaim:
		bodies = d.Claim[n.ID].Body
	case model.KindEvent:
		bodies = d.Event[n.ID].Body
	}
	b, _ := bodies.In(l.code)
	return b.Lang == l.code
}

// mine keeps of each page the uses in this language, else in its first, and
// puts articles before records. A hub's uses are asked for many times.
func (l *language) mine(all []model.Use) []model.Use {
	if len(all) == 0 {
		return nil
	}
	if own, ok := l.own.Load(&all[0]); ok {
		return own.([]model.Use)
	}
	here := map[model.Node]bool{}
	first := map[model.Node]string{}
	for _, u := range all {
		if u.Lang == l.code || u.Lang == "" {
			here[u.In] = true
		}
		if _, ok := first[u.In]; !ok {
			first[u.In] = u.Lang
		}
	}
	own := make([]model.Use, 0, len(all))
	for _, u := range all {
		if u.Lang == l.code || u.Lang == "" || !here[u.In] && u.Lang == first[u.In] {
			own = append(own, u)
		}
	}
	slices.SortStableFunc(own, func(a, b model.Use) int { return rank(a.In.Kind) - rank(b.In.Kind) })
	l.own.Store(&all[0], own)
	return own
}

func rank(k model.Kind) int {
	return slices.Index([]model.Kind{model.KindArticle, model.KindClaim, model.KindEvent, model.KindEntity, model.KindSource}, k)
}

// chunk is page n, from 1, of a list.
func chunk[E any](all []E, n int) []E {
	from := min((n-1)*PerPage, len(all))
	return all[from:min(from+PerPage, len(all))]
}

// pages is how many pages the longest of some lists needs.
func pages(lengths ...int) int {
	return max(1, (slices.Max(lengths)+PerPage-1)/PerPage)
}

// Pager leads through a list that continues on numbered pages.
type Pager struct {
	Page, Pages int
	Text        string
	Prev, Next  string
	Numbers     []PageLink
}

// PageLink is one page of a list.
type PageLink struct {
	N       int
	Href    string
	Current bool
}

func (l *language) pager(path string, n, of int) *Pager {
	if of < 2 {
		return nil
	}
	p := &Pager{Page: n, Pages: of, Text: l.Fill("pager.text", "n", l.Number(n), "of", l.Number(of))}
	for i := 1; i <= of; i++ {
		p.Numbers = append(p.Numbers, PageLink{N: i, Href: l.site.addr.href(l.code, numbered(path, i)), Current: i == n})
	}
	if n > 1 {
		p.Prev = p.Numbers[n-2].Href
	}
	if n < of {
		p.Next = p.Numbers[n].Href
	}
	return p
}

// paged puts page n of a thing's lists into its frame.
func (l *language) paged(sh *Shell, path string, n, of int) *Pager {
	p := l.pager(path, n, of)
	if p != nil {
		sh.Prev, sh.Next = p.Prev, p.Next
		if n > 1 {
			sh.Title = l.Fill("pager.title", "title", sh.Title, "n", l.Number(n))
		}
	}
	return p
}

// pagedBy is paged for lists that are longer in one language than in another:
// page n names only the languages that have a page n, and the menu of
// languages leads to the last one there is.
func (l *language) pagedBy(sh *Shell, path string, n int, count func(*language) int) *Pager {
	langs := l.site.langs
	sh.Alternates = slices.DeleteFunc(sh.Alternates, func(a Alternate) bool { return count(langs[a.Lang]) < n })
	if len(sh.Alternates) < 2 {
		sh.Alternates = nil
	}
	for i, a := range sh.Languages {
		sh.Languages[i].Href = l.site.addr.href(a.Lang, numbered(path, min(n, count(langs[a.Lang]))))
	}
	return l.paged(sh, path, n, count(l))
}
