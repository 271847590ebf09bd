package check_test

import "testing"

// The present is 2022-06-01, the date of the cast's article.
func TestStatusAgainstDate(t *testing.T) {
	event := func(date, status string) string {
		return "-- content/facts/events/e.yaml --\ntype: hearing\ntitle: Hearing\ndate: " + date + "\nstatus: " + status + "\nevidence: [report]\n"
	}
	tie := func(date, status string) string {
		return "-- content/facts/relationships/r.yaml --\ntype: employs\nfrom: acme\nto: ann\ndate: " + date + "\nstatus: " + status + "\nevidence: [report]\n"
	}
	examples(t, "status-against-date",
		example{"a hearing that should have been", event("2022-05", "scheduled"), []string{"facts/events/e.yaml:1: scheduled for 2022-05, and it is 2022-06-01"}},
		example{"a hearing of this month", event("2022-06", "scheduled"), nil},
		example{"a hearing that was", event("2022-05", "occurred"), nil},
		example{"a hearing of about that day", event("2022-05~", "scheduled"), nil},
		example{"a term that has run out", tie("2016/2022-03", "in-force"), []string{"facts/relationships/r.yaml:1: in force, and over since 2022-03"}},
		example{"in force without the word", "-- content/facts/relationships/r.yaml --\ntype: employs\nfrom: acme\nto: ann\ndate: ../2021\nevidence: [report]\n",
			[]string{"facts/relationships/r.yaml:1: in force, and over since 2021"}},
		example{"a term that runs", tie("2016/2024", "in-force"), nil},
		example{"a tie since a year", tie("2016", "in-force"), nil},
		example{"ended", tie("2016/2022-03", "ended"), nil},
		example{"ended without an end", tie("2016/..", "ended"), []string{"facts/relationships/r.yaml:1: ended, and its date 2016/.. has no end"}},
		example{"nothing says what day it is", event("2022-05", "scheduled") + "-- content/articles/index.md --\n---\ntitle: T\n---\n\nText.\n", nil},
		example{"a source says what day it is", event("2022-07", "scheduled") + "-- content/facts/sources/s.yaml --\ntype: webpage\ntitle: P\nlang: en\ntier: primary\naccessed: 2022-08-02\n",
			[]string{"facts/events/e.yaml:1: scheduled for 2022-07, and it is 2022-08-02"}},
		example{"a change says so", event("2022-07", "scheduled") + "-- content/changes.yaml --\n- {date: 2022-08, kind: update, text: T.}\n",
			[]string{"facts/events/e.yaml:1: scheduled for 2022-07, and it is 2022-08-01"}},
	)
}
