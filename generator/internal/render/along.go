package render

import (
	"slices"
	"strings"

	"belegt/generator/internal/model"
)

// Along leads to the pages before and after one in the order of its kind: that
// of the list which shows it.
type Along struct {
	Prev, Next *Link
}

// beside finds the neighbours of the entry at place i.
func beside[E any](l *language, all []E, i int, node func(E) model.Node) *Along {
	var a Along
	if i > 0 {
		a.Prev = new(l.link(node(all[i-1])))
	}
	if i+1 < len(all) {
		a.Next = new(l.link(node(all[i+1])))
	}
	if a == (Along{}) {
		return nil
	}
	return &a
}

// articlesAlong leads from text to text as a reader takes them: the front
// article, then the further ones. Texts at the foot of the page are no part of
// that.
func (l *language) articlesAlong(a *model.Article) *Along {
	var all []*model.Article
	if f := l.site.d.Front; f != nil {
		all = append(all, f)
	}
	all = append(all, l.site.furtherArticles()...)
	i := slices.Index(all, a)
	if i < 0 {
		return nil
	}
	return beside(l, all, i, func(a *model.Article) model.Node { return nodeOf(model.KindArticle, a.Slug) })
}

// An order is a list, and where each of its entries stands.
type order[E comparable] struct {
	all    []E
	places map[E]int
}

func orderOf[E comparable](all []E) order[E] {
	o := order[E]{all, make(map[E]int, len(all))}
	for i, e := range all {
		o.places[e] = i
	}
	return o
}

// sections are where the records of an entry of the menu are listed.
var sections = map[string]string{
	"articles": "articles/", "timeline": "timeline/", "claims": "claims/", "entities": "entities/", "sources": "sources/",
}

// recordKinds are the kinds of pages that tell of one record.
var recordKinds = []string{"article", "event", "claim", "entity", "source"}

// way is the path of links from the front to a page that tells of one record,
// without the page itself. All other pages are in the menu.
func (l *language) way(kind, section string) []Link {
	path, listed := sections[section]
	if !listed || !slices.Contains(recordKinds, kind) {
		return nil
	}
	way := []Link{{T: l.text(l.site.d.Site.Title), Href: l.site.addr.href(l.code, "")}}
	if section == "articles" && len(l.site.furtherArticles()) == 0 {
		return way
	}
	return append(way, Link{T: T{Text: l.Say("nav." + section)}, Href: l.site.addr.href(l.code, path)})
}

// Reference is how to refer to a page: who, its title, where it stands.
type Reference struct {
	Before string
	Title  T
	After  string
}

// reference refers to a page of the site by its title, what comes before and
// behind that, and its address.
func (l *language) reference(before, title, behind, address string) *Reference {
	site := l.text(l.site.d.Site.Title).Text
	if title == "" || title == site {
		return &Reference{Title: T{Text: site}, After: behind + ". " + address}
	}
	open, end, _ := strings.Cut(l.Fill("cite.title", "title", "\x00"), "\x00")
	return &Reference{before + open, T{Text: strings.TrimRight(title, ".")}, end + " " + site + behind + ". " + address}
}

// foreign marks the title of a page as being in another language, or empty for
// the page's own.
func (s *Shell) foreign(lang string) {
	s.Here.Lang = lang
	if s.Cite != nil {
		s.Cite.Title.Lang = lang
	}
}
