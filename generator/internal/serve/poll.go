package serve

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// poller looks at all files again and again. It is for network and container
// file systems, which notify nobody. It sees a change by a file's size, time
// or identity, and never opens one.
type poller struct {
	root  string
	every time.Duration
	seen  map[string]fs.FileInfo
}

func newPoller(root string, every time.Duration) *poller {
	p := &poller{root: root, every: every}
	p.seen = p.look()
	return p
}

func (p *poller) close() {}

// run sends changes until the context ends.
func (p *poller) run(ctx context.Context, out chan<- change, _ func(error)) {
	ticker := time.NewTicker(p.every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now := p.look()
		for _, path := range differing(p.seen, now) {
			rel, _ := filepath.Rel(p.root, path) // both are absolute
			select {
			case out <- change{path: filepath.ToSlash(rel), whole: whole(path)}:
			case <-ctx.Done():
				return
			}
		}
		p.seen = now
	}
}

// look returns what is there.
func (p *poller) look() map[string]fs.FileInfo {
	there := map[string]fs.FileInfo{}
	for _, name := range watched {
		_ = walk(filepath.Join(p.root, name), func(path string, d fs.DirEntry) error {
			if info, err := d.Info(); err == nil {
				there[path] = info
			}
			return nil
		})
	}
	return there
}

// differing returns the paths at which two looks saw different files. The time
// of a folder says nothing that its files do not.
func differing(was, now map[string]fs.FileInfo) []string {
	var paths []string
	for path, a := range now {
		b, ok := was[path]
		if !ok || !os.SameFile(a, b) || a.Mode().Type() != b.Mode().Type() ||
			!a.IsDir() && (a.Size() != b.Size() || !a.ModTime().Equal(b.ModTime())) {
			paths = append(paths, path)
		}
	}
	for path := range was {
		if _, ok := now[path]; !ok {
			paths = append(paths, path)
		}
	}
	return paths
}
