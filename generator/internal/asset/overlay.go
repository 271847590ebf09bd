package asset

import (
	"cmp"
	"embed"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
)

// Overlay joins two file systems, file by file: where both have a name, over
// wins. Folders that both have are merged and listed in order of names. Over
// may be nil or lack its root, and is then empty.
func Overlay(base, over fs.FS) fs.FS {
	if over == nil {
		over = embed.FS{}
	}
	return overlay{base, over}
}

type overlay struct{ base, over fs.FS }

// Open opens a file of over if it is there, else of base.
func (o overlay) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	top, _ := o.split(name)
	f, err := top.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.IsDir() {
		return f, nil
	}
	var entries []fs.DirEntry
	if err == nil {
		entries, err = o.ReadDir(name)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &folder{File: f, entries: entries}, nil
}

// ReadDir lists what either file system has in a folder, each name once.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	top, below := o.split(name)
	entries, err := fs.ReadDir(top, name)
	if err != nil || below == nil {
		return entries, err
	}
	if info, err := fs.Stat(below, name); err != nil || !info.IsDir() {
		return entries, ignoreAbsent(err)
	}
	more, err := fs.ReadDir(below, name)
	if err != nil {
		return nil, err
	}
	// The sort is stable, so of two equal names the one of over comes first.
	entries = append(slices.Clone(entries), more...)
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(entries, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}

// split says which file system a name is to be opened in, and which one may
// have more of it if it is a folder. A file of over hides a whole folder of
// base, and an error of over is not passed over.
func (o overlay) split(name string) (top, below fs.FS) {
	for at := name; ; at = path.Dir(at) {
		info, err := fs.Stat(o.over, at)
		switch {
		case ignoreAbsent(err) != nil:
			return o.over, nil
		case err == nil && at == name:
			return o.over, o.base
		case err == nil && !info.IsDir():
			return o.over, nil
		case err == nil || at == ".":
			return o.base, nil
		}
	}
}

func ignoreAbsent(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// folder is an open folder of an overlay.
type folder struct {
	fs.File
	entries []fs.DirEntry
}

// ReadDir hands out the merged entries, n at a time.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(f.entries) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(f.entries) {
		n = len(f.entries)
	}
	out := f.entries[:n:n]
	f.entries = f.entries[n:]
	return out, nil
}
