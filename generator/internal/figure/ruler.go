package figure

import "belegt/generator/internal/date"

// A ruler is a year of twelve months, 96 pixels long, 8 for each month.
const (
	rulerMonth = 8.0
	rulerYear  = 12 * rulerMonth
)

// RulerView is a tiny year with a stroke for a day or a hatched box for days.
type RulerView struct {
	X, Width string // pixels
	Hatch    bool   // no single day is known
}

// Ruler places days on the ruler of the year in which they begin. What lies
// beyond its end is cut off.
func Ruler(s Span) RulerView {
	x := rulerAt(s.First)
	if s.Last <= s.First && !s.Unsure {
		return RulerView{X: num(min(x, rulerYear-2)), Width: "2"}
	}
	end := rulerYear
	if last := max(s.First, s.Last); last.Year() == s.First.Year() {
		end = rulerAt(last) + rulerMonth/31
	}
	wide := max(end-x, 5)
	return RulerView{X: num(min(x, rulerYear-wide)), Width: num(wide), Hatch: true}
}

// rulerAt is the place of a day; each month is as long as any other.
func rulerAt(d date.Day) float64 {
	return (float64(d.Month()-1) + float64(d.Day()-1)/31) * rulerMonth
}
