package link_test

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"belegt/generator/internal/link"
)

// Of the authors' own copies the public model has neither the names of the
// files nor, of those that stay unpublished, a hash. The records keep both.
func TestCopiesAreCut(t *testing.T) {
	hash := strings.Repeat("a", 64)
	records := read(t, []txtar.File{{Name: "content/facts/sources/s.yaml", Data: []byte(`type: post
title: T
lang: de
tier: primary
archive:
  - {file: own.html, sha256: ` + hash + `}
  - {file: own.txt, sha256: ` + hash + `, url: "https://archive.example/"}
  - {file: own.pdf, sha256: ` + hash + `, republish: true}
`)}})
	d, _ := link.Link(records)
	for i, want := range []string{"", hash, hash} {
		a := d.Source["s"].Archive[i]
		if a.File != "" || a.SHA256 != want {
			t.Errorf("copy %d has the file %q and the hash %q, want none and %q", i, a.File, a.SHA256, want)
		}
		if was := records.Sources[0].Archive[i]; was.File == "" || was.SHA256 != hash {
			t.Errorf("the record of copy %d has changed: %+v", i, was)
		}
	}
}
