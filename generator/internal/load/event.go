package load

import (
	"go.yaml.in/yaml/v4"

	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

var eventShape = shape[model.Event]{
	name: "event",
	keys: withBase(func(e *model.Event) *model.Base { return &e.Base },
		need(word("type", model.EventTypes, func(e *model.Event) *string { return &e.Type })),
		need(set("title", (*decoder).plain, func(e *model.Event) *model.Text { return &e.Title })),
		need(set("date", (*decoder).date, func(e *model.Event) *date.Date { return &e.Date })),
		set("known", (*decoder).date, func(e *model.Event) *date.Date { return &e.Known }),
		word("status", model.EventStatuses, func(e *model.Event) *string { return &e.Status }),
		word("importance", model.Importances, func(e *model.Event) *string { return &e.Importance }),
		set("participants", list(&participantShape), func(e *model.Event) *[]model.Participant { return &e.Participants }),
		set("claims", refs[model.Claim], func(e *model.Event) *[]model.Ref[model.Claim] { return &e.Claims }),
		need(set("evidence", evidence, func(e *model.Event) *[]model.Evidence { return &e.Evidence })),
	),
	start: func(e *model.Event, _ diag.Pos) { e.Status, e.Importance = "occurred", "normal" },
	done: func(d *decoder, e *model.Event, n *yaml.Node, seen map[string]*yaml.Node) {
		if e.Type == "data-access" && seen["known"] == nil {
			d.missing(n, "known", "write when the access became public")
		}
	},
}

var participantShape = shape[model.Participant]{
	name: "event.participants",
	keys: []key[model.Participant]{
		need(set("entity", ref[model.Entity], func(p *model.Participant) *model.Ref[model.Entity] { return &p.Entity })),
		word("role", model.Roles, func(p *model.Participant) *string { return &p.Role }),
	},
}

var relationshipShape = shape[model.Relationship]{
	name: "relationship",
	keys: withBase(func(r *model.Relationship) *model.Base { return &r.Base },
		need(word("type", model.RelationshipTypes, func(r *model.Relationship) *string { return &r.Type })),
		need(set("from", ref[model.Entity], func(r *model.Relationship) *model.Ref[model.Entity] { return &r.From })),
		need(set("to", ref[model.Entity], func(r *model.Relationship) *model.Ref[model.Entity] { return &r.To })),
		set("date", (*decoder).date, func(r *model.Relationship) *date.Date { return &r.Date }),
		word("status", model.RelationshipStates, func(r *model.Relationship) *string { return &r.Status }),
		set("detail", (*decoder).prose, func(r *model.Relationship) *model.Text { return &r.Detail }),
		need(set("evidence", evidence, func(r *model.Relationship) *[]model.Evidence { return &r.Evidence })),
	),
	start: func(r *model.Relationship, _ diag.Pos) { r.Status = "in-force" },
}
