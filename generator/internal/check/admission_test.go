package check_test

import "testing"

func TestAdmittedByOutsider(t *testing.T) {
	const by = "history: [{date: 2022-03-04, status: admitted, evidence: [report], by: "
	examples(t, "admitted-by-outsider",
		example{"another company", by + "[rival]}]\n", []string{"facts/claims/c.yaml:3: nobody whom the claim is about is under `by`"}},
		example{"nobody", by + "[]}]\n", []string{"facts/claims/c.yaml:3: nobody whom the claim is about is under `by`"}},
		example{"a private person for a company", by + "[bob]}]\n", []string{"facts/claims/c.yaml:3: nobody whom the claim is about is under `by`"}},
		example{"the company", by + "[rival, acme]}]\n", nil},
		example{"others may assert", "history: [{date: 2022-03-04, status: asserted, evidence: [report], by: [rival]}]\n", nil},
		example{"private persons are not told apart", `-- content/facts/claims/c.yaml --
statement: Bob knew.
about: [bob]
history: [{date: 2022-03-04, status: admitted, evidence: [report], by: [carl]}]
`, nil},
	)
}
