package render

import (
	"html/template"
	"path"

	"belegt/generator/internal/markdown"
	"belegt/generator/internal/model"
)

// resolver shows references in prose. With marks it numbers citations, as
// articles do; without, a citation in a short text is a link in brackets.
//
// A text may be in another language than its page. Names in it are then those
// of its own language, while links stay within the page's.
type resolver struct {
	*language
	text  *language
	marks *marks
}

type mentionKey struct {
	id, words, lang string
}

// Mention links a thing by name or by the author's words. Each is rendered
// once for a language: a dossier mentions a few things very often.
func (r resolver) Mention(ref markdown.Ref) template.HTML {
	id := ref.ID
	if ref.Kind == markdown.Path {
		id = r.site.d.Files[model.Link{From: path.Dir(ref.Pos.File), To: ref.Path}].ID
	}
	key := mentionKey{id, ref.Words, r.text.code}
	if h, ok := r.mentions.Load(key); ok {
		return h.(template.HTML)
	}
	v := mention{Words: ref.Words}
	if n, ok := r.site.d.Node(id); ok {
		v.Link = r.named(n)
		v.Kind = string(n.Kind)
	} else if name, ok := r.site.d.Private[id]; ok {
		v.Link = Link{T: r.text.text(name)}
	}
	h := draw(r.language, "mention", v, func(v mention) mention { return v })
	r.mentions.Store(key, h)
	return h
}

// named is a link to a thing, by its name in the language of the text.
func (r resolver) named(n model.Node) Link {
	link := r.text.link(n)
	link.Href = r.href(n)
	return link
}

type mention struct {
	Link
	Words string
	Kind  string
}

// Cite shows one bracket of citations.
func (r resolver) Cite(group []markdown.Ref, first int) template.HTML {
	if r.marks != nil {
		return r.marks.cite(group, first)
	}
	var links []Link
	for _, ref := range group {
		if n, ok := r.site.d.Node(ref.ID); ok {
			l := r.named(n)
			if s := r.site.d.Source[ref.ID]; s != nil {
				l.T = r.text.sourceName(s)
			}
			links = append(links, l)
		} else if label, ok := r.site.d.Confidential[ref.ID]; ok {
			links = append(links, Link{T: r.text.text(label)})
		}
	}
	if len(links) == 0 {
		return ""
	}
	return r.part("cited", links)
}

// Image finds a published picture.
func (r resolver) Image(dest string) (src string, width, height int, ok bool) {
	img, ok := r.site.opts.Media[dest]
	if !ok {
		return "", 0, 0, false
	}
	return r.site.addr.base + img.URL, img.Width, img.Height, true
}

// URL finds a published file; nothing else is linked by a relative address.
func (r resolver) URL(dest string) (string, bool) {
	img, ok := r.site.opts.Media[dest]
	return r.site.addr.base + img.URL, ok
}

// Name is the plain name of what is mentioned where a link cannot stand.
func (r resolver) Name(ref markdown.Ref) string { return r.text.plain(ref) }

var _ markdown.Resolver = resolver{}

func nodeOf(kind model.Kind, id string) model.Node { return model.Node{Kind: kind, ID: id} }
