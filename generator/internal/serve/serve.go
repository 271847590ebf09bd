// Package serve shows a dossier to its author while it is being written: it
// watches the files, builds after each save, serves the site on this machine
// and tells open pages what changed. It is the one door for file notification.
//
// What never happens here: nothing is read from the content or written to the
// output, which the build alone does; no change is guessed at from the name of
// a file, for the build knows by itself what to do again; and no page is
// changed but for the one line that loads the reload script, added on the way
// out.
//
// The parts, in the order in which a save passes through them: notify.go and
// poll.go see it, gather.go waits until it is whole, session.go has it built,
// hub.go keeps what changed under a revision, stream.go tells the browsers,
// client.js there does the rest, site.go serves the pages and report.go tells
// the terminal.
package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/pipeline"
)

// Files reads the site that the last build left, by paths such as
// claims/x/index.html. An absent file is an error, whichever.
type Files interface {
	ReadFile(path string) ([]byte, error)
}

// Config says what to watch, how to build it and where to serve it.
type Config struct {
	Root    string // the folder that holds content/
	Build   func(context.Context) (*pipeline.Built, error)
	Options pipeline.Options // those that Build builds with
	Files   Files

	Addr string        // HOST:PORT; an empty host is this machine only
	Poll time.Duration // look for changes this often, instead of being notified; 0 is notified

	Out, Err io.Writer  // lines for each save; problems
	Style    diag.Style // of Err
	// Ready, if not nil, is told once where the site can be seen.
	Ready func(url string)
}

// grace is how long requests under way have to end after the context has.
const grace = 500 * time.Millisecond

// Run builds, serves and watches until the context ends, which is no error.
// When it returns, nothing that it began is left: no goroutine, no watch, no
// open file.
func Run(parent context.Context, c Config) error {
	root, err := filepath.Abs(c.Root)
	if err != nil {
		return err
	}
	c.Root = root
	ctx, cancel := context.WithCancelCause(parent)
	defer cancel(nil)
	source, err := c.source() // before the first build, so that no save is missed
	if err != nil {
		return err
	}
	listener, moved, err := listen(c.Addr)
	if err != nil {
		source.close()
		return err
	}
	report := &report{out: c.Out, err: c.Err, style: c.Style, address: listener.Addr(), moved: moved, asked: c.Addr}
	hub := newHub()
	var work sync.WaitGroup
	changes := make(chan change)
	work.Go(func() { source.run(ctx, changes, report.warn) })
	work.Go(func() {
		if err := serveHTTP(ctx, listener, &server{hub: hub, files: c.Files, hosts: hostsOf(c.Addr, listener.Addr())}); err != nil {
			cancel(err)
		}
	})
	s := &session{Config: c, hub: hub, report: report, changes: changes}
	cancel(s.run(ctx))
	work.Wait()
	if err := context.Cause(ctx); parent.Err() == nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// source sees changes below the root.
type source interface {
	// run sends changes until the context ends, and then lets go of all it
	// holds. What goes wrong on the way is told to warn.
	run(ctx context.Context, out chan<- change, warn func(error))
	// close lets go of all without running.
	close()
}

func (c Config) source() (source, error) {
	if c.Poll > 0 {
		return newPoller(c.Root, c.Poll), nil
	}
	return newNotifier(c.Root)
}

// serveHTTP serves until the context ends.
func serveHTTP(ctx context.Context, l net.Listener, h http.Handler) error {
	srv := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    64 << 10,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // so that event streams end
		ErrorLog:          log.New(io.Discard, "", 0),                        // what strangers send wrongly is no news
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("the site can no longer be served: %w", err)
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if srv.Shutdown(last) != nil {
		_ = srv.Close() // there is nobody left to tell
	}
	<-failed
	return nil
}
