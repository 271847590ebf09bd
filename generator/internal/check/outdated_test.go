package check_test

import "testing"

func TestOutdatedEvidence(t *testing.T) {
	step := func(date, evidence string) string {
		return "history: [{date: " + date + ", status: denied, by: [acme], evidence: [" + evidence + "]}]\n"
	}
	examples(t, "outdated-evidence",
		example{"all older", step("2022-05-01", "memo, report, copy"), []string{"facts/claims/c.yaml:3: all evidence is older than the step `denied` of 2022-05-01"}},
		example{"one of the same day", step("2022-03-04", "memo, report"), nil},
		example{"one perhaps as young", step("2022-03-31", "memo, copy"), nil},
		example{"the month of the step holds its source", step("2022-03", "report"), nil},
		example{"one without a date", step("2022-05-01", "memo, undated"), nil},
		example{"one that is confidential", step("2022-05-01", "memo, voice"), nil},
		example{"none at all", "history: [{date: 2022-05-01, status: denied, by: [acme]}]\n", nil},
		example{"a step of about that day", step("2022-05-01~", "memo"), nil},
	)
}
