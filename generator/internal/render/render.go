// Package render turns the public model into pages: one typed view for each
// kind of page, one template for each view. A view is plain data that says all
// that its page says; templates only print it, and values reach a page through
// contextual escaping alone. Nothing is read or written here, and nothing that
// link has cut away can be seen from here.
package render

import (
	"bytes"
	"fmt"
	"html/template"
	"sync"

	"belegt/generator/internal/date"
	"belegt/generator/internal/figure"
	"belegt/generator/internal/model"
)

// Page is one file of the site, ready to be rendered.
type Page struct {
	Path string // in the output folder, with slashes
	Kind string // what the summary line counts it as
	Lang string

	// Node is the thing that the page is about; zero for lists and the like,
	// which tell of everything.
	Node model.Node

	template string
	view     func() any
	site     *Site
}

// Site is a dossier with everything that its pages need. It is safe for
// concurrent use.
type Site struct {
	d        *model.Dossier
	langs    map[string]*language
	opts     Options
	addr     addresses
	sitemaps *memo[Key, []byte]
	last     date.Day // the last day that the dossier speaks of, at which scales end
	today    date.Day // the last day by which something was done or written; 0 if none
	first    date.Day
	buffers  sync.Pool

	bibliography func() order[*model.Source]
	claims       func() figure.Span // the time of all claims
}

// Options are what a site needs besides its dossier.
type Options struct {
	Stylesheet string                   // address below the base path, from package asset
	Scripts    map[string]string        // modules by their path in static/, likewise
	Icon       string                   // likewise; empty for none
	Media      map[string]Image         // pictures by the path that articles use
	Copies     map[*model.Archived]Copy // published copies of sources
}

// Copy is a published copy of a source.
type Copy struct {
	URL  string // below the base path
	Kind string // CopyText, CopyPicture or CopyPDF
}

// As what a copy is published.
const (
	CopyText    = "text"
	CopyPicture = "picture"
	CopyPDF     = "pdf"
)

// Image is a published picture.
type Image struct {
	URL           string // below the base path
	Width, Height int
	Variants      []Variant // in several sizes, from narrow to wide; may be empty
	Credit        model.Text
	License       string
	Source        string
}

// Variant is a picture in one size.
type Variant struct {
	URL   string // below the base path
	Width int
}

// New prepares a site in all languages of its dossier. It fails where a
// language has no words or where the base URL cannot be read.
func New(d *model.Dossier, t *Templates, o Options) (*Site, error) {
	s := &Site{d: d, opts: o, sitemaps: t.sitemaps, langs: make(map[string]*language, len(d.Site.Languages))}
	var err error
	if s.addr, err = newAddresses(d); err != nil {
		return nil, err
	}
	s.first, s.last = span(d)
	s.today = today(d)
	s.claims = sync.OnceValue(func() figure.Span { return figure.Cover(claimSpans(d.Claims)) })
	s.bibliography = sync.OnceValue(func() order[*model.Source] {
		var all []*model.Source
		for _, f := range families(d.Sources) {
			for _, m := range f {
				all = append(all, m.Source)
			}
		}
		return orderOf(all)
	})
	s.buffers.New = func() any { return new(bytes.Buffer) }
	for _, code := range d.Site.Languages {
		words, ok := t.words[code]
		if !ok {
			return nil, fmt.Errorf("no words for the language %q: add templates/words/%s.yaml", code, code)
		}
		s.langs[code] = newLanguage(s, code, words, t.sets[code])
		s.langs[code].kept = t.kept[code]
	}
	return s, nil
}

// View returns what the page says: a struct of plain data.
func (p *Page) View() any { return p.view() }

// Render returns the page's bytes, made of the view that View gave.
func (p *Page) Render(view any) ([]byte, error) {
	b := p.site.buffers.Get().(*bytes.Buffer)
	defer p.site.buffers.Put(b)
	b.Reset()
	if err := p.site.langs[p.Lang].set.ExecuteTemplate(b, p.template, view); err != nil {
		return nil, fmt.Errorf("%s: %w", p.Path, err)
	}
	return bytes.Clone(b.Bytes()), nil
}

// part renders a named template once, for markup that pages share.
func (l *language) part(name string, data any) template.HTML {
	b := l.site.buffers.Get().(*bytes.Buffer)
	defer l.site.buffers.Put(b)
	b.Reset()
	if err := l.set.ExecuteTemplate(b, name, data); err != nil {
		panic(fmt.Sprintf("template %s: %v", name, err)) // proved by the template test
	}
	return template.HTML(b.String())
}

// today is the last day on which something is known to have been done or
// written. It stands for today where the site says how things are, for it knows
// no clock: what is planned or vague says nothing of that.
func today(d *model.Dossier) date.Day {
	var last date.Day
	eachDate(d, func(x date.Date, done bool) {
		if done && !unsure(x) {
			last = max(last, x.Last())
		}
	})
	return last
}

// span returns the first and the last day that the dossier speaks of.
func span(d *model.Dossier) (first, last date.Day) {
	first, last = date.MaxDay, date.MinDay
	eachDate(d, func(x date.Date, _ bool) {
		if f := x.First(); f != date.MinDay {
			first = min(first, f)
		}
		if x.Last() != date.MaxDay {
			last = max(last, x.Last())
		}
	})
	if last < first {
		return 0, 0
	}
	return first, last
}

// eachDate visits the dates by which a dossier says when something was, and
// whether it was done, or is only planned or alleged.
func eachDate(d *model.Dossier, visit func(x date.Date, done bool)) {
	take := func(x date.Date, done bool) {
		if !x.IsZero() {
			visit(x, done)
		}
	}
	for _, e := range d.Events {
		take(e.Date, e.Status == "occurred")
	}
	for _, c := range d.Claims {
		for _, s := range c.History {
			take(s.Date, true)
		}
		if c.Assessment != nil {
			take(c.Assessment.Date, true)
		}
	}
	for _, c := range d.Changes {
		take(c.Date, true)
	}
	for _, a := range d.Articles {
		for _, v := range a.Versions {
			take(v.Date, true)
			take(v.Updated, true)
		}
	}
}
