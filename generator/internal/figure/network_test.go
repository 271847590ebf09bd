package figure

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// TestNetworkNames draws random networks and checks that no name lies on
// another, that no tie and no head of an arrow crosses one, that everything is
// inside the drawing, and that it comes out the same twice.
func TestNetworkNames(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		in := NetworkInput{Heads: []string{"People", "Media", "Companies", "Things", "Authorities", "Officials"}, Label: "x"}
		for i := range 2 + r.IntN(80) {
			name := fmt.Sprintf("Name %d of something rather long %d", i, r.IntN(1e9))
			if i%5 == 0 {
				name = "Donaudampfschifffahrtsgesellschaft"
			}
			in.Nodes = append(in.Nodes, NetworkNode{Name: name, Href: "/", Column: r.IntN(6)})
		}
		for range r.IntN(160) {
			in.Edges = append(in.Edges, NetworkEdge{From: r.IntN(len(in.Nodes)), To: r.IntN(len(in.Nodes)), State: "in-force"})
		}
		v := Network(in)
		if w := Network(in); !reflect.DeepEqual(v, w) {
			t.Fatalf("seed %d: two drawings of one network differ", seed)
		}
		checkNetwork(t, fmt.Sprint("seed ", seed), v)
		for i, n := range v.Nodes {
			var words []string
			for _, line := range n.Lines {
				words = append(words, line.Text)
			}
			if got := strings.Join(words, " "); got != in.Nodes[i].Name {
				t.Errorf("seed %d: %q is shown as %q", seed, in.Nodes[i].Name, got)
			}
		}
		if len(v.Edges) != len(in.Edges) {
			t.Fatalf("seed %d: %d ties of %d", seed, len(v.Edges), len(in.Edges))
		}
	}
}

func checkNetwork(t *testing.T, at string, v NetworkView) {
	t.Helper()
	var names []rect
	add := func(lines []NetworkLine, bold bool) {
		for _, l := range lines {
			x, y := float64(l.X), float64(l.Y)
			names = append(names, rect{l.Text, x, x + textWidth(l.Text, networkFont, bold), y - 6, y + 6})
		}
	}
	add(v.Heads, true)
	for _, n := range v.Nodes {
		add(n.Lines, false)
	}
	noOverlap(t, at, names)
	width, height := float64(v.Width), float64(v.Height)
	for _, n := range names {
		if n.left < 0 || n.right > width || n.top < 0 || n.bottom > height {
			t.Errorf("%s: %+v leaves the drawing", at, n)
		}
	}
	for _, e := range v.Edges {
		var x, y, dx float64
		if _, err := fmt.Sscanf(e.Tip, "M%g %gl%g-3.5v7z", &x, &y, &dx); err != nil {
			t.Fatalf("tip %q: %v", e.Tip, err)
		}
		things := []rect{{"tip", min(x, x+dx), max(x, x+dx), y - 3.5, y + 3.5}}
		for _, p := range points(t, e.Path) {
			things = append(things, rect{"tie", p[0] - .5, p[0] + .5, p[1] - .5, p[1] + .5})
		}
		for _, a := range things {
			if a.left < 0 || a.right > width || a.top < 0 || a.bottom > height {
				t.Errorf("%s: %+v of %q leaves the drawing", at, a, e.Path)
			}
			for _, n := range names {
				if a.meets(n) {
					t.Errorf("%s: %+v of %q crosses %+v", at, a, e.Path, n)
				}
			}
		}
	}
}

// points are close together on a path of M, H and C.
func points(t *testing.T, path string) (out [][2]float64) {
	t.Helper()
	fields := strings.Fields(strings.NewReplacer("M", " M ", "H", " H ", "C", " C ").Replace(path))
	number := func() float64 {
		n := parseNum(t, fields[0])
		fields = fields[1:]
		return n
	}
	var x, y float64
	curve := func(x1, y1, x2, y2, x3, y3 float64) {
		for i := range 41 {
			u := float64(i) / 40
			a, b, c, d := (1-u)*(1-u)*(1-u), 3*u*(1-u)*(1-u), 3*u*u*(1-u), u*u*u
			out = append(out, [2]float64{a*x + b*x1 + c*x2 + d*x3, a*y + b*y1 + c*y2 + d*y3})
		}
		x, y = x3, y3
	}
	for len(fields) > 0 {
		command := fields[0]
		fields = fields[1:]
		switch command {
		case "M":
			x, y = number(), number()
		case "H":
			to := number()
			curve(x, y, to, y, to, y)
		case "C":
			curve(number(), number(), number(), number(), number(), number())
		default:
			t.Fatalf("path %q", path)
		}
	}
	return out
}

// TestNetworkOrder checks that neighbours come to stand beside each other.
func TestNetworkOrder(t *testing.T) {
	in := NetworkInput{}
	const pairs = 9
	for i := range pairs {
		in.Nodes = append(in.Nodes, NetworkNode{Name: fmt.Sprint("left ", i), Column: 0})
	}
	for i := range pairs {
		in.Nodes = append(in.Nodes, NetworkNode{Name: fmt.Sprint("right ", i), Column: 1})
		in.Edges = append(in.Edges, NetworkEdge{From: pairs - 1 - i, To: pairs + i})
	}
	v := Network(in)
	for _, e := range in.Edges {
		if v.Nodes[e.From].Lines[0].Y != v.Nodes[e.To].Lines[0].Y {
			t.Errorf("%s stands at %d, its only neighbour %s at %d", in.Nodes[e.From].Name, v.Nodes[e.From].Lines[0].Y, in.Nodes[e.To].Name, v.Nodes[e.To].Lines[0].Y)
		}
	}
}
