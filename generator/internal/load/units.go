package load

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"belegt/generator/internal/diag"
)

// grouping sorts the files of a content folder into units.
type grouping struct {
	langs []string
	units map[string]*unit // by path
	odd   map[string]bool  // folders that were reported
	diags diag.List
}

// units says what is to be parsed together, in order of path, and reports
// files that the format does not know. site.yaml is not among the units.
func (t *tree) units(langs []string) ([]unit, diag.List) {
	g := &grouping{langs: langs, units: map[string]*unit{}, odd: map[string]bool{}}
	if t.top[changesPath] {
		g.add(changesPath, "", member{path: changesPath}, changesFile)
	}
	for _, file := range t.files[articlesDir] {
		g.article(file)
	}
	for _, file := range t.files[factsDir] {
		g.fact(file)
	}
	for _, file := range t.files[mediaDir] {
		g.credit(file, t.files[mediaDir])
	}
	var units []unit
	for _, u := range g.units {
		if g.complete(u) {
			units = append(units, *u)
		}
	}
	slices.SortFunc(units, func(a, b unit) int { return cmp.Compare(a.path, b.path) })
	return units, g.diags
}

// add puts a file into the unit that stands at a path.
func (g *grouping) add(at, name string, m member, read func(*parser, unit)) {
	u := g.units[at]
	if u == nil {
		u = &unit{read: read, path: at, name: name}
		g.units[at] = u
	}
	u.files = append(u.files, m)
}

func (g *grouping) stray(file, message, hint string) {
	g.diags.Add(diag.Diagnostic{Pos: place(file), Code: "stray-file", Message: message, Hint: hint})
}

// article takes articles/<slug>.<lang>.md and articles/<slug>.md.
func (g *grouping) article(file string) {
	base, isMarkdown := strings.CutSuffix(path.Base(file), ".md")
	switch {
	case path.Dir(file) != articlesDir:
		g.stray(file, "an article in a folder of its own", "move it to content/articles/")
		return
	case !isMarkdown:
		g.stray(file, "an article is a file <slug>.md or <slug>.<lang>.md", "move it to content/media/, or begin its name with an underscore")
		return
	}
	slug, lang, named := strings.Cut(base, ".")
	if !named {
		lang = g.first()
	} else if !g.known(file, lang) {
		return
	}
	g.add(path.Join(articlesDir, slug), slug, member{file, lang}, articleFiles)
}

// fact takes the files below facts/<kind>/.
func (g *grouping) fact(file string) {
	dir, rest, deep := strings.Cut(strings.TrimPrefix(file, factsDir+"/"), "/")
	k := slices.IndexFunc(kinds, func(k kind) bool { return k.dir == dir })
	switch {
	case !deep:
		g.stray(file, "a file that lies directly under facts/", "move it to "+folders())
		return
	case k < 0:
		g.strange(path.Join(factsDir, dir), dir)
		return
	}
	name, ext := strings.TrimSuffix(path.Base(rest), path.Ext(rest)), path.Ext(rest)
	switch ext {
	case ".yaml":
		g.add(file, name, member{path: file}, kinds[k].yamlFile)
	case ".md":
		g.text(file, name, kinds[k])
	case ".yml":
		g.stray(file, "a fact file ends in .yaml or .md", "name it "+name+".yaml")
	default:
		g.stray(file, "a fact file ends in .yaml or .md", "move it away, or begin its name with an underscore")
	}
}

// text takes <name>.md, and <name>.<lang>.md into the same unit.
func (g *grouping) text(file, base string, k kind) {
	name, lang, named := strings.Cut(base, ".")
	switch {
	case !named:
		lang = g.first()
	case !g.known(file, lang):
		return
	case lang == g.first():
		g.diags.Add(diag.Diagnostic{
			Pos: place(file), Code: "invalid-language",
			Message: "a second text in `" + lang + "`, the first language",
			Hint:    "write it into " + name + ".md",
		})
		return
	}
	g.add(path.Join(path.Dir(file), name+".md"), name, member{file, lang}, k.markdownFiles)
}

// strange reports a folder under facts/ once.
func (g *grouping) strange(folder, name string) {
	if g.odd[folder] {
		return
	}
	g.odd[folder] = true
	var names []string
	for _, k := range kinds {
		names = append(names, k.dir)
	}
	g.stray(folder, "`"+name+"` is no kind of record", cmp.Or(diag.DidYouMean(name, names), "move its files to "+folders()))
}

// folders lists the folders of the kinds, for hints.
func folders() string {
	var list []string
	for _, k := range kinds {
		list = append(list, k.dir+"/")
	}
	return "one of " + strings.Join(list, ", ")
}

// credit takes media/<file>.yaml.
func (g *grouping) credit(file string, all []string) {
	of, isCredit := strings.CutSuffix(file, ".yaml")
	if !isCredit {
		return
	}
	if !slices.Contains(all, of) {
		g.diags.Add(diag.Diagnostic{
			Pos: place(file), Code: "missing-media",
			Message: "a credit for " + of + ", which is not there",
			Hint:    diag.DidYouMean(of, all),
		})
		return
	}
	g.add(file, of, member{path: file}, creditFile)
}

// first returns the dossier's first language, or "" if it is not known.
func (g *grouping) first() string {
	if len(g.langs) == 0 {
		return ""
	}
	return g.langs[0]
}

// known reports whether the dossier has a language that a file name gives.
// While site.yaml cannot be read, every language is taken.
func (g *grouping) known(file, lang string) bool {
	if len(g.langs) == 0 || slices.Contains(g.langs, lang) {
		return true
	}
	g.diags.Add(diag.Diagnostic{
		Pos: place(file), Code: "invalid-language",
		Message: "`" + lang + "` is no language of this dossier",
		Hint:    cmp.Or(diag.DidYouMean(lang, g.langs), "name the file after one of "+strings.Join(g.langs, ", ")+", or add the language to site.yaml"),
	})
	return false
}

// complete puts a unit's files in the order of the dossier's languages, and
// reports what is missing or given twice.
func (g *grouping) complete(u *unit) bool {
	order := func(m member) int { return slices.Index(g.langs, m.lang) }
	slices.SortFunc(u.files, func(a, b member) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a.lang, b.lang), cmp.Compare(a.path, b.path))
	})
	for i := len(u.files) - 1; i > 0; i-- {
		if file, before := u.files[i], u.files[i-1]; file.lang == before.lang {
			g.diags.Add(diag.Diagnostic{
				Pos: place(file.path), Code: "address-clash",
				Message: "the article `" + u.name + "` is given twice in `" + file.lang + "`",
				Hint:    "keep this file or " + before.path,
			})
			u.files = slices.Delete(u.files, i, i+1)
		}
	}
	if path.Dir(u.path) == articlesDir || u.files[0].path == u.path {
		return true
	}
	for _, file := range u.files {
		g.stray(file.path, "a text in `"+file.lang+"` for "+path.Base(u.path)+", which is not there", "write the record into "+path.Base(u.path))
	}
	return false
}
