package figure

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"belegt/generator/internal/date"
)

func TestAxisNeverCollides(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 5))
		first := date.NewDay(1900+r.IntN(120), 1+r.IntN(12), 1+r.IntN(28))
		last := first + date.Day(r.IntN([]int{40, 400, 4000, 40000, 400000}[r.IntN(5)]))
		in := AxisInput{Scale: NewScale([]Span{{First: first, Last: last, Known: true}}, last+date.Day(r.IntN(3000))), MinWidth: 240, Months: months}
		if r.IntN(2) == 0 {
			in.End = "Nov. 2026"
		}
		v := Axis(in)
		if len(v.Ticks) > 60 {
			t.Errorf("seed %d: %d ticks", seed, len(v.Ticks))
		}
		for _, w := range []float64{240, 320, 480, 800, 1280} {
			all := axisTexts(t, v, w)
			noOverlap(t, fmt.Sprintf("seed %d, %v px", seed, w), all)
			for _, a := range all {
				if a.right > w+.5 {
					t.Errorf("seed %d, %v px: %+v leaves the plot", seed, w, a)
				}
			}
			if len(v.Ticks) > 1 && len(all) == 0 {
				t.Errorf("seed %d, %v px: no label on %d ticks", seed, w, len(v.Ticks))
			}
		}
	}
}

func axisTexts(t *testing.T, v AxisView, w float64) (all []rect) {
	for _, x := range v.Ticks {
		if x.Label != "" && seen(x.Tier, w) {
			all = append(all, textRect(t, x.Label, WordView{X: "4"}, "14", parseNum(t, x.X)/100*w, 12, false))
		}
	}
	if v.End != "" {
		all = append(all, textRect(t, v.End, WordView{X: "0", Anchor: "end"}, "14", w, 12, false))
	}
	return all
}

func TestAxisLabels(t *testing.T) {
	day := date.NewDay
	for _, c := range []struct {
		from, to, end date.Day
		narrow, wide  string
	}{
		{day(2019, 3, 1), day(2026, 11, 1), day(2026, 11, 23), "2020 2022 2024", "2019 2020 2021 2022 2023 2024 2025 2026"},
		{day(2022, 6, 1), day(2023, 3, 23), day(2026, 11, 23), "Juni 2022 Okt. 2023 April", "Juni 2022 Juli Aug. Sept. Okt. Nov. Dez. 2023 Febr. März April Mai Juni"},
		{day(1500, 3, 1), day(2026, 11, 1), day(2026, 11, 23), "1500 1600 1700 1800 1900", "1500 1520 1540 1560 1580 1600 1620 1640 1660 1680 1700 1720 1740 1760 1780 1800 1820 1840 1860 1880 1900 1920 1940 1960 1980 2000"},
	} {
		v := Axis(AxisInput{Scale: NewScale([]Span{{First: c.from, Last: c.to, Known: true}}, c.end), MinWidth: 240, Months: months})
		for w, want := range map[float64]string{240: c.narrow, 1280: c.wide} {
			var got []string
			for _, r := range axisTexts(t, v, w) {
				got = append(got, r.name)
			}
			if g := strings.Join(got, " "); g != want {
				t.Errorf("%v to %v at %v px:\n got %s\nwant %s", c.from, c.to, w, g, want)
			}
		}
	}
}

func TestScale(t *testing.T) {
	day := date.NewDay
	spans := []Span{
		{First: day(2022, 6, 17), Last: day(2022, 12, 22), Known: true},
		{First: date.MinDay, Last: day(2022, 7, 1), Known: true},
		{},
	}
	s := NewScale(spans, day(2026, 11, 23))
	want := Scale{From: day(2022, 6, 1), To: day(2023, 2, 1), End: day(2026, 11, 23), Break: true}
	if s != want {
		t.Errorf("scale %+v, want %+v", s, want)
	}
	for _, c := range []struct {
		day  date.Day
		want string
	}{{s.From - 9, "0%"}, {s.From, "0%"}, {s.To, "86%"}, {s.End, "100%"}, {s.End + 9, "100%"}} {
		if got := percent(s.at(c.day)); got != c.want {
			t.Errorf("%v is at %s, want %s", c.day, got, c.want)
		}
	}
	if s := NewScale(nil, day(2026, 11, 23)); s.Break || s.From != day(2026, 1, 1) || s.at(s.End) != 1 {
		t.Errorf("empty scale %+v", s)
	}
}

func TestLens(t *testing.T) {
	day := date.NewDay
	outer := Scale{From: day(2020, 1, 1), To: day(2024, 1, 1), End: day(2024, 1, 1)}
	for _, c := range []struct {
		inner Scale
		want  string
	}{
		{Scale{From: day(2021, 1, 1), To: day(2024, 1, 1), End: day(2024, 1, 1)}, "M0 100 25.1 0H100L100 100"},
		{Scale{From: day(2021, 1, 1), To: day(2022, 1, 1), End: day(2024, 1, 1), Break: true}, "M0 100 25.1 0H50L86 100"},
		{Scale{From: day(2020, 1, 1), To: day(2023, 1, 1), End: day(2024, 1, 1), Break: true}, ""}, // next to nothing to magnify
		{outer, ""},
	} {
		if v := Lens(outer, c.inner); v.Path != c.want {
			t.Errorf("lens %q, want %q", v.Path, c.want)
		}
	}
}

func TestWrapAndCut(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit float64
		want  string
	}{
		{"Washington Post", 76, "Washington|Post"},
		{"Washington Post", 200, "Washington Post"},
		{"Frankfurter Allgemeine Zeitung", 80, "Frankfurter|Allgemeine…"},
		{"Donaudampfschifffahrt", 60, "Donaud…"},
		{"", 60, ""},
	} {
		got := wrap(c.text, 2, c.limit, 12, true)
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("wrap(%q, %v) = %q, want %q", c.text, c.limit, g, c.want)
		}
		for _, line := range got {
			if textWidth(line, 12, true) > c.limit {
				t.Errorf("%q is wider than %v", line, c.limit)
			}
		}
	}
	for _, c := range []struct{ text, want string }{
		{"Trump unterzeichnet die TikTok-Anordnung", "Trump unterzeichnet|die TikTok-Anordnung"}, // no lonely article
		{"US-Gemeinschaftsunternehmen startet", "US-Gemeinschaftsunternehmen|startet"},           // wider than the limit
		{"Geldbuße", "Geldbuße"},
	} {
		if g := strings.Join(balanced(c.text, 3, 140, 200, 13), "|"); g != c.want {
			t.Errorf("balanced(%q) = %q, want %q", c.text, g, c.want)
		}
	}
	if a, b := textWidth("Übergröße", 10, false), textWidth("Ubergrosse", 10, false); a >= b {
		t.Errorf("umlauts measure %v, plain letters %v", a, b)
	}
}

func TestRulerAndBars(t *testing.T) {
	day := date.NewDay
	for _, c := range []struct {
		span Span
		want RulerView
	}{
		{Span{First: day(2022, 1, 1), Last: day(2022, 1, 1)}, RulerView{"0", "2", false}},
		{Span{First: day(2022, 12, 31), Last: day(2022, 12, 31)}, RulerView{"94", "2", false}},
		{Span{First: day(2022, 6, 1), Last: day(2022, 8, 31)}, RulerView{"40", "24", true}},
		{Span{First: day(2022, 1, 1), Last: day(2022, 12, 31)}, RulerView{"0", "96", true}},
		{Span{First: day(2022, 11, 1), Last: day(2023, 5, 1)}, RulerView{"80", "16", true}},
		{Span{First: day(2022, 6, 1), Last: day(2022, 6, 1), Unsure: true}, RulerView{"40", "5", true}},
	} {
		if got := Ruler(c.span); got != c.want {
			t.Errorf("ruler of %v to %v: %+v, want %+v", c.span.First, c.span.Last, got, c.want)
		}
	}
	on := func(y int) Span { return Span{First: day(y, 1, 1), Last: day(y, 1, 1), Known: true} }
	end := Span{First: day(2024, 1, 1) - 1, Last: day(2024, 1, 1) - 1, Known: true}
	year := Span{First: day(2021, 1, 1), Last: day(2021, 12, 31), Known: true}
	scale := Scale{From: day(2020, 1, 1), To: day(2024, 1, 1), End: day(2024, 1, 1)}
	for _, c := range []struct {
		row  BarRow
		want string
	}{
		{BarRow{}, "[{dash 0% 100% 100%}] []"},
		{BarRow{Start: on(2021), End: on(2022)}, "[{solid 25.05% 24.98% 50.03%}] []"},
		{BarRow{Start: on(2021), Lasts: true}, "[{solid 25.05% 74.95% 100%}] []"},
		{BarRow{Start: on(2021)}, "[{dash 25.05% 74.95% 100%}] [25.05%]"},
		{BarRow{End: on(2022)}, "[{dash 0% 50.03% 50.03%}] [50.03%]"},
		{BarRow{Start: on(2021), End: on(2021)}, "[{tick 25.05% 5 25.12%}] []"},
		{BarRow{Start: end, End: end}, "[{tick 97.92% 5 100%}] []"}, // inside, though the scale ends there
		{BarRow{Start: year, End: year}, "[{hatch 25.05% 24.98% 50.03%}] []"},
		{BarRow{Start: year, Lasts: true}, "[{hatch 25.05% 24.98% 50.03%} {solid 50.03% 49.97% 100%}] []"},
		{BarRow{Start: on(2021), End: on(2022), Unsure: true}, "[{hatch 25.05% 24.98% 50.03%}] []"},
	} {
		v := Bar(BarInput{BarRow: c.row, Scale: scale, MinWidth: 240})
		if got := fmt.Sprint(v.Parts, v.Cuts); got != c.want || v.Arrow != c.row.Lasts {
			t.Errorf("%+v:\n got %s\nwant %s", c.row, got, c.want)
		}
	}
}

func TestRowOf(t *testing.T) {
	day := func(s string) Span {
		d, err := date.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return SpanOf(d)
	}
	for _, c := range []struct {
		date string
		want BarRow
	}{
		{"2020-09/2021-06", BarRow{Start: day("2020-09"), End: day("2021-06")}},
		{"2020-09/..", BarRow{Start: day("2020-09"), Lasts: true}},
		{"../2020-09-01", BarRow{End: day("2020-09-01")}},
		{"2020~/2021", BarRow{Start: day("2020~"), End: day("2021"), Unsure: true}},
		{"2021-08", BarRow{Start: day("2021-08"), End: day("2021-08")}},
	} {
		d, err := date.Parse(c.date)
		if err != nil {
			t.Fatal(err)
		}
		if got := RowOf(d); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.date, got, c.want)
		}
	}
	if RowOf(date.Date{}) != (BarRow{}) {
		t.Error("no date gives a row of which nothing is known")
	}
	if s := day("2022-22"); s.First != date.NewDay(2022, 6, 1) || s.Last != date.NewDay(2022, 8, 31) || s.Unsure || !day("2022?").Unsure {
		t.Errorf("summer 2022 is %+v", s)
	}
}
