package check_test

import "testing"

func TestUnusedClaim(t *testing.T) {
	const claim = "-- content/facts/claims/c.yaml --\nstatement: Acme knew.\nabout: [acme]\nhistory: [{date: 2022-03-04, status: asserted, by: [acme], evidence: [report]}]\n"
	article := func(text string) string {
		return claim + "-- content/articles/a.md --\n---\ntitle: A\n---\n\n" + text + "\n"
	}
	told := []string{"facts/claims/c.yaml:1: no article uses the claim `c`"}
	examples(t, "unused-claim",
		example{"nowhere", claim, told},
		example{"in the text of a record", claim + "-- content/facts/entities/e.yaml --\ntype: term\nname: term\nsummary: \"See [[c]].\"\n", told},
		example{"cited", article("It knew.[@c]"), nil},
		example{"mentioned", article("What it [[c|knew]]."), nil},
		example{"as a card", article("![[c]]"), nil},
	)
}

func TestUnusedSource(t *testing.T) {
	const source = "-- content/facts/sources/s.yaml --\ntype: webpage\ntitle: P\nlang: en\ntier: primary\n"
	examples(t, "unused-source",
		example{"nowhere", source, []string{"facts/sources/s.yaml:1: nobody cites the source `s`"}},
		example{"as evidence", source + "-- content/facts/claims/c.yaml --\nstatement: Acme knew.\nabout: [acme]\nhistory: [{date: 2022-03-04, status: asserted, evidence: [s]}]\n", nil},
		example{"cited by an article", source + "-- content/articles/a.md --\n---\ntitle: A\n---\n\nIt knew.[@s]\n", nil},
		example{"others rest on it", source + "-- content/facts/sources/t.yaml --\ntype: webpage\ntitle: P\nlang: en\ntier: primary\nbased_on: [s]\n",
			[]string{"facts/sources/t.yaml:1: nobody cites the source `t`"}},
	)
}

func TestUnusedEntity(t *testing.T) {
	const entity = "-- content/facts/entities/e.yaml --\ntype: company\nname: E\n"
	examples(t, "unused-entity",
		example{"nowhere", entity, []string{"facts/entities/e.yaml:1: nothing mentions the entity `e`"}},
		example{"a private person is not told of", "-- content/facts/entities/e.yaml --\ntype: person\nname: E\nprivacy: private-person\n", nil},
		example{"in a text", entity + "-- content/articles/a.md --\n---\ntitle: A\n---\n\nIt is [[e]].\n", nil},
		example{"publishes", entity + "-- content/facts/sources/s.yaml --\ntype: webpage\ntitle: P\nlang: en\ntier: primary\npublisher: e\n", nil},
		example{"is what a claim is about", entity + "-- content/facts/claims/c.yaml --\nstatement: A.\nabout: [e]\nhistory: [{date: 2022-03-04, status: asserted, evidence: [report]}]\n", nil},
		example{"says something", entity + "-- content/facts/claims/c.yaml --\nstatement: A.\nabout: [acme]\nhistory: [{date: 2022-03-04, status: asserted, by: [e], evidence: [report]}]\n", nil},
		example{"takes part", entity + "-- content/facts/events/x.yaml --\ntype: deal\ntitle: D\ndate: 2022\nparticipants: [{entity: e}]\nevidence: [report]\n", nil},
		example{"has a tie", entity + "-- content/facts/relationships/x.yaml --\ntype: owns\nfrom: e\nto: acme\nevidence: [report]\n", nil},
	)
}
