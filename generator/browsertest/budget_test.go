package browsertest

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"belegt/generator/internal/asset"
)

// budgets are how many bytes a page of each kind may take with its styles and
// scripts, as brotli sends them. The front article's is a promise to readers,
// the others keep a page of a kind about as light as it is.
var budgets = map[string]int{
	"front": 60_000, "article": 60_000,
	"timeline": 44_000, // its events open in place
	"claims":   36_000, "as-of": 36_000, "sources": 36_000, "network": 36_000,
	"entity": 30_000, "entities": 30_000,
}

// budget is that of all other kinds.
const budget = 26_000

// linked finds the styles and scripts of a page.
var linked = regexp.MustCompile(`<(?:link rel="stylesheet" href|script (?:type="module" )?src)="/([^"]+\.(css|js))"`)

// Pages are light. With -v the table is printed.
func TestBudgets(t *testing.T) {
	h, err := dossier()
	if err != nil {
		t.Fatal(err)
	}
	files := h.(*host).files
	known := map[string]int{}
	sent := func(name string) int {
		if n, ok := known[name]; ok {
			return n
		}
		data, ok := files[name]
		if !ok {
			t.Fatalf("there is no %s", name)
		}
		b, err := asset.Codings[0].Compress(data)
		if err != nil {
			t.Fatal(err)
		}
		if b == nil { // too small to be compressed
			b = data
		}
		known[name] = len(b)
		return len(b)
	}
	var table strings.Builder
	fmt.Fprintf(&table, "bytes as brotli sends them\n%-14s %7s %7s %7s %7s %7s\n", "page", "HTML", "CSS", "JS", "all", "budget")
	for _, lang := range []string{"", "en/"} {
		for _, k := range kinds {
			name := lang + k.address + "index.html"
			if k.address == missing {
				name = "404.html"
			}
			page := sent(name)
			parts := map[string]int{}
			for _, m := range linked.FindAllStringSubmatch(string(files[name]), -1) {
				parts[m[2]] += sent(m[1])
			}
			if parts["css"] == 0 || parts["js"] == 0 {
				t.Errorf("%s names no styles, or no scripts", name)
			}
			all, most := page+parts["css"]+parts["js"], budget
			if b, ok := budgets[k.name]; ok {
				most = b
			}
			fmt.Fprintf(&table, "%-14s %7d %7d %7d %7d %7d\n", lang+k.name, page, parts["css"], parts["js"], all, most)
			if all > most {
				t.Errorf("%s takes %d bytes, and may take %d", lang+k.name, all, most)
			}
		}
	}
	t.Log(table.String())
}
