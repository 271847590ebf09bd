package load

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/markdown"
	"belegt/generator/internal/model"
)

var update = flag.Bool("update", false, "record the results in testdata again")

// Each archive in testdata holds a content tree, and at its end what loading
// it gives: the files "records" and "problems". Without a site.yaml it gets one
// in English and German.
func TestGolden(t *testing.T) {
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() == "fuzz" {
			continue
		}
		name, ok := strings.CutSuffix(e.Name(), ".txtar")
		if !ok {
			t.Errorf("testdata/%s belongs to no test", e.Name())
			continue
		}
		t.Run(name, func(t *testing.T) { golden(t, filepath.Join("testdata", e.Name())) })
	}
}

func golden(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	root, want := t.TempDir(), map[string]string{}
	var input []txtar.File
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "content/") {
			want[f.Name] = string(f.Data)
			continue
		}
		input = append(input, f)
		write(t, root, f.Name, string(f.Data))
	}
	if !slices.ContainsFunc(input, func(f txtar.File) bool { return f.Name == "content/site.yaml" }) {
		write(t, root, "content/site.yaml", "title: T\nlanguages: [en, de]\nbase_url: https://example.org/\n")
	}
	records, files, problems := New().Load(root, Options{})
	got := map[string]string{"records": show(records), "problems": problemText(problems, files)}
	if *update {
		archive.Files = append(input, txtar.File{Name: "records", Data: []byte(got["records"])}, txtar.File{Name: "problems", Data: []byte(got["problems"])})
		if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	for name := range want {
		if _, ok := got[name]; !ok {
			t.Errorf("%s holds %q, which nothing makes", path, name)
		}
	}
	for name, text := range got {
		if text != want[name] {
			t.Errorf("%s has changed (record it again with -update)\ngot:\n%s\nwant:\n%s", name, text, want[name])
		}
	}
}

func write(t testing.TB, root, name, data string) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
}

// problemText shows problems with their source lines.
func problemText(problems diag.List, files *Files) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%s:%d:%d: %s: %s\n", p.File, p.Line, p.Col, p.Code, p.Message)
		if p.Line > 0 {
			line := strings.ReplaceAll(files.Line(p.File, p.Line), "\t", " ")
			fmt.Fprintf(&b, "\t%s\n\t%s%s\n", line, strings.Repeat(" ", p.Col-1), strings.Repeat("^", max(p.Len, 1)))
		}
		if p.Hint != "" {
			fmt.Fprintf(&b, "\thint: %s\n", p.Hint)
		}
	}
	return b.String()
}

// show prints records, one field a line, without fields that are empty.
func show(r *model.Records) string {
	var b bytes.Buffer
	dump(&b, "", "", reflect.ValueOf(r).Elem())
	return b.String()
}

func dump(b *bytes.Buffer, indent, name string, v reflect.Value) {
	if v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0 {
		return
	}
	line := func(s string) { fmt.Fprintf(b, "%s%s: %s\n", indent, name, s) }
	switch x := v.Interface().(type) {
	case diag.Pos:
		line(fmt.Sprintf("%s:%d:%d+%d", strings.TrimPrefix(x.File, "content/"), x.Line, x.Col, x.Len))
		return
	case date.Date:
		line(x.String())
		return
	case model.Local:
		lang, kind := x.Lang, ""
		if x.Prose != nil {
			kind = " prose"
		}
		fmt.Fprintf(b, "%s%s[%s]%s: %q at %d:%d+%d\n", indent, name, lang, kind, x.Raw, x.Pos.Line, x.Pos.Col, x.Pos.Len)
		return
	case *markdown.Doc:
		line("a text")
		return
	case func() ([]byte, error):
		data, err := x()
		line(fmt.Sprintf("%d bytes, %v", len(data), err))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		dump(b, indent, name, v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			dump(b, indent, name, v.Index(i))
		}
	case reflect.Struct:
		dumpStruct(b, indent, name, v)
	default:
		line(fmt.Sprintf("%v", v.Interface()))
	}
}

func dumpStruct(b *bytes.Buffer, indent, name string, v reflect.Value) {
	if id, pos := v.FieldByName("ID"), v.FieldByName("Pos"); id.IsValid() && pos.IsValid() && v.NumField() <= 3 {
		p := pos.Interface().(diag.Pos)
		fmt.Fprintf(b, "%s%s: %s at %d:%d+%d\n", indent, name, id, p.Line, p.Col, p.Len)
		return
	}
	if name != "" && !strings.HasSuffix(name, "Base") {
		fmt.Fprintf(b, "%s%s\n", indent, name)
		indent += "  "
	}
	for i := range v.NumField() {
		if v.Type().Field(i).Name == "Modified" {
			continue // differs each time
		}
		dump(b, indent, v.Type().Field(i).Name, v.Field(i))
	}
}

// Every code that the package reports has a case here or in another test.
func TestEveryCodeHasACase(t *testing.T) {
	sources, cases := "", ""
	paths, _ := filepath.Glob("*.go")
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range append(paths, archives...) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, ".txtar") {
			cases += string(b)
		} else {
			sources += string(b)
		}
	}
	for _, c := range diag.Codes {
		if strings.Contains(sources, `"`+c.Name+`"`) && !strings.Contains(cases, c.Name) {
			t.Errorf("no test has a case for %s", c.Name)
		}
	}
}
