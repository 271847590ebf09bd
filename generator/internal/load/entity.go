package load

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

var entityShape = shape[model.Entity]{
	name: "entity",
	keys: withBase(func(e *model.Entity) *model.Base { return &e.Base },
		need(word("type", model.EntityTypes, func(e *model.Entity) *string { return &e.Type })),
		need(set("name", (*decoder).named, func(e *model.Entity) *model.Text { return &e.Name })),
		word("privacy", model.PrivacyLevels, func(e *model.Entity) *string { return &e.Privacy }),
		set("aliases", each((*decoder).named), func(e *model.Entity) *[]model.Text { return &e.Aliases }),
		set("same_as", (*decoder).urls, func(e *model.Entity) *[]string { return &e.SameAs }),
		set("facts", list(&factShape), func(e *model.Entity) *[]model.Fact { return &e.Facts }),
	),
	done: func(d *decoder, e *model.Entity, n *yaml.Node, seen map[string]*yaml.Node) {
		if e.Type == "person" && seen["privacy"] == nil {
			d.missing(n, "privacy", "a person needs `privacy: public-figure`, `public-role` or `private-person`")
		}
	},
}

var factShape = shape[model.Fact]{
	name: "entity.facts",
	keys: []key[model.Fact]{
		need(set("property", (*decoder).plain, func(f *model.Fact) *model.Text { return &f.Property })),
		need(set("value", (*decoder).prose, func(f *model.Fact) *model.Text { return &f.Value })),
		set("date", (*decoder).date, func(f *model.Fact) *date.Date { return &f.Date }),
		need(set("evidence", evidence, func(f *model.Fact) *[]model.Evidence { return &f.Evidence })),
	},
	start: func(f *model.Fact, at diag.Pos) { f.Pos = at },
}

// urls reads a list of addresses.
func (d *decoder) urls(n *yaml.Node) []string {
	return slices.DeleteFunc(each((*decoder).url)(d, n), func(s string) bool { return s == "" })
}

// partyShape is a name that must not be taken for an id.
var partyShape = shape[model.Party]{
	name: "source.publisher",
	keys: []key[model.Party]{
		need(set("name", (*decoder).named, func(p *model.Party) *model.Text { return &p.Name })),
	},
	short: func(d *decoder, p *model.Party, n *yaml.Node) {
		if idShape.MatchString(strings.TrimSpace(n.Value)) {
			p.Entity = ref[model.Entity](d, n)
		} else {
			p.Name = d.named(n)
		}
	},
}

// party reads a publisher or an author.
func party(d *decoder, n *yaml.Node) model.Party { return *one(&partyShape)(d, n) }
