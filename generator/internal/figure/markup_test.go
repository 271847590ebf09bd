package figure

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// leastWidths are the least pixels that pages leave for a figure, as package
// render has them.
var leastWidths = map[string]float64{"small": 240, "medium": 272, "large": 640, "axis": 272, "over": 288}

// CheckPage proves of every figure on a page, as it is printed, that at every
// width no word overlaps another word, a mark or a box, and that nothing leaves
// the drawing. It counts the figures by their class in found, and their words.
func CheckPage(t *testing.T, at string, page []byte, found map[string]int) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		class := strings.Fields(attribute(n, "class"))
		if n.Data != "svg" || len(class) == 0 {
			continue
		}
		kind := class[0]
		if kind == "life" {
			kind = class[1]
		}
		d := &printed{height: attribute(n, "height"), kind: kind}
		switch kind {
		case "small", "medium", "large", "axis", "over":
			d.read(t, n, place{zoom: 1}, "")
			least := leastWidths[kind]
			for a := range n.Ancestors() {
				if attribute(a, "class") == "inner" {
					least = leastWidths["large"] // the strip and the axes of a large life
				}
			}
			for _, w := range []float64{least, 320, 390, 480, 560, 720, 800, 1080, 1280} {
				if w >= least {
					d.check(t, fmt.Sprintf("%s: %s at %v px", at, kind, w), w)
				}
			}
		case "network":
			d.height = strings.Fields(attribute(n, "viewBox"))[3]
			d.read(t, n, place{zoom: 1}, "")
			d.check(t, at+": network", parseNum(t, attribute(n, "width")))
		case "chain":
			size := strings.Fields(attribute(n, "viewBox"))
			d.height = size[3]
			d.read(t, n, place{zoom: 1}, "")
			d.check(t, at+": chain", parseNum(t, size[2]))
		case "bar":
			d.read(t, n, place{zoom: 1}, "")
			d.check(t, at+": bar", 272)
		default:
			continue
		}
		for _, x := range d.things {
			if kind != "axis" && kind != "bar" && strings.Contains(x.name, "…") {
				t.Errorf("%s: %s cuts %q short", at, kind, x.name)
			}
		}
		found[kind]++
		found["words"] += d.words
	}
}

// printed is a figure read from its markup.
type printed struct {
	kind, height string
	things       []printedThing
	words        int
}

// printedThing is a word or a mark at a place.
type printedThing struct {
	name                     string
	place                    place
	left, right, top, bottom float64 // around it
	share                    float64 // its width is a share too
	tier                     Tier
}

// place is a share of the width, and pixels from there.
type place struct{ share, x, y, zoom float64 }

func (d *printed) read(t *testing.T, n *html.Node, p place, tier Tier) {
	for c := range n.ChildNodes() {
		p, tier := p, tier
		class := " " + attribute(c, "class") + " "
		for _, lv := range []Tier{"m", "w", "x"} {
			if strings.Contains(class, " "+string(lv)+" ") {
				tier = lv
			}
		}
		if c.Data == "svg" || c.Data == "text" || c.Data == "use" || c.Data == "rect" {
			p.add(t, attribute(c, "x"), attribute(c, "y"))
		}
		switch c.Data {
		case "g":
			p.transform(t, attribute(c, "transform"))
			d.read(t, c, p, tier)
		case "svg", "a":
			d.read(t, c, p, tier)
		case "text":
			p.add(t, attribute(c, "dx"), attribute(c, "dy"))
			d.text(c, p, tier, class)
		case "use":
			half, ok := map[string]float64{"#z-plate": 10, "#z-unsure": 10, "#z-unsure-plate": 11.5, "#z-break": 11, "#z-arrow": 0}[attribute(c, "href")]
			if !ok {
				half = 7
			}
			half *= p.zoom
			d.things = append(d.things, printedThing{name: attribute(c, "href"), place: p, left: -half, right: half, top: -half, bottom: half})
		case "rect":
			r := printedThing{name: "box", place: p, bottom: parseNum(t, attribute(c, "height"))}
			if wide := attribute(c, "width"); strings.HasSuffix(wide, "%") {
				r.share = parseNum(t, wide) / 100
			} else {
				r.right = parseNum(t, wide)
			}
			if !strings.Contains(class, " span ") && !strings.Contains(class, " hit ") { // words may stand over days that are hatched, and on fields to press
				d.things = append(d.things, r)
			}
		}
	}
}

func (p *place) add(t *testing.T, x, y string) {
	for _, s := range []struct {
		text string
		to   *float64
	}{{x, &p.x}, {y, &p.y}} {
		switch {
		case s.text == "":
		case strings.HasSuffix(s.text, "%"):
			p.share = parseNum(t, s.text) / 100
		default:
			*s.to += parseNum(t, s.text)
		}
	}
}

func (p *place) transform(t *testing.T, text string) {
	if text == "" {
		return
	}
	var x, y float64
	rest, ok := strings.CutPrefix(text, "translate(")
	inside, scale, closed := strings.Cut(rest, ")")
	if _, err := fmt.Sscan(inside, &x, &y); err != nil || !ok || !closed {
		t.Fatalf("transform %q", text)
	}
	p.x, p.y = p.x+x, p.y+y
	if factor, ok := strings.CutPrefix(scale, "scale("); ok {
		p.zoom = parseNum(t, strings.TrimSuffix(factor, ")"))
	}
}

// fontSizes are those of the styles, static/css/figures.css.
var fontSizes = map[string]float64{"small": 11, "medium": 12, "large": 17, "axis": 12, "over": 13, "network": 13, "chain": 12}

func (d *printed) text(n *html.Node, p place, tier Tier, class string) {
	var text strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			text.WriteString(c.Data)
		}
	}
	size, bold := fontSizes[d.kind], d.kind == "small" || d.kind == "medium" || d.kind == "large"
	switch {
	case strings.Contains(class, " sub "):
		size, bold = 13, false
	case strings.Contains(class, " cap "):
		size = 13
	case strings.Contains(class, " head "):
		bold = true
	case d.kind == "chain":
		bold = !strings.Contains(class, " thin ")
	case d.kind == "over" && n.FirstChild.Data == "tspan":
		size, bold = 15, true
	}
	name := strings.TrimSpace(text.String())
	wide, left := textWidth(name, size, bold), 0.0
	switch anchor := attribute(n, "text-anchor"); {
	case anchor == "end":
		left = -wide
	case anchor == "middle" || d.kind == "chain": // by its style
		left = -wide / 2
	}
	d.words++
	d.things = append(d.things, printedThing{name: name, place: p, left: left, right: left + wide, top: -.8 * size, bottom: .1 * size, tier: tier})
}

func (d *printed) check(t *testing.T, at string, w float64) {
	t.Helper()
	var all []rect
	height, err := strconv.ParseFloat(d.height, 64)
	if err != nil {
		t.Fatalf("%s: height %q", at, d.height)
	}
	for i, x := range d.things {
		if !seen(x.tier, w) {
			continue
		}
		foot := x.place.share*w + x.place.x
		r := rect{x.name, foot + x.left, foot + x.right + x.share*w, x.place.y + x.top, x.place.y + x.bottom}
		if r.left < -.5 || r.right > w+1 || r.top < -.5 || r.bottom > height+.5 {
			t.Errorf("%s: %+v leaves the drawing of %v by %v", at, r, w, height)
		}
		// The signs of one mark lie on each other.
		if i > 0 && strings.HasPrefix(x.name, "#") && len(all) > 0 && x.place == d.things[i-1].place {
			last := &all[len(all)-1]
			last.left, last.right, last.top, last.bottom = min(last.left, r.left), max(last.right, r.right), min(last.top, r.top), max(last.bottom, r.bottom)
			continue
		}
		all = append(all, r)
	}
	switch d.kind {
	case "bar": // its parts lie on each other
	case "chain":
		boxes, words := all[:0:0], all[:0:0]
		for _, r := range all {
			if r.name == "box" {
				boxes = append(boxes, r)
			} else {
				words = append(words, r)
			}
		}
		noOverlap(t, at, boxes)
		noOverlap(t, at, words)
		for _, w := range words {
			if !slices.ContainsFunc(boxes, func(b rect) bool {
				return w.left >= b.left && w.right <= b.right && w.top >= b.top && w.bottom <= b.bottom
			}) {
				t.Errorf("%s: %+v lies in no box", at, w)
			}
		}
	default:
		noOverlap(t, at, all)
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
