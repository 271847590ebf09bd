package main

import (
	"bytes"
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"belegt/generator/internal/cli"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/load"
	"belegt/generator/internal/pipeline"
)

// FORMAT.md promises to be what the program accepts. These tests read its
// tables and its examples, and compare both with the program.

// everyRecord heads the table of keys that these kinds have in common.
const everyRecord = "every record"

var kindsOfRecords = []string{"entity", "source", "claim", "event", "relationship"}

// TestFormatKeys compares the keys of each map, whether they are required, and
// their words, both ways.
func TestFormatKeys(t *testing.T) {
	doc := readPage(t, "FORMAT.md")
	documented := documentedKeys(t, doc)
	for _, kind := range kindsOfRecords {
		for name, k := range documented[everyRecord] {
			documented[kind][name] = k
		}
	}
	delete(documented, everyRecord)
	known := map[string]map[string]load.Key{}
	for _, r := range load.Keys() {
		known[r.Name] = map[string]load.Key{}
		for _, k := range r.Keys {
			known[r.Name][k.Name] = k
		}
	}
	if diff := cmp.Diff(known, documented); diff != "" {
		t.Errorf("FORMAT.md and the program know different keys (-program +FORMAT.md):\n%s", diff)
	}
}

// TestFormatVocabulary compares the enumerations of package model with those
// of the keys, so that none is left that FORMAT.md need not name.
func TestFormatVocabulary(t *testing.T) {
	inKeys := map[string]bool{}
	for _, r := range load.Keys() {
		for _, k := range r.Keys {
			if k.Words != nil {
				inKeys[strings.Join(k.Words, " ")] = true
			}
		}
	}
	all := vocabulary(t, "internal/model/vocabulary.go")
	for name, words := range all {
		if key := strings.Join(words, " "); !inKeys[key] {
			t.Errorf("no key takes the words of model.%s: %s", name, key)
		} else {
			delete(inKeys, key)
		}
	}
	for words := range inKeys {
		t.Errorf("a key takes words that package model does not have: %s", words)
	}
}

// TestFormatExamples builds the examples as one dossier.
func TestFormatExamples(t *testing.T) {
	root := writeExamples(t)
	checked, err := pipeline.New(root).Check(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(checked.Diagnostics) > 0 {
		var b bytes.Buffer
		diag.Write(&b, checked.Diagnostics, diag.Style{})
		t.Errorf("the examples of FORMAT.md have problems:\n%s", b.String())
	}
	if len(checked.Dossier.Media) == 0 || len(checked.Dossier.Entities) == 0 || len(checked.Dossier.Relationships) == 0 {
		t.Error("the examples of FORMAT.md were not read")
	}
	if status := cli.Run(context.Background(), []string{"build", "--root", root}, new(bytes.Buffer), new(bytes.Buffer)); status != 0 {
		t.Errorf("build ends with status %d", status)
	}
}

// TestFormatExamplesAreWhole looks for each key in an example.
func TestFormatExamplesAreWhole(t *testing.T) {
	var all strings.Builder
	for _, f := range readPage(t, "FORMAT.md").fences() {
		if f.path != "" {
			all.WriteString(f.text)
		}
	}
	for _, r := range load.Keys() {
		for _, k := range r.Keys {
			// A body stands below the front matter, and an id may be the file's name.
			if k.Name != "body" && !regexp.MustCompile(`(?m)(^|[\s{])`+k.Name+`: `).MatchString(all.String()) &&
				!regexp.MustCompile(`(?m)(^|\s)`+k.Name+`:$`).MatchString(all.String()) {
				t.Errorf("no example has the key %s of %s", k.Name, r.Name)
			}
		}
	}
}

// TestFormatMessage makes the mistake that the page shows a message for.
func TestFormatMessage(t *testing.T) {
	root := writeExamples(t)
	index := filepath.Join(root, "content/articles/index.en.md")
	b, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	b = bytes.Replace(b, []byte("[[harbour-board|board]]"), []byte("[[harbour-bord|board]]"), 1)
	if err := os.WriteFile(index, b, 0o666); err != nil {
		t.Fatal(err)
	}
	var out, problems bytes.Buffer
	if status := cli.Run(context.Background(), []string{"build", "--root", root}, &out, &problems); status != 1 {
		t.Errorf("build ends with status %d, not 1", status)
	}
	shown := readPage(t, "FORMAT.md").fences()
	message := shown[len(shown)-1].text
	if !strings.Contains(problems.String(), message) {
		t.Errorf("FORMAT.md shows\n%s\nand the program says\n%s", message, problems.String())
	}
}

// writeExamples writes every example of FORMAT.md into one dossier.
func writeExamples(t *testing.T) (root string) {
	root = t.TempDir()
	for _, f := range readPage(t, "FORMAT.md").fences() {
		switch {
		case f.path != "":
			writeFile(t, filepath.Join(root, f.path), f.text)
		case f.lang != "text":
			t.Errorf("FORMAT.md:%d: the name of a file in backquotes is missing above this example", f.line)
		}
	}
	return root
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// documentedKeys reads the tables that have a column Key, by their heading.
func documentedKeys(t *testing.T, doc page) map[string]map[string]load.Key {
	t.Helper()
	all := map[string]map[string]load.Key{}
	for _, s := range doc.sections() {
		rows := s.table("Key", "Required", "Value", "Meaning")
		if rows == nil {
			continue
		}
		name := strings.Trim(s.title, "`")
		keys := map[string]load.Key{}
		for _, row := range rows {
			k := load.Key{Name: strings.Trim(row[0], "`"), Required: row[1] == "yes", Words: doc.words(t, row[2])}
			if _, twice := keys[k.Name]; twice || row[1] != "yes" && row[1] != "no" {
				t.Errorf("FORMAT.md, %s: the row of %s stands twice, or is neither required nor not", name, k.Name)
			}
			keys[k.Name] = k
		}
		all[name] = keys
	}
	return all
}

// words reads an enumeration out of a column Value: words in backquotes after
// “one of”, or those of the section that it links to.
func (p page) words(t *testing.T, value string) []string {
	t.Helper()
	value, ok := strings.CutPrefix(value, "one of ")
	if !ok {
		return nil
	}
	m := linkTarget.FindStringSubmatch(value)
	if m == nil {
		return quoted(value)
	}
	for _, s := range p.sections() {
		if "#"+anchor(s.title) != m[1] {
			continue
		}
		var words []string
		for _, row := range s.table("Word", "") {
			words = append(words, quoted(row[0])...)
		}
		if words == nil {
			words = quoted(s.text())
		}
		return words
	}
	t.Errorf("FORMAT.md: %s leads nowhere", m[1])
	return nil
}

// vocabulary reads the lists of words that a Go file declares, by name.
func vocabulary(t *testing.T, path string) map[string][]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if _, in := n.(*ast.FuncDecl); in {
			return false
		}
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for i, v := range spec.Values {
			list, ok := v.(*ast.CompositeLit)
			if !ok {
				continue
			}
			for _, e := range list.Elts {
				word, err := strconv.Unquote(e.(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				all[spec.Names[i].Name] = append(all[spec.Names[i].Name], word)
			}
		}
		return true
	})
	if len(all) == 0 {
		t.Fatalf("%s declares no words", path)
	}
	return all
}

// page is a Markdown file of the project's own documentation.
type page struct {
	name  string
	lines []string
}

// readPage reads a page by its path from this folder.
func readPage(t *testing.T, path string) page {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return page{path, strings.Split(string(b), "\n")}
}

// fence is a fenced block. A path stands above it, in backquotes and alone in
// its line.
type fence struct {
	path, lang, text string
	line             int // of its opening, from 1
}

var (
	fenceOpen  = regexp.MustCompile("^(```+|~~~+)([a-z]*)$")
	pathLine   = regexp.MustCompile("^`([^`]+)`$")
	inQuotes   = regexp.MustCompile("`([^`]+)`")
	linkTarget = regexp.MustCompile(`\]\(([^)\s]+)\)`)
)

func (p page) fences() []fence {
	var all []fence
	above := ""
	for i := 0; i < len(p.lines); i++ {
		m := fenceOpen.FindStringSubmatch(p.lines[i])
		if m == nil {
			if p.lines[i] != "" {
				above = p.lines[i]
			}
			continue
		}
		f := fence{lang: m[2], line: i + 1}
		if m := pathLine.FindStringSubmatch(above); m != nil {
			f.path = m[1]
		}
		var text strings.Builder
		for i++; i < len(p.lines) && p.lines[i] != m[1]; i++ {
			text.WriteString(p.lines[i] + "\n")
		}
		f.text, above = text.String(), ""
		all = append(all, f)
	}
	return all
}

// prose returns the lines outside of fenced blocks; the others are empty.
func (p page) prose() []string {
	lines := slices.Clone(p.lines)
	for _, f := range p.fences() {
		for i := range strings.Count(f.text, "\n") + 2 {
			lines[f.line-1+i] = ""
		}
	}
	return lines
}

// section is a heading with what stands between it and the next one.
type section struct {
	title string
	lines []string
}

func (p page) sections() []section {
	var all []section
	for _, line := range p.prose() {
		if marks, title, ok := strings.Cut(line, " "); ok && marks != "" && strings.Trim(marks, "#") == "" {
			all = append(all, section{title: title})
		} else if len(all) > 0 {
			s := &all[len(all)-1]
			s.lines = append(s.lines, line)
		}
	}
	return all
}

// chapter returns the page with nothing but one chapter in it, up to the next
// heading of its level.
func (p page) chapter(title string) page {
	from := slices.Index(p.lines, "## "+title) + 1
	to := slices.IndexFunc(p.lines[from:], func(l string) bool { return strings.HasPrefix(l, "## ") })
	if from == 0 || to < 0 {
		return page{name: p.name}
	}
	return page{p.name, p.lines[from : from+to]}
}

// table returns the rows of a section's first table, if its columns are called
// so; "" takes any name. A bar after a backslash is text.
func (s section) table(columns ...string) [][]string {
	var rows [][]string
	for _, line := range s.lines {
		if !strings.HasPrefix(line, "|") {
			if rows != nil {
				break
			}
			continue
		}
		line = strings.Trim(strings.ReplaceAll(line, `\|`, "\x00"), "|")
		var row []string
		for cell := range strings.SplitSeq(line, "|") {
			row = append(row, strings.TrimSpace(strings.ReplaceAll(cell, "\x00", "|")))
		}
		rows = append(rows, row)
	}
	if len(rows) < 2 || len(rows[0]) != len(columns) {
		return nil
	}
	for i, name := range columns {
		if name != "" && rows[0][i] != name {
			return nil
		}
	}
	return rows[2:]
}

// text returns the lines of a section that name no file.
func (s section) text() string {
	return strings.Join(slices.DeleteFunc(slices.Clone(s.lines), pathLine.MatchString), " ")
}

// quoted returns what stands in backquotes.
func quoted(s string) []string {
	var out []string
	for _, m := range inQuotes.FindAllStringSubmatch(s, -1) {
		out = append(out, m[1])
	}
	return out
}

var noAnchor = regexp.MustCompile(`[^\p{L}\p{N} _-]`)

// anchor returns the fragment that GitHub gives to a heading.
func anchor(title string) string {
	return strings.ReplaceAll(noAnchor.ReplaceAllString(strings.ToLower(title), ""), " ", "-")
}
