package render

import (
	"html/template"
	"strings"

	"belegt/generator/internal/date"
	"belegt/generator/internal/figure"
	"belegt/generator/internal/model"
)

// minWidths are the least pixels that the page leaves for a strip. The large
// one is shown on wide pages only.
var minWidths = map[string]int{"small": 240, "medium": 272, "large": 640, "strip": 640}

var sizes = map[string]figure.Size{"small": figure.Small, "medium": figure.Medium, "large": figure.Large, "strip": figure.Medium}

// life draws the life of one claim on a scale of its own.
func (l *language) life(c *model.Claim, size string) template.HTML {
	return l.drawLife(c, size, figure.NewScale(claimSpans([]*model.Claim{c}), l.site.last))
}

// LargeLife is the life of a claim: its decisive months, and above them as a
// narrow strip the time of all claims, with a lens from one to the other. Where
// the months are that time, or nearly, there is no strip.
type LargeLife struct {
	Axis, Strip, Lens template.HTML
	Life, LifeAxis    template.HTML
}

func (l *language) largeLife(c *model.Claim) LargeLife {
	of := claimSpans([]*model.Claim{c})
	inner := figure.NewScale(of, l.site.last)
	outer := figure.NewScale(append(of, l.site.claims()), l.site.last)
	v := LargeLife{
		Life: l.drawLife(c, "large", inner),
		LifeAxis: draw(l, "figure-axis", figure.AxisInput{
			Scale: inner, MinWidth: minWidths["large"], Months: l.months(),
			End: l.until(),
		}, figure.Axis),
	}
	if lens := figure.Lens(outer, inner); lens.Path != "" {
		v.Axis, v.Strip = l.axis(outer, minWidths["large"]), l.drawLife(c, "strip", outer)
		v.Lens = l.part("figure-lens", lens)
	}
	return v
}

// draw lays a figure out and prints it, or finds that this was done before.
func draw[In, View any](l *language, name string, in In, lay func(In) View) template.HTML {
	return l.kept.drawings.get(drawingKey{name, KeyOf(in)}, func() template.HTML { return l.part(name, lay(in)) })
}

// drawLife draws the life of a claim: small, medium, large, or as a strip that
// has no words and no name, because the large one below it says all.
func (l *language) drawLife(c *model.Claim, size string, scale figure.Scale) template.HTML {
	in := figure.LifeInput{Scale: scale, Size: sizes[size], MinWidth: minWidths[size]}
	if size != "strip" {
		in.Label = l.lifeLabel(c)
	}
	for i, s := range c.History {
		step := figure.Step{
			First: s.Date.First(), Last: s.Date.Last(),
			Unsure: unsure(s.Date),
			Status: s.Status, Meant: i == len(c.History)-1,
		}
		if size != "strip" {
			step.Word = l.Say("status." + s.Status)
		}
		if size == "large" {
			step.Lines = append(step.Lines, s.Date.Show(l.dates))
			if who := l.names(s.By); who != "" {
				step.Lines = append(step.Lines, who)
			}
			step.After = l.stood(c, i)
		}
		in.Steps = append(in.Steps, step)
	}
	if size == "large" && !c.Date.IsZero() && !c.Date.OpenStart() && !c.Date.OpenEnd() {
		in.Happened = figure.SpanOf(c.Date)
		in.Caption = l.Fill("life.happened", "date", c.Date.Show(l.dates))
	}
	return draw(l, "figure-life", in, figure.Life)
}

// until says up to which day a drawing speaks, if that is the day at its end.
func (l *language) until() string {
	if l.site.today != l.site.last {
		return ""
	}
	return l.Fill("life.until", "date", date.Single(l.site.last).ShowShort(l.dates))
}

// stood says how long a step stood before the next, or stands unchanged. It is
// silent where a day is not sure, and where both fall on one day.
func (l *language) stood(c *model.Claim, i int) string {
	from := c.History[i].Date
	if i+1 == len(c.History) {
		if t := l.duration(from, date.Single(l.site.today)); t != "" {
			return l.Fill("life.unchanged", "time", t)
		}
		return ""
	}
	return l.duration(from, c.History[i+1].Date)
}

// fewDays is up to how many days a duration is counted in days.
const fewDays = 90

// duration says how much time lies between two days: in days, in months, or in
// years and months. Of less sure dates and of one day it says nothing.
func (l *language) duration(from, to date.Date) string {
	if unsure(from) || unsure(to) || to.First() <= from.First() {
		return ""
	}
	a, b := from.First(), to.First()
	if b-a <= fewDays {
		return l.Count("count.days", int(b-a))
	}
	months := b.Year()*12 + b.Month() - a.Year()*12 - a.Month()
	if b.Day() < a.Day() {
		months--
	}
	var parts []string
	if y := months / 12; y > 0 {
		parts = append(parts, l.Count("count.years", y))
	}
	if m := months % 12; m > 0 {
		parts = append(parts, l.Count("count.months", m))
	}
	return strings.Join(parts, ", ")
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
			ev.Name = name
		}
		in.Events = append(in.Events, ev)
	}
	return draw(l, "figure-overview", in, figure.Overview)
}

// ruler shows on a year of twelve months when an event was.
func (l *language) ruler(d date.Date) template.HTML {
	if d.OpenStart() || d.OpenEnd() {
		return ""
	}
	return draw(l, "figure-ruler", figure.SpanOf(d), figure.Ruler)
}
