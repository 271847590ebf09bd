package render

import (
	"belegt/generator/internal/model"
)

// Pages lists every HTML page of the site, in order of kind, language and path.
// Views are made when a page is asked for them, so that a large site need not
// be in memory at once.
func (s *Site) Pages() []Page {
	var out []Page
	for _, code := range s.d.Site.Languages {
		l := s.langs[code]
		add := func(node model.Node, kind, template, path string, view func() any) {
			out = append(out, Page{Node: node, Path: file(s.addr.in(code, path)), Kind: kind, Lang: code, template: template, view: view, site: s})
		}
		l.records(add)
		l.indexes(add)
		for _, m := range s.d.Moved {
			add(model.Node{}, "redirect", "moved", folders[m.To.Kind]+m.From+"/", func() any { return l.movedView(m) })
		}
	}
	def := s.langs[s.d.Site.Languages[0]]
	return append(out, Page{
		Path: "404.html", Kind: "page", Lang: def.code, template: "notfound", site: s,
		view: func() any { return def.notFoundView() },
	})
}

type adder func(node model.Node, kind, template, path string, view func() any)

// records adds the pages of things.
func (l *language) records(add adder) {
	s := l.site
	for _, a := range s.d.Articles {
		add(nodeOf(model.KindArticle, a.Slug), "article", "article", s.addr.node(nodeOf(model.KindArticle, a.Slug)), func() any { return l.articleView(a) })
	}
	for _, e := range s.d.Entities {
		path := s.addr.node(nodeOf(model.KindEntity, e.ID))
		for n := range l.entityPages(e) {
			add(nodeOf(model.KindEntity, e.ID), "entity", "entity", numbered(path, n+1), func() any { return l.entityView(e, n+1) })
		}
	}
	for i, e := range s.d.Events {
		path := s.addr.node(nodeOf(model.KindEvent, e.ID))
		for n := range pages(len(l.mine(e.Uses))) {
			add(nodeOf(model.KindEvent, e.ID), "event", "event", numbered(path, n+1), func() any { return l.eventView(e, i, n+1) })
		}
	}
	for i, c := range s.d.Claims {
		path := s.addr.node(nodeOf(model.KindClaim, c.ID))
		for n := range pages(len(l.mine(c.Uses))) {
			add(nodeOf(model.KindClaim, c.ID), "claim", "claim", numbered(path, n+1), func() any { return l.claimView(c, i, n+1) })
		}
	}
	for _, x := range s.d.Sources {
		path := s.addr.node(nodeOf(model.KindSource, x.ID))
		for n := range l.sourcePages(x) {
			add(nodeOf(model.KindSource, x.ID), "source", "source", numbered(path, n+1), func() any { return l.sourceView(x, n+1) })
		}
	}
}

// indexes adds the lists.
func (l *language) indexes(add adder) {
	d := l.site.d
	list := func(name, template string, length int, view func(n int) any) {
		for n := range pages(length) {
			add(model.Node{}, "list", template, numbered(name, n+1), func() any { return view(n + 1) })
		}
	}
	if further := l.site.furtherArticles(); len(further) > 0 {
		list("articles/", "articles", len(further), func(n int) any { return l.articlesView(n) })
	}
	list("entities/", "entities", len(d.Entities), func(n int) any { return l.entitiesView(n) })
	list("claims/", "claims", len(d.Claims), func(n int) any { return l.ledgerView(n) })
	list("sources/", "sources", len(d.Sources), func(n int) any { return l.bibliographyView(n) })
	list("changes/", "changes", len(d.Changes), func(n int) any { return l.changesView(n) })
	add(model.Node{}, "list", "timeline", "timeline/", func() any { return l.timelineView() })
	if len(d.Events) > PerPage {
		years, in := byYear(d.Events)
		for _, y := range years {
			list(yearPath(y), "timeline", len(in[y]), func(n int) any { return l.yearView(y, in[y], n) })
		}
	}
	if len(d.Relationships) > 0 {
		list("network/", "network", len(d.Relationships), func(n int) any { return l.networkView(n) })
	}
	if len(d.Claims) > 0 {
		list("as-of/", "asof", len(d.Claims), func(n int) any { return l.asOfView(n) })
	}
	add(model.Node{}, "page", "method", "method/", func() any { return l.methodView() })
}
