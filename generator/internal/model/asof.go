package model

import "belegt/generator/internal/date"

// What was known on a day. Something is known by a day when the latest day of
// its `known` date, else of its own date, is not after it; a source when it was
// published; a lasting tie when its beginning was.

// At returns the index of the step that is a claim's public standing on a day:
// the last one known by then, or -1 where nothing was known.
func (c *Claim) At(day date.Day) int {
	at := -1
	for i, s := range c.History {
		if s.KnownDate().KnownBy(day) {
			at = i
		}
	}
	return at
}

// KnownBy reports whether an event was public on a day.
func (e *Event) KnownBy(day date.Day) bool { return e.KnownDate().KnownBy(day) }

// KnownBy reports whether a source was public on a day. One without a date
// counts as known: nothing says that it was not.
func (s *Source) KnownBy(day date.Day) bool {
	return s.Published.IsZero() || s.Published.KnownBy(day)
}

// TieState is how a relationship stands on a day.
type TieState uint8

// The states of a relationship on a day.
const (
	TieUnknown TieState = iota // not public, or not begun
	TieHolds
	TieEnded
)

// At returns how a relationship stands on a day. One without a date is public
// from the first of its sources on.
func (r *Relationship) At(day date.Day) TieState {
	if r.Date.IsZero() {
		for _, ev := range r.Evidence {
			if ev.Source.To != nil && ev.Source.To.KnownBy(day) {
				return TieHolds
			}
		}
		return TieUnknown
	}
	start := r.Date.Start()
	if !r.Date.OpenStart() && !start.KnownBy(day) {
		return TieUnknown
	}
	if r.Date.IsInterval() && !r.Date.OpenEnd() && r.Date.End().KnownBy(day) {
		return TieEnded
	}
	return TieHolds
}
