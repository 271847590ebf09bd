package render

import (
	"html/template"
	"slices"
	"strconv"

	"belegt/generator/internal/date"
	"belegt/generator/internal/model"
)

// TimelineView is the timeline, or one year of a long one.
type TimelineView struct {
	Shell
	Heading  string
	Count    string
	Overview template.HTML
	Facets   []Facet
	Left     Left
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

// Left says how many events a choice leaves. Its words are for {n} of {all},
// its text is for all of them.
type Left struct{ Words, Text string }

// Facet is one respect in which events are chosen. Choices of one facet exclude
// each other; those of several combine.
type Facet struct {
	Key     string
	Title   string
	N       string // of all events
	Choices []Choice
	Rest    []Choice // of a long list, folded
	More    string   // says how many they are
}

// Choice is a choice among events, with how many it leaves.
type Choice struct {
	Facet string
	Key   string
	Word  T
	N     string
}

// Year is a year of the timeline.
type Year struct {
	ID     string
	Title  string
	Count  string
	Events []TimelineEvent
}

// TimelineEvent is an event on the timeline, which opens in place.
type TimelineEvent struct {
	EventRow
	Is           []string // the choices that leave it, as facet=choice
	Known        *Time
	Participants []RoleGroup
	Evidence     []Evidence
	Claims       []ClaimBrief
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
	if !split {
		l.offer(&v, d.Events)
	}
	v.Overview = l.overview(d.Events, split)
	v.Shell.Scripts = append(v.Shell.Scripts, l.site.scripts("js/timeline.js")...)
	return v
}

func yearID(y int) string { return "_" + strconv.Itoa(y) }

func yearPath(y int) string { return "timeline/" + strconv.Itoa(y) + "/" }

// yearView is page n of a year of a timeline that is split.
func (l *language) yearView(y int, events []*model.Event, n int) TimelineView {
	title := strconv.Itoa(y)
	path := yearPath(y)
	v := TimelineView{
		Shell:   l.shell("timeline", "timeline", numbered(path, n), l.Say("timeline.title")+" "+title, l.Say("timeline.about")),
		Heading: l.Say("timeline.title") + " " + title,
		Count:   l.eventCounts(events),
		Years:   []Year{l.year(y, events, chunk(events, n))},
	}
	v.Pager = l.paged(&v.Shell, path, n, pages(len(events)))
	l.offer(&v, chunk(events, n))
	v.Shell.Scripts = append(v.Shell.Scripts, l.site.scripts("js/timeline.js")...)
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
	v := Year{ID: yearID(y), Title: strconv.Itoa(y), Count: l.eventCounts(all)}
	for _, e := range shown {
		v.Events = append(v.Events, l.timelineEvent(e))
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

// timelineEvent shows an event in full, but for private persons: they are named
// on its own page only, for the timeline is an index.
func (l *language) timelineEvent(e *model.Event) TimelineEvent {
	public := slices.DeleteFunc(slices.Clone(e.Participants), func(p model.Participant) bool { return p.Entity.To.Private })
	row := l.eventRow(e)
	row.Ruler = l.ruler(e.Date)
	return TimelineEvent{
		EventRow: row, Is: leftBy(e), Known: l.knownLater(e),
		Participants: l.roles(public), Evidence: l.evidence(e.Evidence, nil), Claims: l.claimsOf(e),
	}
}

// leftBy lists the choices that leave an event.
func leftBy(e *model.Event) []string {
	out := []string{"importance=" + e.Importance, "type=" + e.Type, "status=" + e.Status}
	if unsure(e.Date) {
		out = append(out, "status=unsure")
	}
	for _, p := range e.Participants {
		if is := "entity=" + p.Entity.ID; !p.Entity.To.Private && !slices.Contains(out, is) {
			out = append(out, is)
		}
	}
	return out
}

// offer lists the choices among the events of a page. What does not tell them
// apart is not offered.
func (l *language) offer(v *TimelineView, events []*model.Event) {
	n := map[string]int{}
	for _, e := range events {
		for _, is := range leftBy(e) {
			n[is]++
		}
	}
	all := l.Number(len(events))
	v.Left = Left{l.Say("timeline.left"), l.Fill("timeline.left", "n", all, "all", all)}
	add := func(key, title string, choices []Choice) {
		f := Facet{Key: key, Title: title, N: all}
		for _, c := range choices {
			if k := n[key+"="+c.Key]; k > 0 {
				c.Facet, c.N = key, l.Number(k)
				f.Choices = append(f.Choices, c)
			}
		}
		if len(f.Choices) > 1 {
			v.Facets = append(v.Facets, f)
		}
	}
	var importances, types, statuses, entities []Choice
	for _, k := range model.Importances {
		importances = append(importances, Choice{Key: k, Word: T{Text: l.Say("importance." + k)}})
	}
	for _, k := range model.EventTypes {
		types = append(types, Choice{Key: k, Word: T{Text: l.Say("event-type." + k)}})
	}
	for _, k := range model.EventStatuses {
		statuses = append(statuses, Choice{Key: k, Word: T{Text: l.Say("event-status." + k)}})
	}
	statuses = append(statuses, Choice{Key: "unsure", Word: T{Text: l.Say("timeline.unsure")}})
	for _, e := range l.site.d.Entities {
		entities = append(entities, Choice{Key: e.ID, Word: l.text(e.Name)})
	}
	slices.SortStableFunc(entities, func(a, b Choice) int { return n["entity="+b.Key] - n["entity="+a.Key] })
	add("importance", l.Say("timeline.weight"), importances)
	add("type", l.Say("timeline.type"), types)
	add("status", l.Say("timeline.status"), statuses)
	add("entity", l.Say("timeline.entity"), entities)
	for i := range v.Facets {
		if f := &v.Facets[i]; f.Key == "entity" && len(f.Choices) > involved {
			f.Choices, f.Rest = f.Choices[:involved], f.Choices[involved:]
			f.More = l.Fill("timeline.more", "n", l.Number(len(f.Rest)))
		}
	}
}
