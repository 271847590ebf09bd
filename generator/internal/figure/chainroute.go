package figure

import (
	"cmp"
	"math"
	"slices"
)

// across divides each row's width: passing lines take little, boxes share the
// rest, in the first row by how many they carry. It reports whether every box
// is wide enough to read.
func (c *chainLayout) across() bool {
	narrow := false
	for r, row := range c.grid {
		free, weights := chainWidth+chainGap, 0.0
		for _, n := range row {
			if c.nodes[n].pass {
				free -= chainPass + chainGap
			} else {
				free -= chainGap
				weights += c.weight(n, r)
			}
		}
		x := 0.0
		for _, n := range row {
			w := chainPass
			if !c.nodes[n].pass {
				w = math.Floor(free * c.weight(n, r) / weights)
				narrow = narrow || w < chainLeast
			}
			c.nodes[n].x, c.nodes[n].width = x, w
			x += w + chainGap
		}
	}
	for i := range c.nodes {
		c.slim(i)
	}
	return !narrow
}

func (c *chainLayout) weight(n, row int) float64 {
	if row > 0 || len(c.grid[0]) == chainRow {
		return 1
	}
	return max(1, min(3, float64(len(c.nodes[n].next))))
}

// slim makes a box no wider than it reads well, and sets it under its parents.
func (c *chainLayout) slim(i int) {
	n := &c.nodes[i]
	wide := 150.0
	if n.row == 0 {
		wide = 300
	}
	if n.pass || n.width <= wide || len(c.grid[n.row]) == 1 && n.row == 0 {
		return
	}
	want := n.centre()
	if len(n.prev) > 0 {
		want = 0
		for _, p := range n.prev {
			want += c.nodes[p].centre() / float64(len(n.prev))
		}
	}
	n.x, n.width = math.Round(min(max(want-wide/2, n.x), n.x+n.width-wide)), wide
}

// bus is the lines that leave one node: down, along a lane, down to each end.
type bus struct {
	from     int
	x        float64
	ends     []float64
	lane     int
	min, max float64
}

// down sets the rows' heights and draws the lines between them.
func (c *chainLayout) down(v *ChainView) {
	y := 1.0
	for r, row := range c.grid {
		for _, n := range row {
			c.nodes[n].y = y
		}
		y += chainHeight
		if r+1 < len(c.grid) {
			buses := c.buses(row)
			lanes := stackLanes(buses)
			room := 26 + 8*float64(lanes)
			for _, b := range buses {
				c.draw(v, b, y, y+room)
			}
			y += room
		}
	}
	v.Height = int(y + 1)
}

// buses collects the lines below a row. Each end gets a place of its own on
// the box that it enters, away from lines that leave other boxes above.
func (c *chainLayout) buses(row []int) []bus {
	var out []bus
	for _, n := range row {
		if len(c.nodes[n].next) > 0 {
			out = append(out, bus{from: n, x: c.nodes[n].centre()})
		}
	}
	var taken []float64
	for i := range out {
		b := &out[i]
		for _, to := range c.nodes[b.from].next {
			x := c.entry(b, to, out, taken)
			taken = append(taken, x)
			b.ends = append(b.ends, x)
		}
		slices.Sort(b.ends)
		b.min, b.max = min(b.x, b.ends[0]), max(b.x, b.ends[len(b.ends)-1])
	}
	return out
}

// entry chooses where the line of a bus enters a node: straight down if it
// can, else near the middle of the node's top. A passing line moves with it.
func (c *chainLayout) entry(b *bus, to int, all []bus, taken []float64) float64 {
	n := &c.nodes[to]
	edge, apart := 6.0, 9.0
	if n.pass {
		edge, apart = 0, 4
	}
	free := func(x float64) bool {
		for _, o := range all {
			if o.from != b.from && math.Abs(o.x-x) < 4 {
				return false
			}
		}
		return x >= n.x+edge && x <= n.x+n.width-edge &&
			!slices.ContainsFunc(taken, func(t float64) bool { return math.Abs(t-x) < apart })
	}
	want := n.centre() + 14*(float64(slices.Index(n.prev, b.from))-float64(len(n.prev)-1)/2)
	if len(c.nodes[b.from].next) == 1 && free(b.x) {
		want = b.x
	}
	x := want
	for d := 0.0; d <= n.width/2; d += 3 {
		if x = want + d; free(x) {
			break
		}
		if x = want - d; free(x) {
			break
		}
		x = want
	}
	if x = math.Round(x); n.pass {
		n.x = x - n.width/2
	}
	return x
}

// stackLanes gives buses that overlap lanes of their own and says how many.
func stackLanes(buses []bus) int {
	order := make([]*bus, 0, len(buses))
	for i := range buses {
		order = append(order, &buses[i])
	}
	slices.SortStableFunc(order, func(a, b *bus) int { return cmp.Compare(a.min, b.min) })
	var ends []float64
	for _, b := range order {
		b.lane = slices.IndexFunc(ends, func(e float64) bool { return e+6 < b.min })
		if b.lane < 0 {
			b.lane = len(ends)
			ends = append(ends, 0)
		}
		ends[b.lane] = b.max
	}
	return len(ends)
}

// draw prints a bus between two rows.
func (c *chainLayout) draw(v *ChainView, b bus, top, bottom float64) {
	lane := top + 12 + 8*float64(b.lane)
	start := top
	if c.nodes[b.from].pass {
		start -= chainHeight
	}
	path := "M" + num(b.x) + " " + num(start) + "V" + num(lane)
	if b.min < b.max {
		path += "M" + num(b.min) + " " + num(lane) + "H" + num(b.max)
	}
	for _, to := range c.nodes[b.from].next {
		end := bottom
		if !c.nodes[to].pass {
			end -= 7
		}
		x := b.endAt(c.nodes[to])
		path += "M" + num(x) + " " + num(lane) + "V" + num(end)
		if !c.nodes[to].pass {
			v.Tips = append(v.Tips, "M"+num(x-4.5)+" "+num(bottom-8)+"h9l-4.5 8z")
		}
	}
	v.Lines = append(v.Lines, path)
}

// endAt finds the end that lies on a node.
func (b bus) endAt(n chainNode) float64 {
	for _, x := range b.ends {
		if x >= n.x && x <= n.x+n.width {
			return x
		}
	}
	return n.centre()
}

// boxes prints the boxes with their names.
func (c *chainLayout) boxes(v *ChainView) {
	for i, b := range c.in.Boxes {
		n := c.nodes[i]
		view := ChainBoxView{Kind: c.kind(i), Title: b.Name, Href: b.Href,
			X: num(n.x + .75), Y: num(n.y), Width: num(n.width - 1.5), Height: num(chainHeight)}
		lines := wrap(b.Name, 3, n.width-12, chainFont, true)
		thin := len(lines)
		if b.Note != "" {
			lines = append(lines, cut(b.Note, n.width-12, chainThin, false))
			view.Title += ", " + b.Note
		}
		y := n.y + chainHeight/2 + 4 - 7*float64(len(lines)-1)
		for k, text := range lines {
			view.Lines = append(view.Lines, ChainTextView{num(n.centre()), num(y + 14*float64(k)), text, k >= thin})
		}
		v.Boxes = append(v.Boxes, view)
	}
}

func (c *chainLayout) kind(i int) string {
	switch {
	case c.in.Boxes[i].Repeats:
		return "repeat"
	case c.level[i] == 0:
		return "origin"
	}
	return "own"
}
