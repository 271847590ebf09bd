package browsertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press sends one key, and says what has the focus then.
func (tb *tab) press(t *testing.T, key string) (focus string) {
	t.Helper()
	tb.run(t, chromedp.KeyEvent(key))
	return evaluate[string](t, tb, `(e => e.id ? '#' + e.id : e.tagName.toLowerCase() + (e.className ? '.' + e.className : ''))(document.activeElement)`)
}

// back sends the Tab key with Shift.
func (tb *tab) back(t *testing.T) {
	t.Helper()
	tb.run(t, chromedp.KeyEvent("\t", chromedp.KeyModifiers(chromedp.ModifierShift)))
}

// A stop is where the Tab key has brought a reader.
type stop struct {
	At       string   // what has the focus, "" at the end of the page
	Problems []string // what is wrong with it
	Here     bool     // it was here before
}

// A reader goes through the front article with the Tab key alone. Each stop can
// be seen and is marked, comes after the one before, and does something; and
// the way leads out again.
func TestKeyboardReads(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.prefer(t, "prefers-reduced-motion", "reduce") // so that scrolling is done when it is begun
	for _, width := range []int64{1360, 390} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			tb.resize(t, width, 900)
			tb.visit(t, "")
			evaluate[bool](t, tb, `(window.stops = [], true)`)
			n, told := 0, 0
			for ; n < 1000; n++ {
				tb.run(t, chromedp.KeyEvent("\t"))
				s := awaited[stop](t, tb, look)
				if s.At == "" {
					break
				}
				if s.Here {
					t.Fatalf("after %d stops the focus is at %s again, and never left the page", n, s.At)
				}
				if len(s.Problems) > 0 && told < 8 {
					t.Errorf("stop %d, %s: %s", n, s.At, strings.Join(s.Problems, ", "))
					told++
				}
			}
			if n < 100 || n == 1000 {
				t.Errorf("the page has %d stops", n)
			}
			if missed := evaluate[[]string](t, tb, missed); len(missed) > 0 {
				t.Errorf("no stop leads to %s", strings.Join(missed, "; "))
			}
			// And the way back, from the end.
			tb.back(t)
			if !evaluate[bool](t, tb, `document.activeElement === window.stops.at(-1)`) {
				t.Error("the way back does not begin where the way ended")
			}
			tb.quiet(t)
		})
	}
}

// look describes the stop that has the focus, once it is drawn.
const look = `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
	const e = document.activeElement;
	if (!e || e === document.body || e === document.documentElement) return done({At: ''});
	const problems = [], stops = window.stops, s = getComputedStyle(e);
	const at = e.tagName.toLowerCase() + '.' + (e.getAttribute('class') ?? '') + ' “' + (e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 30) + '”';
	if (stops.includes(e)) return done({At: at, Here: true});
	const rects = [...e.getClientRects()].filter(r => r.width > 1 && r.height > 1 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth);
	if (!rects.length || !e.checkVisibility({visibilityProperty: true, opacityProperty: true})) problems.push('it cannot be seen');
	else {
		const over = rects.map(r => document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, r.left + r.width / 2)), Math.min(innerHeight - 1, Math.max(0, r.top + r.height / 2))));
		if (!over.some(o => o && (e.contains(o) || o.contains(e)))) problems.push('over it lies ' + over[0]?.outerHTML.slice(0, 100));
	}
	if (!e.matches(':focus-visible') || s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2) problems.push('the focus is not marked');
	const last = stops.at(-1);
	if (last && !(last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)) problems.push('it comes before the last stop');
	// A region that scrolls, on this width or a narrower one, is a stop: its keys scroll it.
	const acts = e.matches('a[href], button, input, select') || e.matches('summary') && s.pointerEvents !== 'none' || e.matches('[tabindex="0"]') && s.overflowX === 'auto';
	if (!acts) problems.push('it does nothing');
	stops.push(e);
	done({At: at, Problems: problems});
})))`

// missed lists what can be clicked on and was no stop. Of a group of radio
// buttons one is a stop, and what is folded is reached by unfolding it.
const missed = `[...document.querySelectorAll('a[href], button, summary, input, select')].filter(e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) && e.type !== 'radio' && e.tabIndex >= 0 && !window.stops.includes(e))
	.map(e => e.tagName.toLowerCase() + ' “' + e.textContent.trim().slice(0, 30) + '”').slice(0, 5)`

// A reader who switches the language in the middle of the article goes on
// reading there, with the keyboard as with the mouse.
func TestSwitchKeepsThePlace(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.prefer(t, "prefers-reduced-motion", "reduce")
	tb.resize(t, 1360, 900)
	for _, way := range []string{"keyboard", "mouse"} {
		t.Run(way, func(t *testing.T) {
			tb.visit(t, "")
			heading := evaluate[string](t, tb, `(h => { h.scrollIntoView(); return h.id })(document.querySelectorAll('.story h2[id]')[2])`)
			tb.settle(t)
			if way == "keyboard" {
				// The focus goes up to the masthead, and the page with it.
				evaluate[bool](t, tb, `(document.querySelector('.langs a').focus(), true)`)
				tb.settle(t)
				if evaluate[float64](t, tb, `scrollY`) > 900 {
					t.Fatal("the page did not follow the focus; the test tells nothing")
				}
				tb.run(t, chromedp.KeyEvent("\r"))
			} else {
				evaluate[bool](t, tb, `(document.querySelector('.langs a').click(), true)`)
			}
			tb.run(t, chromedp.WaitReady(chromedp.CSS(`html[lang=en] body.k-article`)))
			tb.settle(t)
			if at := evaluate[string](t, tb, `location.hash`); at != "#"+heading {
				t.Errorf("read up to #%s, the switch leads to %q", heading, at)
			}
			if !evaluate[bool](t, tb, inView("#"+heading)) {
				t.Errorf("#%s is not in view", heading)
			}
			tb.quiet(t)
		})
	}
}

// A reader chooses dark with the keyboard. Before that nothing is stored, after
// it only the choice, and it lasts.
func TestKeyboardSettings(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.scheme(t, "light")
	tb.resize(t, 1360, 900)
	tb.visit(t, "")
	const stored, ground = `JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie`, `getComputedStyle(document.body).backgroundColor`
	light := evaluate[string](t, tb, ground)
	focus := ""
	for n := 0; focus != "button" && n < 30; n++ {
		focus = tb.press(t, "\t")
	}
	button := `document.activeElement.getAttribute('popovertarget') === '_settings'`
	if focus != "button" || !evaluate[bool](t, tb, button) {
		t.Fatalf("the Tab key leads to %s, not to the settings", focus)
	}
	opened := func() bool {
		return evaluate[bool](t, tb, `document.getElementById('_settings').matches(':popover-open')`)
	}
	tb.press(t, "\r")
	if !opened() {
		t.Fatal("the settings do not open")
	}
	if got := evaluate[string](t, tb, stored); got != "{}" {
		t.Errorf("before a choice %s is stored", got)
	}
	if tb.press(t, "\t"); !evaluate[bool](t, tb, `document.activeElement.matches('#_settings [name=theme][value=auto]')`) {
		t.Fatal("the Tab key does not lead into the settings")
	}
	for n := 0; n < 3 && !evaluate[bool](t, tb, `document.activeElement.value === 'dark'`); n++ {
		tb.press(t, kb.ArrowDown)
	}
	if evaluate[string](t, tb, ground) == light {
		t.Error("dark is as light")
	}
	tb.press(t, "\x1b")
	if opened() || !evaluate[bool](t, tb, button) {
		t.Error("Esc does not close the settings and give the focus back")
	}
	if got := evaluate[string](t, tb, stored); got != `{"belegt":"{\"theme\":\"dark\"}"}` {
		t.Errorf("after the choice %s is stored", got)
	}
	for _, address := range []string{"", "en/claims/"} {
		tb.visit(t, address)
		if evaluate[string](t, tb, ground) == light {
			t.Errorf("the choice does not last for /%s", address)
		}
	}
	evaluate[bool](t, tb, `(document.getElementById('_settings').showPopover(), document.querySelector('#_settings [name=theme][value=auto]').click(), true)`)
	if got := evaluate[string](t, tb, stored); got != "{}" {
		t.Errorf("after the choice was taken back %s is stored", got)
	}
	tb.quiet(t)
}
