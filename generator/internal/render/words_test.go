package render

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"belegt/generator/internal/date"
	"belegt/generator/internal/model"
)

// groups are the words that Go code asks for by a prefix and a value: of each
// prefix the values that may come. A group that is open may lack some of its
// values: the code then does without.
var groups = map[string]struct {
	values []string
	open   bool
}{
	"status.":            {values: model.Statuses},
	"status-about.":      {values: model.Statuses},
	"credibility.":       {values: model.Credibilities},
	"credibility-about.": {values: model.Credibilities},
	"tier.":              {values: model.Tiers},
	"tier-about.":        {values: model.Tiers},
	"reliability.":       {values: model.Reliabilities},
	"reliability-about.": {values: model.Reliabilities},
	"access.":            {values: model.AccessLevels},
	"url-status.":        {values: model.URLStatuses},
	"based-on.":          {values: model.BasedOnRelations},
	"relation.":          {values: model.ClaimRelationTypes},
	"relation-back.":     {values: model.ClaimRelationTypes},
	"role.":              {values: model.Roles},
	"event-type.":        {values: model.EventTypes},
	"event-status.":      {values: model.EventStatuses},
	"importance.":        {values: model.Importances},
	"entity-type.":       {values: model.EntityTypes},
	"entity-types.":      {values: model.EntityTypes},
	"entity-about.":      {values: model.EntityTypes},
	"source-type.":       {values: model.SourceTypes, open: true},
	"locator.":           {values: model.LocatorLabels, open: true},
	"tie.":               {values: model.RelationshipTypes},
	"reading.":           {values: readings},
	"tie-back.":          {values: model.RelationshipTypes},
	"tie-status.":        {values: model.RelationshipStates},
	"change.":            {values: model.ChangeKinds},
	"kind.":              {values: []string{"article", "entity", "source", "claim", "event"}},
	"nav.":               {values: []string{"article", "articles", "timeline", "claims", "entities", "sources", "changes", "method", "as-of", "network"}},
	"network.":           {values: []string{"authorities", "companies", "media", "officials", "people", "projects"}},
	"figures.":           {values: []string{"claims", "sources", "origins", "events", "entities", "relationships"}},
	"language.":          {values: []string{"de", "en", "fr", "it", "es", "pl", "nl", "zh"}, open: true},
	"date.short.month.":  {values: []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}},
}

func TestWordsOfAllLanguages(t *testing.T) {
	all := builtIn(t)
	want := slices.Sorted(maps.Keys(all["en"]))
	for lang, m := range all {
		got := slices.Sorted(maps.Keys(m))
		for _, key := range want {
			if s, ok := m[key]; !ok {
				t.Errorf("%s.yaml lacks %q", lang, key)
			} else if strings.TrimSpace(s) == "" {
				t.Errorf("%s.yaml says nothing for %q", lang, key)
			}
		}
		for _, key := range got {
			if _, ok := all["en"][key]; !ok {
				t.Errorf("%s.yaml has %q, which en.yaml has not", lang, key)
			}
		}
		for _, key := range date.Keys {
			if _, ok := m[key]; !ok {
				t.Errorf("%s.yaml lacks %q, which dates need", lang, key)
			}
		}
	}
}

// {placeholders} are the same in every language, but for those of dates, where
// customs differ.
func TestPlaceholdersOfAllLanguages(t *testing.T) {
	all := builtIn(t)
	for key, en := range all["en"] {
		if strings.HasPrefix(key, "date.") || strings.HasSuffix(key, ".one") {
			continue
		}
		for lang, m := range all {
			if got, want := placeholders(m[key]), placeholders(en); !slices.Equal(got, want) {
				t.Errorf("%s.yaml, %q has %v, en.yaml has %v", lang, key, got, want)
			}
		}
	}
}

func placeholders(s string) []string {
	var out []string
	for {
		_, after, ok := strings.Cut(s, "{")
		if !ok {
			slices.Sort(out)
			return slices.Compact(out)
		}
		name, rest, _ := strings.Cut(after, "}")
		out, s = append(out, name), rest
	}
}

// What templates and code ask for is there, and what is there is asked for.
func TestWordsAreAskedFor(t *testing.T) {
	asked := map[string]string{} // key → by whom
	for key, name := range said(t, parsed(t).sets["en"]) {
		asked[key] = "template " + name
	}
	code := wordsInCode(t)
	for key := range code.keys {
		asked[key] = "Go code"
	}
	for _, key := range date.Keys {
		asked[key] = "package date"
	}
	words := builtIn(t)["en"]
	open := map[string]bool{}
	for prefix, g := range groups {
		if !code.prefixes[prefix] {
			t.Errorf("no Go code asks for words that begin with %q: take the group out", prefix)
		}
		for _, v := range g.values {
			asked[prefix+v] = "group " + prefix
			open[prefix+v] = g.open
		}
	}
	for prefix := range code.prefixes {
		if _, ok := groups[prefix]; !ok {
			t.Errorf("Go code asks for words that begin with %q: say in groups which may come", prefix)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(asked)) {
		if _, ok := words[key]; !ok && !open[key] {
			t.Errorf("%s asks for %q, and no language has it", asked[key], key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(words)) {
		if asked[key] == "" {
			t.Errorf("nobody asks for %q", key)
		}
	}
}

// codeWords are the keys, and the prefixes of keys, that Go code asks for.
type codeWords struct {
	keys, prefixes map[string]bool
}

// wordsInCode reads the package's own code. A key is a literal that stands as
// an argument of Say, Fill or Count, or that is put into a variable named key.
func wordsInCode(t *testing.T) codeWords {
	t.Helper()
	w := codeWords{map[string]bool{}, map[string]bool{}}
	names, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				w.call(n)
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					if id, ok := left.(*ast.Ident); ok && (id.Name == "key" || id.Name == "word") && i < len(n.Rhs) {
						w.expr(n.Rhs[i])
					}
				}
			}
			return true
		})
	}
	return w
}

func (w codeWords) call(c *ast.CallExpr) {
	name := ""
	switch f := c.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
	case *ast.Ident:
		name = f.Name
	}
	if len(c.Args) == 0 {
		return
	}
	switch name {
	case "Say", "Fill", "Has":
		w.expr(c.Args[0])
	case "Count":
		if s, ok := literal(c.Args[0]); ok {
			w.keys[s+".one"], w.keys[s+".other"] = true, true
		}
	case "explained":
		if s, ok := literal(c.Args[0]); ok {
			w.prefixes[s+"."], w.prefixes[s+"-about."] = true, true
		}
	case "add": // of claimRelations: add("relation.", …)
		if s, ok := literal(c.Args[0]); ok && strings.HasSuffix(s, ".") {
			w.prefixes[s] = true
		}
	}
}

func (w codeWords) expr(e ast.Expr) {
	if s, ok := literal(e); ok {
		w.keys[s] = true
		return
	}
	if sum, ok := e.(*ast.BinaryExpr); ok {
		if s, ok := literal(sum.X); ok && strings.HasSuffix(s, ".") {
			w.prefixes[s] = true
		}
	}
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func TestNumber(t *testing.T) {
	w := NewWords("de", map[string]string{"number.group": "."})
	for n, want := range map[int]string{0: "0", 999: "999", 2022: "2022", 10000: "10.000", 1234567: "1.234.567"} {
		if got := w.Number(n); got != want {
			t.Errorf("Number(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	w := NewWords("en", map[string]string{"x.one": "1 source", "x.other": "{n} sources", "number.group": ","})
	for n, want := range map[int]string{0: "0 sources", 1: "1 source", 2: "2 sources", 12345: "12,345 sources"} {
		if got := w.Count("x", n); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}
