package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/pipeline"
)

// The stories in generator/testdata/script run every command as a program; what
// is here needs a look inside.

// terminalLike opens what has the mode of a terminal.
func terminalLike(t *testing.T) *os.File {
	t.Helper()
	f, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		t.Skip(os.DevNull + " is no character device here")
	}
	return f
}

func TestColors(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, test := range []struct {
		term, noColor string
		terminal      bool
		want          bool
	}{
		{"xterm", "", true, true},
		{"xterm", "1", true, false},
		{"xterm", "0", true, false}, // whatever its value is, no-color.org says
		{"dumb", "", true, false},
		{"xterm", "", false, false},
	} {
		t.Setenv("TERM", test.term)
		t.Setenv("NO_COLOR", test.noColor)
		w := file
		if test.terminal {
			w = terminalLike(t)
		}
		if got := colors(w); got != test.want {
			t.Errorf("%+v: got %t", test, got)
		}
	}
	if colors(&bytes.Buffer{}) {
		t.Error("a buffer wants colours")
	}
}

// Progress appears after a second, at most ten times a second, and is wiped.
func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b bytes.Buffer
		p := newProgress(&b)
		p.w = &b // as if it were a terminal
		p.tell("load", 0, 0)
		time.Sleep(999 * time.Millisecond)
		p.tell("render", 1, 9)
		if b.Len() > 0 {
			t.Errorf("before a second is over it says %q", b.String())
		}
		time.Sleep(time.Millisecond)
		p.tell("render", 2, 9)
		p.tell("render", 3, 9)
		time.Sleep(100 * time.Millisecond)
		p.tell("publish", 0, 0)
		p.end()
		if want := "\r\033[Krendering 2 of 9\r\033[Kwriting\r\033[K"; b.String() != want {
			t.Errorf("got %q, want %q", b.String(), want)
		}
	})
}

func TestNoProgressWithoutTerminal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b bytes.Buffer
		p := newProgress(&b)
		time.Sleep(time.Hour)
		p.tell("render", 1, 9)
		p.end()
		if b.Len() > 0 {
			t.Errorf("it says %q", b.String())
		}
	})
}

func TestQuickCommandLeavesNoTrace(t *testing.T) {
	var b bytes.Buffer
	p := newProgress(&b)
	p.w = &b
	p.tell("load", 0, 0)
	p.end()
	if b.Len() > 0 {
		t.Errorf("it says %q", b.String())
	}
}

// The help text and the command line know the same flags.
func TestUsageNamesEveryFlag(t *testing.T) {
	_, flags, _ := strings.Cut(usage, "\nFlags of")
	for _, c := range reflect.VisibleFields(reflect.TypeFor[commands]()) {
		name := strings.ToLower(c.Name)
		if !strings.Contains(usage, "\n  belegt "+name+" ") {
			t.Errorf("the help does not name the command %s", name)
		}
		for _, f := range reflect.VisibleFields(c.Type) {
			if f.Anonymous || !f.IsExported() {
				continue
			}
			flag := f.Tag.Get("name")
			if flag == "" {
				flag = strings.ToLower(f.Name)
			}
			if !strings.Contains(flags, "  --"+flag+" ") && !strings.Contains(flags, "  --"+flag+"[=") {
				t.Errorf("the help does not name --%s", flag)
			}
		}
	}
}

func TestBaseURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org":          "https://example.org/",
		"https://example.org/":         "https://example.org/",
		"http://example.org/a/b":       "http://example.org/a/b/",
		"https://example.org:8080/a":   "https://example.org:8080/a/",
		"https://example.org/a%2Fb":    "https://example.org/a%2Fb/",
		"example.org":                  "",
		"//example.org/":               "",
		"ftp://example.org/":           "",
		"javascript:alert(1)":          "",
		"https://":                     "",
		"https:///a":                   "",
		"https://example.org/?":        "",
		"https://example.org/?a=b":     "",
		"https://example.org/#":        "",
		"https://user@example.org/":    "",
		"https://example.org/\nfoo":    "",
		"https://exa mple.org/":        "",
		"https://example.org/a/../b/#": "",
	} {
		o, err := shared{BaseURL: in}.options()
		if o.BaseURL != want || (err == nil) != (want != "") {
			t.Errorf("%q: got %q, %v; want %q", in, o.BaseURL, err, want)
		}
	}
}

func TestPagesByKind(t *testing.T) {
	b := &pipeline.Built{Total: 7, Pages: map[string]int{"article": 1, "entity": 2, "list": 4}}
	if got, want := pagesByKind(b), "7 pages (1 article, 2 entities, 4 lists)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	b = &pipeline.Built{Total: 1, Pages: map[string]int{"claim": 1}}
	if got, want := pagesByKind(b), "1 page (1 claim)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOnly(t *testing.T) {
	l := diag.List{{Code: "a", Severity: diag.Error}, {Code: "b", Severity: diag.Warning}}
	if got := only(l, diag.Warning); len(got) != 1 || got[0].Code != "b" {
		t.Errorf("got %v", got)
	}
}

func TestRounded(t *testing.T) {
	for in, want := range map[time.Duration]string{
		1234567 * time.Nanosecond: "1ms", 2345 * time.Millisecond: "2.345s", 12345 * time.Millisecond: "12.3s",
	} {
		if got := rounded(in).String(); got != want {
			t.Errorf("%v: got %s, want %s", in, got, want)
		}
	}
}

// A build that is interrupted by the user ends with 1 and says why.
func TestInterrupted(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"content/site.yaml":         "title: T\nlanguages: [de]\nbase_url: https://example.org/\n",
		"content/articles/index.md": "---\ntitle: A\n---\nText.\n",
	} {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	if status := Run(ctx, []string{"build", "--root", root}, &out, &errs); status != 1 || !strings.Contains(errs.String(), "belegt: ") || out.Len() > 0 {
		t.Errorf("status %d, output %q, errors %q", status, out.String(), errs.String())
	}
	if _, err := os.Stat(filepath.Join(root, "public")); !os.IsNotExist(err) {
		t.Error("something was written")
	}
	if status := Run(t.Context(), []string{"build", "--root", root}, &out, &errs); status != 0 {
		t.Errorf("the next build ends with %d: %s", status, errs.String())
	}
}
