package pipeline

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"belegt/generator/internal/asset"
	"belegt/generator/internal/render"
)

// stage hands every file of the site to the transaction, news telling which may
// have changed, and returns the keys of its pages.
func (p *Pipeline) stage(ctx context.Context, t Transaction, site *render.Site, news news, built *Built, o Options) (map[string]render.Key, error) {
	for _, f := range p.look.assets.Files() {
		if err := t.Stage(f.Path, f.Data); err != nil {
			return nil, err
		}
	}
	pages := site.Pages()
	files, err := site.Files(pages)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if err := t.Stage(f.Path, f.Data); err != nil {
			return nil, err
		}
	}
	if err := p.stageBriefs(t, site, news); err != nil {
		return nil, err
	}
	built.Total = len(pages)
	for _, page := range pages {
		built.Pages[page.Kind]++
	}
	keys, rendered, err := p.stagePages(ctx, t, pages, news, o)
	built.Rendered = rendered
	if err != nil {
		return nil, err
	}
	return keys, p.stageCopies(t, built.copies, keys)
}

// stageBriefs hands on the files that tell of things in brief.
func (p *Pipeline) stageBriefs(t Transaction, site *render.Site, news news) error {
	kept := map[string]bool{}
	if p.keys != nil && !news.briefs {
		for _, path := range p.briefs {
			kept[path] = t.Keep(path)
		}
		if len(kept) > 0 && !slices.Contains(slices.Collect(maps.Values(kept)), false) {
			return nil
		}
	}
	files, err := site.Briefs()
	if err != nil {
		return err
	}
	p.briefs = nil
	for _, f := range files {
		p.briefs = append(p.briefs, f.Path)
		if kept[f.Path] {
			continue
		}
		if err := t.Stage(f.Path, f.Data); err != nil {
			return err
		}
	}
	return nil
}

// stagePages makes pages side by side and stops at the first that fails. A
// page that says what it said before is kept as it is; of one that may not say
// anything new that is taken for granted.
func (p *Pipeline) stagePages(ctx context.Context, t Transaction, pages []render.Page, news news, o Options) (map[string]render.Key, int, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	keys := make([]render.Key, len(pages))
	var next, done, rendered atomic.Int64
	var workers sync.WaitGroup
	for range o.jobs() {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(pages) || ctx.Err() != nil {
					return
				}
				page := &pages[i]
				was, ok := p.keys[page.Path]
				if ok && !news.on(page) && t.Keep(page.Path) {
					keys[i] = was
					continue
				}
				view := page.View()
				keys[i] = render.KeyOf(view)
				if !ok || was != keys[i] || !t.Keep(page.Path) {
					if err := stagePage(t, page, view); err != nil {
						cancel(err)
						return
					}
					rendered.Add(1)
				}
				o.tell("render", int(done.Add(1)), len(pages))
			}
		})
	}
	workers.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, 0, err
	}
	byPath := make(map[string]render.Key, len(pages))
	for i := range pages {
		byPath[pages[i].Path] = keys[i]
	}
	return byPath, int(rendered.Load()), nil
}

func stagePage(t Transaction, page *render.Page, view any) error {
	b, err := page.Render(view)
	if err != nil {
		return err
	}
	if b, err = asset.HTML(b); err != nil {
		return fmt.Errorf("%s: %w", page.Path, err)
	}
	return t.Stage(page.Path, b)
}
