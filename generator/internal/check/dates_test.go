package check_test

import "testing"

func TestImpossibleDates(t *testing.T) {
	examples(t, "impossible-dates",
		example{"an event known before it began", `-- content/facts/events/e.yaml --
type: data-access
title: Access
date: 2022-03/2022-05
known: 2022-02-28
evidence: [report]
`, []string{"facts/events/e.yaml:1: known 2022-02-28, before it was begun 2022-03/2022-05"}},
		example{"a plan known before its day", `-- content/facts/events/e.yaml --
type: deal
title: Deal
date: 2023
known: 2022-02-28
status: announced
evidence: [report]
`, nil},
		example{"known in the month of the event", `-- content/facts/events/e.yaml --
type: deal
title: Deal
date: 2022-03-15
known: 2022-03
evidence: [report]
`, nil},
		example{"an uncertain day", `-- content/facts/events/e.yaml --
type: deal
title: Deal
date: 2022-03-15?
known: 2022-03-14
evidence: [report]
`, nil},
		example{"a step known before it was done", "history: [{date: 2022-03-04, known: 2021, status: denied, by: [acme], evidence: [report]}]\n",
			[]string{"facts/claims/c.yaml:3: known 2021, before it was done 2022-03-04"}},
		example{"an answer before the question", `
history: [{date: 2022-03-04, status: denied, by: [acme], evidence: [report]}]
right_of_reply: [{entity: acme, asked: 2022-03-06, answered: 2022-03-05}]
`, []string{"facts/claims/c.yaml:5: answered 2022-03-05, before it was asked 2022-03-06"}},
		example{"a source read and archived before it was there", `-- content/facts/sources/page.yaml --
type: webpage
title: Page
lang: en
tier: primary
published: 2022-03-04
accessed: 2022-03-03
archive:
  - {url: https://example.org/a, captured: 2022-03-04}
  - {url: https://example.org/b, captured: 2021}
`, []string{"facts/sources/page.yaml:1: read 2022-03-03, before it was published 2022-03-04", "facts/sources/page.yaml:9: archived 2021, before it was published 2022-03-04"}},
		example{"an article changed before it was there", "-- content/articles/a.md --\n---\ntitle: A\ndate: 2022-03-04\nupdated: 2022-03-01\n---\n\nText.\n",
			[]string{"articles/a.md:1: updated 2022-03-01, before it was published 2022-03-04"}},
	)
}
