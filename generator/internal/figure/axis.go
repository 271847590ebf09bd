package figure

import (
	"slices"
	"strconv"
)

// AxisInput describes the row of ticks above or below figures of one scale.
type AxisInput struct {
	Scale    Scale
	MinWidth int
	Months   [12]string // short names in the reader's language
	End      string     // stands at the right edge; "" for none
}

// AxisView is an axis ready to print.
type AxisView struct {
	Ticks []TickView
	End   string
}

// TickView is one tick. Its label is empty where there is no room for one.
type TickView struct {
	X, Label string
	Tier     Tier
}

const (
	axisFont   = 12
	axisIndent = 4 // from tick to label
	axisGap    = 8 // between labels
)

// Axis lays out the ticks of a scale, labelled as densely as each tier allows.
func Axis(in AxisInput) AxisView {
	w := width(in.MinWidth)
	unit, ticks := in.Scale.ticks(w)
	labels := make([]label, len(ticks))
	for i, t := range ticks {
		text := tickLabel(t.month, unit, i == 0, in.Months)
		labels[i] = label{share: t.share, text: text, width: textWidth(text, axisFont, false)}
		labels[i].rank = t.month / unit
		if unit < 12 {
			labels[i].rank = t.month % 12 / unit
		}
		if unit < 12 && i == 0 {
			labels[i].rank = 0 // the first year must be told
		}
	}
	steps := []int{1, 2, 5, 10, 20, 50, 100}
	if unit < 12 {
		steps = []int{1, 2, 3, 4, 6, 12}
	}
	limit := edge{1, axisGap} // the last label needs no gap
	if in.End != "" {
		limit.px = -textWidth(in.End, axisFont, false)
	}
	thin(labels, steps, w, limit)
	view := AxisView{End: in.End}
	for _, l := range labels {
		view.Ticks = append(view.Ticks, TickView{X: percent(l.share), Label: l.shown(), Tier: l.tier})
	}
	return view
}

// tickLabel names a tick: a year, or a month. January bears the year's number,
// and so does the first tick.
func tickLabel(month, unit int, first bool, names [12]string) string {
	year := strconv.Itoa(month / 12)
	switch {
	case unit >= 12 || month%12 == 0:
		return year
	case first:
		return names[month%12] + " " + year
	}
	return names[month%12]
}

// label is a word at a tick that may be left out.
type label struct {
	share float64
	text  string
	width float64
	rank  int // a label survives thinning by k if k divides its rank
	tier  Tier
	on    bool
}

func (l label) shown() string {
	if l.on {
		return l.text
	}
	return ""
}

// thin switches labels on, at each tier as many as fit: all, or each second,
// fifth … What one tier shows the wider ones keep.
func thin(labels []label, steps []int, w float64, limit edge) {
	last := 0
	for _, lv := range levels(w) {
		for _, k := range steps {
			if last%k == 0 && fitting(labels, k, lv.width) {
				show(labels, k, lv, limit)
				last = k
				break
			}
		}
	}
}

// fitting reports whether every k-th label has room up to the next. The first
// does not count: its neighbours make way for it.
func fitting(labels []label, k int, w float64) bool {
	prev := -1
	for i, l := range labels {
		if l.rank%k != 0 || i == 0 {
			continue
		}
		if prev >= 0 && !labels[prev].end().before(l.start(), w) {
			return false
		}
		prev = i
	}
	return true
}

// show switches on every k-th label that meets none before it, nor one that a
// narrower tier has shown, nor the limit.
func show(labels []label, k int, lv level, limit edge) {
	prev := edge{0, -axisIndent}
	for i := range labels {
		l := &labels[i]
		next := limit
		if n := slices.IndexFunc(labels[i+1:], func(l label) bool { return l.on }); n >= 0 {
			next = labels[i+1+n].start()
		}
		if l.on || l.rank%k == 0 && prev.before(l.start(), lv.width) && l.end().before(next, lv.width) {
			if !l.on {
				l.on, l.tier = true, lv.tier
			}
			prev = l.end()
		}
	}
}

func (l label) start() edge { return edge{l.share, axisIndent} }

// end is the edge up to which a label and its gap reach.
func (l label) end() edge { return edge{l.share, axisIndent + l.width + axisGap} }
