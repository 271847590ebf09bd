package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// missing is an address at which nothing is.
const missing = "no-such-page/"

// kinds are one page of each kind, below the language.
var kinds = []struct{ name, address string }{
	{"front", ""},
	{"article", "articles/what-an-ip-address-reveals/"},
	{"articles", "articles/"},
	{"imprint", "articles/imprint/"},
	{"timeline", "timeline/"},
	{"event", "events/bytedance-admission/"},
	{"claims", "claims/"},
	{"claim", "claims/bytedance-admits-data-access/"},
	{"entities", "entities/"},
	{"entity", "entities/bytedance/"},
	{"sources", "sources/"},
	{"source", "sources/wapo-2022-12-22/"},
	{"network", "network/"},
	{"as-of", "as-of/"},
	{"changes", "changes/"},
	{"method", "method/"},
	{"missing", missing},
}

// Every kind of page is tried.
func TestKinds(t *testing.T) {
	h, err := dossier()
	if err != nil {
		t.Fatal(err)
	}
	files, kind := h.(*host).files, regexp.MustCompile(`<body class="([^"]+)"`)
	tried := map[string]bool{}
	for _, k := range kinds {
		name := k.address + "index.html"
		if k.address == missing {
			name = "404.html"
		}
		if m := kind.FindSubmatch(files[name]); m != nil {
			tried[string(m[1])] = true
		} else {
			t.Errorf("%s: there is no page at %s", k.name, name)
		}
	}
	for name, data := range files {
		if m := kind.FindSubmatch(data); m != nil && !tried[string(m[1])] {
			t.Errorf("%s is of the kind %s, of which no page is tried", name, m[1])
			tried[string(m[1])] = true
		}
	}
}

// each runs a test on one page of each kind, in each language.
func each(t *testing.T, tb *tab, test func(t *testing.T, tb *tab)) {
	for _, lang := range []string{"", "en/"} {
		for _, k := range kinds {
			t.Run(strings.Trim(lang+k.name, "/"), func(t *testing.T) {
				tb.visit(t, lang+k.address)
				test(t, tb)
				tb.quiet(t)
			})
		}
	}
}

// Pages are silent, stay on the site, and fit every width.
func TestPages(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	each(t, tb, func(t *testing.T, tb *tab) {
		for _, width := range []int64{320, 390, 768, 1360} {
			tb.resize(t, width, 900)
			if over := evaluate[[]string](t, tb, tooWide); len(over) > 0 {
				t.Errorf("at %d px the page scrolls sideways, because of %v", width, over)
			}
		}
		if small := evaluate[[]string](t, tb, unstyled); len(small) > 0 {
			t.Errorf("the page has no style: %v", small)
		}
	})
}

// tooWide lists what makes a page wider than its window.
const tooWide = `(() => {
	const root = document.documentElement, width = root.clientWidth;
	if (root.scrollWidth <= width) return [];
	const out = [];
	for (const e of document.body.querySelectorAll('*')) {
		const r = e.getBoundingClientRect();
		if (r.right <= width + 1 || r.width === 0) continue;
		let inside = false;
		for (let a = e.parentElement; a && a !== document.body; a = a.parentElement) {
			inside ||= getComputedStyle(a).overflowX !== 'visible';
		}
		if (!inside) out.push(e.tagName.toLowerCase() + '.' + (e.getAttribute('class') ?? '') + ' ' + Math.round(r.right) + ' ' + (e.textContent ?? '').trim().slice(0, 30));
	}
	return out.length ? out.slice(0, 5) : ['scrollWidth ' + root.scrollWidth];
})()`

// unstyled says whether the style sheet did not arrive, or knows no dark.
const unstyled = `(() => {
	const out = [];
	if (document.styleSheets.length !== 1 || document.styleSheets[0].cssRules.length === 0) out.push('no style sheet');
	if (!getComputedStyle(document.documentElement).colorScheme.includes('dark')) out.push('color-scheme is ' + getComputedStyle(document.documentElement).colorScheme);
	return out;
})()`

// Text can be read on what lies under it, in light and in dark (WCAG 2.2,
// 1.4.3).
func TestContrast(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.resize(t, 1360, 900)
	each(t, tb, func(t *testing.T, tb *tab) {
		for _, scheme := range []string{"light", "dark"} {
			tb.scheme(t, scheme)
			if faint := evaluate[[]string](t, tb, faintText); len(faint) > 0 {
				t.Errorf("in %s: %s", scheme, strings.Join(faint, "; "))
			}
		}
	})
}

// faintText lists texts with too little contrast, one of each class. Text over a
// gradient must be read on each colour of it, text in a drawing on what lies
// under the drawing. Text over a picture is left out.
const faintText = `(() => {
	const canvas = document.createElement('canvas'); canvas.width = canvas.height = 1;
	const ctx = canvas.getContext('2d', {willReadFrequently: true});
	const rgba = c => { ctx.clearRect(0, 0, 1, 1); ctx.fillStyle = c; ctx.fillRect(0, 0, 1, 1); return ctx.getImageData(0, 0, 1, 1).data; };
	const light = c => { const f = v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }; return .2126 * f(c[0]) + .7152 * f(c[1]) + .0722 * f(c[2]); };
	const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + .05) / (y + .05); };
	const under = e => {
		const out = [];
		for (let a = e; a; a = a.parentElement) {
			const s = getComputedStyle(a);
			if (s.backgroundImage.includes('url(')) return [];
			const stops = [...s.backgroundImage.matchAll(/((?:rgba?|color)\([^()]*\)) ([\d.]+)%/g)].filter(([, c]) => rgba(c)[3] === 255);
			out.push(...stops.map(([, c]) => rgba(c)));
			if (stops.length > 1 && stops.at(-1)[2] - stops[0][2] > 80) return out; // as tall as the letters
			const c = rgba(s.backgroundColor);
			if (c[3] === 255) return [...out, c];
			if (c[3] > 0) return [];
		}
		return [...out, rgba(matchMedia('(prefers-color-scheme: dark)').matches ? '#000' : '#fff')];
	};
	// drawn is the shape that a text in a drawing stands on, if any.
	const drawn = e => {
		const r = e.getBoundingClientRect(), x = r.left + r.width / 2, y = r.top + r.height / 2;
		return [...e.closest('svg').querySelectorAll('rect, circle, path')].findLast(s => {
			const q = s.getBoundingClientRect(), c = getComputedStyle(s).fill;
			return s.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING && q.left < x && x < q.right && q.top < y && y < q.bottom && c !== 'none' && rgba(c)[3] === 255;
		});
	};
	const seen = new Set(), out = [];
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n; n = walk.nextNode();) {
		const e = n.parentElement;
		if (!n.data.trim() || e.closest('[hidden], .vh, svg title, svg desc') || !e.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
		const s = getComputedStyle(e), colour = e.closest('svg') ? s.fill : s.color;
		const key = e.tagName + e.getAttribute('class') + colour + e.parentElement.getAttribute('class');
		if (seen.has(key)) continue;
		seen.add(key);
		const size = parseFloat(s.fontSize), large = size >= 24 || size >= 18.66 && s.fontWeight >= 700;
		const shape = e.closest('svg') && drawn(e);
		const grounds = shape ? [rgba(getComputedStyle(shape).fill)] : under(e.closest('svg') ?? e);
		const r = Math.min(...grounds.map(b => ratio(rgba(colour), b)));
		if (r < (large ? 3 : 4.5)) out.push(r.toFixed(2) + ':1 for ' + e.tagName.toLowerCase() + '.' + e.getAttribute('class') + ' “' + n.data.trim().slice(0, 30) + '”');
	}
	return out.slice(0, 8);
})()`

// A reader without a mouse finds the way past the menu first.
func TestSkipLink(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.resize(t, 1360, 900)
	tb.visit(t, "")
	tb.run(t, chromedp.KeyEvent("\t"))
	if at := evaluate[string](t, tb, `document.activeElement.className`); at != "skip" {
		t.Fatalf("the first stop of the Tab key is %q", at)
	}
	if !evaluate[bool](t, tb, `(r => r.top >= 0 && r.left >= 0 && r.width > 1 && r.height > 1)(document.activeElement.getBoundingClientRect())`) {
		t.Error("the skip link cannot be seen when it has the focus")
	}
	tb.run(t, chromedp.KeyEvent("\r"))
	if at := evaluate[string](t, tb, `document.activeElement.tagName`); at != "MAIN" {
		t.Errorf("the skip link leads to %s", at)
	}
	tb.quiet(t)
}

// BELEGT_SHOTS=/tmp/shots go test ./generator/browsertest -run Shots
//
// writes what the pages look like: each kind in each language, light and dark,
// on a phone and a desk, and on paper.
func TestShots(t *testing.T) {
	dir := os.Getenv("BELEGT_SHOTS")
	if dir == "" {
		t.Skip("BELEGT_SHOTS names no folder")
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	tb := open(t, browser(t), serve(t))
	each(t, tb, func(t *testing.T, tb *tab) {
		name := strings.ReplaceAll(strings.TrimPrefix(t.Name(), "TestShots/"), "/", "-")
		for device, width := range map[string]int64{"phone": 390, "desktop": 1360} {
			tb.resize(t, width, 900)
			for _, scheme := range []string{"light", "dark"} {
				tb.scheme(t, scheme)
				save(t, dir, fmt.Sprintf("%s-%s-%s.png", name, device, scheme), get(t, tb, chromedp.FullScreenshot(100)))
			}
		}
		pdf := command(t, tb, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true)})
		save(t, dir, name+"-print.pdf", pdf.Data)
	})
}

func save(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	if len(data) == 0 {
		t.Fatalf("%s is empty", name)
	}
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
		t.Fatal(err)
	}
}
