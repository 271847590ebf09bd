package date

import "strconv"

// Words are what one language says of dates: names, and patterns with
// placeholders. They come from templates/words.
//
// Of a single date a pattern may hold {day}, {dd} (two digits), {month} (its
// name), {mm} (two digits), {season}, {year}, {next} (the year after, in two
// digits where the century stays the same) and {decade} (its first year).
//
// Of an interval it may hold {from} and {to}, the same without their year as
// {from-yearless} and {to-yearless}, their days as {from-day}, {from-dd},
// {to-day} and {to-dd}, and what both ends share as {month}, {mm} and {year}.
//
// A placeholder that means nothing stays as it is, so that it is noticed.
type Words struct {
	Seasons  [4]string // spring, summer, autumn, winter
	Long     Patterns  // for running text
	Short    Patterns  // for narrow places
	Yearless Yearless  // for lists under the heading of a year
}

// Patterns are the words of one length.
type Patterns struct {
	Months       [12]string
	Day          string
	DayMonth     string // Day without its year
	MonthYear    string
	SeasonYear   string // any but winter
	Winter       string // which lies in two years
	Decade       string
	MonthUnknown string // of a year, month unknown

	About     string // ~ around {date}
	Uncertain string // ? around {date}

	Interval string
	Years    string // both ends are years
	InYear   string // both ends are finer, and lie in the same year
	InMonth  string // both ends are days of the same month

	Since       string // before {date}
	SinceDay    string // before {date}, an exact day
	SinceDecade string // with {decade}
	Until       string
	UntilDay    string
	UntilDecade string
}

// Yearless are the patterns in which a year goes without saying. Days, months
// and seasons use Long.DayMonth and their bare names.
type Yearless struct {
	InYear       string
	InMonth      string
	MonthUnknown string
}

// Keys are the names of all words that dates need in a language.
var Keys = keys()

func keys() []string {
	var keys []string
	new(Words).fields(func(key string, _ *string) { keys = append(keys, key) })
	return keys
}

// NewWords fills Words by asking for each of Keys.
func NewWords(get func(key string) string) *Words {
	w := new(Words)
	w.fields(func(key string, field *string) { *field = get(key) })
	return w
}

// fields visits every word with its key. It is the one list of keys.
func (w *Words) fields(visit func(key string, field *string)) {
	for i := range w.Seasons {
		visit("date.season."+strconv.Itoa(spring+i), &w.Seasons[i])
	}
	w.Long.fields("date.", visit)
	w.Short.fields("date.short.", visit)
	visit("date.yearless.in-year", &w.Yearless.InYear)
	visit("date.yearless.in-month", &w.Yearless.InMonth)
	visit("date.yearless.month-unknown", &w.Yearless.MonthUnknown)
}

func (p *Patterns) fields(prefix string, visit func(key string, field *string)) {
	for i := range p.Months {
		visit(prefix+"month."+strconv.Itoa(i+1), &p.Months[i])
	}
	for _, f := range []struct {
		key   string
		field *string
	}{
		{"day", &p.Day},
		{"day-month", &p.DayMonth},
		{"month-year", &p.MonthYear},
		{"season-year", &p.SeasonYear},
		{"winter", &p.Winter},
		{"decade", &p.Decade},
		{"month-unknown", &p.MonthUnknown},
		{"about", &p.About},
		{"uncertain", &p.Uncertain},
		{"interval", &p.Interval},
		{"years", &p.Years},
		{"in-year", &p.InYear},
		{"in-month", &p.InMonth},
		{"since", &p.Since},
		{"since-day", &p.SinceDay},
		{"since-decade", &p.SinceDecade},
		{"until", &p.Until},
		{"until-day", &p.UntilDay},
		{"until-decade", &p.UntilDecade},
	} {
		visit(prefix+f.key, f.field)
	}
}
