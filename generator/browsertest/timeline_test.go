package browsertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	// shown is how many events stand on the page.
	shown = `[...document.querySelectorAll('.ev')].filter(e => e.checkVisibility()).length`
	// total is how many there are.
	total = `document.querySelectorAll('.ev').length`
)

// miscounted counts again, from what each event is, what each choice would
// leave beside the others, and lists what the page says otherwise.
const miscounted = `(() => {
	const out = [], form = document.querySelector('.filters');
	const events = [...document.querySelectorAll('.ev')].map(e => ({ e, is: new Set(e.dataset.is.split(' ')) }));
	const chosen = [...form.querySelectorAll(':checked')].filter(i => i.value);
	for (const i of form.querySelectorAll('input')) {
		const want = chosen.filter(c => c.name !== i.name).concat(i.value ? [i] : []).map(c => c.name + '=' + c.value);
		const n = events.filter(x => want.every(w => x.is.has(w))).length;
		const says = i.closest('label').querySelector('.n').textContent;
		if (says !== String(n)) out.push(i.name + '=' + i.value + ' says ' + says + ', not ' + n);
		if (i.disabled !== (n === 0 && !i.checked)) out.push(i.name + '=' + i.value + (i.disabled ? ' cannot' : ' can') + ' be chosen and leaves ' + n);
	}
	for (const x of events) {
		const fits = chosen.every(c => x.is.has(c.name + '=' + c.value));
		if (x.e.checkVisibility() !== fits) out.push(x.e.id + (fits ? ' is missing' : ' is shown'));
	}
	for (const y of document.querySelectorAll('section.year')) {
		const has = [...y.querySelectorAll('.ev')].some(e => e.checkVisibility());
		if (y.checkVisibility() !== has) out.push(y.id + (has ? ' is hidden' : ' is empty'));
	}
	const words = form.querySelector('[role=status]').textContent, n = events.filter(x => x.e.checkVisibility()).length;
	if (parseInt(words) !== n) out.push('“' + words + '” is said of ' + n);
	return out.slice(0, 5);
})()`

func (tb *tab) counted(t *testing.T, when string) {
	t.Helper()
	if wrong := evaluate[[]string](t, tb, miscounted); len(wrong) > 0 {
		t.Errorf("%s: %s", when, strings.Join(wrong, "; "))
	}
}

// A reader without a mouse narrows the timeline down: by weight, then by who
// took part. The address keeps it, a reload restores it, the way back leads
// through it, and one key shows all again.
func TestTimelineChoices(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.resize(t, 1360, 900)
	tb.visit(t, "timeline/")
	all := evaluate[int](t, tb, total)
	if n := evaluate[int](t, tb, shown); n != all || n < 50 {
		t.Fatalf("%d of %d events are shown at first", n, all)
	}
	tb.counted(t, "at first")

	tb.tabTo(t, `.filters [name=importance]`)
	tb.run(t, chromedp.KeyEvent(kb.ArrowRight))
	if at := evaluate[string](t, tb, `location.search`); at != "?importance=key" {
		t.Errorf("the first choice makes the address %q", at)
	}
	key := evaluate[int](t, tb, shown)
	if key == 0 || key == all || key != evaluate[int](t, tb, `document.querySelectorAll('.ev.key').length`) {
		t.Errorf("%d of %d events are key", key, all)
	}
	tb.counted(t, "with one choice")

	tb.tabTo(t, `.filters [name=entity]`)
	tb.run(t, chromedp.KeyEvent(kb.ArrowRight+kb.ArrowRight))
	both := evaluate[string](t, tb, `location.search`)
	if !strings.HasPrefix(both, "?importance=key&entity=") {
		t.Errorf("two choices make the address %q", both)
	}
	few := evaluate[int](t, tb, shown)
	if few == 0 || few >= key {
		t.Errorf("%d of %d key events are left", few, key)
	}
	tb.counted(t, "with two choices")
	if dim := evaluate[int](t, tb, `document.querySelectorAll('.over .out').length`); dim == 0 {
		t.Error("the picture shows no difference")
	}

	tb.run(t, chromedp.Reload(), chromedp.WaitReady(chromedp.CSS("body")))
	tb.settle(t)
	if n := evaluate[int](t, tb, shown); n != few {
		t.Errorf("after a reload %d events are shown, not %d", n, few)
	}
	tb.counted(t, "after a reload")
	for _, step := range []struct {
		delta, want int
	}{{-1, key}, {-1, all}, {2, few}} {
		evaluate[bool](t, tb, fmt.Sprintf(`(history.go(%d), true)`, step.delta))
		tb.settle(t)
		if n := evaluate[int](t, tb, shown); n != step.want {
			t.Errorf("%+d in the history shows %d events, want %d", step.delta, n, step.want)
		}
		tb.counted(t, fmt.Sprintf("%+d in the history", step.delta))
	}
	if to := evaluate[string](t, tb, `document.querySelector('.langs a').search`); to != both {
		t.Errorf("the other language is at %q", to)
	}

	// On paper there is everything.
	command(t, tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	if n := evaluate[int](t, tb, shown); n != all {
		t.Errorf("on paper are %d of %d events", n, all)
	}
	if evaluate[bool](t, tb, visible(`.year .some`)) || !evaluate[bool](t, tb, visible(`.year .note:not(.some)`)) {
		t.Error("paper counts what a choice leaves")
	}
	command(t, tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})

	tb.tabTo(t, `.filters .left button`)
	tb.run(t, chromedp.KeyEvent("\r"))
	if n := evaluate[int](t, tb, shown); n != all || evaluate[string](t, tb, `location.search`) != "" {
		t.Errorf("the button shows %d of %d events", n, all)
	}
	if !evaluate[bool](t, tb, `document.activeElement.closest('.filters') !== null`) {
		t.Error("the button takes the focus along")
	}
	tb.counted(t, "at last")
	tb.quiet(t)
}

// An address may ask for what there is not, or name an event that its choices
// leave out. A choice that is folded away is seen when it is made.
func TestTimelineAddresses(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.resize(t, 1360, 900)
	tb.visit(t, "timeline/?type=nonsense&entity=nobody")
	if n, all := evaluate[int](t, tb, shown), evaluate[int](t, tb, total); n != all {
		t.Errorf("an address with unknown words leaves %d of %d events", n, all)
	}
	tb.visit(t, "timeline/?type=ruling#bytedance-admission")
	tb.settle(t)
	if !evaluate[bool](t, tb, inView(`#bytedance-admission`)) || !evaluate[bool](t, tb, `document.querySelector('#bytedance-admission details').open`) {
		t.Error("an event that the choices leave out is not shown where the address names it")
	}
	if at := evaluate[string](t, tb, `location.search + location.hash`); at != "#bytedance-admission" {
		t.Errorf("the address is %q then", at)
	}
	tb.counted(t, "then")
	evaluate[bool](t, tb, `(history.back(), true)`)
	tb.settle(t)
	if at := evaluate[string](t, tb, `location.search`); at != "?type=nonsense&entity=nobody" {
		t.Errorf("one step back leads to %q", at)
	}
	rare := evaluate[string](t, tb, `document.querySelector('.filters fieldset details input').value`)
	tb.visit(t, "timeline/?entity="+rare)
	if !evaluate[bool](t, tb, visible(fmt.Sprintf(`.filters label:has([value=%s])`, rare))) {
		t.Errorf("the choice of %s is made and folded away", rare)
	}
	tb.counted(t, "with a rare choice")
	tb.quiet(t)
}

// The picture on top leads to years and events, and its boxes are no stops on
// the way to the text. An event opens in place, by the keyboard too.
func TestTimelineCards(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	for _, width := range []int64{390, 1360} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			tb.resize(t, width, 900)
			tb.visit(t, "timeline/")
			stops := evaluate[int](t, tb, `[...document.querySelectorAll('.over a')].filter(a => a.tabIndex >= 0 && a.checkVisibility()).length`)
			if stops == 0 || stops > 12 {
				t.Errorf("the picture has %d stops", stops)
			}
			if width < 768 {
				if h := evaluate[float64](t, tb, `document.querySelector('.filters').getBoundingClientRect().height`); h > 100 {
					t.Errorf("the folded choices are %.0f px high", h)
				}
				tb.tabTo(t, `.choose > summary`)
				tb.run(t, chromedp.KeyEvent("\r"))
				if !evaluate[bool](t, tb, visible(`.filters label:has([name=status])`)) {
					t.Error("the choices do not unfold")
				}
				tb.run(t, chromedp.KeyEvent("\r"))
			}
			tb.tabTo(t, `.ev summary`)
			tb.run(t, chromedp.KeyEvent("\r"))
			for _, part := range []string{`.dl a`, `.exhibit .src a`, `.exhibit a[href^="https:"]`, `.go a[href^="/events/"]`, `.go a[href^="#"]`} {
				if !evaluate[bool](t, tb, visible(`.ev [open] `+part)) {
					t.Errorf("an open event shows no %s", part)
				}
			}
			tb.run(t, chromedp.KeyEvent("\r"))
			if evaluate[bool](t, tb, `document.querySelector('.ev [open]') !== null`) {
				t.Error("an event does not fold again")
			}
			evaluate[bool](t, tb, `(document.querySelector('.over a[href="#bytedance-admission"]').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true})), true)`)
			tb.settle(t)
			if !evaluate[bool](t, tb, `document.querySelector('#bytedance-admission details').open`) {
				t.Error("a box does not open its event")
			}
			if over := evaluate[[]string](t, tb, tooWide); len(over) > 0 {
				t.Errorf("an open event is too wide: %v", over)
			}
			tb.quiet(t)
		})
	}
}

// Without a script every event is there, opens in place, and nothing is offered
// that would do nothing: instead of the choices, links lead to those involved.
func TestTimelineWithoutScript(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.resize(t, 1360, 900)
	command(t, tb, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	tb.visit(t, "timeline/?type=ruling")
	if n, all := evaluate[int](t, tb, shown), evaluate[int](t, tb, total); n != all || n < 50 {
		t.Errorf("%d of %d events are shown", n, all)
	}
	if evaluate[bool](t, tb, visible(`.filters`)) {
		t.Error("choices are offered that do nothing")
	}
	if !evaluate[bool](t, tb, visible(`.who a[href$="#_events"]`)) {
		t.Error("no link leads to those involved")
	}
	tb.run(t, chromedp.Click(chromedp.CSS(".ev summary")))
	if !evaluate[bool](t, tb, visible(`.ev [open] .exhibit .src`)) {
		t.Error("an event does not open")
	}
	tb.quiet(t)
}
