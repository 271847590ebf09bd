package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"belegt/generator/internal/pipeline"
)

// coverage tells how far the articles are backed, and fails below a share.
type coverage struct {
	Coverage    bool
	MinCoverage int `name:"min-coverage" default:"-1"`
}

// wanted reports whether the command line asks for coverage.
func (f coverage) wanted() bool { return f.Coverage || f.MinCoverage >= 0 }

// report prints a table of the articles and every open sentence with its place.
func (f coverage) report(w io.Writer, texts []pipeline.Coverage, format string) error {
	if format == "json" {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(map[string]any{"version": 1, "coverage": texts})
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "article\tlanguage\tsentences\tbacked\tanalysis\topen\tcovered\t")
	for _, c := range texts {
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%d\t%d\t%d %%\t\n", c.Article, c.Lang, c.Backed+c.Analysis+len(c.Open), c.Backed, c.Analysis, len(c.Open), c.Percent)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, c := range texts {
		for _, o := range c.Open {
			fmt.Fprintf(w, "%s:%d:%d: open: %s\n", o.File, o.Line, o.Col, o.Sentence)
		}
	}
	return nil
}

// below says which texts fall short of the least share.
func (f coverage) below(w io.Writer, texts []pipeline.Coverage) bool {
	short := false
	for _, c := range texts {
		if c.Percent < f.MinCoverage {
			short = true
			fmt.Fprintf(w, "%s (%s) is covered to %d %%, and %d %% is wanted\n", c.Article, c.Lang, c.Percent, f.MinCoverage)
		}
	}
	return short
}
