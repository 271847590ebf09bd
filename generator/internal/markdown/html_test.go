package markdown

import (
	"fmt"
	"html/template"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"belegt/generator/internal/diag"
)

// allowed are the elements that may come out, with their attributes.
var allowed = map[string]string{
	"p": "id", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id", "blockquote": "id", "hr": "", "br": "",
	"ul": "id", "ol": "id start class", "li": "id", "dl": "id", "dt": "", "dd": "",
	"div": "class id tabindex role aria-labelledby", "table": "", "thead": "", "tbody": "",
	"tr": "class id", "th": "scope class", "td": "class",
	"figure": "class", "figcaption": "", "pre": "tabindex", "code": "class",
	"em": "", "strong": "", "del": "", "mark": "", "sup": "", "span": "class id",
	"a": "href title rel id role", "img": "src alt width height loading",
}

// checkHTML reports what is not on the list: elements, attributes, addresses
// with a scheme that is not ours, comments, and ids that stand twice.
func checkHTML(s string) error {
	nodes, err := html.ParseFragment(strings.NewReader(s), &html.Node{Type: html.ElementNode, Data: "main", DataAtom: atom.Main})
	if err != nil {
		return nil // nested deeper than a browser goes
	}
	ids := map[string]bool{}
	var check func(*html.Node) error
	check = func(n *html.Node) error {
		switch n.Type {
		case html.CommentNode:
			return fmt.Errorf("a comment: %q", n.Data)
		case html.ElementNode:
			if err := checkElement(n, ids); err != nil {
				return err
			}
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			if err := check(k); err != nil {
				return err
			}
		}
		return nil
	}
	for _, n := range nodes {
		if err := check(n); err != nil {
			return err
		}
	}
	return nil
}

func checkElement(n *html.Node, ids map[string]bool) error {
	attributes, ok := allowed[n.Data]
	if !ok {
		return fmt.Errorf("the element <%s>", n.Data)
	}
	for _, a := range n.Attr {
		if !strings.Contains(" "+attributes+" ", " "+a.Key+" ") {
			return fmt.Errorf("the attribute %s of <%s>", a.Key, n.Data)
		}
		switch a.Key {
		case "id":
			if ids[a.Val] || a.Val == "" || strings.ContainsAny(a.Val, " \t\n\"<>") {
				return fmt.Errorf("the id %q", a.Val)
			}
			ids[a.Val] = true
		case "href", "src":
			if err := checkAddress(a.Val); err != nil {
				return err
			}
		case "class":
			if strings.ContainsAny(a.Val, "\"<>&") {
				return fmt.Errorf("the class %q", a.Val)
			}
		}
	}
	return nil
}

// checkAddress is written apart from classify, as a browser reads addresses.
func checkAddress(s string) error {
	s = strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, strings.ToLower(s))
	if strings.HasPrefix(strings.ReplaceAll(s, `\`, "/"), "//") {
		return fmt.Errorf("the address %q leads to another host", s)
	}
	if scheme, _, ok := strings.Cut(s, ":"); ok && !strings.ContainsAny(scheme, "/?#") {
		switch scheme {
		case "http", "https", "mailto":
		default:
			return fmt.Errorf("the address %q", s)
		}
	}
	return nil
}

// nasty are texts that try to get through.
var nasty = []string{
	"<script>alert(1)</script>", "a <script>alert(1)</script> b", "<img src=x onerror=alert(1)>", "a <img src=x onerror=alert(1)>",
	"<!-- a --> <b onclick=x>", "<!--><script>alert(1)</script>-->", "<!---><img src=x>", "<style>*{}</style>",
	"<a href=\"javascript:alert(1)\">x</a>", "<svg onload=alert(1)>", "<?php x ?>", "<![CDATA[<b>]]>", "<!DOCTYPE html>",
	"<iframe src=//e.vil></iframe>", "<details open ontoggle=alert(1)>", "</p></div></main><script>", "<textarea></p>",

	"[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](&#106;avascript:alert(1))", "[a](&#x6A;avascript&colon;alert(1))",
	"[a](java&#10;script:alert(1))", "[a](java&Tab;script:alert(1))", "[a](java\\script:alert(1))", "[a](<java script:alert(1)>)",
	"[a](javascript%3Aalert(1))", "[a](%6aavascript:alert(1))", "[a](&#1;javascript:alert(1))", "[a](\u00a0javascript:alert(1))",
	"[a](\u200bjavascript:alert(1))", "[a](javascript\\:alert(1))", "[a](data:text/html;base64,PHN2Zz4=)", "[a](vbscript:x)",
	"[a](file:///etc/passwd)", "[a](//e.vil)", "[a](/\\e.vil)", "[a](\\\\e.vil)", "[a](/%2fe.vil)", "[a](&sol;&sol;e.vil)",
	"[a](https:e.vil)", "[a](http:///e.vil)", "[a](https:\\\\e.vil)", "[a](blob:x)", "[a](x:y)", "[a](:y)", "[a](http://a\"onclick=b)",
	"[a](http://a/\"onclick=\"b)", "[a](http://a 'x\" onclick=y')", "[a](x.pdf \"T\\\" onclick=\\\"alert(1)\")", "[a](#\"onclick=b)", "[a]()",
	"<javascript:alert(1)>", "<data:text/html,x>", "<x:y>", "<https://a.de/\"onclick=x>", "<a@b.de>",
	"[a]\n\n[a]: javascript:alert(1) \"T\"", "[a][b]\n\n[b]: https://a.de '\"><script>'", "![a][b]\n\n[b]: data:image/svg+xml,x",
	"![a\" onerror=\"x](a.png)", "![a](javascript:x)", "![a](https://e.vil/x.png)", "![a](a.png \"><script>\")", "x ![a](//e.vil)",
	"[![a](javascript:x)](javascript:y)", "[a <https://b.de> c](https://d.de)", "[a [b](c) d](e)", "[a ![b [c](d) e](f) g](h)",
	"[[x]](javascript:y)", "[@x](javascript:y)", "[a [[x]] b](https://c.de)", "[a [@x] b](https://c.de)", "[a[^1]](https://c.de)\n\n[^1]: x",

	"```\"><script>\nx\n```", "```go\" onclick=\"x\nx\n```", "```go {title=\"\\\"><img onerror=x>\"}\n<b>\n```",
	"```go {hl_lines=[1] title=\"&lt;script&gt;\" onclick=x style=\"y\"}\n<script>\n```", "```{onclick=x}\ny\n```", "```html\n<script>alert(1)</script>\n```",
	"~~~<script>\nx\n~~~", "    <script>", "`<script>`", "```timeline\nentity: <script>\n```", "```php\n<?php echo '<b>' ?>\n```",

	"## A {onclick=x}", "## A {#\"><script>}", "## A {.x style=y}", "## <script>", "## A {#a onclick=x}", "## \"><img src=x>", "A {onclick=x}\n---",
	"| a |\n|---|\n| <script> |", "| a | b |\n|:-:|--:|\n| [a](javascript:x) | [[x\\|<b>]] |", "- [x] <input>", "<b>\n: <i>",
	"[[x|<script>]]", "[[x|&lt;script&gt;]]", "[[x|\" onclick=y]]", "[@x, <script>]", "![[x]]", "==<b>==", "**<b>**", "a[^<b>]\n\n[^<b>]: <i>", "a[^b]\n\n[^c]:[^b]: d",
	"&lt;script&gt;", "&#60;script&#62;", "\\<script>", "&#0;&#xD800;&#x110000;", "\x00<script>\x00",
}

func TestNothingUnsafeComesOut(t *testing.T) {
	for _, s := range append(nasty, strings.Join(nasty, "\n\n")) {
		if err := checkHTML(everything(s)); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
	for _, s := range []string{"<script></script>", `<p onclick="x">`, `<a href="java&#10;script:x">`, `<a href="/\x">`, "<!-- x -->", `<p id="a"></p><p id="a"></p>`} {
		if checkHTML(s) == nil {
			t.Errorf("the check lets %q through", s)
		}
	}
}

// everything renders a text in all ways there are.
func everything(s string) string {
	doc, _ := parse(s)
	var b strings.Builder
	for _, block := range doc.Render(plainStub{}) {
		b.WriteString(string(block.HTML))
		b.WriteString(string(block.Image.Caption))
	}
	doc.Plain(nil)
	p, _ := ParseProse(s, func(off, n int) diag.Pos { return diag.Pos{} })
	p.Plain(nil)
	b.WriteString("<p>" + string(p.Render(plainStub{})) + "</p>")
	return b.String()
}

// plainStub is a stub that does not change addresses.
type plainStub struct{ stub }

func (plainStub) Mention(r Ref) template.HTML {
	return template.HTML("<a href=\"/\">" + html.EscapeString(nameOf(r, stub{}.Name)) + "</a>")
}
func (plainStub) Image(dest string) (string, int, int, bool) { return dest, 0, 0, true }
func (plainStub) URL(dest string) (string, bool)             { return dest, true }

func TestAddresses(t *testing.T) {
	kinds := map[addressKind][]string{
		externalAddress: {"https://a.de", "http://a.de/b?c=d#e", "HTTPS://A.DE/", "https://a.de/ä"},
		mailAddress:     {"mailto:a@b.de", "MAILTO:a@b.de"},
		relativeAddress: {"a.pdf", "/a/b/", "../a?b=c:d", "a%20b.pdf", "?a=b", "media/a:b.png", "./a", "a.md/b", "100%.pdf"},
		fragmentAddress: {"#a", "#a:b"},
		factAddress:     {"a.md", "../facts/claims/a.yaml", "a.md#b", "a.md?b"},
		unsafeAddress: {"", " a", "a b", "javascript:a", "x:a", "a:b/c", "//a.de", "/\\a", "\\a", "a\tb", "a\x00b", "a\u2028b", "a\u00a0b",
			"javascript%3Aa", "%2f%2fa.de", "/%2Fa.de", "a%0ab", "https:a", "https://", "http:/a", "mailto:", "data:a", "a\xff", "https://a.de/100%"},
	}
	for want, dests := range kinds {
		for _, d := range dests {
			if got := classify(d); got != want {
				t.Errorf("classify(%q) = %d, want %d", d, got, want)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range nasty {
		f.Add(s)
	}
	for _, c := range renderCases {
		f.Add(c.in)
	}
	for _, c := range problemCases {
		if len(c.in) < 1000 {
			f.Add(c.in)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<12 {
			t.Skip("large texts are for TestRunsAreFast")
		}
		if err := checkHTML(everything(s)); err != nil {
			t.Fatalf("%q: %v\n%s", s, err, everything(s))
		}
		doc, problems := parse(s)
		for i, r := range doc.Refs() {
			if r.Group > i || r.Sentence >= len(doc.Sentences()) || r.Pos.File == "" {
				t.Fatalf("%q: reference %d is %+v", s, i, r)
			}
		}
		for _, p := range problems {
			if p.File == "" || p.Severity != diag.SeverityOf(p.Code) {
				t.Fatalf("%q: %+v", s, p)
			}
		}
	})
}
