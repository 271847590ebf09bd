package figure

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"belegt/generator/internal/date"
)

var statuses = map[string]string{
	"asserted": "behauptet", "denied": "dementiert", "disputed": "umstritten", "corroborated": "erhärtet",
	"documented": "dokumentiert", "admitted": "eingeräumt", "adjudicated": "gerichtlich festgestellt",
	"refuted": "widerlegt", "retracted": "zurückgenommen", "superseded": "überholt",
}

var statusNames = []string{"asserted", "denied", "disputed", "corroborated", "documented", "admitted", "adjudicated", "refuted", "retracted", "superseded"}

// rect is a thing as the browser would draw it.
type rect struct {
	name                     string
	left, right, top, bottom float64
}

func (a rect) meets(b rect) bool {
	const slack = .3 // rounding of shares and pixels
	return a.left < b.right-slack && b.left < a.right-slack && a.top < b.bottom-slack && b.top < a.bottom-slack
}

func parseNum(t *testing.T, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
	if err != nil || math.IsNaN(f) {
		t.Fatalf("%q is no number", s)
	}
	return f
}

// seen reports whether a tier shows at a width.
func seen(tier Tier, w float64) bool {
	return w >= map[Tier]float64{"": 0, "m": 480, "w": 720, "x": 1080}[tier]
}

// drawn gives the marks and the words of a life at a width.
func drawn(t *testing.T, v LifeView, w float64) (marks, words []rect) {
	zoom, fonts := 1.0, map[string]float64{"small": 11, "medium": 12, "large": 17}
	if v.Zoom != "" {
		zoom = parseNum(t, v.Zoom)
	}
	if v.Caption.Text != "" && seen(v.Caption.Tier, w) {
		words = append(words, textRect(t, v.Caption.Text, v.Caption, v.Caption.Y, parseNum(t, v.Happened.X)/100*w, 13, true))
	}
	for _, n := range v.Notes {
		if seen(n.Word.Tier, w) {
			words = append(words, textRect(t, n.Word.Text, n.Word, n.Word.Y, parseNum(t, n.At)/100*w, 13, false))
		}
	}
	for _, m := range v.Marks {
		foot := parseNum(t, m.X) / 100 * w
		x, y := foot+parseNum(t, m.DX), parseNum(t, m.Y)
		half := 7.0
		switch {
		case m.Plate && m.Unsure:
			half = 11.5
		case m.Plate, m.Unsure:
			half = 10
		}
		half *= zoom
		marks = append(marks, rect{m.Status, x - half, x + half, y - half, y + half})
		if m.Word.Text == "" || !seen(m.Word.Tier, w) {
			continue
		}
		size := fonts[v.Size]
		words = append(words, textRect(t, m.Word.Text, m.Word, m.Word.Y, foot, size, true))
		for _, l := range m.Word.Lines {
			if seen(l.Tier, w) {
				words = append(words, textRect(t, l.Text, m.Word, l.Y, foot, 13, false))
			}
		}
	}
	return marks, words
}

func textRect(t *testing.T, text string, word WordView, y string, foot, size float64, bold bool) rect {
	wide, left, base := textWidth(text, size, bold), foot+parseNum(t, word.X), parseNum(t, y)
	switch word.Anchor {
	case "end":
		left -= wide
	case "middle":
		left -= wide / 2
	}
	return rect{text, left, left + wide, base - .8*size, base + .1*size}
}

// history makes 1 to 9 steps, mostly close together.
func history(r *rand.Rand) []Step {
	day := date.NewDay(2015+r.IntN(10), 1+r.IntN(12), 1+r.IntN(28))
	steps := make([]Step, 1+r.IntN(9))
	for i := range steps {
		s := statusNames[r.IntN(len(statusNames))]
		steps[i] = Step{First: day, Last: day, Status: s, Word: statuses[s], Unsure: r.IntN(6) == 0}
		if r.IntN(5) == 0 {
			steps[i].Last += date.Day(r.IntN(400))
		}
		if r.IntN(2) == 0 {
			steps[i].Lines = []string{"20. oder 21. Oktober 2022", "ByteDance und TikTok"}
			steps[i].After = "3 Jahre, 11 Monate unverändert"
		}
		day += []date.Day{0, 1, 3, 30, 200, 900}[r.IntN(6)]
	}
	steps[r.IntN(len(steps))].Meant = r.IntN(5) > 0
	return steps
}

func randomLife(r *rand.Rand) LifeInput {
	steps := history(r)
	var spans []Span
	for _, s := range steps {
		spans = append(spans, Span{First: s.First, Last: s.Last, Known: true})
	}
	if r.IntN(2) == 0 { // as in a list, whose scale is wider
		spans = append(spans, Span{First: date.NewDay(2010, 5, 1), Last: date.NewDay(2010, 5, 1), Known: true})
	}
	in := LifeInput{Steps: steps, Scale: NewScale(spans, date.NewDay(2026, 11, 23)), MinWidth: 240, Size: Size(r.IntN(3)), Label: "x"}
	if in.Size == Large {
		in.MinWidth = 288
		in.Happened, in.Caption = Span{First: steps[0].First - 90, Last: steps[0].First, Known: true}, "Abrufe"
	}
	return in
}

func TestLifeNeverCollides(t *testing.T) {
	words, lost := 0, 0
	for seed := range uint64(3000) {
		in := randomLife(rand.New(rand.NewPCG(seed, 7)))
		v := Life(in)
		if again := Life(in); !reflect.DeepEqual(v, again) {
			t.Fatalf("seed %d: two views of one input differ", seed)
		}
		for _, w := range []float64{float64(in.MinWidth), 320, 480, 800, 1280} {
			checkLife(t, fmt.Sprintf("seed %d, %v px", seed, w), v, w)
		}
		for _, m := range v.Marks {
			words++
			if m.Word.Text == "" {
				lost++
			}
		}
		if len(v.Marks)+3 < len(in.Steps) && in.Size != Large {
			t.Errorf("seed %d: %d of %d marks", seed, len(v.Marks), len(in.Steps))
		}
	}
	if lost*3 > words {
		t.Errorf("%d of %d words found no place", lost, words)
	}
}

func checkLife(t *testing.T, at string, v LifeView, w float64) {
	t.Helper()
	marks, words := drawn(t, v, w)
	above, below := -float64(v.Middle), float64(v.Height-v.Middle)
	things := append(slices.Clone(marks), words...)
	for i, a := range things {
		if a.left < -.5 || a.right > w+.5 || a.top < above-.5 || a.bottom > below+.5 {
			t.Errorf("%s: %s leaves the plot: %+v", at, a.name, a)
		}
		for _, b := range things[i+1:] {
			if a.meets(b) {
				t.Errorf("%s: %+v and %+v overlap", at, a, b)
			}
		}
		if i > 0 && i < len(marks) && a.left+a.right < marks[i-1].left+marks[i-1].right-.5 {
			t.Errorf("%s: %s stands before %s, an earlier step", at, a.name, marks[i-1].name)
		}
	}
}

func TestLifeOfOneAffair(t *testing.T) {
	v := Life(affair(Small))
	if got, want := fmt.Sprint(v.Segments), "[{open 46.66% 48.77%} {firm 48.77% 100%}]"; got != want {
		t.Errorf("segments %s, want %s", got, want)
	}
	for i, want := range []struct{ status, anchor, y string }{
		{"asserted", "end", "-13"}, {"denied", "", "13"}, {"admitted", "", "-13"},
	} {
		m := v.Marks[i]
		if m.Status != want.status || m.Word.Anchor != want.anchor || m.Y != want.y || m.Word.Text == "" {
			t.Errorf("mark %d is %+v, want %+v", i, m, want)
		}
	}
	if !v.Marks[2].Plate || v.Marks[0].Plate || !v.Marks[1].Unsure {
		t.Error("the plate lies on what is meant, the dashes on the unsure day")
	}
}

func TestLifeEnds(t *testing.T) {
	day := date.NewDay(2022, 1, 1)
	for _, c := range []struct {
		statuses string
		states   string
	}{
		{"asserted", "said"}, {"asserted refuted", "said"}, {"asserted retracted asserted", "said said"},
		{"documented superseded", "held"}, {"disputed adjudicated", "open firm"}, {"denied corroborated", "open held"},
	} {
		var in LifeInput
		for i, s := range strings.Fields(c.statuses) {
			in.Steps = append(in.Steps, Step{First: day + date.Day(100*i), Last: day + date.Day(100*i), Status: s, Word: s})
		}
		in.Scale = NewScale([]Span{{First: day, Last: day + 300, Known: true}}, day+300)
		var got []string
		for _, s := range Life(in).Segments {
			got = append(got, s.State)
		}
		if g := strings.Join(got, " "); g != c.states {
			t.Errorf("%s: line is %q, want %q", c.statuses, g, c.states)
		}
	}
}

// A year that is known only as such does not overtake a later day within it.
func TestLifeOrderOfPeriods(t *testing.T) {
	in := LifeInput{Scale: NewScale(nil, date.NewDay(2023, 1, 1)), Steps: []Step{
		{First: date.NewDay(2022, 1, 1), Last: date.NewDay(2022, 12, 31), Status: "asserted", Word: "behauptet"},
		{First: date.NewDay(2022, 2, 1), Last: date.NewDay(2022, 2, 1), Status: "denied", Word: "dementiert"},
	}}
	in.Scale.From = date.NewDay(2022, 1, 1)
	v := Life(in)
	if a, b := parseNum(t, v.Marks[0].X), parseNum(t, v.Marks[1].X); a > b {
		t.Errorf("the first step stands at %v %%, after the second at %v %%", a, b)
	}
	if len(v.Periods) != 1 {
		t.Errorf("%d hatched periods, want 1", len(v.Periods))
	}
}

func TestLifeWithoutRoom(t *testing.T) {
	in := LifeInput{Scale: NewScale(nil, date.NewDay(2023, 1, 1)), MinWidth: 120}
	for i := range 40 {
		in.Steps = append(in.Steps, Step{First: date.NewDay(2023, 1, 1), Status: "disputed", Word: "umstritten", Meant: i == 20})
	}
	v := Life(in)
	if len(v.Stems) != 40 || len(v.Marks) == 0 || len(v.Marks) > 8 {
		t.Fatalf("%d stems and %d marks", len(v.Stems), len(v.Marks))
	}
	checkLife(t, "forty steps", v, 120)
	meant := 0
	for _, m := range v.Marks {
		if m.Plate {
			meant++
		}
	}
	if meant != 1 {
		t.Errorf("the step that is meant lost its mark")
	}
	if v := Life(LifeInput{Scale: in.Scale}); len(v.Marks)+len(v.Segments) != 0 {
		t.Errorf("no steps, yet %+v", v)
	}
}

// affair is the history that the sketches show.
func affair(size Size) LifeInput {
	day := date.NewDay
	lines := func(s ...string) []string { return s }
	return LifeInput{
		Steps: []Step{
			{First: day(2022, 10, 20), Last: day(2022, 10, 20), Status: "asserted", Word: "behauptet", Lines: lines("20. Oktober 2022", "Forbes, als Plan")},
			{First: day(2022, 10, 20), Last: day(2022, 10, 21), Unsure: true, Status: "denied", Word: "dementiert", Lines: lines("20. oder 21. Oktober 2022", "TikTok auf Twitter"), After: "63 Tage"},
			{First: day(2022, 12, 22), Last: day(2022, 12, 22), Status: "admitted", Word: "eingeräumt", Lines: lines("22. Dezember 2022", "ByteDance und TikTok"), After: "3 Jahre, 11 Monate unverändert", Meant: true},
		},
		Scale:    Scale{From: day(2019, 1, 1), To: day(2027, 2, 23), End: day(2027, 2, 23)},
		MinWidth: 240, Size: size, Label: "Behauptet am 20. Oktober 2022, eingeräumt am 22. Dezember 2022.",
	}
}
