package render

import (
	"fmt"
	"strconv"
	"strings"
)

// Words are what the site itself says in one language, by dotted key. A key
// that is missing shows as ⟨key⟩, which a test of the built site finds.
type Words struct {
	Lang string
	m    map[string]string
}

// NewWords makes the words of a language from its file, flattened.
func NewWords(lang string, m map[string]string) *Words { return &Words{Lang: lang, m: m} }

// Say returns the words of a key.
func (w *Words) Say(key string) string {
	if s, ok := w.m[key]; ok {
		return s
	}
	return "⟨" + key + "⟩"
}

// Has reports whether there are words for a key.
func (w *Words) Has(key string) bool { _, ok := w.m[key]; return ok }

// Count says how many: key.one or key.other, with {n} replaced.
func (w *Words) Count(key string, n int) string {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return strings.ReplaceAll(w.Say(key+form), "{n}", w.Number(n))
}

// Number groups the digits of n by the language's custom.
func (w *Words) Number(n int) string {
	s := strconv.Itoa(n)
	if len(s) <= 4 { // ISO 80000-1, 7.3.1: four digits stand together
		return s
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + w.Say("number.group") + s[i:]
	}
	return s
}

// Fill replaces {placeholders} in the words of a key; pairs are name, value.
func (w *Words) Fill(key string, pairs ...string) string {
	s := w.Say(key)
	for i := 0; i+1 < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, "{"+pairs[i]+"}", pairs[i+1])
	}
	return s
}

// reading is how many words a reader takes in a minute.
const reading = 220

// ReadingTime says how long a text of n words takes, in whole minutes.
func (w *Words) ReadingTime(n int) string {
	return w.Count("count.minutes", max(1, (n+reading/2)/reading))
}

func (w *Words) String() string { return fmt.Sprintf("words of %s", w.Lang) }
