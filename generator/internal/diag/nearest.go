package diag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Nearest returns the word among others that a mistyped word most likely
// means, and whether there is one. One that differs in case alone comes first;
// else it is the one that takes the fewest letters put in, left out, replaced
// or swapped with their neighbour, as long as these are about a third of the
// word. Where two are as near, the first in alphabetical order is taken.
func Nearest(word string, among []string) (string, bool) {
	target := []rune(strings.ToLower(word))
	limit := max(1, (len(target)+1)/3)
	var best string
	var found bool
	var d distance
	for _, candidate := range among {
		n, ok := d.within(limit, target, candidate)
		if !ok || found && n == limit && candidate >= best {
			continue
		}
		best, found, limit = candidate, true, n
	}
	return best, found
}

// DidYouMean returns the hint that proposes the nearest word, or "".
func DidYouMean(word string, among []string) string {
	if nearest, ok := Nearest(word, among); ok {
		return "did you mean `" + nearest + "`?"
	}
	return ""
}

// distance measures words by optimal string alignment. It keeps its memory, for
// a word is compared with thousands.
type distance struct {
	word              []rune
	before, last, row []int // of the table: two rows up, one row up, this one
}

// within returns the distance of a candidate if it is not over limit. A word
// that would have to change in every letter is never near.
func (d *distance) within(limit int, target []rune, candidate string) (int, bool) {
	if n := utf8.RuneCountInString(candidate) - len(target); n > limit || n < -limit {
		return 0, false
	}
	d.word = d.word[:0]
	for _, r := range candidate {
		d.word = append(d.word, unicode.ToLower(r))
	}
	n := d.measure(target, d.word, limit)
	return n, n <= limit && n < max(len(target), len(d.word))
}

// measure returns the distance of a and b, or any number over limit as soon as
// it is clear that the distance is over it.
func (d *distance) measure(a, b []rune, limit int) int {
	for len(d.row) <= len(b) {
		d.before, d.last, d.row = append(d.before, 0), append(d.last, 0), append(d.row, 0)
	}
	for j := range len(b) + 1 {
		d.last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		d.row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			d.row[j] = d.step(a, b, i, j)
			least = min(least, d.row[j])
		}
		if least > limit+1 { // a swap may still reach over one row
			return least
		}
		d.before, d.last, d.row = d.last, d.row, d.before
	}
	return d.last[len(b)]
}

// step returns the distance of the first i letters of a and j of b.
func (d *distance) step(a, b []rune, i, j int) int {
	replaced := d.last[j-1]
	if a[i-1] != b[j-1] {
		replaced++
	}
	n := min(replaced, d.last[j]+1, d.row[j-1]+1)
	if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
		n = min(n, d.before[j-2]+1)
	}
	return n
}
