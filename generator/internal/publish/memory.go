package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
	"slices"
	"sync"
)

// Memory is an output that exists in this process only. It follows the rules
// of a Folder: a build is a transaction, an address is staged once, and two
// paths that could not stand side by side on a disk do not do so here either.
// It may be read while a build is under way, and then gives the former one.
type Memory struct {
	mu    sync.RWMutex
	files map[string]memoryFile // replaced as a whole, never changed
}

type memoryFile struct {
	hash string
	data []byte
}

// NewMemory returns an output that holds nothing yet.
func NewMemory() *Memory { return &Memory{} }

// ReadFile returns the bytes at a path of the last build, or an error that
// wraps fs.ErrNotExist. The caller must not change them.
func (m *Memory) ReadFile(path string) ([]byte, error) {
	files := m.committed()
	if f, ok := files[path]; ok {
		return f.data, nil
	}
	return nil, &fs.PathError{Op: "read", Path: path, Err: fs.ErrNotExist}
}

func (m *Memory) committed() map[string]memoryFile {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.files
}

// MemoryWriter is one build on its way to a Memory. Only one of them may be
// open at a time.
type MemoryWriter struct {
	memory *Memory
	old    map[string]memoryFile

	mu     sync.Mutex
	closed bool
	files  map[string]memoryFile
}

// Begin starts a build. It never fails.
func (m *Memory) Begin() (*MemoryWriter, error) {
	old := m.committed()
	return &MemoryWriter{memory: m, old: old, files: make(map[string]memoryFile, len(old))}, nil
}

// Stage takes one file of the build. The caller must not change the bytes any
// more. Stage may be called from many goroutines.
func (w *MemoryWriter) Stage(path string, data []byte) error {
	if err := checkPath(path); err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	return w.claim(path, memoryFile{hex.EncodeToString(sum[:]), data})
}

// Keep stages again what the last build left at path. It reports false, and
// stages nothing, if there is no such file.
func (w *MemoryWriter) Keep(path string) bool {
	f, ok := w.old[path]
	return ok && path != manifestName && w.claim(path, f) == nil
}

func (w *MemoryWriter) claim(path string, f memoryFile) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return errClosed
	}
	if _, ok := w.files[path]; ok {
		return errTwice(path)
	}
	w.files[path] = f
	return nil
}

// Commit makes the output hold exactly what was staged, and its manifest. It
// takes effect at one stroke. If two paths clash it returns a *ConflictError
// and has changed nothing.
func (w *MemoryWriter) Commit(ctx context.Context) (Result, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return Result{}, errClosed
	}
	w.closed = true
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	names := slices.Sorted(maps.Keys(w.files))
	if conflicts := clashes(names); len(conflicts) > 0 {
		return Result{}, &ConflictError{"memory", conflicts}
	}
	r := w.result(names)
	exact := manifest{}
	for path, f := range w.files {
		exact.list(path, f.hash)
	}
	w.files[manifestName] = memoryFile{data: exact.encode()}
	w.memory.mu.Lock()
	w.memory.files = w.files
	w.memory.mu.Unlock()
	return r, nil
}

// result compares the build with the one before.
func (w *MemoryWriter) result(names []string) Result {
	var r Result
	for _, path := range names {
		if was, ok := w.old[path]; ok && was.hash == w.files[path].hash {
			r.Unchanged++
		} else {
			r.Changed = append(r.Changed, path)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(w.old)) {
		if _, ok := w.files[path]; !ok && path != manifestName {
			r.Gone = append(r.Gone, path)
		}
	}
	r.Written, r.Removed = len(r.Changed), len(r.Gone)
	return r
}

// Abort gives the build up. After Commit it does nothing.
func (w *MemoryWriter) Abort() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
}
