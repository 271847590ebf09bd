package markdown

import (
	"fmt"
	"html"
	"html/template"
	"strings"
	"sync"
	"testing"

	"belegt/generator/internal/diag"
)

// stub resolves everything, and shows what it was asked for.
type stub struct{}

func (stub) Mention(r Ref) template.HTML {
	id := r.ID
	if r.Kind == Path {
		id = r.Path
	}
	return template.HTML(fmt.Sprintf(`<a href="/%s/">%s</a>`, html.EscapeString(id), html.EscapeString(nameOf(r, stub{}.Name))))
}

func (stub) Cite(group []Ref, first int) template.HTML {
	var b strings.Builder
	for i, r := range group {
		fmt.Fprintf(&b, "<sup>%d:%s</sup>", first+i, html.EscapeString(r.ID))
	}
	return template.HTML(b.String())
}

func (stub) Name(r Ref) string { return "Name of " + r.ID }

func (stub) Image(dest string) (string, int, int, bool) { return "/" + dest, 4, 3, dest != "none.png" }

func (stub) URL(dest string) (string, bool) { return "/" + dest, dest != "none.pdf" }

func parse(s string) (*Doc, diag.List) { return Parse(diag.NewFile("a.md", []byte(s)), 0) }

// rendered is the HTML of all blocks, one a line.
func rendered(d *Doc) string {
	var lines []string
	for _, b := range d.Render(stub{}) {
		line := string(b.HTML)
		if line == "" {
			line = fmt.Sprintf("(%s)", b.Kind)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

var renderCases = []struct{ name, in, want string }{
	{"paragraph", "Er kam. Sie *ging*.", `<p id="p1">Er kam. Sie <em>ging</em>.</p>`},
	{"inline", "**a** ~~b~~ `c<d` ==e== &amp; \\* &auml;",
		`<p id="p1"><strong>a</strong> <del>b</del> <code>c&lt;d</code> <mark>e</mark> &amp; * ä</p>`},
	{"hard break", "a\\\nb  \nc", "<p id=\"p1\">a<br>\nb<br>\nc</p>"},
	{"no marker", "a == b, a ==, ===x===, == b ==", `<p id="p1">a == b, a ==, ===x===, == b ==</p>`},

	{"mention", "[[tiktok]] und [[bytedance|der *Konzern* &amp; Co.]]",
		`<p id="p1"><a href="/tiktok/">Name of tiktok</a> und <a href="/bytedance/">der *Konzern* &amp; Co.</a></p>`},
	{"mention across lines", "[[bytedance|der\nKonzern]]", `<p id="p1"><a href="/bytedance/">der Konzern</a></p>`},
	{"mention in code", "`[[tiktok]]` und `[@a]`", `<p id="p1"><code>[[tiktok]]</code> und <code>[@a]</code></p>`},
	{"mention escaped", `\[[tiktok]] \[@a]`, `<p id="p1">[[tiktok]] [@a]</p>`},
	{"mention in a link", "[zu [[tiktok]]](https://a.de/)", `<p id="p1"><a href="https://a.de/" rel="noopener">zu Name of tiktok</a></p>`},
	{"path", "[der *Fall*](../facts/claims/x.md#y)", `<p id="p1"><a href="/../facts/claims/x.md/">der Fall</a></p>`},

	{"citation in a sentence", "Er kam [@a]. Sie ging.",
		`<p id="p1"><span class="s" id="s1-1">Er kam<sup>0:a</sup>.</span> Sie ging.</p>`},
	{"citation behind a sentence", "Er kam. [@a] Sie ging.",
		`<p id="p1"><span class="s" id="s1-1">Er kam.<sup>0:a</sup></span> Sie ging.</p>`},
	{"citation behind a quotation", "„Nein.“\n[@a; @b, S. 4] Sie ging.",
		`<p id="p1"><span class="s" id="s1-1">„Nein.“<sup>0:a</sup><sup>1:b</sup></span> Sie ging.</p>`},
	{"no space after a citation", "Er kam.[@a]Sie ging.",
		`<p id="p1"><span class="s" id="s1-1">Er kam.<sup>0:a</sup></span> Sie ging.</p>`},
	{"two brackets", "Er kam. [@a] [@b] Sie ging. [@c]",
		`<p id="p1"><span class="s" id="s1-1">Er kam.<sup>0:a</sup><sup>1:b</sup></span> <span class="s" id="s1-2">Sie ging.<sup>2:c</sup></span></p>`},
	{"citation first", "[@a] Er kam. Sie ging.",
		`<p id="p1"><span class="s" id="s1-1"><sup>0:a</sup> Er kam.</span> Sie ging.</p>`},
	{"analysis", "Er kam. [@editorial] Sie ging. [@editorial; @a]",
		`<p id="p1"><span class="s analysis" id="s1-1">Er kam.<sup>0:editorial</sup></span> <span class="s analysis" id="s1-2">Sie ging.<sup>1:editorial</sup><sup>2:a</sup></span></p>`},
	{"citation after an abbreviation", "Laut Dr. Müller z. B. Äpfel [@a]. Sie ging.",
		`<p id="p1"><span class="s" id="s1-1">Laut Dr. Müller z. B. Äpfel<sup>0:a</sup>.</span> Sie ging.</p>`},
	{"boundary in emphasis", "*Er kam. Sie ging.* [@a] Ende.",
		`<p id="p1"><span class="s" id="s1-1"><em>Er kam. Sie ging.</em><sup>0:a</sup></span> Ende.</p>`},
	{"citation in emphasis", "*Er kam [@a].* Ende.",
		`<p id="p1"><span class="s" id="s1-1"><em>Er kam<sup>0:a</sup>.</em></span> Ende.</p>`},
	{"citation in a link", "[Er kam [@a]](https://a.de/) heim.",
		`<p id="p1"><span class="s" id="s1-1"><a href="https://a.de/" rel="noopener">Er kam</a><sup>0:a</sup> heim.</span></p>`},
	{"ordinary link", "[@a](https://a.de/)", `<p id="p1"><a href="https://a.de/" rel="noopener">@a</a></p>`},
	{"citation alone", "> Zitat.\n\n[@a]",
		"<blockquote id=\"p1\"><p><span class=\"s\" id=\"s1-1\">Zitat.</span></p></blockquote>\n<p id=\"p2\"><sup>0:a</sup></p>"},

	{"heading", "## Über ß & [[tiktok]]\n\n### Über ß\n\n### P1\n\n## Eigene {#own-id}\n\n## 你好 Мир",
		"<h2 id=\"ueber-ss-tiktok\">Über ß &amp; <a href=\"/tiktok/\">Name of tiktok</a></h2>\n" +
			"<h3 id=\"ueber-ss\">Über ß</h3>\n<h3 id=\"section-p1\">P1</h3>\n<h2 id=\"own-id\">Eigene</h2>\n<h2 id=\"你好-мир\">你好 Мир</h2>"},
	{"equal headings", "## A\n\n## A\n\n## B {#a}\n\n## A-2",
		"<h2 id=\"a-2\">A</h2>\n<h2 id=\"a-3\">A</h2>\n<h2 id=\"a\">B</h2>\n<h2 id=\"a-2-2\">A-2</h2>"},
	{"setext and closing signs", "Titel {#x}\n---\n\n## B ##\n\n## C {#c} ##\n\n## D ## {#d}",
		"<h2 id=\"x\">Titel</h2>\n<h2 id=\"b\">B</h2>\n<h2 id=\"c\">C</h2>\n<h2 id=\"d\">D</h2>"},
	{"braces are text", "## Die Menge {1, 2}", `<h2 id="die-menge-1-2">Die Menge {1, 2}</h2>`},

	{"list", "- Er kam. [@a]\n- [x] getan\n- [ ] offen\n  1. eins",
		`<ul id="p1"><li><span class="s" id="s1-1">Er kam.<sup>0:a</sup></span></li><li><span class="task">☑</span> getan</li>` +
			`<li><span class="task">☐</span> offen<ol><li>eins</li></ol></li></ul>`},
	{"loose list", "3. a\n\n4. b", `<ol id="p1" start="3"><li><p>a</p></li><li><p>b</p></li></ol>`},
	{"quotation", "> Er kam.\n> [@a]", `<blockquote id="p1"><p><span class="s" id="s1-1">Er kam.<sup>0:a</sup></span></p></blockquote>`},
	{"definitions", "Wort\n: Er kam. [@a]",
		`<dl id="p1"><dt>Wort</dt><dd><span class="s" id="s1-1">Er kam.<sup>0:a</sup></span></dd></dl>`},
	{"table", "## T\n\n| a | b | c |\n|:--|--:|:-:|\n| [[x\\|y]] | `d\\|e` | 1 [@a] |\n| 2 |",
		`<h2 id="t">T</h2>` + "\n" + `<div class="table" id="p1" tabindex="0" role="region" aria-labelledby="t"><table><thead><tr>` +
			`<th scope="col">a</th><th scope="col" class="right">b</th><th scope="col" class="center">c</th></tr></thead>` +
			`<tbody><tr class="s" id="s1-1"><td><a href="/x/">y</a></td><td class="right"><code>d|e</code></td><td class="center">1<sup>1:a</sup></td></tr>` +
			`<tr><td>2</td><td></td><td></td></tr></tbody></table></div>`},
	{"rule", "a\n\n---\n\nb", "<p id=\"p1\">a</p>\n<hr>\n<p id=\"p2\">b</p>"},

	{"embed", "a\n![[x]]\nb", "<p id=\"p1\">a</p>\n(embed)\n<p id=\"p2\">b</p>"},
	{"filter", "```timeline\nentity: x\n```\n\n```network\nentities: [a, b]\n```", "(timeline)\n(network)"},
	{"figure", `![Ein Bild](media/a.jpg "Titel")`, "(figure)"},
	{"picture in text", "Ein ![Bild \"x\"](a.png) hier ![fehlt](none.png).",
		`<p id="p1">Ein <img src="/a.png" alt="Bild &#34;x&#34;" width="4" height="3" loading="lazy"> hier fehlt.</p>`},

	{"links", "[a](b.pdf) [c](none.pdf) [d](#e) <https://f.de/> <g@h.de> [i](mailto:j@k.de \"T\") [l](https://m.de/ö \"n\")",
		`<p id="p1"><a href="/b.pdf">a</a> c <a href="#e">d</a> <a href="https://f.de/" rel="noopener">https://f.de/</a> ` +
			`<a href="mailto:g@h.de">g@h.de</a> <a href="mailto:j@k.de" title="T">i</a> <a href="https://m.de/%C3%B6" title="n" rel="noopener">l</a></p>`},

	{"footnotes", "a[^x] b[^y] c[^x]\n\n[^y]: Er kam. [@a]\n[^x]: kurz[^z]\n\n    - Liste\n[^z]: Ende",
		`<p id="p1">a<sup><a id="fnref1" href="#fn1" role="doc-noteref">1</a></sup> b<sup><a id="fnref2" href="#fn2" role="doc-noteref">2</a></sup>` +
			` c<sup><a id="fnref1-2" href="#fn1" role="doc-noteref">1</a></sup></p>` + "\n" +
			`<ol class="footnotes"><li id="fn1"><p>kurz<sup><a id="fnref3" href="#fn3" role="doc-noteref">3</a></sup></p><ul><li>Liste</li></ul>` +
			` <a href="#fnref1" role="doc-backlink">↩︎</a> <a href="#fnref1-2" role="doc-backlink">↩︎</a></li>` +
			`<li id="fn2"><p><span class="s" id="fn2-s1">Er kam.<sup>0:a</sup></span> <a href="#fnref2" role="doc-backlink">↩︎</a></p></li>` +
			`<li id="fn3"><p>Ende <a href="#fnref3" role="doc-backlink">↩︎</a></p></li></ol>`},

	{"raw HTML", "a<b>c</b><!-- d -->e\n\n<div>\nf\n</div>\n\n<!-- g -->\n\nh", "<p id=\"p1\">ace</p>\n<p id=\"p2\">h</p>"},
	{"control characters", "a&#0;b&#1;c", `<p id="p1">a` + "\ufffd" + `b` + "\ufffd" + `c</p>`},
}

func TestRender(t *testing.T) {
	for _, c := range renderCases {
		doc, problems := parse(c.in)
		if problems.HasErrors() {
			t.Errorf("%s: %v", c.name, problems)
		}
		if got := rendered(doc); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestBlocks(t *testing.T) {
	doc, _ := parse("## T [[x]]\n\nEr kam. [@a; @editorial]\n\n![Ein Bild](media/a.jpg \"A <b>\")\n\n![[card]]\n\n" +
		"```timeline\nentity: x\n```\n\n```go {title=\"A & B\"}\nx\n```\n\n- b [@c]")
	blocks := doc.Render(stub{})
	var kinds []string
	for _, b := range blocks {
		kinds = append(kinds, string(b.Kind))
	}
	if got := strings.Join(kinds, " "); got != "heading prose figure embed timeline code prose" {
		t.Fatalf("the blocks are %s", got)
	}
	for i, c := range []struct{ got, want any }{
		{blocks[0].Text, "T Name of x"},
		{blocks[0].Level, 2},
		{fmt.Sprint(blocks[1].Cites), "[1]"},
		{blocks[1].Number, 1},
		{blocks[2].Image.Dest, "media/a.jpg"},
		{blocks[2].Image.Alt, "Ein Bild"},
		{blocks[2].Image.Caption, template.HTML("A &lt;b&gt;")},
		{blocks[3].Ref.ID, "card"},
		{blocks[3].Ref.Kind, Embed},
		{blocks[4].Settings[0].Key, "entity"},
		{blocks[5].Caption, "A & B"},
		{blocks[5].Lang, "go"},
		{fmt.Sprint(blocks[6].Cites), "[4]"},
		{blocks[6].ID, "p2"},
	} {
		if c.got != c.want {
			t.Errorf("%d: got %v, want %v", i, c.got, c.want)
		}
	}
}

func TestRenderConcurrently(t *testing.T) {
	var in strings.Builder
	for _, c := range renderCases {
		in.WriteString(c.in + "\n\n")
	}
	in.WriteString("```go {hl_lines=[1]}\nfunc main() {}\n```\n")
	doc, _ := parse(in.String())
	want := rendered(doc)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if again, _ := parse(in.String()); rendered(doc) != want || rendered(again) != want {
				t.Error("the same text renders otherwise")
			}
		})
	}
	wg.Wait()
}

func TestProse(t *testing.T) {
	at := func(off, n int) diag.Pos { return diag.Pos{File: "a.yaml", Line: 1, Col: off + 1, Len: n} }
	for _, c := range []struct{ in, html, plain string }{
		{"Ein Satz & mehr.", "Ein Satz &amp; mehr.", "Ein Satz & mehr."},
		{"1. kein *Absatz*", "1. kein <em>Absatz</em>", "1. kein Absatz"},
		{"# kein `Titel`", "# kein <code>Titel</code>", "# kein Titel"},
		{"- [[x]]", `- <a href="/x/">Name of x</a>`, "- Name of x"},
		{"Er kam [@a, S. 3]. Sie ging.", `<span class="s">Er kam<sup>0:a</sup>.</span> Sie ging.`, "Er kam. Sie ging."},
		{"eins\n\n    *zwei*\n```\ndrei", "eins\n<em>zwei</em>\n```\ndrei", "eins zwei ``` drei"},
		{"[^1] und ==das==", "[^1] und <mark>das</mark>", "[^1] und das"},
		{"a <b>c</b>", "a c", "a c"},
		{"<!-- nichts -->", "", ""},
		{"", "", ""},
	} {
		p, problems := ParseProse(c.in, at)
		if problems.HasErrors() {
			t.Errorf("%q: %v", c.in, problems)
		}
		if got := string(p.Render(stub{})); got != c.html {
			t.Errorf("%q:\n got %s\nwant %s", c.in, got, c.html)
		}
		if got := p.Plain(stub{}.Name); got != c.plain {
			t.Errorf("%q: plain %q, want %q", c.in, got, c.plain)
		}
	}
	p, _ := ParseProse("Nur Text. Und mehr.", at)
	if !p.IsPlain() || len(p.Refs()) != 0 || len(p.Sentences()) != 2 {
		t.Errorf("plain prose: %v, %d references, %d sentences", p.IsPlain(), len(p.Refs()), len(p.Sentences()))
	}
	if p, _ := ParseProse("Der [[x]].", at); p.IsPlain() || p.Refs()[0].Pos.Col != 5 {
		t.Errorf("a mention in prose stands at %v", p.Refs())
	}
	if n := testing.AllocsPerRun(100, func() { ParseProse("Nur Text, ohne Auszeichnung.", at) }); n > 1 {
		t.Errorf("plain prose costs %v allocations", n)
	}
}

func TestMarkedTitle(t *testing.T) {
	for in, want := range map[string]string{
		"Ein Titel":           "Ein Titel",
		"Ein ==Titel== hier":  "Ein <Titel> hier",
		"==Ein== ==Titel==":   "<Ein> <Titel>",
		"a == b == c":         "a == b == c",
		"==offen":             "==offen",
		"x ====":              "x ====",
		"==a ==b==":           "<a ==b>",
		"über ==wörtlich “a”": "über ==wörtlich “a”",
	} {
		var b strings.Builder
		for _, s := range MarkedTitle(in) {
			if s.Marked {
				b.WriteString("<" + s.Text + ">")
			} else {
				b.WriteString(s.Text)
			}
		}
		if b.String() != want {
			t.Errorf("%q: got %q, want %q", in, b.String(), want)
		}
	}
}
