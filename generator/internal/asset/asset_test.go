package asset

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// files makes a file system from path → text.
func files(list map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range list {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func mustNew(t *testing.T, list map[string]string, accent string) *Set {
	t.Helper()
	s, err := New(files(list), accent)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// text returns the bytes at an address.
func text(t *testing.T, s *Set, address string) string {
	t.Helper()
	for _, f := range s.Files() {
		if f.Path == address {
			return string(f.Data)
		}
	}
	t.Fatalf("nothing is published at %q", address)
	return ""
}

func TestStyles(t *testing.T) {
	list := map[string]string{
		"css/zebra.css":  ".z { a: b }",
		"css/claim.css":  ".c { d: url(../img/x.svg); }\n",
		"css/layers.css": "@layer reset, base;",
		"css/sub/x.css":  ".not { in: it }",
	}
	s := mustNew(t, list, "#F8EE36")
	if got := s.URL(Stylesheet); !regexp.MustCompile(`^assets/site\.[0-9a-f]{8}\.css$`).MatchString(got) {
		t.Errorf("address %q", got)
	}
	want := "@layer reset,base;.c{d:url(../img/x.svg)}.z{a:b}:root{--accent:#f8ee36}"
	if got := text(t, s, s.URL(Stylesheet)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if s.URL("css/claim.css") != "" {
		t.Error("a part of the sheet has an address of its own")
	}
	if got := text(t, s, "css/sub/x.css"); got != ".not { in: it }" {
		t.Errorf("css/sub/x.css is %q", got)
	}
	if plain := mustNew(t, list, ""); plain.URL(Stylesheet) == s.URL(Stylesheet) || plain.Digest() == s.Digest() {
		t.Error("another accent, but the same address or digest")
	}
	if none := mustNew(t, map[string]string{"a.txt": "a"}, ""); none.URL(Stylesheet) != "" {
		t.Error("a sheet out of nothing")
	}
}

func TestScripts(t *testing.T) {
	list := map[string]string{
		"js/main.js":       "import { a } from './lib/a.js';\nimport \"../b.mjs\";\nexport * from \"./lib/a.js\";\nconst late = await import( './late.js' );\nexport const s = `import \"./lib/a.js\"`, t = 'import \"./no.js\"'; // import './comment.js'\nexport const r = /from \"\\.\\/lib/.test(s), q = '../b.mjs', l = late;\n",
		"js/lib/a.js":      "export const a = 1;",
		"b.mjs":            "console.log(import.meta.url);",
		"js/late.js":       "class A { #x = () => import(\"./lib/a.js\"); y() { return this.#x?.() ?? 0; } }\nexport default new A;",
		"js/unrelated.mjs": "let x = 1;",
	}
	s := mustNew(t, list, "")
	for name := range list {
		if got := s.URL(name); !regexp.MustCompile(`^assets/[a-z]+\.[0-9a-f]{8}\.js$`).MatchString(got) {
			t.Errorf("%s has the address %q", name, got)
		}
	}
	in := func(name string) string { return `"./` + strings.TrimPrefix(s.URL(name), "assets/") + `"` }
	main := text(t, s, s.URL("js/main.js"))
	for _, want := range []string{
		"from" + in("js/lib/a.js"), "import" + in("b.mjs"), "export*from" + in("js/lib/a.js"), "import(" + in("js/late.js") + ")",
		"`import \"./lib/a.js\"`", `'import "./no.js"'`, `q="../b.mjs"`, `/from "\.\/lib/`,
	} {
		if !strings.Contains(main, want) {
			t.Errorf("main.js lacks %s:\n%s", want, main)
		}
	}
	if late := text(t, s, s.URL("js/late.js")); !strings.Contains(late, "import("+in("js/lib/a.js")+")") {
		t.Errorf("late.js: %s", late)
	}

	// What a module rests on changes its own address, and no other.
	list["js/lib/a.js"] = "export const a = 2;"
	other := mustNew(t, list, "")
	for name := range list {
		changed := other.URL(name) != s.URL(name)
		if rests := name != "b.mjs" && name != "js/unrelated.mjs"; changed != rests {
			t.Errorf("%s: address changed: %v", name, changed)
		}
	}
}

func TestScriptErrors(t *testing.T) {
	tests := []struct {
		name string
		in   map[string]string
		want []string
	}{
		{"a circle", map[string]string{"a.js": "import './b.js'", "b.js": "import './c.js'", "c.js": "import './b.js'", "d.js": "import './a.js'"}, []string{"in a circle (b.js → c.js → b.js)"}},
		{"itself", map[string]string{"a.js": "import './a.js'"}, []string{"in a circle (a.js → a.js)"}},
		{"a module that is not there", map[string]string{"js/a.js": "let x = 1;\nimport './gone.js'"}, []string{"static/js/a.js:2:8: there is no module static/js/gone.js"}},
		{"a path that leads out", map[string]string{"a.js": "import '../../x.js'"}, []string{"there is no module static/../../x.js"}},
		{"a bare name", map[string]string{"a.js": "import 'lodash'"}, []string{`static/a.js:1:8: "lodash" cannot be imported`}},
		{"another site", map[string]string{"a.js": "export * from 'https://example.org/x.js'"}, []string{"cannot be imported"}},
		{"a computed name", map[string]string{"a.js": "const f = n => import('./' + n)"}, []string{"static/a.js: import(…) takes a plain string"}},
		{"a syntax error", map[string]string{"js/a.js": "let = = 1"}, []string{"static/js/a.js:1:7: "}},
		{"several at once", map[string]string{"a.js": "let = = 1", "b.js": "import 'x'", "css/c.css": "a{"}, []string{"static/a.js:1:", "static/b.js:1:", "static/css/c.css:1:2: { is never closed"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := New(files(tt.in), "")
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range tt.want {
				if n := strings.Count(err.Error(), want); n != 1 {
					t.Errorf("%d times %q in:\n%v", n, want, err)
				}
			}
			if lines := strings.Count(err.Error(), "\n") + 1; lines != len(tt.want) {
				t.Errorf("%d problems are told, want %d:\n%v", lines, len(tt.want), err)
			}
		})
	}
}

func TestOtherFiles(t *testing.T) {
	s := mustNew(t, map[string]string{
		"favicon.svg": "<svg>  </svg>", "fonts/a.woff2": "\x00\x01", ".well-known/security.txt": "Contact: x",
		"_redirects": "/a /b", ".htaccess": "x", "data.json": "{ }",
		".DS_Store": "x", "css/.a.css.swp": "x", "css/a.css~": "x", "a.bak": "x", ".git/config": "x", ".env": "secret", "static.go": "package static",
	}, "")
	var got []string
	for _, f := range s.Files() {
		got = append(got, f.Path)
		if s.URL(f.Path) != f.Path {
			t.Errorf("%s has the address %q", f.Path, s.URL(f.Path))
		}
	}
	want := []string{".htaccess", ".well-known/security.txt", "_redirects", "data.json", "favicon.svg", "fonts/a.woff2"}
	if !slices.Equal(got, want) {
		t.Errorf("published %q, want %q", got, want)
	}
	if got := text(t, s, "favicon.svg"); got != "<svg>  </svg>" {
		t.Errorf("favicon.svg became %q", got)
	}
	if s.URL("gone.png") != "" {
		t.Error("an address for a file that is not there")
	}
}

func TestDigest(t *testing.T) {
	base := map[string]string{"css/a.css": "a{b:c}", "js/a.js": "let a = 1", "favicon.svg": "<svg/>"}
	digest := mustNew(t, base, "").Digest()
	tests := map[string]struct {
		name, text string
		same       bool
	}{
		"nothing":                  {"js/a.js", "let a = 1", true},
		"a comment":                {"css/a.css", "a{b:c}/* x */", true},
		"bytes at a fixed address": {"favicon.svg", "<svg></svg>", true},
		"a style":                  {"css/a.css", "a{b:d}", false},
		"a script":                 {"js/a.js", "let a = 2", false},
		"a new file":               {"b.svg", "<svg/>", false},
	}
	for name, tt := range tests {
		list := maps.Clone(base)
		list[tt.name] = tt.text
		if got := mustNew(t, list, "").Digest() == digest; got != tt.same {
			t.Errorf("%s changes: same digest: %v", name, got)
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	list := map[string]string{
		"css/a.css": "a{b:c}", "css/b.css": "d{e:f}",
		"js/a.js": "import './b.js'; export function f(one, two, three) { const four = one; let five = two; return () => three + four + five }",
		"js/b.js": "export const g = (six, seven) => { for (const eight of six) { const nine = eight, ten = seven; console.log(nine, ten) } }",
	}
	want := mustNew(t, list, "#f8ee36")
	for range 50 {
		got := mustNew(t, list, "#f8ee36")
		if got.Digest() != want.Digest() || !reflect.DeepEqual(got.Files(), want.Files()) {
			t.Fatal("the same files gave other assets")
		}
	}
}

func TestAddressClash(t *testing.T) {
	list := map[string]string{"js/a.js": "let a = 1"}
	address := mustNew(t, list, "").URL("js/a.js")
	list[address[:len(address)-3]+".txt"] = "no clash"
	list["other/a.js"] = "let a = 1"
	s := mustNew(t, list, "")
	if s.URL("js/a.js") != address || s.URL("other/a.js") != address {
		t.Error("equal modules of one name have different addresses")
	}
	b := &builder{addresses: map[string]string{}, files: map[string][]byte{}}
	if err := b.add("a", "x", []byte("1")); err != nil {
		t.Fatal(err)
	}
	if err := b.add("b", "x", []byte("2")); err == nil || !strings.Contains(err.Error(), "static/b wants the address /x") {
		t.Errorf("got %v", err)
	}
}

func TestAccentShape(t *testing.T) {
	for _, accent := range []string{"yellow", "#fff", "#f8ee3", "#f8ee36;}", "f8ee36", "#f8ee3g", "#f8ee36\n"} {
		if _, err := New(fstest.MapFS{}, accent); err == nil {
			t.Errorf("the accent %q was taken", accent)
		}
	}
}

func TestOverlay(t *testing.T) {
	base := files(map[string]string{"a.txt": "base", "css/a.css": "base", "css/b.css": "base", "img/x.svg": "base", "turn": "file", "turned/x": "base"})
	over := files(map[string]string{"a.txt": "over", "css/b.css": "over", "css/c.css": "over", "new/y.svg": "over", "turn/z": "over", "turned": "file"})
	o := Overlay(base, over)
	want := map[string]string{
		"a.txt": "over", "css/a.css": "base", "css/b.css": "over", "css/c.css": "over", "img/x.svg": "base",
		"new/y.svg": "over", "turn/z": "over", "turned": "file",
	}
	got := map[string]string{}
	err := fs.WalkDir(o, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(o, name)
		got[name] = string(b)
		return err
	})
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("got %v, %v\nwant %v", got, err, want)
	}
	if _, err := fs.ReadFile(o, "turned/x"); err == nil {
		t.Error("a file that a file hides can be read")
	}
	if err := fstest.TestFS(o, slices.Collect(maps.Keys(want))...); err != nil {
		t.Error(err)
	}
}

func TestOverlayOfNothing(t *testing.T) {
	base := files(map[string]string{"a": "1", "b/c": "2"})
	missing := os.DirFS(filepath.Join(t.TempDir(), "missing"))
	for name, over := range map[string]fs.FS{"nil": nil, "empty": fstest.MapFS{}, "missing": missing} {
		if err := fstest.TestFS(Overlay(base, over), "a", "b/c"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOverlayOnDisk(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "css"), []byte("a file"), 0o644); err != nil {
		t.Fatal(err)
	}
	o := Overlay(files(map[string]string{"css/a.css": "base", "b": "base"}), os.DirFS(dir))
	if _, err := fs.ReadFile(o, "css/a.css"); err == nil {
		t.Error("a file that a file hides can be read")
	}
	if err := fstest.TestFS(o, "css", "b"); err != nil {
		t.Error(err)
	}
}
