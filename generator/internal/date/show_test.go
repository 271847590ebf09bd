package date

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var shown = []struct {
	text, de, deShort, en, enShort string
}{
	{"2022-12-22", "22. Dezember 2022", "22.12.2022", "22 December 2022", "22 Dec 2022"},
	{"2022-01-05", "5. Januar 2022", "05.01.2022", "5 January 2022", "5 Jan 2022"},
	{"2022-12", "Dezember 2022", "Dez. 2022", "December 2022", "Dec 2022"},
	{"2022-22", "Sommer 2022", "Sommer 2022", "summer 2022", "summer 2022"},
	{"2022-24", "Winter 2022/23", "Winter 2022/23", "winter 2022/23", "winter 2022/23"},
	{"1999-24", "Winter 1999/2000", "Winter 1999/2000", "winter 1999/2000", "winter 1999/2000"},
	{"2022", "2022", "2022", "2022", "2022"},
	{"0900", "0900", "0900", "0900", "0900"},
	{"202X", "2020er-Jahre", "2020er", "the 2020s", "2020s"},
	{"2022-XX", "2022, Monat unbekannt", "2022", "2022, month unknown", "2022"},

	{"2022~", "etwa 2022", "ca. 2022", "about 2022", "c. 2022"},
	{"2022-22~", "etwa Sommer 2022", "ca. Sommer 2022", "about summer 2022", "c. summer 2022"},
	{"2022?", "vermutlich 2022", "2022?", "probably 2022", "2022?"},
	{"2022-12%", "vermutlich etwa Dezember 2022", "ca. Dez. 2022?", "probably about December 2022", "c. Dec 2022?"},

	{"2020/2021", "2020 bis 2021", "2020–2021", "2020 to 2021", "2020–2021"},
	{"2020/2020", "2020", "2020", "2020", "2020"},
	{"2020-09/2021-06", "September 2020 bis Juni 2021", "Sept. 2020 – Juni 2021", "September 2020 to June 2021", "Sep 2020 – Jun 2021"},
	{"2020-22/2021-09", "Sommer 2020 bis September 2021", "Sommer 2020 – Sept. 2021", "summer 2020 to September 2021", "summer 2020 – Sep 2021"},
	{"2021-05/2021-06", "Mai bis Juni 2021", "Mai – Juni 2021", "May to June 2021", "May – Jun 2021"},
	{"2021-21/2021-23", "Frühling bis Herbst 2021", "Frühling – Herbst 2021", "spring to autumn 2021", "spring – autumn 2021"},
	{"2021-23/2021-24", "Herbst 2021 bis Winter 2021/22", "Herbst 2021 – Winter 2021/22", "autumn 2021 to winter 2021/22", "autumn 2021 – winter 2021/22"},
	{"2021-05-02/2021-05-05", "2. bis 5. Mai 2021", "02.–05.05.2021", "2 to 5 May 2021", "2–5 May 2021"},
	{"2021-05-02/2021-06-05", "2. Mai bis 5. Juni 2021", "02.05. – 05.06.2021", "2 May to 5 June 2021", "2 May – 5 Jun 2021"},
	{"2021-05-02/2022-05-05", "2. Mai 2021 bis 5. Mai 2022", "02.05.2021 – 05.05.2022", "2 May 2021 to 5 May 2022", "2 May 2021 – 5 May 2022"},
	{"2021-05-02/2021-06", "2. Mai bis Juni 2021", "02.05. – Juni 2021", "2 May to June 2021", "2 May – Jun 2021"},
	{"2021-05~/2021-06", "etwa Mai 2021 bis Juni 2021", "ca. Mai 2021 – Juni 2021", "about May 2021 to June 2021", "c. May 2021 – Jun 2021"},
	{"2020~/2021?", "etwa 2020 bis vermutlich 2021", "ca. 2020 – 2021?", "about 2020 to probably 2021", "c. 2020 – 2021?"},
	{"2021-XX/2022", "2021 bis 2022", "2021–2022", "2021 to 2022", "2021–2022"},
	{"201X/202X", "2010er-Jahre bis 2020er-Jahre", "2010er – 2020er", "the 2010s to the 2020s", "2010s – 2020s"},

	{"2020-09/..", "seit September 2020", "seit Sept. 2020", "since September 2020", "since Sep 2020"},
	{"2020-09-01/..", "seit dem 1. September 2020", "seit 01.09.2020", "since 1 September 2020", "since 1 Sep 2020"},
	{"2020-09-01~/..", "seit etwa 1. September 2020", "seit ca. 01.09.2020", "since about 1 September 2020", "since c. 1 Sep 2020"},
	{"2020%/..", "vermutlich seit etwa 2020", "seit ca. 2020?", "probably since about 2020", "since c. 2020?"},
	{"202X/..", "seit den 2020er-Jahren", "seit den 2020ern", "since the 2020s", "since the 2020s"},
	{"2020-XX/..", "seit 2020", "seit 2020", "since 2020", "since 2020"},
	{"../2020", "bis 2020", "bis 2020", "until 2020", "until 2020"},
	{"../2020-09-01", "bis zum 1. September 2020", "bis 01.09.2020", "until 1 September 2020", "until 1 Sep 2020"},
	{"../2020-24?", "vermutlich bis Winter 2020/21", "bis Winter 2020/21?", "probably until winter 2020/21", "until winter 2020/21?"},
	{"../202X", "bis in die 2020er-Jahre", "bis in die 2020er", "until the 2020s", "until the 2020s"},
}

func TestShow(t *testing.T) {
	de, en := wordsOf(t, "de"), wordsOf(t, "en")
	for _, tt := range shown {
		d := mustParse(t, tt.text)
		check(t, tt.text, "de", d.Show(de), tt.de)
		check(t, tt.text, "de, short", d.ShowShort(de), tt.deShort)
		check(t, tt.text, "en", d.Show(en), tt.en)
		check(t, tt.text, "en, short", d.ShowShort(en), tt.enShort)
	}
}

func TestShowDayMonth(t *testing.T) {
	de, en := wordsOf(t, "de"), wordsOf(t, "en")
	for _, tt := range []struct{ text, de, en string }{
		{"2022-12-22", "22. Dezember", "22 December"},
		{"2022-12-22~", "etwa 22. Dezember", "about 22 December"},
		{"2022-12", "Dezember", "December"},
		{"2022-22?", "vermutlich Sommer", "probably summer"},
		{"2022-24", "Winter 2022/23", "winter 2022/23"},
		{"2022", "2022", "2022"},
		{"2022-XX", "Monat unbekannt", "month unknown"},
		{"202X", "2020er-Jahre", "the 2020s"},
		{"2021-05-02/2021-05-05", "2. bis 5. Mai", "2 to 5 May"},
		{"2021-05-02/2021-06", "2. Mai bis Juni", "2 May to June"},
		{"2021-05/2021-05", "Mai", "May"},
		{"2021-05/2022-05", "Mai 2021 bis Mai 2022", "May 2021 to May 2022"},
		{"2020-09/..", "seit September 2020", "since September 2020"},
	} {
		d := mustParse(t, tt.text)
		check(t, tt.text, "de", d.ShowDayMonth(de), tt.de)
		check(t, tt.text, "en", d.ShowDayMonth(en), tt.en)
	}
}

func check(t *testing.T, text, how, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s (%s) is shown as %q, want %q", text, how, got, want)
	}
}

func TestShowNothing(t *testing.T) {
	w := wordsOf(t, "en")
	if s := (Date{}).Show(w) + (Date{}).ShowShort(w) + (Date{}).ShowDayMonth(w); s != "" {
		t.Errorf("no date is shown as %q", s)
	}
}

// TestOtherOrders shows that patterns alone can put the year first, and that
// a pattern which asks for too much is harmless.
func TestOtherOrders(t *testing.T) {
	w := wordsOf(t, "en")
	w.Long.Months[4], w.Long.Months[5] = "május", "június"
	w.Long.Day = "{year}. {month} {day}."
	w.Long.DayMonth = "{month} {day}."
	w.Long.InMonth = "{year}. {month} {from-day}–{to-day}."
	w.Long.InYear = "{from} – {to-yearless}"
	w.Long.Decade = "{decade} {month}{season}{from}{unknown}{"
	for text, want := range map[string]string{
		"2021-05-02/2021-05-05": "2021. május 2–5.",
		"2021-05-02/2021-06-05": "2021. május 2. – június 5.",
		"202X":                  "2020 {from}{unknown}{",
	} {
		check(t, text, "other order", mustParse(t, text).Show(w), want)
	}
}

// TestKeys holds that the keys are distinct, and that a language file with
// exactly these keys is complete.
func TestKeys(t *testing.T) {
	sorted := slices.Sorted(slices.Values(Keys))
	if len(slices.Compact(slices.Clone(sorted))) != len(Keys) {
		t.Error("a key stands twice")
	}
	for _, lang := range []string{"de", "en"} {
		var have []string
		for key, text := range flatten(t, lang) {
			if text == "" {
				t.Errorf("%s: %s is empty", lang, key)
			}
			have = append(have, key)
		}
		slices.Sort(have)
		if !slices.Equal(have, sorted) {
			t.Errorf("%s has the keys\n%v\nwant\n%v", lang, have, sorted)
		}
	}
}

// wordsOf reads the words of a language from testdata, in the form in which
// templates/words has them.
func wordsOf(t testing.TB, lang string) *Words {
	t.Helper()
	words := flatten(t, lang)
	return NewWords(func(key string) string {
		text, ok := words[key]
		if !ok {
			t.Errorf("%s lacks %s", lang, key)
		}
		return text
	})
}

// flatten reads as much YAML as the testdata holds: block maps, flow maps on
// one line, plain and double-quoted scalars.
func flatten(t testing.TB, lang string) map[string]string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + lang + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{}
	var path []string
	for line := range strings.Lines(string(b)) {
		text := strings.TrimSpace(line)
		depth := (len(line) - len(strings.TrimLeft(line, " "))) / 2
		key, value, ok := strings.Cut(text, ":")
		if !ok || depth > len(path) {
			t.Fatalf("%s: cannot read %q", lang, line)
		}
		path = append(path[:depth], key)
		name, value := strings.Join(path, "."), strings.TrimSpace(value)
		switch {
		case strings.HasPrefix(value, "{"):
			for pair := range strings.SplitSeq(strings.Trim(value, "{}"), ", ") {
				k, v, _ := strings.Cut(pair, ": ")
				words[name+"."+k] = v
			}
		case value != "":
			if words[name], err = strconv.Unquote(value); err != nil {
				t.Fatalf("%s: cannot read %q", lang, line)
			}
		}
	}
	return words
}
