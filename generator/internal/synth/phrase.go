package synth

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrase is a text in both languages.
type phrase struct{ de, en string }

// same is a text that both languages share.
func same(s string) phrase { return phrase{s, s} }

// text writes a phrase down: as a map of languages, or as a string if there is
// only one.
func (d *dossier) text(p phrase) any {
	if d.langs == 1 {
		return p.de
	}
	return mapping{{"de", p.de}, {"en", p.en}}
}

// name writes a name down, as a string if it holds in every language.
func (d *dossier) name(p phrase) any {
	if p.de == p.en {
		return p.de
	}
	return d.text(p)
}

// slot is a sign in a phrase and what takes its place.
type slot struct {
	sign string
	with phrase
}

// fill puts phrases into the slots of p.
func (p phrase) fill(slots ...slot) phrase {
	var de, en []string
	for _, s := range slots {
		de, en = append(de, s.sign, s.with.de), append(en, s.sign, s.with.en)
	}
	return phrase{strings.NewReplacer(de...).Replace(p.de), strings.NewReplacer(en...).Replace(p.en)}
}

// each changes both languages of p alike.
func (p phrase) each(f func(string) string) phrase { return phrase{f(p.de), f(p.en)} }

// plus joins phrases without a gap.
func (p phrase) plus(more ...phrase) phrase {
	for _, m := range more {
		p.de += m.de
		p.en += m.en
	}
	return p
}

// capital begins a text with a capital.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// month says in which month a day is.
func month(day int) phrase {
	t := on(day)
	m, year := months[t.Month()-1], strconv.Itoa(t.Year())
	return phrase{"im " + m.de + " " + year, "in " + m.en + " " + year}
}

// topic is what people in this dossier argue about.
type topic struct{ object, act phrase }

func (d *dossier) topic() topic { return topic{d.phrase(objects), d.phrase(acts)} }

// slots are the signs that every sentence may use: {A} and {a} an entity at
// the beginning and inside, {b} another, {O} and {o} a thing, {v} what was
// done with it, {D} and {d} when, {n} how many.
func (t topic) slots(a, b phrase, day, n int) []slot {
	return []slot{
		{"{A}", a.each(capital)}, {"{a}", a}, {"{b}", b},
		{"{O}", t.object.each(capital)}, {"{o}", t.object}, {"{v}", t.act},
		{"{D}", month(day).each(capital)}, {"{d}", month(day)}, {"{n}", same(strconv.Itoa(n))},
	}
}

// acts reports whether a thing can do something.
func (t *thing) acts() bool { return slices.Contains(actorTypes, t.typ) }

// sentence chooses a sentence that suits two entities, and their order in it:
// only an actor can be the first.
func (d *dossier) sentence(a, b *thing) (p phrase, first, second *thing) {
	if !a.acts() {
		a, b = b, a
	}
	if !a.acts() {
		a = d.actors.any()
	}
	if b.acts() {
		return d.phrase(sentences), a, b
	}
	return d.phrase(thingSentences), a, b
}

// plain invents a sentence without markup.
func (d *dossier) plain(a, b *thing, t topic, day int) phrase {
	p, a, b := d.sentence(a, b)
	return p.fill(t.slots(a.ref, b.ref, day, d.between(3, 90))...)
}

// mention refers to an entity, by its name or in the author's words.
func (d *dossier) mention(t *thing) phrase {
	if t.ref == t.name && d.chance(0.7) {
		return same("[[" + t.id + "]]")
	}
	return t.ref.each(func(words string) string { return "[[" + t.id + "|" + words + "]]" })
}

// capitalMention is a mention at the beginning of a sentence.
func (d *dossier) capitalMention(t *thing) phrase {
	if t.ref == t.name {
		return d.mention(t)
	}
	return t.ref.each(func(words string) string { return "[[" + t.id + "|" + capital(words) + "]]" })
}

// prose invents a sentence with mentions, some words of it under the marker.
func (d *dossier) prose(t topic, a, b *thing, day int, marked bool) phrase {
	p, a, b := d.sentence(a, b)
	slots := t.slots(same(""), d.mention(b), day, d.between(3, 90))
	slots[0].with, slots[1].with = d.capitalMention(a), d.mention(a)
	if marked {
		slots[3].with = slots[3].with.each(mark)
		slots[4].with = slots[4].with.each(mark)
	}
	return p.fill(slots...)
}

// mark puts words under the marker.
func mark(words string) string { return "==" + words + "==" }

// backed invents a sentence with mentions and the citation that backs it.
func (d *dossier) backed() phrase {
	a := d.actors.any()
	b := d.entities.but(a)
	if len(d.private) > 0 && d.chance(0.01) {
		b = d.private[d.IntN(len(d.private))]
	}
	s := d.prose(d.topic(), a, b, d.IntN(days), d.chance(0.5))
	if d.chance(0.1) {
		s = s.plus(same(" "), d.aside())
	}
	return s.plus(d.citation())
}

// aside is a sentence that points to an event or a claim.
func (d *dossier) aside() phrase {
	if d.chance(0.5) {
		return phrase{"Davor lag ein Vorgang, der ebenfalls belegt ist: [[{e}]].", "It followed another event that is documented too: [[{e}]]."}.
			fill(slot{"{e}", same(d.events.any().id)})
	}
	return phrase{"Das Dossier führt dies als [[{c}|eigene Aussage]].", "The dossier lists this as [[{c}|a claim of its own]]."}.
		fill(slot{"{c}", same(d.claims.any().id)})
}

// citation is a bracket behind a sentence, the same in both languages but for
// the label of its locator.
func (d *dossier) citation() phrase {
	n := d.IntN(10)
	switch {
	case n == 0:
		return same("[@editorial]")
	case n == 1:
		return same("[@" + d.claims.any().id + "]")
	case n < 4:
		id, page := d.sources.any().id, strconv.Itoa(d.between(1, 60))
		return phrase{"[@" + id + ", S. " + page + "]", "[@" + id + ", p. " + page + "]"}
	}
	ids := []string{}
	for _, s := range d.sources.several(d.between(1, 3)) {
		ids = append(ids, "@"+s.id)
	}
	return same("[" + strings.Join(ids, "; ") + "]")
}

// paragraph invents a few backed sentences.
func (d *dossier) paragraph(least, most int) phrase {
	p := d.backed()
	for range d.between(least, most) - 1 {
		p = p.plus(same(" "), d.backed())
	}
	return p
}
