package check_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"belegt/generator/internal/check"
	"belegt/generator/internal/diag"
)

// claims makes two claims with a step that nothing backs, each with its
// allowances, and site.yaml with its own.
func claims(site, first, second string) string {
	return `-- content/site.yaml --
title: The leak
languages: [en]
base_url: https://example.org/
lint_allow: [` + site + `]
publisher: {name: The Desk, contact: desk@example.org}
-- content/facts/claims/c.yaml --
- id: a
  statement: Acme knew.
  about: [acme]
  history: [{date: 2022-03-04, status: denied, by: [acme]}, {date: 2022-03-05, status: denied, by: [acme]}]
  lint_allow: [` + first + `]
- id: b
  statement: Acme slept.
  about: [acme]
  history: [{date: 2022-03-04, status: denied, by: [acme]}]
  lint_allow: [` + second + `]
-- content/articles/uses.md --
---
title: T
---

It knew.[@a; @b]
`
}

func TestAllow(t *testing.T) {
	const allow = "{code: step-without-evidence, reason: to be found}"
	const step = "warning step-without-evidence: nothing backs the step `denied`"
	for _, test := range []struct {
		name                string
		site, first, second string
		want                []string // severity, code and message by place
		allowed             []string // line, code and number of answers
	}{
		{"nothing", "", "", "", []string{"4 " + step, "4 " + step, "9 " + step}, nil},
		{"a record", "", allow, "", []string{"9 " + step}, []string{"5 step-without-evidence 2"}},
		{"the other record", "", "", allow, []string{"4 " + step, "4 " + step}, []string{"10 step-without-evidence 1"}},
		{"the whole dossier", allow, "", "", nil, []string{"4 step-without-evidence 3"}},
		{"the record comes first", allow, allow, "", nil, []string{"5 step-without-evidence 2", "4 step-without-evidence 1"}},
		{"nothing is left for the dossier", allow, allow, allow,
			[]string{"4 warning unused-allow: nothing here is a case of `step-without-evidence`"},
			[]string{"5 step-without-evidence 2", "10 step-without-evidence 1", "4 step-without-evidence 0"}},
		{"another code", "", allow, "{code: unused-claim, reason: none}",
			[]string{"9 " + step, "10 warning unused-allow: nothing here is a case of `unused-claim`"},
			[]string{"5 step-without-evidence 2", "10 unused-claim 0"}},
		{"no code", "", allow, "{code: step-without-evidense, reason: none}",
			[]string{"9 " + step, "10 error invalid-value: there is no code `step-without-evidense`, did you mean `step-without-evidence`?"},
			[]string{"5 step-without-evidence 2", "10 step-without-evidense 0"}},
		{"an error", "{code: yaml-syntax, reason: none}", allow, allow,
			[]string{"4 error invalid-value: `yaml-syntax` is an error and cannot be allowed, mend what it is about, and take the entry out"},
			[]string{"5 step-without-evidence 2", "10 step-without-evidence 1", "4 yaml-syntax 0"}},
		{"an allowance cannot be allowed", "{code: unused-allow, reason: none}", allow, allow,
			[]string{"4 error invalid-value: `unused-allow` cannot be allowed, mend what it is about, and take the entry out; the README says what each code means"},
			[]string{"5 step-without-evidence 2", "10 step-without-evidence 1", "4 unused-allow 0"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := dossier(t, claims(test.site, test.first, test.second))
			found := check.Check(d)
			slices.SortStableFunc(found, func(a, b diag.Diagnostic) int { return a.Line - b.Line })
			var got []string
			for _, x := range found {
				message := x.Message
				if x.Severity == diag.Error {
					message += ", " + x.Hint
				}
				got = append(got, fmt.Sprintf("%d %s %s: %s", x.Line, x.Severity, x.Code, message))
			}
			same(t, "doubts", got, test.want)
			got = nil
			for _, x := range check.Allowed(d) {
				if x.Reason == "" {
					t.Errorf("%v has no reason", x)
				}
				got = append(got, fmt.Sprintf("%d %s %d", x.Line, x.Code, x.Answers))
			}
			same(t, "allowances", got, test.allowed)
		})
	}
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("the %s are\n\t%s\nwant\n\t%s", what, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// A word that is nowhere near a code is answered with all of them.
func TestAllowOfNoCode(t *testing.T) {
	found := check.Check(dossier(t, claims("{code: xyz, reason: none}", "", "")))
	i := slices.IndexFunc(found, func(d diag.Diagnostic) bool { return d.Code == "invalid-value" })
	if i < 0 {
		t.Fatal("nothing is told of an unknown code")
	}
	for _, r := range check.Rules {
		if !strings.Contains(found[i].Hint, r.Code) {
			t.Errorf("the hint does not name %s", r.Code)
		}
	}
}
