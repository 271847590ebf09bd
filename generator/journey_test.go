package main_test

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
	"golang.org/x/net/html"

	"belegt/generator/internal/model"
	"belegt/generator/internal/pipeline"
)

// factSheet is what the first dossier was written from. It is not part of the
// project, so the test is left out where it is not there.
const factSheet = "../../shared/facts/facts.yaml"

// Every id of the fact sheet has a page, in every language. Relationships have
// none of their own; they stand on the pages of those whom they tie.
func TestEveryFactHasItsPage(t *testing.T) {
	b, err := os.ReadFile(factSheet)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the fact sheet is not there")
	}
	if err != nil {
		t.Fatal(err)
	}
	type fact struct {
		ID string `yaml:"id"`
	}
	var sheet struct {
		Entities, Events, Claims, Sources []fact
	}
	if err := yaml.Unmarshal(b, &sheet); err != nil {
		t.Fatal(err)
	}
	w := dossier(t)
	folders := []string{"entities/", "events/", "claims/", "sources/"}
	// Where one id names two kinds the entity keeps it.
	entity := map[string]bool{}
	for _, f := range sheet.Entities {
		entity[f.ID] = true
	}
	for i, facts := range [][]fact{sheet.Entities, sheet.Events, sheet.Claims, sheet.Sources} {
		if len(facts) == 0 {
			t.Errorf("the fact sheet has no %s", folders[i])
		}
		for _, f := range facts {
			if i > 0 && entity[f.ID] {
				continue
			}
			for _, lang := range []string{"", "en/"} {
				if path := lang + folders[i] + f.ID + "/index.html"; w.pages[path] == nil {
					t.Errorf("there is no page %s", path)
				}
			}
		}
	}
}

// clicks is how many it may take from a sentence to its original source.
const clicks = 3

// A place is where a reader is: on a page, and there at an element, or at its
// beginning.
type place struct{ path, at string }

// From every mark of the front article a reader gets to the original source,
// or to its full citation where it has no address, in three clicks.
func TestFromSentenceToSource(t *testing.T) {
	w := dossier(t)
	for _, path := range []string{"index.html", "en/index.html"} {
		marks := 0
		for _, n := range w.pages[path].all {
			if n.Data != "a" || !slices.Contains(strings.Fields(value(n.Parent, "class")), "ref") {
				continue
			}
			marks++
			if !w.leads(place{path, ""}, n, clicks) {
				t.Errorf("%s: from mark %s no source is reached in %d clicks", path, text(n), clicks)
			}
		}
		if marks < 50 {
			t.Errorf("%s has only %d marks", path, marks)
		}
	}
}

// leads reports whether following a link, and others from there, reaches an
// original source within so many clicks.
func (w *website) leads(from place, link *html.Node, left int) bool {
	if left == 0 {
		return false
	}
	u, err := w.pages[from.path].address().Parse(value(link, "href"))
	if err != nil {
		return false
	}
	if !w.own(u) {
		return u.Scheme == "https" || u.Scheme == "http" // the original
	}
	path, ok := w.find(u)
	p := w.pages[path]
	if !ok || p == nil {
		return false
	}
	to := place{path, u.Fragment}
	links := p.linksAt(to)
	if p.kind() == "source" && !slices.ContainsFunc(links, func(n *html.Node) bool { return w.leaves(p, n) }) {
		return slices.ContainsFunc(p.all, func(n *html.Node) bool { return value(n, "class") == "citation" && text(n) != "" })
	}
	for _, n := range links {
		if w.leads(to, n, left-1) {
			return true
		}
	}
	return false
}

func (w *website) leaves(p *page, n *html.Node) bool {
	u, err := p.address().Parse(value(n, "href"))
	return err == nil && !w.own(u)
}

// linksAt lists the links that a reader has before her: those of the element
// that was addressed, else those of the page's content.
func (p *page) linksAt(at place) []*html.Node {
	top := p.ids[at.at]
	if top == nil {
		i := slices.IndexFunc(p.all, func(n *html.Node) bool { return n.Data == "main" })
		top = p.all[i]
	}
	var out []*html.Node
	for n := range top.Descendants() {
		if n.Type == html.ElementNode && n.Data == "a" {
			out = append(out, n)
		}
	}
	return out
}

// Every sentence of the front article is backed, or marked as our analysis, so
// that the marks above are those of all sentences.
func TestEverySentenceIsBacked(t *testing.T) {
	d := checked(t)
	for _, v := range d.Front.Versions {
		for _, s := range v.Doc.Sentences() {
			if !s.Backed() {
				t.Errorf("%s: %s", v.Lang, s.Plain(d.RefName(v.Lang)))
			}
		}
	}
}

func checked(t *testing.T) *model.Dossier {
	t.Helper()
	c, err := pipeline.New("..").Check(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c.Dossier
}

// Titles of sources and quotations are in the source's language, wherever they
// stand, and are marked so.
func TestTitlesAndQuotationsInTheirLanguage(t *testing.T) {
	d := checked(t)
	titles, quotes := map[string]string{}, map[string]string{}
	add := func(m map[string]string, s, lang string) {
		s = strings.Join(strings.Fields(s), " ")
		if was, ok := m[s]; ok && was != lang {
			lang = "" // not to be told apart
		}
		m[s] = lang
	}
	for _, s := range d.Sources {
		add(titles, s.Title, s.Lang)
		for _, c := range s.Citations {
			if c.Evidence.Quote != "" {
				add(quotes, c.Evidence.Quote, s.Lang)
			}
		}
	}
	w := dossier(t)
	seen := 0
	for _, p := range w.list {
		for _, n := range p.all {
			want := ""
			switch n.Data {
			case "cite":
				want = titles[text(n)]
			case "blockquote":
				want = quotes[text(n)]
			}
			if want == "" {
				continue
			}
			seen++
			if got := langOf(n); got != want {
				t.Errorf("%s: %q is marked as %s, and is in %s", p.path, text(n), got, want)
			}
		}
	}
	if seen < 500 {
		t.Errorf("only %d titles and quotations found", seen)
	}
}

// The addresses that the fact sheet of a source gives are those that a reader
// is led to: no page changes them on the way.
func TestAddressesOfSources(t *testing.T) {
	d := checked(t)
	w := dossier(t)
	for _, s := range d.Sources {
		if s.URL == "" {
			continue
		}
		want, err := url.Parse(s.URL)
		if err != nil {
			t.Error(err)
			continue
		}
		p := w.pages["sources/"+s.ID+"/index.html"]
		if !slices.ContainsFunc(p.all, func(n *html.Node) bool {
			u, err := url.Parse(value(n, "href"))
			return n.Data == "a" && err == nil && u.String() == want.String()
		}) {
			t.Errorf("the page of %s does not lead to %s", s.ID, s.URL)
		}
	}
}
