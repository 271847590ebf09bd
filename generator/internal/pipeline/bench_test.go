package pipeline_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"belegt/generator/internal/check"
	"belegt/generator/internal/link"
	"belegt/generator/internal/load"
	"belegt/generator/internal/pipeline"
	"belegt/generator/internal/synth"
)

// The benchmarks measure each phase and the whole over synthetic dossiers:
//
//	go test -run '^$' -bench . ./generator/internal/pipeline
//
// BELEGT_BENCH_DIR names a folder for them, for example on tmpfs.

var sizes = []int{1_000, 10_000}

// dossier writes a synthetic dossier of n records.
func dossier(b *testing.B, n int) string {
	dir, err := os.MkdirTemp(os.Getenv("BELEGT_BENCH_DIR"), "belegt-bench-")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { os.RemoveAll(dir) })
	if err := synth.Write(dir, synth.Options{Records: n, Seed: 1}); err != nil {
		b.Fatal(err)
	}
	return dir
}

// each runs a benchmark over dossiers of every size.
func each(b *testing.B, run func(b *testing.B, dir string)) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := dossier(b, n)
			b.ReportAllocs()
			b.ResetTimer()
			run(b, dir)
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/record")
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	each(b, func(b *testing.B, dir string) {
		for b.Loop() {
			if _, _, diags := load.New().Load(dir, load.Options{}); diags.HasErrors() {
				b.Fatal(diags)
			}
		}
	})
}

func BenchmarkLoadAgain(b *testing.B) {
	each(b, func(b *testing.B, dir string) {
		l := load.New()
		l.Load(dir, load.Options{})
		for b.Loop() {
			l.Load(dir, load.Options{})
		}
	})
}

func BenchmarkLink(b *testing.B) {
	each(b, func(b *testing.B, dir string) {
		records, _, _ := load.New().Load(dir, load.Options{})
		for b.Loop() {
			link.Link(records)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	each(b, func(b *testing.B, dir string) {
		records, _, _ := load.New().Load(dir, load.Options{})
		d, _ := link.Link(records)
		for b.Loop() {
			check.Check(d)
		}
	})
}

func BenchmarkBuild(b *testing.B) {
	each(b, func(b *testing.B, dir string) {
		for b.Loop() {
			b.StopTimer()
			out := filepath.Join(dir, "out")
			os.RemoveAll(out)
			b.StartTimer()
			build(b, pipeline.New(dir), out)
		}
	})
}

func BenchmarkRebuild(b *testing.B) {
	each(b, func(b *testing.B, dir string) {
		p, out := pipeline.New(dir), filepath.Join(dir, "out")
		target := folder(b, p, out)
		if _, err := p.Build(context.Background(), target, pipeline.Options{}); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := p.Build(context.Background(), target, pipeline.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func folder(b *testing.B, p *pipeline.Pipeline, out string) pipeline.Target {
	target, err := p.Folder(out)
	if err != nil {
		b.Fatal(err)
	}
	return target
}

func build(b *testing.B, p *pipeline.Pipeline, out string) {
	built, err := p.Build(context.Background(), folder(b, p, out), pipeline.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if built.Diagnostics.HasErrors() {
		b.Fatal(built.Diagnostics)
	}
}
