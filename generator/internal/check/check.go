// Package check is the editorial lint: what the format allows and an editor
// would doubt. Each rule stands in a file of its own and only ever warns; its
// reason is the comment of its function. Editors answer a doubt by mending the
// content, or beside the record with `lint_allow` and a reason.
//
// A rule sees the public model, so it cannot tell anything that is not
// published. Every rule passes over the dossier a bounded number of times, and
// in doubt it is silent: what it reports is certain. Nothing is read or
// changed here.
package check

import (
	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// Rule is one editorial doubt.
type Rule struct {
	Code string // in diag.Codes
	run  func(d *model.Dossier, warn warn)
}

// warn tells a doubt about a thing; a zero Node is the dossier as a whole. Its
// place may be in another file than that of the thing.
type warn func(of model.Node, at diag.Pos, message, hint string)

// Rules is every rule, in the order of the README.
var Rules = []Rule{
	{"missing-publisher", missingPublisher},
	{"missing-translation", missingTranslation},
	{"missing-credit", missingCredit},
	{"step-without-evidence", stepWithoutEvidence},
	{"outdated-evidence", outdatedEvidence},
	{"history-out-of-order", historyOutOfOrder},
	{"admitted-by-outsider", admittedByOutsider},
	{"too-few-origins", tooFewOrigins},
	{"both-confirmed", bothConfirmed},
	{"missing-right-of-reply", missingRightOfReply},
	{"impossible-dates", impossibleDates},
	{"status-against-date", statusAgainstDate},
	{"role-against-date", roleAgainstDate},
	{"source-without-archive", sourceWithoutArchive},
	{"unused-claim", unusedClaim},
	{"unused-source", unusedSource},
	{"unused-entity", unusedEntity},
}

// Check runs all rules over a dossier and returns the doubts that nobody has
// allowed, with what is wrong with the allowances themselves.
func Check(d *model.Dossier) diag.List {
	doubts, _ := run(d)
	return doubts
}

// Allowed returns all allowances of a dossier, sorted by place, each with the
// number of doubts that it answers.
func Allowed(d *model.Dossier) []diag.Allowance {
	_, allowed := run(d)
	return allowed
}

func run(d *model.Dossier) (diag.List, []diag.Allowance) {
	var doubts diag.List
	answers := newAnswers(d)
	for _, r := range Rules {
		r.run(d, func(of model.Node, at diag.Pos, message, hint string) {
			if !answers.take(of, r.Code) {
				doubts.Add(diag.Diagnostic{Pos: at, Severity: diag.Warning, Code: r.Code, Message: message, Hint: hint})
			}
		})
	}
	doubts = append(doubts, answers.problems()...)
	return doubts, answers.list()
}
