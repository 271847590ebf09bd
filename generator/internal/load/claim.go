package load

import (
	"go.yaml.in/yaml/v4"

	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

var claimShape = shape[model.Claim]{
	name: "claim",
	keys: withBase(func(c *model.Claim) *model.Base { return &c.Base },
		need(set("statement", (*decoder).prose, func(c *model.Claim) *model.Text { return &c.Statement })),
		set("title", (*decoder).plain, func(c *model.Claim) *model.Text { return &c.Title }),
		need(set("about", refs[model.Entity], func(c *model.Claim) *[]model.Ref[model.Entity] { return &c.About })),
		need(set("history", list(&stepShape), func(c *model.Claim) *[]model.Step { return &c.History })),
		set("assessment", one(&assessmentShape), func(c *model.Claim) **model.Assessment { return &c.Assessment }),
		set("date", (*decoder).date, func(c *model.Claim) *date.Date { return &c.Date }),
		set("relations", list(&claimRelationShape), func(c *model.Claim) *[]model.ClaimRelation { return &c.Relations }),
		set("right_of_reply", list(&replyShape), func(c *model.Claim) *[]model.Reply { return &c.RightOfReply }),
		set("corrections", list(&correctionShape), func(c *model.Claim) *[]model.Correction { return &c.Corrections }),
	),
}

var stepShape = shape[model.Step]{
	name: "claim.history",
	keys: []key[model.Step]{
		need(set("date", (*decoder).singleDate, func(s *model.Step) *date.Date { return &s.Date })),
		need(word("status", model.Statuses, func(s *model.Step) *string { return &s.Status })),
		set("by", refs[model.Entity], func(s *model.Step) *[]model.Ref[model.Entity] { return &s.By }),
		set("known", (*decoder).date, func(s *model.Step) *date.Date { return &s.Known }),
		set("evidence", evidence, func(s *model.Step) *[]model.Evidence { return &s.Evidence }),
		set("note", (*decoder).prose, func(s *model.Step) *model.Text { return &s.Note }),
	},
	start: func(s *model.Step, at diag.Pos) { s.Pos = at },
}

// singleDate reads a date that is no interval.
func (d *decoder) singleDate(n *yaml.Node) date.Date {
	day := d.date(n)
	if !day.IsInterval() {
		return day
	}
	d.add(n, diag.Diagnostic{
		Code: "invalid-date", Message: "an interval, where the step has one date",
		Hint: "write the day, the month or the year in which the status changed",
	})
	return date.Date{}
}

var assessmentShape = shape[model.Assessment]{
	name: "claim.assessment",
	keys: []key[model.Assessment]{
		need(word("credibility", model.Credibilities, func(a *model.Assessment) *string { return &a.Credibility })),
		set("date", (*decoder).date, func(a *model.Assessment) *date.Date { return &a.Date }),
		set("reason", (*decoder).prose, func(a *model.Assessment) *model.Text { return &a.Reason }),
	},
	start: func(a *model.Assessment, at diag.Pos) { a.Pos = at },
}

var claimRelationShape = shape[model.ClaimRelation]{
	name: "claim.relations",
	keys: []key[model.ClaimRelation]{
		need(word("type", model.ClaimRelationTypes, func(r *model.ClaimRelation) *string { return &r.Type })),
		need(set("claim", ref[model.Claim], func(r *model.ClaimRelation) *model.Ref[model.Claim] { return &r.Claim })),
	},
}

var replyShape = shape[model.Reply]{
	name: "claim.right_of_reply",
	keys: []key[model.Reply]{
		need(set("entity", ref[model.Entity], func(r *model.Reply) *model.Ref[model.Entity] { return &r.Entity })),
		set("asked", (*decoder).date, func(r *model.Reply) *date.Date { return &r.Asked }),
		set("answered", (*decoder).date, func(r *model.Reply) *date.Date { return &r.Answered }),
		set("text", (*decoder).prose, func(r *model.Reply) *model.Text { return &r.Text }),
		set("evidence", evidence, func(r *model.Reply) *[]model.Evidence { return &r.Evidence }),
	},
	start: func(r *model.Reply, at diag.Pos) { r.Pos = at },
}

var correctionShape = shape[model.Correction]{
	name: "claim.corrections",
	keys: []key[model.Correction]{
		need(set("date", (*decoder).date, func(c *model.Correction) *date.Date { return &c.Date })),
		need(set("text", (*decoder).prose, func(c *model.Correction) *model.Text { return &c.Text })),
	},
	start: func(c *model.Correction, at diag.Pos) { c.Pos = at },
}
