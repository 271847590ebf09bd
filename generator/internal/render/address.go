package render

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"belegt/generator/internal/model"
)

// addresses knows where everything is. Paths are below the site's root and
// end in a slash; links begin with the path of the base URL.
type addresses struct {
	origin string // https://example.org
	base   string // /dossier/ or /
	def    string // the default language
	front  string // slug of the front article
}

func newAddresses(d *model.Dossier) (addresses, error) {
	u, err := url.Parse(d.Site.BaseURL)
	if err != nil || u.Scheme == "" || u.Host == "" {
		return addresses{}, fmt.Errorf("base_url %q is not an absolute address", d.Site.BaseURL)
	}
	base := u.EscapedPath()
	if !strings.HasSuffix(base, "/") {
		base += "/"
	}
	a := addresses{origin: u.Scheme + "://" + u.Host, base: base, def: d.Site.Languages[0]}
	if d.Front != nil {
		a.front = d.Front.Slug
	}
	return a, nil
}

// folders are the sections of the site by what they hold.
var folders = map[model.Kind]string{
	model.KindArticle: "articles/",
	model.KindEntity:  "entities/",
	model.KindEvent:   "events/",
	model.KindClaim:   "claims/",
	model.KindSource:  "sources/",
}

// node returns the path of a thing, the same in every language.
func (a addresses) node(n model.Node) string {
	if n.Kind == model.KindArticle && n.ID == a.front {
		return ""
	}
	return folders[n.Kind] + n.ID + "/"
}

// in puts a path under its language.
func (a addresses) in(lang, path string) string {
	if lang == a.def {
		return path
	}
	return lang + "/" + path
}

// href is a link to a path in a language.
func (a addresses) href(lang, path string) string { return a.base + a.in(lang, path) }

// absolute is the full address of a path in a language.
func (a addresses) absolute(lang, path string) string { return a.origin + a.href(lang, path) }

// numbered is the path of page n of a list, from 1.
func numbered(path string, n int) string {
	if n <= 1 {
		return path
	}
	return path + "page/" + strconv.Itoa(n) + "/"
}

// file is where the page at a path is written.
func file(path string) string { return path + "index.html" }
