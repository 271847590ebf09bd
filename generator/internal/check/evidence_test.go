package check_test

import "testing"

func TestStepWithoutEvidence(t *testing.T) {
	examples(t, "step-without-evidence",
		example{"nothing", `
history:
  - {date: 2022-03-04, status: asserted, by: [acme], evidence: [report]}
  - {date: 2022-03-05, status: denied, by: [acme]}
`, []string{"facts/claims/c.yaml:6: nothing backs the step `denied`"}},
		example{"a public source", "history: [{date: 2022-03-04, status: asserted, by: [acme], evidence: [report]}]\n", nil},
		example{"a confidential source is evidence too", "history: [{date: 2022-03-04, status: asserted, by: [acme], evidence: [voice]}]\n", nil},
	)
}
