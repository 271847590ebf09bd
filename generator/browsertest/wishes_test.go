package browsertest

// What readers ask of their browser, and pages must bear: no scripts, large
// text, no motion, colours of their own. And what nobody asks for: that a page
// moves under their eyes.

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// prefer sets what the reader prefers, as pairs of a media feature and its value.
func (tb *tab) prefer(t *testing.T, pairs ...string) {
	t.Helper()
	var features []*emulation.MediaFeature
	for pair := range slices.Chunk(pairs, 2) {
		features = append(features, &emulation.MediaFeature{Name: pair[0], Value: pair[1]})
	}
	command(t, tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
}

// A page says the same without scripts as with them, in the same order. Only
// comforts are missing: buttons to copy, print and share, the choice of a day.
func TestWithoutScripts(t *testing.T) {
	b, origin := browser(t), serve(t)
	with, without := open(t, b, origin), open(t, b, origin)
	command(t, without, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	for _, tb := range []*tab{with, without} {
		tb.resize(t, 1280, 900)
	}
	comforts := 0
	each(t, without, func(t *testing.T, _ *tab) {
		with.visit(t, strings.TrimPrefix(evaluate[string](t, without, `location.pathname`), "/"))
		with.settle(t)
		want, got := evaluate[[]string](t, with, shownText), evaluate[[]string](t, without, shownText)
		for i := range max(len(want), len(got)) {
			if i >= len(want) || i >= len(got) || want[i] != got[i] {
				t.Fatalf("with scripts the page says, at %d, %q, without %q", i, want[min(i, len(want)):min(i+3, len(want))], got[min(i, len(got)):min(i+3, len(got))])
			}
		}
		if len(want) < 5 {
			t.Errorf("the page says only %q", want)
		}
		comforts += evaluate[int](t, with, `document.querySelectorAll('`+comfort+`').length`)
		if n := evaluate[int](t, without, `[...document.querySelectorAll('`+comfort+`, .tools')].filter(e => e.checkVisibility({visibilityProperty: true})).length`); n > 0 {
			t.Errorf("%d comforts are shown that do nothing without scripts", n)
		}
		with.quiet(t)
	})
	if comforts == 0 {
		t.Error("no page has a comfort; do scripts run?")
	}
}

// comfort selects what scripts alone show.
const comfort = `main .copy, main .share, main #day, main .filters`

// instead selects what stands where scripts show a comfort: links to the
// timelines of those who took part.
const instead = `main .who`

// shownText lists the texts of main that are drawn, but for comforts.
const shownText = `(() => {
	const out = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
	for (let n; n = walk.nextNode();) {
		const e = n.parentElement;
		if (n.data.trim() && !e.closest('` + comfort + `, ` + instead + `') && e.checkVisibility({visibilityProperty: true})) out.push(n.data.trim().replace(/\s+/g, ' '));
	}
	return out;
})()`

// Nothing scrolls sideways at 200 % and 400 % of a window of 1280 pixels, nor
// where only letters are twice as large.
func TestZoom(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	each(t, tb, func(t *testing.T, tb *tab) {
		for _, zoom := range []int64{2, 4} {
			command(t, tb, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 1280 / zoom, Height: 1024 / zoom, DeviceScaleFactor: float64(zoom)})
			if over := evaluate[[]string](t, tb, tooWide); len(over) > 0 {
				t.Errorf("at %d00 %% the page scrolls sideways, because of %v", zoom, over)
			}
		}
		tb.resize(t, 1280, 900)
		evaluate[string](t, tb, `document.documentElement.style.fontSize = '200%'`)
		if over := evaluate[[]string](t, tb, tooWide); len(over) > 0 {
			t.Errorf("with letters twice as large the page scrolls sideways, because of %v", over)
		}
	})
}

// Who prefers less motion gets none: nothing runs, and nothing would.
func TestReducedMotion(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.resize(t, 1280, 900)
	tb.visit(t, "")
	tb.prefer(t, "prefers-reduced-motion", "no-preference")
	if got := evaluate[string](t, tb, `getComputedStyle(document.documentElement).scrollBehavior`); got != "smooth" {
		t.Errorf("without a preference scrolling is %q", got)
	}
	tb.prefer(t, "prefers-reduced-motion", "reduce")
	each(t, tb, func(t *testing.T, tb *tab) {
		evaluate[bool](t, tb, `(() => { for (const d of document.querySelectorAll('details')) d.open = true; document.querySelector('#_settings').showPopover(); return true })()`)
		if moving := evaluate[[]string](t, tb, moves); len(moving) > 0 {
			t.Errorf("there is motion: %s", strings.Join(moving, "; "))
		}
	})
}

// moves lists what moves, or would.
const moves = `(() => {
	const out = new Set(document.getAnimations().map(a => 'runs: ' + (a.animationName ?? a.transitionProperty)));
	for (const e of document.querySelectorAll('*')) for (const part of [null, '::before', '::after']) {
		const s = getComputedStyle(e, part), at = e.tagName.toLowerCase() + '.' + (e.getAttribute('class') ?? '') + (part ?? '');
		if (s.scrollBehavior === 'smooth') out.add(at + ' scrolls smoothly');
		if (s.animationName !== 'none') out.add(at + ' has the animation ' + s.animationName);
		if (s.transitionDuration.split(', ').some(d => parseFloat(d) > 0)) out.add(at + ' has a transition');
	}
	return [...out].slice(0, 5);
})()`

// Where the reader's own colours replace ours, nothing vanishes that means
// something: the sign of a status, the marker, where one is, the focus.
func TestForcedColors(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.resize(t, 1280, 900)
	signs, marks, here := 0, 0, 0
	for _, scheme := range []string{"light", "dark"} {
		tb.prefer(t, "forced-colors", "active", "prefers-color-scheme", scheme)
		each(t, tb, func(t *testing.T, tb *tab) {
			found := evaluate[forced](t, tb, forcedColors)
			signs, marks, here = signs+found.Signs, marks+found.Marks, here+found.Here
			if len(found.Lost) > 0 {
				t.Errorf("in %s these vanish: %s", scheme, strings.Join(found.Lost, "; "))
			}
		})
	}
	if signs == 0 || marks == 0 || here == 0 {
		t.Errorf("%d signs, %d marks and %d places were looked at", signs, marks, here)
	}
}

type forced struct {
	Lost               []string
	Signs, Marks, Here int
}

const forcedColors = `(() => {
	const canvas = document.createElement('canvas'); canvas.width = canvas.height = 1;
	const ctx = canvas.getContext('2d', {willReadFrequently: true});
	const rgba = c => { ctx.clearRect(0, 0, 1, 1); ctx.fillStyle = c; ctx.fillRect(0, 0, 1, 1); return [...ctx.getImageData(0, 0, 1, 1).data]; };
	const light = c => { const f = v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }; return .2126 * f(c[0]) + .7152 * f(c[1]) + .0722 * f(c[2]); };
	const seen = (a, b) => { const c = rgba(a); if (c[3] < 128) return false; const [x, y] = [light(c), light(rgba(b))].sort((m, n) => n - m); return (x + .05) / (y + .05) >= 3; };
	const probe = document.body.appendChild(document.createElement('i'));
	probe.style.color = 'Canvas';
	const ground = getComputedStyle(probe).color;
	probe.remove();
	const lost = new Set(), say = (what, e) => lost.add(what + ' ' + e.tagName.toLowerCase() + '.' + (e.getAttribute('class') ?? '') + ' ' + e.textContent.trim().slice(0, 20));
	const out = {Signs: 0, Marks: 0, Here: 0};
	for (const e of document.querySelectorAll('svg.z')) {
		if (!e.checkVisibility()) continue;
		out.Signs++;
		const drawn = document.querySelector(e.querySelector('use').getAttribute('href'));
		if (!drawn) { say('no sign for', e.parentElement); continue; }
		// What use shows takes its colours from where it stands.
		const copy = document.createElementNS('http://www.w3.org/2000/svg', 'g');
		copy.append(...[...drawn.childNodes].map(c => c.cloneNode(true)));
		e.append(copy);
		const own = getComputedStyle(e).backgroundColor, below = rgba(own)[3] >= 128 ? own : ground;
		const shapes = [...copy.querySelectorAll('path, circle, rect, line, polygon, polyline, ellipse')];
		if (!shapes.some(s => { const c = getComputedStyle(s); return c.fill !== 'none' && seen(c.fill, below) || c.stroke !== 'none' && parseFloat(c.strokeWidth) > 0 && seen(c.stroke, below); })) say('the sign in', e.parentElement);
		copy.remove();
	}
	for (const e of document.querySelectorAll('main mark')) {
		if (!e.checkVisibility()) continue;
		out.Marks++;
		const s = getComputedStyle(e);
		if (rgba(s.backgroundColor).join() === rgba(ground).join() || !seen(s.color, s.backgroundColor)) say('the marker', e);
	}
	for (const e of document.querySelectorAll('[aria-current]')) {
		if (!e.checkVisibility()) continue;
		out.Here++;
		const other = [...e.closest('nav, ul, ol').querySelectorAll('a:not([aria-current])')].find(o => o.checkVisibility());
		const look = e => { const s = getComputedStyle(e); return [s.fontWeight, s.borderStyle, s.outlineStyle, s.textDecorationLine, s.backgroundColor].join(); };
		if (other && look(other) === look(e)) say('the mark of the place', e);
	}
	const tried = new Set();
	for (const e of document.querySelectorAll('a[href], button, summary, input')) {
		const kind = e.tagName + e.getAttribute('class') + e.parentElement.tagName + e.parentElement.getAttribute('class');
		if (tried.has(kind) || !e.checkVisibility({visibilityProperty: true})) continue;
		tried.add(kind);
		// A link in a drawing may be marked by its shapes.
		const shapes = () => e.closest('svg') && [...e.querySelectorAll('*')].map(x => { const s = getComputedStyle(x); return s.stroke + s.strokeWidth + s.fill; }).join();
		const before = shapes();
		e.focus({focusVisible: true, preventScroll: true});
		if (document.activeElement !== e || shapes() !== before) continue;
		const s = getComputedStyle(e);
		if (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2 || !seen(s.outlineColor, ground)) say('the focus on', e);
	}
	document.activeElement.blur();
	return {Lost: [...lost].slice(0, 6), ...out};
})()`

// Nothing shifts, neither while a page is loaded nor while it is read.
func TestNoLayoutShift(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	for _, width := range []int64{390, 1360} {
		tb.resize(t, width, 900)
		for _, lang := range []string{"", "en/"} {
			for _, k := range kinds {
				if !slices.Contains([]string{"front", "article", "entity", "claim", "timeline"}, k.name) {
					continue
				}
				t.Run(fmt.Sprintf("%s%s/%d", lang, k.name, width), func(t *testing.T) {
					tb.visit(t, lang+k.address)
					for more := true; more; {
						tb.settle(t)
						more = evaluate[bool](t, tb, `(() => { const was = scrollY; scrollBy({top: 4 * innerHeight, behavior: 'instant'}); return scrollY > was })()`)
					}
					if shifts := awaited[[]string](t, tb, layoutShifts); len(shifts) > 0 {
						t.Errorf("the layout shifts: %s", strings.Join(shifts, "; "))
					}
					tb.quiet(t)
				})
			}
		}
	}
	// A page that does shift is found out.
	evaluate[bool](t, tb, `(() => { scrollTo({top: 0, behavior: 'instant'}); return true })()`)
	tb.settle(t)
	evaluate[bool](t, tb, `(() => { const p = document.createElement('p'); p.textContent = 'late'; document.querySelector('main').prepend(p); return true })()`)
	tb.settle(t)
	if len(awaited[[]string](t, tb, layoutShifts)) == 0 {
		t.Error("the browser tells nothing of a shift that there is")
	}
}

// layoutShifts lists what has moved since the page was opened.
const layoutShifts = `new Promise(done => {
	const out = [];
	new PerformanceObserver(list => {
		for (const e of list.getEntries()) out.push(e.value.toFixed(4) + ' of ' + e.sources.map(s => s.node ? (s.node.tagName ?? s.node.parentElement?.tagName) + '.' + (s.node.className ?? '') : '?').join(', '));
	}).observe({type: 'layout-shift', buffered: true});
	setTimeout(() => done(out), 100);
})`
