package cli

import (
	"belegt/generator/internal/diag"
	"belegt/generator/internal/pipeline"
)

// doubts says how much is told about warnings.
type doubts struct {
	All     bool
	Allowed bool
}

// shownOfACode is how many warnings of a code are shown without --all.
const shownOfACode = 10

// report tells the problems, and the allowances if they are wanted. Programs
// get all problems; people no more of a kind than they can read, and the total.
func (d doubts) report(s streams, f shared, checked *pipeline.Checked) error {
	var allowed []diag.Allowance
	if d.Allowed {
		allowed = checked.Allowed()
	}
	if f.Format == "json" {
		return diag.JSON(s.out, checked.Diagnostics, allowed...)
	}
	shown := checked.Diagnostics
	if !d.All {
		shown = shown.Limit(shownOfACode, "`belegt check --all` shows them")
	}
	if err := f.report(s, shown); err != nil {
		return err
	}
	diag.WriteAllowances(s.out, allowed, diag.Style{Color: colors(s.out)})
	tally(s.out, checked.Diagnostics)
	return nil
}
