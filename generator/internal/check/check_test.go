package check_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"belegt/generator/internal/check"
	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/link"
	"belegt/generator/internal/load"
	"belegt/generator/internal/model"
)

// cast is the dossier that the examples of the rules play in. On its own it
// gives no warning.
const cast = `
-- content/site.yaml --
title: The leak
languages: [en]
base_url: https://example.org/
publisher: {name: The Desk, contact: desk@example.org}
-- content/articles/index.md --
---
title: The leak
date: 2022-06-01
---

[[acme]], [[ann]], [[rival]] and [[desk]], the [[valve]].[@memo; @report; @copy; @undated]
-- content/facts/entities/cast.yaml --
- {id: acme, type: company, name: Acme}
- {id: rival, type: company, name: Rival}
- {id: desk, type: media, name: The Desk}
- {id: ann, type: person, name: Ann, privacy: public-role}
- {id: bob, type: person, name: Bob, privacy: private-person}
- {id: carl, type: person, name: Carl, privacy: private-person}
- {id: valve, type: term, name: valve}
-- content/facts/sources/cast.yaml --
- {id: memo, type: report, title: Memo, lang: en, tier: primary, published: 2022-01-10, access: offline}
- {id: report, type: article-newspaper, title: Report, lang: en, tier: secondary, publisher: desk, published: 2022-03-04, access: offline}
- {id: copy, type: article-newspaper, title: Copy, lang: en, tier: tertiary, published: 2022-03, access: offline, based_on: [report], own_reporting: false}
- {id: undated, type: webpage, title: Page, lang: en, tier: tertiary, access: offline, own_reporting: false}
- {id: voice, type: interview, visibility: confidential, public_label: a voice}
`

// dossier loads and links the cast with the files of an archive, which replace
// those of the same name. A piece without a file's header is one claim, c, that
// an article uses.
func dossier(t testing.TB, archive string) *model.Dossier {
	t.Helper()
	if !strings.HasPrefix(archive, "-- ") {
		archive = "-- content/facts/claims/c.yaml --\nstatement: Acme knew.\nabout: [acme]\n" + archive +
			"-- content/articles/uses.md --\n---\ntitle: T\n---\n\nIt knew.[@c]\n"
	}
	root := t.TempDir()
	for _, f := range append(txtar.Parse([]byte(cast)).Files, txtar.Parse([]byte(archive)).Files...) {
		path := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	records, _, problems := load.New().Load(root, load.Options{})
	d, more := link.Link(records)
	if problems = append(problems, more...); len(problems) > 0 {
		t.Fatalf("the example is no dossier: %v", problems)
	}
	return d
}

// example is a dossier in which a rule sees something, or nothing.
type example struct {
	name    string
	archive string
	want    []string // the warnings of the rule, as “file:line: message”
}

// examples tries a rule on each of its examples, among which there must be both
// doubtful and good ones.
func examples(t *testing.T, code string, all ...example) {
	t.Helper()
	doubtful := 0
	for _, x := range all {
		t.Run(x.name, func(t *testing.T) {
			var got []string
			for _, d := range check.Check(dossier(t, x.archive)) {
				if d.Code == code {
					got = append(got, fmt.Sprintf("%s:%d: %s", strings.TrimPrefix(d.File, "content/"), d.Line, d.Message))
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, x.want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(x.want, "\n\t"))
			}
		})
		if x.want != nil {
			doubtful++
		}
	}
	if doubtful == 0 || doubtful == len(all) {
		t.Errorf("%s: %d of %d examples are doubtful", code, doubtful, len(all))
	}
}

func TestCastIsGood(t *testing.T) {
	for _, d := range check.Check(dossier(t, "-- content/facts/.keep --\n")) {
		t.Errorf("%s:%d: %s: %s", d.File, d.Line, d.Code, d.Message)
	}
}

// Every rule has a code that is a warning, and examples.
func TestRulesAreListed(t *testing.T) {
	var tests strings.Builder
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		tests.Write(b)
	}
	var order []int
	for _, r := range check.Rules {
		i := slices.IndexFunc(diag.Codes, func(c diag.Code) bool { return c.Name == r.Code })
		if i < 0 || diag.Codes[i].Severity != diag.Warning {
			t.Errorf("%s is not listed as a warning", r.Code)
		}
		order = append(order, i)
		if !strings.Contains(tests.String(), `examples(t, "`+r.Code+`"`) {
			t.Errorf("no test has examples of %s", r.Code)
		}
	}
	if !slices.IsSorted(order) {
		t.Error("the rules stand in another order than the codes")
	}
}

// A dossier may turn around one thing. Rules that looked at all pairs of what
// hangs on it would take minutes here.
func TestHubs(t *testing.T) {
	const many = 100_000
	acme := &model.Entity{Base: model.Base{ID: "acme"}, Type: "company"}
	hub := &model.Claim{Base: model.Base{ID: "a"}, Assessment: &model.Assessment{Credibility: "confirmed"}}
	d := &model.Dossier{Site: &model.Site{Languages: []string{"en", "de"}}, Entities: []*model.Entity{acme}, Claims: []*model.Claim{hub}}
	day, err := date.Parse("2022-03-04")
	if err != nil {
		t.Fatal(err)
	}
	contradicts := func(c *model.Claim) model.ClaimRelation {
		return model.ClaimRelation{Type: "contradicts", Claim: model.Ref[model.Claim]{To: c}}
	}
	to := model.Ref[model.Entity]{ID: "acme", To: acme}
	for i := range many {
		base := model.Base{ID: fmt.Sprintf("b%d", i), Allow: []model.LintAllow{{Code: "unused-claim"}}}
		c := &model.Claim{Base: base, Assessment: hub.Assessment, About: []model.Ref[model.Entity]{to}, Relations: []model.ClaimRelation{contradicts(hub)}}
		hub.Relations = append(hub.Relations, contradicts(c))
		hub.History = append(hub.History, model.Step{Date: day, Status: "corroborated"})
		d.Claims = append(d.Claims, c)
		d.Events = append(d.Events, &model.Event{Base: base, Date: day, Participants: []model.Participant{{Entity: to}}})
		d.Relationships = append(d.Relationships, &model.Relationship{Base: base, Type: "founded", From: to, To: to, Date: day})
	}
	acme.Events, acme.Relationships, acme.ClaimsAbout = d.Events, d.Relationships, d.Claims
	start := time.Now()
	if found := check.Check(d); len(found) < many {
		t.Errorf("only %d doubts", len(found))
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("it takes %s", took)
	}
}
