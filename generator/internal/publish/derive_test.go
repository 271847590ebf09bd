package publish

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// upper makes what is derived here, and takes down what of.
type upper struct{ made []string }

func (u *upper) make(source []byte) ([]byte, error) {
	u.made = append(u.made, string(source))
	if len(source) == 0 {
		return nil, nil
	}
	return bytes.ToUpper(source), nil
}

// deriver is a build on its way to a folder or to memory.
type deriver interface {
	Stage(path string, data []byte) error
	Derive(path, from string, make func([]byte) ([]byte, error)) error
	Commit(context.Context) (Result, error)
	Abort()
}

// derive stages a site with a second file made of each, and commits it. It
// returns what had to be made.
func derive(t *testing.T, w deriver, s site) []string {
	t.Helper()
	defer w.Abort()
	for path, text := range s {
		if err := w.Stage(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	var u upper
	for path := range s {
		if err := w.Derive(path+".up", path, u.make); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	slices.Sort(u.made)
	return u.made
}

func begin(t *testing.T, f *Folder) *Writer {
	t.Helper()
	w, err := f.Begin()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// What is derived is made anew if what it is made of has changed, or if it is
// no longer as it was left: by a process that remembers, and by one that does
// not.
func TestDerive(t *testing.T) {
	for _, remembers := range []bool{true, false} {
		dir := filepath.Join(t.TempDir(), "out")
		f := New(dir)
		step := func(what string, s site, want ...string) {
			t.Helper()
			if !remembers {
				f = New(dir)
			}
			if made := derive(t, begin(t, f), s); !slices.Equal(made, want) {
				t.Errorf("%s (remembers: %v): made anew are %q, want %q", what, remembers, made, want)
			}
			all := site{}
			for path, text := range s {
				if all[path] = text; text != "" {
					all[path+".up"] = strings.ToUpper(text)
				}
			}
			same(t, snapshot(t, dir), clean(t, all, nil))
		}
		write := func(path, text string) {
			t.Helper()
			if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		s := site{"a": "alpha", "b/c": "beta", "none": ""}
		step("the first build", s, "", "alpha", "beta")
		step("nothing changed", s, "")
		s["a"] = "omega"
		step("a text changed", s, "", "omega")
		write("b/c.up", "edited by hand")
		step("a sibling was edited", s, "", "beta")
		write("b/c", "edited by hand")
		step("a text was edited, and is put right", s, "")
		if err := os.Remove(filepath.Join(dir, "a.up")); err != nil {
			t.Fatal(err)
		}
		step("a sibling is gone", s, "", "omega")
		delete(s, "b/c")
		step("a text is gone", s, "")
		s["b/c"] = "beta"
		step("and comes again", s, "", "beta")
		if _, err := build(New(dir), s); err != nil {
			t.Fatal(err)
		}
		same(t, snapshot(t, dir), clean(t, s, nil))
		f = New(dir)
		step("a build without siblings came between", s, "", "beta", "omega")
	}
}

// After a commit that was cut off nothing is taken for what it was, and what is
// made then is right, wherever the cut was.
func TestDeriveAfterACrash(t *testing.T) {
	crash := errors.New("crash")
	for cut := 0; ; cut++ {
		dir := filepath.Join(t.TempDir(), "out")
		derive(t, begin(t, New(dir)), site{"a": "alpha", "b": "beta"})
		f, steps := New(dir), 0
		f.fault = func(string) error {
			if steps++; steps > cut {
				return crash
			}
			return nil
		}
		w := begin(t, f)
		var u upper
		if err := errors.Join(w.Stage("a", []byte("omega")), w.Stage("b", []byte("beta")), w.Derive("a.up", "a", u.make), w.Derive("b.up", "b", u.make)); err != nil {
			t.Fatal(err)
		}
		_, err := w.Commit(context.Background())
		want := site{"a": "psi", "b": "beta"}
		derive(t, begin(t, New(dir)), want)
		same(t, snapshot(t, dir), clean(t, site{"a": "psi", "a.up": "PSI", "b": "beta", "b.up": "BETA"}, nil))
		if err == nil {
			if cut < 4 {
				t.Errorf("a commit has only %d steps", cut)
			}
			return
		}
		if !errors.Is(err, crash) {
			t.Fatal(err)
		}
	}
}

func TestDeriveInMemory(t *testing.T) {
	m := NewMemory()
	step := func(s site, want ...string) {
		t.Helper()
		w, _ := m.Begin()
		if made := derive(t, w, s); !slices.Equal(made, want) {
			t.Errorf("made anew are %q, want %q", made, want)
		}
		if b, err := m.ReadFile("a.up"); err != nil || string(b) != strings.ToUpper(s["a"]) {
			t.Errorf("a.up is %q (%v)", b, err)
		}
	}
	step(site{"a": "alpha", "b": "beta"}, "alpha", "beta")
	step(site{"a": "alpha", "b": "beta"})
	step(site{"a": "omega"}, "omega")
}

func TestDeriveRefuses(t *testing.T) {
	m, _ := NewMemory().Begin()
	bad := errors.New("no")
	for _, w := range []deriver{begin(t, New(filepath.Join(t.TempDir(), "out"))), m} {
		if err := w.Derive("b.up", "b", nil); err == nil || !strings.Contains(err.Error(), "not part of the build") {
			t.Errorf("of nothing: %v", err)
		}
		if err := w.Stage("a", []byte("a")); err != nil {
			t.Fatal(err)
		}
		if err := w.Derive("a.up", "a", func([]byte) ([]byte, error) { return nil, bad }); !errors.Is(err, bad) {
			t.Errorf("after an error: %v", err)
		}
		if err := w.Derive("a", "a", (&upper{}).make); err == nil || !strings.Contains(err.Error(), "two files") {
			t.Errorf("an address that is taken: %v", err)
		}
		w.Abort()
		if err := w.Derive("a.up", "a", (&upper{}).make); !errors.Is(err, errClosed) {
			t.Errorf("after the end: %v", err)
		}
	}
}
