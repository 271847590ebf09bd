package check_test

import "testing"

func TestRoleAgainstDate(t *testing.T) {
	// Acme was founded by Ann in 2010, says one, and by Rival in 2015, says another.
	with := func(record string) string {
		return `-- content/facts/relationships/founded.yaml --
- {id: f1, type: founded, from: rival, to: acme, date: 2015, evidence: [memo]}
- {id: f2, type: founded, from: ann, to: acme, date: 2010, evidence: [memo]}
- {id: f3, type: founded, from: ann, to: desk, evidence: [memo]}
` + record
	}
	event := func(date, who string) string {
		return with("-- content/facts/events/e.yaml --\ntype: deal\ntitle: Deal\ndate: " + date + "\nparticipants: [" + who + "]\nevidence: [memo]\n")
	}
	tie := func(record string) string {
		return with("-- content/facts/relationships/r.yaml --\n" + record + "\nevidence: [memo]\n")
	}
	examples(t, "role-against-date",
		example{"a deal before the founding", event("2009-12-31", "{entity: acme, role: actor}"),
			[]string{"facts/events/e.yaml:1: `acme` has a part in 2009-12-31, before it was founded 2010"}},
		example{"a deal in the year of the founding", event("2010-01-01", "{entity: acme, role: actor}"), nil},
		example{"a deal of others", event("2009", "{entity: ann}, {entity: rival}, {entity: desk}"), nil},
		example{"the place of a deal", event("2009", "{entity: acme, role: location}"), nil},
		example{"a deal of about that year", event("2009~", "{entity: acme}"), nil},
		example{"an officer before the founding", tie("type: officer-of\nfrom: ann\nto: acme\ndate: 2005/.."),
			[]string{"facts/relationships/r.yaml:1: `acme` has a part in 2005, before it was founded 2010"}},
		example{"a job before the founding", tie("type: employs\nfrom: acme\nto: ann\ndate: 2005"),
			[]string{"facts/relationships/r.yaml:1: `acme` has a part in 2005, before it was founded 2010"}},
		example{"a job elsewhere", tie("type: employs\nfrom: rival\nto: ann\ndate: 2005"), nil},
		example{"a beginning that is not known", tie("type: employs\nfrom: acme\nto: ann\ndate: ../2005\nstatus: ended"), nil},
		example{"a tie that may be older", tie("type: located-in\nfrom: acme\nto: desk\ndate: 2005"), nil},
	)
}
