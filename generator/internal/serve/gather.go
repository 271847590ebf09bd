package serve

// When to build. The first save after quiet is built at once, so that an author
// need not wait. Whatever follows on its heels (a save of many files, a switch
// of branches) is gathered until there is quiet again, but not for ever.
//
// Some editors empty a file before they fill it, or move it away before they
// write it anew. What is gone or empty when it is first heard of is therefore
// not yet whole, and waits for quiet like a burst.

import (
	"slices"
	"time"
)

const (
	quiet   = 30 * time.Millisecond  // without a change, until a burst is over
	longest = 300 * time.Millisecond // that a change waits
)

// change is something that happened below the root.
type change struct {
	path  string // slash-separated, relative to the root; "" is anything
	whole bool   // it is there and holds something
	born  bool   // it was not there before, as far as is known
}

// fate is what became of a path since the last build.
type fate uint8

const (
	changed fate = iota
	born
	passed // born and gone: a file that an editor wrote aside
)

// gather collects changes until it is time to build. The zero gather has
// nothing to do.
type gather struct {
	paths       map[string]fate
	first, last time.Time // when changes came that are not built yet, and when any came
	atOnce      bool
}

// add takes a change. Busy says that a build is under way.
func (g *gather) add(now time.Time, c change, busy bool) {
	if len(g.paths) == 0 {
		g.first = now
		g.atOnce = c.whole && !busy && now.Sub(g.last) >= quiet
		g.paths = map[string]fate{}
	}
	g.last = now
	switch was, known := g.paths[c.path]; {
	case !known && c.born:
		g.paths[c.path] = born
	case !known:
		g.paths[c.path] = changed
	case was == born && !c.whole:
		g.paths[c.path] = passed
	}
}

// due returns when to build, or false if there is nothing to build.
func (g *gather) due() (time.Time, bool) {
	switch {
	case len(g.paths) == 0:
		return time.Time{}, false
	case g.atOnce:
		return g.first, true
	}
	at, latest := g.last.Add(quiet), g.first.Add(longest)
	if latest.Before(at) {
		at = latest
	}
	return at, true
}

// take empties the gather and returns the paths that were in it, sorted,
// without those that came and went.
func (g *gather) take() []string {
	var paths []string
	for path, fate := range g.paths {
		if fate != passed {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	g.paths = nil
	return paths
}
