package figure

import (
	"slices"

	"belegt/generator/internal/date"
)

// Span is the days between two bounds, both included.
type Span struct {
	First, Last date.Day
	Unsure      bool // the day is not sure
	Known       bool // tells a span from none
}

// SpanOf gives the days that a date may mean; of the zero Date it gives none.
func SpanOf(d date.Date) Span {
	if d.IsZero() {
		return Span{}
	}
	return Span{First: d.First(), Last: d.Last(), Unsure: d.Approximate() || d.Uncertain(), Known: true}
}

// IsZero reports whether s is no span at all.
func (s Span) IsZero() bool { return s == Span{} }

// bounds lists the ends of s that are not open.
func (s Span) bounds() []date.Day {
	return slices.DeleteFunc([]date.Day{s.First, s.Last}, func(d date.Day) bool {
		return s.IsZero() || d <= date.MinDay || d >= date.MaxDay
	})
}

// Cover is the span from the first to the last day of some spans; open ends do
// not count. A scale fits around it as around them.
func Cover(spans []Span) Span {
	var days []date.Day
	for _, s := range spans {
		days = append(days, s.bounds()...)
	}
	if len(days) == 0 {
		return Span{}
	}
	return Span{First: slices.Min(days), Last: slices.Max(days), Known: true}
}

// Scale maps days to shares of the width. With Break, the days after To up to
// End are pressed into the last part, and a mark says so.
type Scale struct {
	From, To, End date.Day
	Break         bool
}

// breakAt is the share at which a broken scale breaks off.
const breakAt = .86

// NewScale fits a scale around spans, up to the last day of the site; open
// ends and zero spans do not count. It begins with a whole month, or a whole
// year where the spans cover more than three, and breaks where nothing
// happens for long until the end.
func NewScale(spans []Span, end date.Day) Scale {
	all := Cover(spans)
	if all.IsZero() {
		all.First, all.Last = end, end
	}
	first, last := all.First, all.Last
	end = max(end, last)
	from := monthIndex(first)
	if monthIndex(last)-from >= 36 || first == end {
		from -= from % 12
	}
	s := Scale{From: monthStart(from), To: end, End: end}
	active, idle := monthIndex(last)-from, monthIndex(end)-monthIndex(last)
	if idle > 6 && idle*100 > (active+idle)*45 {
		s.To, s.Break = monthStart(monthIndex(last)+2+active/8), true
	}
	return s
}

// at gives the share at which a day begins.
func (s Scale) at(d date.Day) float64 {
	d = min(max(d, s.From), s.End)
	stop := 1.0
	if s.Break {
		stop = breakAt
		if d > s.To {
			return snap(stop + (1-stop)*ratio(d-s.To, s.End-s.To))
		}
	}
	return snap(stop * ratio(d-s.From, s.To-s.From))
}

func ratio(part, whole date.Day) float64 {
	if whole <= 0 {
		return 0
	}
	return min(float64(part)/float64(whole), 1)
}

// mark is the share where the sign of the break stands.
func (s Scale) mark() float64 { return (1 + breakAt) / 2 }

// monthIndex counts months from the year 0.
func monthIndex(d date.Day) int { return d.Year()*12 + d.Month() - 1 }

// monthStart is the first day of a month counted from the year 0.
func monthStart(i int) date.Day { return date.NewDay(i/12, i%12+1, 1) }

// unit is the distance of the ticks in months: the least whose ticks stand
// apart pixels at width w.
func (s Scale) unit(apart, w float64) int {
	if s.Break {
		w *= breakAt
	}
	months := max(1, monthIndex(s.To)-monthIndex(s.From)+1)
	for _, u := range []int{1, 3, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000} {
		if w/float64(months)*float64(u) >= apart {
			return u
		}
	}
	return 12000
}

// tick is a line of the grid: the month it stands for and where.
type tick struct {
	month int
	share float64
}

// ticks lists the grid's lines from the first month on the scale.
func (s Scale) ticks(w float64) (unit int, all []tick) {
	unit = s.unit(9, w)
	i := monthIndex(s.From)
	if i%unit != 0 {
		i += unit - i%unit
	}
	for ; monthStart(i) <= s.To && i < 12*9999; i += unit {
		if d := monthStart(i); d >= s.From {
			all = append(all, tick{i, s.at(d)})
		}
	}
	return unit, all
}
