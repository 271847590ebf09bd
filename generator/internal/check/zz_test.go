package check_test

import (
	"testing"
	"time"
	"belegt/generator/internal/check"
	"belegt/generator/internal/link"
	"belegt/generator/internal/load"
	"belegt/generator/internal/synth"
)
func TestZZ(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes dossiers of thousands of records")
	}
	perRecord := func(n int) time.Duration {
		root := t.TempDir()
		if err := synth.Write(root, synth.Options{Records: n, Seed: 4}); err != nil {
			t.Fatal(err)
		}
		records, _, _ := load.New().Load(root, load.Options{})
		d, _ := link.Link(records)
		best := time.Hour
		for range 5 {
			start := time.Now()
			check.Check(d)
			best = min(best, time.Since(start))
		}
		return best / time.Duration(n)
	}
	few, many := perRecord(10_000), perRecord(50_000)
	t.Logf("%s a record in 1,000, %s in 10,000", few, many)
	if many > 6*few {
		t.Errorf("a record takes %s in 1,000, and %s in 10,000", few, many)
	}
}
