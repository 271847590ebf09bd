package figure

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

// TestNetworkNames draws random networks and checks that no name lies on
// another, that everything is inside the drawing, and that it comes out the
// same twice.
func TestNetworkNames(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		in := NetworkInput{Heads: []string{"People", "Media", "Companies", "Things", "Authorities", "Officials"}, Label: "x"}
		for i := range 2 + r.IntN(80) {
			in.Nodes = append(in.Nodes, NetworkNode{Name: fmt.Sprintf("Name %d of something rather long %d", i, r.IntN(1e9)), Href: "/", Column: r.IntN(6)})
		}
		for range r.IntN(160) {
			in.Edges = append(in.Edges, NetworkEdge{From: r.IntN(len(in.Nodes)), To: r.IntN(len(in.Nodes)), State: "in-force"})
		}
		v := Network(in)
		if w := Network(in); !reflect.DeepEqual(v, w) {
			t.Fatalf("seed %d: two drawings of one network differ", seed)
		}
		for i, a := range v.Nodes {
			if a.X < 0 || a.X+a.Width > v.Width || a.Y < networkTop || a.Y > v.Height {
				t.Fatalf("seed %d: %q leaves the drawing", seed, a.Title)
			}
			for _, b := range v.Nodes[i+1:] {
				if a.X < b.X+b.Width && b.X < a.X+a.Width && abs(a.Y-b.Y) < networkRow {
					t.Fatalf("seed %d: %q lies on %q", seed, a.Title, b.Title)
				}
			}
		}
		if len(v.Edges) != len(in.Edges) {
			t.Fatalf("seed %d: %d ties of %d", seed, len(v.Edges), len(in.Edges))
		}
	}
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
		if v.Nodes[e.From].Y != v.Nodes[e.To].Y {
			t.Errorf("%s stands at %d, its only neighbour %s at %d", in.Nodes[e.From].Name, v.Nodes[e.From].Y, in.Nodes[e.To].Name, v.Nodes[e.To].Y)
		}
	}
}
