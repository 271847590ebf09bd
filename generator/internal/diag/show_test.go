package diag

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func written(l List, o Style) string {
	var b bytes.Buffer
	Write(&b, l, o)
	return b.String()
}

// lines joins lines of expected output.
func lines(l ...string) string { return strings.Join(l, "\n") + "\n" }

func TestWrite(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   Diagnostic
		want string
	}{
		{
			"whole",
			Diagnostic{Pos: Pos{"facts/claims/x.yaml", 12, 6, 8}, Code: "unknown-reference", Message: "nothing has the id `bytdance`",
				Hint: "did you mean `bytedance`?", Excerpt: "by: [bytdance]"},
			lines(
				"facts/claims/x.yaml:12:6: error[unknown-reference]: nothing has the id `bytdance`",
				"   12 | by: [bytdance]",
				"      |      ^^^^^^^^",
				"      = hint: did you mean `bytedance`?"),
		},
		{
			"a warning without hint",
			Diagnostic{Pos: Pos{"a.md", 1, 1, 0}, Severity: Warning, Code: "raw-html", Message: "raw HTML is left out", Excerpt: "<b>"},
			lines(
				"a.md:1:1: warning[raw-html]: raw HTML is left out",
				"    1 | <b>",
				"      | ^"),
		},
		{
			"a file",
			Diagnostic{Pos: Pos{File: "facts/x.txt"}, Code: "stray-file", Message: "no content", Hint: "move it to media/", Excerpt: "never shown"},
			lines(
				"facts/x.txt: error[stray-file]: no content",
				"      = hint: move it to media/"),
		},
		{
			"a line",
			Diagnostic{Pos: Pos{File: "a.md", Line: 3}, Code: "yaml-syntax", Message: "cannot be read"},
			lines("a.md:3: error[yaml-syntax]: cannot be read"),
		},
		{
			"no place",
			Diagnostic{Code: "no-front-article", Message: "no article is the front article"},
			lines("error[no-front-article]: no article is the front article"),
		},
		{
			"a line with a long number",
			Diagnostic{Pos: Pos{"a.md", 1234567, 2, 1}, Code: "c", Message: "m", Hint: "h", Excerpt: "ab"},
			lines(
				"a.md:1234567:2: error[c]: m",
				"1234567 | ab",
				"        |  ^",
				"        = hint: h"),
		},
		{
			"tabs",
			Diagnostic{Pos: Pos{"a.md", 1, 3, 2}, Code: "c", Message: "m", Excerpt: "\t\tab\tc"},
			lines(
				"a.md:1:3: error[c]: m",
				"    1 |   ab c",
				"      |   ^^"),
		},
		{
			"wide characters, halfwidth katakana and combining marks",
			Diagnostic{Pos: Pos{"a.md", 1, 9, 3}, Code: "c", Message: "m", Excerpt: "字节한글ｱe\u0301 跳ábc"},
			lines(
				"a.md:1:9: error[c]: m",
				"    1 | 字节한글ｱe\u0301 跳ábc",
				"      |            ^^^^"),
		},
		{
			"behind the end of the line",
			Diagnostic{Pos: Pos{"a.md", 1, 900, 9}, Code: "c", Message: "m", Excerpt: "key:"},
			lines(
				"a.md:1:900: error[c]: m",
				"    1 | key:",
				"      |     ^"),
		},
		{
			"longer than the line",
			Diagnostic{Pos: Pos{"a.md", 1, 3, 900}, Code: "c", Message: "m", Excerpt: "key:"},
			lines(
				"a.md:1:3: error[c]: m",
				"    1 | key:",
				"      |   ^^"),
		},
		{
			"an attack",
			Diagnostic{Pos: Pos{"a\x1b[2J.md", 1, 8, 2}, Code: "c", Message: "`a\nb\u009b31m`", Hint: "\u202eevil\x7f",
				Excerpt: "\x1b]0;x\a\u202eab\xff\r"},
			lines(
				"a␛[2J.md:1:8: error[c]: `a␊b�31m`",
				"    1 | ␛]0;x␇�ab�␍",
				"      |        ^^",
				"      = hint: �evil␡"),
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := written(List{tt.in}, Style{}); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

// ruler is a line of n characters that say where they stand.
func ruler(n int) string {
	return strings.Repeat("123456789_", (n+9)/10)[:n]
}

func TestLongLines(t *testing.T) {
	for _, tt := range []struct {
		name        string
		line        string
		col, length int
		source      string
		caret       string
	}{
		{
			"just fits", ruler(100), 100, 1,
			ruler(100), strings.Repeat(" ", 99) + "^",
		},
		{
			"at the beginning", ruler(1000), 3, 2,
			ruler(100) + "…", "  ^^",
		},
		{
			"in the middle", ruler(1000), 501, 4,
			"…" + ruler(100) + "…", strings.Repeat(" ", 51) + "^^^^",
		},
		{
			"at the end", ruler(1000), 1000, 1,
			"…" + ruler(100), strings.Repeat(" ", 100) + "^",
		},
		{
			"behind the end", ruler(1000), 1001, 1,
			"…" + ruler(100), strings.Repeat(" ", 101) + "^",
		},
		{
			"a long span", ruler(1000), 501, 400,
			"…" + ruler(100) + "…", strings.Repeat(" ", 51) + strings.Repeat("^", 50),
		},
		{
			"wide", strings.Repeat("字", 500), 251, 1,
			"…" + strings.Repeat("字", 50) + "…", strings.Repeat(" ", 51) + "^^",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := Diagnostic{Pos: Pos{"a.md", 7, tt.col, tt.length}, Code: "c", Message: "m", Excerpt: tt.line}
			_, got, _ := strings.Cut(written(List{d}, Style{}), "\n")
			if want := lines("    7 | "+tt.source, "      | "+tt.caret); got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

func TestColor(t *testing.T) {
	l := List{
		{Pos: Pos{"a.md", 1, 1, 1}, Code: "c", Message: "m", Hint: "h", Excerpt: "x"},
		{Pos: Pos{"a.md", 2, 1, 1}, Severity: Warning, Code: "w", Message: "n"},
	}
	colored, plain := written(l, Style{Color: true}), written(l, Style{})
	if strings.Contains(plain, "\x1b") {
		t.Errorf("colours without being asked:\n%q", plain)
	}
	for _, want := range []string{"\x1b[1;31merror[c]:\x1b[0m", "\x1b[1;33mwarning[w]:\x1b[0m", "\x1b[1;32m^\x1b[0m"} {
		if !strings.Contains(colored, want) {
			t.Errorf("%q lacks %q", colored, want)
		}
	}
	if opened, closed := strings.Count(colored, "\x1b["), strings.Count(colored, "\x1b[0m"); opened != 2*closed {
		t.Errorf("%d sequences, %d of them an end", opened, closed)
	}
}

func TestExcerpts(t *testing.T) {
	files := map[string]*File{
		"a.md": NewFile("a.md", []byte("one\ntwo\n")),
		"b.md": NewFile("b.md", []byte("three")),
	}
	asked := 0
	l := List{
		{Pos: Pos{File: "a.md"}},
		{Pos: Pos{File: "a.md", Line: 2, Col: 1}},
		{Pos: Pos{File: "a.md", Line: 2, Col: 3}},
		{Pos: Pos{File: "b.md", Line: 1}},
		{Pos: Pos{File: "b.md", Line: 1}, Excerpt: "given"},
	}
	l.Excerpts(func(path string, n int) string {
		asked++
		return files[path].Line(n)
	})
	for i, want := range []string{"", "two", "two", "three", "given"} {
		if l[i].Excerpt != want {
			t.Errorf("excerpt %d is %q, want %q", i, l[i].Excerpt, want)
		}
	}
	if asked != 2 {
		t.Errorf("asked %d times for 2 lines", asked)
	}
}

// FuzzWrite holds that nothing of the content acts on a terminal, that every
// problem takes three lines, and that no line is much longer than it may be.
func FuzzWrite(f *testing.F) {
	f.Add("a.md", "a message", "by: [bytdance]", 12, 6, 8)
	f.Add("a\x1b.md", "\u202e", strings.Repeat("字\t\u0301", 200), 1, 300, 1000)
	f.Add("", "\xff", "\r", -1, -5, -9)
	f.Fuzz(func(t *testing.T, file, message, line string, n, col, length int) {
		d := Diagnostic{Pos: Pos{file, n, col, length}, Message: message, Hint: message, Excerpt: line}
		got := written(List{d}, Style{})
		if !utf8.ValidString(got) {
			t.Fatalf("not UTF-8: %q", got)
		}
		want := 2
		if n > 0 && line != "" {
			want = 4
		}
		if strings.Count(got, "\n") != want {
			t.Errorf("%q has not %d lines", got, want)
		}
		for _, r := range got {
			if r != '\n' && !unicode.IsGraphic(r) {
				t.Errorf("%q holds %U", got, r)
			}
		}
		if want == 4 {
			checkWidth(t, strings.Split(got, "\n")[1])
			checkWidth(t, strings.Split(got, "\n")[2])
		}
	})
}

func checkWidth(t *testing.T, shown string) {
	t.Helper()
	_, text, _ := strings.Cut(shown, "| ")
	columns := 0
	for _, r := range text {
		columns += cellOf(r).width
	}
	if columns > maxColumns+3 {
		t.Errorf("%d columns: %q", columns, text)
	}
}
