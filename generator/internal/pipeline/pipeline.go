// Package pipeline runs the phases in their one order: load, link, check,
// render, publish. Every command goes through here, so that there is no second
// way to build a site. A Pipeline keeps what it has read between calls.
//
// Nothing here knows the format, a template or a flag.
package pipeline

import (
	"context"
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
	"belegt/static"
	"belegt/templates"
)

// Options say what to build.
type Options struct {
	BaseURL string // in place of the one in site.yaml; "" keeps that
	Drafts  bool   // read drafts as if they were finished
	Strict  bool   // warnings end a build too
	Jobs    int    // how much is done at a time; 0 means one for each processor
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

// Pipeline builds the dossier under one root. It serves one caller at a time.
type Pipeline struct {
	root   string
	loader *load.Loader
}

// New names the root of a dossier: the folder that holds content/.
func New(root string) *Pipeline {
	return &Pipeline{root: root, loader: load.New()}
}

// Protected lists the folders that no output may touch.
func (p *Pipeline) Protected() []string {
	return []string{filepath.Join(p.root, "content"), filepath.Join(p.root, "templates"), filepath.Join(p.root, "static")}
}

// Checked is a dossier that was read and linked, with all that is wrong in it.
type Checked struct {
	Dossier     *model.Dossier
	Diagnostics diag.List // sorted by place, with excerpts
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
	diags.Sort()
	diags.Excerpts(files.Line)
	return &Checked{Dossier: dossier, Diagnostics: diags}, nil
}

// usable reports a root that holds no dossier, with what can be done.
func (p *Pipeline) usable() error {
	info, err := os.Stat(filepath.Join(p.root, "content"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no folder content/ in %s; name the folder that holds it with --root", p.root)
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

// media reports pictures that could run as a program.
func (p *Pipeline) media(d *model.Dossier) diag.List {
	var list diag.List
	for _, m := range d.Media {
		if filepath.Ext(m.Path) != ".svg" {
			continue
		}
		b, err := m.Open()
		if err != nil {
			list.Add(diag.Diagnostic{Pos: diag.Pos{File: "content/" + m.Path}, Code: "unreadable", Message: err.Error()})
			continue
		}
		list = append(list, load.CheckSVG("content/"+m.Path, b)...)
	}
	return list
}

// Built is what a build did.
type Built struct {
	Checked
	Pages map[string]int // by kind
	Total int            // of all pages
	publish.Result
}

// Build checks the dossier and, if nothing is wrong, writes its site to the
// output folder. After problems in the content nothing is written and Built
// holds the diagnostics only.
func (p *Pipeline) Build(ctx context.Context, out *publish.Folder, o Options) (*Built, error) {
	checked, err := p.Check(o)
	if err != nil {
		return nil, err
	}
	built := &Built{Checked: *checked, Pages: map[string]int{}}
	if checked.Failed(o) {
		return built, nil
	}
	site, assets, err := p.site(checked.Dossier)
	if err != nil {
		return nil, err
	}
	w, err := out.Begin()
	if err != nil {
		return nil, err
	}
	defer w.Abort()
	if err := p.stage(ctx, w, site, assets, checked.Dossier, built, o); err != nil {
		return nil, err
	}
	o.tell("publish", 0, 0)
	built.Result, err = w.Commit(ctx)
	return built, err
}

// site prepares templates, words and assets: the author's own files win over
// those that are built in.
func (p *Pipeline) site(d *model.Dossier) (*render.Site, *asset.Set, error) {
	ts, closeTemplates, err := p.overlay("templates", templates.FS)
	if err != nil {
		return nil, nil, err
	}
	defer closeTemplates()
	st, closeStatic, err := p.overlay("static", static.FS)
	if err != nil {
		return nil, nil, err
	}
	defer closeStatic()
	words, err := readWords(ts, d.Site.Languages)
	if err != nil {
		return nil, nil, err
	}
	t, err := render.ParseTemplates(ts, words)
	if err != nil {
		return nil, nil, err
	}
	assets, err := asset.New(st, d.Site.Accent)
	if err != nil {
		return nil, nil, err
	}
	site, err := render.New(d, t, render.Options{
		Stylesheet: assets.URL(asset.Stylesheet), Icon: assets.URL("favicon.svg"), Media: images(d),
	})
	return site, assets, err
}

// overlay opens a folder of the root on top of the built-in one.
func (p *Pipeline) overlay(name string, base fs.FS) (fs.FS, func(), error) {
	root, err := os.OpenRoot(filepath.Join(p.root, name))
	if errors.Is(err, fs.ErrNotExist) {
		return base, func() {}, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("the folder %s/ cannot be read: %w", name, err)
	}
	return asset.Overlay(base, root.FS()), func() { root.Close() }, nil
}

// images says where the pictures that articles use are published.
func images(d *model.Dossier) map[string]render.Image {
	m := make(map[string]render.Image, len(d.Media))
	for _, x := range d.Media {
		m[x.Path] = render.Image{
			URL: x.Path, Width: x.Width, Height: x.Height,
			Credit: x.Credit, License: x.License, Source: x.Source,
		}
	}
	return m
}
