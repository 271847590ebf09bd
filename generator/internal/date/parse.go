package date

import (
	"fmt"
	"strings"
)

// SyntaxError says why a text is no date and what to write instead.
type SyntaxError struct {
	Input  string // the text as it was given
	Offset int    // the byte of Input at which it goes wrong
	Reason string // one clause without a full stop
	Hint   string // what to do; whatever stands in backquotes is a valid date
}

// Error gives the text, the reason and the hint.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%.40q is no date: %s; %s", e.Input, e.Reason, e.Hint)
}

// Parse reads a date. It takes exactly
//
//	date     = single | interval
//	interval = ( single | ".." ) "/" ( single | ".." )     not both open
//	single   = ( year | month | day | season ) [ "~" | "?" | "%" ]
//	         | three digits "X"                            a decade
//	         | year "-XX"                                  a year, month unknown
//
// with years from 0001 to 9999, days that exist, and no white space. An
// interval may not end before it begins. Any error is a *SyntaxError.
func Parse(s string) (Date, error) {
	d, f := parse(s)
	if f != nil {
		return Date{}, &SyntaxError{Input: s, Offset: f.offset, Reason: f.reason, Hint: hint(s, f)}
	}
	return d, nil
}

// fault is what parse found: an error before a proposal was sought.
type fault struct {
	offset int
	reason string
	advice string // a hint, for want of a proposal
}

func parse(s string) (Date, *fault) {
	from, to, interval := strings.Cut(s, "/")
	if !interval {
		p, f := parsePart(s, 0)
		return Date{start: p}, f
	}
	if i := strings.IndexByte(to, '/'); i >= 0 {
		return Date{}, &fault{offset: len(from) + 1 + i, reason: "an interval has two ends"}
	}
	start, f := parseEnd(from, 0)
	if f != nil {
		return Date{}, f
	}
	end, f := parseEnd(to, len(from)+1)
	if f != nil {
		return Date{}, f
	}
	switch {
	case start.precision == open && end.precision == open:
		return Date{}, &fault{reason: "an interval that is open at both ends says nothing", advice: "leave the key out"}
	case end.last() < start.first():
		return Date{}, &fault{offset: len(from) + 1, reason: "the interval ends before it begins"}
	}
	return Date{start, end}, nil
}

// parseEnd reads one end of an interval, which stands at a byte offset.
func parseEnd(s string, at int) (part, *fault) {
	switch s {
	case "..":
		return part{precision: open}, nil
	case "":
		return part{}, &fault{offset: at, reason: "one end of the interval is missing; an open end is two dots"}
	}
	return parsePart(s, at)
}

// parsePart reads a single date, which stands at a byte offset.
func parsePart(s string, at int) (part, *fault) {
	sc := scanner{rest: s}
	p, f := sc.single()
	if f != nil {
		f.offset += at + len(s) - len(sc.rest)
	}
	return p, f
}

// scanner reads a single date from the left. On a fault rest begins where it lies.
type scanner struct{ rest string }

func (sc *scanner) single() (part, *fault) {
	p, f := sc.year()
	if f == nil && sc.take("-") {
		f = sc.month(&p)
	}
	if f == nil && p.month != 0 && sc.take("-") {
		f = sc.day(&p)
	}
	if f == nil {
		f = sc.qualifier(&p)
	}
	if f == nil && sc.rest != "" {
		f = sc.surplus(p)
	}
	return p, f
}

func (sc *scanner) year() (part, *fault) {
	if sc.rest == "" {
		return part{}, &fault{reason: "the date is empty", advice: "leave the key out where no date is known"}
	}
	if tens, ok := number(sc.rest, 3); ok && len(sc.rest) > 3 && sc.rest[3] == 'X' {
		sc.rest = sc.rest[4:]
		return part{year: int16(tens * 10), precision: PrecisionDecade}, nil
	}
	y, ok := number(sc.rest, 4)
	switch {
	case !ok:
		return part{}, &fault{reason: "a date begins with a year of four digits"}
	case y == 0:
		return part{}, &fault{reason: "years go from 0001 to 9999"}
	}
	if sc.rest = sc.rest[4:]; sc.rest != "" && isDigit(sc.rest[0]) {
		return part{}, &fault{reason: "a year has four digits; a hyphen follows it"}
	}
	return part{year: int16(y), precision: PrecisionYear}, nil
}

// month reads what stands after the first hyphen: a month, a season or XX.
func (sc *scanner) month(p *part) *fault {
	if p.precision == PrecisionDecade {
		return &fault{reason: "a decade has no months", advice: advise(*p)}
	}
	if sc.take("XX") {
		p.month = unknownMonth
		return nil
	}
	m, ok := sc.two()
	switch {
	case !ok:
		return &fault{reason: "a month has two digits"}
	case m >= 1 && m <= 12:
		p.precision = PrecisionMonth
	case m >= spring && m <= winter:
		p.precision = PrecisionSeason
	default:
		return &fault{
			reason: fmt.Sprintf("there is no month %02d; months are 01 to 12, seasons 21 to 24", m),
			advice: advise(*p) + " if the month is not known",
		}
	}
	sc.rest = sc.rest[2:]
	p.month = uint8(m)
	return nil
}

func (sc *scanner) day(p *part) *fault {
	switch {
	case p.precision == PrecisionSeason:
		return &fault{reason: "a season has no days", advice: advise(*p)}
	case p.month == unknownMonth:
		return &fault{reason: "where the month is unknown there is no day", advice: advise(*p)}
	}
	d, ok := sc.two()
	if !ok {
		return &fault{reason: "a day has two digits"}
	}
	if n := p.last().Day(); d < 1 || d > n {
		return &fault{
			reason: fmt.Sprintf("there is no day %02d; the month has %d days", d, n),
			advice: advise(*p) + " if the day is not known",
		}
	}
	sc.rest = sc.rest[2:]
	p.precision, p.day = PrecisionDay, uint8(d)
	return nil
}

func (sc *scanner) qualifier(p *part) *fault {
	if sc.rest == "" || !strings.Contains("~?%", sc.rest[:1]) {
		return nil
	}
	if p.precision == PrecisionDecade || p.month == unknownMonth {
		return &fault{reason: "where a digit is left open the date takes no ~, ? or %", advice: advise(*p)}
	}
	p.qualifier, sc.rest = sc.rest[0], sc.rest[1:]
	return nil
}

// surplus says what is wrong with text after a complete date.
func (sc *scanner) surplus(p part) *fault {
	f := &fault{reason: "this is no part of a date", advice: advise(p)}
	if sc.rest[0] == 'T' || strings.Contains(sc.rest, ":") {
		f.reason = "a date has no time of day"
	}
	return f
}

func (sc *scanner) take(s string) bool {
	rest, ok := strings.CutPrefix(sc.rest, s)
	sc.rest = rest
	return ok
}

// two returns the number of two digits, not three, that comes next, and leaves it there.
func (sc *scanner) two() (int, bool) {
	n, ok := number(sc.rest, 2)
	return n, ok && (len(sc.rest) == 2 || !isDigit(sc.rest[2]))
}

// advise tells to write as much of a date as could be read.
func advise(p part) string { return "write " + quote(Date{start: p}.String()) }

// number returns the first n bytes of s if all of them are digits.
func number(s string, n int) (value int, ok bool) {
	if len(s) < n {
		return 0, false
	}
	for i := range n {
		if !isDigit(s[i]) {
			return 0, false
		}
		value = value*10 + int(s[i]-'0')
	}
	return value, true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
