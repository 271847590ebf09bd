package render

import (
	"html/template"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"text/template/parse"

	"github.com/jba/templatecheck"

	"belegt/generator/internal/figure"
	"belegt/generator/internal/load"
	"belegt/templates"
)

// views says which view each template of a page prints. TestEveryPage in
// golden_test.go holds it against the pages that are really made.
var views = map[string]any{
	"article":  ArticleView{},
	"articles": ArticlesView{},
	"changes":  ChangesView{},
	"asof":     AsOfView{},
	"claim":    ClaimView{},
	"claims":   LedgerView{},
	"entities": EntitiesView{},
	"entity":   EntityView{},
	"event":    EventView{},
	"method":   MethodView{},
	"moved":    MovedView{},
	"network":  NetworkView{},
	"notfound": NotFoundView{},
	"source":   SourceView{},
	"sources":  BibliographyView{},
	"timeline": TimelineView{},
}

// parts are the templates that Go code prints by name.
var parts = map[string]any{
	"analysis":        nil,
	"cited":           []Link{},
	"mark":            mark{},
	"mention":         mention{},
	"figure-axis":     figure.AxisView{},
	"figure-chain":    figure.ChainView{},
	"figure-life":     figure.LifeView{},
	"figure-network":  figure.NetworkView{},
	"figure-overview": figure.OverviewView{},
	"figure-ruler":    figure.RulerView{},
	"figure-bar":      figure.BarView{},
	"figure-lens":     figure.LensView{},
}

// builtIn reads the words that come with the program, by language.
func builtIn(t *testing.T) map[string]map[string]string {
	t.Helper()
	names, err := fs.Glob(templates.FS, "words/*.yaml")
	if err != nil || len(names) < 2 {
		t.Fatalf("words in %d languages: %v", len(names), err)
	}
	all := map[string]map[string]string{}
	for _, name := range names {
		b, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		m, problems := load.Words("templates/"+name, b)
		if len(problems) > 0 {
			t.Fatal(problems[0])
		}
		all[strings.TrimSuffix(strings.TrimPrefix(name, "words/"), ".yaml")] = m
	}
	return all
}

// parsed parses the built-in templates in each built-in language.
func parsed(t *testing.T) *Templates {
	t.Helper()
	words := map[string]*Words{}
	for lang, m := range builtIn(t) {
		words[lang] = NewWords(lang, m)
	}
	ts, err := ParseTemplates(templates.FS, words)
	if err != nil {
		t.Fatal(err)
	}
	return ts
}

// Each template is proved against the type that it prints: it names no field
// that is not there, calls no function that is not known, and gives each
// function what it takes.
func TestTemplatesFitTheirViews(t *testing.T) {
	for lang, set := range parsed(t).sets {
		for _, table := range []map[string]any{views, parts} {
			for name, view := range table {
				x := set.Lookup(name)
				if x == nil {
					t.Errorf("there is no template %q", name)
					continue
				}
				if err := templatecheck.CheckHTML(x, view); err != nil {
					t.Errorf("in %s: %v", lang, err)
				}
			}
		}
	}
}

// Every template that is defined is printed by a page, by Go code, or by
// another template that is.
func TestNoTemplateIsIdle(t *testing.T) {
	set := parsed(t).sets["en"]
	reached := map[string]bool{}
	var reach func(name string)
	reach = func(name string) {
		if reached[name] || set.Lookup(name) == nil {
			return
		}
		reached[name] = true
		inspect(set.Lookup(name).Tree.Root, func(n parse.Node) {
			if call, ok := n.(*parse.TemplateNode); ok {
				reach(call.Name)
			}
		})
	}
	for name := range views {
		reach(name)
	}
	for name := range parts {
		reach(name)
	}
	for _, x := range defined(set) {
		if !reached[x.Name()] {
			t.Errorf("nothing prints the template %q", x.Name())
		}
	}
}

// defined lists the templates that say something, by name; a file that only
// defines others is none.
func defined(set *template.Template) []*template.Template {
	all := slices.DeleteFunc(set.Templates(), func(x *template.Template) bool {
		return x.Tree == nil || parse.IsEmptyTree(x.Tree.Root)
	})
	slices.SortFunc(all, func(a, b *template.Template) int { return strings.Compare(a.Name(), b.Name()) })
	return all
}

// inspect visits a template's nodes. All of them are structs whose exported
// fields hold the others.
func inspect(n parse.Node, visit func(parse.Node)) {
	v := reflect.ValueOf(n)
	if !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil() {
		return
	}
	visit(n)
	v = v.Elem()
	for i := range v.NumField() {
		if !v.Type().Field(i).IsExported() && !v.Type().Field(i).Anonymous {
			continue
		}
		inspectField(v.Field(i), visit)
	}
}

func inspectField(f reflect.Value, visit func(parse.Node)) {
	switch f.Kind() {
	case reflect.Slice:
		for i := range f.Len() {
			inspectField(f.Index(i), visit)
		}
	case reflect.Pointer, reflect.Interface:
		if n, ok := f.Interface().(parse.Node); ok {
			inspect(n, visit)
		}
	case reflect.Struct: // BranchNode within IfNode and its like
		if f.CanAddr() {
			if n, ok := f.Addr().Interface().(parse.Node); ok {
				inspect(n, visit)
			}
		}
	}
}

// said lists the words that templates ask for, with the template that does.
func said(t *testing.T, set *template.Template) map[string]string {
	t.Helper()
	keys := map[string]string{}
	for _, x := range defined(set) {
		inspect(x.Tree.Root, func(n parse.Node) {
			call, ok := n.(*parse.CommandNode)
			if !ok {
				return
			}
			name, ok := call.Args[0].(*parse.IdentifierNode)
			if !ok || name.Ident != "say" && name.Ident != "count" {
				return
			}
			key, ok := call.Args[1].(*parse.StringNode)
			switch {
			case !ok:
				t.Errorf("template %q: %s: words in a template are asked for by their full key", x.Name(), call)
			case name.Ident == "count":
				keys[key.Text+".one"], keys[key.Text+".other"] = x.Name(), x.Name()
			default:
				keys[key.Text] = x.Name()
			}
		})
	}
	return keys
}

// Shells are part of every view but those of parts; a page without one could
// not say in which language it is.
func TestViewsHaveShells(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(views)) {
		f, ok := reflect.TypeOf(views[name]).FieldByName("Shell")
		if !ok || !f.Anonymous {
			t.Errorf("the view of %q has no shell", name)
		}
	}
}
