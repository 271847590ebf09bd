package check

import (
	"fmt"

	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// impossibleDates names pairs of dates that cannot both be right, such as an
// event that was known before it began. Plans may be known before their day.
func impossibleDates(d *model.Dossier, warn warn) {
	compare := func(of model.Node, at diag.Pos, first date.Date, what string, second date.Date, than string) {
		if before(first, second) {
			warn(of, at, fmt.Sprintf("%s %s, before it was %s %s", what, first, than, second), "one of the two dates is wrong")
		}
	}
	for _, a := range d.Articles {
		for _, v := range a.Versions {
			compare(article(a), v.Pos, v.Updated, "updated", v.Date, "published")
		}
	}
	for _, s := range d.Sources {
		compare(source(s), s.Pos, s.Accessed, "read", s.Published, "published")
		for _, copied := range s.Archive {
			compare(source(s), copied.Pos, copied.Captured, "archived", s.Published, "published")
		}
	}
	for _, c := range d.Claims {
		for _, s := range c.History {
			compare(claim(c), s.Pos, s.Known, "known", s.Date, "done")
		}
		for _, r := range c.RightOfReply {
			compare(claim(c), r.Pos, r.Answered, "answered", r.Asked, "asked")
		}
	}
	for _, e := range d.Events {
		if e.Status == "occurred" || e.Status == "alleged" {
			compare(event(e), e.Pos, e.Known, "known", e.Date, "begun")
		}
	}
}

// before reports whether a is certainly over when b begins. Nothing is certain
// about what is approximate, uncertain or not given.
func before(a, b date.Date) bool {
	return certain(a) && certain(b) && a.Last() < b.First()
}

func certain(d date.Date) bool { return !d.IsZero() && !d.Approximate() && !d.Uncertain() }
