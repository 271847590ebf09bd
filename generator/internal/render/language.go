package render

import (
	"html/template"
	"sync"

	"golang.org/x/text/collate"
	xlanguage "golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"belegt/generator/internal/date"
	"belegt/generator/internal/markdown"
	"belegt/generator/internal/model"
)

// language is a site in one language: its words, its templates, and the markup
// that many pages share, rendered once.
type language struct {
	*Words
	code  string
	site  *Site
	set   *template.Template
	dates *date.Words
	name  string // of the language, in itself
	plain func(markdown.Ref) string

	mentions sync.Map // markdown.Ref by id and words → template.HTML
	own      sync.Map // *model.Use, the first of a list → []model.Use
	index    func() order[*model.Entity]
	kept     *store
}

func newLanguage(s *Site, code string, w *Words, set *template.Template) *language {
	l := &language{
		Words: w, code: code, site: s, set: set,
		dates: date.NewWords(w.Say),
		name:  display.Self.Name(xlanguage.Make(code)),
		plain: s.d.RefName(code),
	}
	l.index = sync.OnceValue(func() order[*model.Entity] { return orderOf(l.sortEntities()) })
	return l
}

// collator sorts names as readers of the language expect. It is not safe for
// concurrent use, so each list makes its own.
func (l *language) collator() *collate.Collator {
	return collate.New(xlanguage.Make(l.code), collate.IgnoreCase, collate.Numeric)
}

// T is plain text with its language, where that is not the page's.
type T struct {
	Text string
	Lang string
}

// H is markup with its language, where that is not the page's.
type H struct {
	HTML template.HTML
	Lang string
}

// Link is a named thing with its address; without one it is shown unlinked.
type Link struct {
	T
	Href string
}

// lang returns code where a reader must be told of it, else "".
func (l *language) lang(code string) string {
	if code == l.code {
		return ""
	}
	return code
}

// in is a language by its code; this one for a text that holds in all.
func (l *language) in(code string) *language {
	if o := l.site.langs[code]; o != nil {
		return o
	}
	return l
}

// flat is a text without its markup. What it mentions is named in its own
// language, which need not be the page's.
func (l *language) flat(x model.Local) string { return x.Plain(l.in(x.Lang).plain) }

// text is a plain field in the page's language.
func (l *language) text(t model.Text) T {
	x := t.In(l.code)
	return T{Text: l.flat(x), Lang: l.lang(x.Lang)}
}

// prose is a field with inline markup, rendered.
func (l *language) prose(t model.Text) H { return l.local(t.In(l.code)) }

func (l *language) local(x model.Local) H {
	if x.Prose == nil {
		return H{HTML: template.HTML(template.HTMLEscapeString(x.Raw)), Lang: l.lang(x.Lang)}
	}
	return H{HTML: x.Prose.Render(resolver{language: l, text: l.in(x.Lang)}), Lang: l.lang(x.Lang)}
}

// href is the address of a thing in this language.
func (l *language) href(n model.Node) string {
	return l.site.addr.href(l.code, l.site.addr.node(n))
}

// link names a thing and says where it is.
func (l *language) link(n model.Node) Link {
	name, lang := l.site.d.Name(n, l.code)
	return Link{T: T{Text: name, Lang: l.lang(lang)}, Href: l.href(n)}
}

// entity is a link to an entity, or the bare name of a private person.
func (l *language) entity(e *model.Entity) Link {
	if e.Private {
		return Link{T: l.text(e.Name)}
	}
	return Link{T: l.text(e.Name), Href: l.href(model.Node{Kind: model.KindEntity, ID: e.ID})}
}

func (l *language) entities(refs []model.Ref[model.Entity]) []Link {
	out := make([]Link, len(refs))
	for i, r := range refs {
		out[i] = l.entity(r.To)
	}
	return out
}

// party is a publisher or author.
func (l *language) party(p model.Party) Link {
	if p.Entity.To != nil {
		return l.entity(p.Entity.To)
	}
	return Link{T: l.text(p.Name)}
}

// Time is a date for people and for machines.
type Time struct {
	Text     string
	Datetime string // empty where the day is not exact
	Vague    bool
}

func (l *language) time(d date.Date) Time { return l.moment(d, d.Show(l.dates)) }

func (l *language) shortTime(d date.Date) Time { return l.moment(d, d.ShowShort(l.dates)) }

func (l *language) moment(d date.Date, text string) Time {
	if d.IsZero() {
		return Time{}
	}
	dt, _ := d.Datetime()
	return Time{Text: text, Datetime: dt, Vague: d.Uncertain() || d.Approximate()}
}
