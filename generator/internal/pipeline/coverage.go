package pipeline

import (
	"belegt/generator/internal/diag"
)

// Coverage says how far the sentences of one text rest on something.
type Coverage struct {
	Article  string `json:"article"` // slug
	Lang     string `json:"language"`
	Backed   int    `json:"backed"`
	Analysis int    `json:"analysis"`
	Percent  int    `json:"percent"` // backed or analysis, rounded down
	Open     []Open `json:"open"`
}

// Open is a sentence that neither rests on anything nor is marked as analysis.
type Open struct {
	diag.Pos
	Sentence string `json:"sentence"`
}

// Coverage lists the articles by slug, each in its languages.
func (c *Checked) Coverage() []Coverage {
	out := []Coverage{}
	for _, a := range c.Dossier.Articles {
		for i := range a.Versions {
			v := &a.Versions[i]
			x := v.Coverage()
			text := Coverage{Article: a.Slug, Lang: v.Lang, Backed: x.Backed, Analysis: x.Analysis, Percent: x.Percent(), Open: []Open{}}
			for _, s := range x.Open {
				text.Open = append(text.Open, Open{s.Pos, s.Plain(c.Dossier.RefName(v.Lang))})
			}
			out = append(out, text)
		}
	}
	return out
}
