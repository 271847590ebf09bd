package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/pipeline"
)

// build reads the dossier and writes its site.
type build struct {
	shared
	Out      string
	Compress bool
	Forbid   string `env:"BELEGT_FORBID"`
}

// Run carries the command out.
func (b *build) Run(ctx context.Context, s streams) error {
	start := time.Now()
	o, err := b.options()
	if err != nil {
		return err
	}
	o.Forbid, o.Compress = b.Forbid, b.Compress
	public := filepath.Join(b.Root, "public")
	if b.Out == "" {
		b.Out = public
	}
	p := pipeline.New(b.Root)
	out, err := p.Folder(b.Out)
	if err != nil {
		return misuse{err}
	}
	if b.Drafts {
		if _, err := p.Folder(b.Out, public); err != nil {
			return misuse{errors.New("--drafts: drafts do not go into public/; name another folder with --out")}
		}
	}
	bar := newProgress(s.err)
	o.Progress = bar.tell
	built, err := p.Build(ctx, out, o)
	bar.end()
	if err != nil {
		return err
	}
	errs, warnings := built.Diagnostics.Count()
	shown := built.Diagnostics
	if b.Format == "text" && !b.Strict {
		shown = only(shown, diag.Error)
	}
	if err := b.report(s, shown); err != nil {
		return err
	}
	if built.Failed(o) {
		fmt.Fprintf(s.err, "%s, %s; nothing was written\n", plural(errs, "error"), plural(warnings, "warning"))
		return errReported
	}
	if b.Format == "json" {
		return nil
	}
	for _, path := range built.Kept {
		fmt.Fprintf(s.err, "kept %s: it is no longer part of the site, but was edited by hand\n", path)
	}
	if warnings > 0 {
		fmt.Fprintf(s.out, "%s; `belegt check` shows them\n", plural(warnings, "warning"))
	}
	fmt.Fprintf(s.out, "%s: %d written, %d unchanged, %d removed in %s\n", pagesByKind(built), built.Written, built.Unchanged, built.Removed, rounded(time.Since(start)))
	return nil
}

// pagesByKind says how many pages of each kind there are.
func pagesByKind(b *pipeline.Built) string {
	var parts []string
	for _, k := range []struct{ kind, one, many string }{
		{"article", "article", "articles"}, {"entity", "entity", "entities"}, {"event", "event", "events"},
		{"claim", "claim", "claims"}, {"source", "source", "sources"}, {"list", "list", "lists"},
		{"page", "other", "others"}, {"redirect", "redirect", "redirects"},
	} {
		switch n := b.Pages[k.kind]; n {
		case 0:
		case 1:
			parts = append(parts, "1 "+k.one)
		default:
			parts = append(parts, fmt.Sprintf("%d %s", n, k.many))
		}
	}
	return fmt.Sprintf("%s (%s)", plural(b.Total, "page"), strings.Join(parts, ", "))
}

func rounded(d time.Duration) time.Duration {
	if d > 10*time.Second {
		return d.Round(100 * time.Millisecond)
	}
	return d.Round(time.Millisecond)
}
