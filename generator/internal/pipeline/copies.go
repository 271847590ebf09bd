package pipeline

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"belegt/generator/internal/asset"
	"belegt/generator/internal/model"
	"belegt/generator/internal/quote"
	"belegt/generator/internal/render"
)

// publication is a copy that is published.
type publication struct {
	path string
	kind string
	head string // the first line of a text
	copy *copied
	of   *model.Archived // in the dossier
}

// kinds says as what a copy is published, and how its file then ends.
var kinds = map[string]struct{ kind, ending string }{
	quote.HTML:  {render.CopyText, ".txt"},
	quote.Plain: {render.CopyText, ".txt"},
	quote.PNG:   {render.CopyPicture, ".png"},
	quote.JPEG:  {render.CopyPicture, ".jpg"},
	quote.PDF:   {render.CopyPDF, ".pdf"},
}

// publicationOf is the n-th published copy of a source. What its first line
// and its path say is public.
func publicationOf(c *copied, s *model.Source, of *model.Archived, n int) publication {
	head := []string{s.Title}
	if url := cmp.Or(s.URL, of.URL); url != "" {
		head = append(head, url)
	}
	if !of.Captured.IsZero() {
		head = append(head, of.Captured.String())
	}
	return publication{
		path: "archive/" + s.ID + "/" + strconv.Itoa(n) + kinds[c.media].ending,
		kind: kinds[c.media].kind,
		head: strings.Join(strings.Fields(strings.Join(append(head, "sha256 "+c.SHA256), " · ")), " "),
		copy: c, of: of,
	}
}

// publishable says why a copy cannot be published, or "".
func (p *Pipeline) publishable(pub publication) string {
	return p.archive.ask(question{sha256: pub.copy.SHA256, format: pub.copy.format, what: canPublish}, func() answer {
		if _, err := pub.bytes(); err != nil {
			return answer{problem: err.Error()}
		}
		return answer{}
	}).problem
}

// bytes makes the file that is published. A text begins with a byte order
// mark, for many servers do not say what encoding it has.
func (pub publication) bytes() ([]byte, error) {
	if pub.kind == render.CopyText {
		text, err := pub.copy.text()
		if err != nil {
			return nil, err
		}
		return []byte("\ufeff" + pub.head + "\n\n" + text + "\n"), nil
	}
	b, err := pub.copy.Read()
	switch {
	case err != nil:
		return nil, err
	case pub.copy.media == quote.PDF:
		if !bytes.HasPrefix(b, []byte("%PDF-")) {
			return nil, errors.New("it is no PDF")
		}
		return b, nil
	case pub.kind == render.CopyPicture:
		p, err := asset.NewPicture(pub.path, b)
		if err != nil {
			return nil, err
		}
		return p.Variants[len(p.Variants)-1].Data, nil
	}
	return nil, errors.New("only HTML, plain text, PNG, JPEG and PDF are published")
}

// copies says where copies are published.
func copies(all []publication) map[*model.Archived]render.Copy {
	m := make(map[*model.Archived]render.Copy, len(all))
	for _, pub := range all {
		m[pub.of] = render.Copy{URL: pub.path, Kind: pub.kind}
	}
	return m
}

// stageCopies stages the copies that are published, and keeps those that say
// what they said before. It adds their keys.
func (p *Pipeline) stageCopies(t Transaction, all []publication, keys map[string]render.Key) error {
	for _, pub := range all {
		key := render.KeyOf(struct{ Head, SHA256, Format string }{pub.head, pub.copy.SHA256, pub.copy.format})
		keys[pub.path] = key
		if was, ok := p.keys[pub.path]; ok && was == key && t.Keep(pub.path) {
			continue
		}
		b, err := pub.bytes()
		if err != nil {
			return fmt.Errorf("content/archive/%s: %w", pub.copy.name, err)
		}
		if err := t.Stage(pub.path, b); err != nil {
			return err
		}
	}
	return nil
}
