package render

import (
	"encoding/json"
	"slices"

	"belegt/generator/internal/date"
	"belegt/generator/internal/model"
)

// AsOfView is what was publicly known on certain days: claims against dates.
type AsOfView struct {
	Shell
	Count  string
	Days   []AsOfDay
	Rows   []AsOfRow
	Legend []StatusCount
	Pager  *Pager
	States string // address of the data for any other day
	First  string // the first and the last day of the dossier
	Last   string
	Today  Time
}

// AsOfDay is a column: a day on which something became known.
type AsOfDay struct {
	Day     Time
	ID      string // ISO date
	Link    *Link  // the event of that day, where there is one
	Present bool
}

// AsOfRow is a claim with its standing on each day.
type AsOfRow struct {
	Link
	Cells []AsOfCell
}

// AsOfCell is a claim's standing on a day. Key is empty where nothing was
// known.
type AsOfCell struct {
	Key     string
	Word    string
	Changed bool // since the column before
}

// columns is how many days the matrix shows at the most, besides the last.
const columns = 14

type asOfColumn struct {
	day   date.Day
	event *model.Event
}

// asOfColumns are the days of key events; of too many, the ends of years.
func (s *Site) asOfColumns() []asOfColumn {
	var out []asOfColumn
	for _, e := range s.d.Events {
		if e.Importance == "key" && e.KnownDate().Last() != date.MaxDay {
			out = append(out, asOfColumn{e.KnownDate().Last(), e})
		}
	}
	slices.SortStableFunc(out, func(a, b asOfColumn) int { return int(a.day - b.day) })
	out = slices.CompactFunc(out, func(a, b asOfColumn) bool { return a.day == b.day })
	if len(out) > columns {
		out = nil
		for y := max(s.first.Year(), s.last.Year()-columns); y < s.last.Year(); y++ {
			out = append(out, asOfColumn{day: date.NewDay(y, 12, 31)})
		}
	}
	if len(out) == 0 || out[len(out)-1].day != s.last {
		out = append(out, asOfColumn{day: s.last})
	}
	return out
}

func (l *language) asOfView(n int) AsOfView {
	s := l.site
	path := numbered("as-of/", n)
	v := AsOfView{
		Shell:  l.shell("asof", "as-of", path, l.Say("asof.title"), l.Say("asof.about")),
		Count:  l.Count("count.claims", len(s.d.Claims)),
		Legend: l.statusCounts(),
		States: s.addr.href(l.code, statesFile),
		First:  s.first.String(), Last: s.last.String(),
		Today: l.time(date.Single(s.last)),
	}
	v.Pager = l.paged(&v.Shell, "as-of/", n, pages(len(s.d.Claims)))
	v.Shell.Scripts = append(v.Shell.Scripts, s.scripts("js/as-of.js")...)
	cols := s.asOfColumns()
	for _, c := range cols {
		day := AsOfDay{Day: l.shortTime(date.Single(c.day)), ID: c.day.String(), Present: c.day == s.last}
		if c.event != nil {
			day.Link = new(l.link(nodeOf(model.KindEvent, c.event.ID)))
		}
		v.Days = append(v.Days, day)
	}
	for _, c := range chunk(s.d.Claims, n) {
		row := AsOfRow{Link: l.link(nodeOf(model.KindClaim, c.ID))}
		before := ""
		for _, col := range cols {
			cell := AsOfCell{}
			if i := c.At(col.day); i >= 0 {
				cell.Key = c.History[i].Status
				cell.Word = l.Say("status." + cell.Key)
			}
			cell.Changed = cell.Key != before
			before = cell.Key
			row.Cells = append(row.Cells, cell)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

const statesFile = "as-of/states.json"

// states is what the page of a day needs to know of every day: for each thing
// the days since which it stood so. Days are ISO 8601; claims list their steps
// by the day on which they became known.
type states struct {
	Statuses map[string]string `json:"statuses"`
	Claims   []claimStates     `json:"claims"`
	Events   []dated           `json:"events"`
	Sources  []dated           `json:"sources"`
}

type claimStates struct {
	Title string      `json:"title"`
	Href  string      `json:"href"`
	Steps [][2]string `json:"steps"` // day, status
}

type dated struct {
	Day   string `json:"day"`             // known since
	When  string `json:"when,omitempty"`  // for people
	Title string `json:"title,omitempty"` // of events
	Href  string `json:"href,omitempty"`
	Key   bool   `json:"key,omitempty"`
}

// statesJSON is the data of the as-of page in a language.
func (l *language) statesJSON() ([]byte, error) {
	d := l.site.d
	s := states{Statuses: map[string]string{}, Claims: []claimStates{}, Events: []dated{}, Sources: []dated{}}
	for _, k := range model.Statuses {
		s.Statuses[k] = l.Say("status." + k)
	}
	for _, c := range d.Claims {
		link := l.link(nodeOf(model.KindClaim, c.ID))
		x := claimStates{Title: link.Text, Href: link.Href}
		for _, step := range c.History {
			x.Steps = append(x.Steps, [2]string{iso(step.KnownDate()), step.Status})
		}
		s.Claims = append(s.Claims, x)
	}
	for _, e := range d.Events {
		link := l.link(nodeOf(model.KindEvent, e.ID))
		s.Events = append(s.Events, dated{Day: iso(e.KnownDate()), When: e.Date.ShowShort(l.dates), Title: link.Text, Href: link.Href, Key: e.Importance == "key"})
	}
	for _, x := range d.Sources {
		day := ""
		if !x.Published.IsZero() {
			day = iso(x.Published)
		}
		s.Sources = append(s.Sources, dated{Day: day})
	}
	return json.Marshal(s)
}

// iso is the day by which something was known.
func iso(d date.Date) string { return d.Last().String() }

// scripts are the addresses of modules, as far as the site has them.
func (s *Site) scripts(names ...string) []string {
	var out []string
	for _, name := range names {
		if url := s.opts.Scripts[name]; url != "" {
			out = append(out, s.addr.base+url)
		}
	}
	return out
}
