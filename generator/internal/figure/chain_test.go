package figure

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// randomChain links each box to some before it.
func randomChain(seed uint64) ChainInput {
	r := rand.New(rand.NewPCG(seed, 9))
	in := ChainInput{Label: "Kette"}
	for i := range 1 + r.IntN(chainMax) {
		in.Boxes = append(in.Boxes, ChainBox{Name: fmt.Sprint("Frankfurter Allgemeine Zeitung ", i), Repeats: i%3 == 1})
		for range r.IntN(3) {
			if i > 0 {
				in.Links = append(in.Links, ChainLink{r.IntN(i), i})
			}
		}
	}
	return in
}

func TestChain(t *testing.T) {
	omitted := 0
	for seed := range uint64(500) {
		in := randomChain(seed)
		v := Chain(in)
		if v.Omit {
			omitted++
			continue
		}
		if !reflect.DeepEqual(v, Chain(in)) {
			t.Fatalf("seed %d: two views of one input differ", seed)
		}
		var boxes []rect
		for i, b := range v.Boxes {
			x, y := parseNum(t, b.X), parseNum(t, b.Y)
			r := rect{fmt.Sprint(i), x, x + parseNum(t, b.Width), y, y + parseNum(t, b.Height)}
			if r.left < 0 || r.right > chainWidth || r.bottom > float64(v.Height) || r.right-r.left < 60 {
				t.Errorf("seed %d: box %+v", seed, r)
			}
			boxes = append(boxes, r)
		}
		noOverlap(t, fmt.Sprint("seed ", seed), boxes)
		for _, l := range in.Links {
			if boxes[l.From].bottom >= boxes[l.To].top {
				t.Errorf("seed %d: box %d stands under %d, which rests on it", seed, l.From, l.To)
			}
		}
		unique := map[ChainLink]bool{}
		for _, l := range in.Links {
			unique[l] = true
		}
		if len(v.Tips) != len(unique) {
			t.Errorf("seed %d: %d arrows for %d links", seed, len(v.Tips), len(unique))
		}
		checkWays(t, seed, v, boxes)
	}
	if omitted > 50 {
		t.Errorf("%d of 500 chains were too much to draw", omitted)
	}
}

// checkWays proves that no line crosses a box, and that no two lines of
// different boxes run into each other lengthwise.
func checkWays(t *testing.T, seed uint64, v ChainView, boxes []rect) {
	t.Helper()
	var ways [][]rect
	for _, path := range v.Lines {
		way := strokes(t, path)
		for _, s := range way {
			for _, b := range boxes {
				if s.meets(b) {
					t.Errorf("seed %d: line %+v crosses box %+v", seed, s, b)
				}
			}
			for _, other := range ways {
				for _, o := range other {
					if s.name == o.name && s.meets(o) {
						t.Errorf("seed %d: lines %+v and %+v run into each other", seed, s, o)
					}
				}
			}
		}
		ways = append(ways, way)
	}
}

// strokes takes a path apart into lines a pixel wide, named by direction.
func strokes(t *testing.T, path string) (out []rect) {
	t.Helper()
	for _, part := range strings.Split(path, "M")[1:] {
		var x, y, to float64
		var d string
		if _, err := fmt.Sscan(strings.NewReplacer("V", " V ", "H", " H ").Replace(part), &x, &y, &d, &to); err != nil {
			t.Fatalf("path %q: %v", path, err)
		}
		line := rect{d, x - .5, x + .5, min(y, to), max(y, to)}
		if d == "H" {
			line = rect{d, min(x, to), max(x, to), y - .5, y + .5}
		}
		out = append(out, line)
	}
	return out
}

func TestChainKindsAndLimits(t *testing.T) {
	in := ChainInput{
		Boxes: []ChainBox{{Name: "Reuters"}, {Name: "t3n", Repeats: true, Note: "gibt wieder"}, {Name: "E-Mails"}, {Name: "Post", Repeats: true}},
		Links: []ChainLink{{2, 0}, {0, 1}, {2, 1}, {1, 2}, {7, 1}}, // a circle, and a box that is not there
	}
	v := Chain(in)
	var kinds []string
	for _, b := range v.Boxes {
		kinds = append(kinds, b.Kind)
	}
	if got := strings.Join(kinds, " "); got != "origin repeat own repeat" {
		t.Errorf("kinds %s", got)
	}
	if Chain(ChainInput{}).Omit != true || !Chain(ChainInput{Boxes: make([]ChainBox, chainMax+1)}).Omit {
		t.Error("no boxes and too many boxes draw nothing")
	}
}

func TestChainOrderAvoidsCrossings(t *testing.T) {
	in := ChainInput{Boxes: make([]ChainBox, 6), Links: []ChainLink{{0, 5}, {1, 4}, {2, 3}}}
	c := &chainLayout{in: in}
	c.link()
	c.rank()
	c.rows()
	before := c.crossings()
	if c.order(); before != 3 || c.crossings() != 0 {
		t.Errorf("%d crossings became %d, want 3 and 0", before, c.crossings())
	}
}
