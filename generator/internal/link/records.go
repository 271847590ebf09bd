package link

import (
	"fmt"
	"slices"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// entities makes the public copies of entities, in two passes: all must be
// there before any reference between them can point.
func (l *linker) entities() {
	for _, e := range l.rec.Entities {
		switch {
		case !l.owns(e.ID, e.Pos):
		case e.Privacy == "private-person":
			l.d.Private[e.ID] = e.Name
		default:
			c := *e
			l.d.Entity[c.ID] = &c
			l.d.Entities = append(l.d.Entities, &c)
			l.moved(model.Node{Kind: model.KindEntity, ID: c.ID}, c.Formerly)
		}
	}
}

func (l *linker) moved(to model.Node, olds []model.Old) {
	for _, old := range olds {
		if l.former[old.ID].to == to {
			l.d.Moved = append(l.d.Moved, model.Moved{From: old.ID, To: to})
		}
	}
}

func (l *linker) sources() {
	for _, s := range l.rec.Sources {
		switch {
		case !l.owns(s.ID, s.Pos):
		case s.Confidential:
			l.d.Confidential[s.ID] = s.PublicLabel
		default:
			c := *s
			l.d.Source[c.ID] = &c
			l.d.Sources = append(l.d.Sources, &c)
			l.moved(model.Node{Kind: model.KindSource, ID: c.ID}, c.Formerly)
		}
	}
	for _, s := range l.d.Sources {
		s.Publisher = l.party(s.Publisher)
		s.Authors = l.parties(s.Authors)
		s.Archive = archive(s.Archive)
		based := make([]model.BasedOn, 0, len(s.BasedOn))
		for _, b := range s.BasedOn {
			k, ok := l.want(b.Source.ID, b.Source.Pos, model.KindSource)
			switch {
			case !ok:
			case k.confidential:
				l.fail(b.Source.Pos, "confidential-reference", fmt.Sprintf("`%s` is confidential and may not be named in based_on", b.Source.ID), "")
			default:
				b.Source.To = l.d.Source[b.Source.ID]
				based = append(based, b)
			}
		}
		s.BasedOn = based
	}
	for _, e := range l.d.Entities {
		e.Facts = slices.Clone(e.Facts)
		for i := range e.Facts {
			e.Facts[i].Evidence = l.evidence(e.Facts[i].Evidence)
		}
	}
}

func (l *linker) claims() {
	for _, c := range l.rec.Claims {
		if l.owns(c.ID, c.Pos) {
			c := *c
			l.d.Claim[c.ID] = &c
			l.d.Claims = append(l.d.Claims, &c)
			l.moved(model.Node{Kind: model.KindClaim, ID: c.ID}, c.Formerly)
		}
	}
	for _, c := range l.d.Claims {
		c.About = l.entityRefs(c.About)
		c.History = slices.Clone(c.History)
		for i := range c.History {
			s := &c.History[i]
			s.By = l.entityRefs(s.By)
			s.Evidence = l.evidence(s.Evidence)
		}
		c.Relations = slices.Clone(c.Relations)
		for i := range c.Relations {
			c.Relations[i].Claim = l.claim(c.Relations[i].Claim)
		}
		c.Relations = slices.DeleteFunc(c.Relations, func(r model.ClaimRelation) bool { return r.Claim.To == nil })
		c.RightOfReply = slices.Clone(c.RightOfReply)
		for i := range c.RightOfReply {
			r := &c.RightOfReply[i]
			r.Entity = l.entity(r.Entity)
			r.Evidence = l.evidence(r.Evidence)
		}
	}
}

func (l *linker) events() {
	for _, e := range l.rec.Events {
		if !l.owns(e.ID, e.Pos) {
			continue
		}
		c := *e
		c.Participants = make([]model.Participant, 0, len(e.Participants))
		for _, p := range e.Participants {
			if p.Entity = l.entity(p.Entity); p.Entity.To != nil {
				c.Participants = append(c.Participants, p)
			}
		}
		c.Claims = slices.Clone(e.Claims)
		for i := range c.Claims {
			c.Claims[i] = l.claim(c.Claims[i])
		}
		c.Claims = slices.DeleteFunc(c.Claims, func(r model.Ref[model.Claim]) bool { return r.To == nil })
		c.Evidence = l.evidence(e.Evidence)
		l.d.Event[c.ID] = &c
		l.d.Events = append(l.d.Events, &c)
		l.moved(model.Node{Kind: model.KindEvent, ID: c.ID}, c.Formerly)
	}
}

// relationships drops those between private persons: no page would show them.
func (l *linker) relationships() {
	for _, r := range l.rec.Relationships {
		if !l.owns(r.ID, r.Pos) {
			continue
		}
		c := *r
		c.From, c.To = l.entity(r.From), l.entity(r.To)
		c.Evidence = l.evidence(r.Evidence)
		if c.From.To != nil && c.To.To != nil && !(c.From.To.Private && c.To.To.Private) {
			l.d.Relationships = append(l.d.Relationships, &c)
		}
	}
}

// articles drops drafts: what load did not read further is no version.
func (l *linker) articles() {
	for _, a := range l.rec.Articles {
		c := *a
		c.Formerly = formerly(a)
		c.Versions = make([]model.Version, 0, len(a.Versions))
		for _, v := range a.Versions {
			if v.Doc == nil {
				continue
			}
			v.Authors = l.parties(v.Authors)
			c.Versions = append(c.Versions, v)
		}
		if len(c.Versions) == 0 || l.known[a.Slug].kind != model.KindArticle {
			continue
		}
		l.d.Article[c.Slug] = &c
		l.d.Articles = append(l.d.Articles, &c)
		l.moved(model.Node{Kind: model.KindArticle, ID: c.Slug}, c.Formerly)
	}
}

// formerly returns the former slugs of an article, each once: every language
// may repeat them.
func formerly(a *model.Article) []model.Old {
	var all []model.Old
	for _, v := range a.Versions {
		for _, old := range v.Formerly {
			if !slices.ContainsFunc(all, func(o model.Old) bool { return o.ID == old.ID }) {
				all = append(all, old)
			}
		}
	}
	return all
}

// site finds the front article and points the menus.
func (l *linker) site() {
	s := *l.rec.Site
	l.d.Site = &s
	s.Nav, s.Footer = l.menu(s.Nav), l.menu(s.Footer)
	front := s.Front
	switch {
	case front != "":
		if _, ok := l.want(front, s.FrontPos, model.KindArticle); !ok {
			return
		}
	case l.d.Article["index"] != nil:
		front = "index"
	case len(l.d.Articles) == 1:
		front = l.d.Articles[0].Slug
	default:
		pos := s.Pos
		if pos.IsZero() {
			pos = diag.Pos{File: "content/articles"}
		}
		l.fail(pos, "no-front-article", "no article is the front article",
			"write content/articles/index.md, or name one with `front: its-slug` in content/site.yaml")
		return
	}
	l.d.Front = l.d.Article[front]
}

func (l *linker) menu(refs []model.Ref[model.Article]) []model.Ref[model.Article] {
	out := make([]model.Ref[model.Article], 0, len(refs))
	for _, r := range refs {
		if _, ok := l.want(r.ID, r.Pos, model.KindArticle); ok {
			r.To = l.d.Article[r.ID]
			out = append(out, r)
		}
	}
	return out
}

// changes joins the public log with the corrections that claims carry.
func (l *linker) changes() {
	for _, c := range l.rec.Changes {
		c := *c
		c.About = slices.Clone(c.About)
		for i := range c.About {
			t := &c.About[i]
			if k, ok := l.want(t.ID, t.Pos, model.KindArticle, model.KindClaim, model.KindEntity, model.KindEvent, model.KindSource); ok && !k.private && !k.confidential {
				t.Node = model.Node{Kind: k.kind, ID: t.ID}
			}
		}
		c.About = slices.DeleteFunc(c.About, func(t model.Topic) bool { return t.Node == model.Node{} })
		l.d.Changes = append(l.d.Changes, &c)
	}
	for _, c := range l.d.Claims {
		for _, k := range c.Corrections {
			l.d.Changes = append(l.d.Changes, &model.Change{
				Date: k.Date, Kind: "correction", Text: k.Text, Pos: k.Pos,
				About: []model.Topic{{ID: c.ID, Pos: k.Pos, Node: model.Node{Kind: model.KindClaim, ID: c.ID}}},
			})
		}
	}
}
