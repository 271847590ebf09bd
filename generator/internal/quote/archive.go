package quote

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

const (
	maxPlaces = 1_000 // places of one quotation that are looked at
	reach     = 4_000 // bytes that an omission may span
)

// Archive is the text of a copy, ready to be searched. It is safe for
// concurrent use.
type Archive struct {
	text string
	folded

	once  sync.Once // words and where are made by the first Nearest
	words []word
	where map[string][]int32 // a word's key → its places in words
}

// NewArchive prepares a text as Text returns it.
func NewArchive(text string) *Archive { return &Archive{text: text, folded: fold(text)} }

// Match is a passage that a quotation quotes.
type Match struct {
	Start, End int // bytes in the text of the archive
	Text       string
	Places     int // how many passages fit equally well; this is the first
}

// Ambiguous reports whether other passages fit as well.
func (m Match) Ambiguous() bool { return m.Places > 1 }

// span is a passage of the folded text.
type span struct{ from, to int }

// Find returns the passage that says what a quotation says. Of several it
// takes those that stand between prefix and suffix, then those that are not
// torn out of longer words. An ellipsis in the quotation, in brackets or not,
// stands for words that were left out.
func (a *Archive) Find(quote, prefix, suffix string) (Match, bool) {
	all := a.places(quote)
	if len(all) == 0 {
		return Match{}, false
	}
	before, after := seam(prefix), seam(suffix)
	all = prefer(all, func(s span) bool {
		return strings.HasSuffix(trimSeam(a.folded.text[:s.from]), before) && strings.HasPrefix(trimSeam(a.folded.text[s.to:]), after)
	})
	all = prefer(all, a.whole)
	m := a.original(all[0])
	m.Places = len(all)
	return m, true
}

// prefer keeps what is good, or all if nothing is.
func prefer(all []span, good func(span) bool) []span {
	if best := slices.DeleteFunc(slices.Clone(all), func(s span) bool { return !good(s) }); len(best) > 0 {
		return best
	}
	return all
}

// seam folds what stands beside a quotation. Spaces and quotation marks at its
// ends do not count, for nobody can say on which side of the seam they are.
func seam(s string) string { return trimSeam(fold(s).text) }

func trimSeam(s string) string { return strings.Trim(s, " '") }

// places returns the passages that a quotation may quote, in order.
func (a *Archive) places(quote string) []span {
	whole := fold(quote).text
	if whole == "" {
		return nil
	}
	if all := a.occurrences(whole); len(all) > 0 {
		return all
	}
	if stem, ok := strings.CutSuffix(whole, "."); ok { // a full stop that an ellipsis has taken in
		all := a.occurrences(stem + string(ellipsis))
		for i := range all {
			all[i].to -= len(string(ellipsis))
		}
		if len(all) > 0 {
			return all
		}
	}
	parts := parts(quote)
	if len(parts) == 0 || len(parts) == 1 && parts[0] == whole {
		return nil
	}
	var all []span
	for _, s := range a.occurrences(parts[0]) {
		end, ok := a.follow(s.to, parts[1:])
		switch {
		case !ok:
		case len(all) > 0 && all[len(all)-1].to == end: // the tighter one
			all[len(all)-1].from = s.from
		default:
			all = append(all, span{s.from, end})
		}
	}
	return all
}

// occurrences finds a folded text.
func (a *Archive) occurrences(s string) []span {
	var all []span
	for from := 0; len(all) < maxPlaces; {
		i := strings.Index(a.folded.text[from:], s)
		if i < 0 {
			break
		}
		from += i
		all = append(all, span{from, from + len(s)})
		_, size := utf8.DecodeRuneInString(a.folded.text[from:])
		from += size
	}
	return all
}

// follow looks for parts of a quotation in order, each within reach of the one
// before, and returns where the last ends.
func (a *Archive) follow(end int, parts []string) (int, bool) {
	for _, part := range parts {
		i := strings.Index(a.folded.text[end:min(len(a.folded.text), end+reach+len(part))], part)
		if i < 0 {
			return 0, false
		}
		end += i + len(part)
	}
	return end, true
}

var omission = regexp.MustCompile(`[\[(]\s*(?:…|\.{3,}|\. \. \.)\s*[\])]|…|\.{3,}|\. \. \.`)

// parts returns what a quotation has between its omissions, folded.
func parts(quote string) []string {
	var all []string
	for _, part := range omission.Split(quote, -1) {
		if f := fold(part).text; f != "" {
			all = append(all, f)
		}
	}
	return all
}

// whole reports whether a passage begins and ends with a word.
func (a *Archive) whole(s span) bool {
	t := a.folded.text
	before, _ := utf8.DecodeLastRuneInString(t[:s.from])
	first, _ := utf8.DecodeRuneInString(t[s.from:])
	last, _ := utf8.DecodeLastRuneInString(t[:s.to])
	after, _ := utf8.DecodeRuneInString(t[s.to:])
	return !(inWord(before) && inWord(first)) && !(inWord(last) && inWord(after))
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r))
}

// original returns a passage as it stands in the text.
func (a *Archive) original(s span) Match {
	end := s.to
	for end > 0 && end < len(a.at) && a.at[end] == a.at[end-1] { // inside one character
		end++
	}
	m := Match{Start: int(a.at[s.from]), End: len(a.text)}
	if end < len(a.at) {
		m.End = int(a.at[end])
	}
	m.Text = strings.TrimRightFunc(a.text[m.Start:m.End], func(r rune) bool { return unicode.IsSpace(r) || invisible(r) })
	m.End = m.Start + len(m.Text)
	return m
}
