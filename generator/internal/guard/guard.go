// Package guard looks for words that must not be published in the files that
// are about to be: in every encoding a program may have put them into, in file
// names, and inside what is compressed. It also tells which documents name
// their authors.
//
// A guard that fails must fail loudly: what cannot be looked through counts as
// found. What never happens here: a term is never returned, printed or put into
// an error. A hit names a file and the number of the term's line, no more.
package guard

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// minLength is how long a term must be, see weight. A shorter one would be
// found everywhere, by chance in every picture.
const minLength = 4

// maxList is how many bytes a list may have. One of that size takes some 150 MB
// as automata.
const maxList = 256 << 10

// Terms are words that must not be published. They are safe for concurrent use.
type Terms struct {
	folded   automaton             // over canonical text, see fold.go
	ascii    [utf8.RuneSelf]uint16 // the classes of folded for ASCII as it is
	exact    automaton             // over bytes, see runs.go
	anyUTF16 bool                  // a term may stand as UTF-16 in what looks like text
	digest   [sha256.Size]byte
	limit    int // bytes that may come out of one file
	scanners sync.Pool
}

// Read reads a list of terms: one a line, trimmed. Empty lines and those that
// begin with # are passed over. An error names the line, never what it says.
func Read(r io.Reader) (*Terms, error) {
	t := &Terms{limit: maxAll}
	var folded, exact patterns
	list, err := io.ReadAll(io.LimitReader(r, maxList+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("the forbidden terms cannot be read: %w", err)
	case len(list) > maxList:
		return nil, fmt.Errorf("the list of forbidden terms is longer than %d KiB; keep only what must not be published", maxList>>10)
	}
	list = bytes.TrimPrefix(list, []byte("\ufeff"))
	n := 0
	for line := range bytes.Lines(list) {
		n++
		if !utf8.Valid(line) {
			return nil, fmt.Errorf("line %d of the forbidden terms is not UTF-8; save the list as UTF-8", n)
		}
		term := norm.NFC.String(strings.TrimSpace(string(line)))
		if term == "" || strings.HasPrefix(term, "#") {
			continue
		}
		f := Fold(term)
		if weight(f) < minLength {
			return nil, fmt.Errorf("line %d of the forbidden terms is too short: it would be found everywhere; write at least %d letters or digits", n, minLength)
		}
		folded.add(f, n)
		for _, form := range forms(term) {
			exact.add(form, n)
		}
		t.anyUTF16 = t.anyUTF16 || hidesInText(term)
	}
	if len(folded.list) == 0 {
		return nil, errors.New("the list of forbidden terms holds no term; write one a line")
	}
	t.folded, t.exact = newAutomaton(folded.list, false), newAutomaton(exact.list, true)
	for c := range t.ascii {
		t.ascii[c] = t.folded.class[foldRune(rune(c))[0]]
	}
	t.digest = folded.digest()
	t.scanners.New = func() any { return &scanner{terms: t} }
	return t, nil
}

// patterns gathers what an automaton is made of.
type patterns struct{ list []pattern }

func (p *patterns) add(text string, line int) { p.list = append(p.list, pattern{text, line}) }

func (p *patterns) digest() [sha256.Size]byte {
	h := sha256.New()
	for _, x := range p.list {
		fmt.Fprintf(h, "%d %q\n", x.line, x.text)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// Digest stands for the terms and their lines: two lists with one digest find
// the same.
func (t *Terms) Digest() [sha256.Size]byte { return t.digest }

// Hit is a forbidden term in a file.
type Hit struct {
	File     string // without the parts of its name that hold a term
	TermLine int    // where the term stands in the list; 0 for a file that could not be looked through
	InName   bool   // the term is in the file's name
}

// Scan looks for the terms in a file and in its name. The hits are in order of
// their terms' lines, names first.
func (t *Terms) Scan(file string, data []byte) []Hit {
	inName := t.name(file)
	s := t.scanner()
	defer s.release()
	left := t.limit
	s.file, s.left = file, &left
	s.scan(data, 0)
	if len(inName) == 0 && len(s.found) == 0 && !s.opaque {
		return nil
	}
	shown := file
	if len(inName) > 0 {
		shown = t.redacted(file)
	}
	var hits []Hit
	for _, line := range inName {
		hits = append(hits, Hit{shown, line, true})
	}
	if s.opaque {
		hits = append(hits, Hit{File: shown})
	}
	for _, line := range slices.Sorted(slices.Values(s.found)) {
		hits = append(hits, Hit{File: shown, TermLine: line})
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(order(a), order(b)) })
	return slices.Compact(hits)
}

// order puts names first.
func order(h Hit) int {
	if h.InName {
		return 0
	}
	return 1
}

// name returns the lines of the terms in a path. What parts words in a file's
// name counts as a space.
func (t *Terms) name(file string) []int {
	s := t.scanner()
	defer s.release()
	left := t.limit
	s.left = &left
	s.scan([]byte(file), 0)
	s.scan([]byte(strings.NewReplacer("/", " ", ".", " ").Replace(file)), 0)
	return slices.Compact(slices.Sorted(slices.Values(s.found)))
}

// redacted leaves out of a path what holds a term.
func (t *Terms) redacted(file string) string {
	parts := strings.Split(file, "/")
	for i, p := range parts {
		if len(t.name(p)) > 0 {
			parts[i] = "…"
		}
	}
	if shown := path.Join(parts...); len(t.name(shown)) == 0 {
		return shown
	}
	return "…"
}

func (t *Terms) scanner() *scanner { return t.scanners.Get().(*scanner) }
