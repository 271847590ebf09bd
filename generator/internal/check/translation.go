package check

import (
	"fmt"
	"strings"
	"unicode"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// missingTranslation names every text that lacks a language of the dossier,
// since readers of that language meet it in another.
func missingTranslation(d *model.Dossier, warn warn) {
	if len(d.Site.Languages) < 2 {
		return
	}
	site := translations{d.Site.Languages, warn, model.Node{}}
	site.text("the site's title", d.Site.Title)
	site.text("the site's subtitle", d.Site.Subtitle)
	site.text("the site's description", d.Site.Description)
	for _, a := range d.Articles {
		site.of(article(a)).article(a)
	}
	for of, b := range records(d) {
		site.of(of).base(b)
	}
	for _, e := range d.Entities {
		site.of(entity(e)).entity(e)
	}
	for _, c := range d.Claims {
		site.of(claim(c)).claim(c)
	}
	for _, e := range d.Events {
		t := site.of(event(e))
		t.text("the title", e.Title)
		t.evidence(e.Evidence)
	}
	for _, r := range d.Relationships {
		t := site.of(relationship(r))
		t.text("the detail", r.Detail)
		t.evidence(r.Evidence)
	}
	for _, c := range d.Changes {
		t := site
		if len(c.About) == 1 { // above all, a claim's own corrections
			t = site.of(c.About[0].Node)
		}
		t.text("the text", c.Text)
	}
}

// translations looks at the texts of one thing.
type translations struct {
	langs []string
	warn  warn
	thing model.Node
}

func (t translations) of(n model.Node) translations {
	t.thing = n
	return t
}

// missing warns of the languages that a text does not have.
func (t translations) missing(at diag.Pos, what string, has func(lang string) bool) {
	var missing []string
	for _, lang := range t.langs {
		if !has(lang) {
			missing = append(missing, lang)
		}
	}
	if missing != nil {
		t.warn(t.thing, at, fmt.Sprintf("%s is not there in %s", what, strings.Join(missing, ", ")), "")
	}
}

// text looks at a localised text. One that was given without a language, or
// has no letters, such as a year, holds in all of them.
func (t translations) text(what string, text model.Text) {
	if text.IsZero() || text[0].Lang == "" || !strings.ContainsFunc(text[0].Raw, unicode.IsLetter) {
		return
	}
	t.missing(text[0].Pos, what, func(lang string) bool { return text.In(lang).Lang == lang })
}

func (t translations) article(a *model.Article) {
	t.missing(a.Versions[0].Pos, fmt.Sprintf("the article `%s`", a.Slug), func(lang string) bool { _, ok := a.In(lang); return ok })
}

func (t translations) base(b *model.Base) {
	t.text("the summary", b.Summary)
	if len(b.Body) > 0 {
		t.missing(b.Pos, fmt.Sprintf("the body of `%s`", b.ID), func(lang string) bool { x, _ := b.Body.In(lang); return x.Lang == lang })
	}
}

func (t translations) evidence(evs []model.Evidence) {
	for _, ev := range evs {
		t.text("the note", ev.Note)
	}
}

func (t translations) entity(e *model.Entity) {
	t.text("the name", e.Name)
	for _, f := range e.Facts {
		t.text("the property", f.Property)
		t.text("the value", f.Value)
		t.evidence(f.Evidence)
	}
}

func (t translations) claim(c *model.Claim) {
	t.text("the statement", c.Statement)
	t.text("the title", c.Title)
	for _, s := range c.History {
		t.text("the note", s.Note)
		t.evidence(s.Evidence)
	}
	if c.Assessment != nil {
		t.text("the reason", c.Assessment.Reason)
	}
	for _, r := range c.RightOfReply {
		t.text("the reply", r.Text)
		t.evidence(r.Evidence)
	}
}
