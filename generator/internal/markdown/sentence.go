package markdown

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file finds where sentences end, in German and in English at once.
//
// A candidate is a run of terminators, with closing quotation marks and
// brackets, that white space follows. Rules then say which candidates end
// nothing. Where a full stop may or may not be one (“5 Mrd.”, “Inc.”, “J.”),
// the sentence ends only if the next word is one that is written small inside
// a sentence: an article, a pronoun, a preposition. So in doubt two sentences
// stay one, which shows too much as backed by one citation rather than
// cutting a sentence off its own. Everything looks at a bounded number of
// characters around the candidate; a text is split in linear time.

// lookBack is how far before a full stop an abbreviation is looked for, in bytes.
const lookBack = 48

// sentences yields the sentences of a text, each with the white space behind
// it. Together they are the text.
func sentences(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		from := 0
		for _, at := range sentenceStarts(s) {
			if !yield(s[from:at]) {
				return
			}
			from = at
		}
		if from < len(s) {
			yield(s[from:])
		}
	}
}

// sentenceStarts returns the offsets at which a sentence begins, without 0.
func sentenceStarts(s string) []int {
	var out []int
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !terminates(r) {
			i += n
			continue
		}
		c := candidateAt(s, i)
		if c.next < len(s) && c.ends() {
			out = append(out, c.next)
		}
		i = c.closed
	}
	return out
}

// candidate is a place at which a sentence may end.
type candidate struct {
	text   string
	stop   int    // offset of the terminators
	run    string // the terminators
	closed int    // offset behind the closing marks
	next   int    // offset behind the white space
}

func candidateAt(s string, stop int) candidate {
	end := stop + lenWhile(s[stop:], terminates)
	closed := end + lenWhile(s[end:], closes)
	return candidate{text: s, stop: stop, run: s[stop:end], closed: closed,
		next: closed + lenWhile(s[closed:], isGap)}
}

// ends reports whether a sentence ends at c.
func (c candidate) ends() bool {
	if c.next == c.closed && !ideographic(lastRune(c.run)) {
		return false // “3.5”, “example.com”
	}
	rest := strings.TrimLeftFunc(c.text[c.next:min(len(c.text), c.next+lookBack)], leads)
	first := firstRune(rest)
	if unicode.IsLower(first) {
		return false // “„Warum?“ fragte er”, “z. B. der”
	}
	switch {
	case strings.HasPrefix(c.text[c.next:], "[…]"), strings.HasPrefix(c.text[c.next:], "(…)"):
	case c.run == ".":
		return c.stopEnds(rest, first)
	case strings.ContainsRune(c.run, '…') || strings.HasSuffix(c.run, ".."):
		return c.ellipsisEnds(rest)
	case lone(c.before()):
		return startsSentence(rest) // “der Sieg (!) der Partei”
	}
	return true
}

// before is the text before c, as far as it matters.
func (c candidate) before() string {
	from := max(0, c.stop-lookBack)
	for from < c.stop && !utf8.RuneStart(c.text[from]) {
		from++
	}
	return c.text[from:c.stop]
}

// lone reports whether a sign stands alone in brackets or behind a space.
func lone(before string) bool {
	return before == "" || strings.ContainsRune("([ \u00a0\n", lastRune(before))
}

// ellipsisEnds decides about … and ... before a capital.
func (c candidate) ellipsisEnds(rest string) bool {
	before := c.before()
	if before != "" && strings.ContainsRune("([", lastRune(before)) {
		return false // an omission
	}
	return !lone(before) || startsSentence(rest)
}

// stopEnds decides about a full stop before a capital or a digit.
func (c candidate) stopEnds(rest string, first rune) bool {
	before := c.before()
	word := lastWord(before)
	if isNumber(word) {
		return numberEnds(strings.TrimSuffix(before, word), word, rest, first)
	}
	switch abbreviation(before, word) {
	case neverEnds:
		return false
	case beforeNumber:
		numeral := firstWord(rest)
		return !unicode.IsDigit(first) && (!isRoman(numeral) || numeral == "I")
	case mayEnd:
		return startsSentence(rest)
	}
	return true
}

// numberEnds decides about “22.”: a German ordinal, or the end of a sentence.
func numberEnds(before, number, rest string, first rune) bool {
	if len(number) > 3 {
		return true // a year
	}
	if unicode.IsDigit(first) {
		return false // “22. 12. 2022”
	}
	if startsSentence(rest) {
		return true
	}
	if ordinalNouns[firstWord(rest)] {
		return false
	}
	lead := strings.TrimRightFunc(before, isGap)
	return lead != "" && !ordinalLeads[strings.ToLower(lastWord(lead))]
}

// abbreviation says what a word before a full stop may be.
func abbreviation(before, word string) abbreviationKind {
	if k, ok := abbreviations[strings.ToLower(spacedLetters(before, word))]; ok {
		return k
	}
	if k, ok := abbreviations[strings.ToLower(word)]; ok {
		return k
	}
	part := word[strings.LastIndexByte(word, '-')+1:] // “H.-J.”
	switch {
	case part == "":
		return noAbbreviation
	case utf8.RuneCountInString(part) == 1 && unicode.IsLetter(firstRune(part)):
		return mayEnd // “J. Nichols”, “Plan B. Das”
	case dotted(part), isRoman(word):
		return mayEnd // “U.S.”, “Wilhelm II.”
	}
	return noAbbreviation
}

// dotted reports whether a word is letters and dots in turn, as “U.S” is.
func dotted(word string) bool {
	if !strings.Contains(word, ".") {
		return false
	}
	for part := range strings.SplitSeq(word, ".") {
		if n := utf8.RuneCountInString(part); n == 0 || n > 2 || !unicode.IsLetter(firstRune(part)) {
			return false
		}
	}
	return true
}

// spacedLetters joins single letters that were written apart: “z. B” is “z.B”.
func spacedLetters(before, word string) string {
	for rest := strings.TrimSuffix(before, word); ; {
		trimmed := strings.TrimRightFunc(rest, isGap)
		lead, ok := strings.CutSuffix(trimmed, ".")
		letter := lastWord(lead)
		if !ok || trimmed == rest || utf8.RuneCountInString(letter) != 1 || !unicode.IsLetter(firstRune(letter)) {
			return word
		}
		word = letter + "." + word
		rest = strings.TrimSuffix(lead, letter)
	}
}

// startsSentence reports whether s begins with a word that has a capital only
// at the beginning of a sentence.
func startsSentence(s string) bool {
	word := firstWord(s)
	return sentenceStarters[word] && !strings.HasPrefix(s[len(word):], ".")
}

func firstWord(s string) string { return s[:lenWhile(s, wordPart)] }

// lastWord is the word that s ends with, dots and hyphens inside it included.
func lastWord(s string) string {
	return s[len(strings.TrimRightFunc(s, func(r rune) bool { return wordPart(r) || r == '.' || r == '-' })):]
}

func isNumber(word string) bool {
	return word != "" && strings.Trim(word, "0123456789") == ""
}

func isRoman(word string) bool {
	return word != "" && strings.Trim(word, "IVXLC") == ""
}

func wordPart(r rune) bool { return alphanumeric(r) || unicode.IsMark(r) || r == '\'' || r == '’' }

// terminates reports whether a sentence may end with r.
func terminates(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '.' || r == '!' || r == '?'
	}
	return r == '…' || unicode.Is(unicode.STerm, r)
}

// ideographic reports terminators behind which no space is written.
func ideographic(r rune) bool { return r >= 0x2e80 }

// closes reports marks that belong to what they close.
func closes(r rune) bool {
	return strings.ContainsRune(`"'“”‘’«»‹›`, r) || unicode.In(r, unicode.Pe, unicode.Pf)
}

// opens reports marks that belong to what they open.
func opens(r rune) bool {
	return strings.ContainsRune(`"'“”„‚‘«»‹›`, r) || unicode.In(r, unicode.Ps, unicode.Pi)
}

// leads reports marks that may stand before the first word of a sentence.
func leads(r rune) bool { return opens(r) || unicode.Is(unicode.Pd, r) || r == '…' || isGap(r) }

func lenWhile(s string, f func(rune) bool) int {
	for i, r := range s {
		if !f(r) {
			return i
		}
	}
	return len(s)
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
