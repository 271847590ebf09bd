package load

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

var evidenceShape = shape[model.Evidence]{
	name: "evidence",
	keys: []key[model.Evidence]{
		need(set("source", ref[model.Source], func(e *model.Evidence) *model.Ref[model.Source] { return &e.Source })),
		word("stance", model.Stances, func(e *model.Evidence) *string { return &e.Stance }),
		{name: "locator", read: func(d *decoder, e *model.Evidence, n *yaml.Node) { locatorShape.decode(d, n, &e.Locator) }},
		{name: "quote", read: func(d *decoder, e *model.Evidence, n *yaml.Node) { e.Quote, e.QuotePos = d.text(n), d.pos(n) }},
		set("quote_translation", (*decoder).plain, func(e *model.Evidence) *model.Text { return &e.QuoteTranslation }),
		set("prefix", (*decoder).text, func(e *model.Evidence) *string { return &e.Prefix }),
		set("suffix", (*decoder).text, func(e *model.Evidence) *string { return &e.Suffix }),
		set("note", (*decoder).prose, func(e *model.Evidence) *model.Text { return &e.Note }),
	},
	start: func(e *model.Evidence, at diag.Pos) { e.Pos, e.Stance = at, model.Stances[0] },
	short: func(d *decoder, e *model.Evidence, n *yaml.Node) { e.Source = ref[model.Source](d, n) },
}

var locatorShape = shape[model.Locator]{
	name: "evidence.locator",
	keys: []key[model.Locator]{
		word("label", model.LocatorLabels, func(l *model.Locator) *string { return &l.Label }),
		need(set("value", (*decoder).text, func(l *model.Locator) *string { return &l.Value })),
	},
}

// evidence reads a list of evidence, without entries that name no source.
func evidence(d *decoder, n *yaml.Node) []model.Evidence {
	all := list(&evidenceShape)(d, n)
	return slices.DeleteFunc(all, func(e model.Evidence) bool { return e.Source.ID == "" })
}
