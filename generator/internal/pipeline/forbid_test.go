package pipeline_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"belegt/generator/internal/pipeline"
)

// list writes forbidden terms outside of any root.
func list(t *testing.T, terms string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "terms")
	if err := os.WriteFile(path, []byte(terms), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const told = `
-- content/articles/index.md --
---
title: Anfang
---
Ein Text zur [[firma]], den J&uuml;rgen **Nor**dlicht gelesen hat. Siehe [Akte](media/akte-kiesel.pdf).
-- content/media/akte-kiesel.pdf --
%PDF-1.4
`

func TestForbid(t *testing.T) {
	dir := root(t, base, told)
	out := filepath.Join(t.TempDir(), "public")
	p := pipeline.New(dir)
	target := output(t, p, out)
	try := func(terms string) string {
		t.Helper()
		o := pipeline.Options{}
		if terms != "" {
			o.Forbid = list(t, terms)
		}
		b, err := p.Build(t.Context(), target, o)
		if err != nil {
			t.Fatal(err)
		}
		if !b.Failed(o) {
			return ""
		}
		return text(b.Diagnostics)
	}
	if got := try("# names\n\nErika Mustermann\nKieselstein\n"); got != "" {
		t.Fatalf("an innocent site: %s", got)
	}
	before := tree(t, out)
	lay(t, dir, "content/facts/entities/neu.yaml", []byte("{type: company, name: Neu}"))
	got := try("# names\n\njürgen nordlicht\nErika\nKiesel\n")
	for _, want := range []string{
		"index.html: error[forbidden-term]: this file of the site holds the term in line 3 of the forbidden terms",
		"index.html: error[forbidden-term]: this file of the site holds the term in line 5 of the forbidden terms",
		"media/…: error[forbidden-term]: the name of this file of the site holds the term in line 5 of the forbidden terms",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the report lacks %q:\n%s", want, got)
		}
	}
	for _, term := range []string{"ürgen", "Nordlicht", "iesel"} {
		if strings.Contains(got, term) {
			t.Errorf("the report tells %q:\n%s", term, got)
		}
	}
	if after := tree(t, out); len(after) != len(before) || after["/index.html"] != before["/index.html"] || before["/index.html"] == "" {
		t.Error("the output has changed")
	}
	if got := try(""); got != "" {
		t.Errorf("without a list: %s", got)
	}
	// What is kept from the build before was not looked through for these.
	if got := try("Nordlicht"); !strings.Contains(got, "index.html: error[forbidden-term]") {
		t.Errorf("a new list: %q", got)
	}
	if got := try("Nordlicht"); !strings.Contains(got, "index.html: error[forbidden-term]") {
		t.Errorf("the same list after a hit: %q", got)
	}
	lay(t, dir, "content/articles/index.md", []byte("---\ntitle: Anfang\n---\nEin Text zur [[firma]].\n"))
	if got := try("Nordlicht"); got != "" {
		t.Errorf("after the edit: %q", got)
	}
}

// With the same terms as before, pages that did not change are kept.
func TestForbidKeeps(t *testing.T) {
	p := pipeline.New(root(t, base))
	target := output(t, p, filepath.Join(t.TempDir(), "public"))
	o := pipeline.Options{Forbid: list(t, "Nordlicht")}
	for i, all := range []bool{true, false, false} {
		b, err := p.Build(t.Context(), target, o)
		if err != nil || (b.Rendered == b.Total) != all {
			t.Errorf("build %d: %d of %d pages are rendered, %v", i, b.Rendered, b.Total, err)
		}
	}
	o.Forbid = list(t, "Nordlicht\nKiesel")
	if b, err := p.Build(t.Context(), target, o); err != nil || b.Rendered != b.Total {
		t.Errorf("with another list %d of %d pages are rendered, %v", b.Rendered, b.Total, err)
	}
}

// What cannot be looked through is not published.
func TestForbidWhatIsPacked(t *testing.T) {
	dir := root(t, base, "-- content/articles/index.md --\n---\ntitle: A\n---\n[Archiv](media/a.zip)\n-- content/media/a.zip --\nPK\x03\x04 cut off\n")
	p := pipeline.New(dir)
	target := output(t, p, filepath.Join(t.TempDir(), "public"))
	b, err := p.Build(t.Context(), target, pipeline.Options{Forbid: list(t, "Nordlicht")})
	if err != nil || !strings.Contains(text(b.Diagnostics), "media/a.zip: error[forbidden-term]: this file of the site cannot be looked through") {
		t.Errorf("%v\n%s", err, text(b.Diagnostics))
	}
}

func TestForbidIsRefused(t *testing.T) {
	dir := root(t, base)
	out := filepath.Join(dir, "public")
	p := pipeline.New(dir)
	target := output(t, p, out)
	elsewhere := list(t, "Nordlicht")
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(filepath.Join(dir, "content", "site.yaml"), link); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(dir, "content", "site.yaml"): "the list lies in",
		filepath.Join(dir, "templates", "x"):       "the list lies in",
		filepath.Join(dir, "static", "deep", "x"):  "the list lies in",
		filepath.Join(out, "x"):                    "the list lies in",
		link:                                       "the list lies in",
		filepath.Join(dir, "nowhere"):              "no such file",
		list(t, "abc"):                             "line 1 of the forbidden terms is too short",
		list(t, ""):                                "holds no term",
		elsewhere:                                  "",
		filepath.Join(filepath.Dir(elsewhere), ".", "terms"): "",
	} {
		_, err := p.Build(t.Context(), target, pipeline.Options{Forbid: path})
		if (err == nil) != (want == "") || err != nil && (!errors.Is(err, pipeline.ErrForbid) || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
}
