package pipeline_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"belegt/generator/internal/pipeline"
)

// TestStoppedBuildIsNotThePast edits one record while another holds a forbidden
// term, so that the build is stopped, and then takes the term out. What was
// edited first must be told now: it never reached the target.
func TestStoppedBuildIsNotThePast(t *testing.T) {
	w := newWorld(t, 1)
	list := filepath.Join(t.TempDir(), "forbidden")
	if err := os.WriteFile(list, []byte("unsaglichkeit\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	options := pipeline.Options{Forbid: list}
	p := pipeline.New(w.root)
	target := p.Memory().(reader)
	build := func() *pipeline.Built {
		t.Helper()
		w.sync(t)
		b, err := p.Build(context.Background(), target, options)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if b := build(); b.Failed(options) {
		t.Fatal(b.Diagnostics)
	}
	const lonely, other = "content/facts/entities/lonely.md", "content/facts/entities/e5.md"
	was := w.files[other]
	w.files[lonely] = strings.Replace(w.files[lonely], "Nobody shows", "Nobody ever shows", 1)
	w.files[other] += "\nAn unsaglichkeit.\n"
	if b := build(); !b.Failed(options) {
		t.Fatal("the forbidden term was published")
	}
	w.files[other] = was
	if b := build(); b.Failed(options) {
		t.Fatal(b.Diagnostics)
	}
	clean := pipeline.New(w.root)
	want, _ := w.build(t, clean, clean.Memory().(reader), plain)
	(outcome{said: want.said, built: true, site: read(t, target)}).differ(t, want, "after a stopped build")
}
