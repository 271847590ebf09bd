package pipeline_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/pipeline"
)

// quoted is a dossier with a claim whose evidence quotes from a source. The
// source and the evidence are written by each test.
const quoted = base + `
-- content/facts/claims/said.yaml --
statement: Die Firma hat es gesagt.
about: [firma]
history:
  - date: 2022-03-01
    status: asserted
    evidence:
      - source: report
`

const page = `<!doctype html><meta charset=utf-8><title>Report</title><script>var secret = "zwiebelfisch"</script>
<h1>Bridge closed</h1><p>The board said: &ldquo;We didn&rsquo;t know.&rdquo; It closed the bridge on&nbsp;Friday.
<p>It closed the bridge once more on Monday.<p hidden>unsichtbar`

func sum(data string) string {
	b := sha256.Sum256([]byte(data))
	return hex.EncodeToString(b[:])
}

// archived lays out a dossier with one copy. A line can be added to its entry
// in the archive, and any to the evidence.
func archived(t *testing.T, file, data, archive string, evidence ...string) string {
	t.Helper()
	dir := root(t, quoted)
	claim := filepath.Join(dir, "content/facts/claims/said.yaml")
	b, err := os.ReadFile(claim)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range evidence {
		b = append(b, "        "+line+"\n"...)
	}
	lay(t, dir, "content/facts/claims/said.yaml", b)
	entry := "type: article-newspaper\ntitle: Bridge closed\nlang: en\ntier: secondary\nurl: https://example.org/report?a=1#top\n" +
		"accessed: 2022-03-02\narchive:\n  - captured: 2022-03-02\n    file: " + file + "\n"
	if data != "" {
		lay(t, dir, "content/archive/"+file, []byte(data))
		entry += "    sha256: " + sum(data) + "\n"
	}
	if archive != "" {
		entry += "    " + archive + "\n"
	}
	lay(t, dir, "content/facts/sources/report.yaml", []byte(entry))
	return dir
}

// aboutCopies keeps the problems that this file is about.
func aboutCopies(l diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(l), func(d diag.Diagnostic) bool {
		return !strings.HasPrefix(d.Code, "quote-") && !strings.HasPrefix(d.Code, "archive-") && d.Code != "outside-root"
	})
}

func TestQuotationsAreVerified(t *testing.T) {
	tests := []struct {
		name, file, data, archive string
		evidence                  []string
		code, at, hint            string
	}{
		{"it occurs", "r.html", page, "", []string{"quote: bridge on Friday"}, "", "", ""},
		{"another word", "r.html", page, "", []string{`quote: "'We didn't care.' It closed the bridge on Friday"`}, "quote-not-found", "said.yaml:8", "We didn’t know.” It closed the bridge on Friday"},
		{"marks and spaces", "r.html", page, "", []string{`quote: "The board said: \"We didn't know.\" It closed the bridge on Friday."`}, "", "", ""},
		{"omission", "r.html", page, "", []string{`quote: "The board said […] It closed the bridge on Monday"`}, "quote-not-found", "said.yaml:8", "It closed the bridge on Friday"},
		{"in another order", "r.html", page, "", []string{`quote: "on Monday … on Friday"`}, "quote-not-found", "said.yaml:8", ""},
		{"script", "r.html", page, "", []string{"quote: zwiebelfisch"}, "quote-not-found", "said.yaml:8", "nothing there is like it"},
		{"hidden", "r.html", page, "", []string{"quote: unsichtbar"}, "quote-not-found", "said.yaml:8", "nothing there is like it"},
		{"ambiguous", "r.html", page, "", []string{"quote: It closed the bridge"}, "quote-ambiguous", "said.yaml:8", "add `prefix` or `suffix`"},
		{"by suffix", "r.html", page, "", []string{"quote: It closed the bridge", "suffix: once more"}, "", "", ""},
		{"by prefix", "r.html", page, "", []string{"quote: It closed the bridge", "prefix: didn't know"}, "quote-ambiguous", "said.yaml:8", "do not tell the places apart"},
		{"plain text", "r.txt", "one\ntwo – three", "", []string{"quote: one two - three"}, "", "", ""},
		{"by format", "r.dat", page, "format: text/html", []string{"quote: once more on Friday"}, "quote-not-found", "said.yaml:8", "once more on Monday"},
		{"a character set", "r.txt", "Gr\xf6\xdfe", "format: text/plain; charset=windows-1252", []string{"quote: Größe"}, "", "", ""},
		{"no text", "r.txt", "Gr\xf6\xdfe", "", []string{"quote: Größe"}, "archive-format", "report.yaml:9", "UTF-8"},
		{"a PDF is not read", "r.pdf", "%PDF-1.7", "", []string{"quote: no matter what"}, "", "", ""},
		{"no copy", "r.html", "", "", []string{"quote: no matter what"}, "archive-missing", "report.yaml:9", ""},
		{"another hash", "r.html", page, "sha256: " + sum("x"), []string{"quote: no matter what"}, "archive-hash", "report.yaml:10", sum(page)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := test.data
			dir := archived(t, test.file, data, test.archive, test.evidence...)
			if strings.HasPrefix(test.archive, "sha256: ") { // in place of the right one
				entry := filepath.Join(dir, "content/facts/sources/report.yaml")
				b, err := os.ReadFile(entry)
				if err != nil {
					t.Fatal(err)
				}
				lay(t, dir, "content/facts/sources/report.yaml", []byte(strings.Replace(string(b), "    sha256: "+sum(data)+"\n", "", 1)))
			}
			checked, err := pipeline.New(dir).Check(pipeline.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := aboutCopies(checked.Diagnostics)
			switch {
			case test.code == "" && len(checked.Diagnostics) > 0 && checked.Diagnostics.HasErrors(), test.code == "" && len(got) > 0:
				t.Errorf("problems:\n%s", text(checked.Diagnostics))
			case test.code == "":
			case len(got) != 1 || got[0].Code != test.code || !strings.Contains(text(got), test.at+":") || !strings.Contains(got[0].Hint, test.hint):
				t.Errorf("want %s at %s with the hint %q, got:\n%s", test.code, test.at, test.hint, text(got))
			case (got[0].Severity == diag.Error) != (test.code != "quote-ambiguous"):
				t.Errorf("%s is an %v", test.code, got[0].Severity)
			}
		})
	}
}

// A quotation is right if one of several copies has it. Nothing is said of it
// while a copy is in doubt.
func TestSeveralCopies(t *testing.T) {
	dir := archived(t, "r.html", page, "", "quote: on Tuesday")
	second := func(data, hash string) {
		entry, err := os.ReadFile(filepath.Join(dir, "content/facts/sources/report.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(string(entry), "  - file: later.txt")
		lay(t, dir, "content/archive/later.txt", []byte(data))
		lay(t, dir, "content/facts/sources/report.yaml", []byte(first+"  - file: later.txt\n    sha256: "+hash+"\n"))
	}
	p := pipeline.New(dir)
	for _, test := range []struct{ data, hash, want string }{
		{"on Tuesday", sum("on Tuesday"), ""},
		{"on Sunday", sum("on Sunday"), "quote-not-found"},
		{"on Tuesday", sum("on Sunday"), "archive-hash"},
	} {
		second(test.data, test.hash)
		later := time.Now().Add(time.Hour)
		if err := os.Chtimes(filepath.Join(dir, "content/archive/later.txt"), later, later); err != nil {
			t.Fatal(err)
		}
		checked, err := p.Check(pipeline.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, d := range aboutCopies(checked.Diagnostics) {
			codes = append(codes, d.Code)
		}
		if got := strings.Join(codes, " "); got != test.want {
			t.Errorf("with %q: got %s, want %s", test.data, got, test.want)
		}
	}
}

func TestCopiesOutsideAreRefused(t *testing.T) {
	dir := archived(t, "r.html", "", "sha256: "+sum(page), "quote: Bridge closed")
	outside := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(outside, []byte(page), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "content/archive"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "content/archive/r.html")); err != nil {
		t.Fatal(err)
	}
	checked, err := pipeline.New(dir).Check(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := aboutCopies(checked.Diagnostics); len(got) != 1 || got[0].Code != "outside-root" {
		t.Errorf("got:\n%s", text(checked.Diagnostics))
	}
}

// Of a copy that is not to be published nothing is in the output: no word but
// the quotation, no name, no hash.
func TestCopiesAreNotPublished(t *testing.T) {
	const canary = "blaubeerkuchen"
	data := strings.Replace(page, "unsichtbar", "", 1) + "<p>" + canary
	out := built(t, archived(t, canary+".html", data, "", "quote: Bridge closed"), pipeline.Options{})
	for name, data := range tree(t, out) {
		for _, secret := range []string{canary, sum(data), "archive/"} {
			if strings.Contains(data, secret) || strings.Contains(name, secret) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
	site := tree(t, out)["/claims/said/index.html"]
	if link := `href="https://example.org/report?a=1#top:~:text=Bridge%20closed" rel=noopener`; !strings.Contains(strings.ReplaceAll(site, `"noopener"`, "noopener"), link) {
		t.Errorf("the claim's page has no link %s", link)
	}
}

func TestCopiesArePublished(t *testing.T) {
	var withPNG, withJPEG bytes.Buffer
	pixels := image.NewGray(image.Rect(0, 0, 4, 3))
	pixels.Set(1, 1, color.White)
	if err := png.Encode(&withPNG, pixels); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&withJPEG, pixels, nil); err != nil {
		t.Fatal(err)
	}
	comment := withJPEG.String()[:2] + "\xff\xfe\x00\x0eblaubeeren!!" + withJPEG.String()[2:]
	for _, test := range []struct{ name, file, data, path, holds, kind string }{
		{"HTML", "geheim.html", page, "archive/report/1.txt",
			"\ufeffBridge closed · https://example.org/report?a=1#top · 2022-03-02 · sha256 " + sum(page) + "\n\nBridge closed\n\nThe board said: “We didn’t know.”", "Unsere Kopie, als Text"},
		{"text", "geheim.txt", "<script>one</script>", "archive/report/1.txt", "\n\n<script>one</script>\n", "Unsere Kopie, als Text"},
		{"PNG", "geheim.png", withPNG.String(), "archive/report/1.png", "\x89PNG", "Unsere Kopie, als Bild"},
		{"JPEG", "geheim.jpeg", comment, "archive/report/1.jpg", "\xff\xd8\xff", "Unsere Kopie, als Bild"},
		{"PDF", "geheim.pdf", "%PDF-1.7\nwords", "archive/report/1.pdf", "%PDF-1.7\nwords", "Unsere Kopie, als PDF"},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := tree(t, built(t, archived(t, test.file, test.data, "republish: true"), pipeline.Options{}))
			if got := files["/"+test.path]; !strings.Contains(got, test.holds) || strings.Contains(got, "zwiebelfisch") || strings.Contains(got, "blaubeeren") {
				t.Errorf("%s is %q", test.path, got)
			}
			page := files["/sources/report/index.html"]
			if !strings.Contains(strings.ReplaceAll(page, `"`, ""), "<a href=/"+test.path+">"+test.kind+"</a>") {
				t.Errorf("the source's page does not lead to the copy:\n%s", page)
			}
			for name, data := range files {
				if strings.Contains(name, "geheim") || strings.Contains(data, "geheim") {
					t.Errorf("%s holds the name of the copy", name)
				}
			}
		})
	}
}

func TestCopiesThatCannotBePublished(t *testing.T) {
	for _, test := range []struct{ name, file, data, code string }{
		{"another format", "r.warc", "WARC/1.0", "archive-format"},
		{"a page that is called a PDF", "r.pdf", page, "archive-format"},
		{"a page that is called a picture", "r.png", page, "archive-format"},
		{"a damaged picture", "r.jpg", "\xff\xd8\xff\xe0", "archive-format"},
		{"no text", "r.txt", "\xff\xfe\xfd", "archive-format"},
	} {
		checked, err := pipeline.New(archived(t, test.file, test.data, "republish: true")).Check(pipeline.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := aboutCopies(checked.Diagnostics)
		if len(got) == 0 || got[0].Code != test.code || got[0].Line != 9 {
			t.Errorf("%s: got:\n%s", test.name, text(checked.Diagnostics))
		}
	}
}

// A build that goes on knows what a new one would: of copies, of quotations
// and of what is published.
func TestCopiesAfterEdits(t *testing.T) {
	dir := archived(t, "r.html", page, "republish: true", "quote: Bridge closed")
	out := filepath.Join(t.TempDir(), "public")
	p := pipeline.New(dir)
	target := output(t, p, out)
	source, err := os.ReadFile(filepath.Join(dir, "content/facts/sources/report.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	claim, err := os.ReadFile(filepath.Join(dir, "content/facts/claims/said.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	replace := func(name string, in []byte, old, new string) func() {
		return func() { lay(t, dir, name, bytes.Replace(in, []byte(old), []byte(new), 1)) }
	}
	const sourceFile, claimFile = "content/facts/sources/report.yaml", "content/facts/claims/said.yaml"
	for i, edit := range []func(){
		func() {},
		func() {},
		replace(sourceFile, source, "title: Bridge closed", "title: Another title"),
		replace(claimFile, claim, "Bridge closed", "Bridge opened"),
		replace(claimFile, claim, "Bridge closed", "once more on Monday"),
		replace(sourceFile, source, "republish: true", "republish: false"),
		func() {
			lay(t, dir, "content/archive/r.html", []byte(page+"more"))
			replace(sourceFile, source, sum(page), sum(page+"more"))()
		},
		func() { lay(t, dir, sourceFile, source) },
	} {
		edit()
		b, err := p.Build(t.Context(), target, pipeline.Options{})
		if err != nil {
			t.Fatal(err)
		}
		checked, err := pipeline.New(dir).Check(pipeline.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := text(b.Diagnostics), text(checked.Diagnostics); got != want {
			t.Fatalf("edit %d: problems differ\n%s\nwant\n%s", i, got, want)
		}
		if failed := i == 3 || i == 7; b.Failed(pipeline.Options{}) != failed {
			t.Fatalf("edit %d: failed is %v\n%s", i, !failed, text(b.Diagnostics))
		} else if failed {
			continue
		}
		if d := differences(t, out, built(t, dir, pipeline.Options{})); d != nil {
			t.Errorf("edit %d: %v differ", i, d)
		}
	}
}
