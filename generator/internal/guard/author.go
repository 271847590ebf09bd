package guard

// Documents that name their authors. Only the properties are named, never what
// they say: a build's output may be read by others than the author.

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Authors returns the properties of a PDF, an office document or a drawing
// that name a person and are not empty, sorted. It is nil for other files.
func Authors(data []byte) []string {
	var found []string
	add := func(names ...string) {
		for _, name := range names {
			if !slices.Contains(found, name) {
				found = append(found, name)
			}
		}
	}
	left := maxAll
	u := unpacker{&left}
	switch {
	case bytes.HasPrefix(data, []byte(magicZip)):
		_ = u.zip(data, func(name string, part []byte) { // a damaged document names what it can
			if name == "docProps/core.xml" || name == "docProps/app.xml" || name == "meta.xml" {
				add(namedIn(part)...)
			}
		})
	case bytes.Contains(data[:min(len(data), 1024)], []byte(magicPDF)):
		look := func(part []byte) {
			if pdfAuthor.Match(part) {
				add("Author")
			}
			for packet := range packets(part) {
				add(namedIn(packet)...)
			}
		}
		look(data)
		_ = u.pdf(data, look) // likewise
	case bytes.Contains(data[:min(len(data), 4096)], []byte("<svg")):
		add(namedIn(data)...)
	}
	slices.Sort(found)
	return found
}

// pdfAuthor matches an author in the document information dictionary: a string
// with something in it, or a reference to one.
var pdfAuthor = regexp.MustCompile(`/Author\s*(\(\s*[^)\s]|<\s*[0-9A-Fa-f]|\d+\s+\d+\s+R)`)

// packets yields the XMP packets in some bytes.
func packets(data []byte) func(func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for {
			_, rest, found := bytes.Cut(data, []byte("<x:xmpmeta"))
			if !found {
				return
			}
			packet, after, _ := bytes.Cut(rest, []byte("</x:xmpmeta>"))
			if !yield(slices.Concat([]byte("<x:xmpmeta"), packet, []byte("</x:xmpmeta>"))) {
				return
			}
			data = after
		}
	}
}

// The elements and attributes that name a person, or a path on a person's
// machine, as they are written in XMP, Office Open XML, OpenDocument and by
// drawing programs.
var naming = []string{
	"dc:creator", "lastModifiedBy", "cp:lastModifiedBy", "meta:initial-creator", "Manager",
	"pdf:Author", "xmp:Author", "photoshop:AuthorsPosition",
	"sodipodi:docname", "sodipodi:docbase", "inkscape:export-filename",
}

// namedIn returns which elements and attributes of an XML text name a person.
func namedIn(text []byte) []string {
	var found []string
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	var open []string
	for {
		token, err := d.RawToken()
		if err == io.EOF || err != nil {
			return found
		}
		switch t := token.(type) {
		case xml.StartElement:
			open = append(open, written(t.Name))
			for _, a := range t.Attr {
				if slices.Contains(naming, written(a.Name)) && strings.TrimSpace(a.Value) != "" {
					found = append(found, written(a.Name))
				}
			}
		case xml.EndElement:
			open = open[:max(len(open)-1, 0)]
		case xml.CharData:
			i := slices.IndexFunc(open, func(name string) bool { return slices.Contains(naming, name) })
			if i >= 0 && len(bytes.TrimSpace(t)) > 0 {
				found = append(found, open[i])
			}
		}
	}
}

func written(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}
