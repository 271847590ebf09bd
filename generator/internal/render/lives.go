package render

import (
	"html/template"
	"strings"

	"belegt/generator/internal/figure"
	"belegt/generator/internal/model"
)

// minWidths are the least pixels that the page leaves for a strip.
var minWidths = map[string]int{"small": 240, "medium": 272, "large": 288}

var sizes = map[string]figure.Size{"small": figure.Small, "medium": figure.Medium, "large": figure.Large}

// life draws the life of one claim on a scale of its own.
func (l *language) life(c *model.Claim, size string) template.HTML {
	scale := figure.NewScale(claimSpans([]*model.Claim{c}), l.site.last)
	h := l.drawLife(c, size, scale)
	if size == "large" {
		h += l.axis(scale, minWidths[size])
	}
	return h
}

// draw lays a figure out and prints it, or finds that this was done before.
func draw[In, View any](l *language, name string, in In, lay func(In) View) template.HTML {
	return l.kept.drawings.get(drawingKey{name, KeyOf(in)}, func() template.HTML { return l.part(name, lay(in)) })
}

func (l *language) drawLife(c *model.Claim, size string, scale figure.Scale) template.HTML {
	in := figure.LifeInput{
		Scale: scale, Size: sizes[size], MinWidth: minWidths[size], Label: l.lifeLabel(c),
	}
	for i, s := range c.History {
		step := figure.Step{
			First: s.Date.First(), Last: s.Date.Last(),
			Unsure: unsure(s.Date),
			Status: s.Status, Word: l.Say("status." + s.Status), Meant: i == len(c.History)-1,
		}
		if size == "large" {
			step.Lines = append(step.Lines, s.Date.Show(l.dates))
			if who := l.names(s.By); who != "" {
				step.Lines = append(step.Lines, who)
			}
		}
		in.Steps = append(in.Steps, step)
	}
	if size == "large" && !c.Date.IsZero() && !c.Date.OpenStart() && !c.Date.OpenEnd() {
		in.Happened = figure.SpanOf(c.Date)
		in.Caption = l.Fill("life.happened", "date", c.Date.Show(l.dates))
	}
	return draw(l, "figure-life", in, figure.Life)
}

// names lists who made a step.
func (l *language) names(refs []model.Ref[model.Entity]) string {
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = l.text(r.To.Name).Text
	}
	return l.list(names)
}

// list joins names as the language does: a, b and c.
func (l *language) list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + l.Say("and") + " " + names[last]
}

// lifeLabel says in a sentence what a strip shows.
func (l *language) lifeLabel(c *model.Claim) string {
	parts := make([]string, len(c.History))
	for i, s := range c.History {
		parts[i] = s.Date.Show(l.dates) + ": " + l.Say("status."+s.Status)
		if who := l.names(s.By); who != "" {
			parts[i] += " (" + who + ")"
		}
	}
	return strings.Join(parts, "; ")
}

// claimSpans are the days that a scale must hold.
func claimSpans(claims []*model.Claim) []figure.Span {
	var out []figure.Span
	for _, c := range claims {
		for _, s := range c.History {
			out = append(out, figure.SpanOf(s.Date))
		}
		if len(claims) == 1 {
			out = append(out, figure.SpanOf(c.Date))
		}
	}
	return out
}

// LifeList are claims drawn on one axis, so that they can be compared.
type LifeList struct {
	Axis template.HTML
	Rows []LifeRow
}

// LifeRow is a claim with its strip.
type LifeRow struct {
	ClaimBrief
	Strip template.HTML
}

func (l *language) lifeList(claims []*model.Claim, size string) *LifeList {
	if len(claims) == 0 {
		return nil
	}
	scale := figure.NewScale(claimSpans(claims), l.site.last)
	rows := make([]LifeRow, len(claims))
	for i, c := range claims {
		rows[i] = LifeRow{ClaimBrief: l.claimBrief(c, false), Strip: l.drawLife(c, size, scale)}
	}
	return &LifeList{Axis: l.axis(scale, minWidths[size]), Rows: rows}
}

func (l *language) axis(scale figure.Scale, min int) template.HTML {
	return draw(l, "figure-axis", figure.AxisInput{Scale: scale, MinWidth: min, Months: l.months()}, figure.Axis)
}

func (l *language) months() (names [12]string) {
	for i := range names {
		names[i] = l.Say("date.short.month." + itoa(i+1))
	}
	return names
}

// overview draws all events at a glance. On a timeline that is split by year
// the boxes lead to the events' own pages.
func (l *language) overview(events []*model.Event, split bool) template.HTML {
	if len(events) < 3 {
		return ""
	}
	in := figure.OverviewInput{MinWidth: 380, Months: l.months(), Label: l.Say("timeline.overview")}
	for _, e := range events {
		if e.Date.OpenStart() || e.Date.OpenEnd() {
			continue
		}
		name := l.text(e.Title).Text
		ev := figure.Event{
			First: e.Date.First(), Last: e.Date.Last(), Key: e.Importance == "key",
			Unsure: unsure(e.Date),
			Title:  e.Date.Show(l.dates) + ": " + name, Href: "#" + e.ID, YearHref: "#" + yearID(yearOf(e)),
		}
		if split {
			ev.Href = l.href(nodeOf(model.KindEvent, e.ID))
			ev.YearHref = l.site.addr.href(l.code, yearPath(yearOf(e)))
		}
		if ev.Key {
			ev.Short = model.Cut(name, 34)
		}
		in.Events = append(in.Events, ev)
	}
	return draw(l, "figure-overview", in, figure.Overview)
}
