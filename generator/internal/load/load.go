// Package load turns a file system into records and diagnostics, one file at a
// time. It is the only room that reads content, and the only one that knows
// YAML. Loading never fails as a whole: whatever can be read is returned,
// beside a list of everything that departs from the format.
//
// Nothing here follows a reference from one record to another, compares ids,
// or writes: a loaded file depends on its own bytes, on the dossier's
// languages and on whether drafts are wanted, and on nothing else. That is why
// it may be kept between calls.
package load

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// Options say how content is read.
type Options struct {
	Drafts bool // read drafts whole, as if they were finished
	Jobs   int  // files read at the same time; 0 means one for each processor
}

// Loader reads a dossier and keeps what it has read. A unit (a file, with the
// files that only add a language to it) is parsed again only when its bytes,
// the dossier's languages or Options.Drafts have changed; else the very same
// records are returned. What a call does not come across is forgotten. A
// Loader serves one caller at a time.
type Loader struct {
	root  string // of the last call: media are opened there
	units map[string]loaded
	media map[string]*model.Media

	copies copies
}

// New returns a Loader that has read nothing yet.
func New() *Loader { return &Loader{} }

// loaded is a parsed unit under the key that it was parsed for.
type loaded struct {
	key     [sha256.Size]byte
	files   []*diag.File
	records model.Records
	diags   diag.List
	partial bool // records may be missing
}

// Load reads root/content. The records are in order of their paths; Site is
// never nil. The diagnostics are sorted by place.
func (l *Loader) Load(root string, o Options) (*model.Records, *Files, diag.List) {
	recs, files := &model.Records{Site: &model.Site{}}, &Files{}
	content, err := os.OpenRoot(filepath.Join(root, contentDir))
	if err != nil {
		files.partial = true
		return recs, files, diag.List{{
			Pos: diag.Pos{File: contentDir}, Code: "unreadable",
			Message: "the folder content " + reason(err),
			Hint:    "run the program where content/ is, or name that folder",
		}}
	}
	defer content.Close()

	t := &tree{root: content}
	t.readAll()
	c := &call{options: o, tree: t, old: l.units, now: map[string]loaded{}}
	var results []loaded
	if t.top[sitePath] {
		site := c.unit(unit{read: siteFile, path: sitePath, files: []member{{path: sitePath}}})
		recs.Site = cmp.Or(site.records.Site, recs.Site)
		results = append(results, site)
	}
	c.langs = recs.Site.Languages

	units, diags := t.units(c.langs)
	results = append(results, c.all(units)...)
	for _, u := range results {
		diags = append(diags, u.diags...)
		files.add(u)
		join(recs, &u.records)
	}
	if l.root != root {
		l.root, l.media = root, nil
	}
	l.units = c.now
	l.media, recs.Media = t.gallery(root, l.media, recs.Media)
	diags = append(diags, t.diags...)
	files.partial = files.partial || len(t.diags) > 0
	diags.Sort()
	return recs, files, diags
}

// join adds what one unit holds to the whole.
func join(to, from *model.Records) {
	to.Articles = append(to.Articles, from.Articles...)
	to.Entities = append(to.Entities, from.Entities...)
	to.Sources = append(to.Sources, from.Sources...)
	to.Claims = append(to.Claims, from.Claims...)
	to.Events = append(to.Events, from.Events...)
	to.Relationships = append(to.Relationships, from.Relationships...)
	to.Changes = append(to.Changes, from.Changes...)
	to.Media = append(to.Media, from.Media...)
}

// unit is what is parsed and kept together.
type unit struct {
	read  func(*parser, unit)
	path  string // below content/: its place in the order
	name  string // the id or slug that the file name gives
	files []member
}

// member is a file of a unit.
type member struct {
	path string // below content/
	lang string // of its text, where there is one
}

// call is one call of Load.
type call struct {
	options Options
	tree    *tree
	langs   []string
	old     map[string]loaded

	mu  sync.Mutex
	now map[string]loaded
}

// all loads units with a few workers. The results are in the units' order.
func (c *call) all(units []unit) []loaded {
	results := make([]loaded, len(units))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(cmp.Or(c.options.Jobs, runtime.GOMAXPROCS(0)), len(units)) {
		wg.Go(func() {
			for i := range next {
				results[i] = c.unit(units[i])
			}
		})
	}
	for i := range units {
		next <- i
	}
	close(next)
	wg.Wait()
	return results
}

// unit returns the unit as it was kept, or parses it. Files that cannot be
// read are reported anew each time; only bytes are kept.
func (c *call) unit(u unit) loaded {
	p := &parser{langs: c.langs, drafts: c.options.Drafts, texts: make([]text, len(u.files))}
	var unread diag.List
	for i, file := range u.files {
		b, problem := c.tree.read(file.path)
		if problem != nil {
			unread.Add(*problem)
			continue
		}
		p.texts[i] = newText(b, strings.HasPrefix(file.path, articlesDir+"/") && !p.drafts)
	}
	key := p.key(u)
	kept, ok := c.old[u.path]
	if !ok || kept.key != key {
		u.read(p, u)
		kept = loaded{key, p.files, p.records, p.diags, p.partial}
	}
	c.mu.Lock()
	c.now[u.path] = kept
	c.mu.Unlock()
	kept.diags = append(unread, kept.diags...)
	kept.partial = kept.partial || len(unread) > 0
	return kept
}

// parser turns the bytes of one unit into records.
type parser struct {
	langs  []string
	drafts bool
	texts  []text // as unit.files; empty where a file could not be read

	files   []*diag.File
	records model.Records
	diags   diag.List
	partial bool
}

// key sums up everything that the result of parsing depends on.
func (p *parser) key(u unit) (key [sha256.Size]byte) {
	h := sha256.New()
	fmt.Fprintf(h, "%t %q\n", p.drafts, p.langs)
	for i, file := range u.files {
		t := p.texts[i]
		fmt.Fprintf(h, "%q %q %t %d\n", file.path, file.lang, t.read, len(t.bytes))
		h.Write(t.bytes)
	}
	h.Sum(key[:0])
	return key
}

// open makes the i-th file of a unit ready for parsing, or reports why it is
// no text.
func (p *parser) open(u unit, i int) (*diag.File, bool) {
	if !p.texts[i].read {
		return nil, false
	}
	f := diag.NewFile(contentDir+"/"+u.files[i].path, p.texts[i].bytes)
	p.files = append(p.files, f)
	if d := notText(f); d != nil {
		p.partial = true
		p.diags.Add(*d)
		return nil, false
	}
	return f, true
}

// decoder returns a decoder for YAML in f, in which a plain string is in lang.
func (p *parser) decoder(f *diag.File, lang string) *decoder {
	return &decoder{file: f, langs: p.langs, lang: lang}
}

// take collects what a decoder has found.
func (p *parser) take(d *decoder) {
	p.diags = append(p.diags, d.diags...)
	p.partial = p.partial || d.partial
}

// first returns the dossier's first language, or "" if it is not known.
func (p *parser) first() string {
	if len(p.langs) == 0 {
		return ""
	}
	return p.langs[0]
}
