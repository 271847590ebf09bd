package load

import (
	"bytes"

	"go.yaml.in/yaml/v4"

	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/markdown"
	"belegt/generator/internal/model"
)

var articleShape = shape[model.Version]{
	name: "article",
	keys: []key[model.Version]{
		need(key[model.Version]{name: "title", read: func(d *decoder, v *model.Version, n *yaml.Node) { v.Title, v.TitlePos = d.text(n), d.pos(n) }}),
		set("subtitle", (*decoder).text, func(v *model.Version) *string { return &v.Subtitle }),
		{name: "summary", read: func(d *decoder, v *model.Version, n *yaml.Node) {
			if l, ok := d.proseEntry(n, v.Lang); ok {
				v.Summary = l
			}
		}},
		set("date", (*decoder).date, func(v *model.Version) *date.Date { return &v.Date }),
		set("updated", (*decoder).date, func(v *model.Version) *date.Date { return &v.Updated }),
		set("authors", each(party), func(v *model.Version) *[]model.Party { return &v.Authors }),
		set("draft", (*decoder).truth, func(v *model.Version) *bool { return &v.Draft }),
		set("formerly", (*decoder).ids, func(v *model.Version) *[]model.Old { return &v.Formerly }),
		set("lint_allow", list(&allowShape), func(v *model.Version) *[]model.LintAllow { return &v.Allow }),
	},
}

// articleFiles reads an article in all its languages.
func articleFiles(p *parser, u unit) {
	if problem, hint := badID(u.name); problem != "" {
		p.partial = true
		p.diags.Add(diag.Diagnostic{
			Pos: place(u.files[0].path), Code: "invalid-id",
			Message: "by its file name, " + problem, Hint: hint + "; rename the file",
		})
		return
	}
	a := &model.Article{Slug: u.name}
	for i, file := range u.files {
		if v, ok := p.version(u, i, file.lang); ok {
			a.Versions = append(a.Versions, v)
			a.Formerly = append(a.Formerly, v.Formerly...)
		}
	}
	if len(a.Versions) > 0 {
		p.records.Articles = append(p.records.Articles, a)
	}
}

// version reads an article in one language. Of a draft nothing is left but
// that it is one.
func (p *parser) version(u unit, i int, lang string) (model.Version, bool) {
	f, ok := p.open(u, i)
	if !ok {
		return model.Version{}, false
	}
	v := model.Version{Lang: lang, Pos: f.At(0, 1)}
	if p.texts[i].draft {
		v.Draft = true
		return v, true
	}
	d := p.decoder(f, lang)
	front, from := d.frontMatter()
	if front == nil {
		p.take(d)
		return v, false
	}
	articleShape.decode(d, front, &v)
	if v.Draft && !p.drafts {
		p.files[len(p.files)-1] = diag.NewFile(f.Path, nil)
		return model.Version{Lang: lang, Pos: v.Pos, Draft: true}, true
	}
	if run(f.Bytes[from:], " \t\r\n") == len(f.Bytes)-from {
		d.diags.Add(diag.Diagnostic{
			Pos: f.At(0, 3), Code: "empty-record", Message: "the article has no text",
			Hint: "write it below the front matter, or write `draft: true` into that",
		})
	}
	doc, diags := markdown.Parse(f, from)
	v.Doc = doc
	d.diags = append(d.diags, diags...)
	p.take(d)
	return v, true
}

// changesFile reads the public log.
func changesFile(p *parser, u unit) {
	f, ok := p.open(u, 0)
	if !ok {
		return
	}
	d := p.decoder(f, p.first())
	for _, root := range d.documents(f.Bytes) {
		p.records.Changes = append(p.records.Changes, each(one(&changeShape))(d, root)...)
	}
	p.take(d)
}

var changeShape = shape[model.Change]{
	name: "change",
	keys: []key[model.Change]{
		need(set("date", (*decoder).date, func(c *model.Change) *date.Date { return &c.Date })),
		need(word("kind", model.ChangeKinds, func(c *model.Change) *string { return &c.Kind })),
		need(set("text", (*decoder).prose, func(c *model.Change) *model.Text { return &c.Text })),
		set("about", (*decoder).topics, func(c *model.Change) *[]model.Topic { return &c.About }),
	},
	start: func(c *model.Change, at diag.Pos) { c.Pos = at },
}

// topics reads a list of ids of anything.
func (d *decoder) topics(n *yaml.Node) []model.Topic {
	var topics []model.Topic
	for _, id := range d.ids(n) {
		topics = append(topics, model.Topic{ID: id.ID, Pos: id.Pos})
	}
	return topics
}

// frontMatter parses the front matter of a Markdown file and returns it with
// the offset of the text below. It returns nil after reporting why it cannot.
func (d *decoder) frontMatter() (*yaml.Node, int) {
	from, end, body := fences(d.file.Bytes)
	switch {
	case from == 0:
		d.broken(d.file.At(0, 1), "missing-key", "the file does not begin with front matter", "begin it with a line `---`, the keys, and another line `---`")
		return nil, 0
	case end < from:
		d.broken(d.file.At(0, 3), "yaml-syntax", "the front matter is not closed", "end it with a line `---`")
		return nil, 0
	}
	d.start, d.skip = from, 1
	docs := d.documents(d.file.Bytes[from:end])
	switch {
	case len(docs) == 1:
		return docs[0], body
	case len(docs) > 1:
		d.broken(d.pos(docs[1]), "wrong-type", "a second document in the front matter", "write one record in one file")
	case !d.partial:
		d.broken(d.file.At(0, 3), "empty-record", "the front matter is empty", "write the keys between the two lines `---`")
	}
	return nil, 0
}

// fences returns the offsets after the opening line of front matter, before
// its closing line, and after that; 0 for a line that is not there.
func fences(b []byte) (from, end, body int) {
	off := 0
	for line := range bytes.Lines(b) {
		fence := isFence(line)
		switch {
		case off == 0 && !fence:
			return 0, 0, 0
		case off == 0:
			from = len(line)
		case fence:
			return from, off, off + len(line)
		}
		off += len(line)
	}
	return from, 0, 0
}

// isFence reports whether a line opens or closes front matter.
func isFence(line []byte) bool { return string(bytes.TrimRight(line, " \t\r\n")) == "---" }
