package load

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// siteFile reads the dossier's settings. It is read before all else, for the
// languages in it decide how every other file is read.
func siteFile(p *parser, u unit) {
	f, ok := p.open(u, 0)
	if !ok {
		return
	}
	d := p.decoder(f, "")
	roots := d.documents(f.Bytes)
	switch {
	case len(roots) == 0 && !d.partial:
		d.diags.Add(nothing(f, "write `title`, `languages` and `base_url`"))
	case len(roots) > 1:
		d.add(roots[1], diag.Diagnostic{Code: "wrong-type", Message: "a second document", Hint: "write all settings into one"})
	}
	if len(roots) > 0 {
		site := &model.Site{}
		siteShape.start(site, d.pos(roots[0]))
		d.langs = languagesIn(f, roots[0])
		if len(d.langs) > 0 {
			d.lang = d.langs[0]
		}
		siteShape.decode(d, roots[0], site)
		p.records.Site = site
	}
	p.take(d)
}

// languagesIn looks for the languages before the other keys are read. What is
// wrong with them is reported when their turn comes.
func languagesIn(f *diag.File, root *yaml.Node) []string {
	d := &decoder{file: f}
	for i := 0; root.Kind == yaml.MappingNode && i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value == "languages" {
			return d.languages(resolve(root.Content[i+1]))
		}
	}
	return nil
}

var siteShape = shape[model.Site]{
	name: "site",
	keys: []key[model.Site]{
		need(set("title", (*decoder).plain, func(s *model.Site) *model.Text { return &s.Title })),
		need(set("languages", (*decoder).languages, func(s *model.Site) *[]string { return &s.Languages })),
		need(set("base_url", (*decoder).baseURL, func(s *model.Site) *string { return &s.BaseURL })),
		set("subtitle", (*decoder).plain, func(s *model.Site) *model.Text { return &s.Subtitle }),
		set("description", (*decoder).plain, func(s *model.Site) *model.Text { return &s.Description }),
		{name: "front", read: func(d *decoder, s *model.Site, n *yaml.Node) { s.Front, s.FrontPos = d.id(n), d.pos(n) }},
		set("publisher", one(&publisherShape), func(s *model.Site) **model.Publisher { return &s.Publisher }),
		set("editors", each((*decoder).named), func(s *model.Site) *[]model.Text { return &s.Editors }),
		set("license", (*decoder).text, func(s *model.Site) *string { return &s.License }),
		{name: "theme", read: func(d *decoder, s *model.Site, n *yaml.Node) { themeShape.decode(d, n, s) }},
		set("nav", refs[model.Article], func(s *model.Site) *[]model.Ref[model.Article] { return &s.Nav }),
		set("footer", refs[model.Article], func(s *model.Site) *[]model.Ref[model.Article] { return &s.Footer }),
		set("lint_allow", list(&allowShape), func(s *model.Site) *[]model.LintAllow { return &s.Allow }),
	},
	start: func(s *model.Site, at diag.Pos) { s.Pos = at },
}

var publisherShape = shape[model.Publisher]{
	name: "site.publisher",
	keys: []key[model.Publisher]{
		need(set("name", (*decoder).named, func(p *model.Publisher) *model.Text { return &p.Name })),
		set("url", (*decoder).url, func(p *model.Publisher) *string { return &p.URL }),
		set("contact", (*decoder).text, func(p *model.Publisher) *string { return &p.Contact }),
	},
}

var themeShape = shape[model.Site]{
	name: "site.theme",
	keys: []key[model.Site]{
		{name: "accent", read: func(d *decoder, s *model.Site, n *yaml.Node) { s.Accent, s.AccentPos = d.colour(n), d.pos(n) }},
	},
}

// languages reads the dossier's languages, each once.
func (d *decoder) languages(n *yaml.Node) []string {
	var langs []string
	for _, c := range each(func(_ *decoder, n *yaml.Node) *yaml.Node { return resolve(n) })(d, n) {
		lang := d.tag(c)
		if slices.Contains(langs, lang) {
			d.add(c, diag.Diagnostic{Code: "invalid-language", Message: "`" + lang + "` is given twice", Hint: "remove one of them"})
		} else if lang != "" {
			langs = append(langs, lang)
		}
	}
	return langs
}

// baseURL reads the address of the site, and ends it with a slash.
func (d *decoder) baseURL(n *yaml.Node) string {
	s := d.url(n)
	if s == "" {
		return ""
	}
	if u, err := url.Parse(s); err != nil || u.RawQuery != "" || u.ForceQuery || strings.Contains(s, "#") {
		d.add(n, diag.Diagnostic{
			Code: "invalid-url", Message: "a base address has no query and no fragment",
			Hint: "end it before the ? or #",
		})
		return ""
	}
	return strings.TrimRight(s, "/") + "/"
}

var colourShape = regexp.MustCompile(`^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)

// colour reads #rgb or #rrggbb, and returns #rrggbb in lower case.
func (d *decoder) colour(n *yaml.Node) string {
	const hint = "write it in quotation marks, such as \"#1a5276\""
	if absent(n) {
		d.add(n, diag.Diagnostic{Code: "empty-record", Message: "the colour is empty; after a bare # YAML sees a comment", Hint: hint})
		return ""
	}
	s := strings.ToLower(d.text(n))
	switch {
	case s != "" && !colourShape.MatchString(s):
		d.add(n, diag.Diagnostic{Code: "invalid-value", Message: "`" + shorten(s) + "` is no colour", Hint: hint})
		return ""
	case len(s) == 4:
		return string([]byte{'#', s[1], s[1], s[2], s[2], s[3], s[3]})
	}
	return s
}
