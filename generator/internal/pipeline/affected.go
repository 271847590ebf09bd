package pipeline

import (
	"reflect"
	"slices"

	"belegt/generator/internal/link"
	"belegt/generator/internal/model"
	"belegt/generator/internal/render"
)

// Most saves change what one record tells, and not what it is called or how it
// stands. Then only some pages can say anything new, and for all others not
// even their views need to be made. This file decides which:
//
//   - The records of unchanged files are the very same as before, by pointer:
//     that is what package load promises.
//   - What a page tells of a thing that is not near it (link.Near) is its
//     identity: name, dates, standing, provenance. Where that changes, or the
//     settings, the log, the media, or the set of things, every view is made
//     again and compared by its key.
//   - The wording of a claim or event, and summaries, are told by pages near the
//     thing, by its neighbours in order, and by pages near a text that mentions
//     it: there its name stands in a sentence that is quoted elsewhere.
//   - All else is told by pages near the thing alone, by those that quote a
//     sentence of an article (link.Told), and by lists that count it. Lists
//     tell all of relationships and of events.
//
// The edit oracle holds this file to its word.

// past is what the last build knew that reached the target.
type past struct {
	records *model.Records
	dossier *model.Dossier
	briefs  map[model.Node]brief
	counts  render.Key
}

// brief is what others may tell of a thing.
type brief struct{ identity, wording render.Key }

// news is what may say something new since the last build.
type news struct {
	all    bool                // every page
	briefs bool                // what is told of things in brief
	lists  bool                // lists and the like
	nodes  map[model.Node]bool // the pages of these things, if not all
}

// on reports whether a page may say something new.
func (n news) on(page *render.Page) bool {
	if page.Node == (model.Node{}) {
		return n.lists
	}
	return n.all || n.nodes[page.Node]
}

// news compares a dossier with that of the last build. It returns what is new,
// and the past that holds once this build has reached the target.
func (m past) news(records *model.Records, d *model.Dossier) (news, past) {
	var all, listed bool // what ties and events say, lists say too
	briefs := make(map[model.Node]brief, len(m.briefs))
	var changed, reworded []model.Node
	before := map[model.Node]any{}
	if m.records != nil {
		each(m.records, func(n model.Node, record any) { before[n] = record })
	}
	all = m.records == nil || !reflect.DeepEqual(m.records.Site, records.Site) ||
		!sameList(m.records.Changes, records.Changes) || !sameMedia(m.records.Media, records.Media)
	count := 0
	each(records, func(n model.Node, record any) {
		count++
		was, ok := before[n]
		if ok && was == record {
			briefs[n] = m.briefs[n]
			return
		}
		briefs[n] = briefOf(record)
		if !ok || briefs[n].identity != m.briefs[n].identity {
			all = true
		}
		if briefs[n].wording != m.briefs[n].wording {
			reworded = append(reworded, n)
		}
		if n.Kind == model.KindRelationship || n.Kind == model.KindEvent {
			listed = true
		}
		if r, ok := record.(*model.Relationship); ok {
			changed = append(changed, ends(r)...)
			if old, ok := was.(*model.Relationship); ok {
				changed = append(changed, ends(old)...)
			}
			return
		}
		changed = append(changed, n)
	})
	all = all || count != len(before)
	nodes := map[model.Node]bool{}
	if !all {
		for _, dossier := range []*model.Dossier{m.dossier, d} {
			for _, n := range reworded {
				changed = append(changed, link.Beside(dossier, n)...)
			}
			for _, n := range changed {
				for _, near := range link.Near(dossier, n) {
					nodes[near] = true
				}
			}
		}
		for _, n := range changed {
			was, is := link.Told(m.dossier, n), link.Told(d, n)
			for _, told := range []map[model.Node]string{was, is} {
				for other := range told {
					nodes[other] = nodes[other] || was[other] != is[other]
				}
			}
		}
	}
	counts := countsOf(d)
	told := all || len(reworded) > 0
	lists := told || listed || counts != m.counts
	return news{all, told, lists, nodes}, past{records, d, briefs, counts}
}

// countsOf is the key of all that lists count: how often things are named and
// cited, and how long and how well backed the texts are.
func countsOf(d *model.Dossier) render.Key {
	var out []int
	uses := func(all []model.Use) {
		counts := make([]int, len(d.Site.Languages)+1)
		for _, u := range all {
			counts[slices.Index(d.Site.Languages, u.Lang)+1]++
		}
		out = append(out, counts...)
	}
	for _, x := range d.Articles {
		uses(x.Uses)
		for i := range x.Versions {
			c := x.Versions[i].Coverage()
			out = append(out, x.Versions[i].Doc.WordCount(), c.Backed, c.Analysis, len(c.Open))
		}
	}
	for _, x := range d.Entities {
		uses(x.Uses)
	}
	for _, x := range d.Claims {
		uses(x.Uses)
	}
	for _, x := range d.Events {
		uses(x.Uses)
	}
	for _, x := range d.Sources {
		uses(x.Uses)
		out = append(out, len(x.Citations))
	}
	return render.KeyOf(out)
}

func ends(r *model.Relationship) []model.Node {
	return []model.Node{{Kind: model.KindEntity, ID: r.From.ID}, {Kind: model.KindEntity, ID: r.To.ID}}
}

// each visits all records that stand for a thing, or tie things.
func each(r *model.Records, visit func(n model.Node, record any)) {
	for _, x := range r.Articles {
		visit(model.Node{Kind: model.KindArticle, ID: x.Slug}, x)
	}
	for _, x := range r.Entities {
		visit(model.Node{Kind: model.KindEntity, ID: x.ID}, x)
	}
	for _, x := range r.Sources {
		visit(model.Node{Kind: model.KindSource, ID: x.ID}, x)
	}
	for _, x := range r.Claims {
		visit(model.Node{Kind: model.KindClaim, ID: x.ID}, x)
	}
	for _, x := range r.Events {
		visit(model.Node{Kind: model.KindEvent, ID: x.ID}, x)
	}
	for _, x := range r.Relationships {
		visit(model.Node{Kind: model.KindRelationship, ID: x.ID}, x)
	}
}

func sameList[E any](a, b []*E) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func sameMedia(a, b []*model.Media) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		x, y := *a[i], *b[i]
		x.Open, y.Open = nil, nil
		if !reflect.DeepEqual(x, y) {
			return false
		}
	}
	return true
}

// briefOf sums up a record. A relationship has no brief: it is told only by
// the two that it ties, and by lists.
func briefOf(record any) brief {
	switch x := record.(type) {
	case *model.Article:
		return brief{identity: render.KeyOf(articleBrief(x))}
	case *model.Entity:
		return brief{render.KeyOf([]any{x.Type, texts(x.Name), x.Privacy, olds(x.Formerly)}), render.KeyOf(texts(x.Summary))}
	case *model.Source:
		return brief{render.KeyOf(sourceBrief(x)), render.KeyOf(texts(x.Summary))}
	case *model.Claim:
		return brief{render.KeyOf(claimBrief(x)), render.KeyOf([]any{texts(x.Statement), texts(x.Title)})}
	case *model.Event:
		return brief{
			render.KeyOf([]any{x.Type, x.Date.String(), x.Known.String(), x.Status, x.Importance, olds(x.Formerly), sourcesOf(x.Evidence)}),
			render.KeyOf([]any{texts(x.Title), texts(x.Summary)}),
		}
	}
	return brief{}
}

func articleBrief(a *model.Article) any {
	out := []any{}
	for _, v := range a.Versions {
		out = append(out, v.Lang, v.Title, v.Doc == nil, v.Date.String(), v.Updated.String(), v.Summary.Raw, olds(v.Formerly))
	}
	return out
}

func sourceBrief(s *model.Source) any {
	out := []any{
		s.Type, s.Title, s.Lang, s.Tier, party(s.Publisher), s.Published.String(), s.URL, s.URLStatus, s.Accessed.String(),
		s.Reliability, s.OwnReporting, s.Confidential, texts(s.PublicLabel), olds(s.Formerly), len(s.Archive),
	}
	for _, a := range s.Authors {
		out = append(out, party(a))
	}
	for _, b := range s.BasedOn {
		out = append(out, b.Source.ID, b.Relation)
	}
	for _, a := range s.Archive {
		out = append(out, a.URL, a.File, a.SHA256, a.Republish)
	}
	return out
}

func claimBrief(c *model.Claim) any {
	out := []any{c.Date.String(), olds(c.Formerly), len(c.Corrections)}
	if c.Assessment != nil {
		out = append(out, c.Assessment.Credibility, c.Assessment.Date.String())
	}
	for _, s := range c.History {
		out = append(out, "step", s.Status, s.Date.String(), s.Known.String())
		for _, r := range s.By {
			out = append(out, r.ID)
		}
		out = append(out, sourcesOf(s.Evidence))
	}
	for _, k := range c.Corrections {
		out = append(out, k.Date.String(), texts(k.Text))
	}
	for _, r := range c.About {
		out = append(out, r.ID)
	}
	return out
}

func sourcesOf(evs []model.Evidence) []string {
	out := make([]string, 0, 2*len(evs))
	for _, ev := range evs {
		out = append(out, ev.Source.ID, ev.Stance)
	}
	return out
}

func party(p model.Party) []string { return append([]string{p.Entity.ID}, texts(p.Name)...) }

func texts(t model.Text) []string {
	out := make([]string, 0, 2*len(t))
	for _, l := range t {
		out = append(out, l.Lang, l.Raw)
	}
	return out
}

func olds(all []model.Old) []string {
	out := make([]string, len(all))
	for i, o := range all {
		out[i] = o.ID
	}
	return out
}
