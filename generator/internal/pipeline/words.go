package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/load"
	"belegt/generator/internal/render"
	"belegt/templates"
)

// readWords reads what the site says in each language. A built-in language
// fills what an author's own file leaves out; a new language must say it all.
func readWords(fsys fs.FS, langs []string) (map[string]*render.Words, error) {
	all, err := words(templates.FS, "en")
	if err != nil {
		return nil, err
	}
	out := make(map[string]*render.Words, len(langs))
	var problems []error
	for _, lang := range langs {
		m, err := words(templates.FS, lang)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		own, err := words(fsys, lang)
		if err != nil {
			problems = append(problems, fmt.Errorf("the site has no words in %q: %w", lang, err))
			continue
		}
		if m == nil {
			m = own
		} else {
			maps.Copy(m, own)
		}
		if missing := lacking(m, all); len(missing) > 0 {
			problems = append(problems, fmt.Errorf("templates/words/%s.yaml lacks %s", lang, strings.Join(missing, ", ")))
		}
		out[lang] = render.NewWords(lang, m)
	}
	return out, errors.Join(problems...)
}

func lacking(m, all map[string]string) []string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if _, ok := m[key]; !ok {
			out = append(out, key)
		}
	}
	return out
}

// words reads a words file of a file system.
func words(fsys fs.FS, lang string) (map[string]string, error) {
	name := "words/" + lang + ".yaml"
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	m, diags := load.Words("templates/"+name, b)
	if diags.HasErrors() {
		file := diag.NewFile(name, b)
		diags.Excerpts(func(_ string, n int) string { return file.Line(n) })
		var text bytes.Buffer
		diag.Write(&text, diags, diag.Style{})
		return nil, errors.New(text.String())
	}
	return m, nil
}
