package date

import "time"

// Day is one day of the proleptic Gregorian calendar, counted from 1 January
// 1970. Days are ordered and subtracted as the numbers they are.
type Day int32

// MinDay and MaxDay are the first and the last day that the format can name,
// 0001-01-01 and 9999-12-31. Open ends reach to them.
const (
	MinDay Day = -719162
	MaxDay Day = 2932896
)

const secondsPerDay = 24 * 60 * 60

// NewDay returns a day by its year, month and day. Months and days outside
// their usual range carry over, as in time.Date: day 0 of March is the last
// day of February.
func NewDay(year, month, day int) Day {
	return Day(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// Year returns the year of d.
func (d Day) Year() int { y, _, _ := d.date(); return y }

// Month returns the month of d, from 1 to 12.
func (d Day) Month() int { _, m, _ := d.date(); return m }

// Day returns the day of the month, from 1 to 31.
func (d Day) Day() int { _, _, day := d.date(); return day }

// String returns d in ISO 8601, as 2022-12-22.
func (d Day) String() string {
	return time.Unix(int64(d)*secondsPerDay, 0).UTC().Format(time.DateOnly)
}

func (d Day) date() (year, month, day int) {
	y, m, dd := time.Unix(int64(d)*secondsPerDay, 0).UTC().Date()
	return y, int(m), dd
}
