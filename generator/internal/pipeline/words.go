package pipeline

import (
	"crypto/sha256"
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

// spoken is what the site says, kept until one of its files changes.
type spoken struct {
	digest   [sha256.Size]byte
	words    map[string]*render.Words
	problems diag.List
}

// in returns the words of languages, and what is wrong with them.
func (s *spoken) in(fsys fs.FS, langs []string) (map[string]*render.Words, diag.List) {
	files, err := fs.Sub(fsys, "words")
	if err != nil {
		return readWords(fsys, langs)
	}
	digest, err := digestOf(strings.Join(langs, " "), files)
	if err != nil || digest != s.digest {
		s.digest = digest
		s.words, s.problems = readWords(fsys, langs)
	}
	return s.words, s.problems
}

// readWords reads what the site says in each language. A built-in language
// fills what an author's own file leaves out; a new language must say it all.
func readWords(fsys fs.FS, langs []string) (map[string]*render.Words, diag.List) {
	all, problems := words(templates.FS, "en")
	out := make(map[string]*render.Words, len(langs))
	for _, lang := range langs {
		m, found := words(fsys, lang)
		problems = append(problems, found...)
		if m == nil {
			continue
		}
		if base, _ := words(templates.FS, lang); base != nil {
			maps.Copy(base, m)
			m = base
		}
		if missing := lacking(m, all); len(missing) > 0 && !found.HasErrors() {
			problems.Add(diag.Diagnostic{
				Pos: diag.Pos{File: wordsPath(lang)}, Code: "invalid-language",
				Message: "the words of a language are not complete: " + some(missing),
				Hint:    "write them as they stand in the built-in en.yaml",
			})
		}
		out[lang] = render.NewWords(lang, m)
	}
	return out, problems
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

// some lists the first few of many keys.
func some(keys []string) string {
	const enough = 8
	if len(keys) <= enough {
		return strings.Join(keys, ", ")
	}
	return strings.Join(keys[:enough], ", ") + " and more"
}

func wordsPath(lang string) string { return "templates/words/" + lang + ".yaml" }

// words reads a words file of a file system of templates. It returns nil where
// there is none.
func words(fsys fs.FS, lang string) (map[string]string, diag.List) {
	path := wordsPath(lang)
	b, err := fs.ReadFile(fsys, strings.TrimPrefix(path, "templates/"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, diag.List{{
			Pos: diag.Pos{File: "content/site.yaml"}, Code: "invalid-language",
			Message: fmt.Sprintf("the site has no words in `%s`", lang),
			Hint:    "write " + path + ", with every key of the built-in en.yaml",
		}}
	case err != nil:
		return nil, diag.List{{Pos: diag.Pos{File: path}, Code: "unreadable", Message: "the words cannot be read: " + err.Error()}}
	}
	m, problems := load.Words(path, b)
	problems.Excerpts(func(_ string, n int) string { return diag.NewFile(path, b).Line(n) })
	return m, problems
}
