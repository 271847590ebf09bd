package render

import (
	"cmp"

	"belegt/generator/internal/model"
)

// Shell is what every page has around its content.
type Shell struct {
	Lang        string
	Title       string // of the window
	Description string
	Canonical   string
	Alternates  []Alternate // the same page in every language, itself included
	Robots      string      // "noindex" on pages that are not to be found
	Stylesheet  string
	Scripts     []string // modules
	Icon        string
	Site        string
	SiteLang    string
	Home        string
	Nav         []NavItem
	Languages   []Alternate // the other languages
	Footer      []Link
	License     string
	Editors     []T
	Publisher   *Link
	Contact     *Link // of the publisher
	Method      string
	Changes     string
	Prev, Next  string // of a numbered list
	JSONLD      any    // schema.org, as data
	Kind        string // of the page, for styles
	Way         []Link // from the front to this page, without the page itself
	Here        T      // the page itself, at the end of the way
	Along       *Along // the pages before and after this one
	Cite        *Reference
	Settings    string // address of the script that keeps the reader's choices
	Peek        string // where previews are, and in how many files
	Shards      string
	OpenGraph   OpenGraph
}

// OpenGraph is what a shared link says of the page (ogp.me).
type OpenGraph struct {
	Type   string // article or website
	Title  string
	Locale string
	Others []string // locales
}

// Alternate is a page in a language.
type Alternate struct {
	Lang string
	Name string
	Href string
	URL  string // absolute
}

// NavItem is an entry of the site's menu.
type NavItem struct {
	Label   string
	Lang    string // of the label, where it is not the page's
	Href    string
	Count   string // how many, or empty
	Current bool
}

// shell makes the frame of the page at path. section is the menu entry that
// the page belongs to.
func (l *language) shell(kind, section, path, title, description string) Shell {
	s := l.site
	siteTitle := l.text(s.d.Site.Title)
	title0 := title
	if title == "" {
		title = siteTitle.Text
	} else {
		title += " · " + siteTitle.Text
	}
	if description == "" {
		description = l.text(s.d.Site.Description).Text
	}
	sh := Shell{
		Kind: kind, Lang: l.code, Title: title, Description: model.Cut(description, 300),
		Canonical:  s.addr.absolute(l.code, path),
		Stylesheet: s.addr.base + s.opts.Stylesheet,
		Site:       siteTitle.Text, SiteLang: siteTitle.Lang,
		Home:    s.addr.href(l.code, ""),
		License: s.d.Site.License,
		Method:  s.addr.href(l.code, "method/"),
		Changes: s.addr.href(l.code, "changes/"),
	}
	sh.Scripts = s.scripts("js/peek.js", "js/comforts.js")
	if urls := s.scripts("js/settings.js"); urls != nil {
		sh.Settings = urls[0]
	}
	sh.Peek, sh.Shards = s.addr.href(l.code, "peek/"), itoa(s.peekShards())
	sh.OpenGraph = OpenGraph{Type: "website", Title: cmp.Or(title0, siteTitle.Text), Locale: l.code}
	if kind == "article" {
		sh.OpenGraph.Type = "article"
	}
	for _, code := range s.d.Site.Languages {
		if code != l.code {
			sh.OpenGraph.Others = append(sh.OpenGraph.Others, code)
		}
	}
	if s.opts.Icon != "" {
		sh.Icon = s.addr.base + s.opts.Icon
	}
	for _, code := range s.d.Site.Languages {
		a := Alternate{Lang: code, Name: s.langs[code].name, Href: s.addr.href(code, path), URL: s.addr.absolute(code, path)}
		sh.Alternates = append(sh.Alternates, a)
		if code != l.code {
			sh.Languages = append(sh.Languages, a)
		}
	}
	if len(sh.Alternates) == 1 {
		sh.Alternates = nil
	}
	sh.Nav = l.nav(section)
	sh.Way, sh.Here = l.way(kind, section), T{Text: title0}
	if kind != "notfound" && kind != "moved" {
		sh.Cite = l.reference("", title0, "", sh.Canonical)
	}
	for _, e := range s.d.Site.Editors {
		sh.Editors = append(sh.Editors, l.text(e))
	}
	for _, r := range s.d.Site.Footer {
		sh.Footer = append(sh.Footer, l.link(nodeOf(model.KindArticle, r.ID)))
	}
	if p := s.d.Site.Publisher; p != nil {
		sh.Publisher = &Link{T: l.text(p.Name), Href: p.URL}
		sh.Contact = contact(p.Contact)
	}
	return sh
}

// nav is the menu: the sections that have something in them.
func (l *language) nav(section string) []NavItem {
	s := l.site
	var items []NavItem
	add := func(key, path string, n int, counted bool) {
		if n == 0 {
			return
		}
		it := NavItem{Label: l.Say("nav." + key), Href: s.addr.href(l.code, path), Current: key == section}
		if counted {
			it.Count = l.Number(n)
		}
		items = append(items, it)
	}
	if s.d.Front != nil {
		add("article", "", 1, false)
	}
	add("articles", "articles/", len(s.furtherArticles()), true)
	add("timeline", "timeline/", len(s.d.Events), true)
	add("claims", "claims/", len(s.d.Claims), true)
	add("entities", "entities/", len(s.d.Entities), true)
	add("sources", "sources/", len(s.d.Sources), true)
	for _, r := range s.d.Site.Nav {
		n := nodeOf(model.KindArticle, r.ID)
		link := l.link(n)
		items = append(items, NavItem{Label: link.Text, Lang: link.Lang, Href: link.Href, Current: section == "article:"+r.ID})
	}
	add("network", "network/", len(s.d.Relationships), true)
	add("as-of", "as-of/", len(s.d.Claims), false)
	add("changes", "changes/", len(s.d.Changes), false)
	add("method", "method/", 1, false)
	return items
}

// furtherArticles are all but the front one and those at the foot of the page.
func (s *Site) furtherArticles() []*model.Article {
	in := map[string]bool{}
	for _, r := range s.d.Site.Footer {
		in[r.ID] = true
	}
	var out []*model.Article
	for _, a := range s.d.Articles {
		if a != s.d.Front && !in[a.Slug] {
			out = append(out, a)
		}
	}
	return out
}
