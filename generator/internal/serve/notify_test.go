package serve

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

func TestPassing(t *testing.T) {
	for name, want := range map[string]bool{
		"acme.yaml": false, "index.de.md": false, "_draft.md": false, ".well-known": false, ".htaccess": false, "tmp": false, "#x": false, "49131": false,
		".git": true, ".acme.yaml.swp": true, "acme.yaml~": true, "acme.swp": true, "a.tmp": true, "a.bak": true, "4913": true, "#acme#": true, ".#acme": true, "___jb_tmp___": true,
	} {
		if got := passing(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestLimitErrorSaysWhatToDo(t *testing.T) {
	for err, want := range map[error]string{
		syscall.ENOSPC: "sudo sysctl fs.inotify.max_user_watches=524288",
		syscall.EMFILE: "sudo sysctl fs.inotify.max_user_instances=1024",
		syscall.EIO:    "--poll",
	} {
		got := limitError(fmt.Errorf("add: %w", err))
		if got == nil || !strings.Contains(got.Error(), want) || !strings.Contains(got.Error(), "--poll") {
			t.Errorf("%v: %v", err, got)
		}
	}
	if limitError(nil) != nil {
		t.Error("no error became one")
	}
}

// follow runs a notifier and returns a function that waits for a change.
func follow(t *testing.T, n *notifier) func(path string) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out := make(chan change)
	var done sync.WaitGroup
	done.Go(func() { n.run(ctx, out, func(err error) { t.Error(err) }) })
	t.Cleanup(func() { cancel(); done.Wait() })
	return func(path string) {
		t.Helper()
		for {
			select {
			case c := <-out:
				if c.path == path {
					return
				}
			case <-time.After(10 * time.Second):
				t.Fatalf("no change of %q was seen", path)
			}
		}
	}
}

// When the system has lost changes, everything is looked at again, and folders
// that came meanwhile are watched.
func TestOverflow(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the size of the queue is known for Linux only")
	}
	text, err := os.ReadFile("/proc/sys/fs/inotify/max_queued_events")
	if err != nil {
		t.Skip("no inotify here:", err)
	}
	var size int
	if _, err := fmt.Sscan(string(text), &size); err != nil || size > 1<<20 {
		t.Skipf("a queue of %q is too long to fill", text)
	}
	root := t.TempDir()
	content := filepath.Join(root, "content")
	if err := os.Mkdir(content, 0o755); err != nil {
		t.Fatal(err)
	}
	n, err := newNotifier(root)
	if err != nil {
		t.Fatal(err)
	}
	var files [2]*os.File
	for i, name := range []string{"a.md", "b.md"} {
		if files[i], err = os.Create(filepath.Join(content, name)); err != nil {
			t.Fatal(err)
		}
		defer files[i].Close()
	}
	for i := range size + 8192 { // nobody listens yet; two of a kind in a row would be one
		if _, err := files[i%2].Write([]byte{'x'}); err != nil {
			t.Fatal(err)
		}
	}
	deep := filepath.Join(content, "new", "folder")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	saw := follow(t, n)
	saw("")
	if err := os.WriteFile(filepath.Join(deep, "c.md"), []byte("c"), 0o644); err != nil {
		t.Fatal(err)
	}
	saw("content/new/folder/c.md")
}

// What has left a watched folder is no longer heard of under its old name.
func TestMovedAwayIsForgotten(t *testing.T) {
	root, aside := t.TempDir(), t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "content", "a", "b"), 0o755); err != nil {
		t.Fatal(err)
	}
	n, err := newNotifier(root)
	if err != nil {
		t.Fatal(err)
	}
	saw := follow(t, n)
	if err := os.Rename(filepath.Join(root, "content", "a"), filepath.Join(aside, "a")); err != nil {
		t.Fatal(err)
	}
	saw("content/a")
	for _, path := range n.system.WatchList() {
		if strings.Contains(path, filepath.Join("content", "a")) {
			t.Errorf("%s is still watched", path)
		}
	}
}

// A link to a folder is not entered, so that no circle and nothing outside is
// watched; but content/ itself may be one.
func TestLinksAreNotEntered(t *testing.T) {
	root, real, outside := t.TempDir(), t.TempDir(), t.TempDir()
	if err := errors.Join(
		os.Symlink(real, filepath.Join(root, "content")),
		os.Mkdir(filepath.Join(real, "facts"), 0o755),
		os.Symlink(outside, filepath.Join(real, "out")),
		os.Symlink(".", filepath.Join(real, "circle")),
	); err != nil {
		t.Fatal(err)
	}
	n, err := newNotifier(root)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(n.system.WatchList()); got != 3 { // the root, content, content/facts
		t.Errorf("watched: %q", n.system.WatchList())
	}
	saw := follow(t, n)
	if err := os.WriteFile(filepath.Join(real, "facts", "x.md"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	saw("content/facts/x.md")
}
