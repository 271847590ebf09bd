package render

import (
	"html/template"
	"slices"

	"belegt/generator/internal/date"
	"belegt/generator/internal/markdown"
	"belegt/generator/internal/model"
)

// EventView is the page of an event.
type EventView struct {
	Shell
	Type         string
	Title        T
	When         Time
	Known        *Time
	Status       string
	Uncertain    bool
	Summary      H
	Body         *BodyView
	Participants []RoleGroup
	Evidence     []Evidence
	Claims       []ClaimBrief
	Before       []EventRow
	After        []EventRow
	Uses         UseList
	Pager        *Pager
	First        bool
}

// RoleGroup are those who took part in one way.
type RoleGroup struct {
	Role     string
	Entities []Link
}

// EventRow is an event in a list.
type EventRow struct {
	ID         string
	Link       Link
	When       Time
	Day        Time // without the year, for lists under a year
	Type       string
	Importance string
	Status     string // where it did not simply occur
	Unsure     bool   // its day is not known for certain
	Summary    H
	Sources    string
	Ruler      template.HTML
}

func (l *language) eventRow(e *model.Event) EventRow {
	r := EventRow{
		ID:         e.ID,
		Link:       l.link(nodeOf(model.KindEvent, e.ID)),
		When:       l.shortTime(e.Date),
		Day:        l.moment(e.Date, e.Date.ShowDayMonth(l.dates)),
		Type:       l.Say("event-type." + e.Type),
		Importance: e.Importance,
		Unsure:     unsure(e.Date),
		Summary:    l.prose(e.Summary),
		Sources:    l.Count("count.evidence", len(e.Evidence)),
	}
	if e.Status != "occurred" {
		r.Status = l.Say("event-status." + e.Status)
	}
	return r
}

// unsure reports whether the day of a date is in doubt, or not said at all.
func unsure(d date.Date) bool {
	return d.Uncertain() || d.Approximate() || d.First() != d.Last()
}

// around is how many events before and after are shown.
const around = 3

func (l *language) eventView(e *model.Event, i, n int) EventView {
	path := l.site.addr.node(nodeOf(model.KindEvent, e.ID))
	title := l.text(e.Title)
	v := EventView{
		Shell: l.shell("event", "timeline", numbered(path, n), title.Text, l.flat(e.Summary.In(l.code))),
		Type:  l.Say("event-type." + e.Type),
		Title: title,
		When:  l.time(e.Date),
		Uses:  l.uses(e.Uses, n),
		First: n == 1,
	}
	v.Pager = l.pagedBy(&v.Shell, path, n, func(l *language) int { return pages(len(l.mine(e.Uses))) })
	v.foreign(title.Lang)
	v.Along = beside(l, l.site.d.Events, i, func(e *model.Event) model.Node { return nodeOf(model.KindEvent, e.ID) })
	if n > 1 {
		return v
	}
	v.Uncertain = v.When.Vague
	if e.Status != "occurred" {
		v.Status = l.Say("event-status." + e.Status)
	}
	v.Known = l.knownLater(e)
	v.Summary, v.Body = l.prose(e.Summary), l.body(e.Body)
	v.Evidence = l.evidence(e.Evidence, nil)
	v.Participants = l.roles(e.Participants)
	v.Claims = l.claimsOf(e)
	all := l.site.d.Events
	for _, x := range all[max(0, i-around):i] {
		v.Before = append(v.Before, l.eventRow(x))
	}
	for _, x := range all[i+1 : min(len(all), i+1+around)] {
		v.After = append(v.After, l.eventRow(x))
	}
	data := map[string]any{"@context": "https://schema.org", "@type": "Event", "name": title.Text, "url": v.Canonical}
	if d, ok := e.Date.Datetime(); ok {
		data["startDate"] = d
	}
	v.JSONLD = data
	return v
}

// knownLater is when an event became public, where that was not its own day.
func (l *language) knownLater(e *model.Event) *Time {
	if e.Known.IsZero() || date.Compare(e.Known, e.Date) == 0 {
		return nil
	}
	return new(l.time(e.Known))
}

func (l *language) claimsOf(e *model.Event) []ClaimBrief {
	var out []ClaimBrief
	for _, r := range e.Claims {
		out = append(out, l.claimBrief(r.To, false))
	}
	return out
}

// roles groups those who took part, in the order of the format's roles.
func (l *language) roles(all []model.Participant) []RoleGroup {
	var out []RoleGroup
	for _, role := range append(slices.Clone(model.Roles), "") {
		var who []Link
		for _, p := range all {
			if p.Role == role {
				who = append(who, l.entity(p.Entity.To))
			}
		}
		if who == nil {
			continue
		}
		word := l.Say("role.other")
		if role != "" {
			word = l.Say("role." + role)
		}
		out = append(out, RoleGroup{Role: word, Entities: who})
	}
	return out
}

// EventList is a filtered timeline inside a text.
type EventList struct {
	Title string
	Rows  []EventRow
	All   string // address of the whole timeline
}

// timelineBlock selects events as the keys of a timeline block say. An event
// is between two dates where its earliest day is.
func (l *language) timelineBlock(settings []markdown.Setting) *EventList {
	keep := func(*model.Event) bool { return true }
	and := func(f func(*model.Event) bool) {
		g := keep
		keep = func(e *model.Event) bool { return g(e) && f(e) }
	}
	for _, s := range settings {
		words := make([]string, len(s.Values))
		for i, v := range s.Values {
			words[i] = v.Text
		}
		switch s.Key {
		case "entity":
			and(func(e *model.Event) bool {
				return slices.ContainsFunc(e.Participants, func(p model.Participant) bool { return slices.Contains(words, p.Entity.ID) })
			})
		case "type":
			and(func(e *model.Event) bool { return slices.Contains(words, e.Type) })
		case "importance":
			and(func(e *model.Event) bool { return slices.Contains(words, e.Importance) })
		case "from", "to":
			d, err := date.Parse(words[0])
			if err != nil {
				continue // reported by link
			}
			if s.Key == "from" {
				and(func(e *model.Event) bool { return e.Date.First() >= d.First() })
			} else {
				and(func(e *model.Event) bool { return e.Date.First() <= d.Last() })
			}
		}
	}
	list := &EventList{All: l.site.addr.href(l.code, "timeline/")}
	for _, e := range l.site.d.Events {
		if keep(e) {
			list.Rows = append(list.Rows, l.eventRow(e))
		}
	}
	list.Title = l.Count("count.events", len(list.Rows))
	return list
}
