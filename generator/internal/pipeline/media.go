package pipeline

import (
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"belegt/generator/internal/asset"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/guard"
	"belegt/generator/internal/load"
	"belegt/generator/internal/model"
	"belegt/generator/internal/render"
)

// harmless are the kinds of files that may be published as they are. Whatever
// is not on this list, a browser might run: a page, a script, XML, or a file
// without a kind, which it would guess.
var harmless = []string{
	".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp",
	".aac", ".flac", ".m4a", ".mp3", ".mp4", ".oga", ".ogg", ".ogv", ".opus", ".vtt", ".wav", ".webm",
	".csv", ".json", ".pdf", ".tsv", ".txt",
	".7z", ".docx", ".epub", ".gz", ".ods", ".odt", ".pptx", ".tar", ".xlsx", ".zip",
}

// media reports files that could run as a program in a browser, pictures that
// cannot be made safe, and documents that name their authors. A file that was
// not touched is not read again.
func (p *Pipeline) media(d *model.Dossier) diag.List {
	now := make(map[*model.Media]diag.List, len(d.Media))
	var list diag.List
	for _, m := range d.Media {
		found, known := p.inspected[m]
		if !known {
			found = inspect(m)
		}
		now[m] = found
		list = append(list, found...)
	}
	p.inspected = now
	return list
}

// inspect looks at one file.
func inspect(m *model.Media) (list diag.List) {
	at := diag.Pos{File: "content/" + m.Path}
	kind := strings.ToLower(path.Ext(m.Path))
	b, err := m.Open()
	if err != nil {
		return diag.List{{Pos: at, Code: "unreadable", Message: err.Error()}}
	}
	switch _, err := asset.CheckPicture(m.Path, b); {
	case err != nil:
		list.Add(diag.Diagnostic{Pos: at, Code: "unusable-picture", Message: err.Error()})
	case kind == ".svg":
		list = load.CheckSVG(at.File, b)
	case !slices.Contains(harmless, kind):
		list.Add(diag.Diagnostic{
			Pos: at, Code: "unsafe-media", Message: fmt.Sprintf("a browser might run a file of the kind `%s`", kind),
			Hint: "publish it as plain text, PDF or ZIP, or link to it where it comes from",
		})
	}
	if named := guard.Authors(b); len(named) > 0 {
		list.Add(diag.Diagnostic{
			Pos: at, Severity: diag.Warning, Code: "media-metadata",
			Message: "the properties of the document name a person or a place on a disk: " + strings.Join(named, ", "),
			Hint:    "the file is published as it is; remove its properties if nobody is to read them",
		})
	}
	return list
}

// shown says as what files a file of media/ was published.
type shown struct {
	media *model.Media
	image render.Image
	paths []string // of all its files
}

// stageMedia stages what articles use: pictures made anew, all else as it is.
// What was not touched since the last build is kept.
func (p *Pipeline) stageMedia(ctx context.Context, t Transaction, d *model.Dossier, o Options) (map[string]shown, diag.List, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	all, problems := make([]shown, len(d.Media)), make(diag.List, len(d.Media))
	var next, done atomic.Int64
	var large sync.Mutex
	var workers sync.WaitGroup
	for range min(o.jobs(), len(d.Media)) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(d.Media) || ctx.Err() != nil {
					return
				}
				var err error
				all[i], problems[i], err = p.show(t, d.Media[i], &large)
				if err != nil {
					cancel(err)
					return
				}
				o.tell("media", int(done.Add(1)), len(d.Media))
			}
		})
	}
	workers.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, nil, err
	}
	byPath := make(map[string]shown, len(all))
	for _, s := range all {
		byPath[s.media.Path] = s
	}
	return byPath, slices.DeleteFunc(problems, func(d diag.Diagnostic) bool { return d.Code == "" }), nil
}

// manyPixels is how large pictures are that are made one at a time, for each of
// them wants hundreds of megabytes.
const manyPixels = 25_000_000

// show stages one file, as one or as several.
func (p *Pipeline) show(t Transaction, m *model.Media, large *sync.Mutex) (s shown, problem diag.Diagnostic, err error) {
	kept := map[string]bool{}
	if was, ok := p.shown[m.Path]; ok && was.media == m {
		for _, path := range was.paths {
			kept[path] = t.Keep(path)
		}
		if !slices.Contains(slices.Collect(maps.Values(kept)), false) {
			return was, problem, nil
		}
	}
	if m.Width*m.Height > manyPixels {
		large.Lock()
		defer large.Unlock()
	}
	b, err := m.Open()
	if err != nil {
		return s, problem, fmt.Errorf("content/%s: %w", m.Path, err)
	}
	s, files, err := published(m, b)
	if err != nil {
		problem = diag.Diagnostic{Pos: diag.Pos{File: "content/" + m.Path}, Code: "unusable-picture", Message: err.Error()}
		return shown{media: m}, problem, nil
	}
	for _, f := range files {
		if kept[f.Path] {
			continue
		}
		if err := t.Stage(f.Path, f.Data); err != nil {
			return s, problem, err
		}
	}
	return s, problem, nil
}

// published makes the files that a file of media/ is published as.
func published(m *model.Media, data []byte) (shown, []asset.File, error) {
	image := render.Image{
		URL: m.Path, Width: m.Width, Height: m.Height,
		Credit: m.Credit, License: m.License, Source: m.Source,
	}
	picture, err := asset.CheckPicture(m.Path, data)
	if err != nil || !picture {
		return shown{m, image, []string{m.Path}}, []asset.File{{Path: m.Path, Data: data}}, err
	}
	made, err := asset.NewPicture(m.Path, data)
	if err != nil {
		return shown{}, nil, err
	}
	var files []asset.File
	var paths []string
	for _, v := range made.Variants {
		files, paths = append(files, v.File), append(paths, v.Path)
		image.Variants = append(image.Variants, render.Variant{URL: v.Path, Width: v.Width})
		image.URL = v.Path
	}
	image.Width, image.Height = made.Width, made.Height
	return shown{m, image, paths}, files, nil
}

// images says where the media that articles use are published.
func images(all map[string]shown) map[string]render.Image {
	m := make(map[string]render.Image, len(all))
	for path, s := range all {
		m[path] = s.image
	}
	return m
}
