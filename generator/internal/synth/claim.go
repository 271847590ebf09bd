package synth

import (
	"slices"
	"strings"
)

func (d *dossier) castClaims(n int) {
	var all []*thing
	for range n {
		t := &thing{day: d.IntN(days), topic: d.topic(), actor: d.actors.any()}
		t.object = d.entities.but(t.actor)
		t.name = phrase{"{a}: {o} {v}", "{a}: {o} {v}"}.fill(t.topic.slots(t.actor.name, phrase{}, t.day, 0)...)
		t.id = d.id(cut(t.actor.id, 24) + "-" + t.topic.act.en + "-" + strings.TrimPrefix(t.topic.object.en, "the "))
		all = append(all, t)
	}
	d.claims = d.of(all)
}

// cut shortens an id, so that what follows it is not lost.
func cut(id string, n int) string { return strings.TrimRight(id[:min(n, len(id))], "-") }

// life is the statuses that a claim went through, and the verdict at its end.
type life struct {
	statuses    []string
	credibility string
}

// lives are the ways in which claims fare, the more frequent first.
var lives = []life{
	{[]string{"asserted"}, "cannot-be-judged"},
	{[]string{"asserted", "denied"}, "possibly-true"},
	{[]string{"documented"}, "confirmed"},
	{[]string{"asserted", "corroborated"}, "probably-true"},
	{[]string{"asserted", "denied", "corroborated", "admitted"}, "confirmed"},
	{[]string{"asserted", "disputed", "documented"}, "confirmed"},
	{[]string{"asserted", "denied", "disputed", "refuted"}, "improbable"},
	{[]string{"asserted", "disputed"}, "doubtful"},
	{[]string{"asserted", "denied", "disputed", "corroborated", "documented", "adjudicated"}, "confirmed"},
	{[]string{"asserted", "denied", "retracted"}, "doubtful"},
	{[]string{"documented", "disputed", "superseded"}, "possibly-true"},
	{[]string{"asserted", "denied", "corroborated", "documented", "admitted"}, "confirmed"},
}

// claim writes a claim down.
func (d *dossier) claim(t *thing) record {
	about := []string{t.actor.id, t.object.id}
	l := lives[min(d.IntN(len(lives)), d.IntN(len(lives)))]
	r := record{shelf: iso(t.day)[:4], keys: mapping{
		{"title", d.text(t.name)},
		{"statement", d.text(d.plain(t.actor, t.object, t.topic, t.day))},
		{"about", about[:d.between(1, 2)]},
		{"date", d.edtf(t.day)},
		d.former(t),
		{"history", d.history(t, l.statuses)},
	}}
	if d.chance(0.6) {
		r.keys = append(r.keys, field{"assessment", mapping{
			{"credibility", l.credibility},
			{"date", checked},
			{"reason", d.text(d.prose(t.topic, t.actor, t.object, t.day, false))},
		}})
	}
	r.keys = append(r.keys, d.aftermath(t)...)
	if d.chance(0.3) {
		r.body = d.body(3)
	}
	return r
}

// history is a step for each status, in order of time.
func (d *dossier) history(t *thing, statuses []string) []mapping {
	var steps []mapping
	day := t.day
	for i, status := range statuses {
		if i > 0 {
			day = d.after(day, 0, 240)
		}
		by := []string{t.actor.id}
		if i%2 == 0 {
			by[0] = d.one("media", "authority", "person").id
		}
		step := mapping{{"date", iso(day)}, {"status", status}, {"by", by}}
		if d.chance(0.1) {
			step = append(step, field{"known", iso(d.after(day, 1, 90))})
		}
		if d.chance(0.7) {
			step = append(step, field{"note", d.text(d.prose(t.topic, t.actor, t.object, day, false))})
		}
		steps = append(steps, append(step, field{"evidence", d.stepEvidence(day)}))
	}
	return steps
}

// stepEvidence is evidence, now and then from a source that is not named.
func (d *dossier) stepEvidence(day int) any {
	n := d.between(1, 4)
	if len(d.secret) > 0 && d.chance(0.02) {
		secret := d.secret[d.IntN(len(d.secret))]
		return append(d.proof(day, n), mapping{{"source", secret.id}, {"stance", "supports"}})
	}
	return d.evidence(day, n)
}

// aftermath is what else may have become of a claim.
func (d *dossier) aftermath(t *thing) mapping {
	var m mapping
	if other := d.claims.but(t); other != nil && d.chance(0.4) {
		m = append(m, field{"relations", []mapping{{{"type", d.often("refines", "contradicts", "depends-on", "same-as")}, {"claim", other.id}}}})
	}
	if d.chance(0.25) {
		asked := d.after(t.day, 5, 40)
		m = append(m, field{"right_of_reply", []mapping{{
			{"entity", t.actor.id},
			{"asked", iso(asked)},
			{"answered", iso(d.after(asked, 0, 10))},
			{"text", d.text(d.prose(t.topic, t.actor, t.object, asked, false))},
			{"evidence", d.evidence(asked, 1)},
		}}})
	}
	if d.chance(0.03) {
		m = append(m, field{"corrections", []mapping{{
			{"date", iso(d.after(t.day, 100, 700))},
			{"text", d.text(corrected)},
		}}})
	}
	return m
}

var corrected = phrase{
	"In einer früheren Fassung stand hier ein falscher Monat.",
	"An earlier version gave the wrong month here.",
}

// changes is the public log, the newest entry first.
func (d *dossier) changes() []mapping {
	when := make([]int, 3+len(d.articles.all))
	for i := range when {
		when[i] = d.IntN(days)
	}
	slices.Sort(when)
	slices.Reverse(when)
	var log []mapping
	for _, day := range when {
		entry := d.phrase([]phrase{
			{"Neu im Dossier: {o}. Siehe [[{a}]].", "New in the dossier: {o}. See [[{a}]]."},
			{"Der Stand der Aussage [[{a}]] ist berichtigt.", "The status of [[{a}]] has been corrected."},
			{"Neue Quellen zu [[{a}]].", "New sources on [[{a}]]."},
		})
		about := d.claims.any()
		log = append(log, mapping{
			{"date", iso(day)},
			{"kind", d.often("update", "addition", "correction", "clarification")},
			{"text", d.text(entry.fill(slot{"{o}", d.topic().object}, slot{"{a}", same(about.id)}))},
			{"about", []string{about.id}},
		})
	}
	return log
}
