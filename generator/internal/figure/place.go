package figure

// How things find their place.
//
// An edge lies at share·W + px, where W is the width on the reader's screen.
// Of two edges the one with the greater share moves away to the right as W
// grows. So if box a ends before box b begins at the least width, and a's edge
// has no greater share than b's, they stay apart at every greater width. The
// same holds for the plot's own edges, whose shares are 0 and 1. Everything
// below rests on this, and so no drawing is laid out twice.
//
// The price: what is placed for the least width stays there where more room
// would allow better. Tiers soften that: a word that finds no place may try
// again from the next tier's width on.

// edge is a vertical line: a share of the width, and pixels to add.
type edge struct{ share, px float64 }

func (e edge) at(w float64) float64 { return e.share*w + e.px }

// before reports whether e stays left of f at width w and every greater one.
func (e edge) before(f edge, w float64) bool {
	return e.share <= f.share && e.at(w) <= f.at(w)
}

// box is a rectangle whose sides are edges and whose top and bottom are pixels.
type box struct {
	left, right edge
	top, bottom float64
}

// boxAt is a box of fixed size around the point share.
func boxAt(share, left, right, top, bottom float64) box {
	return box{edge{share, left}, edge{share, right}, top, bottom}
}

// grow adds pixels on both sides.
func (b box) grow(px float64) box {
	b.left.px -= px
	b.right.px += px
	return b
}

// apart reports whether a and b never overlap at width w and above.
func apart(a, b box, w float64) bool {
	return a.bottom <= b.top || b.bottom <= a.top ||
		a.right.before(b.left, w) || b.right.before(a.left, w)
}

// inside reports whether b stays within a plot from width w on.
func inside(b box, w float64) bool {
	return edge{0, 0}.before(b.left, w) && b.right.before(edge{1, 0}, w)
}

// lean is a stem from a foot on the line to a head that may have moved.
type lean struct{ share, dx, dy float64 }

// within gives the part of a stem between two heights, as a box.
func (l lean) within(top, bottom float64) (box, bool) {
	lo, hi := min(0, l.dy), max(0, l.dy)
	top, bottom = max(top, lo), min(bottom, hi)
	if top >= bottom {
		return box{}, false
	}
	x1, x2 := l.dx*top/l.dy, l.dx*bottom/l.dy
	return boxAt(l.share, min(x1, x2)-2, max(x1, x2)+2, top, bottom), true
}

// field is what already has its place.
type field struct {
	top, bottom float64
	boxes       []box
	stems       []lean
}

// free reports whether b lies in the plot and, with air on both sides, meets
// nothing from width w on.
func (f *field) free(b box, air, w float64) bool {
	if b.top < f.top || b.bottom > f.bottom || !inside(b, w) {
		return false
	}
	b = b.grow(air)
	for _, o := range f.boxes {
		if !apart(b, o, w) {
			return false
		}
	}
	for _, s := range f.stems {
		if o, ok := s.within(b.top, b.bottom); ok && !apart(b, o, w) {
			return false
		}
	}
	return true
}

// spread moves marks as little as it can so that each keeps its distance from
// all before it: x[j] ≥ x[i] + need(i, j), half[i] ≤ x[i] ≤ w − half[i]. One
// pass pushes to the right, one to the left; the mean of two answers is an
// answer, and a fair one. It fails if the width cannot hold them.
func spread(want, half []float64, w float64, need func(i, j int) float64) ([]float64, bool) {
	n := len(want)
	low, high := make([]float64, n), make([]float64, n)
	right, left := make([]float64, n), make([]float64, n)
	for i := range n {
		low[i] = half[i]
		for j := range i {
			low[i] = max(low[i], low[j]+need(j, i))
		}
	}
	for i := n - 1; i >= 0; i-- {
		high[i] = w - half[i]
		for j := i + 1; j < n; j++ {
			high[i] = min(high[i], high[j]-need(i, j))
		}
		if high[i] < low[i] {
			return nil, false
		}
	}
	for i := range n {
		right[i] = want[i]
		for j := range i {
			right[i] = max(right[i], right[j]+need(j, i))
		}
		right[i] = min(max(right[i], low[i]), high[i])
	}
	for i := n - 1; i >= 0; i-- {
		left[i] = want[i]
		for j := i + 1; j < n; j++ {
			left[i] = min(left[i], left[j]-need(i, j))
		}
		left[i] = max(min(left[i], high[i]), low[i])
	}
	for i := range n {
		right[i] = (right[i] + left[i]) / 2
	}
	return right, true
}
