package synth

// happening is a type of event and what it is called.
type happening struct {
	typ   string
	title phrase
}

// happenings are the types of events, the more frequent first.
var happenings = []happening{
	{"publication", phrase{"{a} veröffentlicht Unterlagen: {o}", "{a} publishes documents: {o}"}},
	{"statement", phrase{"{a} äußert sich: {o}", "{a} comments: {o}"}},
	{"investigation", phrase{"{a} ermittelt: {o}", "{a} investigates: {o}"}},
	{"data-access", phrase{"{a} ruft Daten ab", "{a} looks up data"}},
	{"order", phrase{"{a} ordnet an: {o}", "{a} orders: {o}"}},
	{"filing", phrase{"{a} reicht Klage ein: {o}", "{a} files suit: {o}"}},
	{"hearing", phrase{"Anhörung zu {a}", "Hearing on {a}"}},
	{"ruling", phrase{"Urteil zu {a}: {o}", "Ruling on {a}: {o}"}},
	{"deal", phrase{"{a} schließt einen Vertrag: {o}", "{a} makes a deal: {o}"}},
	{"fine", phrase{"Geldbuße für {a}", "Fine for {a}"}},
	{"personnel", phrase{"Wechsel an der Spitze: {a}", "Change at the top: {a}"}},
	{"infrastructure", phrase{"{a}: neues Rechenzentrum in Betrieb", "{a}: new data centre in operation"}},
	{"law", phrase{"Neues Gesetz: {o}", "New law: {o}"}},
	{"other", phrase{"Rückblick auf {a}", "{a} in retrospect"}},
}

func (d *dossier) castEvents(n int) {
	var all []*thing
	for range n {
		h := happenings[min(d.IntN(len(happenings)), d.IntN(len(happenings)))]
		t := &thing{typ: h.typ, day: d.IntN(days), topic: d.topic(), actor: d.actors.any()}
		t.name = h.title.fill(t.topic.slots(t.actor.name, phrase{}, t.day, 0)...)
		t.id = d.id(cut(t.actor.id, 30) + "-" + h.typ + "-" + iso(t.day)[:7])
		all = append(all, t)
	}
	d.events = d.of(all)
}

// event writes an event down.
func (d *dossier) event(t *thing) record {
	r := record{shelf: iso(t.day)[:4], keys: mapping{
		{"type", t.typ},
		{"title", d.text(t.name)},
		{"date", d.edtf(t.day)},
		d.former(t),
	}}
	if t.typ == "data-access" || d.chance(0.05) {
		r.keys = append(r.keys, field{"known", iso(d.after(t.day, 20, 500))})
	}
	if d.chance(0.3) {
		r.keys = append(r.keys, field{"status", d.often("occurred", "alleged", "announced", "scheduled", "cancelled")})
	}
	if d.chance(0.5) {
		r.keys = append(r.keys, field{"importance", d.often("minor", "key", "normal")})
	}
	others := d.entities.several(d.between(0, 3))
	r.keys = append(r.keys,
		field{"summary", d.text(d.prose(t.topic, t.actor, d.entities.any(), t.day, false))},
		field{"participants", d.participants(t.actor, others)},
		field{"claims", ids(d.claims.several(d.between(0, 3)))},
		field{"evidence", d.evidence(t.day, d.between(1, 4))},
	)
	if d.chance(0.05) {
		r.body = d.body(2)
	}
	return r
}

// participants are those who take part in an event, each once.
func (d *dossier) participants(actor *thing, others []*thing) []mapping {
	list := []mapping{{{"entity", actor.id}, {"role", "actor"}}}
	for _, o := range others {
		if o != actor {
			list = append(list, mapping{{"entity", o.id}, {"role", d.often("target", "addressee", "witness", "issuer", "location")}})
		}
	}
	if len(d.private) > 0 && d.chance(0.05) {
		list = append(list, mapping{{"entity", d.private[d.IntN(len(d.private))].id}, {"role", "target"}})
	}
	return list
}

func ids(things []*thing) []string {
	var list []string
	for _, t := range things {
		list = append(list, t.id)
	}
	return list
}

// tie is a type of relationship and between whom it is plausible.
type tie struct{ from, typ, to string }

// ties are the types of relationships, the more frequent first.
var ties = []tie{
	{"person", "officer-of", "company"}, {"company", "owns", "company"}, {"company", "owns", "product"},
	{"authority", "investigates", "company"}, {"authority", "employs", "person"}, {"company", "located-in", "place"},
	{"authority", "regulates", "company"}, {"person", "member-of", "organization"}, {"company", "supplies", "company"},
	{"company", "hosts-data-for", "company"}, {"media", "employs", "person"}, {"person", "author-of", "project"},
	{"company", "audits", "company"}, {"person", "founded", "company"}, {"organization", "opposes", "law"},
	{"person", "reports-to", "person"}, {"company", "controls", "company"}, {"company", "negotiates-with", "authority"},
	{"product", "part-of", "project"}, {"company", "publishes", "media"}, {"person", "succeeds", "person"},
	{"organization", "supports", "project"},
}

// storeRelationships invents the relationships and writes them down.
func (d *dossier) storeRelationships() {
	s := &shelving{d: d, kind: "relationships", lists: map[string][]mapping{}}
	for range d.ties {
		t := ties[min(d.IntN(len(ties)), d.IntN(len(ties)))]
		from := d.one(t.from)
		to := d.one(t.to)
		for range 20 {
			if to == from {
				to = d.one(t.to)
			}
		}
		if to == from {
			to = d.entities.but(from)
		}
		s.put(d.relationship(from, t.typ, to))
	}
	s.flush()
}

// relationship writes a relationship down.
func (d *dossier) relationship(from *thing, typ string, to *thing) record {
	day := d.IntN(days)
	m := mapping{{"type", typ}, {"from", from.id}, {"to", to.id}}
	if d.chance(0.8) {
		m = append(m, field{"date", d.interval(day)})
	}
	if d.chance(0.3) {
		m = append(m, field{"status", d.often("in-force", "ended", "disputed", "proposed")})
	}
	if d.chance(0.4) {
		m = append(m, field{"detail", d.text(d.topic().object)})
	}
	return record{
		id:    d.id(cut(from.id, 24) + "-" + typ + "-" + cut(to.id, 16)),
		shelf: typ,
		keys:  append(m, field{"evidence", d.evidence(day, d.between(1, 3))}),
	}
}
