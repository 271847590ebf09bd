// Package pipeline runs the phases in their one order: load, link, check,
// render, publish. Every command goes through here, so that there is no second
// way to build a site. Between calls a Pipeline keeps the files it has read, by
// their hash, and the pages it has made, by their key (see render.KeyOf): an
// edit is a build in which most pages turn out to say what they said before.
//
// Nothing here knows the format, a template or a flag.
package pipeline

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"belegt/generator/internal/asset"
	"belegt/generator/internal/check"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/link"
	"belegt/generator/internal/load"
	"belegt/generator/internal/model"
	"belegt/generator/internal/publish"
	"belegt/generator/internal/render"
	"belegt/templates"
)

// Options say what to build.
type Options struct {
	BaseURL  string // in place of the one in site.yaml; "" keeps that
	Drafts   bool   // read drafts as if they were finished
	Strict   bool   // warnings end a build too
	Jobs     int    // how much is done at a time; 0 means one for each processor
	Forbid   string // a file of terms that must not be published, or ""
	Compress bool   // lay compressed siblings beside the texts
	// Progress, if not nil, is told how far a phase is. It must return at once,
	// and may be called from many goroutines.
	Progress func(phase string, done, total int)
}

func (o Options) jobs() int {
	if o.Jobs > 0 {
		return o.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

func (o Options) tell(phase string, done, total int) {
	if o.Progress != nil {
		o.Progress(phase, done, total)
	}
}

// Target is where a site goes: a folder, or memory.
type Target interface {
	Begin() (Transaction, error)
}

// Transaction is one build on its way to a Target; see package publish.
type Transaction interface {
	Stage(path string, data []byte) error
	Keep(path string) bool
	Derive(path, from string, make func(source []byte) ([]byte, error)) error
	Commit(ctx context.Context) (publish.Result, error)
	Abort()
}

// folder is a Target on a disk.
type folder struct {
	*publish.Folder
	dir string
}

func (f folder) Begin() (Transaction, error) { return f.Folder.Begin() }

// Pipeline builds the dossier under one root. It serves one caller at a time,
// and always for the same Target.
type Pipeline struct {
	root   string
	loader *load.Loader
	look   look
	spoken spoken
	keys   map[string]render.Key // of the pages that the target holds, by path
	briefs []string              // the paths of files that tell of things in brief
	past   past                  // of the build that made them

	archive   archive
	inspected map[*model.Media]diag.List // what is wrong with media
	shown     map[string]shown           // media that the target holds, by the path that articles use
	cleared   [sha256.Size]byte          // the terms that nothing in the target holds
}

// New names the root of a dossier: the folder that holds content/.
func New(root string) *Pipeline {
	return &Pipeline{root: root, loader: load.New()}
}

// protected lists the folders that no output may touch.
func (p *Pipeline) protected() []string {
	return []string{filepath.Join(p.root, "content"), filepath.Join(p.root, "templates"), filepath.Join(p.root, "static")}
}

// Folder makes an output folder a Target. It reports one that is, contains or
// lies in content, templates, static, or a folder that is to be spared.
func (p *Pipeline) Folder(dir string, spare ...string) (Target, error) {
	if err := publish.CheckOutput(dir, append(p.protected(), spare...)...); err != nil {
		return nil, err
	}
	return folder{publish.New(dir, p.protected()...), dir}, nil
}

// Checked is a dossier that was read and linked, with all that is wrong in it.
type Checked struct {
	Dossier     *model.Dossier
	Diagnostics diag.List // sorted by place, with excerpts

	records *model.Records
	copies  []publication // of sources
}

// Failed reports whether nothing may be built of it.
func (c *Checked) Failed(o Options) bool {
	return c.Diagnostics.HasErrors() || o.Strict && len(c.Diagnostics) > 0
}

// Check reads and links the dossier and reports every problem in it. An error
// means that the root itself cannot be used.
func (p *Pipeline) Check(o Options) (*Checked, error) {
	if err := p.usable(); err != nil {
		return nil, err
	}
	ts, closeTemplates, err := p.overlay("templates", templates.FS)
	if err != nil {
		return nil, err
	}
	defer closeTemplates()
	o.tell("load", 0, 0)
	records, files, diags := p.loader.Load(p.root, load.Options{Drafts: o.Drafts, Jobs: o.jobs()})
	if o.BaseURL != "" {
		site := *records.Site
		site.BaseURL = o.BaseURL
		records.Site = &site
	}
	o.tell("link", 0, 0)
	dossier, found := link.Link(records)
	diags = append(diags, found...)
	diags = append(diags, check.Check(dossier)...)
	diags = append(diags, p.media(dossier)...)
	diags = append(diags, accent(records.Site)...)
	_, found = p.spoken.in(ts, records.Site.Languages)
	diags = append(diags, found...)
	copies, found := p.archived(records, dossier, o)
	diags = append(diags, found...)
	diags.Sort()
	diags.Excerpts(files.Line)
	return &Checked{Dossier: dossier, Diagnostics: diags, records: records, copies: copies}, nil
}

// ErrNoContent is what the error of a root without a dossier wraps.
var ErrNoContent = errors.New("there is no folder content/")

// usable reports a root that holds no dossier, with what can be done.
func (p *Pipeline) usable() error {
	info, err := os.Stat(filepath.Join(p.root, "content"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w in %s; name the folder that holds it with --root", ErrNoContent, p.root)
	case err != nil:
		return fmt.Errorf("the content cannot be read: %w", err)
	case !info.IsDir():
		return fmt.Errorf("%s is no folder", filepath.Join(p.root, "content"))
	}
	return nil
}

// accent reports an accent on which nobody could read.
func accent(s *model.Site) diag.List {
	if s.Accent == "" {
		return nil
	}
	ok, ratio := asset.CheckAccent(s.Accent)
	if ok {
		return nil
	}
	return diag.List{{
		Pos: s.AccentPos, Severity: diag.Error, Code: "low-contrast",
		Message: fmt.Sprintf("black text on %s has a contrast of %.1f:1, and 4.5:1 is needed", s.Accent, ratio),
		Hint:    "choose a lighter accent, for example #f8ee36",
	}}
}

// Built is what a build did.
type Built struct {
	Checked
	Pages    map[string]int // by kind
	Total    int            // of all pages
	Rendered int            // pages that were not as they were before
	publish.Result
}

// Build checks the dossier and, if nothing is wrong, writes its site to the
// target. After problems in the content nothing is written and Built holds the
// diagnostics only.
func (p *Pipeline) Build(ctx context.Context, out Target, o Options) (*Built, error) {
	checked, err := p.Check(o)
	if err != nil {
		return nil, err
	}
	built := &Built{Checked: *checked, Pages: map[string]int{}}
	if checked.Failed(o) {
		return built, nil
	}
	terms, err := p.forbidden(out, o)
	if err != nil {
		return nil, err
	}
	begun, err := out.Begin()
	if err != nil {
		return nil, err
	}
	defer begun.Abort()
	packed := &compressing{Transaction: begun, o: o, paths: map[string]bool{}}
	t := p.guard(packed, terms)
	shown, unusable, err := p.stageMedia(ctx, t, checked.Dossier, o)
	if err != nil {
		return nil, err
	}
	if len(unusable) > 0 {
		built.Diagnostics = append(built.Diagnostics, unusable...)
		built.Diagnostics.Sort()
		return built, nil
	}
	site, err := p.site(checked, images(shown))
	if err != nil {
		return nil, err
	}
	news, past := p.past.news(checked.records, checked.Dossier)
	keys, err := p.stage(ctx, t, site, news, built, o)
	if err != nil {
		return nil, err
	}
	if found := t.diagnostics(); len(found) > 0 {
		found.Sort()
		built.Diagnostics = found // an excerpt of the content could tell a term
		return built, nil
	}
	if o.Compress {
		if err := packed.compress(ctx); err != nil {
			return nil, err
		}
	}
	o.tell("publish", 0, 0)
	built.Result, err = t.Commit(ctx)
	if err != nil {
		p.keys, p.shown = nil, nil // what the target holds is not known
		return nil, err
	}
	p.keys, p.past, p.shown, p.cleared = keys, past, shown, t.digest()
	return built, nil
}

// site prepares a dossier for rendering.
func (p *Pipeline) site(c *Checked, media map[string]render.Image) (*render.Site, error) {
	d := c.Dossier
	fresh, err := p.look.refresh(p, d)
	if err != nil {
		return nil, err
	}
	if fresh {
		p.keys = nil
	}
	return render.New(d, p.look.templates, render.Options{
		Stylesheet: p.look.assets.URL(asset.Stylesheet), Scripts: p.look.scripts(), Icon: p.look.assets.URL("favicon.svg"), Media: media, Copies: copies(c.copies),
	})
}
