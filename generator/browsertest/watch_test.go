package browsertest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"belegt/generator/internal/cli"
)

// soon is how long a test of watching waits for what must come.
const soon = 15 * time.Second

// watchedPage is a page that is open while its site is being written.
type watchedPage struct {
	*testing.T
	*tab
}

// openWatched opens a page in a tab of its own. It leaves a trace on it that
// only loading it anew would remove.
func openWatched(t *testing.T, browser context.Context, s *watched, address string) *watchedPage {
	t.Helper()
	origin := s.url[:strings.Index(s.url, "/dossier/")]
	p := &watchedPage{t, open(t, browser, origin)}
	p.visit(t, "dossier/"+address)
	p.eval(`window.trace = true`)
	return p
}

// eval runs statements.
func (p *watchedPage) eval(script string) {
	p.Helper()
	evaluate[bool](p.T, p.tab, "(() => { "+script+"; return true })()")
}

// is evaluates an expression.
func (p *watchedPage) is(expression string) bool {
	p.Helper()
	return evaluate[bool](p.T, p.tab, "Boolean("+expression+")")
}

// must fails the test unless an expression holds.
func (p *watchedPage) must(expression string) {
	p.Helper()
	if !p.is(expression) {
		p.Errorf("it does not hold that %s", expression)
	}
}

// until waits until an expression holds.
func (p *watchedPage) until(expression string) {
	p.Helper()
	for end := time.Now().Add(soon); !p.is(expression); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			p.Fatalf("it did not come about that %s on\n%s", expression, evaluate[string](p.T, p.tab, `document.documentElement.outerHTML.slice(0, 4000)`))
		}
	}
}

// watched is a running `belegt watch` with its dossier.
type watched struct {
	*testing.T
	root, url string
}

// screen is what the program has written so far.
type screen struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// article is the front article. Its citation makes an exhibit, which is a
// detail that can be opened; its paragraphs make it long enough to scroll.
func article(first, last string) string {
	middle := strings.Repeat("A paragraph that fills the page and stays as it is.\n\n", 60)
	return "---\ntitle: The front\n---\n\n" + first + "\n\nIt was reported.[@report]\n\n" + middle + last + "\n"
}

func entity(name, summary string) string {
	return "type: company\nname: " + name + "\nsummary: " + summary + "\n"
}

// watch runs the program on a dossier.
func watch(t *testing.T, changes map[string]string) *watched {
	t.Helper()
	s := &watched{T: t, root: t.TempDir()}
	files := map[string]string{
		"content/site.yaml":                 "title: A dossier\nlanguages: [en]\nbase_url: https://example.org/dossier/\n",
		"content/articles/index.md":         article("The beginning.", "The end."),
		"content/facts/entities/acme.yaml":  entity("Acme", "It makes everything."),
		"content/facts/entities/bolt.yaml":  entity("Bolt", "It makes bolts."),
		"content/facts/sources/report.yaml": "type: report\ntitle: The report\nlang: en\ntier: primary\n",
	}
	for name, text := range changes {
		files[name] = text
	}
	for name, text := range files {
		s.save(name, text)
	}
	out := &screen{}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan int)
	go func() {
		done <- cli.Run(ctx, []string{"watch", "--root", s.root, "--addr", "127.0.0.1:0", "--out", "-"}, out, out)
	}()
	t.Cleanup(func() {
		cancel()
		if status := <-done; status != 0 {
			t.Errorf("the program ended with %d", status)
		}
		if t.Failed() {
			t.Logf("the program wrote:\n%s", out)
		}
	})
	shown := regexp.MustCompile(`(http://\S+) shows the site`)
	for end := time.Now().Add(soon); ; time.Sleep(5 * time.Millisecond) {
		if m := shown.FindStringSubmatch(out.String()); m != nil {
			s.url = m[1]
			return s
		}
		if time.Now().After(end) {
			t.Fatal("the program does not serve")
		}
	}
}

// save writes a file aside and renames it.
func (s *watched) save(name, text string) {
	s.Helper()
	path := filepath.Join(s.root, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(path+".tmp", []byte(text), 0o644); err != nil {
		s.Fatal(err)
	}
	if err := os.Rename(path+".tmp", path); err != nil {
		s.Fatal(err)
	}
}

func TestEditAppearsInPlace(t *testing.T) {
	b := browser(t)
	s := watch(t, nil)
	p := openWatched(t, b, s, "")
	p.eval(`
		document.querySelector("details").open = true;
		document.querySelector("details a").focus();
		window.last = document.querySelector("main p:last-of-type");
		document.querySelector("main").append(Object.assign(document.createElement("aside"), {id: "added"}));
		document.documentElement.dataset.theme = "chosen";
		scrollTo({top: 900, behavior: "instant"})`)
	p.must(`scrollY === 900`)

	s.save("content/articles/index.md", article("The beginning.", "Another end."))
	p.until(`document.body.innerText.includes("Another end.")`)
	p.must(`window.trace`)
	p.must(`scrollY === 900`)
	p.must(`document.querySelector("details").open`)
	p.must(`document.activeElement === document.querySelector("details a")`)
	p.must(`document.querySelector("#added")`)
	p.must(`document.documentElement.dataset.theme === "chosen"`)

	// A paragraph above moves everything down, and the open detail with it.
	s.save("content/articles/index.md", article("The beginning.\n\nA paragraph in between.", "Another end."))
	p.until(`document.body.innerText.includes("in between")`)
	p.must(`window.trace && document.querySelector("details").open`)
	p.must(`document.activeElement === document.querySelector("details a")`)

	// The title is in the head, and an attribute of the page may change too.
	s.save("content/articles/index.md", strings.Replace(article("The beginning.", "An end."), "The front", "The new front", 1))
	p.until(`document.title.includes("The new front") && document.querySelector("h1").innerText.includes("The new front")`)
	p.must(`window.trace && !document.body.innerText.includes("in between")`)
}

func TestSelectionAndFormsStay(t *testing.T) {
	b := browser(t)
	s := watch(t, nil)
	p := openWatched(t, b, s, "entities/acme/")
	p.eval(`
		const box = document.createElement("input");
		box.id = "box";
		box.value = "half a word";
		document.querySelector("main").prepend(box);
		const text = document.querySelector("p.lead").firstChild;
		getSelection().setBaseAndExtent(text, 3, text, 8)`)
	p.must(`getSelection().toString() === "makes"`)
	s.save("content/facts/entities/acme.yaml", entity("Acme", "It makes every single thing."))
	p.until(`document.querySelector("p.lead").innerText === "It makes every single thing."`)
	p.must(`getSelection().toString() === "makes"`)
	p.must(`document.querySelector("#box").value === "half a word"`)
	p.must(`window.trace`)
}

func TestStyleIsSwapped(t *testing.T) {
	b := browser(t)
	s := watch(t, nil)
	p := openWatched(t, b, s, "")
	s.save("static/css/z.css", "h1 { color: rgb(1, 2, 3) !important }")
	p.until(`getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)"`)
	p.until(`document.querySelectorAll("link[rel=stylesheet]").length === 1`)
	s.save("static/css/z.css", "h1 { color: rgb(3, 2, 1) !important }")
	p.until(`getComputedStyle(document.querySelector("h1")).color === "rgb(3, 2, 1)"`)
	p.until(`document.querySelectorAll("link[rel=stylesheet]").length === 1`)
	p.must(`window.trace`)
}

func TestPageNotConcernedDoesNotStir(t *testing.T) {
	b := browser(t)
	s := watch(t, nil)
	acme := openWatched(t, b, s, "entities/acme/")
	bolt := openWatched(t, b, s, "entities/bolt/")
	for _, p := range []*watchedPage{acme, bolt} {
		p.eval(`
			window.stirred = 0;
			new MutationObserver(() => window.stirred++).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
			const was = fetch;
			window.fetched = 0;
			window.fetch = (...a) => { window.fetched++; return was(...a); }`)
	}
	// Headless tabs are never hidden, so both are told.
	s.save("content/facts/entities/acme.yaml", entity("Acme", "It makes less."))
	acme.until(`document.body.innerText.includes("It makes less.")`)
	time.Sleep(200 * time.Millisecond)
	acme.must(`window.stirred > 0 && window.trace`)
	bolt.must(`window.stirred === 0 && window.fetched === 0`)
	s.save("content/facts/entities/bolt.yaml", entity("Bolt", "It makes nuts."))
	bolt.until(`document.body.innerText.includes("It makes nuts.")`)
	bolt.must(`window.trace`)
}

const panel = `document.querySelector("belegt-problems")`

func TestOverlay(t *testing.T) {
	b := browser(t)
	s := watch(t, nil)
	p := openWatched(t, b, s, "entities/acme/")
	s.save("content/facts/entities/acme.yaml", "type: compny\nname: \"<img src=x onerror=alert(1)>\"\n")
	p.until(panel + `?.shadowRoot.querySelector("section:not([hidden]) pre")?.textContent.includes("content/facts/entities/acme.yaml:1:7: error[unknown-value]")`)
	p.must(panel + `.shadowRoot.querySelector("pre").textContent.includes("1 | type: compny")`)
	p.must(panel + `.shadowRoot.querySelector("img") === null`)
	p.must(`getComputedStyle(` + panel + `.shadowRoot.querySelector("section")).position === "fixed"`)
	p.must(panel + `.shadowRoot.querySelector("[aria-live]")`)
	p.must(`document.querySelector("p.lead").textContent === "It makes everything."`)

	// Escape hides it until there is something else to say.
	p.run(t, chromedp.KeyEvent("\x1b"))
	p.until(panel + ` === null`)
	s.save("content/facts/entities/bolt.yaml", "type: compny\nname: <b>Bolt</b>\n")
	p.until(panel + `?.shadowRoot.querySelectorAll("pre").length === 2`)

	// A page that is opened now shows it too.
	late := openWatched(t, b, s, "")
	late.until(panel + `?.shadowRoot.querySelectorAll("pre").length === 2`)

	s.save("content/facts/entities/bolt.yaml", entity("Bolt", "It makes bolts."))
	s.save("content/facts/entities/acme.yaml", entity("Acme", "It is mended."))
	p.until(panel + ` === null && document.body.innerText.includes("It is mended.")`)
	late.until(panel + ` === null`)
	p.must(`window.trace`)
}

func TestBrokenAtTheStart(t *testing.T) {
	b := browser(t)
	s := watch(t, map[string]string{"content/facts/entities/acme.yaml": "type: compny\nname: Acme\n"})
	p := openWatched(t, b, s, "entities/acme/")
	p.until(panel + `?.shadowRoot.querySelector("pre")?.textContent.includes("acme.yaml:1:7")`)
	s.save("content/facts/entities/acme.yaml", entity("Acme", "It is mended."))
	s.save("content/site.yaml", "title: A dossier\nlanguages: [en]\nbase_url: https://example.org/dossier/\n")
	p.until(panel + ` === null && document.querySelector("h1.poster")?.textContent.includes("Acme")`)
}

func TestPageComesAndGoes(t *testing.T) {
	b := browser(t)
	s := watch(t, nil)
	p := openWatched(t, b, s, "entities/cog/")
	p.must(`document.body.innerText.includes("Nothing here")`)
	s.save("content/facts/entities/cog.yaml", entity("Cog", "It makes cogs."))
	p.until(`document.body.innerText.includes("It makes cogs.")`)
	if err := os.Remove(filepath.Join(s.root, "content/facts/entities/cog.yaml")); err != nil {
		t.Fatal(err)
	}
	p.until(`document.body.innerText.includes("Nothing here")`)
	p.must(`window.trace`)
}

// A tab that sleeps has no stream, and catches up when it is seen again.
func TestHiddenTabCatchesUp(t *testing.T) {
	b := browser(t)
	s := watch(t, nil)
	p := openWatched(t, b, s, "entities/acme/")
	const see = `Object.defineProperty(document, "hidden", {value: %t, configurable: true}); document.dispatchEvent(new Event("visibilitychange"))`
	p.eval(fmt.Sprintf(see, true))
	s.save("content/facts/entities/acme.yaml", entity("Acme", "It makes dreams."))
	time.Sleep(500 * time.Millisecond)
	p.must(`document.body.innerText.includes("It makes everything.")`)
	p.eval(fmt.Sprintf(see, false))
	p.until(`document.body.innerText.includes("It makes dreams.")`)
	p.must(`window.trace`)
}
