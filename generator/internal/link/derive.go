package link

import (
	"slices"

	"belegt/generator/internal/model"
)

// derive fills the lists that hang on things: what an entity takes part in,
// what rests on a source, which events name a claim. Each list follows the
// order of the dossier, so that it needs no sorting of its own.
func (l *linker) derive() {
	d := l.d
	for _, r := range d.Relationships {
		for _, e := range distinct(r.From.To, r.To.To) {
			e.Relationships = append(e.Relationships, r)
		}
	}
	for _, ev := range d.Events {
		var taking []*model.Entity
		for _, p := range ev.Participants {
			taking = append(taking, p.Entity.To)
		}
		for _, e := range distinct(taking...) {
			e.Events = append(e.Events, ev)
		}
		for _, r := range ev.Claims {
			r.To.Events = append(r.To.Events, ev)
		}
		l.cite(model.Node{Kind: model.KindEvent, ID: ev.ID}, -1, ev.Evidence)
	}
	for _, c := range d.Claims {
		in := model.Node{Kind: model.KindClaim, ID: c.ID}
		for _, e := range distinct(targets(c.About)...) {
			e.ClaimsAbout = append(e.ClaimsAbout, c)
		}
		var by []*model.Entity
		for i := range c.History {
			by = append(by, targets(c.History[i].By)...)
			l.cite(in, i, c.History[i].Evidence)
		}
		for _, e := range distinct(by...) {
			e.ClaimsBy = append(e.ClaimsBy, c)
		}
		for i := range c.RightOfReply {
			l.cite(in, -1, c.RightOfReply[i].Evidence)
		}
		for _, r := range c.Relations {
			r.Claim.To.Related = append(r.Claim.To.Related, model.ClaimRelation{
				Type: r.Type, Claim: model.Ref[model.Claim]{ID: c.ID, To: c},
			})
		}
	}
	for _, e := range d.Entities {
		for i := range e.Facts {
			l.cite(model.Node{Kind: model.KindEntity, ID: e.ID}, -1, e.Facts[i].Evidence)
		}
	}
	for _, r := range d.Relationships {
		l.cite(holder(r), -1, r.Evidence)
	}
	for _, s := range d.Sources {
		var makers []*model.Entity
		makers = append(makers, s.Publisher.Entity.To)
		for _, a := range s.Authors {
			makers = append(makers, a.Entity.To)
		}
		for _, e := range distinct(makers...) {
			e.Sources = append(e.Sources, s)
		}
		for _, b := range s.BasedOn {
			if t := b.Source.To; !slices.Contains(t.ReliedOn, s) {
				t.ReliedOn = append(t.ReliedOn, s)
			}
		}
	}
	for _, e := range d.Entities {
		slices.SortFunc(e.Sources, compareSources)
	}
}

// holder says on whose page a relationship is shown.
func holder(r *model.Relationship) model.Node {
	e := r.From.To
	if e.Private {
		e = r.To.To
	}
	return model.Node{Kind: model.KindEntity, ID: e.ID}
}

func (l *linker) cite(in model.Node, step int, evs []model.Evidence) {
	for i := range evs {
		if s := evs[i].Source.To; s != nil {
			s.Citations = append(s.Citations, model.Citation{In: in, Step: step, Evidence: &evs[i]})
		}
	}
}

func targets(refs []model.Ref[model.Entity]) []*model.Entity {
	out := make([]*model.Entity, len(refs))
	for i, r := range refs {
		out[i] = r.To
	}
	return out
}

// distinct drops nils, private persons (who have no lists) and repeats, and
// keeps the order.
func distinct(es ...*model.Entity) []*model.Entity {
	out := make([]*model.Entity, 0, len(es))
	for _, e := range es {
		if e != nil && !e.Private && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out
}
