// Package diag is what the program says about content: positions, problems,
// and how a problem is shown to an author. Every phase returns its problems as
// a List; nothing here stops a build, prints to a terminal or reads a file.
package diag

import (
	"cmp"
	"slices"
)

// Pos is a place in a content file. The zero Pos means “no place”.
type Pos struct {
	File string `json:"file"`   // slash-separated, relative to the root
	Line int    `json:"line"`   // from 1; 0 means the whole file
	Col  int    `json:"column"` // from 1, counted in Unicode code points
	Len  int    `json:"length"` // code points the caret underlines; 0 means 1
}

// IsZero reports whether p names no place.
func (p Pos) IsZero() bool { return p.File == "" }

// Compare orders places by file, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Severity says whether a problem ends a build.
type Severity uint8

const (
	Error   Severity = iota // content departs from the format; nothing is written
	Warning                 // an editorial doubt; fatal only under --strict
)

// String gives the word that stands in messages: "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// MarshalText makes a severity its word in JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Diagnostic is one problem. Code is stable and listed in codes.go; Message is
// one clause without a full stop; Hint is something an author can paste or do.
type Diagnostic struct {
	Pos
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"`
	Excerpt  string   `json:"excerpt,omitempty"` // the source line, set by Excerpts
}

// List is a collection of problems. The zero List is ready for use.
type List []Diagnostic

// Errorf-style constructors are deliberately absent: a diagnostic is written
// as a literal, so that its code can be found by searching for it.

// Add appends d.
func (l *List) Add(d Diagnostic) { *l = append(*l, d) }

// HasErrors reports whether any problem is an error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Count returns the number of errors and of warnings.
func (l List) Count() (errors, warnings int) {
	for _, d := range l {
		if d.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// Sort orders by place, then severity, code and message, and removes exact repeats.
func (l *List) Sort() {
	slices.SortFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	*l = slices.Compact(*l)
}
