package render

import (
	"html/template"

	"belegt/generator/internal/model"
)

// Card is what an embedded record shows of itself.
type Card struct {
	Kind     string
	Label    string
	Link     Link
	Summary  H
	Status   *Status
	Life     template.HTML
	Sources  string
	Origins  string
	Verdict  string
	When     Time
	Type     string
	Citation string
	Original string
}

func (l *language) card(n model.Node) *Card {
	d := l.site.d
	c := &Card{Kind: string(n.Kind), Label: l.Say("kind." + string(n.Kind)), Link: l.link(n)}
	switch n.Kind {
	case model.KindClaim:
		x := d.Claim[n.ID]
		c.Link.T = l.text(x.Statement) // plain, for it is a link
		c.Status = new(l.status(x))
		c.Life = l.life(x, "medium")
		c.Sources = l.Count("count.sources", len(x.Supporting))
		c.Origins = l.Count("count.origins", len(x.Origins))
		if x.Assessment != nil {
			c.Verdict = l.Say("credibility." + x.Assessment.Credibility)
		}
	case model.KindEntity:
		x := d.Entity[n.ID]
		c.Summary, c.Type = l.prose(x.Summary), l.Say("entity-type."+x.Type)
	case model.KindEvent:
		x := d.Event[n.ID]
		c.Summary, c.Type, c.When = l.prose(x.Summary), l.Say("event-type."+x.Type), l.time(x.Date)
	case model.KindSource:
		x := d.Source[n.ID]
		c.Summary, c.Type, c.When = l.prose(x.Summary), l.sourceType(x.Type), l.time(x.Published)
		c.Citation, c.Original = l.citation(x), x.URL
	case model.KindArticle:
		v, _ := d.Article[n.ID].In(l.code)
		c.Summary, c.When = l.local(v.Summary), l.time(v.Date)
	}
	return c
}
