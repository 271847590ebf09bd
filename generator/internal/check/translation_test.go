package check_test

import "testing"

func TestMissingTranslation(t *testing.T) {
	// The cast has one language; here it has two, and is whole.
	const two = `-- content/site.yaml --
title: {en: The leak, de: Das Leck}
languages: [en, de]
base_url: https://example.org/
-- content/articles/index.de.md --
---
title: Das Leck
---

[[acme]], [[ann]], [[rival]], [[desk]], [[valve]].[@memo; @report; @copy; @undated]
-- content/facts/sources/cast.yaml --
- {id: memo, type: report, title: Memo, lang: en, tier: primary}
- {id: report, type: report, title: Memo, lang: en, tier: primary}
- {id: copy, type: report, title: Memo, lang: en, tier: primary}
- {id: undated, type: report, title: Memo, lang: en, tier: primary}
`
	const entity = "-- content/facts/entities/e.md --\n---\ntype: term\nname: E\n"
	examples(t, "missing-translation",
		example{"all there", two, nil},
		example{"one language alone", entity + "summary: A thing.\n---\n", nil},
		example{"a subtitle", two + "-- content/site.yaml --\ntitle: {en: The leak, de: Das Leck}\nsubtitle: What they knew\nlanguages: [en, de]\nbase_url: https://example.org/\n",
			[]string{"site.yaml:2: the site's subtitle is not there in de"}},
		example{"an article", two + "-- content/articles/a.de.md --\n---\ntitle: A\n---\n\nText.\n", []string{"articles/a.de.md:1: the article `a` is not there in en"}},
		example{"a summary", two + entity + "summary: {de: Ein Ding.}\n---\n", []string{"facts/entities/e.md:4: the summary is not there in en"}},
		example{"a body", two + entity + "---\n\nText.\n", []string{"facts/entities/e.md:2: the body of `e` is not there in de"}},
		example{"the texts of a claim", two + `-- content/facts/claims/c.yaml --
statement: {en: Acme knew., de: Acme wusste es.}
title: {de: Acme}
about: [acme]
history:
  - {date: 2022-03-04, status: denied, by: [acme], note: A denial., evidence: [{source: report, note: In print.}]}
assessment: {credibility: doubtful, reason: A guess.}
right_of_reply: [{entity: acme, text: No., evidence: [{source: report, note: By letter.}]}]
corrections: [{date: 2022-04, text: An error.}]
`, []string{
			"facts/claims/c.yaml:2: the title is not there in en",
			"facts/claims/c.yaml:5: the note is not there in de",
			"facts/claims/c.yaml:5: the note is not there in de",
			"facts/claims/c.yaml:6: the reason is not there in de",
			"facts/claims/c.yaml:7: the note is not there in de",
			"facts/claims/c.yaml:7: the reply is not there in de",
			"facts/claims/c.yaml:8: the text is not there in de",
		}},
		example{"the texts of events, ties and changes", two + `-- content/facts/events/x.yaml --
{type: deal, title: A deal, date: 2022, evidence: [{source: report, note: In print.}]}
-- content/facts/relationships/r.yaml --
{type: owns, from: acme, to: rival, detail: wholly, evidence: [{source: report, note: In print.}]}
-- content/changes.yaml --
- {date: 2022-04, kind: update, text: A change.}
`, []string{
			"changes.yaml:1: the text is not there in de",
			"facts/events/x.yaml:1: the note is not there in de",
			"facts/events/x.yaml:1: the title is not there in de",
			"facts/relationships/r.yaml:1: the detail is not there in de",
			"facts/relationships/r.yaml:1: the note is not there in de",
		}},
		example{"the facts of an entity", two + entity + "facts: [{property: Seat, value: Here, evidence: [report]}]\n---\n",
			[]string{"facts/entities/e.md:4: the property is not there in de", "facts/entities/e.md:4: the value is not there in de"}},
		example{"a number is the same everywhere", two + entity + "facts: [{property: {en: Opened, de: Eröffnet}, value: \"1931\", evidence: [report]}]\n---\n", nil},
		example{"the claim allows its corrections", two + `-- content/facts/claims/c.yaml --
statement: {en: Acme knew., de: Acme wusste es.}
about: [acme]
history: [{date: 2022-03-04, status: denied, by: [acme], evidence: [report]}]
corrections: [{date: 2022-04, text: An error.}]
lint_allow: [{code: missing-translation, reason: it was in the English text alone}]
`, nil},
	)
}
