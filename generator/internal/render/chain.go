package render

import (
	"html/template"

	"belegt/generator/internal/figure"
	"belegt/generator/internal/model"
)

// Chain is where the reports of a claim come from: drawn, and as a list.
type Chain struct {
	Counts  string
	Drawing template.HTML
	Rows    []ChainRow
}

// ChainRow is a source of the chain, with what it rests on.
type ChainRow struct {
	Evidence
	Origin bool
	From   []Link
}

// chain gathers the supporting sources and all that they are based on.
func (l *language) chain(c *model.Claim) *Chain {
	if len(c.Supporting) == 0 {
		return nil
	}
	var all []*model.Source
	seen := map[*model.Source]bool{}
	var add func(s *model.Source)
	add = func(s *model.Source) {
		if seen[s] {
			return
		}
		seen[s] = true
		for _, b := range s.BasedOn {
			add(b.Source.To)
		}
		all = append(all, s)
	}
	for _, s := range c.Supporting {
		add(s)
	}
	v := &Chain{Counts: l.originCounts(c)}
	for _, s := range all {
		row := ChainRow{Evidence: l.source(s), Origin: s.OwnReporting}
		row.Party = ofParty(s, c.About)
		for _, b := range s.BasedOn {
			link := l.link(nodeOf(model.KindSource, b.Source.To.ID))
			link.T = l.sourceName(b.Source.To)
			row.From = append(row.From, link)
		}
		v.Rows = append(v.Rows, row)
	}
	v.Drawing = l.drawChain(all, v.Counts)
	return v
}

// drawChain draws who rests on whom, or nothing where it would be too much.
func (l *language) drawChain(all []*model.Source, label string) template.HTML {
	in := figure.ChainInput{Label: label}
	at := make(map[*model.Source]int, len(all))
	for i, s := range all {
		at[s] = i
		note := s.Published.ShowShort(l.dates)
		if !s.OwnReporting {
			note = l.Say("chain.repeats")
		}
		in.Boxes = append(in.Boxes, figure.ChainBox{
			Name: l.sourceName(s).Text, Note: note,
			Href: l.href(nodeOf(model.KindSource, s.ID)), Repeats: !s.OwnReporting,
		})
		for _, b := range s.BasedOn {
			in.Links = append(in.Links, figure.ChainLink{From: at[b.Source.To], To: i})
		}
	}
	return l.kept.drawings.get(drawingKey{"figure-chain", KeyOf(in)}, func() template.HTML {
		if v := figure.Chain(in); !v.Omit {
			return l.part("figure-chain", v)
		}
		return ""
	})
}
