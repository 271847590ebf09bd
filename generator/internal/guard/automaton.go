package guard

// The automaton of Aho and Corasick (1975) finds all terms in one pass, however
// many there are. It is written out here because those that can be had either
// copy what they search or keep maps in their nodes.
//
// The automaton is a table: a row for each state, a column for each class of
// bytes. Bytes that occur in no term share class 0. A state is the offset of
// its row, and its top bit says that a term ends there, so that a step costs
// one look into the table and one comparison. Terms of 100,000 bytes in all
// take about 16 MB.

import (
	"slices"
)

// pattern is a term in one of its forms, and its line in the list.
type pattern struct {
	text string
	line int
}

// state is the offset of a row, with hit where a term ends.
type state = uint32

const hit state = 1 << 31

type automaton struct {
	classes int
	class   [256]uint16
	next    []state
	ends    [][]int // by row: the lines of the terms that end there
}

// newAutomaton makes an automaton of patterns. With ignoreCase it takes A and
// a, but not Ä and ä, for the same.
func newAutomaton(list []pattern, ignoreCase bool) automaton {
	var a automaton
	a.classify(list, ignoreCase)
	a.build(list)
	a.connect()
	return a
}

// classify gives the bytes their classes.
func (a *automaton) classify(list []pattern, ignoreCase bool) {
	a.classes = 1
	for _, p := range list {
		for _, c := range []byte(p.text) {
			if a.class[c] != 0 {
				continue
			}
			a.class[c] = uint16(a.classes)
			if ignoreCase && isLetter(c) {
				a.class[c^0x20] = uint16(a.classes)
			}
			a.classes++
		}
	}
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// build enters the patterns as a tree: row 0 is its root, and 0 in the table
// stands for no branch.
func (a *automaton) build(list []pattern) {
	a.addRow()
	for _, p := range list {
		at := 0
		for _, c := range []byte(p.text) {
			i := at + int(a.class[c])
			if a.next[i] == 0 {
				row := a.addRow()
				a.next[i] = state(row)
			}
			at = int(a.next[i])
		}
		row := at / a.classes
		if !slices.Contains(a.ends[row], p.line) {
			a.ends[row] = append(a.ends[row], p.line)
		}
	}
}

func (a *automaton) addRow() (offset int) {
	offset = len(a.next)
	a.next = append(a.next, make([]state, a.classes)...)
	a.ends = append(a.ends, nil)
	return offset
}

// connect fills what the tree leaves open: where no branch goes on, the search
// goes on from the longest end of what was read that begins a term too. Rows
// are visited in order of their depth, so that this row is filled already.
func (a *automaton) connect() {
	fallback := make([]state, len(a.ends)) // by row
	queue := []state{0}
	for len(queue) > 0 {
		row := queue[0]
		queue = queue[1:]
		back := fallback[int(row)/a.classes]
		for c := range a.classes {
			to := &a.next[int(row)+c]
			onward := state(0)
			if row != 0 {
				onward = a.next[int(back)+c] &^ hit
			}
			if *to == 0 {
				*to = onward
				continue
			}
			i := int(*to) / a.classes
			fallback[i] = onward
			a.ends[i] = append(a.ends[i], a.ends[int(onward)/a.classes]...)
			queue = append(queue, *to)
		}
	}
	for i, to := range a.next {
		if a.ends[int(to)/a.classes] != nil {
			a.next[i] |= hit
		}
	}
}

// step reads a byte.
func (a *automaton) step(s state, c byte) state {
	return a.next[int(s&^hit)+int(a.class[c])]
}

// at returns the lines of the terms that end in a state.
func (a *automaton) at(s state) []int { return a.ends[int(s&^hit)/a.classes] }
