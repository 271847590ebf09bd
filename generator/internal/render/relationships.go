package render

import (
	"slices"

	"belegt/generator/internal/markdown"
	"belegt/generator/internal/model"
)

// RelationshipTable lists ties between entities.
type RelationshipTable struct {
	Rows  []RelationshipRow
	Total int
	Self  bool // seen from one side: the own name is left out
}

// RelationshipRow is one tie, read in the direction in which it is shown.
type RelationshipRow struct {
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
	return l.relationshipTable(rs, nil)
}
