package check

import (
	"slices"

	"belegt/generator/internal/model"
)

// outdatedEvidence names steps that none of their sources can speak of, for
// all of them were published before the first day on which the step can have
// been done. Mostly a date is wrong: a document that has long been public
// makes the claim `documented` since its own day.
//
// A source without a date, or a confidential one, could be young enough.
func outdatedEvidence(d *model.Dossier, warn warn) {
	for _, c := range d.Claims {
		for _, s := range c.History {
			young := func(ev model.Evidence) bool {
				return ev.Source.To == nil || !before(ev.Source.To.Published, s.Date)
			}
			if len(s.Evidence) > 0 && !slices.ContainsFunc(s.Evidence, young) {
				warn(claim(c), s.Pos, "all evidence is older than the step `"+s.Status+"` of "+s.Date.String(),
					"put the step's date right, or add a source that tells of it")
			}
		}
	}
}
