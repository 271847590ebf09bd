package browsertest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	mention = `.story a.m[href^="/entities/"]`
	peeked  = `document.getElementById('_peek').matches(':popover-open')`
)

// tabTo presses the Tab key until an element of the selector has the focus.
func (tb *tab) tabTo(t *testing.T, selector string) {
	t.Helper()
	for range 200 {
		tb.run(t, chromedp.KeyEvent(kb.Tab))
		if evaluate[bool](t, tb, fmt.Sprintf(`document.activeElement.matches(%q)`, selector)) {
			return
		}
	}
	t.Fatalf("the Tab key does not lead to %s", selector)
}

type point struct{ X, Y float64 }

// middle brings an element into view and says where its first line is.
func (tb *tab) middle(t *testing.T, selector string) point {
	t.Helper()
	return evaluate[point](t, tb, fmt.Sprintf(`(e => {
		if (e.getBoundingClientRect().top < 0 || e.getBoundingClientRect().bottom > innerHeight) e.scrollIntoView({block: 'center', behavior: 'instant'});
		const r = e.getClientRects()[0];
		return {X: r.left + r.width / 2, Y: r.top + r.height / 2};
	})(document.querySelector(%q))`, selector))
}

func (tb *tab) moveTo(t *testing.T, p point) {
	t.Helper()
	command(t, tb, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: p.X, Y: p.Y})
	tb.settle(t)
}

// tap touches an element with a finger.
func (tb *tab) tap(t *testing.T, selector string) {
	t.Helper()
	p := tb.middle(t, selector)
	command(t, tb, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: p.X, Y: p.Y}}})
	command(t, tb, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}})
}

// arrives waits until the page is one below a path.
func (tb *tab) arrives(t *testing.T, path string) {
	t.Helper()
	at := ""
	for range 100 {
		if now, err := chromedp.Run(tb.ctx, chromedp.Evaluate[string](`location.pathname`)); err == nil { // else it is on its way
			if at = now; strings.HasPrefix(at, path) {
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("the way leads to %s, not to %s", at, path)
}

// A reader without a mouse peeks at a mention by coming to it, and a screen
// reader has the same words as its description. Esc puts them away, the focus
// stays, the next stop is in the text again, and Enter follows.
func TestPeekByKeyboard(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.resize(t, 1360, 900)
	for _, lang := range []string{"", "en/"} {
		t.Run(lang, func(t *testing.T) {
			tb.visit(t, lang)
			tb.tabTo(t, strings.Replace(mention, "/entities", "/"+lang+"entities", 1))
			tb.settle(t)
			if !evaluate[bool](t, tb, peeked) {
				t.Fatal("the focus on a mention opens nothing")
			}
			name := evaluate[string](t, tb, `document.querySelector('#_peek .name').textContent`)
			words := evaluate[string](t, tb, `document.getElementById('_peek-said').textContent`)
			if name == "" || len(words) < len(name)+20 {
				t.Errorf("the preview says %q", words)
			}
			if !evaluate[bool](t, tb, `document.querySelector('#_peek .go a').href === document.activeElement.href`) {
				t.Error("the preview does not lead where the mention leads")
			}
			if got := tb.described(t); !strings.Contains(got, name) {
				t.Errorf("a screen reader describes the mention as %q, which has no %q", got, name)
			}
			tb.run(t, chromedp.KeyEvent(kb.Escape))
			if evaluate[bool](t, tb, peeked) || !evaluate[bool](t, tb, `document.activeElement.matches('a.m')`) {
				t.Error("Esc does not put the preview away, or takes the focus along")
			}
			tb.run(t, chromedp.KeyEvent(kb.Tab))
			if !evaluate[bool](t, tb, `document.activeElement.matches('main a, main summary') && !document.activeElement.closest('#_peek')`) {
				t.Errorf("after a mention the focus goes to %s", evaluate[string](t, tb, `document.activeElement.outerHTML.slice(0, 80)`))
			}
			tb.run(t, chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
			tb.settle(t)
			if !evaluate[bool](t, tb, peeked) {
				t.Error("coming back opens nothing")
			}
			tb.run(t, chromedp.KeyEvent("\r"), chromedp.WaitReady(chromedp.CSS("body.k-entity")))
			tb.quiet(t)
		})
	}
}

// described is what a screen reader says of the focused element besides its
// name.
func (tb *tab) described(t *testing.T) string {
	t.Helper()
	tree := command(t, tb, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	for _, n := range tree.Nodes {
		for _, p := range n.Properties {
			if p.Name == "focused" && n.Description != nil && n.Role != nil && string(n.Role.Value) == `"link"` {
				return string(n.Description.Value)
			}
		}
	}
	return ""
}

// With a mouse a preview can be reached, stays while it is wanted, and can be
// put away without moving (WCAG 2.2, 1.4.13).
func TestPeekByMouse(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.resize(t, 1360, 900)
	tb.visit(t, "")
	away := point{3, 3}
	tb.moveTo(t, tb.middle(t, mention))
	if !evaluate[bool](t, tb, peeked) {
		t.Fatal("a mouse that rests on a mention opens nothing")
	}
	tb.moveTo(t, tb.middle(t, "#_peek .kind"))
	if !evaluate[bool](t, tb, peeked) {
		t.Error("the preview flees from the mouse")
	}
	tb.moveTo(t, away)
	if evaluate[bool](t, tb, peeked) {
		t.Error("the preview stays when the mouse has gone")
	}
	tb.moveTo(t, tb.middle(t, mention))
	tb.run(t, chromedp.KeyEvent(kb.Escape))
	if evaluate[bool](t, tb, peeked) {
		t.Error("Esc does not put the preview away")
	}
	tb.moveTo(t, away)
	tb.tabTo(t, mention)
	tb.settle(t)
	tb.moveTo(t, point{9, 9})
	if !evaluate[bool](t, tb, peeked) {
		t.Error("a mouse elsewhere closes what the focus has opened")
	}

	// Where exhibits stand beside the text, a number shows which is its own, and
	// no box repeats it.
	id := evaluate[string](t, tb, fmt.Sprintf(`document.querySelector(%q).hash`, mark))
	tb.moveTo(t, tb.middle(t, mark))
	if !evaluate[bool](t, tb, fmt.Sprintf(`document.querySelector(%q).matches('.paired')`, id)) || evaluate[bool](t, tb, peeked) {
		t.Error("the exhibit of a number does not light up, or is repeated in a box")
	}
	tb.moveTo(t, away)
	if evaluate[int](t, tb, `document.querySelectorAll('.exhibit.paired').length`) != 0 {
		t.Error("the exhibit stays lit")
	}
	tb.quiet(t)
}

// A first tap shows, a second follows: mentions and numbers alike. In lists,
// where the title says enough, one tap follows.
func TestPeekByTouch(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.resize(t, 390, 800)
	command(t, tb, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	tb.visit(t, "")
	tb.tap(t, mention)
	tb.settle(t)
	if at := evaluate[string](t, tb, `location.pathname`); at != "/" || !evaluate[bool](t, tb, peeked) {
		t.Fatalf("the first tap leads to %s and shows nothing", at)
	}
	tb.tap(t, ".kicker")
	tb.settle(t)
	if evaluate[bool](t, tb, peeked) {
		t.Error("a tap beside the preview does not put it away")
	}
	tb.tap(t, mark)
	tb.settle(t)
	exhibit := evaluate[string](t, tb, fmt.Sprintf(`document.querySelector(%q).hash`, mark))
	if !evaluate[bool](t, tb, peeked) || evaluate[string](t, tb, `location.hash`) != "" {
		t.Error("the first tap on a number does not show its exhibit")
	}
	if !evaluate[bool](t, tb, visible(`#_peek .src a[href^="/sources/"]`)) {
		t.Error("the exhibit of a number does not lead to its source")
	}
	tb.tap(t, mark)
	tb.settle(t)
	if got := evaluate[string](t, tb, `location.hash`); got != exhibit || evaluate[bool](t, tb, peeked) {
		t.Errorf("the second tap on a number leads to %q", got)
	}
	if !evaluate[bool](t, tb, visible(exhibit+" .body .src")) {
		t.Error("the exhibit that was followed is folded")
	}
	tb.tap(t, mention)
	tb.settle(t)
	tb.tap(t, mention)
	tb.arrives(t, "/entities/")
	tb.visit(t, "claims/bytedance-admits-data-access/")
	tb.tap(t, ".mini a")
	tb.arrives(t, "/events/")
	tb.quiet(t)

	// Where there is no preview, a tap is not lost.
	tb.visit(t, "")
	evaluate[bool](t, tb, fmt.Sprintf(`(a => { a.setAttribute('href', '/entities/a-new-one/'); return true; })(document.querySelector(%q))`, mention))
	tb.tap(t, mention)
	tb.arrives(t, "/entities/a-new-one/")
}

// A preview lies within the window and beside its mention on every width, at
// the top and at the bottom.
func TestPeekFits(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	command(t, tb, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	for _, width := range []int64{320, 768, 1360} {
		tb.resize(t, width, 600)
		tb.visit(t, "")
		found := get(t, tb, chromedp.Evaluate[[]string](misplaced, chromedp.EvalAwaitPromise))
		if len(found) > 0 {
			t.Errorf("at %d px: %s", width, strings.Join(found, "; "))
		}
	}
	tb.quiet(t)
}

// misplaced opens every sixteenth preview at both ends of the window.
const misplaced = `(async () => {
	const box = document.getElementById('_peek'), out = [];
	const all = [...document.querySelectorAll('.story a.m, .passage .ref a')].filter((a, i) => i % 16 === 0);
	// What is unfolded beside its number is not repeated.
	const unfolded = a => a.matches('.ref a') && !box.matches(':popover-open') && document.querySelector(a.hash + ' .body').getBoundingClientRect().height > 0;
	let n = 0;
	for (const a of all) for (const block of ['start', 'end']) {
		document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));
		a.blur();
		a.scrollIntoView({block, behavior: 'instant'});
		a.focus({focusVisible: true, preventScroll: true});
		for (let i = 0; i < 40 && !box.matches(':popover-open') && !unfolded(a); i++) await new Promise(done => setTimeout(done, 25));
		await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
		const words = block + ' “' + a.textContent + '”';
		if (unfolded(a)) continue;
		if (!box.matches(':popover-open')) { out.push(words + ' opens nothing'); continue; }
		n++;
		const b = box.getBoundingClientRect();
		if (b.left < 0 || b.top < 0 || b.right > innerWidth || b.bottom > innerHeight) out.push(words + ' is outside: ' + [b.left, b.top, b.right, b.bottom].map(Math.round));
		if ([...a.getClientRects()].some(r => b.left < r.right && b.right > r.left && b.top < r.bottom - 1 && b.bottom > r.top + 1)) out.push(words + ' is covered');
	}
	if (n < 6) out.push('only ' + n + ' were opened');
	return out.slice(0, 5);
})()`
