package pipeline

import (
	"belegt/generator/internal/check"
	"belegt/generator/internal/diag"
)

// Allowed returns the doubts that the editors have answered with a reason,
// sorted by place. It asks all rules again, for it is rarely wanted.
func (c *Checked) Allowed() []diag.Allowance { return check.Allowed(c.Dossier) }
