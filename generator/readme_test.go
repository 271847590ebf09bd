package main

import (
	"bytes"
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"belegt/generator/internal/cli"
	"belegt/generator/internal/diag"
)

// What README.md and ARCHITECTURE.md say is held against the program here. How
// pages are read stands in format_test.go.

// TestReadmeDossier follows the chapter on writing a dossier, step by step:
// it makes the folders, writes the files, and gives the commands.
func TestReadmeDossier(t *testing.T) {
	readme := readPage(t, "../README.md")
	t.Chdir(emptyFolder(t, "belegt"))
	output, steps := "", 0
	for _, f := range readme.chapter("Write a dossier").fences() {
		switch {
		case f.path != "":
			if err := os.WriteFile(f.path, []byte(f.text), 0o666); err != nil {
				t.Fatal(err)
			}
		case f.lang == "sh":
			output = run(t, f.text)
			steps++
		case f.lang == "text":
			if diff := cmp.Diff(steady(f.text), steady(output)); diff != "" {
				t.Errorf("README.md shows another output (-README.md +program):\n%s", diff)
			}
		}
	}
	if steps < 3 {
		t.Errorf("README.md has %d steps", steps)
	}
}

// emptyFolder makes a folder of that name beside which others can be made.
func emptyFolder(t *testing.T, name string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}

// run carries out the lines of a shell block, which may make folders and call
// the program, and returns what they print. Those that show an error fail.
func run(t *testing.T, lines string) string {
	t.Helper()
	var out bytes.Buffer
	for line := range strings.Lines(lines) {
		words := strings.Fields(line)
		switch {
		case len(words) > 2 && words[0] == "mkdir" && words[1] == "-p":
			for _, dir := range words[2:] {
				if err := os.MkdirAll(dir, 0o777); err != nil {
					t.Fatal(err)
				}
			}
		case len(words) > 3 && slices.Equal(words[:3], []string{"go", "run", "./generator"}):
			status := cli.Run(context.Background(), words[3:], &out, &out)
			if want := bytes.Contains(out.Bytes(), []byte("error[")); (status == 1) != want || status == 2 {
				t.Errorf("%s ends with status %d:\n%s", line, status, out.String())
			}
		default:
			t.Errorf("the test cannot carry out: %s", line)
		}
	}
	return out.String()
}

var (
	counts = regexp.MustCompile(`(?m)^\d+ pages \(.*\): \d+ written`)
	took   = regexp.MustCompile(`(?m) in [0-9.]+m?s$`)
)

// steady leaves out how many pages there are of each kind, and the time.
func steady(s string) string {
	return took.ReplaceAllString(counts.ReplaceAllString(s, "N pages: N written"), "")
}

var (
	codesTable = regexp.MustCompile(`(?m)^\| Code .*\n(\|.*\n)+`)
	helpBlock  = regexp.MustCompile("(?s)```text\nBelegt makes .*?```\n")
)

// TestReadmeCodes compares the table of codes with the program's.
func TestReadmeCodes(t *testing.T) {
	want := "| Code | Severity | Meaning |\n| --- | --- | --- |\n"
	for _, c := range diag.Codes {
		want += "| `" + c.Name + "` | " + c.Severity.String() + " | " + strings.ReplaceAll(c.About, "|", `\|`) + " |\n"
	}
	compareReadme(t, codesTable, want)
}

// TestReadmeHelp compares the commands and flags with what help prints.
func TestReadmeHelp(t *testing.T) {
	compareReadme(t, helpBlock, "```text\n"+help(t)+"```\n")
}

func help(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	if status := cli.Run(context.Background(), []string{"help"}, &out, &out); status != 0 {
		t.Fatalf("help ends with status %d", status)
	}
	return out.String()
}

// compareReadme compares a part of README.md with what the program says, and
// with -update writes that.
func compareReadme(t *testing.T, part *regexp.Regexp, want string) {
	t.Helper()
	b, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	at := part.FindIndex(b)
	if at == nil {
		t.Fatalf("README.md has nothing like %v", part)
	}
	got := string(b[at[0]:at[1]])
	switch {
	case got == want:
	case *update:
		b = slices.Replace(b, at[0], at[1], []byte(want)...)
		if err := os.WriteFile("../README.md", b, 0o666); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("README.md is out of date; run go test ./generator -run Readme -update (-README.md +program):\n%s", cmp.Diff(got, want))
	}
}

// TestReadmeCommands looks for the packages and the flags that the commands of
// the README name.
func TestReadmeCommands(t *testing.T) {
	flags, commands := help(t), 0
	for _, f := range readPage(t, "../README.md").fences() {
		if f.lang != "sh" {
			continue
		}
		for line := range strings.Lines(f.text) {
			commands++
			for _, word := range strings.Fields(line) {
				dir, local := strings.CutPrefix(strings.TrimSuffix(word, "/..."), "./")
				if local && !exists(dir) {
					t.Errorf("%q: there is no %s", line, dir)
				}
				if strings.Contains(line, "./generator ") && strings.HasPrefix(word, "--") && !strings.Contains(flags, word+" ") {
					t.Errorf("%q: help does not know %s", line, word)
				}
			}
		}
	}
	if commands == 0 {
		t.Error("README.md has no commands")
	}
}

// TestLinks follows the relative links of the project's pages.
func TestLinks(t *testing.T) {
	for _, path := range []string{"../README.md", "FORMAT.md", "ARCHITECTURE.md"} {
		for i, line := range readPage(t, path).prose() {
			for _, m := range linkTarget.FindAllStringSubmatch(inQuotes.ReplaceAllString(line, ""), -1) {
				checkLink(t, path, i+1, m[1])
			}
		}
	}
}

func checkLink(t *testing.T, path string, line int, target string) {
	t.Helper()
	file, fragment, _ := strings.Cut(target, "#")
	if strings.Contains(file, ":") {
		return
	}
	if file = filepath.Join(filepath.Dir(path), file); target[0] == '#' {
		file = path
	}
	if _, err := os.Stat(file); err != nil {
		t.Errorf("%s:%d: %s leads nowhere", path, line, target)
	} else if fragment != "" && !slices.ContainsFunc(readPage(t, file).sections(), func(s section) bool { return anchor(s.title) == fragment }) {
		t.Errorf("%s:%d: no heading has the fragment %s", path, line, fragment)
	}
}

var (
	// aPath is a file or folder, from the top, from here, or from internal/.
	aPath = regexp.MustCompile(`^\.?[\w-]+(\.[\w-]+)*(/[\w.-]*)+$|^[\w-]+\.(go|html|css|md)$`)
	// aName is a declared name with its package, or a method with its type.
	aName = regexp.MustCompile(`^([a-z]+)\.([A-Za-z]\w*(?:\.[A-Za-z]\w*)?)(?:\(\))?$`)
)

// TestNames looks for the files and the Go names that README.md and
// ARCHITECTURE.md mention in backquotes.
func TestNames(t *testing.T) {
	for _, path := range []string{"../README.md", "ARCHITECTURE.md"} {
		found := 0
		for i, line := range readPage(t, path).prose() {
			for _, q := range quoted(line) {
				if m := aName.FindStringSubmatch(q); m != nil && isFolder("internal/"+m[1]) {
					found++
					if !declared(t, "internal/"+m[1])[m[2]] {
						t.Errorf("%s:%d: package %s does not declare %s", path, i+1, m[1], m[2])
					}
				} else if aPath.MatchString(q) && !strings.HasPrefix(q, "..") {
					found++
					if !exists(q) {
						t.Errorf("%s:%d: there is no %s", path, i+1, q)
					}
				}
			}
		}
		if found == 0 {
			t.Errorf("%s names nothing", path)
		}
	}
}

// TestCodeMap compares the list of packages in ARCHITECTURE.md with those that
// are there, and its order with what they may import.
func TestCodeMap(t *testing.T) {
	listed := map[string]bool{}
	for _, s := range readPage(t, "ARCHITECTURE.md").sections() {
		for _, row := range s.table("Package", "Holds", "Never there") {
			pkg := strings.Trim(row[0], "`")
			for _, other := range rooms[pkg] {
				if isFolder("internal/"+other) && len(declared(t, "internal/"+other)) > 0 && !listed[other] {
					t.Errorf("%s may import %s, and stands above it", pkg, other)
				}
			}
			listed[pkg] = true
		}
	}
	for _, source := range sources(t) {
		if strings.HasPrefix(source.path, "generator/internal/") && !strings.Contains(source.pkg, "/") && !listed[source.pkg] {
			t.Errorf("the package %s is not listed", source.pkg)
			listed[source.pkg] = true
		}
	}
	for pkg := range listed {
		if !isFolder("internal/" + pkg) {
			t.Errorf("the package %s is not there", pkg)
		}
	}
}

// elsewhere are paths that only a build or an author makes.
var elsewhere = []string{"public/manifest.json", "index.html", "archive/", "media/"}

// exists reports whether a path is there.
func exists(path string) bool {
	if slices.Contains(elsewhere, path) {
		return true
	}
	for _, from := range []string{"..", ".", "internal"} {
		if _, err := os.Stat(filepath.Join(from, path)); err == nil {
			return true
		}
	}
	return false
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// declared returns the names that a package declares: at the top, and as
// Type.Method and Type.Field.
func declared(t *testing.T, dir string) map[string]bool {
	t.Helper()
	files, err := fs.Glob(os.DirFS(dir), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			declare(names, d)
		}
	}
	return names
}

func declare(names map[string]bool, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		name := d.Name.Name
		if d.Recv != nil {
			name = receiver(d.Recv.List[0].Type) + "." + name
		}
		names[name] = true
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				names[s.Name.Name] = true
				if st, ok := s.Type.(*ast.StructType); ok {
					for _, f := range st.Fields.List {
						for _, n := range f.Names {
							names[s.Name.Name+"."+n.Name] = true
						}
					}
				}
			case *ast.ValueSpec:
				for _, n := range s.Names {
					names[n.Name] = true
				}
			}
		}
	}
}

// receiver returns the name of a method's type.
func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return receiver(t.X)
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.Ident:
		return t.Name
	}
	return ""
}
