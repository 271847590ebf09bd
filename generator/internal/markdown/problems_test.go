package markdown

import (
	"fmt"
	"strings"
	"testing"

	"belegt/generator/internal/diag"
)

// problemCases name the problems of a text as code@line:column+length.
var problemCases = []struct{ name, in, want string }{
	{"none", "Er kam [@a, S. 2]. [[b]]", ""},
	{"unclosed mention", "ä [[tiktok und mehr", "reference-syntax@1:3+2"},
	{"unclosed mentions once a block", "[[a [[b [[c\n\n[[d", "reference-syntax@1:1+2 reference-syntax@3:1+2"},
	{"bad id", "[[Tik Tok]]", "reference-syntax@1:1+11"},
	{"no id", "[[]] [[|x]]", "reference-syntax@1:1+4 reference-syntax@1:6+6"},
	{"no words", "[[a|]]", "reference-syntax@1:1+6"},
	{"unclosed citation", "Er kam [@a.", "reference-syntax@1:8+2"},
	{"bad citation", "Er kam [@a; @B c, S. 3].", "reference-syntax@1:13+4"},
	{"nothing after the comma", "Er kam [@a, ].", "reference-syntax@1:9+2"},
	{"second line", "> Er kam [@ok;\n> @No].", "reference-syntax@2:3+3"},
	{"citation defines a link", "[@a]: b\n\nc", "reference-syntax@1:1+4"},
	{"pipe", "| a |\n|---|\n| [[x|y]] |", "table-pipe@3:3+7"},
	{"pipe in the header", "| [[x|y]] | b |\n|---|---|\n| c | d |", "table-pipe@1:3+7"},
	{"escaped pipe", "| a |\n|---|\n| [[x\\|y]] |", ""},
	{"no table", "[[x|y]] | b", ""},
	{"heading one", "# T\n\nT\n===", "heading-one@1:1+1 heading-one@3:1+1"},
	{"heading attributes", "## T {.x}\n\n## T {#a .b}\n\n## T {onclick=x}\n\nU {style=\"a\"}\n---",
		"heading-attribute@1:6+4 heading-attribute@3:6+7 heading-attribute@5:6+11 heading-attribute@7:3+11"},
	{"bad heading id", "## T {#Ab}\n\n## T {#p1}\n\n## T {#fn2}", "invalid-id@1:6+5 invalid-id@3:6+5 invalid-id@5:6+6"},
	{"equal heading ids", "## A {#a}\n\n> ## B {#a}", "duplicate-heading@3:8+4"},
	{"embed in text", "Hier ![[x]] steht", "embed-place@1:6+3"},
	{"embed in a list", "- ![[x]]", "embed-place@1:3+3"},
	{"bad embed", "![[X]]", "reference-syntax@1:1+6"},
	{"embed with words", "![[x|y]]", "reference-syntax@1:1+8"},
	{"filter in a list", "- ```timeline\n  entity: x\n  ```", "embed-place@1:6+8"},
	{"filter", "```network\nentities: [a]\nnonsense\nentities: b\nÄ: c\n```",
		"block-key@3:1+8 duplicate-key@4:1+8 block-key@5:1+4"},
	{"no alt", "![](a.png)\n\nx ![ ](b.png)", "missing-alt@1:1+2 missing-alt@3:3+2"},
	{"reference in alt", "![a [[b]] c](d.png)", "reference-syntax@1:5+2"},
	{"unsafe link", "[a](javascript:b) <vbscript:c> ![d](data:e)",
		"unsafe-url@1:1+17 unsafe-url@1:19+12 unsafe-url@1:32+2"},
	{"raw HTML", "a <b>c</b>\n\n<div>\n\n<!-- d -->\n\n<!-- e --> f", "raw-html@1:3+3 raw-html@1:7+4 raw-html@3:1+5 raw-html@7:1+2"},
	{"unknown footnote", "a[^b] [^c](d)", "unknown-footnote@1:2+4"},
	{"unused footnote", "a[^b]\n\n[^b]: c\n[^d]: e[^f]\n[^f]: g\n[^b]: h", "unused-footnote@4:1+4 unused-footnote@5:1+4 unused-footnote@6:1+4"},
	{"unknown language", "```klingon\nx\n```\n\n```text\nx\n```\n\n```\nx\n```", "unknown-code-language@1:4+7"},
	{"bad lines", "```go {hl_lines=[a]}\nx\n```", "invalid-value@1:7+13"},
	{"large code", "```go\n" + strings.Repeat("x\n", maxCode) + "```", "file-too-large@1:4+2"},
}

func TestProblems(t *testing.T) {
	for _, c := range problemCases {
		const front = "---\ntitle: ü\n---\n"
		_, problems := Parse(diag.NewFile("a.md", []byte(front+c.in)), len(front))
		checkProblems(t, c.name, problems, c.want, strings.Count(front, "\n"))
	}
}

func TestProseProblems(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Ein ![Bild](a.png)", "invalid-value@1:5+2"},
		{"Die ![[karte]]", "embed-place@1:5+3"},
		{"Der [[X]] <b>", "reference-syntax@1:5+5 raw-html@1:11+3"},
	} {
		f := diag.NewFile("a.md", []byte(c.in))
		_, problems := ParseProse(c.in, f.At)
		checkProblems(t, c.in, problems, c.want, 0)
	}
}

func checkProblems(t *testing.T, name string, problems diag.List, want string, skipped int) {
	t.Helper()
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%s@%d:%d+%d", p.Code, p.Line-skipped, p.Col, p.Len))
		if p.File != "a.md" || p.Message == "" || p.Severity != diag.SeverityOf(p.Code) {
			t.Errorf("%s: incomplete or of the wrong severity: %+v", name, p)
		}
	}
	if s := strings.Join(got, " "); s != want {
		t.Errorf("%s:\n got %s\nwant %s", name, s, want)
	}
}

func TestRefs(t *testing.T) {
	doc, problems := parse("Er kam [@a, S. 2; @b, § 3 Abs. 1] zu [[c|ihr]].\n\n## [[d]]\n\n![[e]]\n\n[f](g.yaml?h) ging. [@editorial;\n@i, pp. 3-4]")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var got []string
	for _, r := range doc.Refs() {
		got = append(got, fmt.Sprintf("%d %s|%s|%s|%s|%s %d:%d+%d s%d g%d", r.Kind, r.ID, r.Words, r.Locator.Label, r.Locator.Value, r.Path,
			r.Pos.Line, r.Pos.Col, r.Pos.Len, r.Sentence, r.Group))
	}
	want := []string{
		"1 a||page|2| 1:9+2 s0 g0",
		"1 b||section|3 Abs. 1| 1:19+2 s0 g0",
		"0 c|ihr||| 1:38+9 s0 g2",
		"0 d|||| 3:4+5 s-1 g3",
		"2 e|||| 5:1+6 s-1 g4",
		"3 |f|||g.yaml 7:1+13 s1 g5",
		"1 editorial|||| 7:22+10 s1 g6",
		"1 i||page|3-4| 8:1+2 s1 g6",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestLocators(t *testing.T) {
	for in, want := range map[string]Locator{
		"p. 2": {"page", "2"}, "pp. 2-3": {"page", "2-3"}, "S. 4 f.": {"page", "4 f."},
		"para. 2": {"paragraph", "2"}, "Abs. 3": {"paragraph", "3"}, "§ 5": {"section", "5"}, "§5": {"section", "5"},
		"ch. 1": {"chapter", "1"}, "Kap. IV": {"chapter", "IV"},
		"am Ende": {"", "am Ende"}, "p.m. edition": {"", "p.m. edition"}, "S.": {"", "S."},
	} {
		if got := parseLocator(in); got != want {
			t.Errorf("%q: got %+v, want %+v", in, got, want)
		}
	}
}

func TestDocSentences(t *testing.T) {
	doc, _ := parse("Er kam zu [[a]], [[b|zu B]]. [@c] Sie\n*ging*.\n\n## Titel [@d]\n\n- Eins. Zwei. [@editorial]\n\n" +
		"| h |\n|---|\n| e [[f]] | \n\nEnde[^1].\n\n[^1]: Fuß. [@g]\n\n```go\nx. y.\n```\n\n![B. C.](d.png)")
	var got []string
	for _, s := range doc.Sentences() {
		got = append(got, fmt.Sprintf("%d:%d+%d %s %s b%d k%d %v %v %s", s.Pos.Line, s.Pos.Col, s.Pos.Len, s.Anchor, s.ID, s.Block, s.Kind, s.Cites, s.Analysis, s.Plain(stub{}.Name)))
	}
	want := []string{
		"1:1+33 p1 s1-1 b1 k0 [2] false Er kam zu Name of a, zu B.",
		"1:35+3 p1 s1-2 b1 k0 [] false Sie ging.",
		"6:3+5 p2 s2-1 b2 k1 [] false Eins.",
		"6:9+18 p2 s2-2 b2 k1 [] true Zwei.",
		"10:1+11 p3 s3-1 b3 k2 [] false e Name of f",
		"12:1+9 p4 s4-1 b4 k0 [] false Ende.",
		"14:7+9 fn1 fn1-s1 b0 k0 [6] false Fuß.",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	const plain = "Er kam zu Name of a, zu B. Sie ging.\nTitel\nEins. Zwei.\nh\ne Name of f\nEnde.\nFuß."
	if s := doc.Plain(stub{}.Name); s != plain {
		t.Errorf("plain: %q", s)
	}
	if n := doc.WordCount(); n != 16 {
		t.Errorf("%d words", n)
	}
}

func TestDocLists(t *testing.T) {
	doc, _ := parse("## A [[b]] {#x}\n\n> ## inner\n\n![c](d.png \"e\")\n\nf ![g](h.png) [i](j.pdf) [k](#l) [m](n.md) <https://o.de/>\n\n" +
		"```network\nentities: [p, \"q\"]\n  types: owns,controls\n```")
	check := func(what string, got any, want string) {
		if s := fmt.Sprint(got); s != want {
			t.Errorf("%s: got %s, want %s", what, s, want)
		}
	}
	check("headings", len(doc.Headings()), "1")
	h := doc.Headings()[0]
	check("heading", fmt.Sprint(h.Level, h.ID, h.Text, h.Plain(stub{}.Name), h.Pos.Line, h.Pos.Len), fmt.Sprint(2, "x", "A b", "A Name of b", 1, 10))
	check("images", doc.Images(), "[{d.png c e {a.md 5 1 2}} {h.png g  {a.md 7 3 2}}]")
	check("links", doc.Links(), "[{j.pdf {a.md 7 15 10}} {#l {a.md 7 26 7}}]")
	check("filters", doc.Settings(), "[{network {a.md 9 1 10} [{entities {a.md 10 1 8} [{p {a.md 10 12 1}} {q {a.md 10 16 1}}]} {types {a.md 11 3 5} [{owns {a.md 11 10 4}} {controls {a.md 11 15 8}}]}]}]")
}
