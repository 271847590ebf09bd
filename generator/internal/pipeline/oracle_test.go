package pipeline_test

// The oracle for builds that keep what they know: a dossier is edited at random,
// hundreds of times, and after each edit the site must be, byte for byte, what a
// program that has never seen the dossier makes of it. Where an edit breaks the
// dossier, both must say the same.
//
//	go test -run TestOracle ./generator/internal/pipeline
//
// BELEGT_ORACLE_STEPS asks for more edits than usual, BELEGT_ORACLE_SEED for
// others.

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"belegt/generator/internal/guard"
	"belegt/generator/internal/pipeline"
)

// world is a dossier that is edited.
type world struct {
	*rand.Rand
	root  string
	files map[string]string // as they are, or are about to be, on the disk
	disk  map[string]string // as they are there
	good  map[string]string // the last that could be built
	n     int               // for names that were never used
}

func newWorld(t *testing.T, seed uint64) *world {
	w := &world{Rand: rand.New(rand.NewPCG(seed, 0x6f7261636c65)), root: t.TempDir(), files: map[string]string{}, disk: map[string]string{}}
	w.files["content/site.yaml"] = "title: {en: A dossier, de: Ein Dossier}\nlanguages: [en, de]\nbase_url: https://example.org/dossier/\n"
	for i := range 8 {
		w.files[fmt.Sprintf("content/facts/entities/e%d.md", i)] = fmt.Sprintf("---\nid: e%d\ntype: company\nname: {en: Company %d, de: Firma %d}\nsummary: It works with [[e%d]].\n---\n\nThe body of number %d, which knows [[e%d]].\n", i, i, i, (i+1)%8, i, (i+3)%8)
		if i%2 == 0 {
			w.files[fmt.Sprintf("content/facts/entities/e%d.de.md", i)] = fmt.Sprintf("Der Text zu Nummer %d.\n", i)
		}
		w.files[fmt.Sprintf("content/facts/sources/s%d.yaml", i)] = fmt.Sprintf("id: s%d\ntype: report\ntitle: Report %d\nlang: en\ntier: primary\npublisher: e%d\npublished: 202%d-03-0%d\n", i, i, i, i%5, i+1)
		w.files[fmt.Sprintf("content/facts/events/v%d.yaml", i)] = fmt.Sprintf("id: v%d\ntype: statement\ntitle: {en: Event %d, de: Ereignis %d}\ndate: 202%d-04-0%d\nparticipants: [{entity: e%d, role: actor}]\nevidence: [s%d]\n", i, i, i, i%5, i+1, i, i)
		w.files[fmt.Sprintf("content/facts/claims/group/c%d.yaml", i)] = fmt.Sprintf("id: c%d\nstatement: {en: Number %d did it, de: Nummer %d war es}\nabout: [e%d]\nhistory:\n  - date: 2022-05-0%d\n    status: asserted\n    by: [e%d]\n    evidence: [s%d]\n", i, i, i, i, i+1, (i+1)%8, i)
		if i < 5 {
			w.files[fmt.Sprintf("content/facts/relationships/r%d.yaml", i)] = fmt.Sprintf("id: r%d\ntype: owns\nfrom: e%d\nto: e%d\nevidence: [s%d]\n", i, i, i+1, i)
		}
	}
	w.files["content/facts/entities/lonely.md"] = "---\nid: lonely\ntype: term\nname: Lonely\n---\n\nNobody shows this body.\n"
	w.files["content/articles/index.md"] = "---\ntitle: The front\n---\n\n## Beginning\n\nIt was [[e1]].[@s1]\n\n![[c1]]\n\nAnd then [[v2]].[@c2]\n"
	w.files["content/articles/index.de.md"] = "---\ntitle: Vorne\n---\n\nEs war [[e1]].[@s1]\n"
	w.files["content/articles/more.md"] = "---\ntitle: More\n---\n\nMore of [[e2]] and [[index]].\n\n![](media/picture.svg)\n"
	w.files["content/articles/more.md"] = strings.Replace(w.files["content/articles/more.md"], "![]", "![A picture]", 1)
	w.files["content/media/picture.svg"] = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>`
	w.files["content/media/picture.svg.yaml"] = "credit: Us\nlicense: CC0\n"
	w.files["content/changes.yaml"] = "- {date: 2026-01-02, kind: update, text: The first, about: [e1]}\n"
	w.plant()
	w.sync(t)
	return w
}

// canary is a word that stands in confidential places only.
const canary = "zitronenfalter"

// plant puts the canary where nothing may come out of: a draft, comments, what
// is kept back of a private person and a confidential source, media that no text
// shows, copies of sources, and files that are no content.
func (w *world) plant() {
	w.files["content/articles/"+canary+".md"] = "---\ntitle: Title of a " + canary + "\ndraft: true\n---\n\nBody of a " + canary + ", who knows [[e1]].\n"
	w.files["content/facts/entities/kept/person.yaml"] = "# " + canary + "\nid: person-" + canary + "\ntype: person\nname: Jane Roe\nprivacy: private-person\nsummary: She is a " + canary + ".\n"
	w.files["content/facts/sources/kept/insider.yaml"] = "id: insider-" + canary + "\ntype: interview\nvisibility: confidential\npublic_label: An insider\ntier: primary\n"
	w.files["content/media/"+canary+".svg"] = `<svg xmlns="http://www.w3.org/2000/svg"><title>` + canary + `</title></svg>`
	w.files["content/archive/"+canary+".txt"] = "A copy of a " + canary + ".\n"
	w.files["content/_"+canary+"/note.md"] = "A " + canary + ".\n"
	w.files["content/articles/index.md"] += "\n<!-- a " + canary + " -->\n\nThe insider says so.[@insider-" + canary + "] So does [[person-" + canary + "]].\n"
}

// leaks fails the test if the canary is anywhere in a site, in any coding.
func (o outcome) leaks(t *testing.T, terms *guard.Terms, what string) {
	t.Helper()
	for path, text := range o.site {
		if hits := terms.Scan(path, []byte(text)); len(hits) > 0 {
			t.Fatalf("%s: the canary is in %s", what, path)
		}
	}
}

// sync brings the disk up to date.
func (w *world) sync(t *testing.T) {
	t.Helper()
	for name := range w.disk {
		if _, ok := w.files[name]; !ok {
			if err := os.Remove(filepath.Join(w.root, name)); err != nil {
				t.Fatal(err)
			}
			for dir := filepath.Dir(name); dir != "content" && dir != "."; dir = filepath.Dir(dir) {
				if os.Remove(filepath.Join(w.root, dir)) != nil {
					break // it still holds something
				}
			}
		}
	}
	for name, text := range w.files {
		if was, ok := w.disk[name]; !ok || was != text {
			lay(t, w.root, name, []byte(text))
		}
	}
	w.disk = maps.Clone(w.files)
}

// some returns a file whose path has a prefix and a suffix.
func (w *world) some(prefix, suffix string) (string, bool) {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		if strings.HasPrefix(name, prefix) && strings.HasSuffix(name, suffix) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "", false
	}
	return names[w.IntN(len(names))], true
}

// id returns an id that is there, or was.
func (w *world) id() string {
	return []string{"e", "e", "e", "s", "c", "v"}[w.IntN(6)] + strconv.Itoa(w.IntN(8))
}

func (w *world) fresh() string {
	w.n++
	return fmt.Sprintf("new%d", w.n)
}

// sub replaces in a file, if there is one.
func (w *world) sub(prefix, suffix, old, new string) string {
	name, ok := w.some(prefix, suffix)
	if ok {
		w.files[name] = strings.Replace(w.files[name], old, new, 1)
	}
	return name
}

// line replaces the first line of a file that begins with a key.
func (w *world) line(prefix, key, text string) string {
	name, ok := w.some(prefix, "")
	if !ok {
		return ""
	}
	lines := strings.Split(w.files[name], "\n")
	if i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(strings.TrimSpace(l), key) }); i >= 0 {
		lines[i] = lines[i][:strings.Index(lines[i], key)] + key + text
		w.files[name] = strings.Join(lines, "\n")
	}
	return name
}

// edits are what an author may do. Each says what it did.
var edits = []func(w *world) string{
	func(w *world) string { // a body
		name, _ := w.some("content/facts/entities/", ".md")
		if name != "" {
			w.files[name] += fmt.Sprintf("\nA further sentence about [[%s]] and %d.\n", w.id(), w.IntN(100))
		}
		return "body of " + name
	},
	func(w *world) string { // a body, made shorter
		name, _ := w.some("content/", ".md")
		if head, _, ok := strings.Cut(w.files[name], "\nA further"); ok {
			w.files[name] = head
		}
		return "less in " + name
	},
	func(w *world) string { // a name
		return "name in " + w.line("content/facts/entities/", "name: ", fmt.Sprintf("{en: Company %d, de: Firma %d}", w.IntN(20), w.IntN(20)))
	},
	func(w *world) string { // a title
		return "title in " + w.line("content/", "title: ", fmt.Sprintf("Title %d", w.IntN(20)))
	},
	func(w *world) string { // a summary
		return "summary in " + w.line("content/facts/entities/", "summary: ", fmt.Sprintf("It belongs to [[%s]].", w.id()))
	},
	func(w *world) string { // a status
		states := []string{"asserted", "denied", "disputed", "documented", "admitted", "refuted"}
		return "status in " + w.line("content/facts/claims/", "status: ", states[w.IntN(len(states))])
	},
	func(w *world) string { // a date
		return "date in " + w.line("content/facts/", "date: ", fmt.Sprintf("20%d-0%d", 15+w.IntN(10), 1+w.IntN(9)))
	},
	func(w *world) string { // what a source does for a claim or an event
		stances := []string{"supports", "disputes", "context"}
		return "stance in " + w.line("content/facts/", "evidence: ", fmt.Sprintf("[{source: s%d, stance: %s}]", w.IntN(8), stances[w.IntN(3)]))
	},
	func(w *world) string { // another step
		name, ok := w.some("content/facts/claims/", ".yaml")
		if ok {
			w.files[name] += fmt.Sprintf("  - {date: 202%d-11, status: denied, by: [e%d], evidence: [s%d]}\n", 3+w.IntN(5), w.IntN(8), w.IntN(8))
		}
		return "step in " + name
	},
	func(w *world) string { // an id, here alone
		return "id in " + w.line("content/facts/", "id: ", w.fresh())
	},
	func(w *world) string { // an id, everywhere, with its former address
		name, ok := w.some("content/facts/", "")
		if !ok || !strings.Contains(w.files[name], "id: ") {
			return "no id"
		}
		_, rest, _ := strings.Cut(w.files[name], "id: ")
		old, _, _ := strings.Cut(rest, "\n")
		id := w.fresh()
		for other, text := range w.files {
			for _, form := range []string{"[[%s]]", "[@%s]", "[%s]", "entity: %s,", "publisher: %s\n", "from: %s\n", "to: %s\n"} {
				text = strings.ReplaceAll(text, fmt.Sprintf(form, old), fmt.Sprintf(form, id))
			}
			w.files[other] = text
		}
		w.files[name] = strings.Replace(w.files[name], "id: "+old+"\n", "id: "+id+"\nformerly: ["+old+"]\n", 1)
		return "id " + old + " everywhere"
	},
	func(w *world) string { // a file in another language comes
		name, ok := w.some("content/facts/entities/", ".md")
		if ok && strings.Count(filepath.Base(name), ".") == 1 {
			w.files[strings.TrimSuffix(name, ".md")+".de.md"] = fmt.Sprintf("Ein Text, %d, mit [[%s]].\n", w.IntN(100), w.id())
		}
		return "German for " + name
	},
	func(w *world) string { // or goes
		name, ok := w.some("content/", ".de.md")
		if ok {
			delete(w.files, name)
		}
		return "no more " + name
	},
	func(w *world) string { // a file comes
		id := w.fresh()
		w.files["content/facts/entities/"+id+".yaml"] = fmt.Sprintf("{type: place, name: %s, summary: \"Near [[%s]].\"}\n", id, w.id())
		return "new " + id
	},
	func(w *world) string { // several in one
		a, b := w.fresh(), w.fresh()
		w.files["content/facts/claims/"+a+".yaml"] = fmt.Sprintf("- {id: %s, statement: One, about: [%s], history: [{date: 2021, status: asserted, evidence: [s1]}]}\n- {id: %s, statement: Two, about: [e1], history: [{date: 2022, status: denied, evidence: [s2]}]}\n", a, w.id(), b)
		return "new " + a + " and " + b
	},
	func(w *world) string { // an article comes
		slug := w.fresh()
		w.files["content/articles/"+slug+".md"] = fmt.Sprintf("---\ntitle: Article %s\n---\n\nOf [[%s]].[@s%d]\n\n![[%s]]\n", slug, w.id(), w.IntN(8), w.id())
		return "article " + slug
	},
	func(w *world) string { // a file goes
		name, ok := w.some("content/facts/", "")
		if ok {
			delete(w.files, name)
		}
		return "deleted " + name
	},
	func(w *world) string { // a new file goes
		name, ok := w.some("content/facts/entities/new", "")
		if ok {
			delete(w.files, name)
		}
		return "deleted " + name
	},
	func(w *world) string { // a file is renamed; its records keep their ids
		name, ok := w.some("content/facts/", ".yaml")
		if ok {
			w.files[filepath.Dir(name)+"/"+w.fresh()+".yaml"] = w.files[name]
			delete(w.files, name)
		}
		return "renamed " + name
	},
	func(w *world) string { // a folder is renamed, or made, or undone
		name, ok := w.some("content/facts/", "")
		if !ok {
			return "no folder"
		}
		kind := strings.Join(strings.Split(name, "/")[:3], "/")
		from := filepath.Dir(name) + "/"
		to := kind + "/" + w.fresh() + "/"
		if from != kind+"/" && w.IntN(2) == 0 {
			to = kind + "/"
		}
		for other := range maps.Clone(w.files) {
			if strings.HasPrefix(other, from) {
				moved := to + strings.TrimPrefix(other, from)
				if _, taken := w.files[moved]; !taken {
					w.files[moved] = w.files[other]
					delete(w.files, other)
				}
			}
		}
		return "moved " + from + " to " + to
	},
	func(w *world) string { // a folder goes
		name, ok := w.some("content/facts/claims/", "")
		if ok && w.IntN(4) == 0 {
			for other := range maps.Clone(w.files) {
				if strings.HasPrefix(other, filepath.Dir(name)+"/") {
					delete(w.files, other)
				}
			}
		}
		return "deleted the folder of " + name
	},
	func(w *world) string { // something is broken
		name, ok := w.some("content/", "")
		if ok {
			w.files[name] = []string{"[", "", "type: compny\n", "---\ntitle: x\n", "\xff\xfe", "a: [[nobody]]\n"}[w.IntN(6)]
		}
		return "broken " + name
	},
	func(w *world) string { // a word of the site
		w.files["templates/words/en.yaml"] = fmt.Sprintf("skip: Skip %d\n", w.IntN(10))
		return "words"
	},
	func(w *world) string { // a template
		w.files["templates/method.html"] = fmt.Sprintf("{{define \"method\"}}{{template \"head\" .Shell}}<h1>Method %d</h1>{{template \"foot\" .Shell}}{{end}}\n", w.IntN(10))
		return "template"
	},
	func(w *world) string { // a template that cannot be read
		w.files["templates/method.html"] = "{{define \"method\"}}{{if}}"
		return "broken template"
	},
	func(w *world) string { // a style
		w.files["static/css/z.css"] = fmt.Sprintf("p { margin: %dpx }\n", w.IntN(10))
		return "style"
	},
	func(w *world) string { // a file of the author's own
		w.files["static/note.txt"] = fmt.Sprint("note ", w.IntN(10))
		return "static file"
	},
	func(w *world) string { // the author's own look goes
		for name := range maps.Clone(w.files) {
			if strings.HasPrefix(name, "templates/") || strings.HasPrefix(name, "static/") {
				delete(w.files, name)
			}
		}
		return "no look"
	},
	func(w *world) string { // settings
		w.files["content/site.yaml"] = fmt.Sprintf("title: Dossier %d\nlanguages: %s\nbase_url: https://example.org/%s\ntheme: {accent: \"%s\"}\n", w.IntN(4),
			[]string{"[en, de]", "[en, de]", "[de, en]", "[en]"}[w.IntN(4)], []string{"", "dossier/"}[w.IntN(2)], []string{"#f8ee36", "#aabbcc", "#000000"}[w.IntN(3)])
		return "settings"
	},
	func(w *world) string { // a change is noted
		w.files["content/changes.yaml"] += fmt.Sprintf("- {date: 2026-0%d, kind: correction, text: \"About [[%s]]\", about: [%s]}\n", 1+w.IntN(9), w.id(), w.id())
		return "a change"
	},
	func(w *world) string { // a picture
		w.files["content/media/picture.svg"] = fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="10"/>`, 10+w.IntN(10))
		return "picture"
	},
	func(w *world) string { // a credit
		w.files["content/media/picture.svg.yaml"] = fmt.Sprintf("credit: Us %d\nlicense: CC0\n", w.IntN(10))
		return "credit"
	},
	func(w *world) string { return "nothing" },
}

// step edits the dossier. One that has been broken for a while is mended.
func (w *world) step(broken int) string {
	if broken > 2 || broken > 0 && w.IntN(3) == 0 {
		w.files = maps.Clone(w.good)
		return "mended"
	}
	what := edits[w.IntN(len(edits))](w)
	for w.IntN(4) == 0 { // a save of several files
		what += "; " + edits[w.IntN(len(edits))](w)
	}
	return what
}

// reader is a Target that can be read again.
type reader interface {
	pipeline.Target
	ReadFile(path string) ([]byte, error)
}

// outcome is what a build says and leaves.
type outcome struct {
	said  string
	built bool
	site  map[string]string
}

// plain asks for nothing special.
var plain pipeline.Options

// build builds and reads what is there then.
func (w *world) build(t *testing.T, p *pipeline.Pipeline, target reader, o pipeline.Options) (outcome, *pipeline.Built) {
	t.Helper()
	b, err := p.Build(t.Context(), target, o)
	if err != nil {
		return outcome{said: err.Error()}, nil
	}
	out := outcome{said: text(b.Diagnostics), built: !b.Failed(o)}
	if out.built {
		out.site = read(t, target)
	}
	return out, b
}

// read reads all files that a manifest lists, and the manifest itself.
func read(t *testing.T, target reader) map[string]string {
	t.Helper()
	var manifest struct{ Files map[string]string }
	b, err := target.ReadFile("manifest.json")
	if err == nil {
		err = json.Unmarshal(b, &manifest)
	}
	if err != nil {
		t.Fatal(err)
	}
	site := map[string]string{"manifest.json": string(b)}
	for path := range manifest.Files {
		b, err := target.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		site[path] = string(b)
	}
	return site
}

// differ fails the test unless two outcomes are the same.
func (o outcome) differ(t *testing.T, want outcome, what string) {
	t.Helper()
	if o.said != want.said {
		t.Fatalf("%s: it says\n%s\nand a clean build\n%s", what, o.said, want.said)
	}
	for path, text := range want.site {
		if got, ok := o.site[path]; !ok || got != text {
			at := 0
			for at < min(len(got), len(text)) && got[at] == text[at] {
				at++
			}
			t.Fatalf("%s: %s differs from a clean build at byte %d\n%.200q\nwant\n%.200q", what, path, at, got[at:], text[at:])
		}
	}
	for path := range o.site {
		if _, ok := want.site[path]; !ok {
			t.Fatalf("%s: %s is there, and not in a clean build", what, path)
		}
	}
}

// number reads a number from the environment.
func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

func TestOracle(t *testing.T) {
	steps := number("BELEGT_ORACLE_STEPS", 150)
	if testing.Short() {
		steps = 30
	}
	for seed := range 2 {
		seed := uint64(number("BELEGT_ORACLE_SEED", 1) + seed)
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, seed)
			terms, err := guard.Read(strings.NewReader(canary + "\n"))
			if err != nil {
				t.Fatal(err)
			}
			kept, folder := pipeline.New(w.root), pipeline.New(w.root)
			memory := kept.Memory().(reader)
			out := filepath.Join(t.TempDir(), "public")
			disk := output(t, folder, out).(reader)
			var log []string
			broken, built := 0, 0
			for n := range steps {
				if n > 0 {
					log = append(log, w.step(broken))
					w.sync(t)
				}
				what := fmt.Sprintf("step %d, after %s", n, strings.Join(log[max(0, len(log)-4):], " / "))
				clean := pipeline.New(w.root)
				want, _ := w.build(t, clean, clean.Memory().(reader), plain)
				got, _ := w.build(t, kept, memory, plain)
				got.differ(t, want, what)
				got.leaks(t, terms, what)
				if n%7 == 0 {
					// Compressed siblings come, stay, and go. One seed is enough, for they take time.
					o := pipeline.Options{Compress: seed%2 == 1 && (n/7)%4 >= 2}
					if o.Compress {
						clean := pipeline.New(w.root)
						want, _ = w.build(t, clean, clean.Memory().(reader), o)
					}
					got, _ = w.build(t, folder, disk, o)
					got.differ(t, want, what+", in a folder")
					for path := range tree(t, out) {
						if path = strings.TrimPrefix(path, "/"); want.built && want.site[path] == "" && path != ".nojekyll" {
							t.Fatalf("%s: %s is in the folder, and not in a clean build", what, path)
						}
					}
				}
				if broken++; want.built {
					broken, w.good = 0, maps.Clone(w.files)
					built++
				}
			}
			if built < steps/3 || built == steps {
				t.Errorf("%d of %d steps could be built; that tells too little", built, steps)
			}
		})
	}
}

// Only what depends is rendered: the telling cases, with the pages that each
// may render.
func TestOracleCounts(t *testing.T) {
	page := func(path string) []string { return []string{path + "/index.html", "de/" + path + "/index.html"} }
	tests := []struct {
		name string
		edit func(w *world)
		want []string // exactly these pages change
		some []string // or: these among others
		not  []string // and none of these
		most int      // pages rendered
	}{
		{name: "a body that nobody embeds", edit: func(w *world) {
			w.files["content/facts/entities/lonely.md"] += "\nMore.\n"
		}, want: page("entities/lonely"), most: 2},
		{name: "a body in one language", edit: func(w *world) {
			w.files["content/facts/entities/e2.de.md"] += "\nMehr.\n"
		}, want: []string{"de/entities/e2/index.html"}, most: 1},
		{name: "nothing", edit: func(*world) {}, want: []string{}, most: 0},
		{name: "the same bytes, moved to another folder", edit: func(w *world) {
			w.files["content/facts/entities/aside/lonely.md"] = w.files["content/facts/entities/lonely.md"]
			delete(w.files, "content/facts/entities/lonely.md")
		}, want: []string{}, most: 0},
		{name: "an article's text", edit: func(w *world) {
			w.files["content/articles/more.md"] += "\nA last word.\n"
		}, some: []string{"articles/more/index.html"}, not: append(page("entities/e5"), page("claims/c1")...), most: 8},
		{name: "a name", edit: func(w *world) {
			w.sub("content/facts/entities/e1.md", "", "Company 1", "Company One")
		}, some: []string{"entities/e1/index.html", "entities/index.html", "claims/c1/index.html", "index.html"},
			not: []string{"de/claims/c5/index.html", "de/index.html", "claims/c5/index.html", "events/v6/index.html"}, most: 40},
		{name: "a claim's status", edit: func(w *world) {
			w.sub("content/facts/claims/group/c1.yaml", "", "asserted", "admitted")
		}, some: []string{"claims/c1/index.html", "claims/index.html", "entities/e1/index.html", "index.html"},
			not: append(page("entities/lonely"), page("entities/e6")...), most: 40},
		{name: "a picture of the same size", edit: func(w *world) {
			w.files["content/media/picture.svg"] += "<!-- drawn anew -->"
		}, some: []string{"media/picture.svg"}, not: []string{"articles/more/index.html"}, most: 0},
		{name: "a file that no page uses", edit: func(w *world) {
			w.files["static/note.txt"] = "note"
		}, some: []string{"note.txt"}, not: page("entities/e1"), most: 1000}, // the look is kept or made anew as a whole
		{name: "a style", edit: func(w *world) {
			w.files["static/css/z.css"] = "p { margin: 1px }"
		}, some: append(page("entities/lonely"), "index.html", "404.html"), most: 1000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, 1)
			p := pipeline.New(w.root)
			target := p.Memory().(reader)
			if first, _ := w.build(t, p, target, plain); !first.built {
				t.Fatal(first.said)
			}
			tt.edit(w)
			w.sync(t)
			o, b := w.build(t, p, target, plain)
			if !o.built {
				t.Fatal(o.said)
			}
			want := slices.Sorted(slices.Values(tt.want))
			if tt.want != nil && !slices.Equal(b.Changed, want) {
				t.Errorf("changed %q, want %q", b.Changed, want)
			}
			for _, path := range tt.some {
				if !slices.Contains(b.Changed, path) {
					t.Errorf("%s did not change; these did: %q", path, b.Changed)
				}
			}
			for _, path := range tt.not {
				if slices.Contains(b.Changed, path) {
					t.Errorf("%s changed", path)
				}
			}
			if b.Rendered > tt.most {
				t.Errorf("%d of %d pages were rendered, and %d at most should be; changed: %q", b.Rendered, b.Total, tt.most, b.Changed)
			}
		})
	}
}
