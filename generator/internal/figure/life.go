package figure

import (
	"cmp"
	"math"
	"slices"

	"belegt/generator/internal/date"
)

// Step is one change of a claim's public state.
type Step struct {
	First, Last date.Day
	Unsure      bool     // the day is not sure, or no single day is known
	Status      string   // one of the ten statuses of the format
	Word        string   // the status in the reader's language
	Lines       []string // date, who: shown under the word where a figure is large
	After       string   // how long it stood: shown on the line where a figure is large
	Meant       bool     // the plate lies on this step
}

// Size is how large a life is drawn: in a list, alone, or on the claim's page.
type Size uint8

// The three sizes.
const (
	Small Size = iota
	Medium
	Large
)

// LifeInput is the history of a claim, and how much room its drawing has.
type LifeInput struct {
	Steps    []Step
	Scale    Scale
	MinWidth int
	Size     Size
	Label    string // the sentence that says what the drawing shows
	Happened Span   // when the act itself is said to have happened; zero for none
	Caption  string // the words for Happened, shown only where large
}

// LifeView is the drawing of a claim's life. Heights are counted from the line.
type LifeView struct {
	Label, Size    string
	Height, Middle int
	Zoom           string // scale of the marks; "" is 1
	Grid           []string
	Happened       StretchView
	Caption        WordView
	Notes          []NoteView
	Periods        []StretchView
	Segments       []SegmentView
	Break          string // where the scale breaks; "" for nowhere
	Stems          []StemView
	Marks          []MarkView
}

// StretchView is a hatched stretch of days; without X there is none.
type StretchView struct{ X, Width string }

// NoteView is a word on the line, in pixels around At.
type NoteView struct {
	At   string
	Word WordView
}

// SegmentView is a part of the line. State is said, open, held or firm.
type SegmentView struct{ State, X1, X2 string }

// StemView is a line from a true day to its mark, in pixels around X.
type StemView struct {
	X  string
	To string // the head, as the end of a path
}

// MarkView is the sign of a status with its word, in pixels around X.
type MarkView struct {
	X, DX, Y      string
	Status        string
	Plate, Unsure bool
	Word          WordView
}

// WordView is a word and the lines under it, in pixels around its mark's X. An
// empty Text means that it found no place.
type WordView struct {
	X, Y, Anchor string
	Text         string
	Tier         Tier
	Lines        []LineView
}

// LineView is a line under a word.
type LineView struct {
	Y, Text string
	Tier    Tier
}

// shape holds the pixels of a size.
type shape struct {
	class           string
	half, lane      float64 // of the plot, and from the line to the heads
	zoom            float64 // of the marks
	word, sub, lead float64 // font sizes, and the distance of lines
}

// shapes lists what a size may look like, best first; marks that do not fit
// the width are tried smaller.
func (s Size) shapes() []shape {
	switch s {
	case Large:
		big := shape{class: "large", half: 128, lane: 72, zoom: 2, word: 17, sub: 13, lead: 18}
		mid, low := big, big
		mid.zoom, low.zoom = 1.5, 1
		return []shape{big, mid, low}
	case Medium:
		return []shape{{class: "medium", half: 32, lane: 18, zoom: 1, word: 12}}
	}
	return []shape{{class: "small", half: 25, lane: 13, zoom: 1, word: 11}}
}

// State is what the line looks like after a step: said, open, held, firm, or
// none where the step ends a claim.
func State(status string) string {
	switch status {
	case "asserted":
		return "said"
	case "corroborated", "documented":
		return "held"
	case "admitted", "adjudicated":
		return "firm"
	case "refuted", "retracted", "superseded":
		return "none"
	}
	return "open"
}

// side says where a status stands: -1 above the line, 1 below, 0 on it.
func side(status string) float64 {
	switch status {
	case "asserted", "corroborated", "documented", "admitted", "adjudicated":
		return -1
	case "denied":
		return 1
	}
	return 0
}

// Life draws the life of a claim.
func Life(in LifeInput) LifeView {
	l := layLife(in)
	s := l.shape
	v := LifeView{
		Label: in.Label, Size: s.class,
		Segments: l.segments(), Periods: l.periods(),
	}
	if s.zoom != 1 {
		v.Zoom = num(s.zoom)
	}
	v.Height, v.Middle = l.heights()
	_, ticks := in.Scale.ticks(l.width)
	for _, t := range ticks {
		v.Grid = append(v.Grid, percent(t.share))
	}
	if in.Scale.Break && l.state(len(l.steps)-1) != "none" {
		v.Break = percent(in.Scale.mark())
	}
	v.Happened, v.Caption, v.Notes = l.span, l.caption, l.notes
	for i, m := range l.marks {
		v.Stems = append(v.Stems, l.stem(i))
		if m.off {
			continue
		}
		v.Marks = append(v.Marks, MarkView{
			X: percent(m.share), DX: num(m.dx), Y: num(m.y),
			Status: l.steps[i].Status, Plate: l.steps[i].Meant, Unsure: m.unsure, Word: m.word,
		})
	}
	return v
}

// heights are those of the plot and of its part above the line. A large plot is
// no higher than what is in it, those of a list are all alike.
func (l *lifeLayout) heights() (all, above int) {
	top, bottom := l.shape.half, l.shape.half
	if l.shape.sub > 0 {
		const air = 14
		top, bottom = 3*air, 3*air
		for _, b := range l.field.boxes {
			top, bottom = max(top, air-b.top), max(bottom, air+b.bottom)
		}
	}
	return int(math.Ceil(top) + math.Ceil(bottom)), int(math.Ceil(top))
}

// lifeLayout is a life on its way to a view.
type lifeLayout struct {
	in    LifeInput
	shape shape
	width float64
	steps []Step // by first day
	marks []lifeMark
	field field

	span    StretchView // of the act itself
	caption WordView
	notes   []NoteView
}

// lifeMark is the place of a step's mark. A mark that is off has only a stem.
type lifeMark struct {
	share, dx, y float64
	half         float64
	unsure, off  bool
	word         WordView
}

// box is the room a mark takes.
func (m lifeMark) box() box {
	return boxAt(m.share, m.dx-m.half, m.dx+m.half, m.y-m.half, m.y+m.half)
}

func layLife(in LifeInput) *lifeLayout {
	l := &lifeLayout{in: in, width: width(in.MinWidth), steps: slices.Clone(in.Steps)}
	slices.SortStableFunc(l.steps, func(a, b Step) int { return cmp.Compare(a.First, b.First) })
	for _, s := range in.Size.shapes() {
		l.shape = s
		l.feet()
		if l.heads() {
			break
		}
	}
	for !l.heads() {
		l.drop()
	}
	l.fill()
	l.words()
	l.happened()
	l.durations()
	return l
}

// feet sets each step on the line: on its day, or in the middle of its period
// as far as the order of the steps allows.
func (l *lifeLayout) feet() {
	l.marks = make([]lifeMark, len(l.steps))
	next := l.in.Scale.End
	for i := len(l.steps) - 1; i >= 0; i-- {
		s := l.steps[i]
		last := max(s.First, s.Last)
		next = max(s.First, min(s.First+(last-s.First)/2, next))
		m := lifeMark{share: l.in.Scale.at(next), y: side(s.Status) * l.shape.lane}
		m.unsure = s.Unsure || last > s.First
		m.half = 8 * l.shape.zoom
		switch {
		case s.Meant && m.unsure:
			m.half = 12 * l.shape.zoom
		case s.Meant:
			m.half = 10 * l.shape.zoom
		case m.unsure:
			m.half = 11 * l.shape.zoom
		}
		l.marks[i] = m
	}
}

// heads moves the marks apart and reports whether the width can hold them.
func (l *lifeLayout) heads() bool {
	var on []*lifeMark
	for i := range l.marks {
		if !l.marks[i].off {
			on = append(on, &l.marks[i])
		}
	}
	want, half := make([]float64, len(on)), make([]float64, len(on))
	for i, m := range on {
		want[i], half[i] = m.share*l.width, m.half+.5
	}
	xs, ok := spread(want, half, l.width, func(i, j int) float64 {
		near := on[i].half + on[j].half
		if math.Abs(on[i].y-on[j].y) >= near {
			return 0
		}
		return near + 3
	})
	for i, m := range on {
		if ok {
			m.dx = math.Round((xs[i]-want[i])*10) / 10
		}
	}
	return ok
}

// drop gives up the mark that says least: neither meant nor last nor first.
func (l *lifeLayout) drop() {
	n := len(l.marks)
	for pass := range 3 {
		for i := range n {
			i = (i + 1) % n
			keep := pass < 2 && l.steps[i].Meant || pass < 1 && (i == 0 || i == n-1)
			if !l.marks[i].off && !keep {
				l.marks[i].off = true
				return
			}
		}
	}
}

// fill enters everything that words must not meet.
func (l *lifeLayout) fill() {
	l.field = field{top: -l.shape.half, bottom: l.shape.half}
	for i, m := range l.marks {
		l.field.stems = append(l.field.stems, lean{m.share, m.dx, l.headY(i)})
		if !m.off {
			l.field.boxes = append(l.field.boxes, m.box().grow(2))
		}
		if l.state(i) != "none" {
			line := box{edge{m.share, 0}, edge{l.until(i), 0}, -4, 4}
			l.field.boxes = append(l.field.boxes, line)
		}
	}
	if l.in.Scale.Break {
		at := l.in.Scale.mark()
		l.field.boxes = append(l.field.boxes, boxAt(at, -12, 12, -12, 12))
	}
	if h := l.in.Happened; !h.IsZero() && l.shape.sub > 0 {
		from, to := l.in.Scale.at(h.First), l.in.Scale.at(max(h.First, h.Last)+1)
		l.field.boxes = append(l.field.boxes, box{edge{from, 0}, edge{to, 0}, -10, 10})
	}
}

func (l *lifeLayout) state(i int) string {
	if i < 0 {
		return "none"
	}
	return State(l.steps[i].Status)
}

// until is the share up to which the state of step i lasts.
func (l *lifeLayout) until(i int) float64 {
	if i+1 < len(l.marks) {
		return l.marks[i+1].share
	}
	return 1
}

// headY is the height a stem reaches; a step without a mark keeps a short one.
func (l *lifeLayout) headY(i int) float64 {
	if l.marks[i].off {
		return math.Copysign(min(l.shape.lane, 6), l.marks[i].y)
	}
	return l.marks[i].y
}

func (l *lifeLayout) stem(i int) StemView {
	m, y := l.marks[i], l.headY(i)
	if y == 0 {
		return StemView{X: percent(m.share), To: "H" + num(m.dx)}
	}
	to := "V" + num(y)
	if m.dx != 0 {
		to = "L" + num(m.dx) + " " + num(y)
	}
	return StemView{X: percent(m.share), To: to}
}

func (l *lifeLayout) segments() []SegmentView {
	var out []SegmentView
	for i, m := range l.marks {
		x1, x2 := percent(m.share), percent(l.until(i))
		if st := l.state(i); st != "none" && x1 != x2 {
			out = append(out, SegmentView{st, x1, x2})
		}
	}
	return out
}

// periods hatches the days a step may have fallen on, where one would see it.
func (l *lifeLayout) periods() []StretchView {
	var out []StretchView
	for _, s := range l.steps {
		if v, share := stretch(l.in.Scale, s.First, s.Last); s.Last > s.First && share*l.width >= 4 {
			out = append(out, v)
		}
	}
	return out
}

// stretch gives the days from first to last as a part of the width.
func stretch(s Scale, first, last date.Day) (StretchView, float64) {
	x1, x2 := s.at(first), s.at(max(first, last)+1)
	return StretchView{percent(x1), percent(x2 - x1)}, x2 - x1
}
