package date

import (
	"errors"
	"strings"
	"testing"
)

// refused is what Parse must not take, with the byte at which it goes wrong
// and what is proposed instead.
var refused = []struct {
	text   string
	offset int
	reason string // a part of it
	hint   string
}{
	// not dates at all
	{"", 0, "empty", "leave the key out where no date is known"},
	{"   ", 0, "year of four digits", general},
	{"tomorrow", 0, "year of four digits", general},
	{"22", 0, "year of four digits", general},
	{strings.Repeat("2022 ", 100), 4, "no part of a date", "write `2022`"},

	// years
	{"0000", 0, "0001 to 9999", general},
	{"-0044", 0, "year of four digits", general},
	{"12022", 4, "a hyphen follows", general},
	{"202212", 4, "a hyphen follows", "write `2022-12`"},
	{"20221222", 4, "a hyphen follows", "write `2022-12-22`"},

	// months, seasons and days that do not exist
	{"2022-00", 5, "no month 00", "write `2022` if the month is not known"},
	{"2022-13", 5, "no month 13", "write `2022` if the month is not known"},
	{"2022-20", 5, "no month 20", "write `2022` if the month is not known"},
	{"2022-25", 5, "no month 25", "write `2022` if the month is not known"},
	{"2022-12-00", 8, "no day 00", "write `2022-12` if the day is not known"},
	{"2022-02-30", 8, "28 days", "write `2022-02` if the day is not known"},
	{"2023-02-29", 8, "28 days", "write `2023-02` if the day is not known"},
	{"2024-02-30", 8, "29 days", "write `2024-02` if the day is not known"},
	{"2022-13-05", 5, "no month 13", "write `2022-05-13`"},
	{"2022-22-31", 8, "a season has no days", "write `2022-22`"},

	// hyphens and digits
	{"2022-1-5", 5, "two digits", "write `2022-01-05`"},
	{"2022-01-5", 8, "two digits", "write `2022-01-05`"},
	{"2022-001", 5, "two digits", general},
	{"2022-", 5, "two digits", "write `2022/..`"},
	{"2022-12-22-", 10, "no part of a date", "write `2022-12-22`"},
	{" 2022", 0, "year of four digits", "write `2022`"},
	{"2022/12/22", 7, "two ends", "write `2022-12-22`"},
	{"2022/12", 5, "year of four digits", "write `2022-12`"},

	// other ways to write a date
	{"22.12.2022", 0, "year of four digits", "write `2022-12-22`"},
	{"5.1.2022", 0, "year of four digits", "write `2022-01-05`"},
	{"12/2022", 0, "year of four digits", "write `2022-12`"},
	{"12/22/2022", 5, "two ends", "write `2022-12-22`"},
	{"4/5/2022", 3, "two ends", "write `2022-05-04` or `2022-04-05`"},
	{"5/5/2022", 3, "two ends", "write `2022-05-05`"},
	{"December 2022", 0, "year of four digits", "write `2022-12`"},
	{"22nd of December, 2022", 0, "year of four digits", "write `2022-12-22`"},
	{"22. Dez. 2022", 0, "year of four digits", "write `2022-12-22`"},
	{"März 2022", 0, "year of four digits", "write `2022-03`"},
	{"Sommer 2022", 0, "year of four digits", "write `2022-22`"},
	{"Winter 2022/23", 0, "year of four digits", "write `2022-24`"},
	{"the 2020s", 0, "year of four digits", "write `202X`"},
	{"1990er-Jahre", 4, "no part of a date", "write `199X`"},

	// times of day
	{"2022-12-22T10:00Z", 10, "no time of day", "write `2022-12-22`"},
	{"2022-12-22 10:00", 10, "no time of day", "write `2022-12-22`"},

	// qualifiers
	{"ca. 2022", 0, "year of four digits", "write `2022~`"},
	{"~2022", 0, "year of four digits", "write `2022~`"},
	{"2022~?", 5, "no part of a date", "write `2022%`"},
	{"2022~-05", 5, "no part of a date", "write `2022-05~`"},
	{"vermutlich Mai 2022", 0, "year of four digits", "write `2022-05?`"},
	{"202X~", 4, "left open", "write `202X`"},
	{"2022-XX?", 7, "left open", "write `2022-XX`"},

	// open digits
	{"202x", 0, "year of four digits", "write `202X`"},
	{"20XX", 0, "year of four digits", general},
	{"202X-05", 5, "no months", "write `202X`"},
	{"2022-xx", 5, "two digits", "write `2022-XX`"},
	{"2022-XX-XX", 8, "month is unknown", "write `2022-XX`"},
	{"2022-XX-05", 8, "month is unknown", "write `2022-XX`"},
	{"2022-12-XX", 8, "two digits", "write `2022-12`"},

	// intervals
	{"../..", 0, "both ends", "leave the key out"},
	{"/", 0, "missing", general},
	{"2020/", 5, "missing", "write `2020/..`"},
	{"/2020", 0, "missing", "write `../2020`"},
	{"..", 0, "year of four digits", general},
	{"2020/...", 5, "year of four digits", "write `2020/..`"},
	{"2020/open", 5, "year of four digits", "write `2020/..`"},
	{"2021/2020", 5, "ends before it begins", "write `2020/2021`"},
	{"2022-12-22/2022-12-01", 11, "ends before it begins", "write `2022-12-01/2022-12-22`"},
	{"2020/21", 5, "year of four digits", "write `2020/2021`"},
	{"2020-2021", 5, "two digits", "write `2020/2021`"},
	{"2020–2021", 4, "no part of a date", "write `2020/2021`"},
	{"2020..2021", 4, "no part of a date", "write `2020/2021`"},
	{"2020/2021/2022", 9, "two ends", general},
	{"2020/2022-02-30", 13, "28 days", "write `2022-02` if the day is not known"},
	{"since December 2020", 0, "year of four digits", "write `2020-12/..`"},
	{"bis 2020", 0, "year of four digits", "write `../2020`"},
	{"seit 2020 bis heute", 0, "year of four digits", "write `2020/..`"},
	{"1.2.2022 - 3.4.2022", 0, "year of four digits", "write `2022-02-01/2022-04-03`"},
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range refused {
		t.Run(tt.text, func(t *testing.T) {
			d, err := Parse(tt.text)
			var syntax *SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("Parse = %v, %v", d, err)
			}
			if !d.IsZero() || syntax.Input != tt.text {
				t.Errorf("Parse = %v, an error for %q", d, syntax.Input)
			}
			if syntax.Offset != tt.offset {
				t.Errorf("offset %d, want %d", syntax.Offset, tt.offset)
			}
			if !strings.Contains(syntax.Reason, tt.reason) {
				t.Errorf("reason %q, want %q", syntax.Reason, tt.reason)
			}
			if syntax.Hint != tt.hint {
				t.Errorf("hint %q, want %q", syntax.Hint, tt.hint)
			}
		})
	}
}

func TestErrorText(t *testing.T) {
	_, err := Parse("12/2022")
	want := "\"12/2022\" is no date: a date begins with a year of four digits; write `2022-12`"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	_, err = Parse(strings.Repeat("x", 1<<20))
	if n := len(err.Error()); n > 200 {
		t.Errorf("the error for a long text has %d bytes", n)
	}
}

// FuzzParse holds that a date comes back from its text, that its days are in
// order, that every language can say it, and that a hint can be pasted.
func FuzzParse(f *testing.F) {
	for _, tt := range dates {
		f.Add(tt.text)
	}
	for _, tt := range refused {
		f.Add(tt.text)
	}
	words := []*Words{wordsOf(f, "de"), wordsOf(f, "en")}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		if err != nil {
			checkRefusal(t, s, err)
			return
		}
		if d.String() != s {
			t.Errorf("%q is read as %v", s, d)
		}
		if first, last := d.First(), d.Last(); first < MinDay || first > last || last > MaxDay {
			t.Errorf("%s goes from %v to %v", s, first, last)
		}
		for _, w := range words {
			for _, text := range []string{d.Show(w), d.ShowShort(w), d.ShowDayMonth(w)} {
				if text == "" || strings.ContainsAny(text, "{}") {
					t.Errorf("%s is shown as %q", s, text)
				}
			}
		}
	})
}

func checkRefusal(t *testing.T, s string, err error) {
	var syntax *SyntaxError
	if !errors.As(err, &syntax) || syntax.Reason == "" || syntax.Hint == "" {
		t.Fatalf("%q: %#v", s, err)
	}
	if syntax.Offset < 0 || syntax.Offset > len(s) {
		t.Errorf("%q: offset %d", s, syntax.Offset)
	}
	for i, quoted := range strings.Split(syntax.Hint, "`") {
		if _, err := Parse(quoted); i%2 == 1 && err != nil {
			t.Errorf("%q: hint %q: %v", s, syntax.Hint, err)
		}
	}
}
