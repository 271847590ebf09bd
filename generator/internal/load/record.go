package load

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/markdown"
	"belegt/generator/internal/model"
)

// kind is one of the five kinds of records under facts/.
type kind struct {
	dir  string
	read func(*decoder, *yaml.Node) record
}

// kinds are the folders under facts/, in the order of their names.
var kinds = []kind{
	{"claims", recordOf(pick(&claimShape), func(c *model.Claim) *model.Base { return &c.Base }, func(r *model.Records) *[]*model.Claim { return &r.Claims })},
	{"entities", recordOf(pick(&entityShape), func(e *model.Entity) *model.Base { return &e.Base }, func(r *model.Records) *[]*model.Entity { return &r.Entities })},
	{"events", recordOf(pick(&eventShape), func(e *model.Event) *model.Base { return &e.Base }, func(r *model.Records) *[]*model.Event { return &r.Events })},
	{"relationships", recordOf(pick(&relationshipShape), func(r *model.Relationship) *model.Base { return &r.Base }, func(r *model.Records) *[]*model.Relationship { return &r.Relationships })},
	{"sources", recordOf(pickSource, func(s *model.Source) *model.Base { return &s.Base }, func(r *model.Records) *[]*model.Source { return &r.Sources })},
}

// record is one record that was read, of any kind.
type record struct {
	base *model.Base
	add  func(*model.Records)
	bare bool // may have no body
}

// recordOf makes the reader of a kind.
func recordOf[T any](shapeOf func(*yaml.Node) *shape[T], base func(*T) *model.Base, into func(*model.Records) *[]*T) func(*decoder, *yaml.Node) record {
	return func(d *decoder, n *yaml.Node) record {
		s := shapeOf(n)
		t := one(s)(d, n)
		base(t).Pos = d.pos(n)
		return record{
			base: base(t),
			add:  func(r *model.Records) { l := into(r); *l = append(*l, t) },
			bare: s.other != nil,
		}
	}
}

// pick makes a choice of one shape.
func pick[T any](s *shape[T]) func(*yaml.Node) *shape[T] {
	return func(*yaml.Node) *shape[T] { return s }
}

// withBase puts the keys that every record has around those of a kind.
func withBase[T any](base func(*T) *model.Base, keys ...key[T]) []key[T] {
	all := append([]key[T]{
		need(set("id", (*decoder).id, func(t *T) *string { return &base(t).ID })),
	}, keys...)
	return append(all,
		set("summary", (*decoder).prose, func(t *T) *model.Text { return &base(t).Summary }),
		set("body", (*decoder).bodies, func(t *T) *model.Bodies { return &base(t).Body }),
		set("formerly", (*decoder).ids, func(t *T) *[]model.Old { return &base(t).Formerly }),
		set("lint_allow", list(&allowShape), func(t *T) *[]model.LintAllow { return &base(t).Allow }),
	)
}

var allowShape = shape[model.LintAllow]{
	name: "lint_allow",
	keys: []key[model.LintAllow]{
		need(set("code", (*decoder).text, func(a *model.LintAllow) *string { return &a.Code })),
		need(set("reason", (*decoder).text, func(a *model.LintAllow) *string { return &a.Reason })),
	},
	start: func(a *model.LintAllow, at diag.Pos) { a.Pos = at },
}

// yamlFile reads a file of one record, a list of records, or several documents.
func (k kind) yamlFile(p *parser, u unit) {
	f, ok := p.open(u, 0)
	if !ok {
		return
	}
	d := p.decoder(f, p.first())
	var nodes []*yaml.Node
	for _, root := range d.documents(f.Bytes) {
		if root.Kind == yaml.SequenceNode {
			nodes = append(nodes, root.Content...)
		} else {
			nodes = append(nodes, root)
		}
	}
	if len(nodes) == 0 && !d.partial {
		d.diags.Add(nothing(f, "write a record, or delete the file"))
	}
	if len(nodes) == 1 {
		d.only(u.name)
	}
	for _, n := range nodes {
		p.keep(d, k.read(d, resolve(n)))
	}
	p.take(d)
}

// nothing reports a file with nothing in it.
func nothing(f *diag.File, hint string) diag.Diagnostic {
	return diag.Diagnostic{Pos: diag.Pos{File: f.Path}, Code: "empty-record", Message: "the file is empty", Hint: hint}
}

// only gives the file's name to its only record, if the name is an id.
func (d *decoder) only(name string) {
	if problem, _ := badID(name); problem == "" {
		d.name = name
	}
}

// keep adds a record that has an id.
func (p *parser) keep(d *decoder, r record) {
	if r.base.ID == "" {
		d.partial = true
		return
	}
	r.add(&p.records)
}

// markdownFiles reads <name>.md, a record as front matter with its body below,
// and each <name>.<lang>.md, the same body in another language.
func (k kind) markdownFiles(p *parser, u unit) {
	f, ok := p.open(u, 0)
	if !ok {
		return
	}
	d := p.decoder(f, p.first())
	d.only(u.name)
	node, from := d.frontMatter()
	if node == nil {
		p.take(d)
		return
	}
	r := k.read(d, node)
	p.body(d, r, u.files[0].lang, f, from)
	p.keep(d, r)
	p.take(d)
	for i := 1; i < len(u.files); i++ {
		if f, ok := p.open(u, i); ok {
			d := p.decoder(f, u.files[i].lang)
			d.noFrontMatter()
			p.body(d, r, u.files[i].lang, f, 0)
			p.take(d)
		}
	}
}

// body parses what follows front matter as the record's body in a language.
func (p *parser) body(d *decoder, r record, lang string, f *diag.File, from int) {
	blank := run(f.Bytes[from:], " \t\r\n")
	at := f.At(from+blank, 1)
	switch {
	case from+blank == len(f.Bytes) && from == 0:
		d.diags.Add(nothing(f, "write the text, or delete the file"))
	case from+blank == len(f.Bytes):
	case r.bare:
		d.diags.Add(diag.Diagnostic{
			Pos: at, Code: "confidential-key", Message: "a confidential source has no text",
			Hint: "remove it from content/; only `public_label` is published",
		})
	case slices.ContainsFunc(r.base.Body, func(b model.Body) bool { return b.Lang == lang }):
		d.diags.Add(diag.Diagnostic{
			Pos: at, Code: "duplicate-key", Message: "a second body in `" + lang + "`",
			Hint: "keep it, or the key `body`",
		})
	default:
		doc, diags := markdown.Parse(f, from)
		d.diags = append(d.diags, diags...)
		r.base.Body = append(r.base.Body, model.Body{Lang: lang, Doc: doc})
		slices.SortFunc(r.base.Body, func(a, b model.Body) int {
			return cmp.Compare(slices.Index(p.langs, a.Lang), slices.Index(p.langs, b.Lang))
		})
	}
}

// noFrontMatter reports front matter in a file that only adds a text.
func (d *decoder) noFrontMatter() {
	line, _, _ := bytes.Cut(d.file.Bytes, []byte("\n"))
	if isFence(line) {
		name := path.Base(d.file.Path)
		d.diags.Add(diag.Diagnostic{
			Pos: d.file.At(0, 3), Code: "invalid-value", Message: "front matter in a file that only adds a text",
			Hint: "write the keys into " + name[:strings.IndexByte(name, '.')] + ".md, and leave out the lines from `---` to `---`",
		})
	}
}
