package serve

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/pipeline"
)

// rig is a session with made-up builds, in a bubble of time.
type rig struct {
	changes chan change
	hub     *hub
	start   time.Time
	began   []int // when each build began, in milliseconds
	out     strings.Builder
}

// within runs a session whose builds take ten milliseconds and give what
// result says, and lets script act on it a second after the first one.
func within(t *testing.T, result func(n int) (*pipeline.Built, error), script func(r *rig)) *rig {
	r := &rig{}
	synctest.Test(t, func(t *testing.T) {
		r.changes, r.hub, r.start = make(chan change), newHub(), time.Now()
		s := &session{hub: r.hub, changes: r.changes, report: &report{
			out: &r.out, err: &r.out, address: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1},
		}}
		s.Build = func(context.Context) (*pipeline.Built, error) {
			r.began = append(r.began, int(time.Since(r.start).Milliseconds()))
			time.Sleep(10 * time.Millisecond)
			return result(len(r.began))
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- s.run(ctx) }()
		r.sleepUntil(1000)
		script(r)
		time.Sleep(time.Second)
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return r
}

func (r *rig) sleepUntil(ms int) {
	time.Sleep(time.Until(r.start.Add(time.Duration(ms) * time.Millisecond)))
	synctest.Wait()
}

func (r *rig) save(ms int, path string) {
	r.sleepUntil(ms)
	r.changes <- change{path: path, whole: true}
}

func good(int) (*pipeline.Built, error) { return &pipeline.Built{}, nil }

func bad(code string) (*pipeline.Built, error) {
	b := &pipeline.Built{}
	b.Diagnostics = diag.List{{Severity: diag.Error, Code: code, Message: "wrong"}}
	return b, nil
}

func TestWhenBuildsBegin(t *testing.T) {
	tests := []struct {
		name  string
		saves []int
		want  []int
	}{
		{"none but the first", nil, []int{0}},
		{"at once after quiet", []int{1000, 2000}, []int{0, 1000, 2000}},
		{"a save during a build waits for quiet", []int{1000, 1005}, []int{0, 1000, 1035}},
		{"so does one on its heels", []int{1000, 1020}, []int{0, 1000, 1050}},
		{"a burst is one build", []int{1000, 1005, 1010, 1015, 1040}, []int{0, 1000, 1070}},
		{"but does not wait for ever", []int{1000, 1020, 1045, 1070, 1095, 1120, 1145, 1170, 1195, 1220, 1245, 1270, 1295, 1315, 1330}, []int{0, 1000, 1320, 1360}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := within(t, good, func(r *rig) {
				for _, ms := range tt.saves {
					r.save(ms, "a")
				}
			})
			if !slices.Equal(r.began, tt.want) {
				t.Errorf("builds began at %d, want %d", r.began, tt.want)
			}
		})
	}
}

// A failure that the next change mends at once is never told: the file was
// only half written.
func TestHalfWritten(t *testing.T) {
	r := within(t, func(n int) (*pipeline.Built, error) {
		if n == 2 {
			return bad("half")
		}
		return good(n)
	}, func(r *rig) {
		r.save(1000, "a")
		r.save(1020, "a")
		r.sleepUntil(1500)
		if got := r.hub.current(); len(got.problems) > 0 || !strings.HasSuffix(got.mark, "-1") {
			t.Errorf("the browsers are at %+v", got)
		}
	})
	if out := r.out.String(); strings.Contains(out, "half") || strings.Contains(out, "fixed") {
		t.Errorf("the terminal says %q", out)
	}
}

// A failure that stays is told after quiet, once, and so is its end.
func TestFailureAndMending(t *testing.T) {
	r := within(t, func(n int) (*pipeline.Built, error) {
		if n == 2 || n == 3 {
			return bad("broken")
		}
		return good(n)
	}, func(r *rig) {
		r.save(1000, "a")
		r.sleepUntil(1029)
		if len(r.hub.current().problems) != 0 {
			t.Error("the failure was told before there was quiet")
		}
		r.sleepUntil(1031)
		if got := r.hub.current(); len(got.problems) != 1 || got.problems[0].Code != "broken" {
			t.Errorf("after quiet the browsers are told %+v", got)
		}
		before := r.hub.current().mark
		r.save(2000, "b")
		r.sleepUntil(2100)
		if r.hub.current().mark != before {
			t.Error("the same failure was told twice")
		}
		r.save(3000, "c")
		r.sleepUntil(3100)
		if len(r.hub.current().problems) != 0 {
			t.Error("the mending was not told")
		}
	})
	if out := r.out.String(); strings.Count(out, "error[broken]") != 1 || strings.Count(out, "fixed\n") != 1 || !strings.Contains(out, "b: 1 problem, so the pages stay") {
		t.Errorf("the terminal says %q", out)
	}
}

// Under changes without end a failure is told all the same.
func TestFailureUnderEndlessChanges(t *testing.T) {
	within(t, func(n int) (*pipeline.Built, error) {
		if n > 1 {
			return bad("broken")
		}
		return good(n)
	}, func(r *rig) {
		for ms := 1000; ms < 2000; ms += 20 {
			r.save(ms, "a")
		}
		if len(r.hub.current().problems) != 1 {
			t.Error("after a second of changes nothing was told")
		}
	})
}

// What is wrong with more than the content is shown too.
func TestErrorsAreShown(t *testing.T) {
	r := within(t, func(n int) (*pipeline.Built, error) {
		if n == 2 {
			return nil, errors.New("the templates are odd")
		}
		return good(n)
	}, func(r *rig) {
		r.save(1000, "a")
		r.sleepUntil(1500)
		if got := r.hub.current().problems; len(got) != 1 || got[0].Text != "the templates are odd" {
			t.Errorf("the browsers are told %+v", got)
		}
	})
	if !strings.Contains(r.out.String(), "belegt: the templates are odd\n") {
		t.Errorf("the terminal says %q", r.out.String())
	}
}

func TestHubForgets(t *testing.T) {
	h := newHub()
	h.state.built = true
	first := h.current().mark
	for range keptRevisions {
		h.next(edit{changed: []string{"/a/"}}, nil)
	}
	if e, missed, _ := h.since(first); !missed || e.All || !slices.Equal(e.Changed, []string{"/a/"}) {
		t.Errorf("after %d revisions: %+v", keptRevisions, e)
	}
	h.next(edit{removed: []string{"/a/"}}, nil)
	if e, _, _ := h.since(first); !e.All {
		t.Errorf("after one more: %+v", e)
	}
	if len(h.edits) != keptRevisions {
		t.Errorf("%d revisions are kept", len(h.edits))
	}
	many := &pipeline.Built{}
	many.Changed = make([]string, mostAddresses+1)
	if !editOf("/", many).all {
		t.Error("too many addresses were listed")
	}
}
