package render

import (
	"fmt"
	"html/template"
	"io/fs"
	"slices"
)

// Templates are the parsed templates, once for each language: all are parsed
// and escaped before the first page, then shared.
type Templates struct {
	sets  map[string]*template.Template
	words map[string]*Words
	kept  map[string]*store

	sitemaps *memo[Key, []byte]
}

// ParseTemplates reads *.html from the root of fsys, for each language of words.
// Errors name the template file and line.
func ParseTemplates(fsys fs.FS, words map[string]*Words) (*Templates, error) {
	names, err := fs.Glob(fsys, "*.html")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	t := &Templates{sets: map[string]*template.Template{}, words: words, kept: map[string]*store{}, sitemaps: newMemo[Key, []byte](2)}
	for lang, w := range words {
		set := template.New("").Option("missingkey=error").Funcs(funcs(w))
		for _, name := range names {
			b, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, err
			}
			if _, err := set.New(name).Parse(string(b)); err != nil {
				return nil, fmt.Errorf("templates/%w", err)
			}
		}
		t.sets[lang], t.kept[lang] = set, newStore()
	}
	return t, nil
}

// funcs are the only functions that templates may call: they say words.
func funcs(w *Words) template.FuncMap {
	return template.FuncMap{
		"say":   w.Say,
		"count": w.Count,
	}
}
