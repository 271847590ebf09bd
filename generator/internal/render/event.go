package render

import (
	"html/template"
	"slices"
	"strconv"

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
	TypeKey    string
	Importance string
	Status     string // where it did not simply occur
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
		TypeKey:    e.Type,
		Importance: e.Importance,
		Summary:    l.prose(e.Summary),
		Sources:    l.Count("count.evidence", len(e.Evidence)),
	}
	if e.Status != "occurred" {
		r.Status = l.Say("event-status." + e.Status)
	}
	return r
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
	v.Here = title
	v.Along = beside(l, l.site.d.Events, i, func(e *model.Event) model.Node { return nodeOf(model.KindEvent, e.ID) })
	if n > 1 {
		return v
	}
	v.Uncertain = v.When.Vague
	if e.Status != "occurred" {
		v.Status = l.Say("event-status." + e.Status)
	}
	if !e.Known.IsZero() && date.Compare(e.Known, e.Date) != 0 {
		v.Known = new(l.time(e.Known))
	}
	v.Summary, v.Body = l.prose(e.Summary), l.body(e.Body)
	v.Evidence = l.evidence(e.Evidence, nil)
	v.Participants = l.roles(e)
	for _, r := range e.Claims {
		v.Claims = append(v.Claims, l.claimBrief(r.To, false))
	}
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

// roles groups those who took part, in the order of the format's roles.
func (l *language) roles(e *model.Event) []RoleGroup {
	var out []RoleGroup
	for _, role := range append(slices.Clone(model.Roles), "") {
		var who []Link
		for _, p := range e.Participants {
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

// TimelineView is the timeline, or one year of a long one.
type TimelineView struct {
	Shell
	Heading  string
	Count    string
	Overview template.HTML
	Types    []Filter
	Entities []Counted // those who take part most, each with a timeline of its own
	All      string    // address of all of them
	Years    []Year
	Index    []YearLink // of a timeline that is split by year
	Pager    *Pager
}

// Counted is a link with how many entries it leads to.
type Counted struct {
	Link
	N string
}

// Filter is a choice among events, with how many it leaves.
type Filter struct {
	Key  string
	Word string
	N    string
}

// Year is a year of the timeline.
type Year struct {
	ID     string
	Title  string
	Count  string
	Events []EventRow
}

// YearLink leads to the page of a year.
type YearLink struct {
	Title string
	Href  string
	Count string
}

// byYear groups events by the year of their earliest day.
func byYear(events []*model.Event) (years []int, in map[int][]*model.Event) {
	in = map[int][]*model.Event{}
	for _, e := range events {
		y := yearOf(e)
		if len(in[y]) == 0 {
			years = append(years, y)
		}
		in[y] = append(in[y], e)
	}
	slices.Sort(years)
	return years, in
}

func yearOf(e *model.Event) int {
	d := e.Date.First()
	if d == date.MinDay {
		d = e.Date.Last()
	}
	return d.Year()
}

func (l *language) timelineView() TimelineView {
	d := l.site.d
	years, in := byYear(d.Events)
	v := TimelineView{
		Shell:   l.shell("timeline", "timeline", "timeline/", l.Say("timeline.title"), l.Say("timeline.about")),
		Heading: l.timelineHeading(years),
		Count:   l.eventCounts(d.Events),
		Types:   l.eventTypes(d.Events),

		Entities: l.mostInvolved(), All: l.site.addr.href(l.code, "entities/"),
	}
	split := len(d.Events) > PerPage
	for _, y := range years {
		if split {
			v.Index = append(v.Index, YearLink{
				Title: strconv.Itoa(y), Href: l.site.addr.href(l.code, yearPath(y)), Count: l.eventCounts(in[y]),
			})
			continue
		}
		v.Years = append(v.Years, l.year(y, in[y], in[y]))
	}
	v.Overview = l.overview(d.Events, split)
	v.Shell.Scripts = append(v.Shell.Scripts, l.site.scripts("js/timeline.js")...)
	return v
}

func yearPath(y int) string { return "timeline/" + strconv.Itoa(y) + "/" }

// yearView is page n of a year of a timeline that is split.
func (l *language) yearView(y int, events []*model.Event, n int) TimelineView {
	title := strconv.Itoa(y)
	path := yearPath(y)
	v := TimelineView{
		Shell:   l.shell("timeline", "timeline", numbered(path, n), l.Say("timeline.title")+" "+title, l.Say("timeline.about")),
		Heading: l.Say("timeline.title") + " " + title,
		Count:   l.eventCounts(events),
		Types:   l.eventTypes(chunk(events, n)),
		Years:   []Year{l.year(y, events, chunk(events, n))},
	}
	v.Pager = l.paged(&v.Shell, path, n, pages(len(events)))
	return v
}

func (l *language) timelineHeading(years []int) string {
	if len(years) == 0 {
		return l.Say("timeline.title")
	}
	first, last := strconv.Itoa(years[0]), strconv.Itoa(years[len(years)-1])
	if first == last {
		return l.Say("timeline.title") + " " + first
	}
	return l.Say("timeline.title") + " " + first + "–" + last
}

func (l *language) year(y int, all, shown []*model.Event) Year {
	v := Year{ID: "_" + strconv.Itoa(y), Title: strconv.Itoa(y), Count: l.eventCounts(all)}
	for _, e := range shown {
		row := l.eventRow(e)
		row.Ruler = l.ruler(e.Date)
		v.Events = append(v.Events, row)
	}
	return v
}

// eventCounts says how many, and how many of them are key events.
func (l *language) eventCounts(events []*model.Event) string {
	key := 0
	for _, e := range events {
		if e.Importance == "key" {
			key++
		}
	}
	s := l.Count("count.events", len(events))
	if key > 0 {
		s += ", " + l.Count("count.key", key)
	}
	return s
}

// involved is how many entities the timeline offers to choose from.
const involved = 10

// mostInvolved leads to the timelines of those who take part in most events.
func (l *language) mostInvolved() []Counted {
	all := slices.DeleteFunc(slices.Clone(l.site.d.Entities), func(e *model.Entity) bool { return len(e.Events) == 0 })
	slices.SortStableFunc(all, func(a, b *model.Entity) int { return len(b.Events) - len(a.Events) })
	var out []Counted
	for _, e := range all[:min(len(all), involved)] {
		link := l.entity(e)
		link.Href += "#_events"
		out = append(out, Counted{link, l.Number(len(e.Events))})
	}
	return out
}

func (l *language) eventTypes(events []*model.Event) []Filter {
	n := map[string]int{}
	for _, e := range events {
		n[e.Type]++
	}
	var out []Filter
	for _, t := range model.EventTypes {
		if n[t] > 0 {
			out = append(out, Filter{Key: t, Word: l.Say("event-type." + t), N: l.Number(n[t])})
		}
	}
	return out
}
