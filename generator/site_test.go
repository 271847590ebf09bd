package main_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"

	"belegt/generator/internal/pipeline"
	"belegt/generator/internal/synth"
)

// A website is a site as it was built, read back from the disk.
type website struct {
	root  string // of the dossier
	base  *url.URL
	files map[string][]byte // by path in the output folder
	pages map[string]*page  // those that are HTML
	list  []*page           // in order of path
}

// A page is one HTML file of a website.
type page struct {
	site *website
	path string // in the output folder
	src  []byte
	doc  *html.Node
	all  []*html.Node // every element, in order of the document
	ids  map[string]*html.Node
}

// build builds the dossier under root for a base URL; "" means its own.
func build(t *testing.T, root, baseURL string) *website {
	t.Helper()
	out := t.TempDir()
	p := pipeline.New(root)
	target, err := p.Folder(out)
	if err != nil {
		t.Fatal(err)
	}
	built, err := p.Build(context.Background(), target, pipeline.Options{BaseURL: baseURL})
	if err != nil {
		t.Fatal(err)
	}
	if built.Failed(pipeline.Options{}) {
		for _, d := range built.Diagnostics {
			t.Errorf("%s:%d:%d: %s[%s]: %s\n\t%s", d.File, d.Line, d.Col, d.Severity, d.Code, d.Message, d.Excerpt)
		}
		t.FailNow()
	}
	if baseURL == "" {
		baseURL = built.Dossier.Site.BaseURL
	}
	return readBack(t, root, out, baseURL)
}

// The first dossier is built once for all tests.
var (
	building sync.Mutex
	first    *website
)

func dossier(t *testing.T) *website {
	t.Helper()
	building.Lock()
	defer building.Unlock()
	if first == nil {
		first = build(t, "..", "https://example.org/")
	}
	return first
}

// readBack reads and parses what was written.
func readBack(t *testing.T, root, out, baseURL string) *website {
	t.Helper()
	base, err := url.Parse(baseURL)
	if err != nil {
		t.Fatal(err)
	}
	w := &website{root: root, base: base, files: map[string][]byte{}, pages: map[string]*page{}}
	err = fs.WalkDir(os.DirFS(out), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		w.files[name], err = os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
		if strings.HasSuffix(name, ".html") {
			p := &page{site: w, path: name, src: w.files[name]}
			w.pages[name], w.list = p, append(w.list, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var parsing sync.WaitGroup
	errs := make([]error, len(w.list))
	for i, p := range w.list {
		parsing.Go(func() { errs[i] = p.parse() })
	}
	parsing.Wait()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func (p *page) parse() (err error) {
	if p.doc, err = html.Parse(bytes.NewReader(p.src)); err != nil {
		return fmt.Errorf("%s: %w", p.path, err)
	}
	p.ids = map[string]*html.Node{}
	for n := range p.doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		p.all = append(p.all, n)
		if id, ok := attr(n, "id"); ok && p.ids[id] == nil {
			p.ids[id] = n
		}
	}
	return nil
}

// address is the absolute address of a page.
func (p *page) address() *url.URL {
	return p.site.base.ResolveReference(&url.URL{Path: strings.TrimSuffix(p.path, "index.html")})
}

// kind is what the page's body says it is: article, claim, moved, …
func (p *page) kind() string {
	for _, n := range p.all {
		if n.Data == "body" {
			return strings.TrimPrefix(value(n, "class"), "k-")
		}
	}
	return ""
}

// lang is the language of the page.
func (p *page) lang() string { return value(p.all[0], "lang") }

// find returns the file that an address of the site leads to.
func (w *website) find(u *url.URL) (string, bool) {
	path, ok := strings.CutPrefix(u.Path, w.base.Path)
	if !ok {
		return u.Path, false
	}
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	_, ok = w.files[path]
	return path, ok
}

// own reports whether an address is on this site's host.
func (w *website) own(u *url.URL) bool { return u.Scheme == w.base.Scheme && u.Host == w.base.Host }

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val, true
		}
	}
	return "", false
}

func value(n *html.Node, key string) string {
	v, _ := attr(n, key)
	return v
}

// text is what an element says, without the white space around it.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// langOf is the language of a node: that of the nearest element that says one.
func langOf(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if v, ok := attr(n, "lang"); ok {
			return v
		}
	}
	return ""
}

// unpack writes the content of an archive into a root.
func unpack(t *testing.T, path string) string {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	for _, f := range archive.Files {
		write(t, root, f.Name, string(f.Data))
	}
	return root
}

func write(t *testing.T, root, name, data string) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
}

const fixture = "internal/render/testdata/fixture.txtar"

// Every page of every site keeps every rule, wherever the site lies.
func TestSites(t *testing.T) {
	t.Run("dossier", func(t *testing.T) { crawl(t, dossier(t)) })
	t.Run("dossier below a path", func(t *testing.T) { crawl(t, build(t, "..", "https://example.org/dossier/")) })
	t.Run("fixture", func(t *testing.T) {
		w := build(t, unpack(t, fixture), "")
		crawl(t, w)
		tongues(t, w)
	})
	t.Run("long lists", func(t *testing.T) { crawl(t, build(t, long(t), "")) })
	t.Run("one language", func(t *testing.T) {
		root := t.TempDir()
		if err := synth.Write(root, synth.Options{Records: 40, Seed: 1, Languages: 1}); err != nil {
			t.Fatal(err)
		}
		crawl(t, build(t, root, ""))
	})
}

// long is a dossier with lists that go on over several pages, of which one
// language has more than the other, and a timeline that is split by year.
func long(t *testing.T) string {
	root := unpack(t, fixture)
	var events, german strings.Builder
	for i := range 450 {
		fmt.Fprintf(&events, "- {id: day-%d, type: other, title: {de: Tag %[1]d, en: Day %[1]d}, date: %d, participants: [{entity: acme}], evidence: [notes]}\n", i, 2000+i%2)
		fmt.Fprintf(&german, "Nummer %d nennt [[ada]] und [[notes]].\n\n", i)
	}
	write(t, root, "content/facts/events/many.yaml", events.String())
	write(t, root, "content/facts/entities/ada-body.yaml", "id: chronik\ntype: term\nname: Chronik\n")
	write(t, root, "content/articles/chronik-text.md", "---\ntitle: Lange Chronik\n---\n\n"+german.String())
	write(t, root, "content/articles/chronik-text.en.md", "---\ntitle: Long chronicle\n---\n\nIt names [[ada]].\n")
	return root
}

// crawl holds every page of a site against the rules, and the site as a whole.
func crawl(t *testing.T, w *website) {
	t.Helper()
	for _, r := range rules {
		var found complaints
		for _, p := range w.list {
			r.check(p, func(format string, args ...any) { found.add(p.path, format, args...) })
		}
		found.tell(t, r.name)
	}
	sitemap(t, w)
	reachable(t, w)
	assets(t, w)
	caching(t, w)
}

// complaints are what one rule found; of many that are alike a few are told.
type complaints []string

func (c *complaints) add(path, format string, args ...any) {
	*c = append(*c, path+": "+fmt.Sprintf(format, args...))
}

func (c complaints) tell(t *testing.T, rule string) {
	t.Helper()
	const few = 6
	for i, s := range c {
		if i == few {
			t.Errorf("%s: and %d more", rule, len(c)-few)
			return
		}
		t.Errorf("%s: %s", rule, s)
	}
}

// sitemap compares the sitemap with the pages: it lists exactly those that are
// to be found, each with the languages that the page itself names.
func sitemap(t *testing.T, w *website) {
	t.Helper()
	var set struct {
		URLs []struct {
			Loc   string `xml:"loc"`
			Links []struct {
				Rel      string `xml:"rel,attr"`
				Hreflang string `xml:"hreflang,attr"`
				Href     string `xml:"href,attr"`
			} `xml:"http://www.w3.org/1999/xhtml link"`
		} `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
	}
	if err := xml.Unmarshal(w.files["sitemap.xml"], &set); err != nil {
		t.Fatalf("sitemap.xml is no XML: %v", err)
	}
	listed := map[string]map[string]string{}
	for _, u := range set.URLs {
		if listed[u.Loc] != nil {
			t.Errorf("the sitemap lists %s twice", u.Loc)
		}
		listed[u.Loc] = map[string]string{}
		for _, l := range u.Links {
			listed[u.Loc][l.Hreflang] = l.Href
		}
	}
	var found complaints
	for _, p := range w.list {
		address := p.address().String()
		langs, ok := listed[address]
		want := p.robots() == "" && p.canonical() == address
		switch {
		case ok && !want:
			found.add(p.path, "is in the sitemap, and is not to be found by its address")
		case !ok && want:
			found.add(p.path, "is not in the sitemap")
		case ok && fmt.Sprint(langs) != fmt.Sprint(p.alternates()):
			found.add(p.path, "the sitemap has the languages %v, the page %v", langs, p.alternates())
		}
		delete(listed, address)
	}
	for loc := range listed {
		found.add("sitemap.xml", "%s is no page", loc)
	}
	found.tell(t, "sitemap")
}

func (p *page) robots() string {
	for _, n := range p.all {
		if n.Data == "meta" && value(n, "name") == "robots" {
			return value(n, "content")
		}
	}
	return ""
}

func (p *page) canonical() string {
	for _, n := range p.all {
		if n.Data == "link" && value(n, "rel") == "canonical" {
			return value(n, "href")
		}
	}
	return ""
}

// alternates are the languages that a page names, with their addresses.
func (p *page) alternates() map[string]string {
	m := map[string]string{}
	for _, n := range p.all {
		if n.Data == "link" && value(n, "rel") == "alternate" && value(n, "hreflang") != "" {
			m[value(n, "hreflang")] = value(n, "href")
		}
	}
	return m
}

// reachable follows the links from the front page: no page may be an island,
// but for the one that is shown where there is none, and former addresses.
func reachable(t *testing.T, w *website) {
	t.Helper()
	seen := map[string]bool{"index.html": true}
	for queue := []string{"index.html"}; len(queue) > 0; queue = queue[1:] {
		p := w.pages[queue[0]]
		for _, n := range p.all {
			if n.Data != "a" {
				continue
			}
			u, err := p.address().Parse(value(n, "href"))
			if err != nil || !w.own(u) {
				continue
			}
			if path, ok := w.find(u); ok && w.pages[path] != nil && !seen[path] {
				seen[path] = true
				queue = append(queue, path)
			}
		}
	}
	var found complaints
	for _, p := range w.list {
		if !seen[p.path] && p.kind() != "moved" && p.kind() != "notfound" {
			found.add(p.path, "no link leads there from the front page")
		}
	}
	found.tell(t, "reachable")
}

var inSheet = regexp.MustCompile(`(?i)url\(\s*["']?([^"')]+)|@import|expression\(|-moz-binding`)

// assets looks into style sheets and pictures: they fetch nothing either.
func assets(t *testing.T, w *website) {
	t.Helper()
	for name, b := range w.files {
		if strings.HasSuffix(name, ".css") || strings.HasSuffix(name, ".svg") {
			for _, m := range inSheet.FindAllSubmatch(b, -1) {
				if at := string(m[1]); !strings.HasPrefix(at, "data:image/") && !strings.HasPrefix(at, "#") {
					t.Errorf("%s fetches something: %s", name, m[0])
				}
			}
		}
	}
	for _, name := range []string{"404.html", "robots.txt", "sitemap.xml", "manifest.json", "_headers", ".nojekyll"} {
		if _, ok := w.files[name]; !ok {
			t.Errorf("there is no %s", name)
		}
	}
	if b := w.files["_headers"]; !bytes.Contains(b, []byte("frame-ancestors 'none'")) || !bytes.Contains(b, []byte("nosniff")) || !bytes.Contains(b, []byte("no-referrer")) {
		t.Errorf("_headers does not promise what SITE.md does:\n%s", b)
	}
}

// caching asks of every file how long _headers lets it be kept. Hosts join the
// values of all rules that match, so no header may be given twice.
func caching(t *testing.T, w *website) {
	t.Helper()
	given := map[string]map[string][]string{} // headers by pattern
	var pattern string
	for line := range strings.Lines(string(w.files["_headers"])) {
		name, v, header := strings.Cut(strings.TrimSpace(line), ": ")
		if !header {
			pattern = name
			given[pattern] = map[string][]string{}
			continue
		}
		given[pattern][name] = append(given[pattern][name], v)
	}
	for name := range w.files {
		address := w.base.Path + strings.TrimSuffix(name, "index.html")
		got := map[string][]string{}
		for pattern, headers := range given {
			if start, any := strings.CutSuffix(pattern, "*"); pattern == address || any && strings.HasPrefix(address, start) {
				for name, v := range headers {
					got[name] = append(got[name], v...)
				}
			}
		}
		for header, v := range got {
			if len(v) > 1 {
				t.Errorf("_headers gives %s for %s as %q", header, address, v)
			}
		}
		want := ""
		switch {
		case strings.HasPrefix(name, "assets/"):
			want = "public, max-age=31536000, immutable"
		case strings.HasSuffix(name, "/index.html"), name == "index.html":
			want = "no-cache"
		}
		if v := strings.Join(got["Cache-Control"], ", "); want != "" && v != want {
			t.Errorf("_headers lets %s be kept as %q, want %q", address, v, want)
		}
		if len(got["Content-Security-Policy"]) == 0 {
			t.Errorf("_headers gives no policy for %s", address)
		}
	}
}

// tongues asks of every text of the fixture whether it is marked as the
// language that it is in: German texts hold “deutsch”, English ones “english”,
// French ones “français”.
func tongues(t *testing.T, w *website) {
	t.Helper()
	var found complaints
	for _, p := range w.list {
		for n := range p.doc.Descendants() {
			if n.Type != html.TextNode || oneTongue(n.Parent) {
				continue
			}
			langs := tonguesIn(n.Data)
			if len(langs) == 1 && langOf(n.Parent) != langs[0] {
				found.add(p.path, "%q is marked as %s", n.Data, langOf(n.Parent))
			}
		}
		siteWords(p, &found)
	}
	found.tell(t, "language of texts")
}

// oneTongue reports whether an element cannot say where its language changes:
// titles and data hold no markup, and a full reference is one text to copy.
func oneTongue(n *html.Node) bool {
	return n.Data == "script" || n.Data == "title" || value(n, "class") == "citation" ||
		value(n, "class") == "note" && value(n.Parent, "class") == "block card"
}

func tonguesIn(s string) []string {
	var langs []string
	s = strings.ToLower(s)
	for lang, word := range map[string]string{"de": "deutsch", "en": "english", "fr": "français"} {
		if strings.Contains(s, word) {
			langs = append(langs, lang)
		}
	}
	return langs
}

// own words of the site that stand in many places, by language.
var ownWords = map[string][]string{
	"de": {"Original", "Quelle", "Archiv", "Veröffentlicht", "Zeitleiste", "Ganze Zeitleiste", "Beziehung", "Inhalt", "Lesezeit", "Aussage", "Unsere Einschätzung"},
	"en": {"Original", "Source", "Archive", "Published", "Timeline", "Whole timeline", "Relationship", "Contents", "Reading time", "Claim", "Our assessment"},
}

// siteWords asks whether what the site itself says is marked as the page's
// language even inside a text in another one.
func siteWords(p *page, found *complaints) {
	for _, n := range p.all {
		if c := n.FirstChild; c == nil || c.Type != html.TextNode || c.NextSibling != nil {
			continue
		}
		said := text(n)
		for lang, words := range ownWords {
			other := map[string]string{"de": "en", "en": "de"}[lang]
			if slices.Contains(words, said) && !slices.Contains(ownWords[other], said) && langOf(n) != lang {
				found.add(p.path, "the site's own %q is marked as %s", said, langOf(n))
			}
		}
	}
}
