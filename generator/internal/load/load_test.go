package load

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

const testSite = "title: T\nlanguages: [en, de]\nbase_url: https://example.org/\n"

// site makes a root with a site.yaml and further files below content/.
func site(t testing.TB, files map[string]string) string {
	root := t.TempDir()
	write(t, root, "content/site.yaml", testSite)
	for name, data := range files {
		write(t, root, "content/"+name, data)
	}
	return root
}

func codes(problems diag.List) []string {
	var list []string
	for _, p := range problems {
		list = append(list, p.Code)
	}
	return list
}

func TestNoContent(t *testing.T) {
	records, files, problems := New().Load(t.TempDir(), Options{})
	if records.Site == nil || !files.Partial() || !slices.Equal(codes(problems), []string{"unreadable"}) {
		t.Errorf("site %v, partial %v, problems %v", records.Site, files.Partial(), problems)
	}
	root := t.TempDir()
	write(t, root, "content/facts/entities/x.yaml", "type: place\nname: X\n")
	records, _, problems = New().Load(root, Options{})
	if len(records.Entities) != 1 || len(problems) != 1 || problems[0].File != "content/site.yaml" {
		t.Errorf("without site.yaml: %d entities, %v", len(records.Entities), problems)
	}
}

func TestHostileFiles(t *testing.T) {
	head := "id: x\ntype: place\nname: X\n"
	bomb := "id: x\na: &a [v, v, v, v, v, v, v, v, v, v]\n"
	for c := 'b'; c <= 'j'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", c-1), 10), ", "))
	}
	tests := []struct {
		name, data string
		want       []string
		line, col  int
	}{
		{"alias bomb", bomb, []string{"yaml-limit"}, 0, 0},
		{"alias into itself", head + "facts: &f [*f]\n", []string{"yaml-limit"}, 4, 8},
		{"flow nesting", head + "facts: " + strings.Repeat("[", 100_000), []string{"yaml-limit"}, 4, 0},
		{"map nesting", head + "facts: " + strings.Repeat("{a: ", 100_000), []string{"yaml-limit"}, 4, 0},
		{"block nesting", strings.Repeat("- ", 100_000), []string{"yaml-limit"}, 1, 0},
		{"mixed nesting", strings.Repeat("- ", 40) + strings.Repeat("[", 40) + strings.Repeat("]", 40), []string{"yaml-limit"}, 1, 0},
		{"huge scalar", head + "summary: " + strings.Repeat("x", 3<<20) + "\n", nil, 0, 0},
		{"huge key", head + strings.Repeat("x", 1000) + ": y\n", []string{"unknown-key"}, 4, 1},
		{"long comment", head + strings.Repeat("# x\n", 500_000), nil, 0, 0},
		{"custom tag", head + "summary: !lang en\n", []string{"wrong-type"}, 4, 10},
		{"bare tag", head + "summary: ! en\n", []string{"wrong-type"}, 4, 10},
		{"binary", head + "summary: !!binary aGVsbG8=\n", []string{"wrong-type"}, 4, 10},
		{"merge key", head + "<<: {type: term}\n", []string{"unknown-key"}, 4, 1},
		{"no word as key", head + "? [a]\n: b\n", []string{"wrong-type"}, 4, 3},
		{"NUL", head + "summary: a\x00b\n", []string{"not-utf8"}, 4, 11},
		{"escape sequence", head + "summary: \x1b[31mred\n", []string{"not-utf8"}, 4, 10},
		{"C1 control", head + "summary: a\u0085b\n", []string{"not-utf8"}, 4, 11},
		{"Latin-1", head + "summary: gr\xfcn\n", []string{"not-utf8"}, 4, 12},
		{"UTF-16", "\xff\xfei\x00d\x00", []string{"not-utf8"}, 1, 1},
		{"escaped NUL", head + `summary: "a\0b"` + "\n", []string{"invalid-value"}, 4, 10},
		{"line separator", head + "summary: a\u2028b\n", []string{"yaml-syntax"}, 4, 11},
		{"byte order mark", "\ufeff" + head, nil, 0, 0},
		{"CRLF", strings.ReplaceAll(head, "\n", "\r\n"), nil, 0, 0},
		{"lone CR", head + "summary: a\rb\n", []string{"not-utf8"}, 4, 11},
		{"quoted words", "id: \"x\"\ntype: 'place'\nname: \"no\"\n", nil, 0, 0},
		{"empty", "", []string{"empty-record"}, 0, 0},
		{"just a dash", "---\n...\n", []string{"empty-record"}, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := site(t, map[string]string{"facts/entities/x.yaml": tt.data})
			_, _, problems := New().Load(root, Options{})
			got := slices.Compact(codes(problems))
			if !slices.Equal(got, tt.want) {
				t.Fatalf("got %v, want %v", problems, tt.want)
			}
			if tt.line > 0 && (problems[0].Line != tt.line || tt.col > 0 && problems[0].Col != tt.col) {
				t.Errorf("at %d:%d, want %d:%d", problems[0].Line, problems[0].Col, tt.line, tt.col)
			}
		})
	}
}

// A file of one long line takes a time that grows with its length, not with
// the square of it: minutes, otherwise.
func TestOneLongLine(t *testing.T) {
	const n = 30_000
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{id: x%d, type: place, name: "é", summary: "a [[b]]", facts: no}, `, i)
	}
	root := site(t, map[string]string{"facts/entities/x.yaml": "[" + b.String() + "]"})
	start := time.Now()
	records, _, problems := New().Load(root, Options{})
	if len(records.Entities) != n || len(problems) != n {
		t.Errorf("%d records, %d problems", len(records.Entities), len(problems))
	}
	if d := time.Since(start); d > time.Minute {
		t.Errorf("it took %v", d)
	}
}

func TestTooLarge(t *testing.T) {
	root := site(t, map[string]string{
		"facts/claims/x.yaml":   strings.Repeat("# filler\n", maxFile/9+1),
		"facts/entities/e.yaml": "type: place\nname: E\n",
	})
	records, files, problems := New().Load(root, Options{})
	if !slices.Equal(codes(problems), []string{"file-too-large"}) || !files.Partial() || len(records.Entities) != 1 {
		t.Errorf("%v, partial %v, %d entities", problems, files.Partial(), len(records.Entities))
	}
}

// The places of references inside prose are found in the file, whatever the
// style of the scalar.
func TestProsePlaces(t *testing.T) {
	for _, text := range []string{
		"summary: a [[x]]",
		"summary: 'it''s [[x]]'",
		`summary: "say \"\u00e9\x41\" [[x]]"`,
		"summary: \"a\n    b\n\n    c [[x]]\"",
		"summary: \"a\\\n    b [[x]]\"",
		"summary: one  two\n  three   [[x]] four",
		"summary: |\n  Ünï\n\n    deep\n  [[x]]",
		"summary: >-\n  a\n  b\n\n    more\n  c [[x]]",
		"summary: |2-\n\n   a [[x]]",
		"summary: &anchor   'a [[x]]'",
		"summary: &anchor |\n  a [[x]]",
		"summary: {de: b, en: \" a [[x]] \"}",
	} {
		for _, end := range []string{"\n", "\r\n"} {
			data := "type: place\nname: X\n" + text + "\n"
			data = strings.ReplaceAll(data, "\n", end)
			f := diag.NewFile("x.yaml", []byte(data))
			d := &decoder{file: f, langs: []string{"en", "de"}, lang: "en"}
			n := d.documents(f.Bytes)[0].Content[5]
			if len(n.Content) > 0 {
				n = n.Content[3]
			}
			i := strings.Index(n.Value, "[[x]]")
			if got, want := d.source(n)(i, 5), f.At(strings.Index(data, "[[x]]"), 5); got != want {
				t.Errorf("%q: got %v, want %v", data, got, want)
			}
		}
	}
}

func TestSymbolicLinks(t *testing.T) {
	outside := t.TempDir()
	write(t, outside, "secret.yaml", "type: place\nname: Secret\n")
	root := site(t, map[string]string{
		"facts/entities/real.yaml": "type: place\nname: Real\n",
		"shared/more.yaml":         "type: place\nname: More\n",
	})
	link := func(to, from string) {
		path := filepath.Join(root, "content", filepath.FromSlash(from))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, path); err != nil {
			t.Skip(err)
		}
	}
	link(filepath.Join(outside, "secret.yaml"), "facts/entities/absolute.yaml")
	link("../../../../../../../../../../etc/hostname", "facts/entities/up.yaml")
	link(outside, "facts/entities/folder")
	link("circle", "facts/entities/circle")
	link("..", "facts/entities/deep/above")
	link("nowhere.yaml", "facts/entities/dangling.yaml")
	link("../../shared", "facts/entities/inside")
	link("../../shared/more.yaml", "facts/entities/inside-too.yaml")
	link(outside, "facts/entities/_ignored")
	link(outside, "media")

	records, files, problems := New().Load(root, Options{})
	var got []string
	for _, p := range problems {
		got = append(got, p.Code+" "+p.File)
		if strings.Contains(p.Message+p.Hint, root) || strings.Contains(p.Message+p.Hint, outside) {
			t.Errorf("a path of this machine in %q", p.Message)
		}
	}
	want := []string{
		"outside-root content/facts/entities/absolute.yaml",
		"outside-root content/facts/entities/circle",
		"unreadable content/facts/entities/dangling.yaml",
		"outside-root content/facts/entities/deep/above",
		"outside-root content/facts/entities/folder",
		"outside-root content/facts/entities/up.yaml",
		"outside-root content/media",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	var ids []string
	for _, e := range records.Entities {
		ids = append(ids, e.ID)
	}
	if !slices.Equal(ids, []string{"inside-too", "more", "real"}) {
		t.Errorf("read %q", ids)
	}
	if !files.Partial() {
		t.Error("Partial is false")
	}
}

func TestFilesThatAreNone(t *testing.T) {
	root := site(t, map[string]string{"facts/entities/x.yaml/y": ""})
	path := filepath.Join(root, "content", "changes.yaml")
	if err := os.MkdirAll(path, 0o777); err != nil {
		t.Fatal(err)
	}
	_, _, problems := New().Load(root, Options{})
	if got := codes(problems); !slices.Equal(got, []string{"stray-file"}) {
		t.Errorf("got %v", problems)
	}
}

// An unchanged file gives the very same records; a change of the file, of the
// languages or of the options gives others.
func TestCache(t *testing.T) {
	root := site(t, map[string]string{
		"articles/a.md":          "---\ntitle: A\n---\nText.\n",
		"facts/entities/a.yaml":  "type: place\nname: A\n",
		"facts/entities/b.md":    "---\ntype: place\nname: B\n---\n",
		"facts/entities/b.de.md": "Text.\n",
		"media/a.txt":            "x",
		"media/a.txt.yaml":       "credit: me\n",
	})
	l := New()
	load := func(o Options) *model.Records {
		t.Helper()
		r, _, problems := l.Load(root, o)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return r
	}
	first, again := load(Options{}), load(Options{})
	if first.Entities[0] != again.Entities[0] || first.Entities[1] != again.Entities[1] || first.Articles[0] != again.Articles[0] ||
		first.Media[0] != again.Media[0] || first.Site != again.Site {
		t.Error("unchanged files were read again")
	}
	write(t, root, "content/facts/entities/b.de.md", "Other text.\n")
	write(t, root, "content/media/a.txt.yaml", "credit: you\n")
	again = load(Options{})
	if first.Entities[0] != again.Entities[0] || first.Articles[0] != again.Articles[0] {
		t.Error("an unchanged file was read again")
	}
	if first.Entities[1] == again.Entities[1] || first.Media[0] == again.Media[0] {
		t.Error("a changed file was not read again")
	}
	if first.Media[0].Credit[0].Raw != "me" || again.Media[0].Credit[0].Raw != "you" {
		t.Error("a loaded record was changed")
	}
	if drafts := load(Options{Drafts: true}); drafts.Articles[0] == again.Articles[0] {
		t.Error("a file was not read again for drafts")
	}
	write(t, root, "content/site.yaml", strings.ReplaceAll(testSite, "en, de", "de, en"))
	if err := os.Remove(filepath.Join(root, "content/facts/entities/b.de.md")); err != nil {
		t.Fatal(err)
	}
	other := load(Options{})
	if other.Articles[0].Versions[0].Lang != "de" {
		t.Error("a file was not read again for other languages")
	}
	if err := os.Remove(filepath.Join(root, "content/facts/entities/a.yaml")); err != nil {
		t.Fatal(err)
	}
	load(Options{})
	if _, kept := l.units["facts/entities/a.yaml"]; kept {
		t.Error("a file that is gone is still kept")
	}
}

// Media are read from the root that was asked for last.
func TestOtherRoot(t *testing.T) {
	l := New()
	for _, data := range []string{"one", "two"} {
		records, _, problems := l.Load(site(t, map[string]string{"media/a.txt": data}), Options{})
		if len(problems) > 0 || len(records.Media) != 1 {
			t.Fatal(problems)
		}
		if b, err := records.Media[0].Open(); string(b) != data {
			t.Errorf("got %q, %v, want %q", b, err, data)
		}
	}
}

// One job or many: the same result.
func TestJobs(t *testing.T) {
	root := many(t, 50)
	write(t, root, "content/facts/claims/broken.yaml", "id: [x\n")
	write(t, root, "content/facts/claims/odd.yaml", "id: odd\nodd: key\n")
	one, oneFiles, oneProblems := New().Load(root, Options{Jobs: 1})
	for range 3 {
		all, files, problems := New().Load(root, Options{Jobs: 16})
		if show(one) != show(all) || !reflect.DeepEqual(oneProblems, problems) || len(files.byPath) != len(oneFiles.byPath) {
			t.Fatal("the number of jobs shows in the result")
		}
	}
}

// Nothing that stands after the line of a draft is kept anywhere.
func TestDraftsAreNotKept(t *testing.T) {
	const secret = "Kolibri"
	for _, front := range []string{
		"draft: true\ntitle: Kolibri\n",
		"draft: true # Kolibri comes later\ntitle: Kolibri\nbad: [Kolibri\n",
		"'draft' : \"true\"\r\ntitle: Kolibri\r\n",
		"draft:\n  true\ntitle: Kolibri\nKolibri: x\n",
		"{draft: true, title: Kolibri}\n",
	} {
		root := site(t, map[string]string{"articles/a.md": "---\n" + front + "---\nKolibri [[ \x00"})
		l := New()
		records, files, problems := l.Load(root, Options{})
		if strings.HasPrefix(front, "draft:\n") || strings.HasPrefix(front, "{") {
			// Not a line of its own: the whole file is looked at, but not kept.
			problems = slices.DeleteFunc(problems, func(d diag.Diagnostic) bool { return d.Code == "not-utf8" })
		} else {
			a := records.Articles[0].Versions[0]
			if !a.Draft || a.Doc != nil || a.Title != "" {
				t.Errorf("%q: kept %+v", front, a)
			}
			kept := fmt.Sprintf("%s %+v %+v", files.Get("content/articles/a.md").Bytes, problems, l.units["articles/a"].records)
			if strings.Contains(strings.Replace(kept, "# Kolibri comes later", "", 1), secret) {
				t.Errorf("%q: kept %s", front, kept)
			}
		}
		if len(problems) > 0 {
			t.Errorf("%q: %v", front, problems)
		}
	}
	root := site(t, map[string]string{"articles/a.md": "---\ndraft: true\ntitle: T\n---\nText.\n"})
	records, _, problems := New().Load(root, Options{Drafts: true})
	if v := records.Articles[0].Versions[0]; len(problems) > 0 || !v.Draft || v.Title != "T" || v.Doc == nil {
		t.Errorf("with Drafts: %+v, %v", v, problems)
	}
}

// Of a confidential source nothing but its few keys gets into the records,
// however its visibility is written.
func TestConfidentialSourcesAreBare(t *testing.T) {
	const rest = "id: x\ntype: interview\npublic_label: a person\ntitle: Kolibri\nurl: https://kolibri.example/\nsummary: Kolibri\nbody: Kolibri\n"
	for _, data := range []string{
		"visibility: confidential\n" + rest,
		rest + "visibility: ' confidential '\n",
		rest + "visibility: public\nvisibility: \"confidential\"\n",
		"&c confidential : x\nvisibility: &d confidential\n" + rest,
		"archive: &d confidential\nvisibility: *d\n" + rest,
	} {
		root := site(t, map[string]string{"facts/sources/x.yaml": data})
		records, _, problems := New().Load(root, Options{})
		if !slices.Contains(codes(problems), "confidential-key") {
			t.Errorf("%q: no error", data)
		}
		for _, s := range records.Sources {
			if !s.Confidential || strings.Contains(strings.ToLower(show(records)), "kolibri") || len(s.Body) > 0 {
				t.Errorf("%q: kept %s", data, show(records))
			}
		}
	}
}

func TestFilesLines(t *testing.T) {
	root := site(t, map[string]string{"facts/entities/a.yaml": "type: place\r\nname: A\r\n"})
	_, files, _ := New().Load(root, Options{})
	if got := files.Line("content/facts/entities/a.yaml", 2); got != "name: A" {
		t.Errorf("Line(2) = %q", got)
	}
	if files.Line("content/none.yaml", 1) != "" || files.Get("content/none.yaml") != nil || files.Partial() {
		t.Error("a file that is not there has a line")
	}
}

func TestMedia(t *testing.T) {
	var picture bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, 7, 5))
	img.Set(0, 0, color.White)
	if err := png.Encode(&picture, img); err != nil {
		t.Fatal(err)
	}
	gif, err := base64.StdEncoding.DecodeString("R0lGODlhAwACAIAAAAAAAP///ywAAAAAAwACAAACAoRRADs=")
	if err != nil {
		t.Fatal(err)
	}
	root := site(t, map[string]string{
		"media/a.png":       picture.String(),
		"media/b.gif":       string(gif),
		"media/c.jpg":       "no picture",
		"media/d/e.svg":     `<?xml version="1.0"?><svg width="30px" height="20"/>`,
		"media/d/f.svg":     `<svg width="100%" height="100%" viewBox="0,0 12.2 8"/>`,
		"media/_draft.png":  "ignored",
		"media/a.png.yaml":  "credit: {de: Ich, en: Me}\n",
		"media/d/note.tmp":  "ignored",
		"media/d/paper.pdf": "%PDF",
	})
	records, _, problems := New().Load(root, Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var got []string
	for _, m := range records.Media {
		got = append(got, fmt.Sprintf("%s %dx%d", m.Path, m.Width, m.Height))
	}
	want := []string{"media/a.png 7x5", "media/b.gif 3x2", "media/c.jpg 0x0", "media/d/e.svg 30x20", "media/d/f.svg 13x8", "media/d/paper.pdf 0x0"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	b, err := records.Media[0].Open()
	if err != nil || !bytes.Equal(b, picture.Bytes()) || records.Media[0].Size != int64(picture.Len()) {
		t.Errorf("Open: %d bytes, %v", len(b), err)
	}
	if err := os.Remove(filepath.Join(root, "content/media/a.png")); err != nil {
		t.Fatal(err)
	}
	if _, err := records.Media[0].Open(); err == nil || strings.Contains(err.Error(), root) {
		t.Errorf("Open of a file that is gone: %v", err)
	}
}

func TestKeys(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Keys() {
		if seen[r.Name] || len(r.Keys) == 0 {
			t.Errorf("%q is listed twice or has no keys", r.Name)
		}
		seen[r.Name] = true
		keys := map[string]bool{}
		for _, k := range r.Keys {
			if keys[k.Name] {
				t.Errorf("%s has the key %q twice", r.Name, k.Name)
			}
			keys[k.Name] = true
		}
	}
	for _, k := range kinds {
		if !seen[strings.TrimSuffix(strings.Replace(k.dir, "ies", "y", 1), "s")] {
			t.Errorf("no keys for %s", k.dir)
		}
	}
}

func TestWords(t *testing.T) {
	got, problems := Words("templates/words/en.yaml", []byte("\ufefflang: en\nstatus:\n  asserted: asserted\n  deep: {no: no}\n"))
	want := map[string]string{"lang": "en", "status.asserted": "asserted", "status.deep.no": "no"}
	if len(problems) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v", got, problems)
	}
	for text, want := range map[string][]string{
		"":                         {"empty-record"},
		"a: [b]\nb:\n":             {"wrong-type", "empty-record"},
		"a: x\na: y\n":             {"duplicate-key"},
		"a.b: x\na:\n  b: y\n":     {"duplicate-key"},
		"- a\n":                    {"wrong-type"},
		"a: \xff":                  {"not-utf8"},
		"a: 'x":                    {"yaml-syntax"},
		"a: {}\n":                  {"empty-record"},
		"a: &a {b: *a}\nc: d\n":    {"yaml-limit"},
		"a: x\n---\nb: !!set {}\n": {"empty-record", "wrong-type"},
	} {
		if _, problems := Words("w.yaml", []byte(text)); !slices.Equal(codes(problems), want) {
			t.Errorf("%q: got %v, want %v", text, problems, want)
		}
	}
}

// many makes a dossier of n claims, with entities and sources.
func many(t testing.TB, n int) string {
	files := map[string]string{}
	for i := range n {
		files[fmt.Sprintf("facts/claims/c%d.yaml", i)] = fmt.Sprintf(`statement:
  en: Number %d was *said* of [[e%d]].
  de: Nummer %d wurde von [[e%d]] *gesagt*.
about: [e%d]
history:
  - date: 2022-10-20
    status: asserted
    evidence:
      - source: s%d
        quote: "the words that carry it"
        note: |
          A note with a [[e%d]] mention
          in two lines.
`, i, i, i, i, i, i, i)
	}
	return site(t, files)
}

func BenchmarkLoad1000(b *testing.B) {
	root := many(b, 1000)
	b.Run("fresh", func(b *testing.B) {
		for b.Loop() {
			New().Load(root, Options{})
		}
	})
	b.Run("kept", func(b *testing.B) {
		l := New()
		l.Load(root, Options{})
		for b.Loop() {
			l.Load(root, Options{})
		}
	})
}
