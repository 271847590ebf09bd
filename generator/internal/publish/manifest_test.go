package publish

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	hashOne = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed" // SHA-256 of "one"
	hashTwo = "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3" // SHA-256 of "two"
)

func TestManifestFormat(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	mustBuild(t, dir, site{"index.html": "one", "a/<&>ä \".html": "two", ".nojekyll": "one"})
	got, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"version":1,"files":{
".nojekyll":"` + hashOne + `",
"a/<&>ä \".html":"` + hashTwo + `",
"index.html":"` + hashOne + `"
}}
`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestManifestOfNothing(t *testing.T) {
	b := manifest{}.encode()
	if m, err := decodeManifest(b); err != nil || len(m) != 0 {
		t.Errorf("%q: %v, %v", b, m, err)
	}
}

func TestManifestWithTwoHashes(t *testing.T) {
	m := manifest{}
	m.list("a", hashOne)
	m.list("a", hashTwo)
	m.list("a", hashOne)
	got, err := decodeManifest(m.encode())
	if err != nil || len(got["a"]) != 2 || got["a"][0] != hashOne || got["a"][1] != hashTwo {
		t.Errorf("%v, %v", got, err)
	}
}

func TestDamagedManifest(t *testing.T) {
	tests := map[string]string{
		"empty":                 ``,
		"cut off":               `{"version":1,"files":{"a":"` + hashOne,
		"not ours":              `{"name":"An app","icons":[]}`,
		"no files":              `{"version":1}`,
		"no version":            `{"files":{}}`,
		"another version":       `{"version":2,"files":{}}`,
		"something follows":     `{"version":1,"files":{}} {}`,
		"a path that leads out": `{"version":1,"files":{"../a":"` + hashOne + `"}}`,
		"an absolute path":      `{"version":1,"files":{"/a":"` + hashOne + `"}}`,
		"the record itself":     `{"version":1,"files":{"manifest.json":"` + hashOne + `"}}`,
		"no hash":               `{"version":1,"files":{"a":""}}`,
		"a short hash":          `{"version":1,"files":{"a":"1234"}}`,
		"a list":                `[]`,
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			plant(t, dir, map[string]string{"manifest.json": text, "a": "one"})
			before := snapshot(t, dir)
			_, err := build(New(dir), site{"index.html": "one"})
			if err == nil || !strings.Contains(err.Error(), "manifest.json: not the record of an earlier build") {
				t.Errorf("got %v", err)
			}
			same(t, snapshot(t, dir), before)
		})
	}
}

func FuzzManifest(f *testing.F) {
	f.Add([]byte(`{"version":1,"files":{"index.html":"` + hashOne + `","a/b":"` + hashOne + ` ` + hashTwo + `"}}`))
	f.Add([]byte(`{"version":1,"files":{"../a":"` + hashOne + `"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := decodeManifest(b)
		if err != nil {
			return
		}
		for path := range m {
			if !filepath.IsLocal(path) || path == manifestName {
				t.Errorf("took the path %q", path)
			}
		}
		again, err := decodeManifest(m.encode())
		if err != nil || len(again) != len(m) {
			t.Errorf("%q does not read back: %v", m.encode(), err)
		}
	})
}
