package load

import (
	"cmp"
	"errors"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/markdown"
	"belegt/generator/internal/model"
)

// text reads a scalar as it is written, without surrounding white space.
func (d *decoder) text(n *yaml.Node) string {
	n = resolve(n)
	if n.Kind != yaml.ScalarNode {
		d.wrong(n, "a text")
		return ""
	}
	s := strings.TrimSpace(n.Value)
	if s == "" {
		d.empty(n, "the text")
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }); i >= 0 {
		d.add(n, diag.Diagnostic{
			Code: "invalid-value", Message: "a control character in the text",
			Hint: "delete the escape sequence",
		})
		return ""
	}
	return s
}

// word reads one word of an enumeration.
func (d *decoder) word(n *yaml.Node, words []string) string {
	s := d.text(n)
	if s == "" || slices.Contains(words, s) {
		return s
	}
	d.add(resolve(n), diag.Diagnostic{
		Code: "unknown-value", Message: "unknown word `" + shorten(s) + "`",
		Hint: cmp.Or(diag.DidYouMean(s, words), "the words are "+strings.Join(words, ", ")),
	})
	return ""
}

// truth reads true or false.
func (d *decoder) truth(n *yaml.Node) bool { return d.word(n, []string{"true", "false"}) == "true" }

// local reads a localised value: a single one, in lang, or a map with one for
// each language, in the order of the dossier's languages. What read returns
// false for is left out.
func local[V any](d *decoder, n *yaml.Node, lang string, read func(n *yaml.Node, lang string) (V, bool)) []V {
	n = resolve(n)
	if n.Kind != yaml.MappingNode {
		if v, ok := read(n, lang); ok {
			return []V{v}
		}
		return nil
	}
	langs, values := slices.Clone(d.langs), map[string]V{}
	d.pairs(n, "the text", func(k, n *yaml.Node) {
		if v, ok := read(n, k.Value); d.language(k) && ok {
			values[k.Value] = v
		}
		if len(d.langs) == 0 {
			langs = append(langs, k.Value)
		}
	})
	var list []V
	for _, lang := range langs {
		if v, ok := values[lang]; ok {
			list = append(list, v)
		}
	}
	return list
}

// language reports whether a key is one of the dossier's languages. While
// they are not known, every language is taken.
func (d *decoder) language(k *yaml.Node) bool {
	if len(d.langs) == 0 || slices.Contains(d.langs, k.Value) {
		return true
	}
	d.add(k, diag.Diagnostic{
		Code: "invalid-language", Message: "`" + shorten(k.Value) + "` is no language of this dossier",
		Hint: cmp.Or(diag.DidYouMean(k.Value, d.langs), "its languages are "+strings.Join(d.langs, ", ")),
	})
	return false
}

// named reads a plain localised text; a plain string holds in every language.
func (d *decoder) named(n *yaml.Node) model.Text { return local(d, n, "", d.plainEntry) }

// plain reads a plain localised text.
func (d *decoder) plain(n *yaml.Node) model.Text { return local(d, n, d.lang, d.plainEntry) }

// prose reads a localised text with inline markup.
func (d *decoder) prose(n *yaml.Node) model.Text { return local(d, n, d.lang, d.proseEntry) }

// bodies reads a localised Markdown text that stands in YAML.
func (d *decoder) bodies(n *yaml.Node) model.Bodies { return local(d, n, d.lang, d.body) }

func (d *decoder) plainEntry(n *yaml.Node, lang string) (model.Local, bool) {
	s := d.text(n)
	return model.Local{Lang: lang, Raw: s, Pos: d.pos(n)}, s != ""
}

func (d *decoder) proseEntry(n *yaml.Node, lang string) (model.Local, bool) {
	l, ok := d.plainEntry(n, lang)
	if !ok {
		return l, false
	}
	at, lead := d.source(n), strings.Index(n.Value, l.Raw)
	prose, diags := markdown.ParseProse(l.Raw, func(off, length int) diag.Pos { return at(lead+off, length) })
	l.Prose = prose
	d.diags = append(d.diags, diags...)
	return l, true
}

func (d *decoder) body(n *yaml.Node, lang string) (model.Body, bool) {
	if d.text(n) == "" {
		return model.Body{}, false
	}
	return model.Body{Lang: lang, Doc: d.markdown(n)}, true
}

// markdown parses a scalar as a text of its own.
func (d *decoder) markdown(n *yaml.Node) *markdown.Doc {
	doc, diags := markdown.ParseText([]byte(n.Value), d.source(n))
	d.diags = append(d.diags, diags...)
	return doc
}

var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// tag reads a language tag, of any language.
func (d *decoder) tag(n *yaml.Node) string {
	s := d.text(n)
	if s != "" && !languageTag.MatchString(s) {
		d.add(resolve(n), diag.Diagnostic{
			Code: "invalid-language", Message: "`" + shorten(s) + "` is no language tag",
			Hint: "write a tag such as en, de or pt-BR",
		})
		return ""
	}
	return s
}

// id reads an id, or reports what is wrong with it and returns "".
func (d *decoder) id(n *yaml.Node) string {
	s := d.text(n)
	if s == "" {
		return ""
	}
	problem, hint := badID(s)
	if problem == "" {
		return s
	}
	d.add(resolve(n), diag.Diagnostic{Code: "invalid-id", Message: problem, Hint: hint})
	return ""
}

const maxID = 64

var (
	idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	noID    = regexp.MustCompile(`[^a-z0-9]+`)
)

// badID says what keeps a text from being an id, and which id is near.
func badID(s string) (problem, hint string) {
	switch {
	case s == "editorial":
		return "the id `editorial` is reserved", "choose another id"
	case !idShape.MatchString(s):
		near := strings.Trim(noID.ReplaceAllString(strings.ToLower(s), "-"), "-")
		if near == "" || len(near) > maxID {
			near = "wapo-2022-12-22"
		}
		return "`" + shorten(s) + "` is no id", "an id is lower-case letters, digits and single hyphens, such as " + near
	case len(s) > maxID:
		return "the id is longer than 64 characters", "shorten it"
	}
	return "", ""
}

// ref reads a reference by id.
func ref[T any](d *decoder, n *yaml.Node) model.Ref[T] {
	return model.Ref[T]{ID: d.id(n), Pos: d.pos(resolve(n))}
}

// refs reads a list of references, without those that are no ids.
func refs[T any](d *decoder, n *yaml.Node) []model.Ref[T] {
	all := each(ref[T])(d, n)
	return slices.DeleteFunc(all, func(r model.Ref[T]) bool { return r.ID == "" })
}

// ids reads a list of ids with their places.
func (d *decoder) ids(n *yaml.Node) []model.Old {
	all := each(func(d *decoder, n *yaml.Node) model.Old { return model.Old{ID: d.id(n), Pos: d.pos(resolve(n))} })(d, n)
	return slices.DeleteFunc(all, func(o model.Old) bool { return o.ID == "" })
}

// date reads an EDTF date.
func (d *decoder) date(n *yaml.Node) date.Date {
	s := d.text(n)
	if s == "" {
		return date.Date{}
	}
	day, err := date.Parse(s)
	if e := (*date.SyntaxError)(nil); errors.As(err, &e) {
		n = resolve(n)
		lead := strings.Index(n.Value, s)
		d.diags.Add(diag.Diagnostic{
			Pos: d.source(n)(lead+e.Offset, len(s)-e.Offset), Code: "invalid-date",
			Message: "`" + shorten(s) + "` is no date: " + e.Reason, Hint: e.Hint,
		})
	}
	return day
}

// url reads an absolute http or https address.
func (d *decoder) url(n *yaml.Node) string {
	s := d.text(n)
	if s == "" {
		return ""
	}
	if why := badURL(s); why != "" {
		d.add(resolve(n), diag.Diagnostic{
			Code: "invalid-url", Message: "`" + shorten(s) + "` " + why,
			Hint: "write the whole address, such as https://example.org/page",
		})
		return ""
	}
	return s
}

// badURL says what keeps a text from being an address, or "".
func badURL(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return "has a space in it"
	}
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return "is no address"
	case u.Scheme != "http" && u.Scheme != "https":
		return "does not begin with http:// or https://"
	case u.Hostname() == "":
		return "names no host"
	case u.User != nil:
		return "has a user name in it"
	}
	return ""
}

var hash = regexp.MustCompile(`^[0-9a-fA-F]{64}$`)

// sha256 reads a hash, and returns it in lower case.
func (d *decoder) sha256(n *yaml.Node) string {
	s := d.text(n)
	if s != "" && !hash.MatchString(s) {
		d.add(resolve(n), diag.Diagnostic{
			Code: "invalid-value", Message: "`" + shorten(s) + "` is no SHA-256",
			Hint: "write the 64 digits that `sha256sum` prints",
		})
		return ""
	}
	return strings.ToLower(s)
}

// path reads a path that leads nowhere but down.
func (d *decoder) path(n *yaml.Node) string {
	s := d.text(n)
	if s != "" && (path.IsAbs(s) || path.Clean(s) != s || strings.HasPrefix(s, "..") || strings.Contains(s, `\`)) {
		d.add(resolve(n), diag.Diagnostic{
			Code: "invalid-value", Message: "`" + shorten(s) + "` is no path below archive/",
			Hint: "write it with slashes and without `..`, such as wapo/2022-12-22.pdf",
		})
		return ""
	}
	return s
}
