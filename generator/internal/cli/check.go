package cli

import (
	"context"

	"belegt/generator/internal/pipeline"
)

// checking reports everything that is wrong or doubtful.
type checking struct {
	shared
}

// Run carries the command out.
func (c *checking) Run(_ context.Context, s streams) error {
	o, err := c.options()
	if err != nil {
		return err
	}
	bar := newProgress(s.err)
	o.Progress = bar.tell
	checked, err := pipeline.New(c.Root).Check(o)
	bar.end()
	if err != nil {
		return err
	}
	if err := c.report(s, checked.Diagnostics); err != nil {
		return err
	}
	if c.Format == "text" {
		tally(s.out, checked.Diagnostics)
	}
	if checked.Failed(o) {
		return errReported
	}
	return nil
}
