package check

import (
	"fmt"

	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// roleAgainstDate names what an entity did, or who served it, before it was
// founded. Either a date is wrong, or a forerunner is meant, which deserves a
// record of its own.
func roleAgainstDate(d *model.Dossier, warn warn) {
	founded := foundings(d)
	doubt := func(of model.Node, at diag.Pos, when date.Date, e *model.Entity) {
		if day := founded[e]; before(when, day) {
			warn(of, at, fmt.Sprintf("`%s` has a part in %s, before it was founded %s", e.ID, when, day), "one of the two dates is wrong, or a forerunner is meant")
		}
	}
	for _, e := range d.Events {
		for _, p := range e.Participants {
			if p.Role != "location" {
				doubt(event(e), e.Pos, e.Date, p.Entity.To)
			}
		}
	}
	for _, r := range d.Relationships {
		switch r.Type {
		case "officer-of", "member-of":
			doubt(relationship(r), r.Pos, r.Date.Start(), r.To.To)
		case "employs", "owns":
			doubt(relationship(r), r.Pos, r.Date.Start(), r.From.To)
		}
	}
}

// foundings returns when entities were founded: of several dates the earliest.
func foundings(d *model.Dossier) map[*model.Entity]date.Date {
	m := map[*model.Entity]date.Date{}
	for _, r := range d.Relationships {
		if r.Type != "founded" || r.Date.IsZero() {
			continue
		}
		if day, known := m[r.To.To]; !known || date.Compare(r.Date, day) < 0 {
			m[r.To.To] = r.Date
		}
	}
	return m
}
