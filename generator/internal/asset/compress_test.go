package asset

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
)

// unpack reads what a browser would.
func unpack(t *testing.T, ext string, b []byte) string {
	t.Helper()
	var r io.Reader = brotli.NewReader(bytes.NewReader(b))
	if ext == ".gz" {
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if z.Name != "" || !z.ModTime.IsZero() || z.Comment != "" || z.Extra != nil {
			t.Errorf("the header says %+v, and should say nothing", z.Header)
		}
		r = z
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The bytes follow from the text alone: not from what was compressed before,
// nor from what is compressed beside it.
func TestCompress(t *testing.T) {
	var texts []string
	for i := range 12 {
		texts = append(texts, strings.Repeat(fmt.Sprintf("<p>Number %d of many, äöü.</p>", i), 60+40*i))
	}
	for _, c := range Codings {
		first := make([][]byte, len(texts))
		for i, text := range texts {
			b, err := c.Compress([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if len(b) == 0 || len(b) >= len(text) {
				t.Errorf("%s makes %d bytes of %d", c.Ext, len(b), len(text))
			}
			if unpack(t, c.Ext, b) != text {
				t.Errorf("%s does not unpack to the same", c.Ext)
			}
			first[i] = b
		}
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for i := len(texts) - 1; i >= 0; i-- {
					if b, err := c.Compress([]byte(texts[i])); err != nil || !bytes.Equal(b, first[i]) {
						t.Errorf("%s makes other bytes of the same text (%v)", c.Ext, err)
					}
				}
			})
		}
		all.Wait()
		if b, err := c.Compress(bytes.Repeat([]byte("a"), small-1)); b != nil || err != nil {
			t.Errorf("%s makes %d bytes of a text that goes into one packet (%v)", c.Ext, len(b), err)
		}
	}
}

func TestTextual(t *testing.T) {
	for name, want := range map[string]bool{
		"index.html": true, "assets/site.0.css": true, "media/map.svg": true, "timeline.ics": true, "robots.txt": true,
		"media/a.jpg": false, "media/a.pdf": false, ".nojekyll": false, "_headers": false, "a.html.br": false, "html": false,
	} {
		if Textual(name) != want {
			t.Errorf("Textual(%q) is %v", name, !want)
		}
	}
}
