package synth_test

import (
	"crypto/sha256"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/link"
	"belegt/generator/internal/load"
	"belegt/generator/internal/model"
	"belegt/generator/internal/synth"
)

// invent writes a dossier into a new folder.
func invent(t *testing.T, o synth.Options) string {
	t.Helper()
	dir := t.TempDir()
	if err := synth.Write(dir, o); err != nil {
		t.Fatal(err)
	}
	return dir
}

// sums is the hash of each file below dir.
func sums(t *testing.T, dir string) map[string][sha256.Size]byte {
	t.Helper()
	all := map[string][sha256.Size]byte{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := fs.ReadFile(root, name)
		all[name] = sha256.Sum256(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestSameSeedSameBytes(t *testing.T) {
	o := synth.Options{Records: 200, Seed: 7}
	first := sums(t, invent(t, o))
	if again := sums(t, invent(t, o)); !maps.Equal(first, again) {
		t.Error("the same seed gave other bytes")
	}
	o.Seed++
	if other := sums(t, invent(t, o)); maps.Equal(first, other) {
		t.Error("another seed gave the same bytes")
	}
}

// TestValid loads and links dossiers of several sizes: there is no problem of
// any kind in them, and as many records as were asked for.
func TestValid(t *testing.T) {
	for _, o := range []synth.Options{
		{Records: synth.MinRecords, Seed: 1},
		{Records: 21, Seed: 2, Languages: 1},
		{Records: 50, Seed: 3},
		{Records: 300, Seed: 4},
		{Records: 301, Seed: 5, Languages: 1},
		{Records: 1000, Seed: 6},
	} {
		dir := invent(t, o)
		recs, _, diags := load.New().Load(dir, load.Options{})
		_, linked := link.Link(recs)
		if all := slices.Concat(diags, linked); len(all) > 0 {
			t.Errorf("%+v: %d problems, the first of them %s", o, len(all), show(all[0]))
		}
		kinds := count(recs)
		n := 0
		for kind, ids := range kinds {
			if kind != model.KindArticle {
				n += len(ids)
			}
		}
		if n != o.Records {
			t.Errorf("%+v: %d records", o, n)
		}
		if got, want := len(kinds[model.KindArticle]), max(1, o.Records/100); got != want {
			t.Errorf("%+v: %d articles, not %d", o, got, want)
		}
	}
}

func show(d diag.Diagnostic) string { return d.Pos.File + ": " + d.Code + ": " + d.Message }

// count returns the ids of each kind.
func count(r *model.Records) map[model.Kind][]string {
	ids := map[model.Kind][]string{}
	add := func(k model.Kind, id string) { ids[k] = append(ids[k], id) }
	for _, x := range r.Articles {
		add(model.KindArticle, x.Slug)
	}
	for _, x := range r.Entities {
		add(model.KindEntity, x.ID)
	}
	for _, x := range r.Sources {
		add(model.KindSource, x.ID)
	}
	for _, x := range r.Claims {
		add(model.KindClaim, x.ID)
	}
	for _, x := range r.Events {
		add(model.KindEvent, x.ID)
	}
	for _, x := range r.Relationships {
		add(model.KindRelationship, x.ID)
	}
	return ids
}

func TestUniqueIDs(t *testing.T) {
	shape := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	recs, _, _ := load.New().Load(invent(t, synth.Options{Records: 1000, Seed: 8}), load.Options{})
	seen := map[string]model.Kind{}
	for kind, ids := range count(recs) {
		for _, id := range ids {
			if first, twice := seen[id]; twice {
				t.Errorf("%s is the id of a %s and of a %s", id, first, kind)
			}
			if !shape.MatchString(id) || len(id) > 64 {
				t.Errorf("%q is no id", id)
			}
			seen[id] = kind
		}
	}
}

// TestProportions holds the kinds to their shares, and every way of writing
// records to being used.
func TestProportions(t *testing.T) {
	dir := invent(t, synth.Options{Records: 1900, Seed: 9})
	recs, _, _ := load.New().Load(dir, load.Options{})
	ids := count(recs)
	for kind, want := range map[model.Kind]int{
		model.KindSource: 500, model.KindClaim: 400, model.KindEvent: 400, model.KindEntity: 400, model.KindRelationship: 200,
	} {
		if got := len(ids[kind]); got != want {
			t.Errorf("%d records of kind %s, not %d", got, kind, want)
		}
	}
	var bodies, translations, others int
	for name := range sums(t, filepath.Join(dir, "content", "facts")) {
		switch {
		case strings.HasSuffix(name, ".en.md"):
			translations++
		case strings.HasSuffix(name, ".md"):
			bodies++
		default:
			others++
		}
	}
	if bodies < 200 || bodies != translations || others < 100 {
		t.Errorf("%d files with a body, %d translations, %d YAML files", bodies, translations, others)
	}
}

// TestSkew holds mentions and sources to the shape of a real dossier.
func TestSkew(t *testing.T) {
	recs, _, _ := load.New().Load(invent(t, synth.Options{Records: 2000, Seed: 10}), load.Options{})
	d, _ := link.Link(recs)
	var uses []int
	total := 0
	for _, e := range d.Entities {
		uses = append(uses, len(e.Uses))
		total += len(e.Uses)
	}
	slices.Sort(uses)
	slices.Reverse(uses)
	hubs := 0
	for _, n := range uses[:len(uses)/50] {
		hubs += n
	}
	if hubs*2 < total || hubs*10 > total*9 {
		t.Errorf("one entity in fifty gathers %d of %d mentions; half to nine tenths are wanted", hubs, total)
	}
	longest, steps := 0, 0
	for _, c := range d.Claims {
		longest = max(longest, len(c.History))
		steps += len(c.History)
	}
	if longest != 6 || steps < 2*len(d.Claims) {
		t.Errorf("%d claims have %d steps, the longest history %d", len(d.Claims), steps, longest)
	}
	family := 0
	for _, s := range d.Sources {
		family = max(family, len(s.ReliedOn))
	}
	if family < 3 {
		t.Errorf("at most %d sources are based on one", family)
	}
	if len(d.Private) == 0 || len(d.Confidential) == 0 {
		t.Error("no private person, or no confidential source")
	}
}

// TestArticles holds every article to its length and to what it shows.
func TestArticles(t *testing.T) {
	dir := invent(t, synth.Options{Records: 1000, Seed: 11})
	recs, _, _ := load.New().Load(dir, load.Options{})
	listings := 0
	for _, a := range recs.Articles {
		for _, v := range a.Versions {
			if n := v.Doc.WordCount(); n < 600 || n > 1500 {
				t.Errorf("%s (%s) has %d words", a.Slug, v.Lang, n)
			}
			b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(v.Pos.File)))
			if err != nil {
				t.Fatal(err)
			}
			for _, sign := range []string{"\n## ", "[[", "[@", "==", "\n- ", "\n1. ", "\n| ", "\n![[", "\n```timeline"} {
				if !strings.Contains(string(b), sign) {
					t.Errorf("%s (%s) has no %q", a.Slug, v.Lang, sign)
				}
			}
			if strings.Contains(string(b), "\n```go") || strings.Contains(string(b), "\n```sql") {
				listings++
			}
		}
		de, en := a.Versions[0].Doc.Headings(), a.Versions[1].Doc.Headings()
		if len(de) != len(en) || de[0].ID != en[0].ID {
			t.Errorf("%s: the languages have other headings", a.Slug)
		}
	}
	if listings == 0 {
		t.Error("no article shows code")
	}
}

func TestOptions(t *testing.T) {
	for _, tt := range []struct {
		options synth.Options
		want    string
	}{
		{synth.Options{Records: 19}, "ask for 20 or more"},
		{synth.Options{Records: -1}, "ask for 20 or more"},
		{synth.Options{Records: 100, Languages: 3}, "ask for 1 (German) or 2"},
		{synth.Options{Records: 100, Languages: -1}, "ask for 1 (German) or 2"},
	} {
		dir := t.TempDir()
		err := synth.Write(dir, tt.options)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: %v, not %q", tt.options, err, tt.want)
		}
		if files := sums(t, dir); len(files) > 0 {
			t.Errorf("%+v: %d files were written", tt.options, len(files))
		}
	}
}

func TestUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := synth.Write(file, synth.Options{Records: 100}); err == nil {
		t.Error("a dossier was written into a file")
	}
}
