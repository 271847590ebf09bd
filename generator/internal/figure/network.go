package figure

import (
	"cmp"
	"fmt"
	"slices"
)

// The network is drawn in columns, one for each sort of thing, because a name
// needs room of its own: in a column no label can lie on another, whatever the
// dossier. A tie between columns that are no neighbours passes those between
// them through a gap of its own, as the method of Sugiyama, Tagawa and Toda
// (1981) does; it bends only between columns, so it crosses no name. What is
// left to decide is the order within the columns. Everything moves to the mean
// height of its neighbours, a few times from left to right and back. All sums
// are whole numbers, so every machine draws the same.

// NetworkNode is a thing in a network. Column says where it stands, from 0.
type NetworkNode struct {
	Name, Href string
	Column     int
}

// NetworkEdge ties two nodes. State is a status of the format's relationships.
type NetworkEdge struct {
	From, To    int
	Title, Href string
	State       string
}

// NetworkInput is who is tied to whom, with a head for each column.
type NetworkInput struct {
	Nodes []NetworkNode
	Edges []NetworkEdge
	Heads []string
	Label string
}

// NetworkView is a network in a drawing of fixed width.
type NetworkView struct {
	Label         string
	Width, Height int
	Heads         []NetworkLine
	Nodes         []NetworkNodeView
	Edges         []NetworkEdgeView
}

// NetworkNodeView is a name, in as many lines as it needs.
type NetworkNodeView struct {
	Lines []NetworkLine
	Href  string
}

// NetworkLine is a line of text. Y is the middle of its letters.
type NetworkLine struct {
	X, Y int
	Text string
}

// NetworkEdgeView is a tie: a curve, and the head of its arrow.
type NetworkEdgeView struct {
	Path, Tip   string
	Title, Href string
	State       string
}

const (
	networkLead   = 16 // from one line of a name to the next
	networkAir    = 12 // between names
	networkPass   = 9  // of a tie that passes a column
	networkTop    = 40 // of the columns, below the heads
	networkGap    = 72 // between columns, for the curves
	networkWide   = 1240
	networkFont   = 13.0
	networkPad    = 6   // between a name and its curves
	networkLabel  = 150 // the widest a line may be
	networkWord   = 300 // the same for one of a single long word
	networkLines  = 6   // the most that a name may have
	networkSweeps = 16
)

// Network lays out a network. Columns without a node are left out.
func Network(in NetworkInput) NetworkView {
	n := newNetwork(in)
	for i := range networkSweeps {
		n.sweep(i%2 == 1)
	}
	return n.view(in)
}

// network is a drawing on its way to a view.
type network struct {
	items   []netItem // nodes first, then the ties that pass
	columns [][]int   // items by column, top to bottom
	heads   []int     // of each column
	passes  [][]int   // of each edge, from left to right
	left    []int     // of each column
	right   []int
	height  int
}

// netItem is what takes room in a column.
type netItem struct {
	column, height, y int
	near              []int // items that it is tied to
	lines             []string
	width             int
}

func newNetwork(in NetworkInput) *network {
	n := &network{passes: make([][]int, len(in.Edges))}
	for _, node := range in.Nodes {
		n.heads = append(n.heads, node.Column)
	}
	slices.Sort(n.heads)
	n.heads = slices.Compact(n.heads)
	n.columns = make([][]int, len(n.heads))
	for _, node := range in.Nodes {
		lines := balanced(node.Name, networkLines, networkLabel, networkWord, networkFont)
		wide := 0
		for _, line := range lines {
			wide = max(wide, int(textWidth(line, networkFont, false))+1)
		}
		n.add(netItem{column: slices.Index(n.heads, node.Column), height: len(lines)*networkLead + networkAir, lines: lines, width: wide})
	}
	for i, e := range in.Edges {
		a, b := e.From, e.To
		if n.items[a].column > n.items[b].column {
			a, b = b, a
		}
		last := a
		for c := n.items[a].column + 1; c < n.items[b].column; c++ {
			pass := n.add(netItem{column: c, height: networkPass})
			n.passes[i] = append(n.passes[i], pass)
			n.tie(last, pass)
			last = pass
		}
		n.tie(last, b)
	}
	for _, column := range n.columns {
		n.height = max(n.height, n.tall(column))
	}
	for c := range n.columns {
		n.place(c)
	}
	return n
}

func (n *network) add(i netItem) int {
	n.items = append(n.items, i)
	n.columns[i.column] = append(n.columns[i.column], len(n.items)-1)
	return len(n.items) - 1
}

func (n *network) tie(a, b int) {
	n.items[a].near = append(n.items[a].near, b)
	n.items[b].near = append(n.items[b].near, a)
}

func (n *network) tall(column []int) int {
	sum := 0
	for _, i := range column {
		sum += n.items[i].height
	}
	return sum
}

// place stacks a column in the middle of the height, in its order.
func (n *network) place(c int) {
	y := networkTop + (n.height-n.tall(n.columns[c]))/2
	for _, i := range n.columns[c] {
		n.items[i].y = y + n.items[i].height/2
		y += n.items[i].height
	}
}

// sweep orders each column by where the neighbours of its items stand.
func (n *network) sweep(back bool) {
	for k := range n.columns {
		c := k
		if back {
			c = len(n.columns) - 1 - k
		}
		want := make(map[int]int, len(n.columns[c]))
		for _, i := range n.columns[c] {
			want[i] = n.items[i].y * 16
			if near := n.items[i].near; len(near) > 0 {
				sum := 0
				for _, o := range near {
					sum += n.items[o].y
				}
				want[i] = sum * 16 / len(near)
			}
		}
		slices.SortStableFunc(n.columns[c], func(a, b int) int { return cmp.Compare(want[a], want[b]) })
		n.place(c)
	}
}

func (n *network) view(in NetworkInput) NetworkView {
	v := NetworkView{Label: in.Label, Height: networkTop + n.height}
	v.Width = n.across(in.Heads)
	for c, head := range n.heads {
		if head < len(in.Heads) {
			v.Heads = append(v.Heads, NetworkLine{X: n.left[c], Y: 12, Text: in.Heads[head]})
		}
	}
	for i, node := range in.Nodes {
		item := n.items[i]
		view := NetworkNodeView{Href: node.Href}
		y := item.y - (len(item.lines)-1)*networkLead/2
		for k, text := range item.lines {
			view.Lines = append(view.Lines, NetworkLine{X: n.left[item.column], Y: y + k*networkLead, Text: text})
		}
		v.Nodes = append(v.Nodes, view)
	}
	for i, e := range in.Edges {
		path, tip := n.curve(e, n.passes[i])
		v.Edges = append(v.Edges, NetworkEdgeView{Path: path, Tip: tip, Title: e.Title, Href: e.Href, State: e.State})
	}
	return v
}

// across sets the columns side by side, with more room between them where the
// whole would be narrow, and returns the width.
func (n *network) across(heads []string) int {
	wide, sum := make([]int, len(n.columns)), networkGap/2
	for c, column := range n.columns {
		for _, i := range column {
			wide[c] = max(wide[c], n.items[i].width)
		}
		if n.heads[c] < len(heads) {
			wide[c] = max(wide[c], int(textWidth(heads[n.heads[c]], networkFont, true))+1)
		}
		sum += wide[c]
	}
	gap := networkGap
	if len(n.columns) > 1 {
		gap = min(max(gap, (networkWide-sum)/(len(n.columns)-1)), 2*networkGap)
	}
	x := 0
	for _, w := range wide {
		n.left, n.right = append(n.left, x), append(n.right, x+w)
		x += w + gap
	}
	return x - gap + networkGap/2 // room for ties within the last column
}

// curve leads from one name to another. It bends only beside a column, and
// crosses a column only in the row of its own end or of its own gap.
func (n *network) curve(e NetworkEdge, passes []int) (path, tip string) {
	a, b := n.items[e.From], n.items[e.To]
	left, right := a, b
	if a.column > b.column {
		left, right = b, a
	}
	leftX, x, y := n.left[left.column]+left.width+networkPad, n.right[left.column]+networkPad, left.y
	path = fmt.Sprintf("M%d %dH%d", leftX, y, x)
	if a.column == b.column {
		bulge := x + 10 + min(abs(a.y-b.y)/6, networkGap/2-16)
		end := n.left[b.column] + b.width + networkPad
		return path + fmt.Sprintf("C%d %d %d %d %d %dH%d", bulge, a.y, bulge, b.y, x, b.y, end), tipLeft(end, b.y)
	}
	for _, i := range append(slices.Clone(passes), -1) {
		stop := right
		if i >= 0 {
			stop = n.items[i]
		}
		next := n.left[stop.column] - networkPad
		bend := (next - x) / 2
		path += fmt.Sprintf("C%d %d %d %d %d %d", x+bend, y, next-bend, stop.y, next, stop.y)
		x, y = next, stop.y
		if i >= 0 {
			x = n.right[stop.column] + networkPad
			path += fmt.Sprintf("H%d", x)
		}
	}
	if a.column < b.column {
		return path, fmt.Sprintf("M%d %dl-7-3.5v7z", x, y)
	}
	return path, tipLeft(leftX, b.y)
}

// tipLeft is the head of an arrow that points to the left.
func tipLeft(x, y int) string { return fmt.Sprintf("M%d %dl7-3.5v7z", x, y) }

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
