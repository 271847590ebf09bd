package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	ours     = "belegt/"
	internal = ours + "generator/internal/"
)

// rooms is the import table of DESIGN.md: what of ours a package may import.
// A package that is not in it may not be there. The last ones came later.
var rooms = map[string][]string{
	"generator":       {"cli"},
	"generator/synth": {"synth"},
	"templates":       {},
	"static":          {},

	"diag":     {},
	"date":     {},
	"markdown": {"diag"},
	"model":    {"diag", "date", "markdown"},
	"load":     {"model", "date", "markdown", "diag"},
	"link":     {"model", "date", "diag"},
	"check":    {"model", "date", "diag"},
	"asset":    {"diag"},
	"figure":   {"date"},
	"render":   {"model", "date", "markdown", "asset", "diag", "figure", "quote"},
	"export":   {"model", "date"},
	"publish":  {},
	"pipeline": {"diag", "date", "markdown", "model", "load", "link", "check", "asset", "figure", "render", "export", "publish", "quote", "guard", "templates", "static"},
	"serve":    {"pipeline", "diag"},
	"cli":      {"pipeline", "serve", "diag", "templates", "static"},

	"synth":           {"model", "date"},
	"serve/savebench": {"pipeline", "serve"},
	"quote":           {},
	"guard":           {},
}

// beyond lists the imports that the code needs over the table, with reasons.
var beyond = map[string]map[string]string{
	"link": {"markdown": "what a text refers to comes to it in the types of package markdown"},
}

// doors says which packages an outside library may be imported by.
var doors = []struct {
	library string // the module, or a package of the standard library
	by      []string
}{
	{"github.com/yuin/goldmark", []string{"markdown"}},
	{"github.com/alecthomas/chroma", []string{"markdown"}},
	{"github.com/dlclark/regexp2", []string{"markdown"}}, // chroma's regular expressions
	{"github.com/rivo/uniseg", []string{"markdown"}},
	{"go.yaml.in/yaml", []string{"load"}},
	{"github.com/tdewolff/minify", []string{"asset"}},
	{"github.com/tdewolff/parse", []string{"asset"}},
	{"golang.org/x/text", []string{"date", "render", "quote", "guard"}},
	{"golang.org/x/net/html", []string{"quote"}},
	{"golang.org/x/image", []string{"asset"}},
	{"github.com/andybalholm/brotli", []string{"asset", "guard"}},
	{"html/template", []string{"markdown", "render"}},
	{"github.com/alecthomas/kong", []string{"cli"}},
	{"github.com/fsnotify/fsnotify", []string{"serve"}},
	{"github.com/chromedp", []string{"browsertest"}},
}

// source is a parsed file that is no test.
type source struct {
	path string // relative to the module
	pkg  string // as in rooms
	file *ast.File
}

// sources parses every Go file of the module but tests.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	set := token.NewFileSet()
	for _, top := range []string{"generator", "templates", "static"} {
		err := filepath.WalkDir(filepath.Join("..", top), func(file string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "testdata":
				return fs.SkipDir
			case d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
				return nil
			}
			parsed, err := parser.ParseFile(set, file, nil, parser.ParseComments)
			if err != nil {
				return err
			}
			name := strings.TrimPrefix(filepath.ToSlash(file), "../")
			all = append(all, source{name, room(path.Join(ours, path.Dir(name))), parsed})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(all) < 100 {
		t.Fatalf("only %d files found; is this the module?", len(all))
	}
	return all
}

// room is a package of ours as the table names it.
func room(importPath string) string {
	if name, ok := strings.CutPrefix(importPath, internal); ok {
		return name
	}
	return strings.TrimPrefix(importPath, ours)
}

func imports(t *testing.T, s source) []string {
	t.Helper()
	var paths []string
	for _, spec := range s.file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, p)
	}
	return paths
}

func TestImportTable(t *testing.T) {
	used := map[string]bool{}
	for _, s := range sources(t) {
		allowed, ok := rooms[s.pkg]
		if !ok && s.pkg != "browsertest" {
			t.Errorf("%s: the package %s is not in the table of DESIGN.md", s.path, s.pkg)
			continue
		}
		for _, p := range imports(t, s) {
			if !strings.HasPrefix(p, ours) || slices.Contains(allowed, room(p)) {
				continue
			}
			if beyond[s.pkg][room(p)] != "" {
				used[s.pkg+" "+room(p)] = true
				continue
			}
			t.Errorf("%s imports %s; package %s may import only %v of ours", s.path, p, s.pkg, allowed)
		}
	}
	for pkg, more := range beyond {
		for other := range more {
			if !used[pkg+" "+other] {
				t.Errorf("%s no longer imports %s: take it out of the exceptions", pkg, other)
			}
		}
	}
}

func TestDoors(t *testing.T) {
	for _, s := range sources(t) {
		for _, p := range imports(t, s) {
			standard := !strings.Contains(strings.SplitN(p, "/", 2)[0], ".")
			i := slices.IndexFunc(doors, func(d struct {
				library string
				by      []string
			}) bool {
				return p == d.library || strings.HasPrefix(p, d.library+"/")
			})
			switch {
			case i >= 0 && !slices.Contains(doors[i].by, s.pkg):
				t.Errorf("%s imports %s, whose door is %v", s.path, p, doors[i].by)
			case i < 0 && !standard && !strings.HasPrefix(p, ours):
				t.Errorf("%s imports %s, a library without a door", s.path, p)
			}
		}
	}
}

// calls returns the functions of a package of the standard library that a file
// names, under whatever name it imports the package.
func calls(t *testing.T, s source, importPath string) []string {
	t.Helper()
	name := ""
	for _, spec := range s.file.Imports {
		if spec.Path.Value != strconv.Quote(importPath) {
			continue
		}
		if name = path.Base(importPath); spec.Name != nil {
			name = spec.Name.Name
		}
		if name == "." {
			t.Fatalf("%s imports %s without a name", s.path, importPath)
		}
	}
	found := map[string]bool{}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && name != "" {
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == name {
				found[sel.Sel.Name] = true
			}
		}
		return true
	})
	return slices.Sorted(maps.Keys(found))
}

// What a package may do with the disk: each function of package os that reads
// or changes it, and the packages that may call it.
var disk = map[string][]string{
	"WriteFile": {"synth"}, "Create": {}, "CreateTemp": {"publish"}, "OpenFile": {"publish"},
	"Rename": {"publish"}, "Remove": {"publish"}, "RemoveAll": {"publish"}, "Truncate": {},
	"Mkdir": {"publish", "synth"}, "MkdirAll": {"publish", "synth"}, "MkdirTemp": {}, "Chmod": {}, "Chtimes": {},
	"Link": {}, "Symlink": {}, "CopyFS": {},
	"Open":     {"load", "pipeline"}, // pipeline: the list of forbidden terms
	"ReadFile": {"load"}, "DirFS": {}, "ReadDir": {"load", "generator/synth"},
	"OpenRoot": {"load", "publish", "pipeline"}, // pipeline: templates and static, to be read
}

// measuring is a command that makes and saves files in a copy of its own, and
// times what comes of it.
const measuring = "serve/savebench"

func TestOnlyLoadReadsAndOnlyPublishWrites(t *testing.T) {
	for _, s := range sources(t) {
		if s.pkg == measuring {
			continue
		}
		for _, f := range calls(t, s, "os") {
			if by, limited := disk[f]; limited && !slices.Contains(by, s.pkg) {
				t.Errorf("%s uses os.%s; only %v may", s.path, f, by)
			}
		}
		if slices.Contains(imports(t, s), "io/ioutil") {
			t.Errorf("%s imports io/ioutil", s.path)
		}
	}
}

// The result depends on the content alone, so the clock is looked at only
// where progress is shown, and chance serves only where it leaves no trace.
func TestNoClockAndNoChance(t *testing.T) {
	for _, s := range sources(t) {
		if s.pkg == measuring {
			continue
		}
		for _, f := range calls(t, s, "time") {
			if slices.Contains([]string{"Now", "Since", "Until", "After", "NewTimer", "NewTicker", "Tick"}, f) && s.pkg != "cli" && s.pkg != "serve" {
				t.Errorf("%s uses time.%s; only cli and serve may", s.path, f)
			}
		}
		for _, p := range imports(t, s) {
			if strings.HasPrefix(p, "math/rand") && s.pkg != "synth" || p == "crypto/rand" && s.pkg != "publish" {
				t.Errorf("%s imports %s", s.path, p)
			}
		}
	}
}

func TestMainIsShort(t *testing.T) {
	b, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	if lines := bytes.Count(b, []byte("\n")); lines > 40 {
		t.Errorf("main.go has %d lines, more than 40", lines)
	}
}

func TestPackageComments(t *testing.T) {
	comments := map[string][]string{}
	for _, s := range sources(t) {
		if s.file.Doc != nil {
			comments[s.pkg] = append(comments[s.pkg], s.file.Doc.Text())
		} else if comments[s.pkg] == nil {
			comments[s.pkg] = []string{}
		}
	}
	for pkg, found := range comments {
		want := "Package " + path.Base(pkg) + " "
		switch {
		case len(found) != 1:
			t.Errorf("package %s has %d package comments, and should have one", pkg, len(found))
		case pkg != "generator" && pkg != "generator/synth" && !strings.HasPrefix(found[0], want):
			t.Errorf("the comment of package %s begins with %q, not with %q", pkg, strings.SplitN(found[0], "\n", 2)[0], want)
		}
	}
}
