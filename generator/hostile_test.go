package main_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/pipeline"
)

// hostile is a dossier that wants to run a program in its readers' browsers.
// In each of its texts stands ATTACK, for which the test puts each of attacks.
const hostile = "testdata/hostile.txtar"

// attacks are what a text may hold to break out of where it stands. None may
// be read as anything but text.
var attacks = map[string]string{
	"script":     `<script>alert(1)</script>`,
	"closings":   `</title></script></style></textarea></template><!--><script>alert(1)</script>`,
	"attribute":  `"><img src=x onerror=alert(1)>`,
	"single":     `' onmouseover='alert(1)' x='`,
	"svg":        `<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)">x</a></svg>`,
	"mathml":     `<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`,
	"entities":   `&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62; &#x3c;img src=x onerror=alert(1)&#x3e;`,
	"template":   `{{printf "%s" .}} ${alert(1)} <%= 1 %> {% raw %}`,
	"comment":    `<!-- --!> <img src=x onerror=alert(1)> -->]]><script>alert(1)</script>`,
	"overrides":  "abc \u202e\u2066evil\u2069\u202c \u200b\u200f\ufeff xyz",
	"long":       strings.Repeat("Donaudampfschifffahrt", 60),
	"separators": "a\u2028b\u2029c </script\u00a0><script>alert(1)",
	"utf7":       "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
	"backticks":  "`alert(1)` ``</code><script>alert(1)</script>``",
	"spaces":     "<\tscript >alert(1)</\nscript > < img src=x onerror=alert(1) >",
}

// Every attack in every text field gives a site in which nothing runs, and
// which keeps all rules of all sites.
func TestHostileTexts(t *testing.T) {
	for name, attack := range attacks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := build(t, attacked(t, attack), "")
			crawl(t, w)
			inert(t, w)
		})
	}
}

// attacked writes the hostile dossier with one attack in all its texts. YAML
// has it in a quoted scalar, Markdown as it is.
func attacked(t *testing.T, attack string) string {
	t.Helper()
	archive, err := txtar.ParseFile(hostile)
	if err != nil {
		t.Fatal(err)
	}
	quoted, err := json.Marshal(attack) // a double-quoted scalar of YAML
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	for _, f := range archive.Files {
		front, body, article := strings.Cut(string(f.Data), "---\n\n")
		if article {
			front += "---\n\n"
		}
		front = strings.ReplaceAll(front, "ATTACK", strings.Trim(string(quoted), `"`))
		line := strings.Join(strings.Fields(attack), " ") // a paragraph is one line
		cell := strings.ReplaceAll(line, "|", "/")
		title := strings.NewReplacer(`"`, `\"`).Replace(line)
		body = strings.NewReplacer("ATTACK-CELL", cell, "ATTACK-TITLE", title, "ATTACK", line).Replace(body)
		write(t, root, f.Name, front+body)
	}
	return root
}

// inert looks for anything in the output that a browser would run.
func inert(t *testing.T, w *website) {
	t.Helper()
	var found complaints
	for _, p := range w.list {
		for _, n := range p.all {
			if n.Data == "script" {
				if v, ok := attr(n, "src"); !ok && value(n, "type") != "application/ld+json" || ok && !strings.Contains(v, "/assets/") {
					found.add(p.path, "<script> %.60q", text(n))
				}
				if c := n.FirstChild; c != nil && (strings.ContainsAny(c.Data, "<\u2028\u2029") || !json.Valid([]byte(c.Data))) {
					found.add(p.path, "the data could end early: %.200q", c.Data)
				}
			}
			for _, a := range n.Attr {
				if u := strings.ToLower(strings.Join(strings.Fields(a.Val), "")); slices.Contains(addressed, a.Key) && !harmless(u) {
					found.add(p.path, "<%s %s=%q>", n.Data, a.Key, a.Val)
				}
				if strings.HasPrefix(a.Key, "on") || strings.ContainsAny(a.Key, `"'<=`) {
					found.add(p.path, "<%s> has the attribute %s", n.Data, a.Key)
				}
			}
		}
	}
	for name, b := range w.files {
		if (strings.HasSuffix(name, ".json") || name == "manifest.json") && !json.Valid(b) {
			found.add(name, "is no JSON")
		}
		if bytes.ContainsRune(b, 0) {
			found.add(name, "holds a zero byte")
		}
	}
	found.tell(t, "inert")
}

// harmless reports whether an address leads somewhere without running.
func harmless(address string) bool {
	scheme, _, ok := strings.Cut(address, ":")
	if !ok || strings.ContainsAny(scheme, "/?#") {
		return true
	}
	return slices.Contains([]string{"http", "https", "mailto"}, scheme)
}

// addresses are links that run a program, in every disguise that a browser
// sees through. In Markdown they leave text, in YAML they are errors.
var addresses = []string{
	"javascript:alert(1)",
	"JaVaScRiPt:alert(1)",
	"javascript&#58;alert(1)",
	"&#106;avascript:alert(1)",
	"&#x6A;&#x61;vascript&colon;alert(1)",
	"java&Tab;script:alert(1)",
	"java&NewLine;script:alert(1)",
	"%6Aavascript:alert(1)",
	"javascript%3Aalert(1)",
	"&#0000106avascript:alert(1)",
	"\\javascript:alert(1)",
	"&#1;javascript:alert(1)",
	"&#32;javascript:alert(1)",
	"\u00a0javascript:alert(1)",
	"vbscript:msgbox(1)",
	"data:text/html,<script>alert(1)</script>",
	"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
	"data:image/svg+xml,<svg/onload=alert(1)>",
	"blob:https://example.org/1",
	"file:///etc/passwd",
	"//evil.example/x",
	"/\\evil.example/x",
	"\\\\evil.example\\x",
	"feed:javascript:alert(1)",
	"view-source:javascript:alert(1)",
	"https://example.org\u202e/moc.live",
	"x-javascript:alert(1)",
}

func TestHostileAddresses(t *testing.T) {
	root := unpack(t, fixture)
	var b strings.Builder
	b.WriteString("---\ntitle: Addresses\n---\n\n## List\n\n")
	for i, a := range addresses {
		fmt.Fprintf(&b, "Number %d: [inline](%s) and [pointed](<%s>) and [by name][n%[1]d] and <%[2]s>, not ![]( %[2]s ).\n\n[n%[1]d]: %[2]s\n\n", i, a, a)
	}
	write(t, root, "content/articles/addresses.md", b.String())
	out := t.TempDir()
	built, problems := attempt(t, root, out)
	if !problems.HasErrors() {
		t.Error("no address was reported")
	}
	if built > 0 {
		t.Errorf("%d files were written in spite of errors", built)
	}
	reported := map[int]bool{}
	for _, p := range problems {
		if p.Severity != diag.Error {
			continue
		}
		if p.Code == "" || p.Line == 0 || p.File != "content/articles/addresses.md" {
			t.Errorf("%s:%d: %s[%s]: an error without its place", p.File, p.Line, p.Message, p.Code)
		}
		reported[p.Line] = true
	}
	// Whatever was not reported must be harmless: build it, and look.
	var rest strings.Builder
	for i, line := range strings.SplitAfter(b.String(), "\n") {
		if !reported[i+1] {
			rest.WriteString(line)
		}
	}
	write(t, root, "content/articles/addresses.md", rest.String())
	w := build(t, root, "")
	inert(t, w)
	for _, n := range w.pages["articles/addresses/index.html"].all {
		if href := value(n, "href"); n.Data == "a" && (strings.Contains(href, "evil") || strings.Contains(href, "alert")) {
			t.Errorf("a link to %s came through", href)
		}
	}
}

// attempt builds what should not build, and returns how many files there are
// then and what was reported.
func attempt(t *testing.T, root, out string) (int, diag.List) {
	t.Helper()
	p := pipeline.New(root)
	target, err := p.Folder(out)
	if err != nil {
		t.Fatal(err)
	}
	built, err := p.Build(context.Background(), target, pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	return len(entries), built.Diagnostics
}

// What cannot be made harmless is refused, with an error that says where.
func TestHostileFilesAreRefused(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'j'; c++ {
		bomb += fmt.Sprintf("%c: &%[1]c [*%c,*%[2]c,*%[2]c,*%[2]c,*%[2]c,*%[2]c,*%[2]c,*%[2]c,*%[2]c]\n", c, c-1)
	}
	entity := "id: evil\ntype: company\nname: Evil\n"
	source := "id: evil\ntype: webpage\ntitle: Evil\nlang: en\ntier: primary\n"
	tests := []struct {
		name, file, data string
		code             string
	}{
		{"alias bomb", "content/facts/entities/evil.yaml", bomb, ""},
		{"deep nesting", "content/facts/entities/evil.yaml", strings.Repeat("[", 5000) + strings.Repeat("]", 5000), ""},
		{"large file", "content/facts/entities/evil.yaml", entity + "# " + strings.Repeat("x", 5<<20), ""},
		{"zero byte", "content/facts/entities/evil.yaml", entity + "summary: \"a\x00b\"\n", ""},
		{"control character", "content/facts/entities/evil.yaml", entity + "summary: \"a\x1b[31mb\"\n", ""},
		{"no utf-8", "content/facts/entities/evil.yaml", entity + "summary: a\xff\xfeb\n", ""},
		{"address of a source", "content/facts/sources/evil.yaml", source + "url: javascript:alert(1)\n", ""},
		{"encoded address of a source", "content/facts/sources/evil.yaml", source + "url: \"java\\tscript:alert(1)\"\n", ""},
		{"data as the address of a source", "content/facts/sources/evil.yaml", source + "url: data:text/html,x\n", ""},
		{"address of an archive", "content/facts/sources/evil.yaml", source + "archive: [{url: \"vbscript:x\", captured: 2020}]\n", ""},
		{"address of an entity", "content/facts/entities/evil.yaml", entity + "same_as: [\"javascript:alert(1)\"]\n", ""},
		{"accent", "content/site.yaml", "title: T\nlanguages: [de, en]\nbase_url: https://example.org/\ntheme: {accent: \"red;}</style><script>\"}\n", ""},
		{"base address", "content/site.yaml", "title: T\nlanguages: [de, en]\nbase_url: \"javascript:alert(1)//\"\n", ""},
		{"publisher's address", "content/site.yaml", "title: T\nlanguages: [de, en]\nbase_url: https://example.org/\npublisher: {name: P, url: \"javascript:alert(1)\"}\n", ""},
		{"language", "content/site.yaml", "title: T\nlanguages: [\"de\\\"><script>\", en]\nbase_url: https://example.org/\n", ""},
		{"id", "content/facts/entities/evil.yaml", "id: \"../../evil\"\ntype: company\nname: Evil\n", ""},
		{"former id", "content/facts/entities/evil.yaml", entity + "formerly: [\"../../evil\"]\n", ""},
		{"language of a source", "content/facts/sources/evil.yaml", strings.Replace(source, "lang: en", "lang: \"en\\\" onclick=\\\"x\"", 1), ""},
		{"heading attribute", "content/articles/evil.md", "---\ntitle: Evil\n---\n\n## X {onclick=alert(1)}\n", ""},
		{"address of a credit", "content/media/plan.svg.yaml", "credit: x\nsource: javascript:alert(1)\n", ""},
		{"picture with a script", "content/media/plan.svg", `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, ""},
		{"picture with a handler", "content/media/plan.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, ""},
		{"picture from elsewhere", "content/media/plan.svg", `<svg xmlns="http://www.w3.org/2000/svg"><image href="https://evil.example/x.png"/></svg>`, ""},
		{"picture with a foreign page", "content/media/plan.svg", `<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(1)"/></foreignObject></svg>`, ""},
		{"picture with an entity", "content/media/plan.svg", `<!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root, out := unpack(t, fixture), t.TempDir()
			write(t, root, test.file, test.data)
			n, problems := attempt(t, root, out)
			if n > 0 {
				t.Errorf("%d files were written", n)
			}
			if !slices.ContainsFunc(problems, func(d diag.Diagnostic) bool {
				return d.File == test.file && d.Severity == diag.Error && d.Code != "" && d.Message != ""
			}) {
				t.Errorf("nothing was reported of %s: %v", test.file, problems)
			}
		})
	}
}

// A link that leads out of the root is not followed, wherever it stands.
func TestHostileLinksOutOfTheRoot(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret.yaml")
	if err := os.WriteFile(secret, []byte("id: stolen\ntype: company\nname: STOLEN\nsummary: STOLEN\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{"content/facts/entities/stolen.yaml", "content/articles/stolen.md", "content/media/plan.svg", "content/changes.yaml", "static/stolen.txt", "templates/stolen.html"} {
		t.Run(at, func(t *testing.T) {
			root, out := unpack(t, fixture), t.TempDir()
			path := filepath.Join(root, filepath.FromSlash(at))
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				t.Fatal(err)
			}
			os.Remove(path)
			if err := os.Symlink(secret, path); err != nil {
				t.Skip(err)
			}
			p := pipeline.New(root)
			target, err := p.Folder(out)
			if err != nil {
				t.Fatal(err)
			}
			built, err := p.Build(context.Background(), target, pipeline.Options{})
			if err == nil && !built.Diagnostics.HasErrors() {
				t.Error("nothing was reported")
			}
			if entries, _ := os.ReadDir(out); len(entries) > 0 {
				t.Errorf("%d files were written", len(entries))
			}
		})
	}
}

// The parser that the tests trust sees an attack where there is one: a page
// with the attack written into it unescaped breaks the rules.
func TestAttacksAreSeen(t *testing.T) {
	const page = `<!DOCTYPE html><html lang="de"><head><title>x</title></head><body><main><h1>x</h1><p>%s</p></main></body></html>`
	for _, name := range []string{"script", "closings", "attribute", "svg", "comment", "backticks"} {
		doc, err := html.Parse(strings.NewReader(fmt.Sprintf(page, attacks[name])))
		if err != nil {
			t.Fatal(err)
		}
		dangerous := false
		for n := range doc.Descendants() {
			_, handler := attr(n, "onerror")
			dangerous = dangerous || n.Data == "script" && n.Type == html.ElementNode || handler
		}
		if !dangerous {
			t.Errorf("%s attacks nothing", name)
		}
	}
}
