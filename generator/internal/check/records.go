package check

import (
	"iter"

	"belegt/generator/internal/model"
)

// records yields every record of the dossier with what names it.
func records(d *model.Dossier) iter.Seq2[model.Node, *model.Base] {
	return func(yield func(model.Node, *model.Base) bool) {
		_ = each(d.Entities, model.KindEntity, func(e *model.Entity) *model.Base { return &e.Base }, yield) &&
			each(d.Sources, model.KindSource, func(s *model.Source) *model.Base { return &s.Base }, yield) &&
			each(d.Claims, model.KindClaim, func(c *model.Claim) *model.Base { return &c.Base }, yield) &&
			each(d.Events, model.KindEvent, func(e *model.Event) *model.Base { return &e.Base }, yield) &&
			each(d.Relationships, model.KindRelationship, func(r *model.Relationship) *model.Base { return &r.Base }, yield)
	}
}

// each yields the records of a kind, and reports whether more are wanted.
func each[T any](list []*T, kind model.Kind, base func(*T) *model.Base, yield func(model.Node, *model.Base) bool) bool {
	for _, x := range list {
		b := base(x)
		if !yield(model.Node{Kind: kind, ID: b.ID}, b) {
			return false
		}
	}
	return true
}

// The names of things, as warnings are told about them.
func article(a *model.Article) model.Node { return model.Node{Kind: model.KindArticle, ID: a.Slug} }
func entity(e *model.Entity) model.Node   { return model.Node{Kind: model.KindEntity, ID: e.ID} }
func source(s *model.Source) model.Node   { return model.Node{Kind: model.KindSource, ID: s.ID} }
func claim(c *model.Claim) model.Node     { return model.Node{Kind: model.KindClaim, ID: c.ID} }
func event(e *model.Event) model.Node     { return model.Node{Kind: model.KindEvent, ID: e.ID} }
func relationship(r *model.Relationship) model.Node {
	return model.Node{Kind: model.KindRelationship, ID: r.ID}
}
