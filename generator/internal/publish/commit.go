package publish

// How a plan is carried out. The manifest is first written as old ∪ new, so
// that whatever is on the disk when power fails is known to be ours. Each file
// is written under another name and renamed, so that no reader and no later
// build sees half a file. The exact manifest comes last.

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	pathpkg "path"
	"strings"
)

// carryOut does what the plan says. After an error the folder is between the
// old and the new build, and its manifest covers both.
func (w *Writer) carryOut(ctx context.Context, p *plan) error {
	if err := w.makeFolder(); err != nil {
		return err
	}
	if err := w.sweep(); err != nil {
		return err
	}
	exact, union := w.manifests()
	if len(p.writes)+len(p.first)+len(p.later) > 0 {
		if err := w.writeManifest(ctx, union); err != nil {
			return err
		}
	}
	if err := w.removeAll(ctx, p.first); err != nil {
		return err
	}
	if err := w.writeAll(ctx, p.writes); err != nil {
		return err
	}
	if err := w.removeAll(ctx, p.later); err != nil {
		return err
	}
	for _, path := range p.kept {
		w.folder.forget(path)
	}
	return w.writeManifest(ctx, exact)
}

// manifests returns the record after the build and the one while it is under way.
func (w *Writer) manifests() (exact, union manifest) {
	exact, union = manifest{}, manifest{}
	for path, hashes := range w.old {
		union[path] = hashes
	}
	for path, e := range w.entries {
		exact.list(path, e.hash)
		union.list(path, e.hash)
	}
	return exact, union
}

// makeFolder creates the output folder if it is not there.
func (w *Writer) makeFolder() error {
	if w.root != nil {
		return nil
	}
	if err := os.MkdirAll(w.folder.dir, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(w.folder.dir)
	if err == nil {
		w.root = root
	}
	return err
}

// sweep removes the file that a build cut off by force was just writing.
func (w *Writer) sweep() error {
	entries, err := fs.ReadDir(w.root.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), tempPrefix) && e.Type().IsRegular() {
			if err := w.root.Remove(e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

// step stands before each change, where a commit can be cut off.
func (w *Writer) step(ctx context.Context, what string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if w.folder.fault != nil {
		return w.folder.fault(what)
	}
	return nil
}

// writeManifest replaces manifest.json unless it already says the same.
func (w *Writer) writeManifest(ctx context.Context, m manifest) error {
	b := m.encode()
	if bytes.Equal(b, w.oldBytes) {
		return nil
	}
	if _, err := w.replace(ctx, manifestName, bytes.NewReader(b)); err != nil {
		return err
	}
	w.oldBytes = b
	return nil
}

func (w *Writer) writeAll(ctx context.Context, names []string) error {
	made := map[string]bool{".": true}
	for _, name := range names {
		if dir := pathpkg.Dir(name); !made[dir] {
			if err := w.step(ctx, "mkdir "+dir); err != nil {
				return err
			}
			if err := w.root.MkdirAll(dir, 0o755); err != nil {
				return err
			}
			made[dir] = true
		}
		e := w.entries[name]
		info, err := w.replace(ctx, name, e.held.reader())
		if err != nil {
			return err
		}
		w.folder.remember(name, record{e.hash, info})
		e.held = bytesHeld{}
	}
	return nil
}

// replace writes a file under another name and then gives it its own.
func (w *Writer) replace(ctx context.Context, name string, r io.Reader) (fs.FileInfo, error) {
	if err := w.step(ctx, "write "+name); err != nil {
		return nil, err
	}
	info, err := w.writeTemp(r)
	if err == nil {
		err = w.step(ctx, "rename "+name)
	}
	if err == nil {
		err = w.root.Rename(w.temp, name)
	}
	if err != nil {
		_ = w.root.Remove(w.temp) // the first error is the one to tell
		return nil, err
	}
	return info, nil
}

func (w *Writer) writeTemp(r io.Reader) (fs.FileInfo, error) {
	f, err := w.root.OpenFile(w.temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(f, r)
	var info fs.FileInfo
	if err == nil {
		info, err = f.Stat()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return info, err
}

func (w *Writer) removeAll(ctx context.Context, files []stale) error {
	for _, s := range files {
		if err := w.remove(ctx, s); err != nil {
			return err
		}
		if err := w.prune(ctx, s.path); err != nil {
			return err
		}
		w.folder.forget(s.path)
	}
	return nil
}

// remove deletes a file, unless someone touched it since the plan was made.
func (w *Writer) remove(ctx context.Context, s stale) error {
	if s.info == nil {
		return nil
	}
	if err := w.step(ctx, "remove "+s.path); err != nil {
		return err
	}
	at, info, err := stands(w.root, s.path)
	if err != nil || at != s.path || !untouched(s.info, info) {
		return err
	}
	return w.root.Remove(s.path)
}

// prune removes the folders that a removed file left empty. The system
// refuses to remove one that still holds something, and there it ends.
func (w *Writer) prune(ctx context.Context, path string) error {
	for dir := range parents(path) {
		at, info, err := stands(w.root, dir)
		if err != nil {
			return err
		}
		if at == "" {
			continue
		}
		if at != dir || !info.IsDir() {
			return nil
		}
		if err := w.step(ctx, "prune "+dir); err != nil {
			return err
		}
		if w.root.Remove(dir) != nil {
			return nil
		}
	}
	return nil
}
