package serve

import (
	"context"
	"errors"
	"slices"
	"time"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/pipeline"
)

// session is the life of a watch: changes come in, builds go out, one at a
// time. It runs in one goroutine, and each build in one of its own, so that
// changes are taken, and the end is noticed, while a build is under way.
type session struct {
	Config
	hub     *hub
	report  *report
	changes <-chan change

	gather  gather
	done    chan outcome // of the build under way, or nil
	failure *outcome     // that is told only if quiet follows
	since   time.Time    // when the first failure not told came
}

// outcome is what came of a build.
type outcome struct {
	built *pipeline.Built
	err   error
	paths []string // what was changed; nil for the first build
	took  time.Duration
}

// failed reports whether the pages stay as they were.
func (o *outcome) failed(options pipeline.Options) bool {
	return o.err != nil || o.built.Failed(options)
}

// problems returns what keeps a build from going well. What is wrong with more
// than the content has neither place nor code.
func (o *outcome) problems(options pipeline.Options) diag.List {
	if o.err != nil {
		return diag.List{{Severity: diag.Error, Message: o.err.Error()}}
	}
	var list diag.List
	for _, d := range o.built.Diagnostics {
		if d.Severity == diag.Error || options.Strict {
			list.Add(d)
		}
	}
	return list
}

// run builds once and then after each change, until the context ends. It
// returns an error only if the root holds no dossier at the very start.
func (s *session) run(ctx context.Context) error {
	s.build(ctx, nil)
	first := <-s.done
	s.done = nil
	if ctx.Err() != nil || errors.Is(first.err, pipeline.ErrNoContent) {
		return first.err
	}
	s.tell(&first)
	url := s.report.begin(s.hub.current().base)
	if s.Ready != nil {
		s.Ready(url)
	}
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		timer.Reset(s.next())
		select {
		case <-ctx.Done():
			if s.done != nil {
				<-s.done
			}
			return nil
		case c := <-s.changes:
			s.gather.add(time.Now(), c, s.done != nil)
		case o := <-s.done:
			s.done = nil
			s.finish(&o)
		case <-timer.C:
			s.act(ctx)
		}
	}
}

// next returns how long there is nothing to do by itself.
func (s *session) next() time.Duration {
	if s.done != nil {
		return time.Hour
	}
	at, ok := s.gather.due()
	if !ok && s.failure != nil {
		at, ok = s.gather.last.Add(quiet), true
	}
	if !ok {
		return time.Hour
	}
	return max(0, time.Until(at))
}

// act does what is due: a build, or the telling of a failure.
func (s *session) act(ctx context.Context) {
	if s.done != nil {
		return
	}
	if at, ok := s.gather.due(); ok {
		if !time.Now().Before(at) {
			s.build(ctx, s.gather.take())
		}
		return
	}
	if s.failure != nil && !time.Now().Before(s.gather.last.Add(quiet)) {
		s.tell(s.failure)
	}
}

// build begins a build. A failure that was not told yet is forgotten for it,
// but not what led there.
func (s *session) build(ctx context.Context, paths []string) {
	if s.failure != nil {
		paths = append(paths, s.failure.paths...)
		slices.Sort(paths)
		s.failure = nil
	}
	o := outcome{paths: slices.Compact(paths)}
	s.done = make(chan outcome, 1)
	go func() {
		start := time.Now()
		o.built, o.err = s.Build(ctx)
		o.took = time.Since(start)
		s.done <- o
	}()
}

// finish takes the outcome of a build. Success is told at once. A failure is
// told when no further change has come for a while, for it may be of a file
// that was only half written.
func (s *session) finish(o *outcome) {
	if !o.failed(s.Options) {
		s.tell(o)
		return
	}
	now := time.Now()
	if s.since.IsZero() {
		s.since = now
	}
	s.failure = o
	if now.Sub(s.since) >= longest {
		s.tell(o)
	}
}

// tell lets browsers and the terminal know.
func (s *session) tell(o *outcome) {
	s.failure, s.since = nil, time.Time{}
	if errors.Is(o.err, context.Canceled) {
		return
	}
	if o.failed(s.Options) {
		problems := o.problems(s.Options)
		s.report.failure(o, problems, s.hub.fail(o.built, problems))
		return
	}
	mended := len(s.hub.current().problems) > 0
	s.hub.succeed(o.built)
	s.report.success(o, mended)
}
