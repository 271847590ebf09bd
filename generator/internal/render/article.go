package render

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"belegt/generator/internal/markdown"
	"belegt/generator/internal/model"
)

// ArticleView is an article: its text, and beside each sentence what backs it.
type ArticleView struct {
	Shell
	Kicker   string
	Title    []markdown.Span
	Foreign  string // the language of the text where it is not the page's
	Lead     H
	Subtitle T
	Standing *LifeList // what stands today: claims usually told as one
	Facts    ArticleFacts
	Notices  []Notice // corrections of claims that the text uses
	Contents []Heading
	Blocks   []Block
	Bodies   bool
	Works    []Evidence // all sources of the text, in order of first use
	Notes    []Endnote  // its exhibits, as paper shows them
	Uses     UseList
}

// Notice says that a claim which a text uses was corrected since.
type Notice struct {
	When  Time
	Text  H
	Claim Link
}

// Heading is an entry of the table of contents.
type Heading struct {
	Number string
	Text   string
	ID     string
}

// ArticleFacts are the line of facts about a text.
type ArticleFacts struct {
	Published   Time
	Updated     Time
	Authors     []Link
	Reading     string
	Backed      string // share of sentences backed or marked as analysis
	Sources     string
	Corrections string
}

// Block is a part of a text, in order, with the exhibits that belong to it.
type Block struct {
	Kind     string
	Lang     string // of the text, where it is not the page's
	Around   string // the page's, where the text's is another
	ID       string
	Number   int
	Level    int
	Section  string // number of a heading
	HTML     template.HTML
	Exhibits []Exhibit
	Card     *Card
	Timeline *EventList
	Network  *RelationshipTable
	Figure   *FigureView
}

// FigureView is a picture with its caption and credit.
type FigureView struct {
	Src           string
	Srcset, Sizes string // in several sizes, or empty
	Eager         bool   // it may be seen at once
	Width, Height int
	Alt           string
	Caption       template.HTML
	Credit        T
	License       string
	CreditURL     string
}

// articleView makes the page of an article in a language.
func (l *language) articleView(a *model.Article) ArticleView {
	s := l.site
	v, native := a.In(l.code)
	path := s.addr.node(nodeOf(model.KindArticle, a.Slug))
	section := "articles"
	switch {
	case a == s.d.Front:
		section = "article"
	case slices.ContainsFunc(s.d.Site.Nav, func(r model.Ref[model.Article]) bool { return r.To == a }):
		section = "article:" + a.Slug
	case slices.ContainsFunc(s.d.Site.Footer, func(r model.Ref[model.Article]) bool { return r.To == a }):
		section = "" // in no list
	}
	title := model.PlainTitle(v.Title)
	view := ArticleView{
		Shell:    l.shell("article", section, path, title, v.Summary.Plain(s.d.RefName(v.Lang))),
		Title:    markdown.MarkedTitle(v.Title),
		Lead:     l.local(v.Summary),
		Subtitle: T{Text: v.Subtitle, Lang: l.lang(v.Lang)},
		Kicker:   l.text(s.d.Site.Title).Text,
	}
	if !native {
		view.Foreign = v.Lang
		view.Canonical = s.addr.absolute(v.Lang, path)
		view.Alternates = nil
	} else if view.Alternates != nil {
		view.Alternates = l.written(a, view.Alternates)
	}
	if a == s.d.Front {
		view.Shell.Title = title
		view.Standing = l.standing(v.Doc)
	}
	m := newMarks(l, v.Doc, v.Lang)
	view.Blocks, view.Contents = l.blocks(v.Doc, v.Lang, m)
	hang(view.Blocks)
	view.Works = m.works()
	view.Notes = l.endnotes(view.Blocks)
	view.Facts = l.articleFacts(a, v, len(view.Works))
	view.Cite = l.citeArticle(v, view.Canonical)
	view.foreign(l.lang(v.Lang))
	view.Along = l.articlesAlong(a)
	view.Notices = l.notices(v)
	view.Uses = l.uses(a.Uses, 1)
	view.JSONLD = l.articleData(v, view.Canonical)
	return view
}

// notices lists what was corrected, since a text appeared, about the claims
// that it cites, mentions or shows.
func (l *language) notices(v *model.Version) []Notice {
	var out []Notice
	seen := map[string]bool{}
	for _, r := range v.Doc.Refs() {
		c := l.site.d.Claim[r.ID]
		if c == nil || seen[r.ID] {
			continue
		}
		seen[r.ID] = true
		for _, k := range c.Corrections {
			if !v.Date.IsZero() && k.Date.Last() < v.Date.First() {
				continue
			}
			out = append(out, Notice{When: l.time(k.Date), Text: l.prose(k.Text), Claim: l.link(nodeOf(model.KindClaim, c.ID))})
		}
	}
	return out
}

// written keeps the languages in which an article is really there.
func (l *language) written(a *model.Article, all []Alternate) []Alternate {
	var out []Alternate
	for _, alt := range all {
		if _, native := a.In(alt.Lang); native {
			out = append(out, alt)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

func (l *language) articleFacts(a *model.Article, v *model.Version, sources int) ArticleFacts {
	f := ArticleFacts{
		Published: l.shortTime(v.Date),
		Updated:   l.shortTime(v.Updated),
		Reading:   l.ReadingTime(v.Doc.WordCount()),
		Sources:   l.Count("count.sources", sources),
	}
	for _, p := range v.Authors {
		f.Authors = append(f.Authors, l.party(p))
	}
	if c := v.Coverage(); c.Sentences() > 0 {
		f.Backed = l.Fill("article.share", "percent", strconv.Itoa(c.Percent()))
	}
	n := 0
	for _, c := range l.site.d.Changes {
		if c.Kind != "correction" {
			continue
		}
		for _, t := range c.About {
			if t.Node == nodeOf(model.KindArticle, a.Slug) {
				n++
			}
		}
	}
	f.Corrections = l.Say("article.no-corrections")
	if n > 0 {
		f.Corrections = l.Count("count.corrections", n)
	}
	return f
}

// citeArticle is how to refer to a text: who, title, site, date, address.
func (l *language) citeArticle(v *model.Version, url string) *Reference {
	who, when := "", ""
	for _, p := range v.Authors {
		who += l.party(p).Text + ", "
	}
	if d := cmp.Or(v.Updated, v.Date); !d.IsZero() {
		when = ", " + d.Show(l.dates)
	}
	return l.reference(who, model.PlainTitle(v.Title), when, url)
}

// articleData describes the text to machines (schema.org, Article).
func (l *language) articleData(v *model.Version, url string) any {
	data := map[string]any{
		"@context": "https://schema.org", "@type": "Article",
		"headline": model.PlainTitle(v.Title), "inLanguage": v.Lang, "url": url,
		"isPartOf": map[string]any{"@type": "WebSite", "name": l.text(l.site.d.Site.Title).Text, "url": l.site.addr.absolute(l.code, "")},
	}
	if d, ok := v.Date.Datetime(); ok {
		data["datePublished"] = d
	}
	if d, ok := v.Updated.Datetime(); ok {
		data["dateModified"] = d
	}
	if len(v.Authors) > 0 {
		var names []any
		for _, p := range v.Authors {
			names = append(names, map[string]any{"@type": "Person", "name": l.party(p).Text})
		}
		data["author"] = names
	}
	if l.site.d.Site.License != "" {
		data["license"] = l.site.d.Site.License
	}
	return data
}

// blocks shows a text in a language part by part; m numbers its citations, or
// is nil for a text without exhibits.
func (l *language) blocks(doc *markdown.Doc, lang string, m *marks) (blocks []Block, contents []Heading) {
	section, figures := 0, 0
	around := ""
	if l.lang(lang) != "" {
		around = l.code
	}
	for _, b := range l.rendered(doc, resolver{language: l, text: l.in(lang), marks: m}) {
		v := Block{Lang: l.lang(lang), Around: around, Kind: string(b.Kind), ID: b.ID, Number: b.Number, Level: b.Level, HTML: b.HTML}
		switch b.Kind {
		case markdown.BlockHeading:
			if b.Level == 2 {
				section++
				v.Section = strconv.Itoa(section)
				contents = append(contents, Heading{Number: v.Section, Text: b.Text, ID: b.ID})
			}
		case markdown.BlockEmbed:
			if n, ok := l.site.d.Node(b.Ref.ID); ok {
				v.Card = l.card(n)
			}
		case markdown.BlockTimeline:
			v.Timeline = l.timelineBlock(b.Settings)
		case markdown.BlockNetwork:
			v.Network = l.networkBlock(b.Settings)
		case markdown.BlockFigure:
			v.Figure = l.figure(b)
			v.Figure.Eager = m != nil && figures == 0
			figures++
		}
		if m != nil {
			v.Exhibits = m.exhibits(b.Cites)
		}
		blocks = append(blocks, v)
	}
	return blocks, contents
}

// figureSizes is how wide a figure is shown, as static/css/article.css has it.
const figureSizes = "(min-width: 85rem) 42rem, (min-width: 68rem) 50vw, (min-width: 48rem) 84vw, 100vw"

func (l *language) figure(b markdown.Block) *FigureView {
	img := l.site.opts.Media[b.Image.Dest]
	v := &FigureView{
		Src: l.site.addr.base + img.URL, Width: img.Width, Height: img.Height,
		Alt: b.Image.Alt, Caption: b.Image.Caption,
		Credit: l.text(img.Credit), License: img.License,
	}
	if strings.HasPrefix(img.Source, "https://") || strings.HasPrefix(img.Source, "http://") {
		v.CreditURL = img.Source
	} else if img.Source != "" {
		v.Credit.Text += ", " + img.Source
	}
	if len(img.Variants) > 1 {
		v.Srcset, v.Sizes = l.site.srcset(img.Variants), figureSizes
	}
	return v
}

// srcset lists the sizes of a picture. A comma would end an address.
func (s *Site) srcset(variants []Variant) string {
	var list []string
	for _, v := range variants {
		address := strings.ReplaceAll((&url.URL{Path: s.addr.base + v.URL}).EscapedPath(), ",", "%2C")
		list = append(list, address+" "+strconv.Itoa(v.Width)+"w")
	}
	return strings.Join(list, ", ")
}

// standing takes the first three claims that the front article embeds.
func (l *language) standing(doc *markdown.Doc) *LifeList {
	var claims []*model.Claim
	for _, r := range doc.Refs() {
		if c := l.site.d.Claim[r.ID]; c != nil && r.Kind == markdown.Embed && len(claims) < 3 {
			claims = append(claims, c)
		}
	}
	return l.lifeList(claims, "medium")
}
