package figure

import "slices"

// spot is a place that a word may take, in pixels around its foot.
type spot struct {
	x, y   float64 // y is the middle of the letters
	anchor string
	away   bool // on the other side than its mark: it needs more air
}

// words gives each mark its word, the ones that matter most first, and then
// tries again in wider tiers for those that found no place. Where words have
// lines under them they first try only beside their marks.
func (l *lifeLayout) words() {
	order := l.priority()
	if l.shape.sub > 0 {
		l.round(order, beside)
	}
	l.round(order, everywhere)
	for _, i := range order {
		l.lines(i)
	}
}

// How many of a mark's spots a round tries.
const (
	beside     = 2
	everywhere = 99
)

func (l *lifeLayout) round(order []int, spots int) {
	for _, lv := range levels(l.width) {
		for _, i := range order {
			if m := &l.marks[i]; m.word.Text == "" && !m.off {
				l.word(i, lv, spots)
			}
		}
	}
}

// priority puts what is meant first, then the last step, then from the first on.
func (l *lifeLayout) priority() []int {
	order := make([]int, len(l.steps))
	for i := range order {
		order[i] = i
	}
	weight := func(i int) int {
		switch {
		case l.steps[i].Meant:
			return 0
		case i == len(l.steps)-1:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(order, func(a, b int) int { return weight(a) - weight(b) })
	return order
}

// word takes the first free spot for the word of step i at a tier.
func (l *lifeLayout) word(i int, lv level, spots int) {
	m, text := &l.marks[i], l.steps[i].Word
	all := l.spots(i)
	for _, s := range all[:min(spots, len(all))] {
		b := wordBox(m.share, s, text, l.shape.word, true)
		air := 0.0
		if s.away {
			air = 6
		}
		if text == "" || !l.field.free(b, air, lv.width) {
			continue
		}
		m.word = WordView{X: num(s.x), Y: num(s.y + .35*l.shape.word), Anchor: s.anchor, Text: text, Tier: lv.tier}
		l.field.boxes = append(l.field.boxes, b)
		return
	}
}

// spots lists the places for a word, best first: right of its mark, left of
// it, beyond it, then on the other side of the line.
func (l *lifeLayout) spots(i int) []spot {
	m := l.marks[i]
	gap, rise := m.half+4, m.half+.8*l.shape.word
	out := []spot{{x: m.dx + gap, y: m.y}, {x: m.dx - gap, y: m.y, anchor: "end"}}
	if m.y == 0 {
		rise = min(l.shape.lane, rise)
		return append(append(out, around(m.dx, -rise, false)...), around(m.dx, rise, false)...)
	}
	up := m.y / l.shape.lane
	out = append(out, around(m.dx, m.y+up*rise, false)...)
	return append(out, around(0, -up*min(l.shape.lane, rise), true)...)
}

// around gives the three ways to set a word over or under a point.
func around(x, y float64, away bool) []spot {
	return []spot{{x, y, "middle", away}, {x - 3, y, "", away}, {x + 3, y, "end", away}}
}

// wordBox is the room of a line of text at a spot.
func wordBox(share float64, s spot, text string, size float64, bold bool) box {
	w := textWidth(text, size, bold)
	left := s.x
	switch s.anchor {
	case "end":
		left -= w
	case "middle":
		left -= w / 2
	}
	return boxAt(share, left, left+w, s.y-.5*size, s.y+.5*size)
}

// lines sets what stands under the word of step i, at the first tier that has
// room for all of it.
func (l *lifeLayout) lines(i int) {
	m, s := &l.marks[i], l.shape
	if s.sub == 0 || m.word.Text == "" || m.word.Anchor == "middle" {
		return
	}
	at := spot{x: m.dx + m.half + 4, y: m.y, anchor: m.word.Anchor}
	if at.anchor == "end" {
		at.x = m.dx - m.half - 4
	}
	if num(at.x) != m.word.X {
		return // the word had to leave its mark
	}
	var boxes []box
	var views []LineView
	for n, text := range l.steps[i].Lines {
		at.y = m.y + .15*s.word + float64(n+1)*s.lead
		boxes = append(boxes, wordBox(m.share, at, text, s.sub, false))
		views = append(views, LineView{Y: num(at.y + .35*s.sub), Text: text})
	}
	for _, lv := range levels(l.width) {
		if lv.width >= minWidthOf(m.word.Tier) && l.allFree(boxes, lv.width) {
			for n := range views {
				views[n].Tier = lv.tier
			}
			m.word.Lines = views
			l.field.boxes = append(l.field.boxes, boxes...)
			return
		}
	}
}

func (l *lifeLayout) allFree(boxes []box, w float64) bool {
	return !slices.ContainsFunc(boxes, func(b box) bool { return !l.field.free(b, 0, w) })
}

// minWidthOf is the width from which a tier is seen.
func minWidthOf(t Tier) float64 {
	for _, l := range levels(0) {
		if l.tier == t {
			return l.width
		}
	}
	return 0
}

// happened hatches the period of the act itself and captions it.
func (l *lifeLayout) happened() {
	h := l.in.Happened
	if h.IsZero() || l.shape.sub == 0 {
		return
	}
	l.span, _ = stretch(l.in.Scale, h.First, h.Last)
	share := l.in.Scale.at(h.First)
	for _, lv := range levels(l.width) {
		for _, s := range []spot{{y: -23}, {y: 23}} {
			b := wordBox(share, s, l.in.Caption, l.shape.sub, true)
			b.top, b.bottom = b.top-3, b.bottom+3
			if l.in.Caption != "" && l.field.free(b, 0, lv.width) {
				l.caption = l.set(b, s, l.in.Caption, lv)
				return
			}
		}
	}
}

// durations says on the line how long each step stood: between two feet, and
// after the last at the right edge.
func (l *lifeLayout) durations() {
	if l.shape.sub == 0 {
		return
	}
	for i, s := range l.steps {
		at, anchor := snap((l.marks[i].share+l.until(i))/2), "middle"
		if i == len(l.steps)-1 {
			at, anchor = 1, "end"
		}
		l.duration(i, s.After, at, anchor)
	}
}

func (l *lifeLayout) duration(i int, text string, at float64, anchor string) {
	foot, next := edge{l.marks[i].share, 6}, edge{l.until(i), 0}
	for _, lv := range levels(l.width) {
		for _, s := range []spot{{y: 20, anchor: anchor}, {y: -20, anchor: anchor}} {
			b := wordBox(at, s, text, l.shape.sub, false)
			if text != "" && foot.before(b.left, lv.width) && b.right.before(next, lv.width) && l.field.free(b, 2, lv.width) {
				l.notes = append(l.notes, NoteView{percent(at), l.set(b, s, text, lv)})
				return
			}
		}
	}
}

// set takes the room of a line of small text.
func (l *lifeLayout) set(b box, s spot, text string, lv level) WordView {
	l.field.boxes = append(l.field.boxes, b)
	return WordView{X: num(s.x), Y: num(s.y + .35*l.shape.sub), Anchor: s.anchor, Text: text, Tier: lv.tier}
}
