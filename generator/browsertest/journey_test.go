package browsertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A reader of the front article wants to know where a sentence comes from: she
// follows its mark to the exhibit, the exhibit to the source's page, and finds
// the way to the original there. On a phone the exhibit may have to be
// unfolded, and still holds the original within three clicks.
func TestFromSentenceToSource(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	for _, lang := range []string{"", "en/"} {
		for _, width := range []int64{390, 1360} {
			t.Run(fmt.Sprintf("%s%d", lang, width), func(t *testing.T) {
				tb.resize(t, width, 900)
				tb.visit(t, lang)
				clicks := 1
				tb.run(t, chromedp.Click(chromedp.CSS(mark)))
				tb.settle(t)
				exhibit := evaluate[string](t, tb, `location.hash`)
				if exhibit == "" || !evaluate[bool](t, tb, inView(exhibit)) {
					t.Fatalf("the mark leads to %q, which is not in view", exhibit)
				}
				if evaluate[bool](t, tb, visible("#_peek:popover-open")) {
					exhibit = "#_peek" // the same under the mouse, where it is not beside the text
				}
				link := exhibit + ` a[href^="/` + lang + `sources/"]`
				if !evaluate[bool](t, tb, visible(link)) {
					tb.run(t, chromedp.Click(chromedp.CSS(exhibit+" summary")))
					tb.settle(t)
					clicks++
				}
				if !evaluate[bool](t, tb, visible(link)) {
					t.Fatal("the exhibit shows no link to its source")
				}
				if !evaluate[bool](t, tb, visible(exhibit+` a[href^="https:"]`)) || clicks+1 > 3 {
					t.Errorf("after %d clicks the exhibit does not lead to the original", clicks)
				}
				tb.follow(t, link, "source")
				if at := evaluate[string](t, tb, `location.pathname`); !strings.HasPrefix(at, "/"+lang+"sources/") {
					t.Fatalf("the exhibit leads to %s", at)
				}
				if !evaluate[bool](t, tb, visible(`main a[href^="https:"]`)) {
					t.Error("the page of the source does not lead to the original")
				}
				if evaluate[string](t, tb, `document.querySelector('.citation').textContent.trim()`) == "" {
					t.Error("the page of the source gives no reference")
				}
				tb.quiet(t)
			})
		}
	}
}

// mark is the number behind the first backed sentence.
const mark = `.passage sup.ref a`

// inView says whether an element is drawn within the window.
func inView(selector string) string {
	return fmt.Sprintf(`(e => { const r = e.getBoundingClientRect();
		return e.checkVisibility() && r.height > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
	})(document.querySelector(%q))`, selector)
}

// visible says whether an element is there and drawn, wherever it stands.
func visible(selector string) string {
	return fmt.Sprintf(`(e => !!e && e.checkVisibility({contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true}) && e.getBoundingClientRect().height > 0)(document.querySelector(%q))`, selector)
}

// What a reader presses is large enough (WCAG 2.2, 2.5.8): 24 by 24 pixels, or
// with so much room around it. Links in running text are free of it.
func TestTargets(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.resize(t, 390, 900)
	each(t, tb, func(t *testing.T, tb *tab) {
		if small := evaluate[[]string](t, tb, smallTargets); len(small) > 0 {
			t.Errorf("too small to press: %s", strings.Join(small, "; "))
		}
	})
}

const smallTargets = `(() => {
	const all = [...document.querySelectorAll('button, summary, input, select, nav a, .langs a, .pager a, a.button')].filter(e => e.checkVisibility());
	const out = new Set();
	for (const e of all) {
		const target = e.closest('label') ?? e, r = target.getBoundingClientRect();
		if (r.width === 0 || r.bottom < 0 && getComputedStyle(e).position !== 'static' || r.width >= 24 && r.height >= 24) continue;
		// A circle of 24 pixels around it must touch no other target.
		const x = r.left + r.width / 2, y = r.top + r.height / 2;
		const touches = all.some(o => { if (o === e || target.contains(o)) return false; const q = (o.closest('label') ?? o).getBoundingClientRect();
			const dx = Math.max(q.left - x, 0, x - q.right), dy = Math.max(q.top - y, 0, y - q.bottom); return dx * dx + dy * dy < 144; });
		if (touches) out.add(e.tagName.toLowerCase() + '.' + e.className + ' “' + (e.textContent ?? '').trim().slice(0, 24) + '” ' + Math.round(r.width) + '×' + Math.round(r.height));
	}
	return [...out].slice(0, 6);
})()`
