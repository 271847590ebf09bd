package link

import (
	"slices"
	"strconv"

	"belegt/generator/internal/model"
)

// Near lists what one thing touches: itself, all that it refers to, and all
// that refers to it. Whatever a page tells of another thing, beyond its name and
// standing and the sentences of Told, it tells of a thing that is near.
func Near(d *model.Dossier, n model.Node) []model.Node {
	out := []model.Node{n}
	add := func(kind model.Kind, id string) {
		if id != "" {
			out = append(out, model.Node{Kind: kind, ID: id})
		}
	}
	entities := func(refs []model.Ref[model.Entity]) {
		for _, r := range refs {
			add(model.KindEntity, r.ID)
		}
	}
	claims := func(cs []*model.Claim) {
		for _, c := range cs {
			add(model.KindClaim, c.ID)
		}
	}
	events := func(es []*model.Event) {
		for _, e := range es {
			add(model.KindEvent, e.ID)
		}
	}
	sources := func(ss []*model.Source) {
		for _, s := range ss {
			add(model.KindSource, s.ID)
		}
	}
	switch n.Kind {
	case model.KindEntity:
		e := d.Entity[n.ID]
		if e == nil {
			break
		}
		claims(e.ClaimsAbout)
		claims(e.ClaimsBy)
		events(e.Events)
		sources(e.Sources)
		for _, r := range e.Relationships {
			add(model.KindEntity, r.From.To.ID)
			add(model.KindEntity, r.To.To.ID)
		}
	case model.KindClaim:
		c := d.Claim[n.ID]
		if c == nil {
			break
		}
		entities(c.About)
		for _, s := range c.History {
			entities(s.By)
		}
		events(c.Events)
		for _, r := range append(c.Relations[:len(c.Relations):len(c.Relations)], c.Related...) {
			add(model.KindClaim, r.Claim.ID)
		}
	case model.KindEvent:
		e := d.Event[n.ID]
		if e == nil {
			break
		}
		for _, p := range e.Participants {
			add(model.KindEntity, p.Entity.ID)
		}
		for _, r := range e.Claims {
			add(model.KindClaim, r.ID)
		}
	case model.KindSource:
		s := d.Source[n.ID]
		if s == nil {
			break
		}
		sources(s.ReliedOn)
		if e := s.Publisher.Entity.To; e != nil {
			add(model.KindEntity, e.ID)
		}
		for _, a := range s.Authors {
			if a.Entity.To != nil {
				add(model.KindEntity, a.Entity.To.ID)
			}
		}
		for _, b := range s.BasedOn {
			add(model.KindSource, b.Source.ID)
		}
		for _, c := range s.Citations {
			out = append(out, c.In)
		}
	}
	// Prose goes both ways: who speaks of the thing, and of what it speaks. Of
	// what an article speaks Told knows more.
	eachUse(d, func(of model.Node, u model.Use) {
		if of == n {
			out = append(out, u.In)
		}
		if u.In == n && n.Kind != model.KindArticle {
			out = append(out, of)
		}
	})
	for _, x := range d.Sources {
		for _, c := range x.Citations {
			if c.In == n {
				add(model.KindSource, x.ID)
			}
		}
	}
	return out
}

// Told is what an article says of things: for each of them the sentences that
// its page quotes, as one text to compare. An article speaks of very many
// things, and one save changes what it says of a few.
func Told(d *model.Dossier, n model.Node) map[model.Node]string {
	out := map[model.Node]string{}
	if n.Kind != model.KindArticle {
		return out
	}
	eachUse(d, func(of model.Node, u model.Use) {
		if u.In == n {
			out[of] += u.Lang + "#" + u.Anchor + " " + strconv.FormatBool(u.Cites) + " " + d.Text(u) + "\n"
		}
	})
	return out
}

// eachUse visits every use of every thing.
func eachUse(d *model.Dossier, visit func(of model.Node, u model.Use)) {
	uses := func(kind model.Kind, id string, all []model.Use) {
		for _, u := range all {
			visit(model.Node{Kind: kind, ID: id}, u)
		}
	}
	for _, x := range d.Articles {
		uses(model.KindArticle, x.Slug, x.Uses)
	}
	for _, x := range d.Entities {
		uses(model.KindEntity, x.ID, x.Uses)
	}
	for _, x := range d.Claims {
		uses(model.KindClaim, x.ID, x.Uses)
	}
	for _, x := range d.Events {
		uses(model.KindEvent, x.ID, x.Uses)
	}
	for _, x := range d.Sources {
		uses(model.KindSource, x.ID, x.Uses)
	}
}

// around is how far the page of a thing looks along the order of its kind.
const around = 3

// Beside lists what shows a thing's wording without being near it: the things
// before and after it, and those whose prose mentions it by name.
func Beside(d *model.Dossier, n model.Node) []model.Node {
	var out []model.Node
	mentioned := func(uses []model.Use) {
		for _, u := range uses {
			if !u.Cites {
				out = append(out, u.In)
			}
		}
	}
	switch n.Kind {
	case model.KindEntity:
		if e := d.Entity[n.ID]; e != nil {
			mentioned(e.Uses)
		}
	case model.KindSource:
		if s := d.Source[n.ID]; s != nil {
			mentioned(s.Uses)
		}
	case model.KindClaim:
		if c := d.Claim[n.ID]; c != nil {
			mentioned(c.Uses)
			i := slices.Index(d.Claims, c)
			for _, x := range d.Claims[max(0, i-around):min(len(d.Claims), i+around+1)] {
				out = append(out, model.Node{Kind: model.KindClaim, ID: x.ID})
			}
		}
	case model.KindEvent:
		if e := d.Event[n.ID]; e != nil {
			mentioned(e.Uses)
			i := slices.Index(d.Events, e)
			for _, x := range d.Events[max(0, i-around):min(len(d.Events), i+around+1)] {
				out = append(out, model.Node{Kind: model.KindEvent, ID: x.ID})
			}
		}
	}
	return out
}
