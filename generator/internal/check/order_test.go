package check_test

import "testing"

func TestHistoryOutOfOrder(t *testing.T) {
	examples(t, "history-out-of-order",
		example{"an older step below", `
history:
  - {date: 2022-03-04, status: asserted, by: [acme], evidence: [report]}
  - {date: 2022-01, status: documented, evidence: [memo]}
`, []string{"facts/claims/c.yaml:6: the step `documented` of 2022-01 stands below one of 2022-03-04"}},
		example{"known later", `
history:
  - {date: 2022-03-04, status: asserted, by: [acme], evidence: [report]}
  - {date: 2022-01, known: 2022-03-05, status: documented, evidence: [memo]}
`, nil},
		example{"known later, and above", `
history:
  - {date: 2022-01, known: 2022-03-05, status: documented, evidence: [memo]}
  - {date: 2022-03-04, status: asserted, by: [acme], evidence: [report]}
`, []string{"facts/claims/c.yaml:6: the step `asserted` of 2022-03-04 stands below one of 2022-03-05"}},
		example{"two of one day", `
history:
  - {date: 2022-03-04, status: asserted, by: [acme], evidence: [report]}
  - {date: 2022-03-04, status: denied, by: [acme], evidence: [report]}
`, nil},
		example{"a day in the month above", `
history:
  - {date: 2022-03, status: asserted, by: [acme], evidence: [report]}
  - {date: 2022-03-04, status: denied, by: [acme], evidence: [report]}
  - {date: 2022, status: disputed, by: [acme], evidence: [report]}
`, nil},
	)
}
