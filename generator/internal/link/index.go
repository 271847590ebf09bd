package link

import (
	"fmt"
	"slices"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// index learns every id, reports those given twice, and then the former ids.
func (l *linker) index() {
	type entry struct {
		id string
		k  known
	}
	var all []entry
	add := func(kind model.Kind, b model.Base, k known) {
		k.kind, k.pos = kind, b.Pos
		all = append(all, entry{b.ID, k})
	}
	for _, e := range l.rec.Entities {
		add(model.KindEntity, e.Base, known{private: e.Privacy == "private-person"})
	}
	for _, s := range l.rec.Sources {
		add(model.KindSource, s.Base, known{confidential: s.Confidential})
	}
	for _, c := range l.rec.Claims {
		add(model.KindClaim, c.Base, known{})
	}
	for _, e := range l.rec.Events {
		add(model.KindEvent, e.Base, known{})
	}
	for _, r := range l.rec.Relationships {
		add(model.KindRelationship, r.Base, known{})
	}
	for _, a := range l.rec.Articles {
		draft := !slices.ContainsFunc(a.Versions, func(v model.Version) bool { return v.Doc != nil })
		all = append(all, entry{a.Slug, known{kind: model.KindArticle, pos: a.Versions[0].Pos, draft: draft}})
	}
	slices.SortStableFunc(all, func(a, b entry) int { return a.k.pos.Compare(b.k.pos) })
	for _, e := range all {
		if e.id == "" {
			continue // reported by load
		}
		if first, twice := l.known[e.id]; twice {
			l.fail(e.k.pos, "duplicate-id",
				fmt.Sprintf("the id `%s` is already taken by the %s at %s", e.id, first.kind, place(first.pos)),
				"ids are one name space for all kinds and articles; choose another")
			continue
		}
		l.known[e.id] = e.k
		if e.k.kind != model.KindArticle {
			l.byFile[e.k.pos.File] = append(l.byFile[e.k.pos.File], e.id)
		}
	}
	l.formers()
}

// formers learns the former ids; each must be free and given once.
func (l *linker) formers() {
	take := func(kind model.Kind, id string, olds []model.Old) {
		for _, old := range olds {
			if k, taken := l.known[old.ID]; taken {
				l.fail(old.Pos, "address-clash", fmt.Sprintf("the former id `%s` is in use by the %s at %s", old.ID, k.kind, place(k.pos)),
					"remove it from `formerly`, or rename the other")
				continue
			}
			if f, taken := l.former[old.ID]; taken {
				l.fail(old.Pos, "address-clash", fmt.Sprintf("the former id `%s` is already claimed at %s", old.ID, place(f.pos)), "an old address can lead to one place only")
				continue
			}
			l.former[old.ID] = former{to: model.Node{Kind: kind, ID: id}, pos: old.Pos}
		}
	}
	for _, e := range l.rec.Entities {
		take(model.KindEntity, e.ID, e.Formerly)
	}
	for _, s := range l.rec.Sources {
		take(model.KindSource, s.ID, s.Formerly)
	}
	for _, c := range l.rec.Claims {
		take(model.KindClaim, c.ID, c.Formerly)
	}
	for _, e := range l.rec.Events {
		take(model.KindEvent, e.ID, e.Formerly)
	}
	for _, r := range l.rec.Relationships {
		take(model.KindRelationship, r.ID, r.Formerly)
	}
	for _, a := range l.rec.Articles {
		take(model.KindArticle, a.Slug, formerly(a))
	}
}

func place(p diag.Pos) string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

// owns reports whether the record at pos is the one that holds its id: of two
// records with one id only the first is linked.
func (l *linker) owns(id string, pos diag.Pos) bool {
	return id != "" && l.known[id].pos == pos
}
