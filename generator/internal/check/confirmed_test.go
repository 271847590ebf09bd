package check_test

import "testing"

func TestBothConfirmed(t *testing.T) {
	claims := func(first, second, back string) string {
		return `-- content/facts/claims/c.yaml --
- id: it-knew
  statement: Acme knew.
  about: [acme]
  history: [{date: 2022-03, status: asserted, by: [acme], evidence: [report]}]
  assessment: {credibility: ` + first + `}
  relations: [{type: contradicts, claim: it-slept}]
- id: it-slept
  statement: Acme slept.
  about: [acme]
  history: [{date: 2022-03, status: asserted, by: [acme], evidence: [report]}]
  assessment: {credibility: ` + second + `}
  relations: [{type: ` + back + `, claim: it-knew}]
`
	}
	told := []string{"facts/claims/c.yaml:5: `it-slept` contradicts this claim and is assessed as confirmed too"}
	examples(t, "both-confirmed",
		example{"both", claims("confirmed", "confirmed", "depends-on"), told},
		example{"both name each other", claims("confirmed", "confirmed", "contradicts"), told},
		example{"one is doubtful", claims("confirmed", "doubtful", "contradicts"), nil},
		example{"one is not assessed", `-- content/facts/claims/c.yaml --
- {id: a, statement: A., about: [acme], history: [{date: 2022-03, status: asserted, by: [acme], evidence: [report]}], assessment: {credibility: confirmed}, relations: [{type: contradicts, claim: b}]}
- {id: b, statement: B., about: [acme], history: [{date: 2022-03, status: asserted, by: [acme], evidence: [report]}]}
`, nil},
		example{"another relation", `-- content/facts/claims/c.yaml --
- {id: a, statement: A., about: [acme], history: [{date: 2022-03, status: asserted, by: [acme], evidence: [report]}], assessment: {credibility: confirmed}, relations: [{type: refines, claim: b}]}
- {id: b, statement: B., about: [acme], history: [{date: 2022-03, status: asserted, by: [acme], evidence: [report]}], assessment: {credibility: confirmed}}
`, nil},
	)
}
