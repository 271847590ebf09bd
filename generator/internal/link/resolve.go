package link

import (
	"fmt"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// want looks an id up and reports why it cannot be referred to. The kinds are
// those the place can take; none means any that has a page.
func (l *linker) want(id string, pos diag.Pos, kinds ...model.Kind) (known, bool) {
	k, ok := l.known[id]
	switch {
	case !ok:
		if f, was := l.former[id]; was {
			l.fail(pos, "former-id", fmt.Sprintf("`%s` is a former id", id), fmt.Sprintf("write `%s`", f.to.ID))
			return k, false
		}
		l.fail(pos, "unknown-reference", fmt.Sprintf("nothing has the id `%s`", id), diag.DidYouMean(id, l.hintIDs()))
		return k, false
	case k.draft:
		l.fail(pos, "draft-reference", fmt.Sprintf("`%s` is a draft", id), "publish it, or take the reference out")
		return k, false
	}
	for _, kind := range kinds {
		if k.kind == kind {
			return k, true
		}
	}
	l.fail(pos, "wrong-kind", fmt.Sprintf("`%s` is %s, and %s is wanted here", id, withArticle(k.kind), oneOf(kinds)),
		l.nearestOf(id, kinds))
	return k, false
}

// nearestOf suggests the nearest id of the right kind.
func (l *linker) nearestOf(id string, kinds []model.Kind) string {
	var ids []string
	for _, other := range l.hintIDs() {
		for _, kind := range kinds {
			if l.known[other].kind == kind {
				ids = append(ids, other)
			}
		}
	}
	return diag.DidYouMean(id, ids)
}

func withArticle(k model.Kind) string {
	switch k {
	case model.KindArticle, model.KindEntity, model.KindEvent:
		return "an " + string(k)
	}
	return "a " + string(k)
}

func oneOf(kinds []model.Kind) string {
	s := ""
	for i, k := range kinds {
		switch {
		case i == 0:
		case i == len(kinds)-1:
			s += " or "
		default:
			s += ", "
		}
		s += withArticle(k)
	}
	return s
}

// entity points a reference to its entity. A private person becomes a stand-in
// that has nothing but the name.
func (l *linker) entity(r model.Ref[model.Entity]) model.Ref[model.Entity] {
	k, ok := l.want(r.ID, r.Pos, model.KindEntity)
	if !ok {
		return model.Ref[model.Entity]{Pos: r.Pos}
	}
	if k.private {
		return model.Ref[model.Entity]{To: &model.Entity{Name: l.d.Private[r.ID], Private: true}}
	}
	r.To = l.d.Entity[r.ID]
	return r
}

func (l *linker) entityRefs(refs []model.Ref[model.Entity]) []model.Ref[model.Entity] {
	out := make([]model.Ref[model.Entity], 0, len(refs))
	for _, r := range refs {
		if r = l.entity(r); r.To != nil {
			out = append(out, r)
		}
	}
	return out
}

func (l *linker) claim(r model.Ref[model.Claim]) model.Ref[model.Claim] {
	if _, ok := l.want(r.ID, r.Pos, model.KindClaim); ok {
		r.To = l.d.Claim[r.ID]
	}
	return r
}

func (l *linker) party(p model.Party) model.Party {
	if p.Entity.ID == "" {
		return p
	}
	p.Entity = l.entity(p.Entity)
	if p.Entity.To != nil && p.Entity.To.Private {
		return model.Party{Name: p.Entity.To.Name}
	}
	return p
}

func (l *linker) parties(ps []model.Party) []model.Party {
	out := make([]model.Party, len(ps))
	for i, p := range ps {
		out[i] = l.party(p)
	}
	return out
}

// evidence points evidence to its sources. What rests on a confidential source
// keeps the public label and the stance, and nothing else.
func (l *linker) evidence(evs []model.Evidence) []model.Evidence {
	out := make([]model.Evidence, 0, len(evs))
	for _, ev := range evs {
		k, ok := l.want(ev.Source.ID, ev.Source.Pos, model.KindSource)
		if !ok {
			continue
		}
		if !k.confidential {
			ev.Source.To = l.d.Source[ev.Source.ID]
			out = append(out, ev)
			continue
		}
		if ev.Quote != "" || ev.Prefix != "" || ev.Suffix != "" || ev.Locator != (model.Locator{}) || !ev.Note.IsZero() || !ev.QuoteTranslation.IsZero() {
			l.fail(ev.Source.Pos, "confidential-reference", fmt.Sprintf("evidence from the confidential source `%s` carries more than its stance", ev.Source.ID),
				"keep only `source` and `stance`")
		}
		out = append(out, model.Evidence{Label: l.d.Confidential[ev.Source.ID], Stance: ev.Stance})
	}
	return out
}
