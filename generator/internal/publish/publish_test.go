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
	"sync"
	"testing"
	"time"
)

// site is the files of a build: path → text.
type site map[string]string

// build stages a site in a folder and commits it.
func build(f *Folder, s site) (Result, error) {
	w, err := f.Begin()
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

func mustBuild(t *testing.T, dir string, s site) Result {
	t.Helper()
	r, err := build(New(dir), s)
	if err != nil {
		t.Fatalf("build: %v", err)
	}
	return r
}

// snapshot reads a folder: path → text, "dir" for folders, "→ target" for links.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	got := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		switch {
		case d.IsDir():
			got[rel] = "dir"
		case d.Type()&fs.ModeSymlink != 0:
			to, err := os.Readlink(path)
			got[rel] = "→ " + to
			return err
		default:
			b, err := os.ReadFile(path)
			got[rel] = string(b)
			return err
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return got
}

// plant writes files into a folder as an author would.
func plant(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for path, text := range files {
		full := filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if to, ok := strings.CutPrefix(text, "→ "); ok {
			_ = os.Remove(full)
			if err := os.Symlink(to, full); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// same compares two snapshots.
func same(t *testing.T, got, want map[string]string) {
	t.Helper()
	for path, text := range want {
		if g, ok := got[path]; !ok {
			t.Errorf("%s is missing", path)
		} else if g != text {
			t.Errorf("%s is %q, want %q", path, g, text)
		}
	}
	for path := range got {
		if _, ok := want[path]; !ok {
			t.Errorf("%s should not be there", path)
		}
	}
}

// clean is what a build into an empty folder gives, with foreign files beside it.
func clean(t *testing.T, s site, foreign map[string]string) map[string]string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	mustBuild(t, dir, s)
	plant(t, dir, foreign)
	return snapshot(t, dir)
}

func TestBuildAfterBuild(t *testing.T) {
	first := site{"index.html": "one", "claims/a/index.html": "a", "claims/b/index.html": "b"}
	tests := []struct {
		name    string
		before  site
		edit    map[string]string // by hand, between the builds; "" removes
		after   site
		want    Result
		leftBy  map[string]string // files of the author that are there at the end
		wantErr []string          // what a conflict must say; then nothing changes
	}{
		{name: "the first build", after: first, want: Result{Written: 3}},
		{name: "nothing changed", before: first, after: first, want: Result{Unchanged: 3}},
		{name: "an empty build", before: first, after: site{}, want: Result{Removed: 3}},
		{
			name: "a page changes, one goes, one comes", before: first,
			after: site{"index.html": "two", "claims/a/index.html": "a", "x/y/z.html": "z"},
			want:  Result{Written: 2, Unchanged: 1, Removed: 1},
		},
		{
			name: "an edited page is put right", before: first,
			edit: map[string]string{"index.html": "ONE"}, after: first,
			want: Result{Written: 1, Unchanged: 2},
		},
		{
			name: "a deleted page comes back", before: first,
			edit: map[string]string{"index.html": ""}, after: first,
			want: Result{Written: 1, Unchanged: 2},
		},
		{
			name: "an edited stale page stays", before: first,
			edit: map[string]string{"claims/b/index.html": "mine"}, after: site{"index.html": "one"},
			want:   Result{Unchanged: 1, Removed: 1, Kept: []string{"claims/b/index.html"}},
			leftBy: map[string]string{"claims/b/index.html": "mine"},
		},
		{
			name: "a stale page replaced by a link stays", before: first,
			edit: map[string]string{"claims/b/index.html": "→ ../../index.html"}, after: site{"index.html": "one"},
			want:   Result{Unchanged: 1, Removed: 1, Kept: []string{"claims/b/index.html"}},
			leftBy: map[string]string{"claims/b/index.html": "→ ../../index.html"},
		},
		{
			name: "a stale page already gone", before: first,
			edit: map[string]string{"claims/b/index.html": ""}, after: site{"index.html": "one"},
			want: Result{Unchanged: 1, Removed: 1},
		},
		{
			name: "a folder with something foreign stays", before: first,
			edit: map[string]string{"claims/b/note.txt": "n", ".gitignore": "*"}, after: site{"index.html": "one"},
			want:   Result{Unchanged: 1, Removed: 2},
			leftBy: map[string]string{"claims/b/note.txt": "n", ".gitignore": "*"},
		},
		{
			name: "a foreign file with the same bytes is adopted", before: site{"index.html": "one"},
			edit: map[string]string{"claims/a/index.html": "a"}, after: first,
			want: Result{Written: 1, Unchanged: 2},
		},
		{
			name: "foreign files with other bytes are all named", before: site{"index.html": "one"},
			edit: map[string]string{"claims/a/index.html": "A", "claims/b/index.html": "B"}, after: first,
			wantErr: []string{"claims/a/index.html has other bytes", "claims/b/index.html has other bytes", "not written by this program"},
		},
		{
			name: "a page becomes a folder", before: site{"a": "1"}, after: site{"a/index.html": "2"},
			want: Result{Written: 1, Removed: 1},
		},
		{
			name: "a folder becomes a page", before: site{"a/b/c.html": "1", "a/d.html": "2"}, after: site{"a": "3"},
			want: Result{Written: 1, Removed: 2},
		},
		{
			name: "a page becomes a folder, but was edited", before: site{"a": "1"},
			edit: map[string]string{"a": "mine"}, after: site{"a/index.html": "2"},
			wantErr: []string{"a stands where a folder must be for a/index.html, and was edited by hand"},
		},
		{
			name: "a folder becomes a page, but holds something foreign", before: site{"a/b.html": "1"},
			edit: map[string]string{"a/x/note.txt": "n"}, after: site{"a": "2"},
			wantErr: []string{"a/x keeps the folder of a page that must stand at a"},
		},
		{
			name: "a foreign file where a folder must be", before: site{"index.html": "one"},
			edit: map[string]string{"claims": "mine"}, after: first,
			wantErr: []string{"claims stands where a folder must be for claims/a/index.html, and was not written"},
		},
		{
			name: "a page at which a link was planted", before: first,
			edit: map[string]string{"index.html": "→ claims/a/index.html"}, after: first,
			wantErr: []string{"index.html stands where a page must be, and is a symbolic link"},
		},
		{
			name: "a name changes its case", before: site{"Media/Picture.png": "1"}, after: site{"media/picture.png": "1"},
			want: Result{Written: 1, Removed: 1},
		},
		{
			name: "two names that differ only in case", after: site{"media/a.png": "1", "media/A.png": "2", "Media/b.png": "3"},
			wantErr: []string{"media differs only in case from Media", "media/a.png differs only in case from media/A.png"},
		},
		{
			name: "a file that is also a folder", after: site{"a": "1", "a/b": "2"},
			wantErr: []string{"a is wanted both as a file and as a folder"},
		},
		{
			name: "the record's own name in another case", after: site{"Manifest.json": "1"},
			wantErr: []string{"Manifest.json differs only in case from manifest.json"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out")
			if tt.before != nil {
				mustBuild(t, dir, tt.before)
			}
			for path, text := range tt.edit {
				if text == "" {
					if err := os.Remove(filepath.Join(dir, path)); err != nil {
						t.Fatal(err)
					}
					delete(tt.edit, path)
				}
			}
			plant(t, dir, tt.edit)
			before := snapshot(t, dir)
			got, err := build(New(dir), tt.after)
			if tt.wantErr != nil {
				var conflict *ConflictError
				if !errors.As(err, &conflict) {
					t.Fatalf("got error %v, want a ConflictError", err)
				}
				for _, want := range tt.wantErr {
					if !strings.Contains(err.Error(), want) {
						t.Errorf("error %q does not say %q", err, want)
					}
				}
				same(t, snapshot(t, dir), before)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Changed) != got.Written || len(got.Gone) != got.Removed {
				t.Errorf("changed %q and gone %q do not fit %d written and %d removed", got.Changed, got.Gone, got.Written, got.Removed)
			}
			got.Changed, got.Gone = nil, nil
			if fmt.Sprint(got) != fmt.Sprint(tt.want) {
				t.Errorf("result %+v, want %+v", got, tt.want)
			}
			same(t, snapshot(t, dir), clean(t, tt.after, tt.leftBy))
		})
	}
}

func TestLinksAreNotFollowed(t *testing.T) {
	tests := []struct {
		name  string
		edit  func(out, outside string) error
		after site
		fails bool
	}{
		{
			name:  "a folder link that leads out, in the way",
			edit:  func(out, outside string) error { return os.Symlink(outside, filepath.Join(out, "x")) },
			after: site{"x/index.html": "new"}, fails: true,
		},
		{
			name:  "a folder link that leads elsewhere inside, in the way",
			edit:  func(out, _ string) error { return os.Symlink("own", filepath.Join(out, "x")) },
			after: site{"x/index.html": "new"}, fails: true,
		},
		{
			name: "a folder of stale pages replaced by a link to equal bytes outside",
			edit: func(out, outside string) error {
				return errors.Join(os.RemoveAll(filepath.Join(out, "old")), os.Symlink(outside, filepath.Join(out, "old")))
			},
			after: site{"index.html": "one"},
		},
		{
			name: "a folder of stale pages replaced by a link to equal bytes inside",
			edit: func(out, _ string) error {
				return errors.Join(os.RemoveAll(filepath.Join(out, "old")), os.Symlink("own", filepath.Join(out, "old")))
			},
			after: site{"index.html": "one"},
		},
		{
			name: "the record itself",
			edit: func(out, outside string) error {
				return errors.Join(os.Rename(filepath.Join(out, manifestName), filepath.Join(outside, "m")),
					os.Symlink(filepath.Join(outside, "m"), filepath.Join(out, manifestName)))
			},
			after: site{"index.html": "two"}, fails: true,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			top := t.TempDir()
			out, outside := filepath.Join(top, "out"), filepath.Join(top, "outside")
			mustBuild(t, out, site{"index.html": "one", "old/index.html": "old"})
			plant(t, out, map[string]string{"own/index.html": "old"})
			plant(t, outside, map[string]string{"index.html": "old"})
			if err := tt.edit(out, outside); err != nil {
				t.Fatal(err)
			}
			before := snapshot(t, top)
			_, err := build(New(out), tt.after)
			if (err != nil) != tt.fails {
				t.Fatalf("error %v, want one: %v", err, tt.fails)
			}
			after := snapshot(t, top)
			for path, text := range before {
				foreign := !strings.HasPrefix(path, "out/index.html") && path != "out/manifest.json"
				if (tt.fails || foreign) && after[path] != text {
					t.Errorf("%s was %q and is %q", path, text, after[path])
				}
			}
		})
	}
}

// TestCutOff fails, cancels and crashes a commit at every step, and then lets
// each of several builds follow.
func TestCutOff(t *testing.T) {
	old := site{"index.html": "one", "keep.html": "k", "claims/a/index.html": "a", "claims/b/index.html": "b", "turn": "file", "turned/x.html": "x"}
	next := site{"index.html": "two", "keep.html": "k", "claims/a/index.html": "A", "events/c/index.html": "c", "turn/index.html": "folder", "turned": "file"}
	other := site{"index.html": "three", "events": "a file now"}
	foreign := map[string]string{".gitignore": "*\n", "claims/b/note.txt": "mine", "CNAME": "example.org"}
	cut := errors.New("cut off")
	follow := map[string]site{"old": old, "the same": next, "other": other}
	want := map[string]map[string]string{}
	for name, then := range follow {
		want[name] = clean(t, then, foreign)
	}

	ways := map[string]func(f *Folder, at int) error{
		"fails": func(f *Folder, at int) error {
			f.fault = func(string) error {
				if at--; at == 0 {
					return cut
				}
				return nil
			}
			_, err := build(f, next)
			return err
		},
		"crashes": func(f *Folder, at int) (err error) {
			f.fault = func(string) error {
				if at--; at == 0 {
					panic(cut)
				}
				return nil
			}
			defer func() {
				if recover() != nil {
					err = cut
				}
			}()
			_, err = build(f, next)
			return err
		},
	}
	for how, try := range ways {
		t.Run(how, func(t *testing.T) {
			for at := 1; ; at++ {
				if at > 100 {
					t.Fatal("a build without end")
				}
				done := false
				for name, then := range follow {
					dir := filepath.Join(t.TempDir(), "out")
					mustBuild(t, dir, old)
					plant(t, dir, foreign)
					f := New(dir)
					err := try(f, at)
					if err == nil {
						done = true
						break
					}
					if !errors.Is(err, cut) {
						t.Fatalf("step %d: %v", at, err)
					}
					f.fault = nil
					got := snapshot(t, dir)
					for path, text := range foreign {
						if got[path] != text {
							t.Errorf("step %d: foreign %s is %q", at, path, got[path])
						}
					}
					if how == "crashes" || at%2 == 0 { // else the same process goes on
						f = New(dir)
					}
					if _, err := build(f, then); err != nil {
						t.Fatalf("step %d, then %s: %v", at, name, err)
					}
					same(t, snapshot(t, dir), want[name])
					if t.Failed() {
						t.Fatalf("after a cut at step %d, then %s", at, name)
					}
				}
				if done {
					if at < 15 {
						t.Errorf("only %d steps could be cut", at-1)
					}
					return
				}
			}
		})
	}
}

func TestCancelled(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	w, err := New(dir).Begin()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Stage("index.html", []byte("one")); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := w.Commit(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a cancelled first build made the folder")
	}
}

func TestNothingChangesBeforeCommit(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "out")
	mustBuild(t, dir, site{"index.html": "one", "a/b.html": "b"})
	before := snapshot(t, top)
	f := New(dir)
	f.spill = 4
	w, err := f.Begin()
	if err != nil {
		t.Fatal(err)
	}
	for i := range 10 {
		if err := w.Stage(fmt.Sprintf("p%d.html", i), []byte("some bytes")); err != nil {
			t.Fatal(err)
		}
	}
	same(t, snapshot(t, top), before)
	w.Abort()
	w.Abort()
	same(t, snapshot(t, top), before)
	if err := w.Stage("x.html", nil); !errors.Is(err, errClosed) {
		t.Errorf("Stage after Abort: %v", err)
	}
	if _, err := w.Commit(context.Background()); !errors.Is(err, errClosed) {
		t.Errorf("Commit after Abort: %v", err)
	}
}

func TestSpilledFilesArrive(t *testing.T) {
	top := t.TempDir()
	f := New(filepath.Join(top, "out"))
	f.spill = 100
	want := site{"empty.html": ""}
	for i := range 50 {
		want[fmt.Sprintf("p/%d.html", i)] = strings.Repeat(fmt.Sprint(i), i+1)
	}
	if _, err := build(f, want); err != nil {
		t.Fatal(err)
	}
	same(t, snapshot(t, f.dir), clean(t, want, nil))
	if names, _ := os.ReadDir(top); len(names) != 1 {
		t.Errorf("left beside the output: %v", names)
	}
}

func TestConcurrentStage(t *testing.T) {
	f := New(filepath.Join(t.TempDir(), "out"))
	f.spill = 2000
	for round := range 2 {
		w, err := f.Begin()
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for g := range 8 {
			wg.Go(func() {
				for i := range 50 {
					path := fmt.Sprintf("%d/%d.html", i, g)
					if round == 1 && g%2 == 0 {
						if !w.Keep(path) {
							t.Errorf("%s was not kept", path)
						}
					} else if err := w.Stage(path, []byte(strings.Repeat("x", 1+i+round))); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if r, err := w.Commit(context.Background()); err != nil || r.Written != 400-200*round || r.Unchanged != 200*round {
			t.Errorf("round %d: %+v, %v", round, r, err)
		}
	}
}

func TestStageRefuses(t *testing.T) {
	tests := map[string]string{
		"":                   "no path inside",
		".":                  "no path inside",
		"/index.html":        "no path inside",
		"../index.html":      "no path inside",
		"a/../b.html":        "no path inside",
		"a//b.html":          "no path inside",
		"a/":                 "no path inside",
		`a\b.html`:           "no path inside",
		"a\x00.html":         "no path inside",
		"manifest.json":      "record",
		tempPrefix + "x":     "kept for files being written",
		"twice/index.html":   "two files",
		"\xff/not-utf8.html": "no path inside",
	}
	w, err := New(t.TempDir()).Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	if err := w.Stage("twice/index.html", []byte("1")); err != nil {
		t.Fatal(err)
	}
	for path, want := range tests {
		if err := w.Stage(path, []byte("1")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Stage(%q) = %v, want an error that says %q", path, err, want)
		}
	}
}

func TestKeep(t *testing.T) {
	f := New(filepath.Join(t.TempDir(), "out"))
	first := site{"a.html": "a", "b.html": "b", "c.html": "c"}
	if _, err := build(f, first); err != nil {
		t.Fatal(err)
	}
	b := filepath.Join(f.dir, "b.html")
	if err := os.WriteFile(b, []byte("B"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(b, time.Time{}, time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(f.dir, "c.html")); err != nil {
		t.Fatal(err)
	}
	w, err := f.Begin()
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{"a.html": true, "b.html": false, "c.html": false, "d.html": false} {
		if got := w.Keep(path); got != want {
			t.Errorf("Keep(%s) = %v", path, got)
		}
		if !want {
			if err := w.Stage(path, []byte(path[:1])); err != nil {
				t.Error(err)
			}
		}
	}
	r, err := w.Commit(context.Background())
	if err != nil || r.Written != 3 || r.Unchanged != 1 {
		t.Errorf("got %+v, %v", r, err)
	}
	same(t, snapshot(t, f.dir), clean(t, site{"a.html": "a", "b.html": "b", "c.html": "c", "d.html": "d"}, nil))
}

// TestUntouchedFilesAreNotReadAgain proves the record by lying to it: bytes
// that change while size, time and file stay the same go unseen by the process
// that wrote them, and are seen by a new one.
func TestUntouchedFilesAreNotReadAgain(t *testing.T) {
	f := New(filepath.Join(t.TempDir(), "out"))
	s := site{"a.html": "a"}
	if _, err := build(f, s); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(f.dir, "a.html")
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.WriteFile(path, []byte("A"), 0o644), os.Chtimes(path, time.Time{}, info.ModTime())); err != nil {
		t.Fatal(err)
	}
	if r, err := build(f, s); err != nil || r.Unchanged != 1 {
		t.Errorf("same process: %+v, %v", r, err)
	}
	if r, err := build(New(f.dir), s); err != nil || r.Written != 1 {
		t.Errorf("new process: %+v, %v", r, err)
	}
}

func TestUnchangedBuildTouchesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	s := site{"index.html": "one", "a/b.html": "b"}
	mustBuild(t, dir, s)
	times := func() (all []time.Time) {
		for _, name := range []string{".", "index.html", "manifest.json", "a", "a/b.html"} {
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, info.ModTime())
		}
		return all
	}
	before := times()
	time.Sleep(10 * time.Millisecond)
	mustBuild(t, dir, s)
	if after := times(); !slices.Equal(after, before) {
		t.Errorf("times changed: %v, %v", before, after)
	}
}

func TestPermissions(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	mustBuild(t, dir, site{"a/b.html": "b"})
	for name, want := range map[string]fs.FileMode{"a": 0o755, "a/b.html": 0o644, "manifest.json": 0o644} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got&^want != 0 || got&0o600 != 0o600 {
			t.Errorf("%s has mode %o, want %o", name, got, want)
		}
	}
}

func BenchmarkCommit(b *testing.B) {
	const pages = 10_000
	text := []byte(strings.Repeat("a small page ", 80))
	stage := func(f *Folder) {
		w, err := f.Begin()
		if err != nil {
			b.Fatal(err)
		}
		for i := range pages {
			if err := w.Stage(fmt.Sprintf("claims/c%d/index.html", i), text); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := w.Commit(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
	folder := func() *Folder {
		top, err := os.MkdirTemp("/dev/shm", "belegt-bench-")
		if err != nil {
			top = b.TempDir()
		}
		b.Cleanup(func() { os.RemoveAll(top) })
		return New(filepath.Join(top, "out"))
	}
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			f := folder()
			b.StartTimer()
			stage(f)
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		f := folder()
		stage(f)
		for b.Loop() {
			stage(New(f.dir))
		}
	})
	b.Run("unchanged, same process", func(b *testing.B) {
		f := folder()
		for b.Loop() {
			stage(f)
		}
	})
}
