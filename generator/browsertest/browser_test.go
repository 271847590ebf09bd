// Package browsertest tries the site as readers meet it: in a real browser, on
// several widths, in both languages. It holds tests only.
//
// The tests are skipped where no browser is found, unless the environment has
// BELEGT_REQUIRE_BROWSER=1, and those with axe where it is not installed, unless
// it has BELEGT_REQUIRE_AXE=1. Nothing here is fetched from elsewhere: the browser
// is told that no other host exists.
package browsertest

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"belegt/generator/internal/pipeline"
)

// browsers are the names under which one may be installed.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// browser starts a browser with a profile of its own, or skips the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	found := ""
	for _, name := range browsers {
		if p, err := exec.LookPath(name); err == nil {
			found = p
			break
		}
	}
	if found == "" {
		if os.Getenv("BELEGT_REQUIRE_BROWSER") == "1" {
			t.Fatalf("none of %v is installed, and BELEGT_REQUIRE_BROWSER asks for one", browsers)
		}
		t.Skipf("none of %v is installed", browsers)
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(found), chromedp.UserDataDir(t.TempDir()),
		chromedp.NoSandbox, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.Headless,
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("the browser does not start: %v", err)
	}
	return ctx
}

// A tab is one page in the browser, with all that happened in it.
type tab struct {
	ctx    context.Context
	origin string

	mu       sync.Mutex
	problems []string
}

// open opens a tab that listens to what a page does.
func open(t *testing.T, browser context.Context, origin string) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // opens the tab, for as long as ctx lives
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(stop)
	tb := &tab{ctx: ctx, origin: origin}
	if err := chromedp.Listen(ctx, tb.heard); err != nil {
		t.Fatal(err)
	}
	command(t, tb, network.Enable, network.EnableParams{})
	command(t, tb, log.Enable, cdp.Empty{})
	command(t, tb, runtime.Enable, cdp.Empty{})
	command(t, tb, audits.Enable, cdp.Empty{})
	command(t, tb, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	return tb
}

// heard takes down what no page of ours may do.
func (tb *tab) heard(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, tb.origin+"/") && !strings.HasPrefix(u, "data:") && u != "about:blank" {
			tb.note("a request leaves the site: %s", u)
		}
	case *log.EventEntryAdded:
		if !strings.Contains(e.Entry.Text, "status of 404") || !strings.Contains(e.Entry.URL, missing) {
			tb.note("the log says %s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		tb.note("the console says %s", e.Type)
	case *runtime.EventExceptionThrown:
		d := e.ExceptionDetails
		what := d.Text
		if d.Exception != nil {
			what += " " + d.Exception.Description
		}
		tb.note("a script failed: %s, in %s:%d:%d", what, d.URL, d.LineNumber+1, d.ColumnNumber+1)
	case *audits.EventIssueAdded:
		if d := e.Issue.Details; d != nil && d.ContentSecurityPolicyIssueDetails != nil {
			tb.note("the policy was broken: %s", d.ContentSecurityPolicyIssueDetails.ViolatedDirective)
		}
	}
}

func (tb *tab) note(format string, args ...any) {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	tb.problems = append(tb.problems, fmt.Sprintf(format, args...))
}

// quiet reports what has happened since it was last asked.
func (tb *tab) quiet(t *testing.T) {
	t.Helper()
	tb.mu.Lock()
	defer tb.mu.Unlock()
	for _, p := range tb.problems {
		t.Error(p)
	}
	tb.problems = nil
}

func (tb *tab) run(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(tb.ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// get runs an action that gives something.
func get[T any](t *testing.T, tb *tab, action chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(tb.ctx, action)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// command sends a command of the protocol.
func command[P, R any](t *testing.T, tb *tab, c cdp.Command[P, R], params P) R {
	t.Helper()
	return get(t, tb, func(ctx context.Context, target *chromedp.Target) (R, error) {
		return cdp.Call(ctx, target, c, params)
	})
}

// visit loads a page of the site.
func (tb *tab) visit(t *testing.T, address string) {
	t.Helper()
	tb.run(t, chromedp.Navigate(tb.origin+"/"+address), chromedp.WaitReady(chromedp.CSS("body")))
}

// evaluate returns what an expression of JavaScript gives.
func evaluate[T any](t *testing.T, tb *tab, expression string) T {
	t.Helper()
	return get(t, tb, chromedp.Evaluate[T](expression))
}

// awaited returns what a promise of JavaScript comes to.
func awaited[T any](t *testing.T, tb *tab, promise string) T {
	t.Helper()
	return get(t, tb, chromedp.Evaluate[T](promise, chromedp.EvalAwaitPromise))
}

// settle waits until the page has drawn what it was told to.
func (tb *tab) settle(t *testing.T) {
	t.Helper()
	// 400 ms is longer than the site waits before it shows what the mouse rests on.
	awaited[bool](t, tb, `new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))), 400))`)
}

// follow clicks on a link and waits for a page of the kind it should lead to.
func (tb *tab) follow(t *testing.T, link, kind string) {
	t.Helper()
	ctx, stop := context.WithTimeout(tb.ctx, 10*time.Second)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(link)), chromedp.WaitReady(chromedp.CSS("body.k-"+kind))); err != nil {
		t.Fatalf("%s leads to %s: %v", link, evaluate[string](t, tb, `location.href`), err)
	}
}

func (tb *tab) resize(t *testing.T, width, height int64) {
	t.Helper()
	command(t, tb, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1})
}

// scheme sets what the reader prefers: light or dark.
func (tb *tab) scheme(t *testing.T, name string) {
	t.Helper()
	command(t, tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
	})
}

// dossier builds the first dossier, once, and serves it as its _headers say.
var dossier = sync.OnceValues(func() (http.Handler, error) {
	out, err := os.MkdirTemp("", "belegt-browsertest-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(out)
	p := pipeline.New(filepath.Join("..", ".."))
	target, err := p.Folder(out)
	if err != nil {
		return nil, err
	}
	built, err := p.Build(context.Background(), target, pipeline.Options{BaseURL: "https://example.org/"})
	if err != nil {
		return nil, err
	}
	if built.Diagnostics.HasErrors() {
		return nil, fmt.Errorf("the dossier has errors: %v", built.Diagnostics[0].Message)
	}
	return read(os.DirFS(out))
})

// serve serves the first dossier until the test ends.
func serve(t *testing.T) (origin string) {
	t.Helper()
	h, err := dossier()
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// host serves files from memory like a static host that knows _headers.
type host struct {
	files   map[string][]byte
	headers []headerRule
}

// A headerRule gives headers to a path, or to all that begin with one, where the
// pattern has a * at its end.
type headerRule struct {
	pattern string
	headers [][2]string
}

func read(fsys fs.FS) (*host, error) {
	h := &host{files: map[string][]byte{}}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		h.files[name], err = fs.ReadFile(fsys, name)
		return err
	})
	for line := range strings.Lines(string(h.files["_headers"])) {
		text := strings.TrimSpace(line)
		name, v, ok := strings.Cut(text, ": ")
		switch {
		case text == "":
		case line[0] == '/':
			h.headers = append(h.headers, headerRule{pattern: text})
		case ok && len(h.headers) > 0:
			last := &h.headers[len(h.headers)-1]
			last.headers = append(last.headers, [2]string{name, v})
		}
	}
	return h, err
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for _, rule := range h.headers {
		if start, below := strings.CutSuffix(rule.pattern, "*"); r.URL.Path == start || below && strings.HasPrefix(r.URL.Path, start) {
			for _, kv := range rule.headers {
				w.Header().Set(kv[0], kv[1])
			}
		}
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	data, ok := h.files[name]
	if !ok {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		w.Write(h.files["404.html"])
		return
	}
	http.ServeContent(w, r, path.Base(name), time.Time{}, bytes.NewReader(data))
}
