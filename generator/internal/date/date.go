// Package date is the dossier's dates: a small part of EDTF (the Extended
// Date/Time Format, ISO 8601-2), read from text, compared, and shown to people.
//
// A date says no more than is known: a day, a month, a season, a year, a
// decade, or an interval of these. It has no time of day and no time zone.
// Nothing here asks a clock or a locale, knows a language, or puts a doubtful
// text right in silence: what is not in the format is an error with a proposal.
package date

import "bytes"

// Date is an EDTF date or interval. It is comparable, and the zero Date means
// “none”. Everything it was written with can be read back from String.
type Date struct {
	start, end part // end is zero but in an interval
}

// part is a single date, or the open end of an interval. The text of a part
// follows from its fields alone, so that no Date holds on to what it was read from.
type part struct {
	year      int16 // of a decade: its first
	month     uint8 // 1 to 12, a season 21 to 24, unknownMonth, or 0
	day       uint8 // 1 to 31, or 0
	precision Precision
	qualifier byte // '~', '?', '%', or 0
}

// Precision is how exactly a date is known, the finest first.
type Precision uint8

// The precisions. An interval is as precise as the coarser of its ends.
const (
	PrecisionNone Precision = iota // the zero Date
	PrecisionDay
	PrecisionMonth
	PrecisionSeason
	PrecisionYear // with or without “month unknown”
	PrecisionDecade
	open // the open end of an interval; never seen outside
)

const (
	spring       = 21
	winter       = 24
	unknownMonth = 'X'
)

// Single returns the date of one day. Days before MinDay or after MaxDay are
// drawn to these.
func Single(d Day) Date {
	y, m, day := min(max(d, MinDay), MaxDay).date()
	return Date{start: part{year: int16(y), month: uint8(m), day: uint8(day), precision: PrecisionDay}}
}

// IsZero reports whether d is no date at all.
func (d Date) IsZero() bool { return d == Date{} }

// IsInterval reports whether d was written with a slash.
func (d Date) IsInterval() bool { return d.end != part{} }

// OpenStart reports whether d is an interval without a beginning, as ../2020.
func (d Date) OpenStart() bool { return d.start.precision == open }

// OpenEnd reports whether d is an interval without an end, as 2020/.. is.
func (d Date) OpenEnd() bool { return d.end.precision == open }

// Start returns the date at which an interval begins, or the zero Date where
// it is open. The start of any other date is the date itself.
func (d Date) Start() Date {
	if d.OpenStart() {
		return Date{}
	}
	return Date{start: d.start}
}

// End returns the date at which an interval ends, or the zero Date where it is
// open. The end of any other date is the date itself.
func (d Date) End() Date {
	switch {
	case d.OpenEnd():
		return Date{}
	case d.IsInterval():
		return Date{start: d.end}
	}
	return d
}

// Approximate reports whether d, or an end of it, is marked with ~ or %.
func (d Date) Approximate() bool { return d.start.approximate() || d.end.approximate() }

// Uncertain reports whether d, or an end of it, is marked with ? or %.
func (d Date) Uncertain() bool { return d.start.uncertain() || d.end.uncertain() }

// Precision returns how exactly d is known; open ends do not count.
func (d Date) Precision() Precision {
	p := PrecisionNone
	for _, x := range [...]part{d.start, d.end} {
		if x.precision != open {
			p = max(p, x.precision)
		}
	}
	return p
}

// First returns the earliest day that d can mean: MinDay for an open start.
// The zero Date comes after all others; its First is MaxDay.
func (d Date) First() Day {
	if d.IsZero() {
		return MaxDay
	}
	return d.start.first()
}

// Last returns the latest day that d can mean: MaxDay for an open end and for
// the zero Date.
func (d Date) Last() Day {
	switch {
	case d.IsZero():
		return MaxDay
	case d.IsInterval():
		return d.end.last()
	}
	return d.start.last()
}

// KnownBy reports whether what happened on d is known by a day: whether the
// latest day of d is not after it.
func (d Date) KnownBy(day Day) bool { return d.Last() <= day }

// Compare orders dates by earliest day, then latest day, then text.
func Compare(a, b Date) int {
	if a == b {
		return 0
	}
	if n := int(a.First() - b.First()); n != 0 {
		return n
	}
	if n := int(a.Last() - b.Last()); n != 0 {
		return n
	}
	var x, y [maxText]byte
	return bytes.Compare(a.append(x[:0]), b.append(y[:0]))
}

// Datetime returns d as the value of an HTML datetime attribute. Only an exact
// day, month or year has one.
func (d Date) Datetime() (string, bool) {
	p := d.start
	if d.IsInterval() || p.qualifier != 0 || p.month == unknownMonth {
		return "", false
	}
	switch p.precision {
	case PrecisionDay, PrecisionMonth, PrecisionYear:
		return d.String(), true
	}
	return "", false
}

// String returns d as it was written. The zero Date is the empty text.
func (d Date) String() string {
	var b [maxText]byte
	return string(d.append(b[:0]))
}

// MarshalText makes a date its text in JSON.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

const maxText = len("2020-09-01%/2021-06-30%")

func (d Date) append(b []byte) []byte {
	b = d.start.append(b)
	if d.IsInterval() {
		b = append(b, '/')
		b = d.end.append(b)
	}
	return b
}

func (p part) append(b []byte) []byte {
	switch p.precision {
	case PrecisionNone:
		return b
	case open:
		return append(b, ".."...)
	case PrecisionDecade:
		return append(appendDigits(b, int(p.year)/10, 3), 'X')
	}
	b = appendDigits(b, int(p.year), 4)
	switch {
	case p.month == unknownMonth:
		b = append(b, "-XX"...)
	case p.month != 0:
		b = appendDigits(append(b, '-'), int(p.month), 2)
	}
	if p.day != 0 {
		b = appendDigits(append(b, '-'), int(p.day), 2)
	}
	if p.qualifier != 0 {
		b = append(b, p.qualifier)
	}
	return b
}

// appendDigits appends the last width digits of n.
func appendDigits(b []byte, n, width int) []byte {
	b = append(b, "0000"[:width]...)
	for i := len(b) - 1; width > 0; i, width = i-1, width-1 {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return b
}

func (p part) approximate() bool { return p.qualifier == '~' || p.qualifier == '%' }
func (p part) uncertain() bool   { return p.qualifier == '?' || p.qualifier == '%' }

// first returns the earliest day of p.
func (p part) first() Day {
	y := int(p.year)
	switch p.precision {
	case PrecisionDay:
		return NewDay(y, int(p.month), int(p.day))
	case PrecisionMonth:
		return NewDay(y, int(p.month), 1)
	case PrecisionSeason:
		return NewDay(y, p.seasonMonth(), 1)
	case PrecisionYear, PrecisionDecade:
		return max(NewDay(y, 1, 1), MinDay) // the first decade begins with year 1
	}
	return MinDay
}

// last returns the latest day of p: the day before the next day, month, … begins.
func (p part) last() Day {
	y := int(p.year)
	switch p.precision {
	case PrecisionDay:
		return p.first()
	case PrecisionMonth:
		return NewDay(y, int(p.month)+1, 1) - 1
	case PrecisionSeason:
		return min(NewDay(y, p.seasonMonth()+3, 1)-1, MaxDay) // the last winter leaves the calendar
	case PrecisionYear:
		return NewDay(y+1, 1, 1) - 1
	case PrecisionDecade:
		return NewDay(y+10, 1, 1) - 1
	}
	return MaxDay
}

// seasonMonth returns the month in which a season begins: 3, 6, 9 or 12.
func (p part) seasonMonth() int { return int(p.month-spring)*3 + 3 }
