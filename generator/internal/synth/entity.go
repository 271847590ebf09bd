package synth

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const privatePerson = "private-person"

// entityTypes come again and again in this order: the first four are the hubs.
var entityTypes = []string{
	"company", "person", "authority", "media", "product", "project", "person", "place", "term", "organization",
	"company", "person", "law", "person", "term", "case", "company", "person", "authority", "media",
}

// actorTypes are the types of entities that can do something.
var actorTypes = []string{"company", "person", "authority", "media", "organization"}

// publicPersons is how many entities come before the first private person.
const publicPersons = 20

func (d *dossier) castEntities(n int) {
	types := map[string][]*thing{}
	var public []*thing
	for i := range n {
		t := &thing{typ: entityTypes[i%len(entityTypes)], day: d.IntN(days)}
		d.baptize(t)
		if t.typ == "person" {
			t.privacy = d.often("public-figure", "public-role")
			if i >= publicPersons && d.chance(0.08) {
				t.privacy = privatePerson
				d.private = append(d.private, t)
				continue
			}
		}
		public = append(public, t)
		types[t.typ] = append(types[t.typ], t)
	}
	d.entities = d.of(public)
	d.actors = d.of(slices.DeleteFunc(slices.Clone(public), func(t *thing) bool { return !t.acts() }))
	d.byType = map[string]crowd{}
	for _, typ := range entityTypes {
		if _, done := d.byType[typ]; !done && types[typ] != nil {
			d.byType[typ] = d.of(types[typ])
		}
	}
}

// baptize gives an entity its id and a name. A name that is taken gets a
// number, but persons may share theirs.
func (d *dossier) baptize(t *thing) {
	t.name, t.ref = d.named(t.typ)
	t.id = d.id(t.name.de)
	if n, numbered := strings.CutPrefix(t.id, slug(t.name.de)+"-"); numbered && t.typ != "person" {
		t.name, t.ref = t.name.plus(same(" "+n)), t.ref.plus(same(" "+n))
	}
}

// named invents a name, and how it stands in a sentence.
func (d *dossier) named(typ string) (name, ref phrase) {
	city := d.phrase(cities)
	switch typ {
	case "person":
		name = same(d.person())
	case "company":
		name = same(d.word(regions) + d.word(trades) + " " + d.word(firms))
	case "product":
		name = same(d.word(regions) + d.word(goods))
	case "place":
		if d.chance(0.7) {
			district := d.phrase(districts)
			city = phrase{city.de + "-" + district.de, city.en + " " + district.en}
		}
		name = city
	case "authority":
		name = d.phrase(offices)
		name = phrase{name.de + " " + city.de, city.en + " " + name.en}
		return name, withArticle(name, "die ")
	case "media":
		name = same(city.de + "-" + d.word(papers))
		return name, withArticle(name, "die ")
	case "organization":
		name = d.phrase(causes)
		name = phrase{"Initiative " + name.de + " " + city.de, name.en + " Initiative " + city.en}
		return name, withArticle(name, "die ")
	case "project":
		name = d.phrase(animals)
		name = phrase{"Projekt " + name.de, "Project " + name.en}
		return name, phrase{"das " + name.de, name.en}
	case "law":
		name = d.phrase(laws).plus(same(" " + strconv.Itoa(2010+d.IntN(15))))
		return name, withArticle(name, "das ")
	case "case":
		number := fmt.Sprintf("%d K %d/%d", d.between(1, 14), d.between(1, 999), d.between(10, 24))
		return phrase{"Verfahren " + number, "Case " + number}, phrase{"das Verfahren " + number, "case " + number}
	case "term":
		return d.term()
	}
	return name, name
}

// withArticle puts the definite article before a name.
func withArticle(name phrase, de string) phrase { return phrase{de + name.de, "the " + name.en} }

func (d *dossier) term() (name, ref phrase) {
	base := d.phrase(terms)
	gender := "die "
	if neuter[base.de] {
		gender = "das "
	}
	name = d.phrase(kindsOfTerm).plus(base)
	return name, withArticle(name, gender)
}

// person invents a person's name.
func (d *dossier) person() string {
	last := d.word(lastNames)
	if d.chance(0.3) {
		last += "-" + d.word(lastNames)
	}
	return d.word(firstNames) + " " + last
}

// entity writes an entity down.
func (d *dossier) entity(t *thing) record {
	r := record{id: t.id, shelf: t.typ, keys: mapping{
		{"type", t.typ},
		{"name", d.name(t.name)},
		{"privacy", t.privacy},
	}}
	if t.privacy == privatePerson {
		return r
	}
	r.keys = append(r.keys, d.former(t))
	if d.chance(0.2) {
		r.keys = append(r.keys, field{"aliases", []string{alias(t.name.de)}})
	}
	if d.chance(0.3) {
		r.keys = append(r.keys, field{"same_as", []string{"https://example.org/wiki/" + t.id}})
	}
	r.keys = append(r.keys, field{"summary", d.text(d.plain(t, d.entities.any(), d.topic(), t.day))})
	if d.chance(0.4) {
		r.keys = append(r.keys, field{"facts", d.facts(t)})
	}
	if d.chance(0.3) {
		r.body = d.body(2)
	}
	return r
}

// alias is what people call something for short: its initials.
func alias(name string) string {
	words := strings.Fields(name)
	if len(words) == 1 {
		return string([]rune(name)[:3])
	}
	var b strings.Builder
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}

var properties = []phrase{{"Sitz", "Seat"}, {"Gründung", "Founded"}, {"Beschäftigte", "Staff"}, {"Leitung", "Head"}, {"Zuständigkeit", "Remit"}}

// facts are the lines of an infobox.
func (d *dossier) facts(t *thing) []mapping {
	var lines []mapping
	for _, i := range d.Perm(len(properties))[:d.between(1, 4)] {
		value := same(strconv.Itoa(d.between(12, 4000)))
		switch i {
		case 0:
			value = same("[[" + d.one("place").id + "]]")
		case 1:
			value = same(strconv.Itoa(d.between(1880, 2015)))
		case 3:
			value = same("[[" + d.one("person").id + "]]")
		case 4:
			value = d.topic().object
		}
		lines = append(lines, mapping{
			{"property", d.text(properties[i])},
			{"value", d.text(value)},
			{"date", d.interval(t.day)},
			{"evidence", d.evidence(t.day, d.between(1, 2))},
		})
	}
	return lines
}

// former gives a record in fifty an old id.
func (d *dossier) former(t *thing) field {
	if !d.chance(0.02) {
		return field{}
	}
	return field{"formerly", []string{d.id("alt-" + t.id)}}
}

// body invents a text of a few paragraphs.
func (d *dossier) body(most int) phrase {
	p := d.paragraph(2, 5)
	for range d.between(1, most) {
		p = p.plus(same("\n\n"), d.paragraph(2, 5))
	}
	if d.chance(0.3) {
		h := d.phrase(headings)
		p = p.plus(same("\n\n## "), h.plus(same(" {#"+slug(h.en)+"}")), same("\n\n"), d.paragraph(2, 4))
	}
	return p.plus(same("\n"))
}
