package asset

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
	"golang.org/x/net/html"
)

// pages are inputs and outputs of HTML, wrapped in nothing.
var pages = []struct{ name, in, want string }{
	{"words around inline elements", "<p>a  <a href=\"/x\"> b </a>\n c <em>d</em> <mark>e</mark></p>", "<p>a <a href=\"/x\"> b </a>\nc <em>d</em> <mark>e</mark></p>"},
	{"a break", "<p>a <br> b<br>\n  c</p>", "<p>a <br> b<br>\nc</p>"},
	{"blocks that styles may make inline", "<ul><li>a</li>   <li>b</li>\n\n\t<li>c</li></ul>", "<ul><li>a</li> <li>b</li>\n<li>c</li></ul>"},
	{"definition lists and tables", "<dl>\n  <dt>a</dt>\n  <dd>b</dd>\n</dl><table><tbody><tr><td>a</td> <td>b</td></tr></tbody></table>", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl><table><tbody><tr><td>a</td> <td>b</td></tr></tbody></table>"},
	{"controls", "<button type=\"submit\">a</button>  <select name=\"s\"><option value=\"\">all</option> <option>b</option></select>", "<button type=\"submit\">a</button> <select name=\"s\"><option value>all</option><option>b</option></select>"},
	{"a radio for everything", "<input type=\"radio\" name=\"t\" value=\"\">", "<input type=\"radio\" name=\"t\" value>"},
	{"comments", "<p>a<!-- x --> b <!-- y --> c</p>", "<p>a b c</p>"},
	{"preformatted text", "<pre>\n\n  a\n\n   b  </pre><pre><code>  x\n\n  <span class=\"k\">y</span>  z</code></pre>", "<pre>\n\n  a\n\n   b  </pre><pre><code>  x\n\n  <span class=\"k\">y</span>  z</code></pre>"},
	{"a text area", "<textarea rows=\"2\">\n  a\n   b  </textarea>", "<textarea rows=\"2\">\n  a\n   b  </textarea>"},
	{"a picture inside a sentence", "<p>a <svg viewBox=\"0 0 8 8\" role=\"img\"><title>t</title><text x=\"1.50\" y=\"+2\">  b  <tspan>c</tspan> </text></svg> d</p>", "<p>a <svg viewBox=\"0 0 8 8\" role=\"img\"><title>t</title><text x=\"1.50\" y=\"+2\">  b  <tspan>c</tspan> </text></svg> d</p>"},
	{"pictures in pictures", "<svg><svg x=\"1\"><g/></svg> <text>5&#34; x</text></svg><p>a  b</p>", "<svg><svg x=\"1\"><g/></svg> <text>5&#34; x</text></svg><p>a b</p>"},
	{"data for machines", "<script type=\"application/ld+json\">{\n  \"a\" : \"b  \\u003c/p>\"\n}</script>", "<script type=\"application/ld+json\">{\n  \"a\" : \"b  \\u003c/p>\"\n}</script>"},
	{"a module", "<script type=\"module\" src=\"/assets/a.js\"></script>", "<script type=\"module\" src=\"/assets/a.js\"></script>"},
	{"the policy", "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' data:\">", "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' data:\">"},
	{"characters", "<p>&lt;b&gt; &amp;copy; a&nbsp; b &#34;c&#39;</p>", "<p>&lt;b> &amp;copy; a&nbsp; b \"c'</p>"},
	{"spaces that are no white space", "<p>a\u00a0 b\u202f c\u200b d\u00ad\u3000e</p>", "<p>a\u00a0 b\u202f c\u200b d\u00ad\u3000e</p>"},
	{"addresses", "<a href=\"/x?a=1&amp;copy=2#f\" title=\" a  'b' \">x</a>", "<a href=\"/x?a=1&amp;copy=2#f\" title=\" a  'b' \">x</a>"},
	{"attributes without a value", "<details open=\"\"><summary>a</summary></details><div hidden=\"until-found\"></div><img src=\"a.png\" alt=\"\">", "<details open><summary>a</summary></details><div hidden=\"until-found\"></div><img src=\"a.png\" alt>"},
	{"the document itself", "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"></head>\n<body>\n</body>\n</html>\n", "<!doctype html><html lang=\"en\">\n<head><meta charset=\"utf-8\"></head>\n<body>\n</body>\n</html>"},
}

func TestHTML(t *testing.T) {
	for _, tt := range pages {
		t.Run(tt.name, func(t *testing.T) {
			in := []byte(tt.in)
			got, err := HTML(in)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if string(in) != tt.in {
				t.Error("the input was changed")
			}
			sameTree(t, tt.in, string(got))
			again, err := HTML(got)
			if err != nil || !bytes.Equal(again, got) {
				t.Errorf("a second time gives %s, %v", again, err)
			}
		})
	}
}

// TestHTMLOfManyTrees minifies random valid pages and compares what a browser
// would make of them before and after.
func TestHTMLOfManyTrees(t *testing.T) {
	for seed := range uint64(400) {
		w := &writer{rand: rand.New(rand.NewPCG(seed, 1)), comment: "<!-- x -->"}
		w.WriteString("<!doctype html><html lang=de><head><meta charset=utf-8><title>a  b</title></head><body>")
		w.blocks(4)
		w.WriteString("</body></html>")
		got, err := HTML([]byte(w.String()))
		if err != nil {
			t.Fatal(err)
		}
		if sameTree(t, w.String(), string(got)); t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// writer writes random HTML.
type writer struct {
	strings.Builder
	rand    *rand.Rand
	comment string // what stands for a comment; not at the head of a pre, where its loss costs a line break
}

func (w *writer) pick(list ...string) string { return list[w.rand.IntN(len(list))] }

func (w *writer) text() {
	for range w.rand.IntN(4) {
		w.WriteString(w.pick("a", "b,", " ", "  ", "\n", "\t \n", "&amp;lt;", "&lt;", "“c”", "\u00a0", "&shy;", "&amp;", w.comment))
	}
}

func (w *writer) inline(depth int) {
	w.text()
	for range w.rand.IntN(3) {
		switch tag := w.pick("a", "em", "mark", "span", "code", "sup", "button", "time", "q", "br", "wbr", "img", "svg"); {
		case tag == "br" || tag == "wbr":
			fmt.Fprintf(w, "<%s>", tag)
		case tag == "img":
			w.WriteString(`<img src="a.png" alt="a  &quot;b&quot;">`)
		case tag == "svg":
			w.WriteString(`<svg viewBox="0 0 1 1"><g class="x"><text y="1.0"> a  <tspan>b</tspan> </text></g></svg>`)
		case depth > 0 && tag != "a" && tag != "button":
			fmt.Fprintf(w, "<%s%s>", tag, w.pick("", ` class="x y"`, ` title=' q="r" '`, ` data-x="1 &amp; 2"`))
			w.inline(depth - 1)
			fmt.Fprintf(w, "</%s>", tag)
		default:
			fmt.Fprintf(w, "<%s>", tag)
			w.text()
			fmt.Fprintf(w, "</%s>", tag)
		}
		w.text()
	}
}

func (w *writer) blocks(depth int) {
	for range 1 + w.rand.IntN(3) {
		w.WriteString(w.pick("", "\n  ", " "))
		tag := w.pick("p", "h2", "pre", "div", "section", "ul", "dl", "details", "figure", "table", "blockquote")
		fmt.Fprintf(w, "<%s>", tag)
		switch {
		case tag == "pre":
			was := w.comment
			w.comment = ""
			w.inline(2)
			w.comment = was
		case tag == "p" || tag == "h2" || depth == 0 && tag != "ul" && tag != "dl" && tag != "table":
			w.inline(2)
		case tag == "ul":
			w.items(depth, "li")
		case tag == "dl":
			w.items(depth, "dt", "dd")
		case tag == "table":
			w.WriteString("<caption>c  d</caption> <tbody> <tr> <th>")
			w.inline(1)
			w.WriteString("</th> <td>")
			w.inline(1)
			w.WriteString("</td> </tr> </tbody>")
		case tag == "details":
			w.WriteString("<summary> ")
			w.inline(1)
			w.WriteString(" </summary>")
			w.blocks(depth - 1)
		default:
			w.blocks(depth - 1)
		}
		fmt.Fprintf(w, "</%s>", tag)
	}
	w.WriteString(w.pick("", "\n"))
}

func (w *writer) items(depth int, tags ...string) {
	for range 1 + w.rand.IntN(3) {
		for _, tag := range tags {
			fmt.Fprintf(w, "%s<%s>", w.pick("", " ", "\n"), tag)
			if depth > 0 && tag != "dt" && w.rand.IntN(3) == 0 {
				w.blocks(depth - 1)
			} else {
				w.inline(1)
			}
			fmt.Fprintf(w, "</%s>", tag)
		}
	}
}

// sameTree fails unless two pages parse to the same tree, runs of white space
// counting as one, and comments not at all.
func sameTree(t *testing.T, before, after string) {
	t.Helper()
	x, y := tree(t, before), tree(t, after)
	xs, ys := strings.Split(x, "\n"), strings.Split(y, "\n")
	for i := range min(len(xs), len(ys)) {
		if xs[i] != ys[i] {
			t.Errorf("%s\nminified is\n%s\nbut node %d changes from %s to %s", before, after, i, xs[i], ys[i])
			return
		}
	}
	if len(xs) != len(ys) {
		t.Errorf("%s\nminified is\n%s\nbut there were %d nodes and are %d", before, after, len(xs), len(ys))
	}
}

func tree(t *testing.T, page string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var text string
	flush := func(exact bool) {
		if !exact {
			text = fold(text)
		}
		if text != "" {
			fmt.Fprintf(&b, "%q\n", text)
		}
		text = ""
	}
	var walk func(n *html.Node, exact bool)
	walk = func(n *html.Node, exact bool) {
		if n.Type == html.TextNode {
			text += n.Data
			return
		}
		if n.Type == html.CommentNode {
			return
		}
		flush(exact)
		fmt.Fprintf(&b, "<%s", n.Data)
		for _, a := range n.Attr {
			fmt.Fprintf(&b, " %s:%s=%q", a.Namespace, a.Key, a.Val)
		}
		b.WriteString("\n")
		within := exact || n.Data == "pre" || n.Data == "textarea" || n.Data == "svg" || n.Data == "script"
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, within)
		}
		flush(within)
		b.WriteString(">\n")
	}
	walk(doc, false)
	return blankInSelect(b.String())
}

// fold makes each run of white space one space. A document's last white space
// and that of its head mean nothing, but are left to show.
func fold(s string) string {
	const white = " \t\n\r\f"
	var b strings.Builder
	for i, r := range s {
		if !strings.ContainsRune(white, r) {
			b.WriteRune(r)
		} else if i == 0 || !strings.ContainsRune(white, rune(s[i-1])) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// blankInSelect drops white space between options, which is never drawn.
func blankInSelect(tree string) string {
	return strings.ReplaceAll(tree, ">\n\" \"\n<option", ">\n<option")
}

func TestCSS(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"layers and nesting", "@layer a, b ;\n@layer a {\n  .x { color : red ; &:hover { color: blue; }\n .y & > b {margin: 0 auto} } }", "@layer a,b;@layer a{.x{color :red;&:hover{color:blue}.y & > b{margin:0 auto}}}"},
		{"values stay as written", "a{rotate: 0deg;flex: 1 1 0px;color:#FFFFFF;top:max(anchor(--s top, 0px) + 0px , 1.0em);font:400 1rem/1.5 \"Foo  Bar\", serif}", "a{rotate:0deg;flex:1 1 0px;color:#FFFFFF;top:max(anchor(--s top,0px) + 0px,1.0em);font:400 1rem/1.5 \"Foo  Bar\",serif}"},
		{"conditions", "@media (48rem <= width < 64rem) , print { a { b : c } }\n@container c (inline-size > 30rem) {}\n@supports not ( selector(:has(a)) ) {}", "@media (48rem <= width < 64rem),print{a{b :c}}@container c (inline-size > 30rem){}@supports not ( selector(:has(a)) ){}"},
		{"selectors", ".a .b>c + d , [data-x = \"y  z\" i] ::details-content , :is( .a , .b ) :not(.c){}", ".a .b>c + d,[data-x = \"y  z\" i] ::details-content,:is( .a,.b ) :not(.c){}"},
		{"custom properties", ":root{--a: ;--b:  1px  2px ;--c: }", ":root{--a: ;--b:1px 2px;--c: }"},
		{"strings and addresses", `a{content:"a /* b */  ;}";background:url( ../img/a.svg )}b{background:url("x  y.svg")}`, `a{content:"a /* b */  ;}";background:url( ../img/a.svg )}b{background:url("x  y.svg")}`},
		{"comments", "/* a */a/* b */ b/**/.c { /* d */ e: f /* g */; }/*! licence */ h{i:j}", "a b/**/.c{e:f}/*! licence */h{i:j}"},
		{"mathematics", "a{width:calc( 100%  -  ( 2 * var( --x , 0px ) ) )}", "a{width:calc( 100% - ( 2 * var( --x,0px ) ) )}"},
		{"important", "a{b:c !important;}", "a{b:c !important}"},
		{"nothing", " \n/* x */ ", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := CSS([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if again, err := CSS(got); err != nil || !bytes.Equal(again, got) {
				t.Errorf("a second time gives %s, %v", again, err)
			}
		})
	}
}

func TestCSSErrors(t *testing.T) {
	tests := map[string]string{
		"a{b:c}\n d}":           "style sheet:2:3: } closes nothing",
		"a{b:c}\nb{\n c{d:e}":   "style sheet:2:2: { is never closed",
		"a{b:calc(1px}":         "style sheet:1:13: } closes nothing",
		"ä{}a{b:\"c\n}":         "is not closed, or wants quotes",
		"a{b:c\\\n d}":          "style sheet:1:6: a \\ at the end of a line",
		"a{b:url(x y.svg)}":     "is not closed, or wants quotes",
		"@import \"x.css\";a{}": "style sheet:1:1: @import has no effect",
		"@IMPORT url(x.css);":   "@import has no effect",
	}
	for in, want := range tests {
		if _, err := CSS([]byte(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("CSS(%q) = %v, want an error that says %q", in, err, want)
		}
	}
}

func FuzzCSS(f *testing.F) {
	for _, seed := range []string{"a{b:c}", "@media (x){a{--b: ;c:\"d\"}}", "/*! x */a/**/b{}", ".a\\:b , c{d:url(e)}", "a{b:c;;}", "\\\r0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		once, err := CSS([]byte(in))
		if err != nil {
			return
		}
		if len(once) > len(in) {
			t.Errorf("%q grew to %q", in, once)
		}
		if before, after := tokens(in), tokens(string(once)); !slices.Equal(before, after) {
			t.Errorf("%q becomes %q: %q, then %q", in, once, before, after)
		}
		twice, err := CSS(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Errorf("%q gives %q, and that gives %q, %v", in, once, twice, err)
		}
	})
}

// tokens lists what carries meaning in a style sheet.
func tokens(sheet string) (list []string) {
	lexer := css.NewLexer(parse.NewInputString(sheet))
	for {
		switch kind, text := lexer.Next(); kind {
		case css.ErrorToken:
			return list
		case css.WhitespaceToken, css.CommentToken, css.SemicolonToken:
		default:
			list = append(list, string(text))
		}
	}
}

func TestJS(t *testing.T) {
	got, err := JS([]byte("// a comment\nexport function twice(number) {\n  return number * 2;\n}\n"))
	if want := "export function twice(e){return e*2}"; err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
	_, err = JS([]byte("let a = 1;\nlet b = ;"))
	if err == nil || !strings.HasPrefix(err.Error(), "script:2:9: unexpected ;") {
		t.Errorf("got %v", err)
	}
}
