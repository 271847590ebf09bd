package check

import (
	"slices"

	"belegt/generator/internal/model"
)

// admittedByOutsider names admissions that nobody concerned has made: others
// can report an act or prove it, but only those it is about can admit it.
func admittedByOutsider(d *model.Dossier, warn warn) {
	for _, c := range d.Claims {
		for _, s := range c.History {
			if s.Status == "admitted" && !concerned(c, s.By) {
				warn(claim(c), s.Pos, "nobody whom the claim is about is under `by`",
					"name who admitted it in `by` and in `about`, or choose another status")
			}
		}
	}
}

// concerned reports whether the claim is about any of these. Private persons
// cannot be told apart here, so two of them count as one.
func concerned(c *model.Claim, by []model.Ref[model.Entity]) bool {
	return slices.ContainsFunc(by, func(b model.Ref[model.Entity]) bool {
		return slices.ContainsFunc(c.About, func(a model.Ref[model.Entity]) bool { return a.ID == b.ID })
	})
}
