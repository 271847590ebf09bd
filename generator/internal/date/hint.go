package date

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// A text that is no date is read a second time, generously, to propose what
// its author may have meant. A proposal is shown and never taken: 4/5/2022 is
// one day in London and another in New York. Month names are understood in
// English and German. Every proposal is itself parsed before it is made, so
// the reading may be rough and is still never wrong about the format.

// longestGuess is the length over which a text is not worth a second reading.
const longestGuess = 64

const general = "write a day, month or year as `2022-12-22`, `2022-12` or `2022`"

// hint returns what to do about a text that is no date.
func hint(s string, f *fault) string {
	var quoted []string
	for _, p := range propose(s) {
		quoted = append(quoted, quote(p))
	}
	switch {
	case quoted != nil:
		return "write " + strings.Join(quoted, " or ")
	case f.advice != "":
		return f.advice
	}
	return general
}

func quote(s string) string { return "`" + s + "`" }

// propose returns the dates, most often one or none, that a text may mean.
func propose(s string) []string {
	if len(s) > longestGuess {
		return nil
	}
	s = strings.ToLower(strings.TrimSpace(s))
	candidates := proposeSingle(s)
	if !slices.ContainsFunc(candidates, valid) {
		candidates = proposeInterval(s)
	}
	candidates = slices.DeleteFunc(candidates, func(c string) bool { return !valid(c) })
	return slices.Compact(candidates)
}

func valid(s string) bool { _, f := parse(s); return f == nil }

// The words before an interval with one end, those for an open end, and what
// stands between two ends.
var (
	sinceWords = []string{"since ", "from ", "after ", "seit ", "ab "}
	untilWords = []string{"until ", "till ", "to ", "bis "}
	openWords  = []string{"", "..", "...", "…", "open", "now", "today", "present", "ongoing", "offen", "heute"}
	separators = []string{"/", "...", "..", "–", "—", " to ", " until ", " bis ", " - ", "-"}
)

func proposeInterval(s string) []string {
	for _, w := range untilWords {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return join("..", rest)
		}
	}
	for _, w := range sinceWords {
		rest, ok := strings.CutPrefix(s, w)
		if c := join(rest, ".."); ok && c != nil {
			return c
		}
		s = rest
	}
	for _, sep := range separators {
		from, to, ok := strings.Cut(s, sep)
		if !ok || from == "" && sep == "-" { // a leading hyphen is a year before Christ
			continue
		}
		if sep == "/" && len(from) == 4 && len(to) == 2 && to > from[2:] { // 2022/23
			to = from[:2] + to
		}
		if c := join(from, to); c != nil {
			return c
		}
	}
	return nil
}

// join proposes an interval of two ends, the other way round if need be.
func join(from, to string) []string {
	a, b := proposeEnd(from), proposeEnd(to)
	for _, c := range []string{a + "/" + b, b + "/" + a} {
		if valid(c) {
			return []string{c}
		}
	}
	return nil
}

func proposeEnd(s string) string {
	s = strings.TrimSpace(s)
	if slices.Contains(openWords, s) {
		return ".."
	}
	for _, c := range proposeSingle(s) {
		if valid(c) {
			return c
		}
	}
	return ""
}

// proposeSingle returns candidates for a single date; not all of them exist.
func proposeSingle(s string) []string {
	var r reading
	if !r.read(s) {
		return nil
	}
	year := slices.IndexFunc(r.numbers, func(n string) bool { return len(n) == 4 })
	if year < 0 {
		return nil
	}
	y := r.numbers[year]
	rest := slices.Delete(r.numbers, year, year+1)
	switch {
	case len(rest) == 2 && r.month == "":
		return r.twoNumbers(y, rest[0], rest[1], year)
	case len(rest) > 1:
		return nil
	case r.month > "12": // a season, whose second number is a year, or XX
		return r.candidates(y, r.month)
	case r.month != "":
		return r.candidates(y, append([]string{r.month}, rest...)...)
	case r.decade && len(rest) == 0:
		return []string{y[:3] + "X"}
	case r.slashes && year == 0 && len(rest) == 1 && rest[0] > "12":
		return nil // two years, as 2022/23
	}
	return r.candidates(y, rest...)
}

// twoNumbers orders month and day: after a year the month comes first, before
// it a dot says that the day does, and otherwise both are possible.
func (r *reading) twoNumbers(year, a, b string, at int) []string {
	monthFirst := r.candidates(year, a, b)
	dayFirst := r.candidates(year, b, a)
	switch {
	case at == 1:
		return nil
	case at == 0 && valid(monthFirst[0]):
		return monthFirst
	case at == 2 && r.dots:
		return dayFirst
	}
	return append(dayFirst, monthFirst...)
}

func (r *reading) candidates(year string, rest ...string) []string {
	return []string{strings.Join(append([]string{year}, rest...), "-") + r.qualifier}
}

// reading is what a text holds, with its order and its words resolved.
type reading struct {
	numbers   []string // of two digits at least; X is an open digit
	month     string   // of a month's or season's name: 01 to 12, 21 to 24
	qualifier string
	decade    bool
	dots      bool
	slashes   bool
}

// read takes a text apart. It reports whether every part was understood.
func (r *reading) read(s string) bool {
	if strings.Contains(s, "..") || strings.Trim(s, "/-–—") != s {
		return false // an interval, or a year before Christ
	}
	for s != "" {
		n := run(s)
		token := s[:n]
		s = s[n:]
		switch c := token[0]; {
		case isDigit(c) && strings.HasPrefix(s, ":"):
			return len(r.numbers) > 0 // a time of day; the date is complete
		case isDigit(c):
			r.number(token, s)
		case token == "t" && s != "" && isDigit(s[0]):
			return true
		case len(token) == 1 && strings.IndexByte("~?%", c) >= 0:
			r.qualify(token)
		case len(token) == 1 && strings.IndexByte(" ./-,()", c) >= 0:
			r.dots = r.dots || c == '.'
			r.slashes = r.slashes || c == '/'
		case !r.word(token):
			return false
		}
	}
	return true
}

// run returns the length of the number, word or symbol at the start of s.
func run(s string) int {
	kind := func(c rune) int {
		switch {
		case '0' <= c && c <= '9':
			return 1
		case unicode.IsLetter(c):
			return 2
		}
		return 0
	}
	first := -1
	for i, c := range s {
		switch k := kind(c); {
		case first < 0:
			first = k
		case first == 1 && c == 'x' && i == 3: // 202x
			return 4
		case k != first || k == 0:
			return i
		}
	}
	return len(s)
}

// number keeps a number, or the parts of a date written without hyphens.
func (r *reading) number(n, rest string) {
	switch {
	case len(n) == 8 && rest == "":
		r.numbers = append(r.numbers, n[:4], n[4:6], n[6:])
	case len(n) == 6 && rest == "":
		r.numbers = append(r.numbers, n[:4], n[4:])
	case len(n) == 4 && n[3] == 'x':
		r.numbers = append(r.numbers, n[:3]+"X")
	default:
		r.numbers = append(r.numbers, fmt.Sprintf("%02s", n))
	}
}

func (r *reading) qualify(q string) {
	if r.qualifier != "" && r.qualifier != q {
		q = "%"
	}
	r.qualifier = q
}

// monthNames are the names of months and seasons in English and German. Three
// letters or more stand for the whole name.
var monthNames = []struct{ month, names string }{
	{"01", "january januar jänner"}, {"02", "february februar"}, {"03", "march märz mrz"},
	{"04", "april"}, {"05", "may mai"}, {"06", "june juni"}, {"07", "july juli"},
	{"08", "august"}, {"09", "september"}, {"10", "october oktober"},
	{"11", "november"}, {"12", "december dezember"},
	{"21", "spring frühling frühjahr"}, {"22", "summer sommer"},
	{"23", "autumn fall herbst"}, {"24", "winter"},
}

func monthNamed(w string) string {
	for _, m := range monthNames {
		for name := range strings.FieldsSeq(m.names) {
			if strings.HasPrefix(name, w) && len(w) >= 3 {
				return m.month
			}
		}
	}
	return ""
}

// word takes a word in, and reports whether it is known.
func (r *reading) word(w string) bool {
	switch w {
	case "about", "around", "approximately", "circa", "ca", "c", "etwa", "ungefähr", "um":
		r.qualify("~")
		return true
	case "possibly", "probably", "perhaps", "maybe", "vermutlich", "wohl", "vielleicht":
		r.qualify("?")
		return true
	case "s", "er", "erjahre", "jahre":
		r.decade = true
		return true
	case "st", "nd", "rd", "th", "of", "the", "in", "on", "im", "am", "der", "den", "die":
		return true
	case "xx":
		if len(r.numbers) == 1 {
			r.month = "XX"
		}
		return true
	}
	if r.month == "" {
		r.month = monthNamed(w)
		return r.month != ""
	}
	return false
}
