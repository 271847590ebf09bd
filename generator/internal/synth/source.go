package synth

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// castSources invents sources in families: a first report, and those that
// rest on it or on another of the family. A source rests only on earlier ones.
func (d *dossier) castSources(n int) {
	var public, family []*thing
	for i := range n {
		if i > 10 && d.chance(0.01) {
			d.secret = append(d.secret, &thing{id: d.id("gespraech-" + strconv.Itoa(i)), secret: true})
			continue
		}
		t := &thing{day: d.IntN(days), lang: d.often("de", "de", "en", "en", "fr"), topic: d.topic(), actor: d.actors.any()}
		if len(family) > 0 && len(family) < 9 && d.chance(0.45) {
			t.parent = family[min(d.IntN(len(family)), d.IntN(len(family)))]
			t.day, t.topic, t.actor = d.after(t.parent.day, 0, 12), t.parent.topic, t.parent.actor
		} else {
			family = nil
		}
		family = append(family, t)
		t.object = d.one("media")
		t.id = d.id(cut(t.object.id, 40) + "-" + iso(t.day))
		public = append(public, t)
	}
	d.sources = d.of(public)
	d.byDay = slices.Clone(public)
	slices.SortStableFunc(d.byDay, func(a, b *thing) int { return cmp.Compare(a.day, b.day) })
}

// sourceOf returns a source for something on a day: mostly one that was published
// soon after, else one that everybody quotes.
func (d *dossier) sourceOf(day int) *thing {
	if d.chance(0.4) {
		return d.sources.any()
	}
	i, _ := slices.BinarySearchFunc(d.byDay, day, func(t *thing, day int) int { return cmp.Compare(t.day, day) })
	return d.byDay[min(i+d.IntN(4), len(d.byDay)-1)]
}

// headline is a source's title in its language.
func (d *dossier) headline(t *thing) string {
	p := d.phrase([]phrase{
		{"Streit über {o}: Was {a} dazu sagt", "Dispute over {o}: what {a} says"},
		{"{A} hat {o} {v}", "{A} {v} {o}"},
		{"{O} und kein Ende", "{O}, and no end in sight"},
		{"Wer hat {o} {v}?", "Who {v} {o}?"},
	}).fill(t.topic.slots(t.actor.ref, t.actor.ref, t.day, 0)...)
	switch t.lang {
	case "de":
		return p.de
	case "en":
		return p.en
	}
	return d.word(frenchTitles)
}

// source writes a source down.
func (d *dossier) source(t *thing) record {
	if t.secret {
		return record{shelf: "vertraulich", keys: mapping{
			{"type", "interview"},
			{"visibility", "confidential"},
			{"public_label", d.text(phrase{"Gespräch mit einer Person aus dem Umfeld", "Conversation with a person close to the matter"})},
			{"reliability", d.often("B", "C")},
		}}
	}
	r := record{shelf: iso(t.day)[:4], keys: mapping{
		{"type", d.often("article-newspaper", "webpage", "report", "article-magazine", "legislation", "legal_case", "hearing", "broadcast", "dataset", "interview")},
		{"title", d.headline(t)},
		{"lang", t.lang},
		{"tier", d.often("secondary", "primary", "tertiary")},
		{"publisher", d.publisher(t)},
		d.former(t),
		{"published", iso(t.day)},
		{"url", fmt.Sprintf("https://%s.example/%s/%s", t.object.id, iso(t.day)[:4], t.id)},
		{"url_status", d.often("live", "live", "changed", "dead")},
		{"access", d.often("open", "paywall", "registration", "offline")},
		{"accessed", checked},
		{"reliability", d.often("B", "A", "C", "D", "E", "F")},
	}}
	if d.chance(0.5) {
		r.keys = append(r.keys, field{"authors", d.authors()})
	}
	r.keys = append(r.keys, d.provenance(t)...)
	if d.chance(0.6) {
		r.keys = append(r.keys, field{"summary", d.text(d.plain(t.actor, d.entities.any(), t.topic, t.day))})
	}
	return r
}

// publisher is mostly an entity, else a name.
func (d *dossier) publisher(t *thing) any {
	switch {
	case d.chance(0.7):
		return t.object.id
	case d.chance(0.1):
		return mapping{{"name", slug(t.object.name.de)}}
	}
	return d.word(regions) + "-Dienst"
}

func (d *dossier) authors() []string {
	authors := []string{d.person()}
	if d.chance(0.4) {
		authors = append(authors, d.one("person").id)
	}
	return authors
}

// provenance says what a source rests on, and where copies of it are.
func (d *dossier) provenance(t *thing) mapping {
	var m mapping
	if t.parent != nil {
		m = append(m, field{"based_on", []mapping{{
			{"source", t.parent.id},
			{"relation", d.often("derived", "quotes", "syndicates", "translates", "revises")},
		}}})
		if d.chance(0.2) {
			m = append(m, field{"own_reporting", "true"})
		}
	}
	if d.chance(0.15) {
		m = append(m, field{"archive", []mapping{{
			{"url", "https://archive.example/" + t.id},
			{"captured", checked},
			{"format", "text/html"},
			{"sha256", fmt.Sprintf("%016x%016x%016x%016x", d.Uint64(), d.Uint64(), d.Uint64(), d.Uint64())},
		}}})
	}
	return m
}

// evidence is a list of up to n sources for something on a day. Where nothing
// but the sources is said, their ids are enough.
func (d *dossier) evidence(day, n int) any {
	list := d.proof(day, n)
	if !slices.ContainsFunc(list, func(m mapping) bool { return len(m) > 1 }) {
		var ids []string
		for _, m := range list {
			ids = append(ids, m[0].value.(string))
		}
		return ids
	}
	return list
}

// proof is evidence written out.
func (d *dossier) proof(day, n int) []mapping {
	var list []mapping
	var used []*thing
	for range n {
		s := d.sourceOf(day)
		if slices.Contains(used, s) {
			continue
		}
		used = append(used, s)
		m := mapping{{"source", s.id}}
		if d.chance(0.2) {
			m = append(m, field{"stance", d.often("context", "disputes", "supports")})
		}
		if d.chance(0.5) {
			m = append(m, d.quotation(s)...)
		}
		list = append(list, m)
	}
	return list
}

// quotation is the words of a source that carry something, and their place.
func (d *dossier) quotation(s *thing) mapping {
	quote := d.plain(s.actor, d.entities.any(), s.topic, s.day)
	m := mapping{{"locator", mapping{
		{"label", d.often("page", "paragraph", "section", "chapter")},
		{"value", strconv.Itoa(d.between(1, 80))},
	}}}
	around := d.chance(0.2)
	switch s.lang {
	case "de":
		m = append(m, field{"quote", quote.de})
		if d.langs > 1 && d.chance(0.6) {
			m = append(m, field{"quote_translation", mapping{{"en", quote.en}}})
		}
		if around {
			m = append(m, field{"prefix", "Weiter heißt es:"}, field{"suffix", "Mehr war nicht zu erfahren."})
		}
	case "en":
		m = append(m, field{"quote", quote.en}, field{"quote_translation", mapping{{"de", quote.de}}})
		if around {
			m = append(m, field{"prefix", "It goes on:"}, field{"suffix", "No more was to be learnt."})
		}
	}
	if d.chance(0.15) {
		m = append(m, field{"note", d.text(phrase{
			"Die Stelle betrifft [[{a}]]: gelesen als Auszug.",
			"The passage concerns [[{a}]]: read as an excerpt.",
		}.fill(slot{"{a}", same(s.actor.id)}))})
	}
	return m
}
