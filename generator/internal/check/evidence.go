package check

import (
	"fmt"

	"belegt/generator/internal/model"
)

// stepWithoutEvidence names steps that readers have to take on trust: a status
// changed, and nothing says where that can be read.
func stepWithoutEvidence(d *model.Dossier, warn warn) {
	for _, c := range d.Claims {
		for _, s := range c.History {
			if len(s.Evidence) == 0 {
				warn(claim(c), s.Pos, fmt.Sprintf("nothing backs the step `%s`", s.Status), "name a source under `evidence`")
			}
		}
	}
}
