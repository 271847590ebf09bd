package pipeline

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"belegt/generator/internal/asset"
)

// compressing is a Transaction that lays compressed siblings beside all texts,
// once it is known what the site consists of. It stands behind the search for
// forbidden terms: what is compressed has been looked through.
type compressing struct {
	Transaction
	o Options

	mu    sync.Mutex
	texts []string
	paths map[string]bool // of all files
}

// Stage takes a file.
func (c *compressing) Stage(path string, data []byte) error {
	c.note(path)
	return c.Transaction.Stage(path, data)
}

// Keep takes a file as it was.
func (c *compressing) Keep(path string) bool {
	kept := c.Transaction.Keep(path)
	if kept {
		c.note(path)
	}
	return kept
}

func (c *compressing) note(path string) {
	if !c.o.Compress {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.paths[path] = true
	if asset.Textual(path) {
		c.texts = append(c.texts, path)
	}
}

// compress makes the siblings, several at a time. One whose text has not
// changed since the last build is as it was.
func (c *compressing) compress(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	slices.Sort(c.texts)
	var next, done atomic.Int64
	var workers sync.WaitGroup
	for range min(c.o.jobs(), len(c.texts)) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(c.texts) || ctx.Err() != nil {
					return
				}
				for _, coding := range asset.Codings {
					if c.paths[c.texts[i]+coding.Ext] {
						continue // the author has put one there
					}
					if err := c.Derive(c.texts[i]+coding.Ext, c.texts[i], coding.Compress); err != nil {
						cancel(fmt.Errorf("cannot compress: %w", err))
						return
					}
				}
				c.o.tell("compress", int(done.Add(1)), len(c.texts))
			}
		})
	}
	workers.Wait()
	return context.Cause(ctx)
}
