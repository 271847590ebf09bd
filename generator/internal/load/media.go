package load

import (
	"bufio"
	"fmt"
	"image"
	_ "image/gif"  // the formats whose size is read
	_ "image/jpeg" // likewise
	_ "image/png"  // likewise
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v4"

	"belegt/generator/internal/model"
)

// creditFile reads media/<file>.yaml.
func creditFile(p *parser, u unit) {
	f, ok := p.open(u, 0)
	if !ok {
		return
	}
	d := p.decoder(f, p.first())
	roots := d.documents(f.Bytes)
	if len(roots) == 0 && !d.partial {
		d.diags.Add(nothing(f, "write `credit`, `license` and `source`"))
	}
	for _, root := range roots {
		m := one(&creditShape)(d, root)
		m.Path = u.name
		p.records.Media = append(p.records.Media, m)
	}
	p.take(d)
}

var creditShape = shape[model.Media]{
	name: "credit",
	keys: []key[model.Media]{
		set("credit", (*decoder).plain, func(m *model.Media) *model.Text { return &m.Credit }),
		set("license", (*decoder).text, func(m *model.Media) *string { return &m.License }),
		{name: "source", read: func(d *decoder, m *model.Media, n *yaml.Node) { m.Source, m.SourcePos = d.origin(n), d.pos(n) }},
	},
}

// origin reads where a picture comes from: words, or an address.
func (d *decoder) origin(n *yaml.Node) string {
	if s := strings.TrimSpace(n.Value); strings.Contains(s, ":") && !strings.ContainsAny(s, " \t\n") {
		return d.url(n)
	}
	return d.text(n)
}

// gallery lists the media with their credits. What has not changed since the
// last call is the same record again.
func (t *tree) gallery(root string, old map[string]*model.Media, credits []*model.Media) (map[string]*model.Media, []*model.Media) {
	byPath, now, list := map[string]*model.Media{}, map[string]*model.Media{}, []*model.Media(nil)
	for _, c := range credits {
		byPath[c.Path] = c
	}
	for _, name := range t.files[mediaDir] {
		if strings.HasSuffix(name, ".yaml") {
			continue
		}
		m := &model.Media{Path: name}
		if c := byPath[name]; c != nil {
			*m = *c
		}
		t.measure(m)
		if was := old[name]; was != nil && sameMedia(was, m) {
			m = was
		} else {
			m.Open = opener(root, name)
		}
		now[name] = m
		list = append(list, m)
	}
	return now, list
}

// sameMedia compares what a record says. The texts are compared by where they
// are kept, for they come from a kept file if it has not changed.
func sameMedia(a, b *model.Media) bool {
	sameCredit := len(a.Credit) == len(b.Credit) && (len(a.Credit) == 0 || &a.Credit[0] == &b.Credit[0])
	return sameCredit && a.License == b.License && a.Source == b.Source && a.SourcePos == b.SourcePos &&
		a.Width == b.Width && a.Height == b.Height && a.Size == b.Size && a.Modified == b.Modified
}

// measure finds out how large a file is, and a picture in pixels.
func (t *tree) measure(m *model.Media) {
	f, err := t.root.Open(m.Path)
	if err != nil {
		t.unreadable(m.Path, err)
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.unreadable(m.Path, err)
		return
	}
	m.Size, m.Modified = info.Size(), info.ModTime().UnixNano()
	switch strings.ToLower(path.Ext(m.Path)) {
	case ".svg":
		m.Width, m.Height = svgSize(io.LimitReader(f, maxFile))
	case ".png", ".jpg", ".jpeg", ".gif":
		if c, _, err := image.DecodeConfig(bufio.NewReader(f)); err == nil {
			m.Width, m.Height = c.Width, c.Height
		}
	}
}

// opener returns a function that reads a file below content/ when it is
// wanted, through a root of its own.
func opener(root, name string) func() ([]byte, error) {
	return func() ([]byte, error) {
		content, err := os.OpenRoot(filepath.Join(root, contentDir))
		if err != nil {
			return nil, fmt.Errorf("%s %s", contentDir, reason(err))
		}
		defer content.Close()
		b, err := content.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("%s %s", name, reason(err))
		}
		return b, nil
	}
}
