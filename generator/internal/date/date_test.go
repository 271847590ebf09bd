package date

import (
	"encoding/json"
	"testing"
	"unsafe"
)

// mustParse reads a date that a test takes for granted.
func mustParse(t testing.TB, s string) Date {
	t.Helper()
	d, err := Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// dates is one of each form, with its first and last day.
var dates = []struct {
	text        string
	first, last string
	precision   Precision
	datetime    bool
}{
	{"2022", "2022-01-01", "2022-12-31", PrecisionYear, true},
	{"0001", "0001-01-01", "0001-12-31", PrecisionYear, true},
	{"9999", "9999-01-01", "9999-12-31", PrecisionYear, true},
	{"2022-12", "2022-12-01", "2022-12-31", PrecisionMonth, true},
	{"2022-02", "2022-02-01", "2022-02-28", PrecisionMonth, true},
	{"2024-02", "2024-02-01", "2024-02-29", PrecisionMonth, true},
	{"1900-02", "1900-02-01", "1900-02-28", PrecisionMonth, true},
	{"2000-02", "2000-02-01", "2000-02-29", PrecisionMonth, true},
	{"2022-12-22", "2022-12-22", "2022-12-22", PrecisionDay, true},
	{"2024-02-29", "2024-02-29", "2024-02-29", PrecisionDay, true},
	{"0001-01-01", "0001-01-01", "0001-01-01", PrecisionDay, true},
	{"9999-12-31", "9999-12-31", "9999-12-31", PrecisionDay, true},
	{"2022-21", "2022-03-01", "2022-05-31", PrecisionSeason, false},
	{"2022-22", "2022-06-01", "2022-08-31", PrecisionSeason, false},
	{"2022-23", "2022-09-01", "2022-11-30", PrecisionSeason, false},
	{"2022-24", "2022-12-01", "2023-02-28", PrecisionSeason, false},
	{"2023-24", "2023-12-01", "2024-02-29", PrecisionSeason, false},
	{"9999-24", "9999-12-01", "9999-12-31", PrecisionSeason, false},
	{"2022~", "2022-01-01", "2022-12-31", PrecisionYear, false},
	{"2022?", "2022-01-01", "2022-12-31", PrecisionYear, false},
	{"2022-12%", "2022-12-01", "2022-12-31", PrecisionMonth, false},
	{"2022-12-22~", "2022-12-22", "2022-12-22", PrecisionDay, false},
	{"2022-22?", "2022-06-01", "2022-08-31", PrecisionSeason, false},
	{"202X", "2020-01-01", "2029-12-31", PrecisionDecade, false},
	{"000X", "0001-01-01", "0009-12-31", PrecisionDecade, false},
	{"999X", "9990-01-01", "9999-12-31", PrecisionDecade, false},
	{"2022-XX", "2022-01-01", "2022-12-31", PrecisionYear, false},
	{"2020-09/2021-06", "2020-09-01", "2021-06-30", PrecisionMonth, false},
	{"2020-22/2021-09", "2020-06-01", "2021-09-30", PrecisionSeason, false},
	{"2020-09/..", "2020-09-01", "9999-12-31", PrecisionMonth, false},
	{"../2020", "0001-01-01", "2020-12-31", PrecisionYear, false},
	{"202X/2025-01-05~", "2020-01-01", "2025-01-05", PrecisionDecade, false},
	{"2021/2021-06", "2021-01-01", "2021-06-30", PrecisionYear, false},
	{"2021-06/2021", "2021-06-01", "2021-12-31", PrecisionYear, false},
	{"2020-XX/202X", "2020-01-01", "2029-12-31", PrecisionDecade, false},
	{"2020-09-01%/2021-06-30?", "2020-09-01", "2021-06-30", PrecisionDay, false},
}

func TestParse(t *testing.T) {
	for _, tt := range dates {
		t.Run(tt.text, func(t *testing.T) {
			d := mustParse(t, tt.text)
			if got := d.String(); got != tt.text {
				t.Errorf("String() = %s", got)
			}
			if got := d.First().String(); got != tt.first {
				t.Errorf("First() = %s, want %s", got, tt.first)
			}
			if got := d.Last().String(); got != tt.last {
				t.Errorf("Last() = %s, want %s", got, tt.last)
			}
			if got := d.Precision(); got != tt.precision {
				t.Errorf("Precision() = %d, want %d", got, tt.precision)
			}
			got, ok := d.Datetime()
			if ok != tt.datetime || ok && got != tt.text {
				t.Errorf("Datetime() = %q, %t", got, ok)
			}
			if d.IsZero() {
				t.Error("IsZero() = true")
			}
		})
	}
}

func TestEnds(t *testing.T) {
	for _, tt := range []struct {
		text, start, end             string
		interval, openStart, openEnd bool
	}{
		{"2022", "2022", "2022", false, false, false},
		{"2022~/2023", "2022~", "2023", true, false, false},
		{"2022/2022", "2022", "2022", true, false, false},
		{"2022/..", "2022", "", true, false, true},
		{"../2022?", "", "2022?", true, true, false},
	} {
		d := mustParse(t, tt.text)
		if s, e := d.Start().String(), d.End().String(); s != tt.start || e != tt.end {
			t.Errorf("%s goes from %q to %q, want %q to %q", tt.text, s, e, tt.start, tt.end)
		}
		if d.IsInterval() != tt.interval || d.OpenStart() != tt.openStart || d.OpenEnd() != tt.openEnd {
			t.Errorf("%s: interval %t, open %t %t", tt.text, d.IsInterval(), d.OpenStart(), d.OpenEnd())
		}
	}
}

func TestQualifiers(t *testing.T) {
	for _, tt := range []struct {
		text                   string
		approximate, uncertain bool
	}{
		{"2022", false, false},
		{"2022~", true, false},
		{"2022?", false, true},
		{"2022%", true, true},
		{"2020~/2021", true, false},
		{"../2021?", false, true},
		{"2020~/2021?", true, true},
	} {
		d := mustParse(t, tt.text)
		if d.Approximate() != tt.approximate || d.Uncertain() != tt.uncertain {
			t.Errorf("%s: approximate %t, uncertain %t", tt.text, d.Approximate(), d.Uncertain())
		}
	}
}

func TestZeroDate(t *testing.T) {
	var d Date
	if !d.IsZero() || d.IsInterval() || d.String() != "" || d.Precision() != PrecisionNone {
		t.Errorf("the zero Date is %q of precision %d", d, d.Precision())
	}
	if d.KnownBy(MaxDay-1) || d.First() != MaxDay || d.Last() != MaxDay {
		t.Error("the zero Date does not come last")
	}
	if _, ok := d.Datetime(); ok {
		t.Error("the zero Date has a datetime")
	}
}

func TestCompare(t *testing.T) {
	sorted := []string{
		"../2020",         // no beginning
		"202X", "2020/..", // 2020-01-01
		"2022-01-01", "2022-01", // by the last day
		"2022", "2022%", "2022-XX", "2022?", "2022~", // by the text
		"2022/2023", "2022/..", "2022-12", "2022-24", "2022-12-22",
	}
	var all []Date
	for _, s := range sorted {
		all = append(all, mustParse(t, s))
	}
	all = append(all, Date{})
	for i, a := range all {
		for j, b := range all {
			if got, want := sign(Compare(a, b)), sign(i-j); got != want {
				t.Errorf("Compare(%v, %v) = %d, want %d", a, b, got, want)
			}
		}
	}
}

func sign(n int) int { return min(max(n, -1), 1) }

func TestKnownBy(t *testing.T) {
	for _, tt := range []struct {
		text  string
		day   Day
		known bool
	}{
		{"2022-12-22", NewDay(2022, 12, 21), false},
		{"2022-12-22", NewDay(2022, 12, 22), true},
		{"2022-12", NewDay(2022, 12, 30), false},
		{"2022-12", NewDay(2022, 12, 31), true},
		{"2022-24", NewDay(2023, 2, 27), false},
		{"2022-24", NewDay(2023, 2, 28), true},
		{"2020/2021-06", NewDay(2021, 6, 30), true},
		{"2020/..", NewDay(2100, 1, 1), false},
	} {
		if got := mustParse(t, tt.text).KnownBy(tt.day); got != tt.known {
			t.Errorf("%s known by %v: %t", tt.text, tt.day, got)
		}
	}
}

func TestSingle(t *testing.T) {
	for day, want := range map[Day]string{
		NewDay(2022, 12, 22): "2022-12-22",
		NewDay(2022, 3, 0):   "2022-02-28",
		MinDay - 1:           "0001-01-01",
		MaxDay + 1:           "9999-12-31",
	} {
		if got := Single(day); got != mustParse(t, want) {
			t.Errorf("Single(%v) = %v, want %s", day, got, want)
		}
	}
}

// TestDays walks four hundred years, after which the calendar repeats itself,
// and both ends of what the format can name.
func TestDays(t *testing.T) {
	if MinDay != NewDay(1, 1, 1) || MaxDay != NewDay(9999, 12, 31) || NewDay(1970, 1, 1) != 0 {
		t.Fatalf("MinDay %v, MaxDay %v, day 0 %v", MinDay, MaxDay, Day(0))
	}
	for d := NewDay(1899, 12, 31); d <= NewDay(2300, 1, 1); d++ {
		if back := NewDay(d.Year(), d.Month(), d.Day()); back != d {
			t.Fatalf("%v comes back as %v", d, back)
		}
		if got := mustParse(t, d.String()); got.First() != d || got.Last() != d {
			t.Fatalf("%v is read as %v", d, got)
		}
	}
}

func TestJSON(t *testing.T) {
	got, err := json.Marshal(struct {
		Date Date `json:"date"`
		None Date `json:"none,omitzero"`
	}{Date: mustParse(t, "2020~/..")})
	if want := `{"date":"2020~/.."}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}

// TestLight holds that dates are cheap: a dossier reads and sorts them by the
// ten thousand.
func TestLight(t *testing.T) {
	if n := unsafe.Sizeof(Date{}); n > 16 {
		t.Errorf("a Date takes %d bytes", n)
	}
	a, b := mustParse(t, "2022"), mustParse(t, "2022~")
	allocs := testing.AllocsPerRun(100, func() {
		if _, err := Parse("2020-09-01%/2021-06-30?"); err != nil {
			t.Fatal(err)
		}
		Compare(a, b)
	})
	if allocs != 0 {
		t.Errorf("reading and comparing allocates %v times", allocs)
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := Parse("2020-09-01/2021-06-30"); err != nil {
			b.Fatal(err)
		}
	}
}
