package model_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"belegt/generator/internal/date"
	"belegt/generator/internal/model"
)

func parse(t *testing.T, s string) date.Date {
	t.Helper()
	d, err := date.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestClaimAt follows the claim of the first dossier that was denied in October
// and admitted in December, and one whose step became known late.
func TestClaimAt(t *testing.T) {
	claim := &model.Claim{History: []model.Step{
		{Date: parse(t, "2022-10-20"), Status: "asserted"},
		{Date: parse(t, "2022-10-20"), Status: "denied"},
		{Date: parse(t, "2022-12-22"), Status: "admitted"},
		{Date: parse(t, "2023-09-01"), Known: parse(t, "2023-09-15"), Status: "adjudicated"},
		{Date: parse(t, "2025"), Status: "superseded"},
	}}
	for day, want := range map[string]int{
		"2022-10-19": -1, "2022-10-20": 1, "2022-10-21": 1, "2022-12-21": 1, "2022-12-22": 2,
		"2023-09-14": 2, "2023-09-15": 3, "2025-12-30": 3, "2025-12-31": 4,
	} {
		if got := claim.At(parse(t, day).First()); got != want {
			t.Errorf("on %s the claim stands at step %d, want %d", day, got, want)
		}
	}
}

func TestTieAt(t *testing.T) {
	published := &model.Source{Published: parse(t, "2021-08-17")}
	for _, c := range []struct {
		date, day string
		want      model.TieState
	}{
		{"2021/..", "2021-12-30", model.TieUnknown}, {"2021/..", "2021-12-31", model.TieHolds}, {"2021/..", "2026-01-01", model.TieHolds},
		{"2021-02-03/2022", "2022-12-30", model.TieHolds}, {"2021-02-03/2022", "2022-12-31", model.TieEnded},
		{"../2018", "2018-06-01", model.TieHolds}, {"../2018", "2019-01-01", model.TieEnded},
		{"", "2021-08-16", model.TieUnknown}, {"", "2021-08-17", model.TieHolds},
	} {
		r := &model.Relationship{Evidence: []model.Evidence{{Source: model.Ref[model.Source]{To: published}}}}
		if c.date != "" {
			r.Date = parse(t, c.date)
		}
		if got := r.At(parse(t, c.day).First()); got != c.want {
			t.Errorf("a tie of %q stands on %s as %d, want %d", c.date, c.day, got, c.want)
		}
	}
}

// TestAsOfProperties checks over random histories that the last day equals the
// present, that what is known never becomes unknown, and that a standing only
// moves forward where steps become known in order.
func TestAsOfProperties(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 1))
		claim := &model.Claim{}
		day := date.NewDay(2019, 1, 1)
		last := day
		for range 1 + r.IntN(8) {
			day += date.Day(r.IntN(200))
			form := day.String()
			if r.IntN(4) == 0 {
				form = fmt.Sprintf("%04d-%02d", day.Year(), day.Month())
			}
			step := model.Step{Date: parse(t, form), Status: model.Statuses[r.IntN(len(model.Statuses))]}
			claim.History = append(claim.History, step)
			last = max(last, step.Date.Last())
		}
		if got := claim.At(last); got != len(claim.History)-1 {
			t.Fatalf("seed %d: on the last day the claim stands at step %d of %d", seed, got, len(claim.History))
		}
		event := &model.Event{Date: claim.History[0].Date}
		before, known := -1, false
		for d := date.NewDay(2018, 12, 1); d <= last; d += date.Day(1 + r.IntN(20)) {
			at := claim.At(d)
			if at < before {
				t.Fatalf("seed %d: on %s the claim falls back from step %d to %d", seed, d, before, at)
			}
			if known && !event.KnownBy(d) {
				t.Fatalf("seed %d: on %s an event is forgotten", seed, d)
			}
			before, known = at, event.KnownBy(d)
		}
	}
}
