package pipeline_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/pipeline"
	"belegt/generator/internal/synth"
)

const base = `
-- content/site.yaml --
title: T
languages: [de]
base_url: https://example.org/
-- content/articles/index.md --
---
title: Anfang
---
Ein Text zur [[firma]].
-- content/facts/entities/firma.yaml --
{type: company, name: Firma}
`

// root lays out the files of txtar archives; later ones win.
func root(t *testing.T, archives ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, a := range archives {
		for _, f := range txtar.Parse([]byte(a)).Files {
			lay(t, dir, f.Name, f.Data)
		}
	}
	return dir
}

func lay(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// invented writes a synthetic dossier.
func invented(t *testing.T, records int, seed uint64) string {
	t.Helper()
	dir := t.TempDir()
	if err := synth.Write(dir, synth.Options{Records: records, Seed: seed}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// output names an output folder.
func output(t *testing.T, p *pipeline.Pipeline, out string) pipeline.Target {
	t.Helper()
	target, err := p.Folder(out)
	if err != nil {
		t.Fatal(err)
	}
	return target
}

// built builds a dossier that has no errors, from nothing.
func built(t *testing.T, root string, o pipeline.Options) (out string) {
	t.Helper()
	out = filepath.Join(t.TempDir(), "public")
	p := pipeline.New(root)
	b, err := p.Build(t.Context(), output(t, p, out), o)
	if err != nil {
		t.Fatal(err)
	}
	if b.Failed(o) {
		t.Fatalf("the dossier has problems:\n%s", text(b.Diagnostics))
	}
	return out
}

func text(l diag.List) string {
	var b bytes.Buffer
	diag.Write(&b, l, diag.Style{})
	return b.String()
}

// tree reads a folder. One that is not there is empty.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == dir {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, dir)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// differences names the files in which two folders differ.
func differences(t *testing.T, a, b string) (names []string) {
	t.Helper()
	x, y := tree(t, a), tree(t, b)
	for name, data := range x {
		if other, ok := y[name]; !ok || other != data {
			names = append(names, name)
		}
	}
	for name := range y {
		if _, ok := x[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func processors(t *testing.T, n int) {
	t.Helper()
	before := runtime.GOMAXPROCS(n)
	t.Cleanup(func() { runtime.GOMAXPROCS(before) })
}

// The same content gives the same bytes: with one processor and with many, in
// one folder and in another, now and later.
func TestSameBytes(t *testing.T) {
	processors(t, 1)
	one := built(t, invented(t, 100, 3), pipeline.Options{})
	processors(t, 8)
	for range 2 {
		many := built(t, invented(t, 100, 3), pipeline.Options{})
		if d := differences(t, one, many); d != nil {
			t.Errorf("%d files differ: %v", len(d), d)
		}
	}
	manifest := tree(t, one)["/manifest.json"]
	if !strings.Contains(manifest, `"index.html"`) {
		t.Errorf("manifest.json does not list the pages:\n%s", manifest)
	}
	for name, data := range tree(t, one) {
		if strings.Contains(data, os.TempDir()) {
			t.Errorf("%s holds a path of this machine", name)
		}
	}
}

// After any edits, a pipeline that goes on building ends up with what a new
// one would have made.
func TestEditsEndWhereACleanBuildDoes(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	dir, out := invented(t, 60, 5), filepath.Join(t.TempDir(), "public")
	p := pipeline.New(dir)
	target := output(t, p, out)
	succeeded := 0
	for n := range 10 {
		what, undo := edit(t, random, dir)
		b, err := p.Build(t.Context(), target, pipeline.Options{})
		if err != nil {
			t.Fatal(err)
		}
		checked, err := pipeline.New(dir).Check(pipeline.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := text(b.Diagnostics), text(checked.Diagnostics); got != want {
			t.Fatalf("edit %d (%s): problems differ\n%s\nwant\n%s", n, what, got, want)
		}
		if b.Failed(pipeline.Options{}) {
			undo()
			continue
		}
		succeeded++
		if d := differences(t, out, built(t, dir, pipeline.Options{})); d != nil {
			t.Fatalf("edit %d (%s): %d files differ: %v", n, what, len(d), d)
		}
	}
	if succeeded < 5 {
		t.Errorf("only %d of 10 edits left a dossier that builds", succeeded)
	}
}

// edit changes a file of the content, takes one away or adds one.
func edit(t *testing.T, random *rand.Rand, dir string) (what string, undo func()) {
	t.Helper()
	var files []string
	for name := range tree(t, filepath.Join(dir, "content")) {
		files = append(files, "content"+name)
	}
	slices.Sort(files)
	name := files[random.IntN(len(files))]
	path := filepath.Join(dir, name)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	undo = func() { lay(t, dir, name, data) }
	switch random.IntN(8) {
	case 0:
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		return "remove " + name, undo
	case 1:
		id := "new-" + strconv.Itoa(random.IntN(1000))
		lay(t, dir, "content/facts/entities/"+id+".yaml", []byte("type: term\nname: Neues Ding\nsummary: Ganz neu.\n"))
		return "add " + id, func() {}
	}
	words := strings.NewReplacer(" der ", " jener ", " the ", " that ", "title: ", "title: X ", "name: ", "name: X ")
	lay(t, dir, name, []byte(words.Replace(string(data))))
	return "edit " + name, undo
}

// Errors, and with Strict warnings, leave the output as it is.
func TestProblemsWriteNothing(t *testing.T) {
	dir := root(t, base)
	out := built(t, dir, pipeline.Options{})
	before := tree(t, out)
	lay(t, dir, "content/facts/entities/bad.yaml", []byte("{type: frim, name: B}"))
	p := pipeline.New(dir)
	target := output(t, p, out)
	b, err := p.Build(t.Context(), target, pipeline.Options{})
	if err != nil || !b.Failed(pipeline.Options{}) || b.Total != 0 {
		t.Fatalf("err %v, %d pages, problems:\n%s", err, b.Total, text(b.Diagnostics))
	}
	if after := tree(t, out); len(after) != len(before) || after["/manifest.json"] != before["/manifest.json"] {
		t.Error("the output has changed")
	}
	lay(t, dir, "content/facts/entities/bad.yaml", []byte("{type: term, name: B}"))
	if b, err = p.Build(t.Context(), target, pipeline.Options{}); err != nil || b.Failed(pipeline.Options{}) {
		t.Fatalf("mended, it does not build: %v\n%s", err, text(b.Diagnostics))
	}
	if tree(t, out)["/entities/bad/index.html"] == "" {
		t.Error("the new page is missing")
	}
}

// A build that is interrupted before it writes leaves nothing behind, and the
// next one does all of it.
func TestInterrupted(t *testing.T) {
	dir := root(t, base)
	for _, phase := range []string{"load", "link", "render", "publish"} {
		out := filepath.Join(t.TempDir(), "public")
		p := pipeline.New(dir)
		target := output(t, p, out)
		ctx, cancel := context.WithCancel(t.Context())
		told := false
		_, err := p.Build(ctx, target, pipeline.Options{Progress: func(now string, _, _ int) {
			if now == phase {
				told = true
				cancel()
			}
		}, Jobs: 1})
		cancel()
		if !told || !errors.Is(err, context.Canceled) {
			t.Errorf("%s: told %t, error %v", phase, told, err)
		}
		if left := tree(t, filepath.Dir(out)); len(left) > 0 {
			t.Errorf("%s: %d files are left", phase, len(left))
		}
		if b, err := p.Build(t.Context(), target, pipeline.Options{}); err != nil || b.Written == 0 {
			t.Errorf("%s: the next build fails: %v", phase, err)
		}
		if d := differences(t, out, built(t, dir, pipeline.Options{})); d != nil {
			t.Errorf("%s: after the next build %v differ", phase, d)
		}
	}
}

// Pages whose view says what it said before are neither rendered nor written.
func TestOnlyChangedPagesAreRendered(t *testing.T) {
	dir, out := root(t, base), filepath.Join(t.TempDir(), "public")
	p := pipeline.New(dir)
	target := output(t, p, out)
	first, err := p.Build(t.Context(), target, pipeline.Options{})
	if err != nil || first.Rendered != first.Total || first.Total == 0 {
		t.Fatalf("at first %d of %d pages are rendered, %v", first.Rendered, first.Total, err)
	}
	second, err := p.Build(t.Context(), target, pipeline.Options{})
	if err != nil || second.Rendered != 0 || second.Written != 0 || second.Unchanged != first.Written {
		t.Errorf("then %d are rendered, %d written, %d unchanged, %v", second.Rendered, second.Written, second.Unchanged, err)
	}
	lay(t, dir, "content/facts/entities/firma.yaml", []byte("{type: company, name: Firma, aliases: [Anders]}"))
	third, err := p.Build(t.Context(), target, pipeline.Options{})
	if err != nil || third.Rendered == 0 || third.Rendered == third.Total {
		t.Errorf("after an edit %d of %d pages are rendered, %v", third.Rendered, third.Total, err)
	}
}

func TestFolderIsApartFromTheRoot(t *testing.T) {
	dir := root(t, base)
	p := pipeline.New(dir)
	for out, ok := range map[string]bool{
		"public": true, "public/deep": true, "content": false, "content/public": false,
		"templates": false, "static/site": false, ".": false, "..": false, "content/articles/index.md": false,
	} {
		if _, err := p.Folder(filepath.Join(dir, filepath.FromSlash(out))); (err == nil) != ok {
			t.Errorf("%s: %v", out, err)
		}
	}
	if _, err := p.Folder(filepath.Join(dir, "public"), filepath.Join(dir, "public")); err == nil {
		t.Error("a folder that is to be spared is taken")
	}
}

func TestCheckFindsWhatABuildWouldMeet(t *testing.T) {
	svg := `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`
	for _, test := range []struct{ name, files, code string }{
		{"a picture with script", "-- content/articles/index.md --\n---\ntitle: A\n---\n![Alt](media/a.svg)\n-- content/media/a.svg --\n" + svg, "unsafe-svg"},
		{"whatever its name is", "-- content/articles/index.md --\n---\ntitle: A\n---\n![Alt](media/a.SVG)\n-- content/media/a.SVG --\n" + svg, "unsafe-svg"},
		{"a picture that is not shown", "-- content/media/a.svg --\n" + svg, ""},
		{"a page", "-- content/articles/index.md --\n---\ntitle: A\n---\n[Seite](media/a.html)\n-- content/media/a.html --\n<script>alert(1)</script>", "unsafe-media"},
		{"a packed picture", "-- content/articles/index.md --\n---\ntitle: A\n---\n![Alt](media/a.svgz)\n-- content/media/a.svgz --\nx", "unsafe-media"},
		{"a file without a kind", "-- content/articles/index.md --\n---\ntitle: A\n---\n[Datei](media/a)\n-- content/media/a --\n<html>", "unsafe-media"},
		{"a document", "-- content/articles/index.md --\n---\ntitle: A\n---\n[Akte](media/a.PDF)\n-- content/media/a.PDF --\n%PDF", ""},
		{"a dark accent", "-- content/site.yaml --\ntitle: T\nlanguages: [de]\nbase_url: https://example.org/\ntheme: {accent: \"#111\"}\n", "low-contrast"},
		{"a light accent", "-- content/site.yaml --\ntitle: T\nlanguages: [de]\nbase_url: https://example.org/\ntheme: {accent: \"#fff\"}\n", ""},
		{"a language without words", "-- content/site.yaml --\ntitle: T\nlanguages: [fr]\nbase_url: https://example.org/\n", "invalid-language"},
		{"a language with some words", "-- content/site.yaml --\ntitle: T\nlanguages: [fr]\nbase_url: https://example.org/\n-- templates/words/fr.yaml --\na: b\n", "invalid-language"},
		{"words of one's own", "-- templates/words/de.yaml --\nnav: {label: Wege}\n", ""},
		{"words that cannot be read", "-- templates/words/de.yaml --\nnav: [\n", "yaml-syntax"},
	} {
		checked, err := pipeline.New(root(t, base, test.files)).Check(pipeline.Options{})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		got := ""
		for _, d := range checked.Diagnostics {
			if d.Severity == diag.Error {
				got = d.Code
				if d.IsZero() {
					t.Errorf("%s: %s has no place", test.name, d.Code)
				}
			}
		}
		if got != test.code {
			t.Errorf("%s: got %q, want %q\n%s", test.name, got, test.code, text(checked.Diagnostics))
		}
	}
}

func TestRootWithoutContent(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"", "nowhere"} {
		if _, err := pipeline.New(filepath.Join(dir, name)).Check(pipeline.Options{}); !errors.Is(err, pipeline.ErrNoContent) {
			t.Errorf("%q: %v", name, err)
		}
	}
	lay(t, dir, "content", nil)
	if _, err := pipeline.New(dir).Check(pipeline.Options{}); err == nil {
		t.Error("a file is taken for the folder content/")
	}
}

// Building into memory is the same path: it makes as many pages.
func TestMemory(t *testing.T) {
	dir := root(t, base)
	p := pipeline.New(dir)
	b, err := p.Build(t.Context(), p.Memory(), pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	disk := pipeline.New(dir)
	want, err := disk.Build(t.Context(), output(t, disk, filepath.Join(t.TempDir(), "public")), pipeline.Options{})
	if err != nil || b.Total != want.Total || b.Written != want.Written {
		t.Errorf("%d pages and %d files, want %d and %d, %v", b.Total, b.Written, want.Total, want.Written, err)
	}
}
