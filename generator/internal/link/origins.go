package link

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"belegt/generator/internal/date"
	"belegt/generator/internal/model"
)

// origins gives every source its independent origins: the source itself if it
// has reporting of its own, and the origins of all it is based on. A source
// that only repeats adds none. Sources based on each other in a circle have no
// origin; each circle is reported once and named.
func (l *linker) origins() {
	const (
		unseen = iota
		open
		done
	)
	state := make(map[*model.Source]int, len(l.d.Sources))
	var path []*model.Source
	var visit func(s *model.Source)
	visit = func(s *model.Source) {
		state[s] = open
		path = append(path, s)
		set := map[*model.Source]bool{}
		if s.OwnReporting {
			set[s] = true
		}
		for _, b := range s.BasedOn {
			t := b.Source.To
			if state[t] == open {
				l.cycle(path[slices.Index(path, t):], b)
				continue
			}
			if state[t] == unseen {
				visit(t)
			}
			for _, o := range t.Origins {
				set[o] = true
			}
		}
		s.Origins = sortedSources(set)
		path = path[:len(path)-1]
		state[s] = done
	}
	for _, s := range l.d.Sources {
		if state[s] == unseen {
			visit(s)
		}
	}
	for _, c := range l.d.Claims {
		supporting, origins := map[*model.Source]bool{}, map[*model.Source]bool{}
		for i := range c.History {
			for _, ev := range c.History[i].Evidence {
				if ev.Stance != "supports" || ev.Source.To == nil {
					continue
				}
				supporting[ev.Source.To] = true
				for _, o := range ev.Source.To.Origins {
					origins[o] = true
				}
			}
		}
		c.Supporting, c.Origins = sortedSources(supporting), sortedSources(origins)
	}
}

func (l *linker) cycle(path []*model.Source, closing model.BasedOn) {
	var b strings.Builder
	for _, s := range path {
		fmt.Fprintf(&b, "%s → ", s.ID)
	}
	l.fail(closing.Source.Pos, "source-cycle", "sources are based on each other: "+b.String()+closing.Source.ID,
		"a report cannot rest on one that rests on it; take one based_on out")
}

func sortedSources(set map[*model.Source]bool) []*model.Source {
	if len(set) == 0 {
		return nil
	}
	out := make([]*model.Source, 0, len(set))
	for s := range set {
		out = append(out, s)
	}
	slices.SortFunc(out, compareSources)
	return out
}

func compareSources(a, b *model.Source) int {
	return cmp.Or(date.Compare(a.Published, b.Published), cmp.Compare(a.ID, b.ID))
}
