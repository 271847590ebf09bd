package figure

import (
	"cmp"
	"slices"
)

// ChainBox is a source in a chain of reports.
type ChainBox struct {
	Name, Note string // Name has up to three lines; Note may be empty
	Href       string
	Repeats    bool // adds nothing of its own
}

// ChainLink says that the box To rests on the box From.
type ChainLink struct{ From, To int }

// ChainInput is who rests on whom.
type ChainInput struct {
	Boxes []ChainBox
	Links []ChainLink
	Label string
}

// ChainView is a chain of reports in a drawing of fixed width that pages scale
// down. Omit says that it would be too much to read: show the list alone.
type ChainView struct {
	Label         string
	Width, Height int
	Omit          bool
	Boxes         []ChainBoxView
	Lines         []string // paths
	Tips          []string // paths of the arrows' heads
}

// ChainBoxView is one box. Kind is origin, own or repeat.
type ChainBoxView struct {
	Kind, Title, Href   string
	X, Y, Width, Height string
	Lines               []ChainTextView
}

// ChainTextView is a centred line of text; Thin ones are notes.
type ChainTextView struct {
	X, Y, Text string
	Thin       bool
}

const (
	chainMax    = 16 // boxes
	chainWidth  = 632.0
	chainGap    = 12.0
	chainRow    = 4 // boxes side by side
	chainHeight = 56.0
	chainFont   = 12.0
	chainThin   = 11.0
	chainPass   = 12.0 // room for a line that passes a row
	chainLeast  = 64.0 // the narrowest box
)

// Chain draws who rests on whom: origins on top, below them what they carry,
// each source one row lower than the lowest that it rests on.
func Chain(in ChainInput) ChainView {
	v := ChainView{Label: in.Label, Width: int(chainWidth), Omit: len(in.Boxes) > chainMax || len(in.Boxes) == 0}
	if v.Omit {
		return v
	}
	c := &chainLayout{in: in}
	c.link()
	c.rank()
	c.rows()
	c.order()
	if !c.across() {
		v.Omit = true
		return v
	}
	c.down(&v)
	c.boxes(&v)
	return v
}

// chainNode is a box, or a place where the lines of a box pass a row.
type chainNode struct {
	box      int // the box it is or whose lines it carries
	pass     bool
	row      int
	next     []int // nodes of the next row
	prev     []int
	x, width float64 // left
	y        float64
}

func (n chainNode) centre() float64 { return n.x + n.width/2 }

// chainLayout is a chain on its way to a view.
type chainLayout struct {
	in    ChainInput
	links []ChainLink
	level []int
	nodes []chainNode // boxes first, in the order of the input
	grid  [][]int     // nodes by row, from left to right
}

// link keeps each link once, drops what points nowhere, and cuts circles at
// the link that closes them.
func (c *chainLayout) link() {
	links := slices.Clone(c.in.Links)
	slices.SortFunc(links, func(a, b ChainLink) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	for _, l := range slices.Compact(links) {
		if min(l.From, l.To) >= 0 && max(l.From, l.To) < len(c.in.Boxes) && !c.reaches(l.To, l.From) {
			c.links = append(c.links, l)
		}
	}
}

// reaches reports whether links lead from one box to another.
func (c *chainLayout) reaches(from, to int) bool {
	return from == to || slices.ContainsFunc(c.links, func(l ChainLink) bool {
		return l.From == from && c.reaches(l.To, to)
	})
}

// rank puts each box on the level of its longest path from an origin.
func (c *chainLayout) rank() {
	c.level = make([]int, len(c.in.Boxes))
	for range c.in.Boxes {
		for _, l := range c.links {
			c.level[l.To] = max(c.level[l.To], c.level[l.From]+1)
		}
	}
}

// rows breaks each level into rows of few boxes, and lets the lines of a box
// pass through the rows between it and what it carries.
func (c *chainLayout) rows() {
	for i := range c.in.Boxes {
		c.nodes = append(c.nodes, chainNode{box: i})
	}
	for lv := 0; lv <= slices.Max(c.level); lv++ {
		var level []int
		for i := range c.in.Boxes {
			if c.level[i] == lv {
				level = append(level, i)
			}
		}
		size := (len(level) + c.rowsFor(level) - 1) / c.rowsFor(level)
		for row := range slices.Chunk(level, size) {
			for _, i := range row {
				c.nodes[i].row = len(c.grid)
			}
			c.grid = append(c.grid, slices.Clone(row))
		}
	}
	for i := range c.in.Boxes {
		c.pass(i)
	}
}

func (c *chainLayout) rowsFor(level []int) int { return (len(level) + chainRow - 1) / chainRow }

// pass leads the lines of a box down to the last row that needs them.
func (c *chainLayout) pass(box int) {
	deepest := c.nodes[box].row
	for _, l := range c.links {
		if l.From == box {
			deepest = max(deepest, c.nodes[l.To].row)
		}
	}
	at := box
	for row := c.nodes[box].row + 1; row <= deepest; row++ {
		for _, l := range c.links {
			if l.From == box && c.nodes[l.To].row == row {
				c.join(at, l.To)
			}
		}
		if row < deepest {
			c.nodes = append(c.nodes, chainNode{box: box, pass: true, row: row})
			n := len(c.nodes) - 1
			c.grid[row] = append(c.grid[row], n)
			c.join(at, n)
			at = n
		}
	}
}

func (c *chainLayout) join(a, b int) {
	c.nodes[a].next = append(c.nodes[a].next, b)
	c.nodes[b].prev = append(c.nodes[b].prev, a)
}

// order sweeps down and up, each time putting the nodes of a row where their
// neighbours are on average, and keeps the arrangement with fewest crossings.
func (c *chainLayout) order() {
	best, fewest := c.copyGrid(), c.crossings()
	for sweep := range 12 {
		for r := range c.grid {
			if sweep%2 == 1 {
				r = len(c.grid) - 1 - r
			}
			c.sortRow(r, sweep%2 == 1)
		}
		if n := c.crossings(); n < fewest {
			best, fewest = c.copyGrid(), n
		}
	}
	c.grid = best
}

func (c *chainLayout) copyGrid() [][]int {
	out := make([][]int, len(c.grid))
	for i, r := range c.grid {
		out[i] = slices.Clone(r)
	}
	return out
}

// sortRow orders a row by the mean place of the neighbours above, or below.
func (c *chainLayout) sortRow(r int, below bool) {
	place := c.places()
	mean := func(n int) float64 {
		near := c.nodes[n].prev
		if below {
			near = c.nodes[n].next
		}
		if len(near) == 0 {
			return place[n]
		}
		sum := 0.0
		for _, m := range near {
			sum += place[m]
		}
		return sum / float64(len(near))
	}
	slices.SortStableFunc(c.grid[r], func(a, b int) int { return cmp.Compare(mean(a), mean(b)) })
}

// places gives each node's place in its row, from 0 to 1.
func (c *chainLayout) places() []float64 {
	place := make([]float64, len(c.nodes))
	for _, row := range c.grid {
		for i, n := range row {
			place[n] = (float64(i) + .5) / float64(len(row))
		}
	}
	return place
}

// crossings counts the pairs of lines between two rows that cross.
func (c *chainLayout) crossings() int {
	place, count := c.places(), 0
	for _, row := range c.grid {
		for i, a := range row {
			for _, b := range row[i+1:] {
				for _, p := range c.nodes[a].next {
					for _, q := range c.nodes[b].next {
						if place[p] > place[q] {
							count++
						}
					}
				}
			}
		}
	}
	return count
}
