package serve

import (
	"slices"
	"testing"
	"time"
)

func TestGather(t *testing.T) {
	type step struct {
		at   int // milliseconds
		path string
		kind string // "", "gone" for a path that is not whole, "busy" while a build is under way
	}
	tests := []struct {
		name  string
		steps []step
		due   int // milliseconds; -1 for never
		paths []string
	}{
		{"nothing", nil, -1, nil},
		{"the first save after quiet", []step{{1000, "a", ""}}, 1000, []string{"a"}},
		{"a second one before the build began", []step{{1000, "a", ""}, {1001, "b", ""}}, 1000, []string{"a", "b"}},
		{"a file that is gone waits for quiet", []step{{1000, "a", "gone"}}, 1030, []string{"a"}},
		{"and comes back", []step{{1000, "a", "gone"}, {1010, "a", ""}}, 1040, []string{"a"}},
		{"a save during a build", []step{{1000, "a", "busy"}}, 1030, []string{"a"}},
		{"a burst", []step{{1000, "a", "busy"}, {1020, "b", ""}, {1040, "c", ""}}, 1070, []string{"a", "b", "c"}},
		{"an endless burst", []step{{1000, "a", "gone"}, {1025, "a", ""}, {1200, "a", ""}, {1295, "b", ""}}, 1300, []string{"a", "b"}},
	}
	zero := time.Unix(0, 0)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var g gather
			for _, s := range tt.steps {
				g.add(zero.Add(time.Duration(s.at)*time.Millisecond), change{path: s.path, whole: s.kind != "gone"}, s.kind == "busy")
			}
			at, ok := g.due()
			due := -1
			if ok {
				due = int(at.Sub(zero).Milliseconds())
			}
			if due != tt.due {
				t.Errorf("due at %d ms, want %d", due, tt.due)
			}
			if got := g.take(); !slices.Equal(got, tt.paths) {
				t.Errorf("took %q, want %q", got, tt.paths)
			}
			if _, ok := g.due(); ok {
				t.Error("something is due after all was taken")
			}
		})
	}
}

// After a build, what follows on its heels is a burst; after quiet it is not.
func TestGatherAfterABuild(t *testing.T) {
	var g gather
	now := time.Unix(1, 0)
	g.add(now, change{path: "a", whole: true}, false)
	g.take()
	g.add(now.Add(10*time.Millisecond), change{path: "a", whole: true}, false)
	if at, _ := g.due(); !at.Equal(now.Add(10*time.Millisecond + quiet)) {
		t.Errorf("ten milliseconds later: due %v after the first save", at.Sub(now))
	}
	g.take()
	later := now.Add(time.Second)
	g.add(later, change{path: "a", whole: true}, false)
	if at, _ := g.due(); !at.Equal(later) {
		t.Errorf("a second later: due %v after that", at.Sub(later))
	}
}

// A file that an editor writes aside and renames is not named.
func TestGatherLeavesOutWhatPassed(t *testing.T) {
	var g gather
	now := time.Unix(1, 0)
	for _, c := range []change{{"sedX", false, true}, {"sedX", true, false}, {"sedX", false, false}, {"a", true, true}, {"b", false, false}} {
		g.add(now, c, false)
	}
	if got := g.take(); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("took %q", got)
	}
}
