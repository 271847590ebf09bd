package load

import (
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// parse reads one unit from bytes, as Load does.
func parse(u unit, b []byte, drafts bool) *parser {
	p := &parser{langs: []string{"en", "de"}, drafts: drafts, texts: []text{newText(b, !drafts)}}
	u.files = []member{{path: u.path, lang: "en"}}
	u.read(p, u)
	return p
}

// inside reports problems whose places are not in the file.
func inside(t *testing.T, p *parser) {
	t.Helper()
	for _, d := range p.diags {
		checkPos(t, p.files, d.Pos, d.Code+": "+d.Message)
		if d.Code == "" || d.Message == "" {
			t.Errorf("an empty problem %+v", d)
		}
	}
	for _, c := range p.records.Claims {
		checkPos(t, p.files, c.Pos, "claim")
		for _, l := range c.Statement {
			checkPos(t, p.files, l.Pos, "statement")
		}
		for _, r := range c.About {
			checkPos(t, p.files, r.Pos, "about")
		}
	}
}

func checkPos(t *testing.T, files []*diag.File, p diag.Pos, what string) {
	t.Helper()
	if p.Line == 0 {
		return
	}
	for _, f := range files {
		if f.Path != p.File {
			continue
		}
		last := f.At(len(f.Bytes), 0)
		width := len([]rune(f.Line(p.Line)))
		if p.Line > last.Line || p.Col < 1 || p.Col > width+1 || p.Len > 1 && p.Col+p.Len > width+2 {
			t.Errorf("%s at %d:%d+%d, but line %d of %d has %d characters", what, p.Line, p.Col, p.Len, p.Line, last.Line, width)
		}
		return
	}
	t.Errorf("%s in %q, which was not read", what, p.File)
}

// seeds adds the files of testdata with an ending.
func seeds(f *testing.F, ending string) {
	entries, err := os.ReadDir("testdata")
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".txtar") {
			continue
		}
		archive, err := txtar.ParseFile("testdata/" + e.Name())
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ending) {
				f.Add(file.Data)
			}
		}
	}
}

func FuzzYAML(f *testing.F) {
	seeds(f, ".yaml")
	for _, s := range []string{
		"id: x\nstatement: &a >+\n\n  a [[x]]\n\nabout: [*a]\n",
		"id: x\r\nstatement: 'a\r\n  b [[x]] c'\r\n",
		"{id: x, statement: \"\\u00e4 \\\n [[x]\", body: \"# a\\n[[b\"}",
		"id: x\nbody: |2\n   # one\n   [[two\n",
		"%YAML 1.2\n---\n- !!str id: x\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p := parse(unit{read: kinds[0].yamlFile, path: "facts/claims/x.yaml", name: "x"}, b, true)
		inside(t, p)
		for _, c := range p.records.Claims {
			if problem, _ := badID(c.ID); problem != "" {
				t.Errorf("a claim with the id %q", c.ID)
			}
		}
		parse(unit{read: kinds[4].yamlFile, path: "facts/sources/x.yaml", name: "x"}, b, true)
		Words("x.yaml", b)
	})
}

func FuzzFrontMatter(f *testing.F) {
	seeds(f, ".md")
	for _, s := range []string{
		"---\n---", "---\r\ntitle: x\r\n---\r\nText", "---\n\n---\n", "\ufeff---\ntitle: |\n a\n---\n",
		"---\ntitle: x\n--- \ndraft: true\n", "---\ndraft: true", "---\n? draft\n: true\n---\nx",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		whole := parse(unit{read: articleFiles, path: "articles/x.md", name: "x"}, b, true)
		inside(t, whole)
		p := parse(unit{read: articleFiles, path: "articles/x.md", name: "x"}, b, false)
		inside(t, p)
		for _, a := range p.records.Articles {
			if v := a.Versions[0]; v.Draft && (v.Doc != nil || v.Title != "" || v.Summary.Raw != "") {
				t.Errorf("a draft was kept: %+v", v)
			}
		}
		for _, a := range whole.records.Articles {
			if v := a.Versions[0]; v.Draft && len(p.records.Articles) > 0 && !p.records.Articles[0].Versions[0].Draft {
				t.Errorf("a draft was read as finished: %+v", v)
			}
		}
		facts := parse(unit{read: kinds[0].markdownFiles, path: "facts/claims/x.md", name: "x"}, b, true)
		inside(t, facts)
		for _, c := range facts.records.Claims {
			if c.ID == "" || c.Body != nil && c.Body[0].Doc == nil {
				t.Errorf("a broken claim: %+v", model.Base(c.Base))
			}
		}
	})
}
