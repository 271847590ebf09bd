package check

import (
	"fmt"

	"belegt/generator/internal/model"
)

// historyOutOfOrder names steps that became known before the ones above them.
// Readers take the last step for the state of today, and the state as of a day
// is the last one known by then. Where the dates leave it open, the order of
// the steps is believed.
func historyOutOfOrder(d *model.Dossier, warn warn) {
	for _, c := range d.Claims {
		for i := 1; i < len(c.History); i++ {
			last, s := c.History[i-1].KnownDate(), c.History[i]
			if known := s.KnownDate(); before(known, last) {
				warn(claim(c), s.Pos, fmt.Sprintf("the step `%s` of %s stands below one of %s", s.Status, known, last), "move it up")
			}
		}
	}
}
