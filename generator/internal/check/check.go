// Package check is the editorial lint: what the format allows and an editor
// would doubt. Each rule stands in a file of its own and only ever warns. A
// rule sees the public model, so it cannot tell anything that is not published.
package check

import (
	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// Rule is one editorial doubt.
type Rule struct {
	Code string // in diag.Codes
	run  func(d *model.Dossier, warn func(pos diag.Pos, message, hint string))
}

// Rules is every rule, in the order of the README.
var Rules = []Rule{
	{"missing-translation", missingTranslation},
	{"missing-credit", missingCredit},
}

// Check runs all rules over a dossier.
func Check(d *model.Dossier) diag.List {
	var list diag.List
	for _, r := range Rules {
		r.run(d, func(pos diag.Pos, message, hint string) {
			list.Add(diag.Diagnostic{Pos: pos, Severity: diag.Warning, Code: r.Code, Message: message, Hint: hint})
		})
	}
	return list
}
