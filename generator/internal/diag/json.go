package diag

import (
	"encoding/json"
	"io"
)

// report is the form of JSON. Version changes when a key is renamed, is taken
// away or gets another meaning; keys may be added without.
type report struct {
	Version     int         `json:"version"`
	Errors      int         `json:"errors"`
	Warnings    int         `json:"warnings"`
	Diagnostics List        `json:"diagnostics"`
	Allowed     []Allowance `json:"allowed,omitempty"`
}

// JSON writes problems for programs: one object with the version of its form,
// the numbers of errors and warnings, the problems in the order of the list, and
// the allowances that are to be told, if any.
func JSON(w io.Writer, l List, allowed ...Allowance) error {
	r := report{Version: 1, Diagnostics: l, Allowed: allowed}
	r.Errors, r.Warnings = l.Count()
	if l == nil {
		r.Diagnostics = List{} // [], not null
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
