package render

import (
	"bytes"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"belegt/generator/internal/asset"
	"belegt/generator/internal/link"
	"belegt/generator/internal/load"
	"belegt/generator/internal/model"
	"belegt/static"
)

var update = flag.Bool("update", false, "record the pages in testdata/golden again")

// kept are the pages of the fixture that are held against testdata/golden.
var kept = []string{
	"index.html", // the front article
	"en/index.html",
	"en/articles/index.html",
	"en/articles/hintergrund/index.html", // a text that lacks the language
	"entities/index.html",
	"entities/acme/index.html",
	"en/entities/ip-address/index.html",
	"claims/index.html",
	"claims/data-taken/index.html",
	"en/claims/nothing-taken/index.html",
	"sources/index.html",
	"sources/daily-report/index.html",
	"en/sources/acme-letter/index.html",
	"timeline/index.html",
	"en/events/lookup-event/index.html",
	"changes/index.html",
	"en/method/index.html",
	"entities/acme-old/index.html", // moved
	"404.html",
	"sitemap.xml",
	"_headers",
	"robots.txt",
}

// fixture is the small dossier of testdata, linked.
func fixture(t *testing.T) *model.Dossier {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/fixture.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return dossier(t, archive)
}

// dossier reads the content in an archive and links it.
func dossier(t *testing.T, archive *txtar.Archive) *model.Dossier {
	t.Helper()
	root := t.TempDir()
	for _, f := range archive.Files {
		path := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	records, files, problems := load.New().Load(root, load.Options{})
	d, found := link.Link(records)
	problems = append(problems, found...)
	problems.Excerpts(files.Line)
	for _, p := range problems {
		t.Errorf("%s:%d:%d: %s\n\t%s", p.File, p.Line, p.Col, p.Message, p.Excerpt)
	}
	if t.Failed() {
		t.FailNow()
	}
	return d
}

// site prepares a dossier with the built-in templates and assets.
func site(t *testing.T, d *model.Dossier) *Site {
	t.Helper()
	media := map[string]Image{}
	for _, m := range d.Media {
		media[m.Path] = Image{URL: m.Path, Width: m.Width, Height: m.Height, Credit: m.Credit, License: m.License, Source: m.Source}
	}
	assets, err := asset.New(static.FS, d.Site.Accent)
	if err != nil {
		t.Fatal(err)
	}
	// The sheet's name holds a mark of its bytes, which a golden file need not.
	s, err := New(d, parsed(t), Options{Stylesheet: "assets/site.css", Icon: assets.URL("favicon.svg"), Media: media})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// rendered makes every file of a site.
func rendered(t *testing.T, s *Site) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	files, err := s.Files(s.Pages())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		out[f.Path] = f.Data
	}
	for _, p := range s.Pages() {
		b, err := p.Render(p.View())
		if err != nil {
			t.Fatal(err)
		}
		if out[p.Path] != nil {
			t.Errorf("two pages want the address %s", p.Path)
		}
		out[p.Path] = b
	}
	return out
}

func TestGolden(t *testing.T) {
	pages := rendered(t, site(t, fixture(t)))
	for _, path := range kept {
		got, ok := pages[path]
		if !ok {
			t.Errorf("the fixture has no page %s", path)
			continue
		}
		golden := filepath.Join("testdata", "golden", filepath.FromSlash(path))
		if *update {
			if err := os.MkdirAll(filepath.Dir(golden), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(golden, got, 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Error(err)
		} else if !bytes.Equal(got, want) {
			n, old, now := difference(want, got)
			t.Errorf("%s has changed at line %d (go test ./generator/internal/render -update records it):\n- %s\n+ %s", path, n, old, now)
		}
	}
}

// difference finds the first line in which two texts differ.
func difference(a, b []byte) (line int, was, is []byte) {
	x, y := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := 0; i < max(len(x), len(y)); i++ {
		was, is = nil, nil
		if i < len(x) {
			was = x[i]
		}
		if i < len(y) {
			is = y[i]
		}
		if !bytes.Equal(was, is) {
			return i + 1, was, is
		}
	}
	return 0, nil, nil
}

// A golden file that no page is held against would only seem to test something.
func TestNoGoldenIsOrphaned(t *testing.T) {
	golden := os.DirFS(filepath.Join("testdata", "golden"))
	err := fs.WalkDir(golden, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if !slices.Contains(kept, name) {
			t.Errorf("testdata/golden/%s belongs to no page that is kept", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The fixture shows every template, and each page has the view that
// TestTemplatesFitTheirViews proves its template against.
func TestEveryPage(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range site(t, fixture(t)).Pages() {
		seen[p.template] = true
		want, ok := views[p.template]
		if got := reflect.TypeOf(p.View()); !ok || got != reflect.TypeOf(want) {
			t.Errorf("%s prints a %v with the template %q, which is proved against %T", p.Path, got, p.template, want)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(views)) {
		if !seen[name] {
			t.Errorf("no page of the fixture is made of the template %q", name)
		}
	}
}

// A view is plain data: made twice it says the same, in the same order.
func TestViewsAreStable(t *testing.T) {
	d := fixture(t)
	one, two := site(t, d), site(t, d)
	a, b := one.Pages(), two.Pages()
	for i := range a {
		if KeyOf(a[i].View()) != KeyOf(b[i].View()) {
			t.Errorf("the view of %s differs when it is made again", a[i].Path)
		}
	}
}
