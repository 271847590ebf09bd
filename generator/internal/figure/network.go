package figure

import (
	"cmp"
	"fmt"
	"slices"
)

// The network is drawn in columns, one for each sort of thing, because a name
// needs a line of its own: in a column no label can lie on another, whatever
// the dossier. What is left to decide is the order within the columns. Each
// name moves to the mean height of its neighbours (the barycentre heuristic of
// Sugiyama, Tagawa and Toda, 1981), a few times from left to right and back.
// All sums are whole numbers, so every machine draws the same.

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
	Heads         []NetworkHead
	Nodes         []NetworkNodeView
	Edges         []NetworkEdgeView
}

// NetworkHead is the name of a column.
type NetworkHead struct {
	X, Y int
	Text string
}

// NetworkNodeView is a name with its place. X is the left end of its line.
type NetworkNodeView struct {
	X, Y, Width int
	Text, Title string
	Href        string
}

// NetworkEdgeView is a tie: a curve, and the head of its arrow.
type NetworkEdgeView struct {
	Path, Tip   string
	Title, Href string
	State       string
}

const (
	networkRow    = 26 // from one name to the next
	networkTop    = 48 // of the first name, below the heads
	networkGap    = 68 // between columns, for the curves
	networkFont   = 13.0
	networkPad    = 6   // between a name and its curves
	networkLabel  = 184 // the widest a name may be
	networkSweeps = 12
)

// Network lays out a network. Columns without a node are left out.
func Network(in NetworkInput) NetworkView {
	n := newNetwork(in)
	for i := range networkSweeps {
		n.sweep(i%2 == 1)
	}
	return n.view(in)
}

type network struct {
	columns    [][]int // nodes by column, top to bottom
	column     []int   // of a node
	neighbours [][]int
	y          []int
	height     int
}

func newNetwork(in NetworkInput) *network {
	n := &network{
		column:     make([]int, len(in.Nodes)),
		neighbours: make([][]int, len(in.Nodes)),
		y:          make([]int, len(in.Nodes)),
	}
	var used []int
	for _, node := range in.Nodes {
		used = append(used, node.Column)
	}
	slices.Sort(used)
	used = slices.Compact(used)
	n.columns = make([][]int, len(used))
	for i, node := range in.Nodes {
		n.column[i] = slices.Index(used, node.Column)
		n.columns[n.column[i]] = append(n.columns[n.column[i]], i)
	}
	for _, e := range in.Edges {
		n.neighbours[e.From] = append(n.neighbours[e.From], e.To)
		n.neighbours[e.To] = append(n.neighbours[e.To], e.From)
	}
	longest := 1
	for _, c := range n.columns {
		longest = max(longest, len(c))
	}
	n.height = longest * networkRow
	for c := range n.columns {
		n.place(c)
	}
	return n
}

// place spreads a column over the middle of the height, in its order.
func (n *network) place(c int) {
	top := networkTop + (n.height-len(n.columns[c])*networkRow)/2
	for row, i := range n.columns[c] {
		n.y[i] = top + row*networkRow + networkRow/2
	}
}

// sweep orders each column by where the neighbours of its nodes stand.
func (n *network) sweep(back bool) {
	for k := range n.columns {
		c := k
		if back {
			c = len(n.columns) - 1 - k
		}
		want := make(map[int]int, len(n.columns[c]))
		for _, i := range n.columns[c] {
			want[i] = n.y[i] * 16
			if others := n.neighbours[i]; len(others) > 0 {
				sum := 0
				for _, o := range others {
					sum += n.y[o]
				}
				want[i] = sum * 16 / len(others)
			}
		}
		slices.SortStableFunc(n.columns[c], func(a, b int) int { return cmp.Compare(want[a], want[b]) })
		n.place(c)
	}
}

func (n *network) view(in NetworkInput) NetworkView {
	v := NetworkView{Label: in.Label, Height: networkTop + n.height + networkRow/2}
	left := make([]int, len(n.columns))
	x := 0
	for c, nodes := range n.columns {
		left[c] = x
		widest := 0
		for _, i := range nodes {
			widest = max(widest, networkWidth(in.Nodes[i].Name))
		}
		if head := in.Nodes[nodes[0]].Column; head < len(in.Heads) {
			widest = max(widest, int(textWidth(in.Heads[head], networkFont, true))+1)
			v.Heads = append(v.Heads, NetworkHead{X: x, Y: 16, Text: in.Heads[head]})
		}
		x += widest + networkGap
	}
	v.Width = max(x-networkGap, 1) + networkGap/2 // room for ties within the last column
	v.Nodes = make([]NetworkNodeView, len(in.Nodes))
	for i, node := range in.Nodes {
		v.Nodes[i] = NetworkNodeView{
			X: left[n.column[i]], Y: n.y[i], Width: networkWidth(node.Name),
			Text: cut(node.Name, networkLabel, networkFont, false), Title: node.Name, Href: node.Href,
		}
	}
	for _, e := range in.Edges {
		path, tip := n.curve(v.Nodes[e.From], v.Nodes[e.To], n.column[e.From]-n.column[e.To])
		v.Edges = append(v.Edges, NetworkEdgeView{Path: path, Tip: tip, Title: e.Title, Href: e.Href, State: e.State})
	}
	return v
}

func networkWidth(name string) int {
	return int(textWidth(cut(name, networkLabel, networkFont, false), networkFont, false)) + 1
}

// curve leads from one name to another: from side to side between columns, and
// out and back on the right within one. ahead is how many columns the first is
// to the right of the second.
func (n *network) curve(a, b NetworkNodeView, ahead int) (path, tip string) {
	right := func(v NetworkNodeView) int { return v.X + v.Width + networkPad }
	left := func(v NetworkNodeView) int { return v.X - networkPad }
	switch {
	case ahead == 0:
		x1, x2 := right(a), right(b)
		bulge := max(x1, x2) + 14 + min(abs(a.Y-b.Y)/6, networkGap/2-16)
		return fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, a.Y, bulge, a.Y, bulge, b.Y, x2, b.Y),
			fmt.Sprintf("M%d %dl7-3.5v7z", x2, b.Y)
	case ahead < 0:
		x1, x2 := right(a), left(b)
		bend := (x2 - x1) / 2
		return fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, a.Y, x1+bend, a.Y, x2-bend, b.Y, x2, b.Y),
			fmt.Sprintf("M%d %dl-7-3.5v7z", x2, b.Y)
	}
	x1, x2 := left(a), right(b)
	bend := (x1 - x2) / 2
	return fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, a.Y, x1-bend, a.Y, x2+bend, b.Y, x2, b.Y),
		fmt.Sprintf("M%d %dl7-3.5v7z", x2, b.Y)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
