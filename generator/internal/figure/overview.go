package figure

import (
	"cmp"
	"slices"
	"strconv"

	"belegt/generator/internal/date"
)

// Event is a dated fact on the timeline.
type Event struct {
	First, Last date.Day
	Unsure      bool
	Key, Meant  bool
	Title, Href string // Title is the accessible name of the box
	Name        string // a label for a key event; "" for none
	YearHref    string // of its year
}

// OverviewInput is everything that a timeline shows.
type OverviewInput struct {
	Events   []Event
	MinWidth int
	Months   [12]string
	Label    string
}

// OverviewView is the picture of a timeline: boxes, or bars of counts where
// there are too many. Heights are counted upwards from the base line.
type OverviewView struct {
	Label        string
	Height, Base int
	Boxes        []EventView
	Counts       []CountView
	Labels       []CalloutView
	Years        []YearView
}

// EventView is the box of one event. Kind is key, plain or unsure.
type EventView struct {
	X, Width, Kind string
	Y, Height      int
	Title, Href    string
	Meant          bool
}

// CountView is a bar of counts; the lower part are the key events.
type CountView struct {
	X, Width, Title string
	Y, Height       int
	KeyY, KeyHeight int
}

// CalloutView is a label above with a line down to its box.
type CalloutView struct {
	X, Anchor   string
	DX          int // of the text
	Lines       []CalloutLine
	LineY, Foot int // of the line
	Tier        Tier
}

// CalloutLine is a line of a label.
type CalloutLine struct {
	Y    int
	Text string
}

// YearView is a year below the base line with the number of its events. It
// leads to the year where there are any, on a field of its width.
type YearView struct {
	X, Width, Text, Count string
	Y                     int // of the text
	Href                  string
	Tier                  Tier
}

const (
	pitch     = 12  // from box to box
	boxHeight = 10  // of a plain event
	keyHeight = 34  // of a key event: three boxes and their gaps
	stackMax  = 168 // a stack higher than this becomes a bar of counts
	boxesMax  = 400 // and so does a timeline of more events than this
	labelRows = 10  // lines of labels above one another
	labelRow  = 15  // a line
	labelMost = 4   // lines of a label
	labelWord = 200 // the widest a line of a single long word may be
	yearsRow  = 26
	overFont  = 13

	calloutWidth = 720 // narrower figures have no labels
)

// Overview draws a timeline.
func Overview(in OverviewInput) OverviewView {
	v := OverviewView{Label: in.Label}
	if len(in.Events) == 0 {
		return v
	}
	o := layOverview(in)
	if o.tallest() <= stackMax && len(in.Events) <= boxesMax {
		o.boxes(&v)
	} else {
		o.counts(&v)
	}
	o.labels(&v)
	o.years(&v)
	v.Base = o.base
	v.Height = o.base + yearsRow
	return v
}

// overviewLayout is a timeline on its way to a view.
type overviewLayout struct {
	in          OverviewInput
	width       float64
	unit        int // months of a column
	first, last int // columns
	columns     [][]Event
	tops        []int // height of each column
	base        int
}

// layOverview sorts the events into columns of one width: the finest that are
// still three pixels wide.
func layOverview(in OverviewInput) *overviewLayout {
	o := &overviewLayout{in: in, width: width(in.MinWidth)}
	events := slices.Clone(in.Events)
	for i, e := range events {
		if e.First <= date.MinDay { // open: it stands where it ends
			events[i].First = e.Last
		}
	}
	o.in.Events = events
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Compare(a.First, b.First) })
	from, to := events[0].First.Year()*12, events[len(events)-1].First.Year()*12+11
	for _, u := range []int{1, 3, 12, 24, 60, 120, 240, 600, 1200, 12000} {
		o.unit, o.first, o.last = u, from/u, to/u
		if o.width/float64(o.last-o.first+1) >= 2.9 {
			break
		}
	}
	o.columns = make([][]Event, o.last-o.first+1)
	for _, e := range events {
		i := monthIndex(e.First)/o.unit - o.first
		o.columns[i] = append(o.columns[i], e)
	}
	o.tops = make([]int, len(o.columns))
	return o
}

// share is where a column begins.
func (o *overviewLayout) share(column int) float64 {
	return snap(float64(column) / float64(len(o.columns)))
}

func (o *overviewLayout) tallest() int {
	tallest := 0
	for _, c := range o.columns {
		h := 0
		for _, e := range c {
			h += e.height() + pitch - boxHeight
		}
		tallest = max(tallest, h)
	}
	return tallest
}

func (e Event) height() int {
	if e.Key {
		return keyHeight
	}
	return boxHeight
}

func (e Event) kind() string {
	switch {
	case e.Unsure:
		return "unsure"
	case e.Key:
		return "key"
	}
	return "plain"
}

// span gives the place and width of a column's boxes, less the gap between.
func (o *overviewLayout) span(column int) (x, wide string) {
	x1, full := o.share(column), 1/float64(len(o.columns))
	return percent(x1 + full*.08), percent(full * .84)
}

// boxes stacks each column, key events at the bottom.
func (o *overviewLayout) boxes(v *OverviewView) {
	for c, events := range o.columns {
		x, wide := o.span(c)
		slices.SortStableFunc(events, func(a, b Event) int { return b.height() - a.height() })
		for _, e := range events {
			h := e.height()
			v.Boxes = append(v.Boxes, EventView{
				X: x, Width: wide, Kind: e.kind(), Y: o.tops[c] + 2, Height: h,
				Title: e.Title, Href: e.Href, Meant: e.Meant,
			})
			o.tops[c] += h + pitch - boxHeight
		}
	}
	o.finish(v)
}

// counts draws each column as one bar; the highest reaches stackMax.
func (o *overviewLayout) counts(v *OverviewView) {
	most := 1
	for _, events := range o.columns {
		most = max(most, len(events))
	}
	for c, events := range o.columns {
		if len(events) == 0 {
			continue
		}
		keys := 0
		for _, e := range events {
			if e.Key {
				keys++
			}
		}
		x, wide := o.span(c)
		h := max(2, len(events)*stackMax/most)
		v.Counts = append(v.Counts, CountView{
			X: x, Width: wide, Y: h, Height: h, KeyY: h * keys / len(events), KeyHeight: h * keys / len(events),
			Title: o.columnName(c) + ": " + strconv.Itoa(len(events)),
		})
		o.tops[c] = h
	}
	o.finish(v)
}

// columnName says which time a column covers, with numbers and short months.
func (o *overviewLayout) columnName(c int) string {
	month := (c + o.first) * o.unit
	end := month + o.unit - 1
	switch {
	case o.unit == 1:
		return o.in.Months[month%12] + " " + strconv.Itoa(month/12)
	case o.unit < 12:
		return o.in.Months[month%12] + "–" + o.in.Months[end%12] + " " + strconv.Itoa(month/12)
	case o.unit == 12:
		return strconv.Itoa(month / 12)
	}
	return strconv.Itoa(month/12) + "–" + strconv.Itoa(end/12)
}

// finish sets the base line, with rows for labels above if there are any, and
// turns heights into places from the top.
func (o *overviewLayout) finish(v *OverviewView) {
	o.base = 12
	for _, t := range o.tops {
		o.base = max(o.base, t+8)
	}
	if slices.ContainsFunc(o.in.Events, func(e Event) bool { return e.Name != "" }) {
		o.base += labelRows*labelRow + 6
	}
	for i := range v.Boxes {
		v.Boxes[i].Y = o.base - v.Boxes[i].Y - v.Boxes[i].Height
	}
	for i := range v.Counts {
		v.Counts[i].Y = o.base - v.Counts[i].Y
		v.Counts[i].KeyY = o.base - v.Counts[i].KeyY
	}
}

// labelWays are the ways to set the labels that are tried: in lines of some
// width, from the right or from the left.
var labelWays = []struct {
	wide      float64
	fromRight bool
}{{140, true}, {140, false}, {125, true}, {125, false}, {110, true}, {110, false}, {95, true}, {95, false}}

// labels names key events where neither another label nor its line, nor a
// stack of boxes, is in the way. A label may block those that follow it, so
// several ways are tried, and the one that names most is kept. Labels are shown
// in wide figures only.
func (o *overviewLayout) labels(v *OverviewView) {
	most := 0
	for _, way := range labelWays {
		f := o.skyline()
		var labels []CalloutView
		for _, meant := range []bool{true, false} {
			for k := range o.columns {
				c := k
				if way.fromRight {
					c = len(o.columns) - 1 - k
				}
				i := slices.IndexFunc(o.columns[c], func(e Event) bool { return e.Name != "" && e.Meant == meant })
				if i < 0 {
					continue
				}
				if l, ok := o.callout(f, c, balanced(o.columns[c][i].Name, labelMost, way.wide, labelWord, overFont)); ok {
					labels = append(labels, l)
				}
			}
		}
		if seen := shown(labels); seen > most {
			v.Labels, most = labels, seen
		}
	}
	slices.SortStableFunc(v.Labels, func(a, b CalloutView) int { return cmp.Compare(a.LineY, b.LineY) })
}

// shown counts labels, and those that narrower figures show too once more.
func shown(labels []CalloutView) int {
	n := 0
	for _, l := range labels {
		if n += 4; l.Tier != "x" {
			n++
		}
	}
	return n
}

// skyline is the field of all stacks.
func (o *overviewLayout) skyline() *field {
	f := &field{bottom: float64(o.base)}
	for c, h := range o.tops {
		if h > 0 {
			stack := box{edge{o.share(c), 0}, edge{o.share(c + 1), 0}, float64(o.base - h - 4), float64(o.base)}
			f.boxes = append(f.boxes, stack)
		}
	}
	return f
}

// callout sets a label right of its line, as low as it can, or left of it, as
// high as it can.
func (o *overviewLayout) callout(f *field, c int, lines []string) (CalloutView, bool) {
	at := snap(o.share(c) + .5/float64(len(o.columns)))
	foot := o.base - o.tops[c] - 4
	free := labelRows - len(lines) + 1 // rows on which it may begin
	for _, lv := range levels(o.width) {
		for try := 0; try < 2*free && lv.width >= calloutWidth; try++ {
			row, s := free-1-try, spot{x: -2}
			if try >= free {
				row, s = try-free, spot{x: 2, anchor: "end"}
			}
			l := CalloutView{X: percent(at), Anchor: s.anchor, DX: int(s.x), Foot: foot, Tier: lv.tier}
			boxes := make([]box, 0, len(lines)+1)
			for k, text := range lines {
				l.LineY = (row+k+1)*labelRow + 2
				l.Lines = append(l.Lines, CalloutLine{l.LineY - 5, text})
				s.y = float64(l.LineY) - 5 - .35*overFont
				boxes = append(boxes, wordBox(at, s, text+"  ", overFont, false))
			}
			boxes = append(boxes, boxAt(at, -3, 3, boxes[len(lines)-1].bottom, float64(foot)))
			if !slices.ContainsFunc(boxes, func(b box) bool { return !f.free(b, 0, lv.width) }) {
				f.boxes = append(f.boxes, boxes...)
				return l, true
			}
		}
	}
	return CalloutView{}, false
}

// years labels the years, or each second, fifth … with their counts.
func (o *overviewLayout) years(v *OverviewView) {
	count, href := map[int]int{}, map[int]string{}
	for _, e := range o.in.Events {
		count[e.First.Year()]++
		href[e.First.Year()] = e.YearHref
	}
	var labels []label
	var counts, hrefs []string
	step := max(12, o.unit)
	wide := percent(float64(step) / float64(o.unit*len(o.columns)))
	for m := o.first * o.unit; m <= o.last*o.unit; m += step {
		n, year, to := 0, m/12, ""
		for y := year; y < year+step/12; y++ {
			n += count[y]
			to = cmp.Or(to, href[y])
		}
		text := strconv.Itoa(year)
		counts, hrefs = append(counts, strconv.Itoa(n)), append(hrefs, to)
		room := textWidth(text, 15, true) + 5 + textWidth(strconv.Itoa(n), 12, false)
		labels = append(labels, label{share: o.share(m/o.unit - o.first), text: text, width: room, rank: m / step})
	}
	thin(labels, []int{1, 2, 5, 10, 20, 50, 100}, o.width, edge{1, axisGap})
	for i, l := range labels {
		y := YearView{X: percent(l.share), Y: o.base + 20, Text: l.shown(), Tier: l.tier}
		if l.on {
			y.Count, y.Href, y.Width = counts[i], hrefs[i], wide
		}
		v.Years = append(v.Years, y)
	}
}
