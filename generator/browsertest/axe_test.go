package browsertest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// axe returns the script of axe-core, as .ci/package-lock.json pins it, or skips
// the test where it was not installed.
func axe(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", ".ci", "node_modules", "axe-core", "axe.min.js"))
	switch {
	case errors.Is(err, fs.ErrNotExist) && os.Getenv("BELEGT_REQUIRE_AXE") == "1":
		t.Fatal("axe-core is not installed, and BELEGT_REQUIRE_AXE asks for it")
	case errors.Is(err, fs.ErrNotExist):
		t.Skip("axe-core is not installed; npm ci --prefix .ci does that")
	case err != nil:
		t.Fatal(err)
	}
	return string(b)
}

var (
	// everything are the rules of WCAG 2.2 A and AA, and those that are good
	// practice beyond.
	everything = []string{"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"}
	// colours are the rules that look at colours. Between light and dark nothing
	// else differs.
	colours = []string{"color-contrast", "link-in-text-block"}
)

// undecided are the rules that axe may leave undecided, with what decides them.
var undecided = map[string]string{
	"color-contrast": "axe cannot tell what lies under text on a marker, in a drawing, or half covered by an open preview; " +
		"TestContrast looks at markers and drawings, and at all pages with nothing open",
	"label-content-name-mismatch": "the # of a permalink is a sign and no word that a reader would say",
	"target-size":                 "a preview lies over a part of a target; TestTargets measures all without",
}

// No rule of axe finds anything, on any kind of page, in both languages, light
// and dark, on a phone and a desk, with nothing open and with everything open.
func TestAxe(t *testing.T) {
	script := axe(t)
	tb := open(t, browser(t), serve(t))
	command(t, tb, page.Enable, page.EnableParams{})
	command(t, tb, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	ran := 0
	each(t, tb, func(t *testing.T, tb *tab) {
		try := func(width int64, scheme, how string, kind string, rules []string) {
			t.Helper()
			tb.resize(t, width, 900)
			tb.scheme(t, scheme)
			found := runAxe(t, tb, kind, rules)
			ran += found.Passes
			for _, f := range found.Violations {
				t.Errorf("%d px, %s, %s: %s", width, scheme, how, f)
			}
			for _, f := range found.Incomplete {
				if undecided[f.ID] == "" {
					t.Errorf("%d px, %s, %s: axe cannot decide on %s", width, scheme, how, f)
				}
			}
		}
		try(1280, "light", "closed", "tag", everything)
		try(320, "dark", "closed", "rule", colours)
		awaited[bool](t, tb, openAll)
		try(320, "light", "open", "tag", everything)
		try(1280, "dark", "open", "rule", colours)
	})
	if ran < 1000 {
		t.Errorf("axe applied only %d rules", ran)
	}
}

// openAll opens what is folded, the settings, and a preview where there is one.
const openAll = `(async () => {
	for (const d of document.querySelectorAll('details')) d.open = true;
	document.querySelector('#_settings').showPopover();
	const mention = document.querySelector('main a.m');
	mention?.focus({focusVisible: true});
	for (let n = 0; mention && n < 50 && !document.querySelector('#_peek:popover-open'); n++) await new Promise(done => setTimeout(done, 20));
	return true;
})()`

// A finding is a rule of axe and the elements that it speaks of.
type finding struct {
	ID, Help string
	Nodes    []string
}

func (f finding) String() string {
	return fmt.Sprintf("%s: %s\n\t%s", f.ID, f.Help, strings.Join(f.Nodes, "\n\t"))
}

// findings are what axe says of a page.
type findings struct {
	Violations, Incomplete []finding
	Passes                 int // rules that found something to look at, and nothing wrong
}

// runAxe runs rules on the page, by their names or by tags that they bear.
func runAxe(t *testing.T, tb *tab, kind string, rules []string) findings {
	t.Helper()
	options, err := json.Marshal(map[string]any{
		"runOnly":     map[string]any{"type": kind, "values": rules},
		"resultTypes": []string{"violations", "incomplete"},
	})
	if err != nil {
		t.Fatal(err)
	}
	found := awaited[findings](t, tb, `(async () => {
		const brief = rules => rules.map(r => ({ID: r.id, Help: r.help, Nodes: r.nodes.slice(0, 4).map(n =>
			n.target.join(' ') + ' ' + n.html.slice(0, 120) + ' ' + (n.failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 300))}));
		const r = await axe.run(`+string(options)+`);
		return {Violations: brief(r.violations), Incomplete: brief(r.incomplete), Passes: r.passes.length};
	})()`)
	slices.SortFunc(found.Violations, func(a, b finding) int { return strings.Compare(a.ID, b.ID) })
	return found
}
