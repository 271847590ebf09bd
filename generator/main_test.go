package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"belegt/generator/internal/cli"
	"belegt/generator/internal/diag"
)

var update = flag.Bool("update", false, "record the expected output of the scripts again")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"belegt": func() { os.Exit(cli.Run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// Each story in testdata/script runs the real program on the dossier that it
// brings along. Beside testscript's own commands there are those below.
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"add":     add,
			"nowhere": nowhere,
			"same":    same,
			"sound":   sound,
		},
	})
}

// exits STATUS PROGRAM ARGS… runs a program that must end with a status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM ARGS…")
	}
	status := 0
	err := ts.Exec(args[1], args[2:]...)
	if e := (*exec.ExitError)(nil); errors.As(err, &e) {
		status = e.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("the exit status is %d, not %s", status, args[0])
	}
}

// add FILE N TEXT writes a text N times to the end of a file. TEXT is a Go
// string without its quotation marks; %d in it becomes the number, %y a year
// that changes with each hundred.
func add(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: add FILE N TEXT")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text, err := strconv.Unquote(`"` + strings.ReplaceAll(args[2], `"`, `\"`) + `"`)
	ts.Check(err)
	file := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(file), 0o777))
	f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o666)
	ts.Check(err)
	defer f.Close()
	for i := range n {
		_, err := strings.NewReplacer("%d", strconv.Itoa(i+1), "%y", strconv.Itoa(2001+i/100)).WriteString(f, text)
		ts.Check(err)
	}
}

// tree returns the files of a folder by their slash-separated paths.
func tree(ts *testscript.TestScript, dir string) map[string][]byte {
	files := map[string][]byte{}
	dir = ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(name)], err = os.ReadFile(file)
		return err
	}))
	if len(files) == 0 {
		ts.Fatalf("%s is empty", dir)
	}
	return files
}

// nowhere DIR TEXT… looks for texts in all files of a folder and in their
// names, in every encoding that a page could hold them in.
func nowhere(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: nowhere DIR TEXT…")
	}
	for name, data := range tree(ts, args[0]) {
		for _, text := range args[1:] {
			for _, form := range encodings(text) {
				if bytes.Contains(bytes.ToLower(data), []byte(strings.ToLower(form))) || strings.Contains(name, form) {
					ts.Fatalf("%s holds %q", name, form)
				}
			}
		}
	}
}

func encodings(text string) []string {
	quoted, _ := json.Marshal(text)
	forms := []string{
		text, html.EscapeString(text), url.QueryEscape(text), url.PathEscape(text),
		string(bytes.Trim(quoted, `"`)), hex.EncodeToString([]byte(text)),
	}
	// In base64 a text has three forms; their ends depend on its neighbours.
	for skip := range 3 {
		b := base64.StdEncoding.EncodeToString(append(make([]byte, skip), text...))
		if from, to := 4*((skip+2)/3), len(b)-4; to-from >= 8 {
			forms = append(forms, b[from:to])
		}
	}
	return forms
}

// same DIR DIR compares two folders byte by byte.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] same DIR DIR")
	}
	a, b := tree(ts, args[0]), tree(ts, args[1])
	var differ []string
	for name, data := range a {
		if other, ok := b[name]; !ok || !bytes.Equal(data, other) {
			differ = append(differ, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			differ = append(differ, name)
		}
	}
	slices.Sort(differ)
	if (len(differ) == 0) == neg {
		ts.Fatalf("%s and %s: %d files differ: %s", args[0], args[1], len(differ), strings.Join(differ, ", "))
	}
}

var (
	attribute = regexp.MustCompile(`\s(href|src|id|popovertarget|aria-labelledby|aria-describedby)=("[^"]*"|'[^']*'|[^\s>]+)`)
	day       = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	absolute  = regexp.MustCompile(`^([a-z]+:|//)`)
)

// sound DIR BASE crawls a site that lives under a path: every link leads to a
// file, every fragment to an id, and no id comes twice in a page.
func sound(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sound DIR BASE")
	}
	files := tree(ts, args[0])
	ids, links := map[string]map[string]bool{}, map[string][]string{}
	for name, data := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		ids[name] = map[string]bool{}
		for _, m := range attribute.FindAllSubmatch(data, -1) {
			value := html.UnescapeString(strings.Trim(string(m[2]), `"'`))
			switch string(m[1]) {
			case "id":
				if ids[name][value] {
					ts.Logf("%s has the id %s twice", name, value)
					neg = true
				}
				ids[name][value] = true
			case "href", "src":
				links[name] = append(links[name], value)
			default:
				for id := range strings.FieldsSeq(value) {
					links[name] = append(links[name], "#"+id)
				}
			}
		}
	}
	for from, all := range links {
		for _, link := range all {
			if problem := lead(files, ids, from, link, args[1]); problem != "" {
				ts.Logf("%s: %s %s", from, link, problem)
				neg = true
			}
		}
	}
	if neg {
		ts.Fatalf("%s is not sound", args[0])
	}
	fmt.Fprintf(ts.Stdout(), "%d pages\n", len(ids))
}

// lead says what is wrong with a link, or "".
func lead(files map[string][]byte, ids map[string]map[string]bool, from, link, base string) string {
	if absolute.MatchString(link) {
		return ""
	}
	to, fragment, _ := strings.Cut(link, "#")
	target := from
	if to != "" {
		below, ok := strings.CutPrefix(to, base)
		if !ok {
			return "does not begin with " + base
		}
		below, err := url.PathUnescape(below)
		if err != nil {
			return err.Error()
		}
		target = below
		if below == "" || strings.HasSuffix(below, "/") {
			target = path.Join(below, "index.html")
		}
	}
	switch {
	case files[target] == nil:
		return "leads nowhere"
	case day.MatchString(fragment) && strings.Contains(target, "as-of/"):
		return "" // a day that the page's script shows; without it there is no such link
	case fragment != "" && !ids[target][fragment]:
		return "has no such place in " + target
	}
	return ""
}

// Every code that the program can report has a case: in a story, as an author
// reads it, or in the tests of the package that reports it.
func TestEveryCodeHasACase(t *testing.T) {
	var cases strings.Builder
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		test := strings.HasSuffix(file, "_test.go") || strings.Contains(filepath.ToSlash(file), "testdata/")
		if err != nil || d.IsDir() || !test || strings.Contains(filepath.ToSlash(file), "/diag/") {
			return err
		}
		b, err := os.ReadFile(file)
		cases.Write(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range diag.Codes {
		story := fmt.Sprintf(": %s[%s]: ", c.Severity, c.Name)
		if !strings.Contains(cases.String(), story) && !strings.Contains(cases.String(), ": "+c.Name+": ") && !strings.Contains(cases.String(), `"`+c.Name) {
			t.Errorf("no test has a case for %s; write a story that shows a line with %q", c.Name, story)
		}
	}
}

// What testscript would not run lies there for nothing.
func TestNoOrphanedStories(t *testing.T) {
	entries, err := os.ReadDir("testdata/script")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if path.Ext(e.Name()) != ".txtar" {
			t.Errorf("testdata/script/%s is no story", e.Name())
		}
	}
}
