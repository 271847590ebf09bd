package figure

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"belegt/generator/internal/date"
)

var months = [12]string{"Jan.", "Febr.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."}

// timeline makes n events over some years, a third of them in one of these.
func timeline(seed uint64, n, years int) OverviewInput {
	r := rand.New(rand.NewPCG(seed, 3))
	in := OverviewInput{MinWidth: 288, Months: months, Label: "Zeitleiste"}
	for i := range n {
		year := 2026 - r.IntN(years)
		if i%3 == 0 {
			year = 2026 - years/2
		}
		d := date.NewDay(year, 1+r.IntN(12), 1+r.IntN(28))
		e := Event{First: d, Last: d, Key: i%5 == 0, Unsure: i%7 == 3, Title: fmt.Sprint("Ereignis ", i), Href: "#e" + strconv.Itoa(i)}
		if e.Key {
			e.Name = "Irische Datenschutzkommission verhängt Geldbuße von 530 Millionen Euro"
		}
		in.Events = append(in.Events, e)
	}
	return in
}

func TestOverview(t *testing.T) {
	for _, c := range []struct {
		n, years int
		kind     string // boxes, bars, or "" for either
	}{
		{0, 8, "boxes"}, {1, 1, "boxes"}, {55, 8, "boxes"}, {120, 30, ""}, {30, 2000, ""},
		{1000, 8, "bars"}, {10000, 40, "bars"}, {10000, 2000, "bars"},
	} {
		for seed := range uint64(20) {
			in := timeline(seed, c.n, c.years)
			v := Overview(in)
			at := fmt.Sprintf("%d events in %d years, seed %d", c.n, c.years, seed)
			if c.kind == "boxes" && len(v.Counts) > 0 || c.kind == "bars" && len(v.Boxes) > 0 || counted(t, v) != c.n {
				t.Fatalf("%s: %d boxes and %d bars for %d events", at, len(v.Boxes), len(v.Counts), counted(t, v))
			}
			if v.Height > 370 || c.n > 0 && (len(v.Years) == 0 || len(v.Years) > 110) {
				t.Errorf("%s: %d px high, %d years", at, v.Height, len(v.Years))
			}
			if !reflect.DeepEqual(v, Overview(in)) {
				t.Errorf("%s: two views of one input differ", at)
			}
			for _, w := range []float64{288, 320, 480, 800, 1280} {
				checkOverview(t, at, v, w)
			}
			if seed > 2 && c.n > 500 {
				break
			}
		}
	}
}

// counted sums up the events that a picture shows.
func counted(t *testing.T, v OverviewView) int {
	n := len(v.Boxes)
	for _, b := range v.Counts {
		_, count, _ := strings.Cut(b.Title, ": ")
		n += int(parseNum(t, count))
	}
	return n
}

func checkOverview(t *testing.T, at string, v OverviewView, w float64) {
	t.Helper()
	var solid, texts []rect
	for _, b := range v.Boxes {
		left := parseNum(t, b.X) / 100 * w
		solid = append(solid, rect{b.Title, left, left + parseNum(t, b.Width)/100*w, float64(b.Y), float64(b.Y + b.Height)})
	}
	for _, l := range v.Labels {
		if seen(l.Tier, w) {
			foot := parseNum(t, l.X) / 100 * w
			word := WordView{X: strconv.Itoa(l.DX), Anchor: l.Anchor}
			for _, line := range l.Lines {
				texts = append(texts, textRect(t, line.Text, word, strconv.Itoa(line.Y), foot, 13, false))
			}
			texts = append(texts, rect{"line of " + l.Lines[0].Text, foot - .5, foot + .5, float64(l.LineY), float64(l.Foot)})
		}
	}
	for _, y := range v.Years {
		if y.Text != "" && seen(y.Tier, w) {
			word := WordView{X: "4"}
			texts = append(texts, textRect(t, y.Text+" "+y.Count, word, strconv.Itoa(y.Y), parseNum(t, y.X)/100*w, 15, true))
		}
	}
	noOverlap(t, fmt.Sprintf("%s, %v px", at, w), append(solid, texts...))
	for _, x := range texts {
		if x.left < -.5 || x.right > w+10 || x.top < 0 || x.bottom > float64(v.Height) {
			t.Errorf("%s, %v px: %+v leaves the plot", at, w, x)
		}
	}
}

func noOverlap(t *testing.T, at string, all []rect) {
	t.Helper()
	for i, a := range all {
		for _, b := range all[i+1:] {
			if a.meets(b) {
				t.Errorf("%s: %+v and %+v overlap", at, a, b)
			}
		}
	}
}

func TestOverviewLabelsAndKinds(t *testing.T) {
	v := Overview(timeline(1, 55, 8))
	if len(v.Labels) < 4 {
		t.Errorf("%d labels, want some", len(v.Labels))
	}
	in := timeline(1, 3, 1)
	in.Events[0].Meant, in.Events[0].Unsure = true, false
	kinds := map[string]int{}
	for _, b := range Overview(in).Boxes {
		kinds[b.Kind]++
		if (b.Kind == "key") != b.Meant {
			t.Errorf("box %+v", b)
		}
	}
	if !reflect.DeepEqual(kinds, map[string]int{"key": 1, "plain": 2}) {
		t.Errorf("kinds %v", kinds)
	}
}

func TestOverviewOfAnOpenStart(t *testing.T) {
	in := OverviewInput{MinWidth: 288, Events: []Event{{First: date.MinDay, Last: date.NewDay(2020, 5, 5)}}}
	if v := Overview(in); len(v.Years) != 1 || v.Years[0].Text != "2020" || v.Years[0].Count != "1" {
		t.Errorf("years %+v", v.Years)
	}
	if in.Events[0].First != date.MinDay {
		t.Error("the caller's events were changed")
	}
}

func TestColumnNames(t *testing.T) {
	for unit, want := range map[int]string{1: "Jan. 2022: 2", 3: "Jan.–März 2022: 2", 12: "2022: 2", 24: "2022–2023: 2"} {
		d := date.NewDay(2022, 1, 5)
		o := &overviewLayout{in: OverviewInput{Months: months}, unit: unit, first: 2022 * 12 / unit,
			columns: [][]Event{{{First: d}, {First: d}}}, tops: []int{0}}
		var v OverviewView
		if o.counts(&v); v.Counts[0].Title != want {
			t.Errorf("unit %d: %q, want %q", unit, v.Counts[0].Title, want)
		}
	}
}
