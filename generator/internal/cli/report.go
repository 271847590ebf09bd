package cli

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/pipeline"
)

// options turns flags into what the pipeline understands.
func (f shared) options() (pipeline.Options, error) {
	o := pipeline.Options{Drafts: f.Drafts, Strict: f.Strict, Jobs: f.Jobs}
	if f.Jobs < 0 {
		return o, misuse{fmt.Errorf("--jobs %d: write a number from 1", f.Jobs)}
	}
	if f.BaseURL != "" {
		u, err := url.Parse(f.BaseURL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(f.BaseURL, "?#") || u.User != nil {
			return o, misuse{fmt.Errorf("--base-url %s: write an address such as https://example.org/dossier/", f.BaseURL)}
		}
		o.BaseURL = strings.TrimRight(f.BaseURL, "/") + "/"
	}
	return o, nil
}

// report tells problems in the format that was asked for.
func (f shared) report(s streams, l diag.List) error {
	if f.Format == "json" {
		return diag.JSON(s.out, l)
	}
	diag.Write(s.err, l, diag.Style{Color: colors(s.err)})
	return nil
}

// tally says how many problems there are.
func tally(w io.Writer, l diag.List) {
	errs, warnings := l.Count()
	fmt.Fprintf(w, "%s, %s\n", plural(errs, "error"), plural(warnings, "warning"))
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// only keeps the problems of a severity.
func only(l diag.List, s diag.Severity) diag.List {
	var out diag.List
	for _, d := range l {
		if d.Severity == s {
			out = append(out, d)
		}
	}
	return out
}
