package markdown

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
)

func TestCode(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"```go\nfunc f() int { return 1 } // x\n```",
			`<code class="language-go"><span class="c-keyword">func</span> <span class="c-name">f</span>() <span class="c-keyword">int</span> { ` +
				`<span class="c-keyword">return</span> <span class="c-number">1</span> } <span class="c-comment">// x</span>` + "\n</code>"},
		{"```text {hl_lines=[1,3-4]}\na\nb\nc\nd\n```",
			"<code class=\"language-text\"><span class=\"hl\">a\n</span>b\n<span class=\"hl\">c\n</span><span class=\"hl\">d\n</span></code>"},
		{"```diff\n-a\n+b\n```",
			"<code class=\"language-diff\"><span class=\"c-deleted\">-a\n</span><span class=\"c-inserted\">+b\n</span></code>"},
		{"```klingon\r\n<a>\r\n```", "<code class=\"language-klingon\">&lt;a&gt;\n</code>"},
		{"```c++!\"\nx\n```", "<code>x\n</code>"},
		{"    a &amp; b", "<code>a &amp;amp; b\n</code>"},
		{"```\n```", "<code></code>"},
	} {
		doc, _ := parse(c.in)
		html := rendered(doc)
		_, html, _ = strings.Cut(html, `<pre tabindex="0">`)
		html, _, _ = strings.Cut(html, "</pre>")
		if html != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.in, html, c.want)
		}
	}
	doc, _ := parse("```go {title=\"a &amp; \\\"b\\\" hl_lines=[9]\", hl_lines=[1]}\nx\n```")
	if got := rendered(doc); !strings.Contains(got, "<figcaption>a &amp; &#34;b&#34; hl_lines=[9]</figcaption>") || !strings.Contains(got, `<span class="hl">`) {
		t.Errorf("attributes: %s", got)
	}
}

func TestHighlightCacheForgets(t *testing.T) {
	var h highlightCache
	for i := range 40 {
		k := code{text: strings.Repeat("x", cacheSize/32) + fmt.Sprint(i)}
		if got := h.get(k); got != k.text || h.get(k) != got {
			t.Fatalf("entry %d is wrong", i)
		}
		if h.size > cacheSize {
			t.Fatalf("%d bytes are kept", h.size)
		}
	}
}

// TestCodeStyles reads static/css/code.css: it knows every class that comes
// out, and its colours can be read.
func TestCodeStyles(t *testing.T) {
	css, err := os.ReadFile("../../../static/css/code.css")
	if err != nil {
		t.Fatal(err)
	}
	classes := map[string]bool{"hl": true}
	for token := range chroma.StandardTypes {
		if c := tokenClass(token); c != "" {
			classes[c] = true
		}
	}
	for c := range classes {
		if !regexp.MustCompile(`\.` + c + `[ ,]`).Match(css) {
			t.Errorf("no style for .%s", c)
		}
	}
	if n := strings.Count(string(css), "\n"); n > 150 {
		t.Errorf("%d lines", n)
	}
	pairs := regexp.MustCompile(`light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)`).FindAllStringSubmatch(string(css), -1)
	if len(pairs) < 3 {
		t.Fatalf("only %d colours", len(pairs))
	}
	for _, p := range pairs {
		for i, grounds := range [][]string{{"fbfbf9", "efefec"}, {"0f1011", "1b1d1e"}} {
			for _, ground := range grounds {
				if c := contrast(t, p[i+1], ground); c < 4.5 {
					t.Errorf("#%s on #%s: %.1f:1", p[i+1], ground, c)
				}
			}
		}
	}
}

// contrast is the contrast of two colours after WCAG 2.2.
func contrast(t *testing.T, a, b string) float64 {
	light := func(hex string) (sum float64) {
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			v, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			c := float64(v) / 255
			if c <= 0.04045 {
				c /= 12.92
			} else {
				c = math.Pow((c+0.055)/1.055, 2.4)
			}
			sum += weight * c
		}
		return sum + 0.05
	}
	x, y := light(a), light(b)
	return max(x, y) / min(x, y)
}
