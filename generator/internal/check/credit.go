package check

import (
	"fmt"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// missingCredit names pictures that readers cannot tell the maker of. Each
// text that shows one answers for it.
func missingCredit(d *model.Dossier, warn warn) {
	shown := showing(d)
	for _, m := range d.Media {
		if !m.Credit.IsZero() && m.License != "" {
			continue
		}
		for _, of := range shown[m.Path] {
			warn(of, diag.Pos{File: "content/" + m.Path}, "the picture has no credit or no licence",
				fmt.Sprintf("write content/%s.yaml with `credit:`, `license:` and `source:`", m.Path))
		}
	}
}

// showing lists, for each file under media/, what shows or links it.
func showing(d *model.Dossier) map[string][]model.Node {
	m := map[string][]model.Node{}
	if len(d.Media) == 0 {
		return m
	}
	add := func(of model.Node, path string) {
		if last := m[path]; len(last) == 0 || last[len(last)-1] != of {
			m[path] = append(last, of)
		}
	}
	for _, a := range d.Articles {
		for _, v := range a.Versions {
			for _, img := range v.Doc.Images() {
				add(article(a), img.Dest)
			}
			for _, l := range v.Doc.Links() {
				add(article(a), l.Dest)
			}
		}
	}
	for of, b := range records(d) {
		for _, body := range b.Body {
			for _, img := range body.Doc.Images() {
				add(of, img.Dest)
			}
			for _, l := range body.Doc.Links() {
				add(of, l.Dest)
			}
		}
	}
	return m
}
