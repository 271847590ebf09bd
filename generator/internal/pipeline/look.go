package pipeline

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"belegt/generator/internal/asset"
	"belegt/generator/internal/model"
	"belegt/generator/internal/render"
	"belegt/static"
	"belegt/templates"
)

// look is how the site appears: templates, words and assets. They are parsed
// once and kept until one of their files, the languages or the accent changes.
type look struct {
	digest    [sha256.Size]byte
	templates *render.Templates
	assets    *asset.Set
}

// refresh brings the look up to date and reports whether it changed. The
// author's own files win over those that are built in.
func (k *look) refresh(p *Pipeline, d *model.Dossier) (bool, error) {
	ts, closeTemplates, err := p.overlay("templates", templates.FS)
	if err != nil {
		return false, err
	}
	defer closeTemplates()
	st, closeStatic, err := p.overlay("static", static.FS)
	if err != nil {
		return false, err
	}
	defer closeStatic()
	digest, err := digestOf(strings.Join(d.Site.Languages, " ")+"\n"+d.Site.Accent, ts, st)
	if err != nil {
		return false, err
	}
	if k.templates != nil && digest == k.digest {
		return false, nil
	}
	words, problems := p.spoken.in(ts, d.Site.Languages)
	if problems != nil {
		return false, fmt.Errorf("the words of the site are not complete: %s", problems[0].Message)
	}
	t, err := render.ParseTemplates(ts, words)
	if err != nil {
		return false, err
	}
	assets, err := asset.New(st, d.Site.Accent)
	if err != nil {
		return false, err
	}
	*k = look{digest, t, assets}
	return true, nil
}

// digestOf stands for a text and all files of some file systems.
func digestOf(text string, systems ...fs.FS) (sum [sha256.Size]byte, err error) {
	h := sha256.New()
	fmt.Fprintf(h, "%q\n", text)
	for _, fsys := range systems {
		err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(fsys, name)
			fmt.Fprintf(h, "%q %d\n", name, len(b))
			h.Write(b)
			return err
		})
		if err != nil {
			return sum, err
		}
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
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

// pageScripts are the modules that pages name.
var pageScripts = []string{"js/as-of.js", "js/comforts.js", "js/peek.js", "js/settings.js", "js/timeline.js"}

// scripts says where the modules of pages are.
func (k *look) scripts() map[string]string {
	out := make(map[string]string, len(pageScripts))
	for _, name := range pageScripts {
		out[name] = k.assets.URL(name)
	}
	return out
}
