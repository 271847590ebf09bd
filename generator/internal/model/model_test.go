package model_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/markdown"
	"belegt/generator/internal/model"
)

func text(pairs ...string) (t model.Text) {
	for i := 0; i < len(pairs); i += 2 {
		t = append(t, model.Local{Lang: pairs[i], Raw: pairs[i+1]})
	}
	return t
}

func TestTextIn(t *testing.T) {
	for _, test := range []struct {
		text       model.Text
		lang, want string
	}{
		{text("de", "Ja", "en", "Yes"), "en", "en Yes"},
		{text("de", "Ja", "en", "Yes"), "fr", "de Ja"}, // the first that is there, with its own language
		{text("en", "Yes"), "de", "en Yes"},
		{text("", "Reuters"), "de", " Reuters"}, // holds in every language, unmarked
		{nil, "de", " "},
	} {
		l := test.text.In(test.lang)
		if got := l.Lang + " " + l.Raw; got != test.want {
			t.Errorf("%v in %s: got %q, want %q", test.text, test.lang, got, test.want)
		}
		if test.text.IsZero() != (l.Raw == "") {
			t.Errorf("%v: IsZero is wrong", test.text)
		}
	}
}

func TestBodiesIn(t *testing.T) {
	bodies := model.Bodies{{Lang: "de"}, {Lang: "en"}}
	for lang, want := range map[string]string{"de": "de", "en": "en", "fr": "de"} {
		if b, ok := bodies.In(lang); !ok || b.Lang != want {
			t.Errorf("in %s: got %q, %t", lang, b.Lang, ok)
		}
	}
	if _, ok := model.Bodies(nil).In("de"); ok {
		t.Error("nothing has a body")
	}
}

func TestArticleIn(t *testing.T) {
	a := &model.Article{Versions: []model.Version{{Lang: "de"}, {Lang: "en"}}}
	for lang, want := range map[string]string{"de": "de true", "en": "en true", "fr": "de false"} {
		v, native := a.In(lang)
		if got := v.Lang + map[bool]string{true: " true", false: " false"}[native]; got != want {
			t.Errorf("in %s: got %s, want %s", lang, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, test := range []struct {
		in   string
		n    int
		want string
	}{
		{"kurz", 10, "kurz"},
		{"genau zehn", 10, "genau zehn"},
		{"ein längerer Satz", 12, "ein längerer …"},
		{"ein längerer Satz", 11, "ein längere …"}, // no word ends in its second half
		{"Wort, und mehr", 6, "Wort …"},
		{"Wort – und mehr", 9, "Wort …"},
		{"ÄÖÜäöüß", 3, "ÄÖÜ …"},
		{"aufeinanderfolgend", 5, "aufei …"},
		{"", 5, ""},
	} {
		if got := model.Cut(test.in, test.n); got != test.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", test.in, test.n, got, test.want)
		}
	}
}

func TestPlainTitle(t *testing.T) {
	for in, want := range map[string]string{
		"Ein Titel":                "Ein Titel",
		"Was ==belegt== ist":       "Was belegt ist",
		"==Alles==":                "Alles",
		"a == b":                   "a == b",
		"<b>kein HTML</b> & \\*ja": "<b>kein HTML</b> & \\*ja",
	} {
		if got := model.PlainTitle(in); got != want {
			t.Errorf("PlainTitle(%q) = %q, want %q", in, got, want)
		}
	}
}

// dossier has a thing of each kind.
func dossier(t *testing.T) *model.Dossier {
	t.Helper()
	statement, problems := markdown.ParseProse("Es war [[firma]] oder [[firma|sie]], [[erika]], [[nichts]].", func(int, int) diag.Pos { return diag.Pos{} })
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return &model.Dossier{
		Entity:  map[string]*model.Entity{"firma": {Name: text("de", "Firma", "en", "Company")}},
		Source:  map[string]*model.Source{"quelle": {Title: "Le titre", Lang: "fr"}},
		Claim:   map[string]*model.Claim{"aussage": {Statement: model.Text{{Lang: "de", Raw: "roh", Prose: statement}}}, "kurz": {Title: text("en", "Short")}},
		Event:   map[string]*model.Event{"ereignis": {Title: text("de", "Ereignis")}},
		Article: map[string]*model.Article{"index": {Versions: []model.Version{{Lang: "de", Title: "Der ==Anfang=="}}}},
		Private: map[string]model.Text{"erika": text("", "Erika M.")},
	}
}

func TestNames(t *testing.T) {
	d := dossier(t)
	for _, test := range []struct {
		kind     model.Kind
		id, lang string
		want     string
	}{
		{model.KindEntity, "firma", "en", "Company [en]"},
		{model.KindEntity, "firma", "fr", "Firma [de]"},
		{model.KindSource, "quelle", "de", "Le titre [fr]"}, // never localised
		{model.KindClaim, "kurz", "de", "Short [en]"},
		{model.KindClaim, "aussage", "en", "Es war Company oder sie, Erika M.,  [de]"},
		{model.KindEvent, "ereignis", "en", "Ereignis [de]"},
		{model.KindArticle, "index", "en", "Der Anfang [de]"},
		{model.KindEntity, "fehlt", "de", "fehlt []"},
		{model.KindRelationship, "r", "de", "r []"},
	} {
		name, lang := d.Name(model.Node{Kind: test.kind, ID: test.id}, test.lang)
		if got := name + " [" + lang + "]"; got != test.want {
			t.Errorf("%s %s in %s: got %q, want %q", test.kind, test.id, test.lang, got, test.want)
		}
	}
}

func TestNode(t *testing.T) {
	d := dossier(t)
	for id, want := range map[string]model.Kind{
		"firma": model.KindEntity, "quelle": model.KindSource, "aussage": model.KindClaim,
		"ereignis": model.KindEvent, "index": model.KindArticle, "erika": "", "fehlt": "",
	} {
		if n, ok := d.Node(id); n.Kind != want || ok != (want != "") {
			t.Errorf("%s is %v, %t, want %q", id, n, ok, want)
		}
	}
}

func TestKnownDate(t *testing.T) {
	own, known := day(t, "2022-06"), day(t, "2022-12-22")
	if got := (&model.Event{Date: own}).KnownDate(); got != own {
		t.Errorf("an event is known on %v", got)
	}
	if got := (&model.Event{Date: own, Known: known}).KnownDate(); got != known {
		t.Errorf("an event that came out later is known on %v", got)
	}
	if got := (model.Step{Date: own}).KnownDate(); got != own {
		t.Errorf("a step is known on %v", got)
	}
	if got := (model.Step{Date: own, Known: known}).KnownDate(); got != known {
		t.Errorf("a step that came out later is known on %v", got)
	}
}

func day(t *testing.T, s string) date.Date {
	t.Helper()
	d, err := date.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The words of an enumeration are ids in shape, and each stands in it once.
func TestVocabulary(t *testing.T) {
	for name, words := range map[string][]string{
		"entity types": model.EntityTypes, "privacy": model.PrivacyLevels, "tiers": model.Tiers,
		"URL statuses": model.URLStatuses, "access": model.AccessLevels, "reliability": model.Reliabilities,
		"based_on": model.BasedOnRelations, "visibility": model.Visibilities, "stances": model.Stances,
		"statuses": model.Statuses, "credibility": model.Credibilities, "claim relations": model.ClaimRelationTypes,
		"event types": model.EventTypes, "event statuses": model.EventStatuses, "importance": model.Importances,
		"roles": model.Roles, "relationship types": model.RelationshipTypes, "relationship states": model.RelationshipStates,
		"changes": model.ChangeKinds, "source types": model.SourceTypes, "locators": model.LocatorLabels,
	} {
		sorted := slices.Sorted(slices.Values(words))
		if compact := slices.Compact(slices.Clone(sorted)); len(compact) != len(words) {
			t.Errorf("%s: a word stands there twice", name)
		}
		for _, w := range words {
			if w == "" || strings.ContainsFunc(w, func(r rune) bool { return r > 'z' || strings.ContainsRune(" \t.,:\"'", r) }) {
				t.Errorf("%s: %q is no word", name, w)
			}
		}
	}
	for _, s := range []string{"refuted", "retracted", "superseded"} {
		if !model.Ended(s) || !slices.Contains(model.Statuses, s) {
			t.Errorf("%s does not end a claim", s)
		}
	}
	if model.Ended("asserted") || model.Ended("") {
		t.Error("a claim ends that does not")
	}
}

// Data has no behaviour that could reach a disk or a clock: its types hold
// nothing that can be called, but for reading a picture.
func TestRecordsArePlainData(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(path string, x reflect.Type)
	walk = func(path string, x reflect.Type) {
		if seen[x] || x.PkgPath() != "" && x.PkgPath() != reflect.TypeFor[model.Records]().PkgPath() {
			return
		}
		seen[x] = true
		switch x.Kind() {
		case reflect.Pointer, reflect.Slice:
			walk(path, x.Elem())
		case reflect.Map:
			walk(path, x.Elem())
		case reflect.Struct:
			for i := range x.NumField() {
				walk(path+"."+x.Field(i).Name, x.Field(i).Type)
			}
		case reflect.Func, reflect.Interface, reflect.Chan:
			if !strings.HasSuffix(path, ".Media.Open") {
				t.Errorf("%s is a %s", path, x)
			}
		}
	}
	walk("Records", reflect.TypeFor[model.Records]())
	walk("Dossier", reflect.TypeFor[model.Dossier]())
}
