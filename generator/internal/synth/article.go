package synth

import (
	"strconv"
	"strings"
)

func (d *dossier) castArticles(n int) {
	var all []*thing
	for i := range n {
		t := &thing{day: d.IntN(days), topic: d.topic(), actor: d.actors.any()}
		t.object = d.entities.but(t.actor)
		t.name = d.phrase([]phrase{
			{"{A}: ==was eingeräumt ist==", "{A}: ==what has been admitted=="},
			{"{O}: ==was belegt ist==", "{O}: ==what is documented=="},
			{"{A} und {o}", "{A} and {o}"},
		}).fill(t.topic.slots(t.actor.ref, phrase{}, t.day, 0)...)
		slug := "index"
		if i > 0 {
			slug = strings.TrimPrefix(t.topic.object.en, "the ")
		}
		t.id = d.id(slug)
		all = append(all, t)
	}
	d.articles = d.of(all)
}

// article writes an article in all languages.
func (d *dossier) article(i int, t *thing) {
	subtitle := d.plain(t.actor, t.object, t.topic, t.day)
	summary := d.plain(t.object, t.actor, d.topic(), t.day)
	common := mapping{{"date", iso(t.day)}, {"authors", d.authors()}}
	if d.chance(0.4) {
		common = append(common, field{"updated", iso(d.after(t.day, 10, 400))})
	}
	text := d.sections(i)
	write := func(name, title, subtitle, summary, text string) {
		front := append(mapping{{"title", title}, {"subtitle", subtitle}, {"summary", summary}}, common...)
		b := appendMapping([]byte("---\n"), front, 0)
		d.out.write("content/articles/"+name+".md", append(b, "---\n\n"+text...))
	}
	write(t.id, t.name.de, subtitle.de, summary.de, text.de)
	if d.langs > 1 {
		write(t.id+".en", t.name.en, subtitle.en, summary.en, text.en)
	}
}

// The length of an article, in words of its paragraphs and exhibits.
const (
	shortest   = 620
	lengthSpan = 640
)

// sections invents the text of the i-th article: paragraphs up to its length,
// and at the end of each section one exhibit. Every article has each of the
// first five exhibits; further sections take the others in turn.
func (d *dossier) sections(i int) phrase {
	d.notes = 0
	exhibits := []func() phrase{d.card, d.table, d.bullets, d.timeline, d.numbers}
	others := []func() phrase{d.code, d.network, d.definition, d.quote, d.link, d.note}
	want := shortest + d.IntN(lengthSpan)
	text := d.paragraph(3, 5)
	for n, order := 0, d.Perm(len(headings)); n < len(exhibits) || words(text) < want; n++ {
		show := others[(i+n)%len(others)]
		if n < len(exhibits) {
			show = exhibits[n]
		}
		text = text.plus(d.heading(order, n), same("\n\n"), d.paragraph(3, 5))
		if words(text) < want-100 {
			text = text.plus(same("\n\n"), d.paragraph(2, 5))
		}
		text = text.plus(same("\n\n"), show())
	}
	return text.plus(same("\n"))
}

// words is about how many words a text has.
func words(p phrase) int { return len(strings.Fields(p.de)) }

// heading is the heading of the n-th section. Its id is the same in all
// languages and appears once.
func (d *dossier) heading(order []int, n int) phrase {
	h := headings[order[n%len(order)]]
	id := slug(h.en)
	if n >= len(order) {
		id += "-" + strconv.Itoa(n)
	}
	level := "\n\n## "
	if n > 0 && d.chance(0.2) {
		level = "\n\n### "
	}
	return same(level).plus(h, same(" {#"+id+"}"))
}

// card is an embedded record.
func (d *dossier) card() phrase {
	crowd := d.claims
	switch d.IntN(4) {
	case 0:
		crowd = d.entities
	case 1:
		crowd = d.events
	}
	return same("![[" + crowd.any().id + "]]")
}

// table is a table; the bars of its mentions are escaped.
func (d *dossier) table() phrase {
	p := phrase{"| Wer | Was | Wann |\n| --- | --- | --- |", "| Who | What | When |\n| --- | --- | --- |"}
	for range d.between(3, 6) {
		who := d.mention(d.entities.any()).each(func(s string) string { return strings.ReplaceAll(s, "|", `\|`) })
		what := d.topic()
		p = p.plus(same("\n| "), who, same(" | "), what.object, same(" | "), month(d.IntN(days)), d.citation(), same(" |"))
	}
	return p
}

// bullets is a list of sentences.
func (d *dossier) bullets() phrase {
	p := same("- ").plus(d.backed())
	for range d.between(2, 4) {
		p = p.plus(same("\n- "), d.backed())
	}
	return p
}

// numbers is a numbered list.
func (d *dossier) numbers() phrase {
	p := same("1. ").plus(d.backed())
	for i := range d.between(2, 3) {
		p = p.plus(same("\n"+strconv.Itoa(i+2)+". "), d.backed())
	}
	return p
}

// timeline is a filtered timeline.
func (d *dossier) timeline() phrase {
	from := d.between(2010, 2021)
	lines := []string{"```timeline", "from: " + strconv.Itoa(from), "to: " + strconv.Itoa(from+3) + "-12"}
	if d.chance(0.5) {
		lines = append(lines, "entity: "+d.entities.any().id)
	} else {
		lines = append(lines, "importance: key")
	}
	if d.chance(0.3) {
		lines = append(lines, "type: "+d.often("publication", "statement", "ruling"))
	}
	return same(strings.Join(lines, "\n") + "\n```")
}

// network is a picture of relationships.
func (d *dossier) network() phrase {
	return same("```network\nentities: " + strings.Join(ids(d.entities.several(d.between(2, 5))), ", ") + "\n```")
}

var listings = []string{
	"text {hl_lines=[2] title=\"{t}\"}\nTag    Konto          Adresse\nTag 1  papierdrache   192.0.2.44\nTag 1  teekessel      198.51.100.17",
	"json {title=\"{t}\"}\n{\n  \"name\": \"Prüfbericht\",\n  \"pages\": 112,\n  \"public\": false\n}",
	"sql\nSELECT konto, adresse FROM zugriffe\nWHERE tag BETWEEN 1 AND 14 -- größer als üblich\nORDER BY tag;",
	"go {hl_lines=[2-3]}\nfunc erlaubt(konto string) bool {\n\t_, ok := freigaben[konto]\n\treturn ok\n}",
}

// code is a block of highlighted code.
func (d *dossier) code() phrase {
	caption := phrase{"Zur Veranschaulichung: erfunden", "For illustration: made up"}
	return same("```" + d.word(listings) + "\n```").fill(slot{"{t}", caption})
}

// definition is a definition list.
func (d *dossier) definition() phrase {
	t := d.one("term")
	return t.name.plus(same("\n: "), d.backed())
}

// quote is a quotation.
func (d *dossier) quote() phrase { return same("> ").plus(d.backed()) }

// link is a sentence with a link to the file of an entity.
func (d *dossier) link() phrase {
	if len(d.filed) == 0 {
		return d.backed()
	}
	t := d.filed[d.IntN(len(d.filed))]
	return phrase{"Mehr steht in der Akte [{a}]({f}).", "More is in the file [{a}]({f})."}.
		fill(slot{"{a}", t.name}, slot{"{f}", same("../" + strings.TrimPrefix(t.file, "content/"))}).
		plus(d.citation())
}

// note is a paragraph with a footnote. An article may have several.
func (d *dossier) note() phrase {
	d.notes++
	name := strconv.Itoa(d.notes)
	return phrase{"Eine Anmerkung gehört hierher.", "A remark belongs here."}.
		plus(same("[^"+name+"][@editorial]\n\n[^"+name+"]: "), d.backed())
}
