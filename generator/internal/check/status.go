package check

import (
	"fmt"

	"belegt/generator/internal/date"
	"belegt/generator/internal/model"
)

// statusAgainstDate names what time has overtaken: events that are scheduled
// for a day which has passed, ties in force whose term has run out, and ties
// that have ended without an end. The present is the day on which the editors
// last worked on the dossier, so that no clock decides.
func statusAgainstDate(d *model.Dossier, warn warn) {
	today := workedOn(d)
	for _, e := range d.Events {
		if e.Status == "scheduled" && before(e.Date, today) {
			warn(event(e), e.Pos, fmt.Sprintf("scheduled for %s, and it is %s", e.Date, today), "write what became of it: `occurred` or `cancelled`")
		}
	}
	for _, r := range d.Relationships {
		switch {
		case !r.Date.IsInterval():
		case r.Status == "in-force" && before(r.Date.End(), today):
			warn(relationship(r), r.Pos, fmt.Sprintf("in force, and over since %s", r.Date.End()), "write `status: ended`, or open the date: `"+r.Date.Start().String()+"/..`")
		case r.Status == "ended" && r.Date.OpenEnd():
			warn(relationship(r), r.Pos, fmt.Sprintf("ended, and its date %s has no end", r.Date), "write when it ended, or `status: in-force`")
		}
	}
}

// workedOn returns the latest day on which the editors certainly worked on the
// dossier, or the zero Date where nothing says when.
func workedOn(d *model.Dossier) date.Date {
	latest := date.MinDay
	take := func(x date.Date) {
		if certain(x) {
			latest = max(latest, x.First())
		}
	}
	for _, a := range d.Articles {
		for _, v := range a.Versions {
			take(v.Date)
			take(v.Updated)
		}
	}
	for _, s := range d.Sources {
		take(s.Accessed)
	}
	for _, c := range d.Claims {
		if c.Assessment != nil {
			take(c.Assessment.Date)
		}
	}
	for _, c := range d.Changes {
		take(c.Date)
	}
	if latest == date.MinDay {
		return date.Date{}
	}
	return date.Single(latest)
}
