package link_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/link"
	"belegt/generator/internal/load"
	"belegt/generator/internal/model"
)

var update = flag.Bool("update", false, "record the results in testdata again")

// Each archive in testdata holds a content tree, and at its end what linking
// gives: the files "model" and "problems". Without a site.yaml it gets one in
// German and English.
func TestGolden(t *testing.T) {
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".txtar")
		if !ok {
			t.Errorf("testdata/%s belongs to no test", e.Name())
			continue
		}
		t.Run(name, func(t *testing.T) { golden(t, filepath.Join("testdata", e.Name())) })
	}
}

func golden(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var input []txtar.File
	want := map[string]string{}
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "content/") {
			input = append(input, f)
		} else {
			want[f.Name] = string(f.Data)
		}
	}
	dossier, problems := link.Link(read(t, input))
	got := map[string]string{"model": show(dossier), "problems": list(problems)}
	if *update {
		archive.Files = append(input, txtar.File{Name: "model", Data: []byte(got["model"])}, txtar.File{Name: "problems", Data: []byte(got["problems"])})
		if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	for name := range want {
		if _, ok := got[name]; !ok {
			t.Errorf("%s holds %q, which nothing makes", path, name)
		}
	}
	for name, text := range got {
		if text != want[name] {
			t.Errorf("%s has changed (record it again with -update)\ngot:\n%s\nwant:\n%s", name, text, want[name])
		}
	}
}

// read loads a content tree, in which nothing may be wrong before linking.
func read(t testing.TB, files []txtar.File) *model.Records {
	t.Helper()
	root := t.TempDir()
	if !slices.ContainsFunc(files, func(f txtar.File) bool { return f.Name == "content/site.yaml" }) {
		files = append(slices.Clone(files), txtar.File{
			Name: "content/site.yaml", Data: []byte("title: T\nlanguages: [de, en]\nbase_url: https://example.org/\n"),
		})
	}
	for _, f := range files {
		path := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	records, _, problems := load.New().Load(root, load.Options{})
	if len(problems) > 0 {
		t.Fatalf("the content cannot be loaded:\n%s", list(problems))
	}
	return records
}

func list(problems diag.List) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%s:%d:%d: %s: %s\n", p.File, p.Line, p.Col, p.Code, p.Message)
		if p.Hint != "" {
			fmt.Fprintf(&b, "\thint: %s\n", p.Hint)
		}
	}
	return b.String()
}

// printer writes what link made of a dossier, without what load made.
type printer struct {
	strings.Builder
	d *model.Dossier
}

func show(d *model.Dossier) string {
	p := &printer{d: d}
	if d.Front != nil {
		p.line("front %s", d.Front.Slug)
	}
	for _, a := range d.Articles {
		p.line("article %s", a.Slug)
		for _, v := range a.Versions {
			p.line("  in %s: %s%s", v.Lang, v.Title, parties(v.Authors))
		}
		p.uses(a.Uses)
	}
	for _, e := range d.Entities {
		p.entity(e)
	}
	for _, s := range d.Sources {
		p.source(s)
	}
	for _, c := range d.Claims {
		p.claim(c)
	}
	for _, e := range d.Events {
		p.event(e)
	}
	for _, r := range d.Relationships {
		p.line("relationship %s: %s %s %s%s", r.ID, entity(r.From), r.Type, entity(r.To), evidence(r.Evidence))
	}
	p.rest()
	return p.String()
}

func (p *printer) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// names prints a list of ids, unless it is empty.
func (p *printer) names(what string, ids []string) {
	if len(ids) > 0 {
		p.line("  %s: %s", what, strings.Join(ids, ", "))
	}
}

func (p *printer) entity(e *model.Entity) {
	p.line("entity %s", e.ID)
	for _, f := range e.Facts {
		p.line("  fact %s%s", f.Property.In("de").Raw, evidence(f.Evidence))
	}
	p.names("relationships", ids(e.Relationships, func(r *model.Relationship) string { return r.ID }))
	p.names("events", ids(e.Events, func(e *model.Event) string { return e.ID }))
	p.names("claims about", ids(e.ClaimsAbout, claimID))
	p.names("claims by", ids(e.ClaimsBy, claimID))
	p.names("sources", ids(e.Sources, sourceID))
	p.uses(e.Uses)
}

func (p *printer) source(s *model.Source) {
	p.line("source %s%s%s", s.ID, parties([]model.Party{s.Publisher}), parties(s.Authors))
	p.names("based on", ids(s.BasedOn, func(b model.BasedOn) string { return b.Relation + " " + b.Source.To.ID }))
	p.names("origins", ids(s.Origins, sourceID))
	p.names("relied on by", ids(s.ReliedOn, sourceID))
	for _, c := range s.Citations {
		p.line("  cited by %s %s, step %d: %s", c.In.Kind, c.In.ID, c.Step, c.Evidence.Stance)
	}
	p.uses(s.Uses)
}

func (p *printer) claim(c *model.Claim) {
	p.line("claim %s", c.ID)
	p.names("about", ids(c.About, entity))
	for _, s := range c.History {
		p.line("  %s %s by %s%s", s.Date, s.Status, strings.Join(ids(s.By, entity), ", "), evidence(s.Evidence))
	}
	for _, r := range c.RightOfReply {
		p.line("  reply of %s%s", entity(r.Entity), evidence(r.Evidence))
	}
	p.names("supporting", ids(c.Supporting, sourceID))
	p.names("origins", ids(c.Origins, sourceID))
	p.names("events", ids(c.Events, func(e *model.Event) string { return e.ID }))
	relation := func(r model.ClaimRelation) string { return r.Type + " " + r.Claim.To.ID }
	p.names("relations", ids(c.Relations, relation))
	p.names("related", ids(c.Related, relation))
	p.uses(c.Uses)
}

func (p *printer) event(e *model.Event) {
	p.line("event %s%s", e.ID, evidence(e.Evidence))
	p.names("participants", ids(e.Participants, func(x model.Participant) string { return x.Role + " " + entity(x.Entity) }))
	p.names("claims", ids(e.Claims, func(r model.Ref[model.Claim]) string { return r.To.ID }))
	p.uses(e.Uses)
}

func (p *printer) uses(uses []model.Use) {
	for _, u := range uses {
		verb := "mentioned"
		if u.Cites {
			verb = "cited"
		}
		p.line("  %s in %s %s#%s [%s]: %s", verb, u.In.Kind, u.In.ID, u.Anchor, u.Lang, p.d.Text(u))
	}
}

// rest prints what belongs to no record.
func (p *printer) rest() {
	for _, c := range p.d.Changes {
		p.line("change %s %s: %s %v", c.Date, c.Kind, c.Text.In("de").Raw, ids(c.About, func(t model.Topic) string { return string(t.Node.Kind) + " " + t.Node.ID }))
	}
	for _, m := range p.d.Media {
		p.line("media %s", m.Path)
	}
	for _, m := range p.d.Moved {
		p.line("moved %s: %s %s", m.From, m.To.Kind, m.To.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(p.d.Private)) {
		p.line("private %s: %s", id, p.d.Private[id].In("de").Raw)
	}
	for _, id := range slices.Sorted(maps.Keys(p.d.Confidential)) {
		p.line("confidential %s: %s", id, p.d.Confidential[id].In("de").Raw)
	}
	var files []string
	for k, n := range p.d.Files {
		files = append(files, fmt.Sprintf("file %s from %s: %s %s", k.To, k.From, n.Kind, n.ID))
	}
	slices.Sort(files)
	for _, f := range files {
		p.line("%s", f)
	}
}

func ids[T any](list []T, id func(T) string) []string {
	var out []string
	for _, x := range list {
		out = append(out, id(x))
	}
	return out
}

func sourceID(s *model.Source) string { return s.ID }
func claimID(c *model.Claim) string   { return c.ID }

// entity shows a reference: a private person has a name and nothing else.
func entity(r model.Ref[model.Entity]) string {
	switch {
	case r.To == nil:
		return "nobody"
	case r.To.Private:
		return fmt.Sprintf("“%s” (private%s)", r.To.Name.In("de").Raw, r.ID+r.To.ID)
	case r.To.ID != r.ID:
		return r.ID + " led to " + r.To.ID
	}
	return r.ID
}

func parties(ps []model.Party) string {
	var b strings.Builder
	for _, p := range ps {
		switch {
		case p.Entity.To != nil:
			fmt.Fprintf(&b, " by %s", entity(p.Entity))
		case !p.Name.IsZero():
			fmt.Fprintf(&b, " by “%s”", p.Name.In("de").Raw)
		}
	}
	return b.String()
}

func evidence(evs []model.Evidence) string {
	var b strings.Builder
	for _, ev := range evs {
		switch {
		case ev.Source.To != nil:
			fmt.Fprintf(&b, " [%s: %s%s]", ev.Stance, ev.Source.To.ID, ev.Quote)
		default:
			fmt.Fprintf(&b, " [%s: “%s”%s%s]", ev.Stance, ev.Label.In("de").Raw, ev.Source.ID, ev.Quote)
		}
	}
	return b.String()
}
