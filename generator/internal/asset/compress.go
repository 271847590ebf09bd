package asset

// Compressed siblings, for hosts that send them as they are: page.html.br and
// page.html.gz beside page.html. They are made once and read often, so each
// coding works as hard as it can. The bytes follow from the text alone: no name
// and no time is in them.

import (
	"bytes"
	"compress/gzip"
	"io"
	"path"
	"slices"
	"sync"

	"github.com/andybalholm/brotli"
)

// Coding is a way to say the same in fewer bytes.
type Coding struct {
	Ext     string // that a compressed file has after its own, such as ".br"
	writers *sync.Pool
}

// Codings are those that browsers ask for.
var Codings = []Coding{
	{".br", pool(func() encoder { return brotli.NewWriterLevel(io.Discard, brotli.BestCompression) })},
	{".gz", pool(func() encoder {
		w, _ := gzip.NewWriterLevel(io.Discard, gzip.BestCompression) // fails only for a level that is none
		return w
	})},
}

// encoder is a writer that can be used again: making one costs more than
// compressing a page.
type encoder interface {
	io.WriteCloser
	Reset(io.Writer)
}

func pool(make func() encoder) *sync.Pool {
	return &sync.Pool{New: func() any { return make() }}
}

// textual are the kinds of files that are text. Pictures, archives and PDF are
// compressed already.
var textual = []string{".css", ".csv", ".html", ".ics", ".js", ".json", ".jsonld", ".md", ".mjs", ".svg", ".ttl", ".txt", ".xml"}

// Textual reports whether a file is text by its name.
func Textual(name string) bool { return slices.Contains(textual, path.Ext(name)) }

// small is a size that goes into one packet anyway.
const small = 1 << 10

// Compress returns a text in fewer bytes, or nil for one so small that nothing
// is gained.
func (c Coding) Compress(text []byte) ([]byte, error) {
	if len(text) < small {
		return nil, nil
	}
	w := c.writers.Get().(encoder)
	defer c.writers.Put(w)
	var out bytes.Buffer
	w.Reset(&out)
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	err := w.Close()
	return out.Bytes(), err
}
