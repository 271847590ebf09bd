package figure

import (
	"flag"
	"html/template"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"belegt/generator/internal/date"
)

var update = flag.Bool("update", false, "record the golden files of testdata again")

// goldens are the figures whose markup is recorded, by file name.
func goldens() map[string]struct {
	template string
	view     any
} {
	day := date.NewDay
	large := affair(Large)
	large.Scale = NewScale([]Span{{First: day(2022, 6, 1), Last: day(2022, 12, 22), Known: true}}, day(2026, 11, 23))
	large.Happened = Span{First: day(2022, 6, 1), Last: day(2022, 8, 31), Known: true}
	large.Caption = "Abrufe"
	return map[string]struct {
		template string
		view     any
	}{
		"sprite":      {"figure-sprite", nil},
		"status":      {"figure-status", "documented"},
		"life-small":  {"figure-life", Life(affair(Small))},
		"life-medium": {"figure-life", Life(affair(Medium))},
		"life-large":  {"figure-life", Life(large)},
		"axis":        {"figure-axis", Axis(AxisInput{Scale: large.Scale, MinWidth: 240, Months: months, End: "Nov. 2026"})},
		"lens":        {"figure-lens", Lens(affair(Small).Scale, large.Scale)},
		"overview":    {"figure-overview", Overview(timeline(1, 12, 3))},
		"counts":      {"figure-overview", Overview(timeline(1, 900, 3))},
		"ruler":       {"figure-ruler", Ruler(large.Happened)},
		"bar":         {"figure-bar", Bar(BarInput{BarRow: BarRow{Start: large.Happened, Lasts: true}, Scale: affair(Small).Scale, MinWidth: 240, Label: "seit Sommer 2022"})},
		"network": {"figure-network", Network(NetworkInput{
			Label: "Netz", Heads: []string{"Menschen", "Firmen", "Behörden"},
			Nodes: []NetworkNode{{"Zhang Yiming", "/z/", 0}, {"ByteDance", "/b/", 1}, {"Bundesbezirksgericht in Ost-Pennsylvania", "/c/", 2}},
			Edges: []NetworkEdge{{0, 1, "leitet", "#a", "ended"}, {2, 0, "prüft", "#b", "in-force"}},
		})},
		"chain": {"figure-chain", Chain(ChainInput{
			Label: "Kette der Berichte",
			Boxes: []ChainBox{
				{Name: "E-Mails der Firmenleitung", Note: "22.12.2022, nie veröffentlicht"}, {Name: "Interne Unterlagen"},
				{Name: "Washington Post", Href: "/sources/wapo/"}, {Name: "Reuters"}, {Name: "Financial Times"}, {Name: "Forbes"},
				{Name: "t3n", Note: "gibt wieder", Repeats: true},
			},
			Links: []ChainLink{{0, 2}, {0, 3}, {0, 4}, {1, 5}, {3, 6}, {5, 6}},
		})},
	}
}

func TestGolden(t *testing.T) {
	templates := template.Must(template.ParseFiles("../../../templates/figures.html"))
	sprite := ""
	for name, g := range goldens() {
		var b strings.Builder
		if err := templates.ExecuteTemplate(&b, g.template, g.view); err != nil {
			t.Fatal(err)
		}
		if name == "sprite" {
			sprite = b.String()
		}
		file := filepath.Join("testdata", name+".svg")
		got := strings.ReplaceAll(b.String(), "><", ">\n<") + "\n"
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatalf("%v; record it with go test -update", err)
		}
		if got != string(want) {
			t.Errorf("%s differs; look at it and record it with go test -update\n%s", file, got)
		}
		for _, bad := range []string{"style=", "NaN", "Inf", "ZgotmplZ", "<no value>", "\n\n"} {
			if strings.Contains(got, bad) {
				t.Errorf("%s contains %q", name, bad)
			}
		}
		if name != "sprite" && strings.Contains(got, " id=") {
			t.Errorf("%s has an id; only the sprite may", name)
		}
	}
	checkReferences(t, sprite)
	files, _ := filepath.Glob("testdata/*")
	if len(files) != len(goldens()) {
		t.Errorf("testdata holds %d files for %d figures", len(files), len(goldens()))
	}
}

// checkReferences proves that the sprite draws all that figures refer to.
func checkReferences(t *testing.T, sprite string) {
	source, err := os.ReadFile("../../../templates/figures.html")
	if err != nil {
		t.Fatal(err)
	}
	used := regexp.MustCompile(`#(z-[a-z-]*[a-z])["{)]`).FindAllStringSubmatch(string(source), -1)
	for _, s := range statusNames {
		used = append(used, []string{"", "z-" + s})
	}
	for _, m := range used {
		if !strings.Contains(sprite, `id="`+m[1]+`"`) {
			t.Errorf("the sprite lacks %s", m[1])
		}
	}
}

func TestBytesOfASmallLife(t *testing.T) {
	templates := template.Must(template.ParseFiles("../../../templates/figures.html"))
	var b strings.Builder
	if err := templates.ExecuteTemplate(&b, "figure-life", Life(affair(Small))); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 1700 {
		t.Errorf("a strip of three steps takes %d bytes; lists hold hundreds", b.Len())
	}
}
