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
	Bar      template.HTML // where it is one of several on an axis
}

// relationshipTable shows ties in their own direction.
func (l *language) relationshipTable(rs []*model.Relationship) *RelationshipTable {
	t := &RelationshipTable{}
	for _, r := range rs {
		t.Rows = append(t.Rows, l.relationshipRow(r, nil))
	}
	return t
}

// relationshipRow shows a tie as seen from self, or in its own direction.
func (l *language) relationshipRow(r *model.Relationship, self *model.Entity) RelationshipRow {
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
	return row
}

// TieBars are the ties of an entity as bars on one axis, so that they can be
// compared in time.
type TieBars struct {
	Total  int
	Axis   template.HTML // none where no tie has a date
	Groups []TieGroup
}

// TieGroup are ties of one direction.
type TieGroup struct {
	Title T
	Rows  []RelationshipRow
}

// barWidth is the least pixels that the page leaves for a bar.
const barWidth = 272

// tieBars shows the ties of an entity: first those that it has to others, then
// those that others have to it.
func (l *language) tieBars(rs []*model.Relationship, self *model.Entity) *TieBars {
	if len(rs) == 0 {
		return nil
	}
	v := &TieBars{Total: len(self.Relationships)}
	spans := []figure.Span{{First: l.site.last, Last: l.site.last, Known: true}} // so that no scale breaks
	for _, r := range rs {
		if !r.Date.IsZero() {
			spans = append(spans, figure.SpanOf(r.Date))
		}
	}
	scale := figure.NewScale(spans, l.site.last)
	if len(spans) > 1 {
		v.Axis = l.axis(scale, barWidth)
	}
	to, from := TieGroup{Title: l.text(self.Name)}, TieGroup{Title: T{Text: l.Say("ties.back")}}
	for _, r := range rs {
		row := l.relationshipRow(r, self)
		if v.Axis != "" {
			row.Bar = l.bar(r, row, scale)
		}
		if r.From.To == self {
			to.Rows = append(to.Rows, row)
		} else {
			from.Rows = append(from.Rows, row)
		}
	}
	for _, g := range []TieGroup{to, from} {
		if len(g.Rows) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	return v
}

// bar draws when a tie was. It lasts only if its record says that it is in force:
// of all others no end is known, and a line that goes on would say more. One that
// is planned or in dispute is as uncertain as one whose days are.
func (l *language) bar(r *model.Relationship, row RelationshipRow, scale figure.Scale) template.HTML {
	in := figure.BarInput{BarRow: figure.RowOf(r.Date), Scale: scale, MinWidth: barWidth}
	in.Unsure = in.Unsure || r.Status == "proposed" || r.Status == "disputed"
	in.Lasts = (in.Lasts || r.Date.IsZero()) && r.Status == "in-force"
	when := row.When.Text
	if when == "" {
		when = l.Say("ties.undated")
	}
	in.Label = row.From.Text + " " + row.Verb + " " + row.To.Text + ": " + when
	return draw(l, "figure-bar", in, figure.Bar)
}

// networkBlock selects the ties among the entities that a block names; with
// one entity, all of its ties, and with none, all there are.
func (l *language) networkBlock(settings []markdown.Setting) *RelationshipTable {
	var ids []string
	for _, s := range settings {
		for _, v := range s.Values {
			ids = append(ids, v.Text)
		}
	}
	among := func(r *model.Relationship) bool {
		from, to := slices.Contains(ids, r.From.ID), slices.Contains(ids, r.To.ID)
		switch len(ids) {
		case 0:
			return true
		case 1:
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
	t := l.relationshipTable(rs)
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
	v.Table = l.relationshipTable(chunk(all, n))
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
