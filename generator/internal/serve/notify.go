package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/fsnotify/fsnotify"
)

// watched are the folders of a dossier. The root is watched too, for each of
// them may come and go.
var watched = []string{"content", "templates", "static"}

// notifier is told of changes by the system. It watches folders, not files: a
// file that is replaced by a rename would be lost. A folder is watched before
// it is scanned, so that whatever comes into it in between is seen at least
// once. Symbolic links below the three folders are not followed: what they lead
// to is either inside, and watched there, or an error that the build reports.
type notifier struct {
	root   string
	system *fsnotify.Watcher
}

func newNotifier(root string) (*notifier, error) {
	system, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, limitError(err)
	}
	n := &notifier{root, system}
	if err := n.rescan(func(string) {}); err != nil {
		n.close()
		return nil, err
	}
	return n, nil
}

func (n *notifier) close() { _ = n.system.Close() }

// run sends changes until the context ends.
func (n *notifier) run(ctx context.Context, out chan<- change, warn func(error)) {
	defer n.close()
	send := func(path string, born bool) {
		if rel, err := filepath.Rel(n.root, path); err == nil {
			select {
			case out <- change{filepath.ToSlash(rel), whole(path), born}:
			case <-ctx.Done():
			}
		}
	}
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case e, ok := <-n.system.Events:
			if !ok {
				return
			}
			err = n.event(e, send)
		case err = <-n.system.Errors:
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				err = n.rescan(func(string) {})
				select {
				case out <- change{whole: true}:
				case <-ctx.Done():
				}
			}
		}
		if err != nil {
			warn(err)
		}
	}
}

// event passes on what happened to a file or folder. Attributes alone are
// noise. A folder that appears is watched, and what is in it is news.
func (n *notifier) event(e fsnotify.Event, send func(path string, born bool)) error {
	if e.Op == fsnotify.Chmod || !n.concerns(e.Name) {
		return nil
	}
	if e.Has(fsnotify.Rename) || e.Has(fsnotify.Remove) {
		n.forget(e.Name)
	}
	var err error
	if info, problem := n.stat(e.Name); problem == nil && info.IsDir() {
		err = n.watch(e.Name, func(path string) { send(path, true) })
	}
	send(e.Name, e.Has(fsnotify.Create))
	return err
}

// concerns reports whether a path can be part of the dossier.
func (n *notifier) concerns(path string) bool {
	if filepath.Dir(path) == n.root {
		return slices.Contains(watched, filepath.Base(path))
	}
	return path != n.root && !passing(filepath.Base(path))
}

// stat follows a symbolic link only where it stands for one of the three folders.
func (n *notifier) stat(path string) (fs.FileInfo, error) {
	if filepath.Dir(path) == n.root {
		return os.Stat(path)
	}
	return os.Lstat(path)
}

// forget drops the watches of a folder that is gone or has another name. The
// system goes on watching what was moved, under a name that no longer holds.
func (n *notifier) forget(dir string) {
	for _, path := range n.system.WatchList() {
		if path == dir || strings.HasPrefix(path, dir+string(filepath.Separator)) {
			_ = n.system.Remove(path) // it may be gone by itself
		}
	}
}

// rescan watches whatever is not watched yet.
func (n *notifier) rescan(found func(path string)) error {
	if err := n.system.Add(n.root); err != nil && !errors.Is(err, fs.ErrNotExist) { // that one the build reports
		return limitError(err)
	}
	for _, name := range watched {
		if err := n.watch(filepath.Join(n.root, name), found); err != nil {
			return err
		}
	}
	return nil
}

// watch watches a folder and those in it, and tells what files they hold. A
// folder that is gone again, or may not be read, is left to the build.
func (n *notifier) watch(dir string, found func(path string)) error {
	return walk(dir, func(path string, d fs.DirEntry) error {
		if !d.IsDir() {
			found(path)
			return nil
		}
		err := n.system.Add(path)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.ENOTDIR) {
			return fs.SkipDir
		}
		return limitError(err)
	})
}

// walk visits the files and folders at and below dir, each folder before it is
// read, and leaves out what editors leave behind. Dir itself may be a symbolic
// link. What cannot be read is passed over.
func walk(dir string, visit func(path string, d fs.DirEntry) error) error {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil
	}
	return filepath.WalkDir(real, func(path string, d fs.DirEntry, err error) error {
		switch {
		case d == nil:
			return nil
		case path != real && passing(d.Name()):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case err != nil:
			return fs.SkipDir
		}
		return visit(dir+strings.TrimPrefix(path, real), d)
	})
}

// whole reports whether there is something at a path that is not empty.
func whole(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && (!info.Mode().IsRegular() || info.Size() > 0)
}

// passing reports whether a file is one that editors and synchronisation make
// for a moment. Hidden files are, but for those that web servers ask for.
func passing(name string) bool {
	switch {
	case name == ".well-known" || name == ".htaccess":
		return false
	case strings.HasPrefix(name, "."), name == "4913", // Vim tries whether it may write
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"), // Emacs saves in between
		strings.HasPrefix(name, "___jb_"):                            // JetBrains writes aside
		return true
	}
	for _, end := range []string{"~", ".swp", ".swx", ".tmp", ".bak"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// limitError says what to do when the system can watch no more.
func limitError(err error) error {
	key, value := "", 0
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC):
		key, value = "max_user_watches", 524288
	case errors.Is(err, syscall.EMFILE):
		key, value = "max_user_instances", 1024
	default:
		return fmt.Errorf("the folders cannot be watched: %w; --poll looks for changes without the system's help", err)
	}
	return fmt.Errorf("the system's limit fs.inotify.%s is reached, so not every folder can be watched; raise it with\n"+
		"  sudo sysctl fs.inotify.%s=%d\nor look for changes without the system's help: --poll", key, key, value)
}
