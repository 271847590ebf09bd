package quote

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// The passage nearest to a quotation is found in two steps. Words that both
// have in common, the rare ones above all, say where to look; there the words
// of both are aligned. Words are compared by their first letters too, so that
// a slip or an ending does not hide them. The work is bounded for any text.

const (
	maxWords   = 120   // words of a quotation that are compared
	maxHits    = 2_000 // places of one word that are looked at
	maxWindows = 4     // passages that are aligned
	keyLength  = 5     // letters by which words are alike
	maxShown   = 300   // characters of a passage
)

// word is a word of a folded text.
type word struct {
	span
	lower string
	key   string
}

// Nearest returns the passage that comes closest to a quotation, as it stands
// in the text, or "" if nothing is like it. Of a quotation with omissions it
// looks for the first part that is not there.
func (a *Archive) Nearest(quote string) string {
	a.once.Do(a.index)
	want := split(a.missing(quote), maxWords)
	if len(want) == 0 || len(a.words) == 0 {
		return ""
	}
	best, cost := span{}, len(want)*change*7/10+1 // about a third must be alike
	for _, w := range a.windows(want) {
		if s, c := align(want, a.words[w.from:w.to]); c < cost {
			best, cost = span{a.words[w.from+s.from].from, a.words[w.from+s.to-1].to}, c
		}
	}
	if best == (span{}) {
		return ""
	}
	return shorten(a.original(best).Text)
}

// missing returns the first part of a quotation that does not occur.
func (a *Archive) missing(quote string) string {
	parts := parts(quote)
	for _, part := range parts {
		if !strings.Contains(a.folded.text, part) {
			return part
		}
	}
	return strings.Join(parts, " ")
}

// index lists the words of the text.
func (a *Archive) index() {
	a.words = split(a.folded.text, len(a.folded.text))
	a.where = make(map[string][]int32, len(a.words)/4)
	for i, w := range a.words {
		if at := a.where[w.key]; len(at) < maxHits {
			a.where[w.key] = append(at, int32(i))
		}
	}
}

// split returns the first words of a folded text. In scripts that set no
// spaces every character counts as one.
func split(s string, most int) []word {
	var all []word
	open := false // the last word may go on
	for i, r := range s {
		alone := unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
		switch size := len(string(r)); {
		case !inWord(r):
			open = false
		case open && !alone:
			all[len(all)-1].to = i + size
		default:
			if len(all) == most {
				return name(all, s)
			}
			all, open = append(all, word{span: span{i, i + size}}), !alone
		}
	}
	return name(all, s)
}

// name gives words their letters.
func name(all []word, s string) []word {
	for i := range all {
		w := &all[i]
		w.lower = strings.ToLower(s[w.from:w.to])
		w.key = w.lower
		n := 0
		for end := range w.lower {
			if n == keyLength {
				w.key = w.lower[:end]
				break
			}
			n++
		}
	}
	return all
}

// hit is a place in the text where a word of the quotation stands.
type hit struct {
	at     int
	weight float64 // the rarer the word, the more
}

// windows returns stretches of words that have most in common with a
// quotation, the best first.
func (a *Archive) windows(want []word) []span {
	var hits []hit
	seen := map[string]bool{}
	for _, w := range want {
		if seen[w.key] {
			continue
		}
		seen[w.key] = true
		for _, at := range a.where[w.key] {
			hits = append(hits, hit{int(at), 1 / float64(len(a.where[w.key]))})
		}
	}
	slices.SortFunc(hits, func(x, y hit) int { return cmp.Compare(x.at, y.at) })
	width := len(want)*3/2 + 2
	var all []span
	for len(all) < maxWindows {
		first, last := heaviest(hits, width)
		if first == last {
			break
		}
		all = append(all, span{max(0, hits[first].at-width), min(len(a.words), hits[last-1].at+width+1)})
		hits = slices.Delete(hits, first, last)
	}
	return all
}

// heaviest returns the hits within some words of each other that weigh most.
func heaviest(hits []hit, width int) (first, last int) {
	sum, most, from := 0.0, 0.0, 0
	for i, h := range hits {
		sum += h.weight
		for hits[from].at+width <= h.at {
			sum -= hits[from].weight
			from++
		}
		if sum > most+1e-9 {
			most, first, last = sum, from, i+1
		}
	}
	return first, last
}

// The costs of aligning words. Of two ways that are equally far, that with
// more words in common is the better one.
const (
	common = -1
	slip   = 1_000 // words that begin alike
	change = 2_000 // another word, one too many or one too few
)

// align finds the stretch of have that is closest to all of want, and what it
// takes to make them the same.
func align(want, have []word) (span, int) {
	type cell struct{ cost, from int }
	row := make([]cell, len(have)+1)
	for j := range row {
		row[j] = cell{0, j}
	}
	for i, w := range want {
		diagonal := row[0]
		row[0] = cell{(i + 1) * change, 0}
		for j, h := range have {
			next := cell{diagonal.cost + difference(w, h), diagonal.from}
			if c := row[j+1].cost + change; c < next.cost {
				next = cell{c, row[j+1].from}
			}
			if c := row[j].cost + change; c < next.cost {
				next = cell{c, row[j].from}
			}
			diagonal, row[j+1] = row[j+1], next
		}
	}
	best := 0
	for j := range row {
		if row[j].cost < row[best].cost || row[j].cost == row[best].cost && row[j].from == row[best].from {
			best = j
		}
	}
	if row[best].from == best {
		return span{}, len(want) * change // nothing of it
	}
	return span{row[best].from, best}, row[best].cost
}

func difference(a, b word) int {
	switch {
	case a.lower == b.lower:
		return common
	case a.key == b.key:
		return slip
	}
	return change
}

// shorten puts a passage on one line.
func shorten(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > maxShown {
		return string(r[:maxShown-1]) + "…"
	}
	return s
}
