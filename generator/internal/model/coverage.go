package model

import "belegt/generator/internal/markdown"

// Coverage says how far the sentences of a text rest on something. Headings,
// captions and code do not count; a row of a table counts as a sentence.
type Coverage struct {
	Backed   int                 // holding, or directly followed by, a citation
	Analysis int                 // marked as the editors' own
	Open     []markdown.Sentence // neither
}

// Sentences is how many sentences there are.
func (c Coverage) Sentences() int { return c.Backed + c.Analysis + len(c.Open) }

// Percent is the share of sentences that are not open, rounded down: only a
// text without gaps has 100. A text without sentences has none open.
func (c Coverage) Percent() int {
	if c.Sentences() == 0 {
		return 100
	}
	return 100 * (c.Backed + c.Analysis) / c.Sentences()
}

// Coverage counts the sentences of an article in its language.
func (v *Version) Coverage() Coverage {
	var c Coverage
	for _, s := range v.Doc.Sentences() {
		switch {
		case len(s.Cites) > 0:
			c.Backed++
		case s.Analysis:
			c.Analysis++
		default:
			c.Open = append(c.Open, s)
		}
	}
	return c
}
