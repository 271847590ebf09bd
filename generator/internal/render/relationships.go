package render

import (
	"html/template"
	"slices"

	"belegt/generator/internal/figure"
	"belegt/generator/internal/markdown"
	"belegt/generator/internal/model"
)

// RelationshipTable lists ties between entities.
type RelationshipTable struct {
	Drawing template.HTML // where the ties are shown as a picture too
	Rows    []RelationshipRow
	Total   int
	Self    bool // seen from one side: the own name is left out
}

// RelationshipRow is one tie, read in the direction in which it is shown.
type RelationshipRow struct {
	ID       string
	From, To Link
	Verb     string
	Detail   H
	When     Time
	State    string // where it is not simply in force
	StateKey string
	Evidence []Evidence
}

// relationshipTable shows ties as seen from self, or in their own direction.
func (l *language) relationshipTable(rs []*model.Relationship, self *model.Entity) *RelationshipTable {
	t := &RelationshipTable{Self: self != nil, Total: len(rs)}
	for _, r := range rs {
		row := RelationshipRow{
			ID:   "_" + r.ID,
			From: l.entity(r.From.To), To: l.entity(r.To.To),
			Verb: l.Say("tie." + r.Type), Detail: l.prose(r.Detail),
			When: l.shortTime(r.Date), StateKey: r.Status, Evidence: l.evidence(r.Evidence, nil),
		}
		if self != nil && r.From.To != self {
			row.From, row.To = row.To, row.From
			row.Verb = l.Say("tie-back." + r.Type)
		}
		if r.Status != "in-force" {
			row.State = l.Say("tie-status." + r.Status)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// networkBlock selects the ties among the entities that a block names; with
// one entity, all of its ties.
func (l *language) networkBlock(settings []markdown.Setting) *RelationshipTable {
	var ids []string
	for _, s := range settings {
		for _, v := range s.Values {
			ids = append(ids, v.Text)
		}
	}
	among := func(r *model.Relationship) bool {
		from, to := slices.Contains(ids, r.From.ID), slices.Contains(ids, r.To.ID)
		if len(ids) == 1 {
			return from || to
		}
		return from && to
	}
	var rs []*model.Relationship
	for _, r := range l.site.d.Relationships {
		if among(r) {
			rs = append(rs, r)
		}
	}
	t := l.relationshipTable(rs, nil)
	t.Drawing = l.drawNetwork(rs)
	return t
}

// NetworkView is the picture of relationships, with the same as a table.
type NetworkView struct {
	Shell
	Count string
	Table *RelationshipTable
	Pager *Pager
	Part  string // says that the picture does not show all, and what it shows
}

// drawn is how many ties the picture shows at the most.
const drawn = 120

func (l *language) networkView(n int) NetworkView {
	all := l.site.d.Relationships
	v := NetworkView{
		Shell: l.shell("network", "network", numbered("network/", n), l.Say("network.title"), l.Say("network.about")),
		Count: l.Count("count.ties", len(all)),
	}
	v.Pager = l.paged(&v.Shell, "network/", n, pages(len(all)))
	v.Table = l.relationshipTable(chunk(all, n), nil)
	if n == 1 {
		shown := mostTied(all, drawn)
		v.Table.Drawing = l.drawNetwork(shown)
		if len(shown) < len(all) {
			v.Part = l.Fill("network.part", "n", l.Number(len(shown)), "of", l.Number(len(all)))
		}
	}
	return v
}

// mostTied picks the ties among those things that have most of them, so that a
// picture of at most limit ties stays readable.
func mostTied(all []*model.Relationship, limit int) []*model.Relationship {
	if len(all) <= limit {
		return all
	}
	degree := map[*model.Entity]int{}
	for _, r := range all {
		degree[r.From.To]++
		degree[r.To.To]++
	}
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b *model.Relationship) int {
		return min(degree[b.From.To], degree[b.To.To]) - min(degree[a.From.To], degree[a.To.To])
	})
	return out[:limit]
}

// columnsOf says in which column of a network a type of entity stands. People
// stand at the outer sides: with the companies and newsrooms on the left, with
// the authorities on the right.
var columnsOf = map[string]int{
	"media": 1, "organization": 1, "company": 2, "product": 3, "project": 3, "place": 3, "term": 3,
	"authority": 4, "law": 4, "case": 4,
}

const (
	peopleLeft  = 0
	peopleRight = 5
)

// drawNetwork draws ties between entities that have pages.
func (l *language) drawNetwork(rs []*model.Relationship) template.HTML {
	in := figure.NetworkInput{Label: l.Say("network.title")}
	for _, key := range []string{"people", "media", "companies", "projects", "authorities", "officials"} {
		in.Heads = append(in.Heads, l.Say("network."+key))
	}
	at := map[*model.Entity]int{}
	node := func(e *model.Entity) int {
		i, ok := at[e]
		if !ok {
			link := l.entity(e)
			i = len(in.Nodes)
			at[e] = i
			in.Nodes = append(in.Nodes, figure.NetworkNode{Name: link.Text, Href: link.Href, Column: columnsOf[e.Type]})
		}
		return i
	}
	official := map[int]int{} // ties of a person to authorities, less those to others
	for _, r := range rs {
		from, to := r.From.To, r.To.To
		if from.Private || to.Private {
			continue
		}
		a, b := node(from), node(to)
		for _, end := range []struct {
			i     int
			other *model.Entity
		}{{a, to}, {b, from}} {
			if columnsOf[end.other.Type] == columnsOf["authority"] {
				official[end.i]++
			} else if end.other.Type != "person" {
				official[end.i]--
			}
		}
		title := l.text(from.Name).Text + " " + l.Say("tie."+r.Type) + " " + l.text(to.Name).Text
		if !r.Date.IsZero() {
			title += " (" + r.Date.ShowShort(l.dates) + ")"
		}
		in.Edges = append(in.Edges, figure.NetworkEdge{From: a, To: b, Title: title, Href: "#_" + r.ID, State: r.Status})
	}
	for e, i := range at {
		if e.Type == "person" {
			in.Nodes[i].Column = peopleLeft
			if official[i] > 0 {
				in.Nodes[i].Column = peopleRight
			}
		}
	}
	if len(in.Edges) == 0 {
		return ""
	}
	return draw(l, "figure-network", in, figure.Network)
}
