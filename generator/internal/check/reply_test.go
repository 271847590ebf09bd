package check_test

import "testing"

func TestMissingRightOfReply(t *testing.T) {
	const said = "history: [{date: 2022-03-04, status: asserted, evidence: [report], by: "
	told := []string{"facts/claims/c.yaml:1: others assert this, and nobody concerned was asked"}
	examples(t, "missing-right-of-reply",
		example{"a newspaper says so", said + "[desk]}]\n", told},
		example{"nobody knows who says so", said + "[]}]\n", told},
		example{"a denial answered somebody else", `
history:
  - {date: 2022-03-04, status: asserted, by: [desk], evidence: [report]}
  - {date: 2022-03-05, status: denied, by: [acme], evidence: [report]}
`, told},
		example{"it was asked", said + "[desk]}]\nright_of_reply: [{entity: acme, asked: 2022-03-05}]\n", nil},
		example{"it says so itself", said + "[desk, acme]}]\n", nil},
		example{"a document says so", "history: [{date: 2022-03-04, status: documented, evidence: [report]}]\n", nil},
		example{"a word cannot be asked", `-- content/facts/claims/c.yaml --
statement: A valve leaks.
about: [valve]
history: [{date: 2022-03-04, status: asserted, by: [desk], evidence: [report]}]
`, nil},
		example{"a private person can", `-- content/facts/claims/c.yaml --
statement: Bob knew.
about: [valve, bob]
history: [{date: 2022-03-04, status: asserted, by: [desk], evidence: [report]}]
`, told},
	)
}
