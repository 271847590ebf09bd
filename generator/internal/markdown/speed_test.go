package markdown

import (
	"strings"
	"testing"
	"time"

	"belegt/generator/internal/diag"
)

// TestRunsAreFast reads runs of signs that open and never close. goldmark
// itself is quadratic in some of them; the limit leaves room for a slow machine.
func TestRunsAreFast(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 64 KiB a sign")
	}
	for _, unit := range []string{"[](", "[[", "[@", "==", "*", "[[a", "[@a", "[[a|", "==a", "![[", "[^", "{#", "[[a|b]] |\n", "\\*", "&amp;", "[[a]] ", "[@a] ", "A. "} {
		s := strings.Repeat(unit, 64<<10/len(unit))
		begin := time.Now()
		doc, _ := parse(s)
		rendered(doc)
		ParseProse(s, func(off, n int) diag.Pos { return diag.Pos{} })
		if d := time.Since(begin); d > 10*time.Second {
			t.Errorf("a run of %q takes %v", unit, d)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	text := strings.Repeat("Im Sommer 2022 riefen vier Beschäftigte von [[bytedance]] ==Nutzerdaten== ab. [@wapo-2022-12-22; @ft-2022-12-22] Dr. Müller sagte *nichts*.\n\n", 100)
	f := diag.NewFile("a.md", []byte(text))
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Parse(f, 0)
	}
}

func BenchmarkRender(b *testing.B) {
	doc, _ := parse(strings.Repeat("Im Sommer 2022 riefen vier Beschäftigte von [[bytedance]] ==Nutzerdaten== ab. [@wapo-2022-12-22] Sie *ging*.\n\n", 100))
	b.ReportAllocs()
	for b.Loop() {
		doc.Render(stub{})
	}
}
