package render

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"

	"belegt/generator/internal/model"
)

// File is a file of the site that is no page.
type File struct {
	Path string
	Data []byte
}

// policy is the Content-Security-Policy of every page. frame-ancestors works
// as a header only.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'"

// Files are the sitemap of the pages, robots.txt and what static hosts read.
func (s *Site) Files(pages []Page) ([]File, error) {
	var err error
	paths := make([]string, 0, 2*len(pages)+1)
	paths = append(paths, s.addr.origin+s.addr.base)
	for i := range pages {
		paths = append(paths, pages[i].Path, pages[i].Kind)
	}
	paths = append(paths, s.d.Site.Languages...)
	for _, a := range s.d.Articles {
		paths = append(paths, a.Slug)
		for _, v := range a.Versions {
			paths = append(paths, v.Lang)
		}
	}
	sitemap := s.sitemaps.get(KeyOf(paths), func() []byte {
		var b []byte
		b, err = s.sitemap(pages)
		return b
	})
	return []File{
		{".nojekyll", nil},
		{"_headers", s.headers(pages)},
		{"robots.txt", fmt.Appendf(nil, "User-agent: *\nAllow: /\n\nSitemap: %s%ssitemap.xml\n", s.addr.origin, s.addr.base)},
		{"sitemap.xml", sitemap},
	}, err
}

// Briefs are the files that tell of things in brief: previews, and what was
// known when. Where no thing is called otherwise or stands otherwise, they are
// as they were.
func (s *Site) Briefs() ([]File, error) {
	var files []File
	for _, code := range s.d.Site.Languages {
		peeks, err := s.langs[code].peekFiles()
		if err != nil {
			return nil, err
		}
		files = append(files, peeks...)
		if len(s.d.Claims) == 0 {
			continue
		}
		b, err := s.langs[code].statesJSON()
		if err != nil {
			return nil, err
		}
		files = append(files, File{s.addr.in(code, statesFile), b})
	}
	return files, nil
}

// headers is the _headers file: the policy that a <meta> cannot carry, a year
// of caching for what is fingerprinted, and for pages the question whether they
// are still the same. Hosts join the values of all rules that match, so no
// address may get the same header twice.
func (s *Site) headers(pages []Page) []byte {
	b := fmt.Appendf(nil, `%s*
  Content-Security-Policy: %s; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
%sassets/*
  Cache-Control: public, max-age=31536000, immutable
%s
  Cache-Control: no-cache
`, s.addr.base, policy, s.addr.base, s.addr.base)
	folders := map[string]bool{"peek": true}
	for i := range pages {
		if folder, _, ok := strings.Cut(pages[i].Path, "/"); ok {
			folders[folder] = true
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		b = fmt.Appendf(b, "%s%s/*\n  Cache-Control: no-cache\n", s.addr.base, folder)
	}
	return b
}

type sitemapURL struct {
	Loc   string        `xml:"loc"`
	Links []sitemapLink `xml:"xhtml:link"`
}

type sitemapLink struct {
	Rel      string `xml:"rel,attr"`
	Hreflang string `xml:"hreflang,attr"`
	Href     string `xml:"href,attr"`
}

// sitemap lists the canonical pages with their languages (sitemaps.org 0.9).
func (s *Site) sitemap(all []Page) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	b.WriteString(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	enc := xml.NewEncoder(&b)
	article := map[string]*model.Article{}
	for _, a := range s.d.Articles {
		article[s.addr.node(nodeOf(model.KindArticle, a.Slug))] = a
	}
	exists := make(map[string]bool, len(all))
	for i := range all {
		exists[all[i].Path] = true
	}
	for _, p := range all {
		if p.Kind == "redirect" || p.Path == "404.html" {
			continue
		}
		path := strings.TrimSuffix(p.Path, "index.html")
		if p.Lang != s.addr.def {
			path = strings.TrimPrefix(path, p.Lang+"/")
		}
		langs := s.d.Site.Languages
		if a := article[path]; a != nil {
			langs = nil
			for _, v := range a.Versions {
				langs = append(langs, v.Lang)
			}
			if _, native := a.In(p.Lang); !native {
				continue
			}
		}
		u := sitemapURL{Loc: s.addr.absolute(p.Lang, path)}
		if len(langs) > 1 {
			for _, code := range langs {
				if exists[file(s.addr.in(code, path))] {
					u.Links = append(u.Links, sitemapLink{"alternate", code, s.addr.absolute(code, path)})
				}
			}
			if len(u.Links) < 2 {
				u.Links = nil
			}
		}
		if err := enc.EncodeElement(u, xml.StartElement{Name: xml.Name{Local: "url"}}); err != nil {
			return nil, err
		}
		b.WriteByte('\n')
	}
	b.WriteString("</urlset>\n")
	return b.Bytes(), nil
}
