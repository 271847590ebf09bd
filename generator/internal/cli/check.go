package cli

import (
	"context"
	"fmt"

	"belegt/generator/internal/pipeline"
)

// checking reports everything that is wrong or doubtful.
type checking struct {
	shared
	coverage
	doubts
}

// Run carries the command out.
func (c *checking) Run(_ context.Context, s streams) error {
	o, err := c.options()
	if err != nil {
		return err
	}
	if c.MinCoverage > 100 {
		return misuse{fmt.Errorf("--min-coverage %d: write a number from 0 to 100", c.MinCoverage)}
	}
	bar := newProgress(s.err)
	o.Progress = bar.tell
	checked, err := pipeline.New(c.Root).Check(o)
	bar.end()
	if err != nil {
		return err
	}
	if c.wanted() && !checked.Failed(o) {
		texts := checked.Coverage()
		if err := c.coverage.report(s.out, texts, c.Format); err != nil {
			return err
		}
		if c.below(s.err, texts) {
			return errReported
		}
		return nil
	}
	if err := c.doubts.report(s, c.shared, checked); err != nil {
		return err
	}
	if checked.Failed(o) {
		return errReported
	}
	return nil
}
