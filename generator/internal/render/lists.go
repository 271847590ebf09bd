package render

import (
	"strconv"

	"belegt/generator/internal/model"
)

func itoa(n int) string { return strconv.Itoa(n) }

// ArticlesView lists the further articles.
type ArticlesView struct {
	Shell
	Count string
	Rows  []ArticleRow
	Pager *Pager
}

// ArticleRow is an article in a list.
type ArticleRow struct {
	Link
	Summary H
	When    Time
	Reading string
	Foreign string // name of its language where it lacks this one
}

func (l *language) articlesView(n int) ArticlesView {
	all := l.site.furtherArticles()
	v := ArticlesView{
		Shell: l.shell("articles", "articles", numbered("articles/", n), l.Say("articles.title"), l.Say("articles.about")),
		Count: l.Count("count.articles", len(all)),
	}
	v.Pager = l.paged(&v.Shell, "articles/", n, pages(len(all)))
	for _, a := range chunk(all, n) {
		x, native := a.In(l.code)
		row := ArticleRow{
			Link: l.link(nodeOf(model.KindArticle, a.Slug)), Summary: l.local(x.Summary),
			When: l.time(x.Date), Reading: l.ReadingTime(x.Doc.WordCount()),
		}
		if !native {
			row.Foreign = l.Fill("article.foreign", "language", l.languageName(x.Lang))
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// ChangesView is the log of corrections and updates.
type ChangesView struct {
	Shell
	Count       string
	Corrections string
	Rows        []ChangeRow
	Pager       *Pager
}

// ChangeRow is one entry of the log.
type ChangeRow struct {
	When  Time
	Kind  string
	Key   string
	Text  H
	About []Link
}

func (l *language) changesView(n int) ChangesView {
	d := l.site.d
	corrections := 0
	for _, c := range d.Changes {
		if c.Kind == "correction" {
			corrections++
		}
	}
	v := ChangesView{
		Shell:       l.shell("changes", "changes", numbered("changes/", n), l.Say("changes.title"), l.Say("changes.about")),
		Count:       l.Count("count.changes", len(d.Changes)),
		Corrections: l.Count("count.corrections", corrections),
	}
	v.Pager = l.paged(&v.Shell, "changes/", n, pages(len(d.Changes)))
	for _, c := range chunk(d.Changes, n) {
		row := ChangeRow{When: l.time(c.Date), Kind: l.Say("change." + c.Kind), Key: c.Kind, Text: l.prose(c.Text)}
		for _, t := range c.About {
			row.About = append(row.About, l.link(t.Node))
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// MethodView says what the words mean, and gives figures about the dossier.
type MethodView struct {
	Shell
	Statuses      []StatusCount
	Tiers         []Explained
	Reliabilities []Explained
	Credibilities []Explained
	Figures       []Figure
	Texts         []TextFigures
}

// Figure is a number about the dossier.
type Figure struct {
	N    string
	What string
}

// TextFigures say how well the sentences of an article are backed.
type TextFigures struct {
	Link
	Sentences string
	Backed    string
	Analysis  string
	Open      string
}

func (l *language) methodView() MethodView {
	d := l.site.d
	v := MethodView{
		Shell:    l.shell("method", "method", "method/", l.Say("method.title"), l.Say("method.about")),
		Statuses: l.statusCounts(),
	}
	for _, k := range model.Tiers {
		v.Tiers = append(v.Tiers, l.explained("tier", k))
	}
	for _, k := range model.Reliabilities {
		v.Reliabilities = append(v.Reliabilities, l.explained("reliability", k))
	}
	for _, k := range model.Credibilities {
		v.Credibilities = append(v.Credibilities, l.explained("credibility", k))
	}
	figure := func(n int, key string) {
		v.Figures = append(v.Figures, Figure{N: l.Number(n), What: l.Say("figures." + key)})
	}
	figure(len(d.Claims), "claims")
	figure(len(d.Sources), "sources")
	origins := 0
	for _, s := range d.Sources {
		if s.OwnReporting {
			origins++
		}
	}
	figure(origins, "origins")
	figure(len(d.Events), "events")
	figure(len(d.Entities), "entities")
	figure(len(d.Relationships), "relationships")
	for _, a := range d.Articles {
		x, native := a.In(l.code)
		if !native {
			continue
		}
		c := x.Coverage()
		v.Texts = append(v.Texts, TextFigures{
			Link: l.link(nodeOf(model.KindArticle, a.Slug)), Sentences: l.Number(c.Sentences()),
			Backed: l.Number(c.Backed), Analysis: l.Number(c.Analysis), Open: l.Number(len(c.Open)),
		})
	}
	return v
}

// Filter is a kind of thing in a list, with how many of it there are.
type Filter struct {
	Key  string
	Word string
	N    string
}

// languageName names a language in the words of this one.
func (l *language) languageName(code string) string {
	if key := "language." + code; l.Has(key) {
		return l.Say(key)
	}
	return code
}

// NotFoundView is the page of an address that leads nowhere, once for the
// whole site and so in all its languages.
type NotFoundView struct {
	Shell
	Texts []NotFound
}

// NotFound is the text of the 404 page in a language.
type NotFound struct {
	Lang  string
	Title string
	Text  string
	Home  string
	Link  string
}

func (l *language) notFoundView() NotFoundView {
	v := NotFoundView{Shell: l.shell("notfound", "", "404.html", l.Say("notfound.title"), "")}
	v.Robots, v.Alternates, v.Canonical = "noindex", nil, ""
	for _, code := range l.site.d.Site.Languages {
		o := l.site.langs[code]
		v.Texts = append(v.Texts, NotFound{
			Lang: code, Title: o.Say("notfound.title"), Text: o.Say("notfound.text"),
			Home: l.site.addr.href(code, ""), Link: o.Say("notfound.home"),
		})
	}
	for i := range v.Languages {
		v.Languages[i].Href = l.site.addr.href(v.Languages[i].Lang, "")
	}
	return v
}

// MovedView leads from a former address to the present one.
type MovedView struct {
	Shell
	To Link
}

func (l *language) movedView(m model.Moved) MovedView {
	to := l.link(m.To)
	v := MovedView{Shell: l.shell("moved", "", l.site.addr.node(m.To), l.Say("moved.title"), ""), To: to}
	v.Robots, v.Alternates = "noindex", nil
	if a := l.site.d.Article[m.To.ID]; a != nil && m.To.Kind == model.KindArticle {
		x, _ := a.In(l.code)
		v.Canonical = l.site.addr.absolute(x.Lang, l.site.addr.node(m.To))
	}
	return v
}
