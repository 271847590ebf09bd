package figure

import "belegt/generator/internal/date"

// BarRow is one relationship in time. A zero Span for Start or End means that
// nothing is known of it; the same Span for both is a moment.
type BarRow struct {
	Start, End Span
	Lasts      bool // it goes on at the end of the scale
	Unsure     bool // the whole is only reported or approximate
}

// RowOf reads a relationship's date: an interval that is open at its end
// lasts, one that is open at its start has no known start, and a single date
// is a moment.
func RowOf(d date.Date) BarRow {
	return BarRow{
		Start: SpanOf(d.Start()), End: SpanOf(d.End()), Lasts: d.OpenEnd(),
		Unsure: d.IsInterval() && (d.Approximate() || d.Uncertain()),
	}
}

// BarInput is a row on a scale that it shares with others.
type BarInput struct {
	BarRow
	Scale    Scale
	MinWidth int
	Label    string
}

// BarView is one row.
type BarView struct {
	Label string
	Grid  []string
	Parts []PartView
	Cuts  []string // the one known bound of a dashed bar
	Arrow bool     // at the right edge
}

// PartView is a stretch of a bar. Kind is solid, dash, hatch, or tick for a
// single day. X and End are shares of the width; so is Width, unless the
// stretch is too short to be seen and gets five pixels.
type PartView struct{ Kind, X, Width, End string }

// Bar lays out a row: solid where both ends are known, dashed where one is not,
// hatched where uncertain.
func Bar(in BarInput) BarView {
	b := barLayout{scale: in.Scale, width: width(in.MinWidth)}
	b.row(in.BarRow)
	b.view.Label, b.view.Arrow = in.Label, in.Lasts
	_, ticks := in.Scale.ticks(b.width)
	for _, t := range ticks {
		b.view.Grid = append(b.view.Grid, percent(t.share))
	}
	return b.view
}

// barLayout is a row on its way to a view.
type barLayout struct {
	scale Scale
	width float64
	view  BarView
}

func (b *barLayout) row(r BarRow) {
	if !r.Start.IsZero() && r.Start == r.End {
		b.moment(r.Start, r.Unsure)
		return
	}
	from, to, kind := b.scale.From, b.scale.End, "dash"
	if !r.Start.IsZero() && (r.Lasts || !r.End.IsZero()) {
		kind = "solid"
	}
	if !r.Start.IsZero() {
		from = r.Start.settled()
		b.bound(r.Start, kind)
	}
	if !r.End.IsZero() {
		to = r.End.First
	}
	if r.Unsure {
		kind = "hatch"
	}
	b.part(kind, from, to)
	if !r.End.IsZero() {
		b.bound(r.End, kind)
	}
}

// settled is the first day by which s is over, or its only day.
func (s Span) settled() date.Day {
	if s.Last > s.First {
		return s.Last + 1
	}
	return s.First
}

// bound shows one end: hatched if it is a period, cut if the bar is dashed.
func (b *barLayout) bound(s Span, kind string) {
	switch {
	case s.Last > s.First:
		b.part("hatch", s.First, s.Last+1)
	case kind == "dash":
		b.view.Cuts = append(b.view.Cuts, percent(b.scale.at(s.First)))
	}
}

// moment shows something that is known of one day or period only.
func (b *barLayout) moment(s Span, unsure bool) {
	kind := "tick"
	if s.Last > s.First || s.Unsure || unsure {
		kind = "hatch"
	}
	b.part(kind, s.First, max(s.First, s.Last)+1)
}

// part adds the days from one to another.
func (b *barLayout) part(kind string, from, to date.Day) {
	if to <= from {
		return
	}
	x1, x2 := b.scale.at(from), b.scale.at(to)
	wide := percent(x2 - x1)
	if (x2-x1)*b.width < 5 {
		x1, wide = min(x1, snap(1-5/b.width)), "5"
	}
	b.view.Parts = append(b.view.Parts, PartView{kind, percent(x1), wide, percent(x2)})
}
