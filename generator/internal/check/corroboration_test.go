package check_test

import "testing"

func TestTooFewOrigins(t *testing.T) {
	step := func(status, evidence string) string {
		return "history: [{date: 2022-03, status: " + status + ", evidence: [" + evidence + "]}]\n"
	}
	one := []string{"facts/claims/c.yaml:3: corroborated, but all support leads back to one origin"}
	examples(t, "too-few-origins",
		example{"one report", step("corroborated", "report"), one},
		example{"a report and its copy", step("corroborated", "report, copy"), one},
		example{"a second that disputes", step("corroborated", "report, {source: memo, stance: disputes}"), one},
		example{"a second that readers cannot weigh", step("corroborated", "report, voice"), one},
		example{"only a repeat of nothing", step("corroborated", "undated"), []string{"facts/claims/c.yaml:3: corroborated, but no source that supports it has found it out itself"}},
		example{"two origins", step("corroborated", "copy, memo"), nil},
		example{"one is enough to assert", step("asserted", "report"), nil},
		example{"the step before counts", `
history:
  - {date: 2022-01-10, status: asserted, by: [acme], evidence: [memo]}
  - {date: 2022-03-04, status: corroborated, by: [desk], evidence: [report]}
`, nil},
		example{"the step after does not", `
history:
  - {date: 2022-03-04, status: corroborated, by: [desk], evidence: [report]}
  - {date: 2022-03-05, status: admitted, by: [acme], evidence: [memo]}
`, []string{"facts/claims/c.yaml:5: corroborated, but all support leads back to one origin"}},
	)
}
