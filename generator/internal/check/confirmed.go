package check

import (
	"fmt"

	"belegt/generator/internal/model"
)

// bothConfirmed names claims that contradict each other and are both assessed
// as confirmed: one of the verdicts is wrong, or the contradiction is.
func bothConfirmed(d *model.Dossier, warn warn) {
	told := map[[2]*model.Claim]bool{}
	for _, c := range d.Claims {
		for _, r := range c.Relations {
			other := r.Claim.To
			if r.Type != "contradicts" || !confirmed(c) || !confirmed(other) || told[[2]*model.Claim{other, c}] {
				continue // of two that name each other, the first one tells
			}
			told[[2]*model.Claim{c, other}] = true
			warn(claim(c), c.Assessment.Pos, fmt.Sprintf("`%s` contradicts this claim and is assessed as confirmed too", other.ID),
				"judge one of them anew, or choose another relation")
		}
	}
}

func confirmed(c *model.Claim) bool {
	return c.Assessment != nil && c.Assessment.Credibility == "confirmed"
}
