package pipeline_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/pipeline"
)

// photo is a JPEG with a comment in it.
func photo(t *testing.T, width, height int, shade uint8) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		img.Pix[i] = shade + uint8(i%7)
	}
	img.SetGray(0, 0, color.Gray{Y: 255})
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	comment := "taken by Erika"
	head := append([]byte{0xff, 0xd8, 0xff, 0xfe, 0, byte(len(comment) + 2)}, comment...)
	return append(head, b.Bytes()[2:]...)
}

const gallery = `
-- content/articles/index.md --
---
title: Anfang
---
Ein ![kleines Zeichen](media/sign.svg) im Text zur [[firma]], und ein [Bild](media/linked.jpg).

![Ein Foto](media/photo,%201.jpg "Vor dem Haus")

![Ein anderes](media/other.jpg)
-- content/media/sign.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>
`

func galleryRoot(t *testing.T) string {
	t.Helper()
	dir := root(t, base, strings.Replace(gallery, "media/photo,%201.jpg", "media/photo,1.jpg", 1))
	lay(t, dir, "content/media/photo,1.jpg", photo(t, 1000, 500, 40))
	lay(t, dir, "content/media/other.jpg", photo(t, 300, 200, 80))
	lay(t, dir, "content/media/linked.jpg", photo(t, 2000, 20, 90))
	lay(t, dir, "content/media/unused.jpg", photo(t, 900, 200, 80))
	return dir
}

func TestPicturesArePublishedAnew(t *testing.T) {
	site := tree(t, built(t, galleryRoot(t), pipeline.Options{}))
	var media []string
	for _, path := range slices.Sorted(maps.Keys(site)) {
		if strings.HasPrefix(path, "/media/") {
			media = append(media, path[1:])
		}
		if strings.Contains(site[path], "taken by Erika") {
			t.Errorf("%s tells who took the picture", path)
		}
	}
	want := []string{
		"media/linked-1200.jpg", "media/linked-480.jpg", "media/linked-800.jpg", "media/linked.jpg", "media/other.jpg",
		"media/photo,1-480.jpg", "media/photo,1-800.jpg", "media/photo,1.jpg", "media/sign.svg",
	}
	if !slices.Equal(media, want) {
		t.Errorf("published are %v, want %v", media, want)
	}
	page := site["/index.html"]
	for _, part := range []string{
		`<img src="/media/sign.svg" alt="kleines Zeichen" width="20" height="10" loading="lazy">`,
		`<img src="/media/photo,1.jpg" srcset="/media/photo%2C1-480.jpg 480w, /media/photo%2C1-800.jpg 800w, /media/photo%2C1.jpg 1000w" sizes="(min-width: 85rem) 42rem, (min-width: 68rem) 50vw, (min-width: 48rem) 84vw, 100vw" alt="Ein Foto" width="1000" height="500">`,
		`<img src="/media/other.jpg" alt="Ein anderes" width="300" height="200" loading="lazy">`,
		`<a href="/media/linked.jpg">Bild</a>`,
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the page lacks %s", part)
		}
	}
}

// A picture that nobody touched is not made again, and one that was is, even if
// it is as large as before; the site is that of a clean build.
func TestPicturesAreKept(t *testing.T) {
	dir := galleryRoot(t)
	out := filepath.Join(t.TempDir(), "public")
	p := pipeline.New(dir)
	target := output(t, p, out)
	for step, edit := range []func(){
		func() {},
		func() {},
		func() { lay(t, dir, "content/media/sign.svg.yaml", []byte("{credit: Ada, license: CC0}")) },
		func() { replace(t, dir, "content/media/photo,1.jpg", photo(t, 1000, 500, 41)) },
		func() {
			replace(t, dir, "content/media/sign.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="20" height="11"/>`))
		},
		func() { lay(t, out, "media/photo,1-480.jpg", []byte("edited by hand")) },
		func() { replace(t, dir, "content/media/other.jpg", photo(t, 700, 300, 41)) },
		func() { lay(t, dir, "templates/words/de.yaml", []byte("{figure: {credit: \"Von:\"}}")) },
	} {
		edit()
		if b, err := p.Build(t.Context(), target, pipeline.Options{}); err != nil || b.Failed(pipeline.Options{}) {
			t.Fatalf("step %d: %v\n%s", step, err, text(b.Diagnostics))
		}
		got, want := tree(t, out), tree(t, built(t, dir, pipeline.Options{}))
		for path := range want {
			if got[path] != want[path] {
				t.Errorf("step %d: %s differs from a clean build", step, path)
			}
		}
		for path := range got {
			if _, ok := want[path]; !ok {
				t.Errorf("step %d: %s is too much", step, path)
			}
		}
	}
}

// replace writes a file so that it is seen to be another.
func replace(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	lay(t, dir, name, data)
}

func TestMediaProblems(t *testing.T) {
	jpg := string(photo(t, 40, 30, 10))
	for _, test := range []struct {
		file, data, want string
		check            bool // already by a check
	}{
		{"a.jpg", "<html>", "error[unusable-picture]: the file is no JPEG", true},
		{"a.png", jpg, "error[unusable-picture]: the file is a JPEG; let its name end in .jpg", true},
		{"a.avif", "x", "error[unusable-picture]: pictures of this kind cannot be made safe", true},
		{"a.jpg", jpg[:len(jpg)-30], "error[unusable-picture]: the picture cannot be read", false},
		{"a.pdf", "%PDF-1.4\n<< /Author (Erika) >>", "warning[media-metadata]: the properties of the document name a person or a place on a disk: Author", true},
		{"a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><metadata><creator xmlns="dc">Erika</creator></metadata></svg>`, "", true},
		{"a.svg", `<svg xmlns="http://www.w3.org/2000/svg" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:creator>Erika</dc:creator></metadata></svg>`, "warning[media-metadata]: the properties of the document name a person or a place on a disk: dc:creator", true},
		{"a.jpg", jpg, "", true},
	} {
		dir := root(t, base, "-- content/articles/index.md --\n---\ntitle: A\n---\n![Alt](media/"+test.file+")\n-- content/media/"+test.file+".yaml --\n{credit: E, license: CC0}\n")
		lay(t, dir, "content/media/"+test.file, []byte(test.data))
		p := pipeline.New(dir)
		checked, err := p.Check(pipeline.Options{})
		if err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(t.TempDir(), "public")
		b, err := p.Build(t.Context(), output(t, p, out), pipeline.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for when, list := range map[string]diag.List{"check": checked.Diagnostics, "build": b.Diagnostics} {
			got := text(list)
			has := strings.Contains(got, "content/media/"+test.file+": "+test.want)
			switch {
			case test.want == "" && (strings.Contains(got, "media-metadata") || strings.Contains(got, "unusable-picture")),
				test.want != "" && has != (when == "build" || test.check):
				t.Errorf("%s of %s gives\n%s\nwant %q", when, test.file, got, test.want)
			}
			if strings.Contains(got, "Erika") {
				t.Errorf("%s of %s tells the author: %s", when, test.file, got)
			}
		}
		if wrong := strings.HasPrefix(test.want, "error"); wrong != (len(tree(t, out)) == 0) {
			t.Errorf("%s: %d files are written", test.file, len(tree(t, out)))
		}
	}
}
