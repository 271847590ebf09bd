package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rememberSite builds a site in a memory.
func rememberSite(m *Memory, s site) (Result, error) {
	w, err := m.Begin()
	if err != nil {
		return Result{}, err
	}
	defer w.Abort()
	for _, path := range slices.Sorted(maps.Keys(s)) {
		if err := w.Stage(path, []byte(s[path])); err != nil {
			return Result{}, err
		}
	}
	return w.Commit(context.Background())
}

// Memory and Folder give the same bytes and say the same about them.
func TestMemoryIsAsAFolder(t *testing.T) {
	builds := []site{
		{"index.html": "one", "claims/a/index.html": "a", "claims/b/index.html": "b"},
		{"index.html": "one", "claims/a/index.html": "a", "claims/b/index.html": "b"},
		{"index.html": "two", "claims/a/index.html": "a", "x/y.html": ""},
		{},
		{"claims": "now a file"},
	}
	memory, dir := NewMemory(), filepath.Join(t.TempDir(), "out")
	folder := New(dir)
	for i, s := range builds {
		want, err := build(folder, s)
		if err != nil {
			t.Fatal(err)
		}
		got, err := rememberSite(memory, s)
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("build %d: memory says %+v, the folder %+v", i, got, want)
		}
		held := map[string]string{}
		for path, f := range memory.committed() {
			held[path] = string(f.data)
		}
		there := snapshot(t, dir)
		maps.DeleteFunc(there, func(_, text string) bool { return text == "dir" })
		same(t, held, there)
		for path, text := range there {
			for _, read := range []func(string) ([]byte, error){memory.ReadFile, folder.ReadFile} {
				if b, err := read(path); err != nil || string(b) != text {
					t.Errorf("build %d: reading %s gives %q, %v", i, path, b, err)
				}
			}
		}
	}
}

func TestMemoryTransaction(t *testing.T) {
	m := NewMemory()
	if _, err := rememberSite(m, site{"a.html": "a"}); err != nil {
		t.Fatal(err)
	}
	w, _ := m.Begin()
	if !w.Keep("a.html") || w.Keep("b.html") || w.Keep(manifestName) {
		t.Error("Keep keeps what the last build left, and nothing else")
	}
	if err := w.Stage("a.html", nil); err == nil || !strings.Contains(err.Error(), "two files") {
		t.Errorf("an address staged twice: %v", err)
	}
	for _, path := range []string{"../a", "/a", "", manifestName, "a\\b", "a//b"} {
		if err := w.Stage(path, nil); err == nil {
			t.Errorf("the path %q was taken", path)
		}
	}
	_ = w.Stage("new.html", []byte("new"))
	if _, err := m.ReadFile("new.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file can be read before Commit: %v", err)
	}
	w.Abort()
	if err := w.Stage("c.html", nil); err != errClosed {
		t.Errorf("Stage after Abort: %v", err)
	}
	if _, err := w.Commit(context.Background()); err != errClosed {
		t.Errorf("Commit after Abort: %v", err)
	}
	var conflict *ConflictError
	if _, err := rememberSite(m, site{"x": "", "x/y": ""}); !errors.As(err, &conflict) {
		t.Errorf("a file that is also a folder: %v", err)
	}
	if b, err := m.ReadFile("a.html"); err != nil || string(b) != "a" {
		t.Errorf("after builds that failed: %q, %v", b, err)
	}
}

func TestReadFileStaysInside(t *testing.T) {
	outer := t.TempDir()
	dir := filepath.Join(outer, "out")
	mustBuild(t, dir, site{"index.html": "ours", "claims/a/index.html": "a"})
	plant(t, outer, map[string]string{
		"secret": "secret", "out/link": "→ ../secret", "out/inside": "→ index.html", "out/folder": "→ claims",
	})
	f := New(dir)
	for _, path := range []string{
		"../secret", "link", "inside", "folder/a/index.html", "claims", "claims/a", "index.html/x", "/etc/hostname", "", ".", "a\x00b",
	} {
		if b, err := f.ReadFile(path); err == nil {
			t.Errorf("%q gives %q", path, b)
		}
	}
	if b, err := f.ReadFile("claims/a/index.html"); err != nil || string(b) != "a" {
		t.Errorf("a page gives %q, %v", b, err)
	}
	if _, err := New(filepath.Join(outer, "none")).ReadFile("x"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}
