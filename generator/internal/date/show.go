package date

import (
	"strconv"
	"strings"
)

// Show returns d for people, as running text has it: “22 December 2022”,
// “about summer 2022”, “2 to 5 May 2021”. Years have four digits. The zero
// Date shows nothing.
func (d Date) Show(w *Words) string { return speaker{w, &w.Long}.date(d) }

// ShowShort returns d for people in a narrow place: “22 Dec 2022”.
func (d Date) ShowShort(w *Words) string { return speaker{w, &w.Short}.date(d) }

// ShowDayMonth returns d without its year, for a list under the heading of
// that year. A date that is not within one year, or open, keeps what Show says.
func (d Date) ShowDayMonth(w *Words) string {
	s := speaker{w, &w.Long}
	from, to := d.start, d.end
	switch {
	case d.IsZero():
		return ""
	case from == to || !d.IsInterval():
		return s.qualify(from, s.yearless(from))
	case inMonth(from, to):
		return s.fill(w.Yearless.InMonth, from, to)
	case inYear(from, to):
		return s.fill(w.Yearless.InYear, from, to)
	}
	return s.date(d)
}

// speaker says dates in one language, at one length.
type speaker struct {
	words *Words
	*Patterns
}

func (s speaker) date(d Date) string {
	from, to := d.start, d.end
	switch {
	case d.IsZero():
		return ""
	case from == to || !d.IsInterval():
		return s.qualify(from, s.exact(from))
	case d.OpenEnd():
		return s.open(from, s.Since, s.SinceDay, s.SinceDecade)
	case d.OpenStart():
		return s.open(to, s.Until, s.UntilDay, s.UntilDecade)
	case inMonth(from, to):
		return s.fill(s.InMonth, from, to)
	case inYear(from, to):
		return s.fill(s.InYear, from, to)
	case isYear(from) && isYear(to):
		return s.fill(s.Years, from, to)
	}
	return s.fill(s.Interval, from, to)
}

// open says an interval with one end. Doubt comes first (“probably since
// 2020”), nearness stays with the date (“since about 2020”).
func (s speaker) open(p part, plain, day, decade string) string {
	text := s.end(p)
	switch {
	case p.approximate():
		text = wrap(plain, wrap(s.About, text))
	case p.precision == PrecisionDay:
		text = wrap(day, text)
	case p.precision == PrecisionDecade:
		text = s.fill(decade, p, part{})
	default:
		text = wrap(plain, text)
	}
	if p.uncertain() {
		text = wrap(s.Uncertain, text)
	}
	return text
}

// qualify adds to a text what the date's ~, ? or % says.
func (s speaker) qualify(p part, text string) string {
	if p.approximate() {
		text = wrap(s.About, text)
	}
	if p.uncertain() {
		text = wrap(s.Uncertain, text)
	}
	return text
}

// end says a date as an end of an interval, where “month unknown” would be in the way.
func (s speaker) end(p part) string {
	if p.precision == PrecisionYear {
		return year(p)
	}
	return s.exact(p)
}

// exact says a date without its qualifier.
func (s speaker) exact(p part) string {
	switch p.precision {
	case PrecisionDay:
		return s.fill(s.Day, p, part{})
	case PrecisionMonth:
		return s.fill(s.MonthYear, p, part{})
	case PrecisionSeason:
		if p.month == winter {
			return s.fill(s.Winter, p, part{})
		}
		return s.fill(s.SeasonYear, p, part{})
	case PrecisionDecade:
		return s.fill(s.Decade, p, part{})
	}
	if p.month == unknownMonth {
		return s.fill(s.MonthUnknown, p, part{})
	}
	return year(p)
}

// yearless says a date without qualifier and year, where it can do without one.
func (s speaker) yearless(p part) string {
	switch {
	case p.precision == PrecisionDay:
		return s.fill(s.DayMonth, p, part{})
	case p.precision == PrecisionMonth:
		return s.month(p)
	case p.precision == PrecisionSeason && p.month != winter:
		return s.season(p)
	case p.month == unknownMonth:
		return s.words.Yearless.MonthUnknown
	}
	return s.exact(p)
}

// inMonth reports whether two exact days share month and year.
func inMonth(a, b part) bool {
	return a.precision == PrecisionDay && b.precision == PrecisionDay &&
		a.month == b.month && inYear(a, b)
}

// inYear reports whether two dates, finer than a year and without qualifiers,
// lie in the same year. A winter lies in two.
func inYear(a, b part) bool {
	within := func(p part) bool {
		return p.precision < PrecisionYear && p.qualifier == 0 && p.month != winter
	}
	return a.year == b.year && within(a) && within(b)
}

func isYear(p part) bool { return p.precision == PrecisionYear && p.qualifier == 0 }

// fill replaces the placeholders of a pattern by what they say of one date,
// or of an interval where there is a second.
func (s speaker) fill(pattern string, p, to part) string {
	return replace(pattern, func(name string) (string, bool) {
		if to == (part{}) {
			return s.field(p, name)
		}
		switch name {
		case "from":
			return s.qualify(p, s.end(p)), true
		case "to":
			return s.qualify(to, s.end(to)), true
		case "from-yearless":
			return s.yearless(p), true
		case "to-yearless":
			return s.yearless(to), true
		case "from-day", "from-dd":
			return s.field(p, strings.TrimPrefix(name, "from-"))
		case "to-day", "to-dd":
			return s.field(to, strings.TrimPrefix(name, "to-"))
		}
		return s.field(p, name)
	})
}

// field says one field of a date.
func (s speaker) field(p part, name string) (string, bool) {
	switch name {
	case "day":
		return strconv.Itoa(int(p.day)), true
	case "dd":
		return digits(int(p.day), 2), true
	case "month":
		return s.month(p), true
	case "mm":
		return digits(int(p.month), 2), true
	case "season":
		return s.season(p), true
	case "year", "decade":
		return year(p), true
	case "next":
		return nextYear(p), true
	}
	return "", false
}

// month and season are careful because a pattern may ask a year for its month.

func (s speaker) month(p part) string {
	if i := int(p.month) - 1; 0 <= i && i < len(s.Months) {
		return s.Months[i]
	}
	return ""
}

func (s speaker) season(p part) string {
	if i := int(p.month) - spring; 0 <= i && i < len(s.words.Seasons) {
		return s.words.Seasons[i]
	}
	return ""
}

func year(p part) string { return digits(int(p.year), 4) }

// nextYear says the year after: 23 after 2022, and 2000 after 1999.
func nextYear(p part) string {
	n := int(p.year) + 1
	if n%100 == 0 {
		return strconv.Itoa(n)
	}
	return digits(n, 2)
}

// digits returns the last width digits of n.
func digits(n, width int) string {
	var b [4]byte
	return string(appendDigits(b[:0], n, width))
}

// wrap puts a date into a pattern that says something of it.
func wrap(pattern, date string) string { return strings.ReplaceAll(pattern, "{date}", date) }

// replace puts values in the place of {names}; unknown names stay.
func replace(pattern string, value func(name string) (string, bool)) string {
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(pattern, "{")
		name, after, closed := strings.Cut(rest, "}")
		b.WriteString(before)
		if !open || !closed {
			b.WriteString(pattern[len(before):])
			return b.String()
		}
		if text, ok := value(name); ok {
			b.WriteString(text)
		} else {
			b.WriteString("{" + name + "}")
		}
		pattern = after
	}
}
