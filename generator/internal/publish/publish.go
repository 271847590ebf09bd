// Package publish writes what changed to the output folder and removes what
// it once wrote itself. It is the only room that writes.
//
// A build is a transaction. Begin reads the record of what is ours, Stage
// takes the files one by one, Commit carries the difference out. Before
// Commit has found that nothing stands in its way, nothing in the output
// changes; what it then does can be cut off at any point, and the next build
// mends it.
//
// What never happens here: a file that this program did not write is neither
// changed nor deleted, a file edited by hand is not deleted, and a symbolic
// link inside the output is not followed.
package publish

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// spillAfter is how many bytes of changed files a build holds in memory.
// What comes after goes to a file beside the output folder.
const spillAfter = 64 << 20

// errClosed is the answer of a Writer after Commit or Abort.
var errClosed = errors.New("publish: the build is already committed or aborted")

// Folder is an output folder. In a process that builds again and again it
// remembers what it wrote, so that untouched files need not be read again.
type Folder struct {
	dir       string
	protected []string
	spill     int64
	fault     func(step string) error // tests fail or crash a commit here

	mu      sync.Mutex
	records map[string]record
}

// record is what this process last saw of a file of ours.
type record struct {
	hash string
	info fs.FileInfo
}

// New names an output folder and the folders it may not touch. It reads and
// creates nothing: the folder is made by the first commit.
func New(dir string, protected ...string) *Folder {
	return &Folder{dir: dir, protected: protected, spill: spillAfter, records: map[string]record{}}
}

// Writer is one build on its way to the output folder. Only one Writer of a
// Folder may be open at a time.
type Writer struct {
	folder *Folder
	root   *os.Root // nil while the folder does not exist
	temp   string   // the name under which each file is first written

	old      manifest
	oldBytes []byte
	oldFolds map[string]string // paths of old by their folded spelling

	mu      sync.Mutex
	closed  bool
	entries map[string]*entry
	spill   spill
}

// entry is one file of the build.
type entry struct {
	hash string
	same bool // the output already holds these bytes
	held bytesHeld
}

// Result says what a commit did.
type Result struct {
	Written   int      // files whose bytes are new
	Unchanged int      // files that were already right
	Removed   int      // files of an earlier build that are gone now
	Kept      []string // files of an earlier build that stay, for they were edited by hand
	Changed   []string // the paths of what was written, sorted
	Gone      []string // the paths of what was removed, sorted
}

// Begin starts a build. It fails if the output folder touches a protected one
// or if its record is damaged.
func (f *Folder) Begin() (*Writer, error) {
	if err := CheckOutput(f.dir, f.protected...); err != nil {
		return nil, err
	}
	w := &Writer{
		folder:   f,
		temp:     tempPrefix + strings.ToLower(rand.Text()),
		entries:  map[string]*entry{},
		oldFolds: map[string]string{},
		spill:    spill{limit: f.spill, near: filepath.Dir(filepath.Clean(f.dir))},
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("cannot open the output folder: %w", err)
	}
	if err == nil {
		w.root = root
		if w.old, w.oldBytes, err = readManifest(root); err != nil {
			root.Close()
			return nil, fmt.Errorf("%s: %w", filepath.Join(f.dir, manifestName), err)
		}
	}
	for path := range w.old {
		w.oldFolds[fold(path)] = path
	}
	return w, nil
}

// Stage takes one file of the build. Bytes that the output already holds are
// dropped at once, others are held until Commit: the caller must not change
// them any more. Stage may be called from many goroutines.
func (w *Writer) Stage(path string, data []byte) error {
	if err := checkPath(path); err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	e := &entry{hash: hex.EncodeToString(sum[:])}
	if err := w.claim(path, e); err != nil {
		return err
	}
	var err error
	if e.same, err = w.holds(path, e.hash, data); err != nil || e.same {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return errClosed
	}
	e.held, err = w.spill.hold(data)
	return err
}

// Keep stages again what the last commit of this process left at path, unread.
// It reports false, and stages nothing, if there is no such file or if it was
// touched since: the caller then renders it and calls Stage.
func (w *Writer) Keep(path string) bool {
	r, ok := w.folder.record(path)
	if !ok || w.twin(path) != "" {
		return false
	}
	// A look at the whole path at once: the file that was recorded is the only
	// one with its device and inode, wherever a folder on the way leads.
	info, err := os.Lstat(filepath.Join(w.folder.dir, filepath.FromSlash(path)))
	if err != nil || !info.Mode().IsRegular() || !untouched(r.info, info) {
		return false
	}
	return w.claim(path, &entry{hash: r.hash, same: true}) == nil
}

// Commit makes the output folder hold exactly what was staged, beside what is
// not ours. If anything stands in the way it returns a *ConflictError and has
// changed nothing. After any other error the next build puts things right.
func (w *Writer) Commit(ctx context.Context) (Result, error) {
	if w.isClosed() {
		return Result{}, errClosed
	}
	defer w.Abort()
	p, err := w.plan()
	if err != nil {
		return Result{}, err
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	if err := w.carryOut(ctx, p); err != nil {
		return Result{}, fmt.Errorf("writing to %s stopped half way; the next build puts it right: %w", w.folder.dir, err)
	}
	return Result{
		Written:   len(p.writes),
		Unchanged: len(w.entries) - len(p.writes),
		Removed:   p.removed,
		Kept:      p.kept,
		Changed:   slices.Sorted(slices.Values(p.writes)),
		Gone:      p.gone(),
	}, nil
}

// Abort gives the build up and leaves the output as it is. After Commit it
// does nothing, so it can be deferred.
func (w *Writer) Abort() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	w.spill.close()
	if w.root != nil {
		w.root.Close()
	}
}

func (w *Writer) isClosed() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.closed
}

// claim enters a file into the build. An address can be staged only once.
func (w *Writer) claim(path string, e *entry) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return errClosed
	}
	if w.entries[path] != nil {
		return errTwice(path)
	}
	w.entries[path] = e
	return nil
}

func errTwice(path string) error {
	return fmt.Errorf("two files of this build want the address %s; give one of them another", path)
}

// twin returns a former path of ours that differs from path only in case.
// Where such paths are one file, that file is about to be removed.
func (w *Writer) twin(path string) string {
	if t := w.oldFolds[fold(path)]; t != path {
		return t
	}
	return ""
}

// holds reports whether the output has exactly these bytes at path. A file
// that this process wrote itself and nobody touched is not read again.
func (w *Writer) holds(path, hash string, data []byte) (bool, error) {
	if w.twin(path) != "" {
		return false, nil
	}
	at, info, err := stands(w.root, path)
	if err != nil || at != path || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return false, err
	}
	if r, ok := w.folder.record(path); ok && untouched(r.info, info) {
		return r.hash == hash, nil
	}
	there, err := w.root.ReadFile(path)
	if err != nil {
		return false, fmt.Errorf("cannot compare a file of the output: %w", err)
	}
	if !bytes.Equal(there, data) {
		return false, nil
	}
	w.folder.remember(path, record{hash, info})
	return true, nil
}

// ReadFile returns the bytes at a path of the output folder, or an error that
// wraps fs.ErrNotExist. It follows no symbolic link and opens nothing but
// regular files.
func (f *Folder) ReadFile(path string) ([]byte, error) {
	absent := &fs.PathError{Op: "read", Path: path, Err: fs.ErrNotExist}
	if !localPath(path) {
		return nil, absent
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	at, info, err := stands(root, path)
	if err != nil {
		return nil, err
	}
	if at != path || !info.Mode().IsRegular() {
		return nil, absent
	}
	return root.ReadFile(path)
}

func (f *Folder) record(path string) (record, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	r, ok := f.records[path]
	return r, ok
}

func (f *Folder) remember(path string, r record) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.records[path] = r
}

func (f *Folder) forget(path string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.records, path)
}

// untouched reports whether two looks at a file saw the same one unchanged.
func untouched(then, now fs.FileInfo) bool {
	return now.Mode().IsRegular() && then.Size() == now.Size() &&
		then.ModTime().Equal(now.ModTime()) && os.SameFile(then, now)
}

// checkPath refuses what is no address of a file inside the output folder.
func checkPath(path string) error {
	switch {
	case !localPath(path):
		return fmt.Errorf("%q is no path inside the output folder", path)
	case path == manifestName:
		return fmt.Errorf("the address %s belongs to the record of what is published; choose another", path)
	case strings.HasPrefix(path, tempPrefix):
		return fmt.Errorf("the address %s begins with %s, which is kept for files being written; choose another", path, tempPrefix)
	}
	return nil
}

// localPath reports whether a path is clean, relative, slash-separated and
// names a file on every system.
func localPath(path string) bool {
	return fs.ValidPath(path) && path != "." && !strings.ContainsAny(path, "\\\x00") &&
		filepath.IsLocal(filepath.FromSlash(path))
}

// fold gives paths that some file systems take for one the same spelling.
func fold(path string) string { return strings.ToLower(path) }
