package check

import (
	"fmt"
	"strings"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// missingTranslation names every text that lacks a language of the dossier,
// since readers of that language meet it in another.
func missingTranslation(d *model.Dossier, warn func(diag.Pos, string, string)) {
	langs := d.Site.Languages
	if len(langs) < 2 {
		return
	}
	complain := func(pos diag.Pos, what string, has func(lang string) bool) {
		var missing []string
		for _, lang := range langs {
			if !has(lang) {
				missing = append(missing, lang)
			}
		}
		if missing != nil {
			warn(pos, fmt.Sprintf("%s is not there in %s", what, strings.Join(missing, ", ")), "")
		}
	}
	text := func(what string, t model.Text) {
		if t.IsZero() || t[0].Lang == "" {
			return
		}
		complain(t[0].Pos, what, func(lang string) bool { return t.In(lang).Lang == lang })
	}
	base := func(b model.Base) {
		text("the summary", b.Summary)
		if len(b.Body) > 0 {
			complain(b.Pos, fmt.Sprintf("the body of `%s`", b.ID), func(lang string) bool { x, _ := b.Body.In(lang); return x.Lang == lang })
		}
	}
	evidence := func(evs []model.Evidence) {
		for _, ev := range evs {
			text("the note", ev.Note)
		}
	}
	text("the site's title", d.Site.Title)
	text("the site's description", d.Site.Description)
	for _, a := range d.Articles {
		complain(a.Versions[0].Pos, fmt.Sprintf("the article `%s`", a.Slug), func(lang string) bool { _, ok := a.In(lang); return ok })
	}
	for _, e := range d.Entities {
		base(e.Base)
		text("the name", e.Name)
		for _, f := range e.Facts {
			text("the property", f.Property)
			text("the value", f.Value)
			evidence(f.Evidence)
		}
	}
	for _, s := range d.Sources {
		base(s.Base)
	}
	for _, c := range d.Claims {
		base(c.Base)
		text("the statement", c.Statement)
		text("the title", c.Title)
		for _, s := range c.History {
			text("the note", s.Note)
			evidence(s.Evidence)
		}
		if c.Assessment != nil {
			text("the reason", c.Assessment.Reason)
		}
		for _, r := range c.RightOfReply {
			text("the reply", r.Text)
		}
	}
	for _, e := range d.Events {
		base(e.Base)
		text("the title", e.Title)
		evidence(e.Evidence)
	}
	for _, r := range d.Relationships {
		base(r.Base)
		text("the detail", r.Detail)
	}
	for _, c := range d.Changes {
		text("the text", c.Text)
	}
}
