package link_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/link"
	"belegt/generator/internal/markdown"
	"belegt/generator/internal/model"
)

// records reads the records of every archive in testdata.
func records(t *testing.T) map[string]*model.Records {
	t.Helper()
	all := map[string]*model.Records{}
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives in testdata", err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		input := slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return !strings.HasPrefix(f.Name, "content/") })
		all[path] = read(t, input)
	}
	return all
}

// Loaded records are shared between builds, and builds may run side by side.
func TestRecordsNeverChange(t *testing.T) {
	for path, r := range records(t) {
		spare(reflect.ValueOf(r))
		before := image(r)
		first, _ := link.Link(r)
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() { link.Link(r) })
		}
		wg.Wait()
		if after := image(r); after != before {
			t.Errorf("%s: Link changed its records\n%s", path, firstDifference(before, after))
		}
		second, _ := link.Link(r)
		if a, b := show(first), show(second); a != b {
			t.Errorf("%s: linking again gives another dossier\n%s", path, firstDifference(a, b))
		}
	}
}

// spare gives every slice room for more, so that an append to it would be seen.
func spare(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && v.Type().Elem().PkgPath() == reflect.TypeFor[model.Records]().PkgPath() {
			spare(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				spare(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			spare(v.Index(i))
		}
		if v.CanSet() && v.Len() > 0 {
			roomy := reflect.MakeSlice(v.Type(), v.Len(), v.Len()+4)
			reflect.Copy(roomy, v)
			v.Set(roomy)
		}
	}
}

// image writes down everything that can be reached from records, also what
// stands in slices behind their length.
func image(r *model.Records) string {
	var b strings.Builder
	painter{&b, map[any]bool{}}.paint(reflect.ValueOf(r), 0)
	return b.String()
}

type painter struct {
	*strings.Builder
	seen map[any]bool // what pointers led to
}

func (b painter) paint(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Pointer:
		if at := v.UnsafePointer(); v.IsNil() || b.seen[at] {
			fmt.Fprintf(b, "nil %t", v.IsNil())
			return
		} else {
			b.seen[at] = true
		}
		b.paint(v.Elem(), depth+1)
	case reflect.Struct:
		fmt.Fprintf(b, "%s{", v.Type())
		for i := range v.NumField() {
			fmt.Fprintf(b, "\n%*s%s:", depth, "", v.Type().Field(i).Name)
			b.paint(v.Field(i), depth+1)
		}
		b.WriteString("}")
	case reflect.Slice:
		whole := v.Slice(0, v.Cap())
		fmt.Fprintf(b, "[%d of %d:", v.Len(), v.Cap())
		for i := range whole.Len() {
			b.WriteString(" ")
			b.paint(whole.Index(i), depth+1)
		}
		b.WriteString("]")
	case reflect.Map:
		fmt.Fprintf(b, "map of %d", v.Len())
	case reflect.Func:
		fmt.Fprintf(b, "func %t", v.IsNil())
	default:
		fmt.Fprintf(b, "%v", v)
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d:\n- %s\n+ %s", i+1, x[i], y[i])
		}
	}
	return fmt.Sprintf("%d lines and %d lines", len(x), len(y))
}

// The order in which files were read does not matter.
func TestOrderOfRecordsDoesNotMatter(t *testing.T) {
	for path, r := range records(t) {
		want, problems := link.Link(r)
		random := rand.New(rand.NewPCG(1, 2))
		shuffle(random, r.Articles)
		shuffle(random, r.Entities)
		shuffle(random, r.Sources)
		shuffle(random, r.Claims)
		shuffle(random, r.Events)
		shuffle(random, r.Relationships)
		shuffle(random, r.Media)
		got, again := link.Link(r)
		if problems.HasErrors() {
			// Who claims a former id first, and where a circle closes, may differ.
			if len(again) != len(problems) {
				t.Errorf("%s: %d problems, and %d in another order:\n%s", path, len(problems), len(again), list(again))
			}
			continue
		}
		if a, b := show(want), show(got); a != b {
			t.Errorf("%s: another order of records gives another dossier\n%s", path, firstDifference(a, b))
		}
	}
}

func shuffle[T any](random *rand.Rand, list []T) {
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

func TestFrontArticle(t *testing.T) {
	text := "---\ntitle: T\n---\nText.\n"
	site := "title: T\nlanguages: [de]\nbase_url: https://example.org/\n"
	for _, test := range []struct {
		name     string
		site     string
		articles []string
		want     string // slug, or the problem
	}{
		{"named", site + "front: b\n", []string{"a", "b", "index"}, "b"},
		{"index", site, []string{"a", "index"}, "index"},
		{"the only one", site, []string{"a"}, "a"},
		{"several, none of them index", site, []string{"a", "b"}, "content/site.yaml:1:1: no-front-article"},
		{"none at all", site, nil, "content/site.yaml:1:1: no-front-article"},
		{"named, but not there", site + "front: c\n", []string{"a"}, "content/site.yaml:4:8: unknown-reference"},
	} {
		files := []txtar.File{{Name: "content/site.yaml", Data: []byte(test.site)}}
		for _, slug := range test.articles {
			files = append(files, txtar.File{Name: "content/articles/" + slug + ".md", Data: []byte(text)})
		}
		d, problems := link.Link(read(t, files))
		got := ""
		if d.Front != nil {
			got = d.Front.Slug
		}
		if len(problems) > 0 {
			p := problems[0]
			got += fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Col, p.Code)
		}
		if got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// Without a site.yaml there is no place in it, but there is one.
func TestNoFrontArticleHasAPlace(t *testing.T) {
	_, problems := link.Link(&model.Records{Site: &model.Site{}})
	if len(problems) != 1 || problems[0].IsZero() {
		t.Errorf("got %v, want one problem with a place", problems)
	}
}

func TestPublicNames(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/private.txtar")
	if err != nil {
		t.Fatal(err)
	}
	d, _ := link.Link(read(t, slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return !strings.HasPrefix(f.Name, "content/") })))
	name := d.RefName("de")
	for id, want := range map[string]string{"erika": "Erika Mustermann", "bytedance": "ByteDance", "leak": "Erika Mustermann war betroffen, sagt TikTok", "nobody": ""} {
		if got := name(markdown.Ref{ID: id}); got != want {
			t.Errorf("the name of %s is %q, want %q", id, got, want)
		}
	}
	if got := name(markdown.Ref{ID: "erika", Words: "die Frau"}); got != "die Frau" {
		t.Errorf("own words give %q", got)
	}
}

// graph makes records of sources, each based on some of the earlier ones, and
// a claim that all of the chosen support.
func graph(random *rand.Rand, n int) *model.Records {
	r := &model.Records{Site: &model.Site{Languages: []string{"en"}}}
	line := 0
	pos := func() diag.Pos { line++; return diag.Pos{File: "content/x", Line: line} }
	for i := range n {
		s := &model.Source{Base: model.Base{ID: fmt.Sprintf("s%03d", i), Pos: pos()}, OwnReporting: random.IntN(3) > 0}
		for j := range i {
			if random.IntN(i) < 2 {
				s.BasedOn = append(s.BasedOn, model.BasedOn{Source: model.Ref[model.Source]{ID: r.Sources[j].ID, Pos: pos()}})
			}
		}
		r.Sources = append(r.Sources, s)
	}
	claim := &model.Claim{Base: model.Base{ID: "claim", Pos: pos()}, History: []model.Step{{}, {}}}
	for range 1 + random.IntN(n) {
		step := &claim.History[random.IntN(2)]
		step.Evidence = append(step.Evidence, support(r.Sources[random.IntN(n)].ID))
	}
	r.Claims = []*model.Claim{claim}
	r.Articles = []*model.Article{{Slug: "index", Versions: []model.Version{{Lang: "en", Pos: pos(), Doc: &markdown.Doc{}}}}}
	return r
}

func support(id string) model.Evidence {
	return model.Evidence{Source: model.Ref[model.Source]{ID: id}, Stance: "supports"}
}

// closure returns a source and all that it rests on.
func closure(s *model.Source, into map[string]bool) {
	if into[s.ID] {
		return
	}
	into[s.ID] = true
	for _, b := range s.BasedOn {
		closure(b.Source.To, into)
	}
}

func originIDs(c *model.Claim) []string {
	out := ids(c.Origins, sourceID)
	slices.Sort(out)
	return out
}

func TestOriginsOfRandomGraphs(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 7))
		r := graph(random, 1+random.IntN(25))
		shuffle(random, r.Sources)
		d, problems := link.Link(r)
		if len(problems) > 0 {
			t.Fatalf("seed %d: %s", seed, list(problems))
		}
		// A source's origins are exactly those of its closure that report themselves.
		for _, s := range d.Sources {
			below := map[string]bool{}
			closure(s, below)
			var want []string
			for id := range below {
				if d.Source[id].OwnReporting {
					want = append(want, id)
				}
			}
			slices.Sort(want)
			got := ids(s.Origins, sourceID)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Fatalf("seed %d: the origins of %s are %v, want %v", seed, s.ID, got, want)
			}
		}
		claim := d.Claim["claim"]
		before := originIDs(claim)
		for _, o := range claim.Origins {
			if !slices.ContainsFunc(claim.Supporting, func(s *model.Source) bool { return slices.Contains(s.Origins, o) }) {
				t.Fatalf("seed %d: no supporting source has the origin %s", seed, o.ID)
			}
		}

		// A source that only repeats one of the supporting sources adds a
		// source and no origin.
		repeated := claim.Supporting[random.IntN(len(claim.Supporting))]
		pos := diag.Pos{File: "content/y", Line: 1}
		r.Sources = append(r.Sources, &model.Source{
			Base: model.Base{ID: "repeat", Pos: pos}, Published: mustDate(t, "2022"),
			BasedOn: []model.BasedOn{{Source: model.Ref[model.Source]{ID: repeated.ID, Pos: pos}}},
		})
		r.Claims[0].History = append(r.Claims[0].History, model.Step{Evidence: []model.Evidence{support("repeat")}})
		d, _ = link.Link(r)
		if after := originIDs(d.Claim["claim"]); !slices.Equal(after, before) {
			t.Fatalf("seed %d: a mere repeat changed the origins from %v to %v", seed, before, after)
		}
		if n := len(d.Claim["claim"].Supporting); n != len(claim.Supporting)+1 {
			t.Fatalf("seed %d: %d supporting sources, want one more than %d", seed, n, len(claim.Supporting))
		}

		// Nor does a confidential one, which is not even counted.
		r.Sources = append(r.Sources, &model.Source{Base: model.Base{ID: "secret", Pos: diag.Pos{File: "content/z", Line: 1}}, Confidential: true, OwnReporting: true})
		r.Claims[0].History = append(r.Claims[0].History, model.Step{Evidence: []model.Evidence{support("secret")}})
		secret, _ := link.Link(r)
		if after := originIDs(secret.Claim["claim"]); !slices.Equal(after, before) {
			t.Fatalf("seed %d: a confidential source changed the origins from %v to %v", seed, before, after)
		}
		if n := len(secret.Claim["claim"].Supporting); n != len(claim.Supporting)+1 || secret.Source["secret"] != nil {
			t.Fatalf("seed %d: the confidential source counts", seed)
		}
	}
}

func mustDate(t *testing.T, s string) date.Date {
	t.Helper()
	d, err := date.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Closing a random graph to a circle is always found, and told with its names.
func TestRandomCircles(t *testing.T) {
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 8))
		n := 2 + random.IntN(15)
		r := graph(random, n)
		for i := 1; i < n; i++ { // a chain through all of them …
			r.Sources[i].BasedOn = append(r.Sources[i].BasedOn, model.BasedOn{Source: model.Ref[model.Source]{ID: r.Sources[i-1].ID, Pos: r.Sources[i].Pos}})
		}
		from, to := random.IntN(n), random.IntN(n)
		from, to = min(from, to), max(from, to)
		r.Sources[from].BasedOn = append(r.Sources[from].BasedOn, model.BasedOn{Source: model.Ref[model.Source]{ID: r.Sources[to].ID, Pos: r.Sources[from].Pos}}) // … and back
		_, problems := link.Link(r)
		if len(problems) == 0 {
			t.Fatalf("seed %d: no circle found", seed)
		}
		for _, p := range problems {
			_, names, ok := strings.Cut(p.Message, ": ")
			circle := strings.Split(names, " → ")
			if p.Code != "source-cycle" || !ok || len(circle) < 2 || circle[0] != circle[len(circle)-1] {
				t.Fatalf("seed %d: %s", seed, list(problems))
			}
		}
	}
}

// A chain may be as long as it likes.
func TestLongChain(t *testing.T) {
	r := &model.Records{Site: &model.Site{Languages: []string{"en"}}}
	for i := range 20_000 {
		s := &model.Source{Base: model.Base{ID: fmt.Sprintf("s%d", i), Pos: diag.Pos{File: "f", Line: i + 1}}, OwnReporting: i == 19_999}
		if i < 19_999 {
			s.BasedOn = []model.BasedOn{{Source: model.Ref[model.Source]{ID: fmt.Sprintf("s%d", i+1)}}}
		}
		r.Sources = append(r.Sources, s)
	}
	d, _ := link.Link(r)
	if got := ids(d.Source["s0"].Origins, sourceID); !slices.Equal(got, []string{"s19999"}) {
		t.Errorf("the origins are %v", got)
	}
}

// Every code that the package reports has a case in testdata.
func TestEveryCodeHasACase(t *testing.T) {
	var code, cases strings.Builder
	files, _ := filepath.Glob("*.go")
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range append(files, archives...) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case strings.HasSuffix(path, "_test.go"):
			cases.Write(b)
		case strings.HasSuffix(path, ".go"):
			code.Write(b)
		default:
			cases.Write(b)
		}
	}
	for _, c := range diag.Codes {
		if strings.Contains(code.String(), `"`+c.Name+`"`) && !strings.Contains(cases.String(), ": "+c.Name) {
			t.Errorf("no test has a case for %s", c.Name)
		}
	}
}
