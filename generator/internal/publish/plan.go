package publish

// Before a commit changes anything it makes a plan from what was staged, what
// the manifest lists and what really stands in the folder. The plan either
// has conflicts, all of which are reported together, or it can be carried out.
//
//   staged, absent                  write
//   staged, other bytes, listed     write: it is ours, and edits are undone
//   staged, other bytes, unlisted   conflict
//   staged, a link or a device      conflict
//   not staged, listed, our bytes   remove
//   not staged, listed, edited      keep, and say so
//   not staged, unlisted            not looked at
//
// Most removals come last, so that no page goes before its successor is there.
// They come first where the old file stands in the way of a new one: a file
// where a folder must be, a folder where a file must be, or a name that
// differs only in case, which many file systems take for the same.

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	pathpkg "path"
	"slices"
	"strings"
)

// plan is what a commit is going to do.
type plan struct {
	first   []stale  // to remove before anything is written
	writes  []string // to write, new addresses before old ones
	later   []stale  // to remove at the end
	kept    []string // edited by hand, so they stay
	removed int      // how many of first and later are there
}

// stale is a listed file that the build no longer has.
type stale struct {
	path string
	info fs.FileInfo // nil if the file is gone already
}

// gone returns the paths of the files that are there and will be removed.
func (p *plan) gone() []string {
	var paths []string
	for _, s := range slices.Concat(p.first, p.later) {
		if s.info != nil {
			paths = append(paths, s.path)
		}
	}
	slices.Sort(paths)
	return paths
}

// Conflict is one path of the output that stands in the way of a build.
type Conflict struct {
	Path   string // slash-separated, relative to the output folder
	Reason string // a clause that follows the path
}

// ConflictError lists everything that stands in the way of a build. Nothing
// was changed.
type ConflictError struct {
	Dir       string
	Conflicts []Conflict // sorted by path
}

// Error names each path with its reason and says what can be done.
func (e *ConflictError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "nothing was written to %s, for something stands in the way:\n", e.Dir)
	for _, c := range e.Conflicts {
		fmt.Fprintf(&b, "  %s %s\n", c.Path, c.Reason)
	}
	b.WriteString("Rename or move these files away, or choose another output folder.")
	return b.String()
}

// plan compares the build with the folder. It changes nothing.
func (w *Writer) plan() (*plan, error) {
	p := &plan{}
	names := slices.Sorted(maps.Keys(w.entries))
	for _, name := range names {
		if !w.entries[name].same {
			p.writes = append(p.writes, name)
		}
	}
	slices.SortStableFunc(p.writes, func(a, b string) int {
		return cmp.Compare(min(1, len(w.old[a])), min(1, len(w.old[b])))
	})
	leaving, err := w.leaving(p)
	if err != nil {
		return nil, err
	}
	conflicts := clashes(names)
	for _, name := range p.writes {
		found, err := w.inTheWay(name, leaving)
		if err != nil {
			return nil, err
		}
		conflicts = append(conflicts, found...)
	}
	if len(conflicts) > 0 {
		slices.SortFunc(conflicts, func(a, b Conflict) int {
			return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Reason, b.Reason))
		})
		return nil, &ConflictError{w.folder.dir, slices.Compact(conflicts)}
	}
	return p, nil
}

// leaving sorts the listed files that the build no longer has into those that
// go first, those that go later and those that stay. It returns those that go.
func (w *Writer) leaving(p *plan) (map[string]fs.FileInfo, error) {
	blocks := blocker(p.writes)
	leaving := map[string]fs.FileInfo{}
	for _, path := range slices.Sorted(maps.Keys(w.old)) {
		if w.entries[path] != nil {
			continue
		}
		info, ours, err := w.stillOurs(path)
		if err != nil {
			return nil, err
		}
		if !ours {
			p.kept = append(p.kept, path)
			continue
		}
		if info != nil {
			p.removed++
		}
		leaving[path] = info
		if blocks(path) {
			p.first = append(p.first, stale{path, info})
		} else {
			p.later = append(p.later, stale{path, info})
		}
	}
	return leaving, nil
}

// stillOurs looks at a listed file. It is ours if it has our bytes, and also
// if it is gone, when info is nil.
func (w *Writer) stillOurs(path string) (info fs.FileInfo, ours bool, err error) {
	at, info, err := stands(w.root, path)
	if err != nil {
		return nil, false, err
	}
	if at != path || info.IsDir() {
		return nil, true, nil
	}
	if !info.Mode().IsRegular() {
		return info, false, nil
	}
	r, ok := w.folder.record(path)
	if !ok || !untouched(r.info, info) {
		if r.hash, err = hashFile(w.root, path); err != nil {
			return nil, false, fmt.Errorf("cannot compare a file of the output: %w", err)
		}
	}
	return info, slices.Contains(w.old[path], r.hash), nil
}

// blocker returns a test for former paths that must be gone before the new
// ones can be written.
func blocker(writes []string) func(string) bool {
	files, folders := map[string]bool{}, map[string]bool{}
	for _, name := range writes {
		files[fold(name)] = true
		for dir := range parents(name) {
			folders[fold(dir)] = true
		}
	}
	return func(path string) bool {
		if f := fold(path); files[f] || folders[f] {
			return true
		}
		for dir := range parents(path) {
			if files[fold(dir)] {
				return true
			}
		}
		return false
	}
}

// clashes finds paths of one build that cannot stand side by side: a file
// that is also a folder, and names that are one on systems that ignore case.
func clashes(names []string) []Conflict {
	type claim struct {
		path   string
		folder bool
	}
	claims := map[string]claim{fold(manifestName): {manifestName, false}}
	var found []Conflict
	take := func(c claim) {
		switch was, ok := claims[fold(c.path)]; {
		case !ok:
			claims[fold(c.path)] = c
		case was.path != c.path:
			found = append(found, Conflict{c.path, "differs only in case from " + was.path + ", which many systems take for the same"})
		case was.folder != c.folder:
			found = append(found, Conflict{c.path, "is wanted both as a file and as a folder"})
		}
	}
	for _, name := range names {
		take(claim{name, false})
		for dir := range parents(name) {
			take(claim{dir, true})
		}
	}
	return found
}

// inTheWay says what keeps a file from being written. What is leaving does not.
func (w *Writer) inTheWay(name string, leaving map[string]fs.FileInfo) ([]Conflict, error) {
	at, info, err := stands(w.root, name)
	if err != nil || at == "" {
		return nil, err
	}
	switch own, goes := leaving[at]; {
	case goes && own != nil: // ours, and removed first
		return nil, nil
	case at != name:
		return []Conflict{{at, "stands where a folder must be for " + name + w.whose(at, info)}}, nil
	case info.IsDir():
		return w.foreignBelow(name, leaving)
	case !info.Mode().IsRegular():
		return []Conflict{{at, "stands where a page must be" + w.whose(at, info)}}, nil
	case w.old[name] != nil:
		return nil, nil
	}
	if twin := leaving[w.twin(name)]; twin != nil && os.SameFile(twin, info) {
		return nil, nil
	}
	return []Conflict{{at, "has other bytes than the page that must stand there" + w.whose(at, info)}}, nil
}

// whose says why something in the way is not removed.
func (w *Writer) whose(path string, info fs.FileInfo) string {
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return ", and is a symbolic link"
	case w.old[path] != nil:
		return ", and was edited by hand"
	}
	return ", and was not written by this program"
}

// foreignBelow finds what is not ours in a folder that must make room for a file.
func (w *Writer) foreignBelow(dir string, leaving map[string]fs.FileInfo) ([]Conflict, error) {
	ours := map[string]bool{}
	for path := range leaving {
		if strings.HasPrefix(path, dir+"/") {
			ours[path] = true
			for d := range parents(path) {
				ours[d] = true
			}
		}
	}
	var found []Conflict
	err := fs.WalkDir(w.root.FS(), dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || ours[path] {
			return err
		}
		found = append(found, Conflict{path, "keeps the folder of a page that must stand at " + dir})
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	})
	return found, err
}

// parents yields the folders that a path lies in, the nearest first.
func parents(path string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for dir := pathpkg.Dir(path); dir != "."; dir = pathpkg.Dir(dir) {
			if !yield(dir) {
				return
			}
		}
	}
}

// stands finds what is at a path without following a symbolic link. If a
// parent is no folder, that parent is what it finds; if there is nothing, at
// is "".
func stands(root *os.Root, path string) (at string, info fs.FileInfo, err error) {
	if root == nil {
		return "", nil, nil
	}
	for end := 0; end < len(path); end++ {
		if i := strings.IndexByte(path[end:], '/'); i >= 0 {
			end += i
		} else {
			end = len(path)
		}
		info, err = root.Lstat(path[:end])
		if errors.Is(err, fs.ErrNotExist) {
			return "", nil, nil
		}
		if err != nil {
			return "", nil, fmt.Errorf("cannot look into the output folder: %w", err)
		}
		if end < len(path) && !info.IsDir() {
			return path[:end], info, nil
		}
	}
	return path, info, nil
}

// hashFile returns the SHA-256 of a file.
func hashFile(root *os.Root, path string) (string, error) {
	f, err := root.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
