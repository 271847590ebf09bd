package pipeline

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"belegt/generator/internal/asset"
	"belegt/generator/internal/model"
	"belegt/generator/internal/publish"
	"belegt/generator/internal/render"
)

// stage hands every file of the site to the writer.
func (p *Pipeline) stage(ctx context.Context, w *publish.Writer, site *render.Site, assets *asset.Set, d *model.Dossier, built *Built, o Options) error {
	for _, f := range assets.Files() {
		if err := w.Stage(f.Path, f.Data); err != nil {
			return err
		}
	}
	for _, m := range d.Media {
		b, err := m.Open()
		if err != nil {
			return fmt.Errorf("%s: %w", m.Path, err)
		}
		if err := w.Stage(m.Path, b); err != nil {
			return err
		}
	}
	files, err := site.Files()
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := w.Stage(f.Path, f.Data); err != nil {
			return err
		}
	}
	pages := site.Pages()
	built.Total = len(pages)
	for _, page := range pages {
		built.Pages[page.Kind]++
	}
	return renderAll(ctx, w, pages, o)
}

// renderAll renders pages side by side and stops at the first that fails.
func renderAll(ctx context.Context, w *publish.Writer, pages []render.Page, o Options) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next, done atomic.Int64
	var workers sync.WaitGroup
	for range o.jobs() {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(pages) || ctx.Err() != nil {
					return
				}
				if err := renderOne(w, &pages[i]); err != nil {
					cancel(err)
					return
				}
				o.tell("render", int(done.Add(1)), len(pages))
			}
		})
	}
	workers.Wait()
	return context.Cause(ctx)
}

func renderOne(w *publish.Writer, page *render.Page) error {
	b, err := page.Render()
	if err != nil {
		return err
	}
	if b, err = asset.HTML(b); err != nil {
		return fmt.Errorf("%s: %w", page.Path, err)
	}
	return w.Stage(page.Path, b)
}
