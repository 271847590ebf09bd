// Package link connects the records of a dossier: ids become pointers, every
// mention becomes a backlink with its sentence, sources learn their origins.
// It ends by cutting away all that is not to be published. Nothing is read,
// written or shown here, and the records it is given never change: they may be
// shared with other builds.
package link

import (
	"cmp"
	"maps"
	"slices"

	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// Link makes the public model of a dossier and reports every reference that
// departs from the format. Where the list holds errors the dossier is not fit
// to be rendered, but as complete as it can be, so that editorial rules can
// look at it too.
func Link(r *model.Records) (*model.Dossier, diag.List) {
	l := &linker{
		rec: r,
		d: &model.Dossier{
			Site:         r.Site,
			Article:      make(map[string]*model.Article, len(r.Articles)),
			Entity:       make(map[string]*model.Entity, len(r.Entities)),
			Source:       make(map[string]*model.Source, len(r.Sources)),
			Claim:        make(map[string]*model.Claim, len(r.Claims)),
			Event:        make(map[string]*model.Event, len(r.Events)),
			Private:      map[string]model.Text{},
			Confidential: map[string]model.Text{},
			Files:        map[model.Link]model.Node{},
		},
		known:  map[string]known{},
		former: map[string]former{},
		byFile: map[string][]string{},
	}
	l.index()
	l.entities()
	l.sources()
	l.claims()
	l.events()
	l.relationships()
	l.articles()
	l.site()
	l.changes()
	l.order()
	l.origins()
	l.derive()
	l.uses()
	l.media()
	l.diags.Sort()
	return l.d, l.diags
}

// linker holds what one call of Link knows so far.
type linker struct {
	rec   *model.Records
	d     *model.Dossier
	diags diag.List

	known  map[string]known    // every id, published or not
	former map[string]former   // every former id
	byFile map[string][]string // ids of the records in a file, in order
	ids    []string            // sorted, for hints; made on first use
	used   map[string]bool     // media paths that articles show
}

// known says what an id names and whether it may be referred to.
type known struct {
	kind         model.Kind
	pos          diag.Pos
	draft        bool
	confidential bool
	private      bool
}

type former struct {
	to  model.Node
	pos diag.Pos
}

func (l *linker) fail(pos diag.Pos, code, message, hint string) {
	l.diags.Add(diag.Diagnostic{Pos: pos, Severity: diag.Error, Code: code, Message: message, Hint: hint})
}

// order sorts what readers meet in order of time, and all the rest by id.
func (l *linker) order() {
	d := l.d
	byID := func(a, b model.Base) int { return cmp.Compare(a.ID, b.ID) }
	slices.SortFunc(d.Articles, func(a, b *model.Article) int { return cmp.Compare(a.Slug, b.Slug) })
	slices.SortFunc(d.Entities, func(a, b *model.Entity) int { return byID(a.Base, b.Base) })
	slices.SortFunc(d.Sources, func(a, b *model.Source) int { return byID(a.Base, b.Base) })
	slices.SortFunc(d.Claims, func(a, b *model.Claim) int {
		return cmp.Or(date.Compare(a.Since(), b.Since()), byID(a.Base, b.Base))
	})
	slices.SortFunc(d.Events, func(a, b *model.Event) int {
		return cmp.Or(date.Compare(a.Date, b.Date), byID(a.Base, b.Base))
	})
	slices.SortFunc(d.Relationships, func(a, b *model.Relationship) int {
		return cmp.Or(date.Compare(a.Date, b.Date), byID(a.Base, b.Base))
	})
	slices.SortFunc(d.Moved, func(a, b model.Moved) int { return cmp.Compare(a.From, b.From) })
	slices.SortStableFunc(d.Changes, func(a, b *model.Change) int { return date.Compare(b.Date, a.Date) })
}

// hintIDs returns all ids that may be referred to, sorted.
func (l *linker) hintIDs() []string {
	if l.ids == nil {
		l.ids = slices.Sorted(maps.Keys(l.known))
		l.ids = slices.DeleteFunc(l.ids, func(id string) bool { return l.known[id].draft })
	}
	return l.ids
}
