package render

import (
	"slices"
	"strings"

	"belegt/generator/internal/model"
)

// EntityView is the page of a person, organisation, thing, place or term.
type EntityView struct {
	Shell
	Type          string
	Name          T
	Aliases       []T
	Summary       H
	Body          *BodyView
	Infobox       []InfoLine
	Links         []ExternalLink
	Claims        *LifeList // about it
	ClaimsTotal   int
	ClaimsBy      []ClaimBrief
	ClaimsByTotal int
	Relationships *TieBars
	Events        []EventRow
	EventsTotal   int
	Sources       []SourceRow
	SourcesTotal  int
	Uses          UseList
	Pager         *Pager
	First         bool
}

// InfoLine is a line of the infobox, with its own evidence.
type InfoLine struct {
	Property T
	Value    H
	When     Time
	Evidence []Evidence
}

// ExternalLink is an address elsewhere, named by its host.
type ExternalLink struct {
	Host string
	URL  string
}

func (l *language) entityPages(e *model.Entity) int {
	return pages(len(l.mine(e.Uses)), len(e.Events), len(e.Sources), len(e.ClaimsAbout), len(e.ClaimsBy), len(e.Relationships))
}

func (l *language) entityView(e *model.Entity, n int) EntityView {
	path := l.site.addr.node(nodeOf(model.KindEntity, e.ID))
	summary := e.Summary.In(l.code)
	name := l.text(e.Name)
	v := EntityView{
		Shell:         l.shell("entity", "entities", numbered(path, n), name.Text, l.flat(summary)),
		Type:          l.Say("entity-type." + e.Type),
		Name:          name,
		First:         n == 1,
		ClaimsTotal:   len(e.ClaimsAbout),
		ClaimsByTotal: len(e.ClaimsBy),
		EventsTotal:   len(e.Events),
		SourcesTotal:  len(e.Sources),
		Uses:          l.uses(e.Uses, n),
	}
	v.Pager = l.pagedBy(&v.Shell, path, n, func(l *language) int { return l.entityPages(e) })
	v.foreign(name.Lang)
	v.Along = beside(l, l.index().all, l.index().places[e], func(e *model.Entity) model.Node { return nodeOf(model.KindEntity, e.ID) })
	v.Claims = l.lifeList(chunk(e.ClaimsAbout, n), "medium")
	for _, c := range chunk(e.ClaimsBy, n) {
		v.ClaimsBy = append(v.ClaimsBy, l.claimBrief(c, false))
	}
	for _, ev := range chunk(e.Events, n) {
		v.Events = append(v.Events, l.eventRow(ev))
	}
	for _, s := range chunk(e.Sources, n) {
		v.Sources = append(v.Sources, l.sourceRow(s))
	}
	v.Relationships = l.tieBars(chunk(e.Relationships, n), e)
	if n > 1 {
		return v
	}
	v.Summary, v.Body = l.local(summary), l.body(e.Body)
	for _, a := range e.Aliases {
		v.Aliases = append(v.Aliases, l.text(a))
	}
	for _, f := range e.Facts {
		v.Infobox = append(v.Infobox, InfoLine{
			Property: l.text(f.Property), Value: l.prose(f.Value), When: l.time(f.Date), Evidence: l.evidence(f.Evidence, nil),
		})
	}
	for _, u := range e.SameAs {
		v.Links = append(v.Links, ExternalLink{Host: host(u), URL: u})
	}
	v.JSONLD = l.entityData(e, v)
	return v
}

// host is what readers recognise an address by.
func host(u string) string {
	_, rest, _ := strings.Cut(u, "://")
	h, _, _ := strings.Cut(rest, "/")
	return strings.TrimPrefix(h, "www.")
}

// schemaTypes are the types of schema.org that fit ours.
var schemaTypes = map[string]string{
	"person": "Person", "company": "Corporation", "organization": "Organization", "authority": "GovernmentOrganization",
	"media": "NewsMediaOrganization", "product": "Product", "project": "Project", "law": "Legislation", "place": "Place", "term": "DefinedTerm",
}

func (l *language) entityData(e *model.Entity, v EntityView) any {
	t := schemaTypes[e.Type]
	if t == "" {
		t = "Thing"
	}
	data := map[string]any{"@context": "https://schema.org", "@type": t, "name": v.Name.Text, "url": v.Canonical}
	if s := l.flat(e.Summary.In(l.code)); s != "" {
		data["description"] = s
	}
	if len(e.SameAs) > 0 {
		data["sameAs"] = e.SameAs
	}
	return data
}

// EntitiesView is the index of everyone and everything, by type.
type EntitiesView struct {
	Shell
	Count  string
	Groups []EntityGroup
	Pager  *Pager
}

// EntityGroup are the entities of one type.
type EntityGroup struct {
	ID    string
	Title string
	About string
	Total string
	Rows  []EntityRow
}

// EntityRow is an entity in a list.
type EntityRow struct {
	Link
	Summary T
	Counts  string
}

// sortEntities puts all entities in order of type and then of name.
func (l *language) sortEntities() []*model.Entity {
	c := l.collator()
	out := slices.Clone(l.site.d.Entities)
	names := make(map[*model.Entity]string, len(out))
	for _, e := range out {
		names[e] = l.text(e.Name).Text
	}
	slices.SortStableFunc(out, func(a, b *model.Entity) int {
		if k := slices.Index(model.EntityTypes, a.Type) - slices.Index(model.EntityTypes, b.Type); k != 0 {
			return k
		}
		return c.CompareString(names[a], names[b])
	})
	return out
}

func (l *language) entitiesView(n int) EntitiesView {
	all := l.index().all
	v := EntitiesView{
		Shell: l.shell("entities", "entities", numbered("entities/", n), l.Say("entities.title"), l.Say("entities.about")),
		Count: l.Count("count.entities", len(all)),
	}
	v.Pager = l.paged(&v.Shell, "entities/", n, pages(len(all)))
	totals := map[string]int{}
	for _, e := range all {
		totals[e.Type]++
	}
	for _, e := range chunk(all, n) {
		if len(v.Groups) == 0 || v.Groups[len(v.Groups)-1].ID != e.Type {
			v.Groups = append(v.Groups, EntityGroup{
				ID: e.Type, Title: l.Say("entity-types." + e.Type), About: l.Say("entity-about." + e.Type), Total: l.Number(totals[e.Type]),
			})
		}
		g := &v.Groups[len(v.Groups)-1]
		row := EntityRow{Link: l.entity(e), Summary: l.text(e.Summary)}
		if n := len(l.mine(e.Uses)); n > 0 {
			row.Counts = l.Count("count.mentions", n)
		}
		g.Rows = append(g.Rows, row)
	}
	return v
}
