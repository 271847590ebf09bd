package load

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

var sourceShape = shape[model.Source]{
	name: "source",
	keys: withBase(func(s *model.Source) *model.Base { return &s.Base },
		need(word("type", model.SourceTypes, func(s *model.Source) *string { return &s.Type })),
		need(set("title", (*decoder).text, func(s *model.Source) *string { return &s.Title })),
		need(set("lang", (*decoder).tag, func(s *model.Source) *string { return &s.Lang })),
		need(word("tier", model.Tiers, func(s *model.Source) *string { return &s.Tier })),
		set("publisher", party, func(s *model.Source) *model.Party { return &s.Publisher }),
		set("authors", each(party), func(s *model.Source) *[]model.Party { return &s.Authors }),
		set("published", (*decoder).date, func(s *model.Source) *date.Date { return &s.Published }),
		set("url", (*decoder).url, func(s *model.Source) *string { return &s.URL }),
		word("url_status", model.URLStatuses, func(s *model.Source) *string { return &s.URLStatus }),
		word("access", model.AccessLevels, func(s *model.Source) *string { return &s.Access }),
		set("accessed", (*decoder).date, func(s *model.Source) *date.Date { return &s.Accessed }),
		word("reliability", model.Reliabilities, func(s *model.Source) *string { return &s.Reliability }),
		set("based_on", list(&basedOnShape), func(s *model.Source) *[]model.BasedOn { return &s.BasedOn }),
		set("own_reporting", (*decoder).truth, func(s *model.Source) *bool { return &s.OwnReporting }),
		set("archive", list(&archiveShape), func(s *model.Source) *[]model.Archived { return &s.Archive }),
		visibility,
		set("public_label", (*decoder).named, func(s *model.Source) *model.Text { return &s.PublicLabel }),
	),
	done: func(_ *decoder, s *model.Source, _ *yaml.Node, seen map[string]*yaml.Node) {
		if seen["own_reporting"] == nil {
			s.OwnReporting = len(s.BasedOn) == 0
		}
	},
}

const confidential = "confidential"

var visibility = key[model.Source]{
	name:  "visibility",
	words: model.Visibilities,
	read: func(d *decoder, s *model.Source, n *yaml.Node) {
		s.Confidential = d.word(n, model.Visibilities) == confidential || s.Confidential
	},
}

// confidentialShape is what is left of a source that must not be known. No
// other value is looked at, so that none gets into the records.
var confidentialShape = shape[model.Source]{
	name: "source (confidential)",
	keys: []key[model.Source]{
		need(set("id", (*decoder).id, func(s *model.Source) *string { return &s.ID })),
		need(word("type", model.SourceTypes, func(s *model.Source) *string { return &s.Type })),
		need(visibility),
		need(set("public_label", (*decoder).named, func(s *model.Source) *model.Text { return &s.PublicLabel })),
		word("reliability", model.Reliabilities, func(s *model.Source) *string { return &s.Reliability }),
		word("tier", model.Tiers, func(s *model.Source) *string { return &s.Tier }),
		set("lang", (*decoder).tag, func(s *model.Source) *string { return &s.Lang }),
	},
	start: func(s *model.Source, _ diag.Pos) { s.Confidential = true },
	other: func(d *decoder, k *yaml.Node) bool {
		if !slices.Contains(sourceShape.names(), k.Value) {
			return false
		}
		d.add(k, diag.Diagnostic{
			Code: "confidential-key", Message: "a confidential source has no `" + k.Value + "`",
			Hint: "remove the key; only `public_label` is published",
		})
		return true
	},
}

// pickSource chooses the shape of a source by its visibility. Of several it
// takes the safest.
func pickSource(n *yaml.Node) *shape[model.Source] {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		v := resolve(n.Content[i+1])
		if n.Content[i].Value == visibility.name && strings.TrimSpace(v.Value) == confidential {
			return &confidentialShape
		}
	}
	return &sourceShape
}

var basedOnShape = shape[model.BasedOn]{
	name: "source.based_on",
	keys: []key[model.BasedOn]{
		need(set("source", ref[model.Source], func(b *model.BasedOn) *model.Ref[model.Source] { return &b.Source })),
		word("relation", model.BasedOnRelations, func(b *model.BasedOn) *string { return &b.Relation }),
	},
	start: func(b *model.BasedOn, _ diag.Pos) { b.Relation = model.BasedOnRelations[0] },
	short: func(d *decoder, b *model.BasedOn, n *yaml.Node) { b.Source = ref[model.Source](d, n) },
}

var archiveShape = shape[model.Archived]{
	name: "source.archive",
	keys: []key[model.Archived]{
		set("url", (*decoder).url, func(a *model.Archived) *string { return &a.URL }),
		set("captured", (*decoder).date, func(a *model.Archived) *date.Date { return &a.Captured }),
		set("format", (*decoder).text, func(a *model.Archived) *string { return &a.Format }),
		{name: "sha256", read: func(d *decoder, a *model.Archived, n *yaml.Node) { a.SHA256, a.SHA256Pos = d.sha256(n), d.pos(n) }},
		{name: "file", read: func(d *decoder, a *model.Archived, n *yaml.Node) { a.File, a.FilePos = d.path(n), d.pos(n) }},
		set("republish", (*decoder).truth, func(a *model.Archived) *bool { return &a.Republish }),
	},
	start: func(a *model.Archived, at diag.Pos) { a.Pos = at },
	done: func(d *decoder, a *model.Archived, n *yaml.Node, seen map[string]*yaml.Node) {
		if a.Republish && seen["file"] == nil {
			d.missing(n, "file", "name the copy that may be published with `file: …`, or leave out `republish`")
		}
	},
}
