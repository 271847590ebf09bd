package browsertest

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
)

// On paper an article is its text and its evidence: no interface, and each
// number with a note that says where it leads, with full addresses.
func TestPaper(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	for _, path := range []string{"", "en/", "articles/original-article-checked/", "en/articles/data-in-europe/"} {
		t.Run(strings.Trim("de/"+path, "/"), func(t *testing.T) {
			tb.resize(t, 794, 1123) // A4 at 96 dpi
			command(t, tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
			defer command(t, tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "screen"})
			tb.visit(t, path)
			for _, part := range []string{"nav", ".tools", ".settings", ".langs", "button", ".switch", ".exhibits", ".here", "input"} {
				if evaluate[bool](t, tb, `[...document.querySelectorAll(`+strconv.Quote(part)+`)].some(e => e.checkVisibility())`) {
					t.Errorf("%s is printed", part)
				}
			}
			if lost := evaluate[[]string](t, tb, `(() => {
				const notes = new Set([...document.querySelectorAll('.endnotes li')].filter(e => e.checkVisibility()).map(e => e.querySelector('b').textContent));
				return [...document.querySelectorAll('.story .ref:not(.ed) a')].map(a => a.textContent).filter(n => !notes.has(n));
			})()`); len(lost) > 0 {
				t.Errorf("numbers without a note: %v", lost)
			}
			// What an exhibit leads to on the screen stands in full on paper.
			if lost := evaluate[[]string](t, tb, `(() => {
				const told = document.querySelector('.endnotes').textContent;
				return [...new Set([...document.querySelectorAll('.story .exhibit .src:has(a.out)')].map(p => p.querySelector('a.out').href.split(':~:')[0].replace(/#$/, '')))].filter(u => !told.includes(u));
			})()`); len(lost) > 0 {
				t.Errorf("addresses that paper does not tell: %v", lost)
			}
			tb.quiet(t)
		})
	}
}

// The PDF is set on A4, with running title and page numbers, and holds the text
// to its end.
func TestPDF(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	tb.visit(t, "en/")
	pdf := command(t, tb, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true)}).Data
	boxes := regexp.MustCompile(`/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]`).FindAllSubmatch(pdf, -1)
	if len(boxes) < 4 || len(boxes) > 24 {
		t.Errorf("the front article takes %d sheets", len(boxes))
	}
	for _, b := range boxes {
		width, _ := strconv.ParseFloat(string(b[1]), 64)
		height, _ := strconv.ParseFloat(string(b[2]), 64)
		if width < 594 || width > 596 || height < 841 || height > 843 {
			t.Fatalf("a sheet is %g by %g points, and A4 is 595 by 842", width, height)
		}
	}
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed, which reads what stands on the sheets")
	}
	file := filepath.Join(t.TempDir(), "front.pdf")
	if err := os.WriteFile(file, pdf, 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(reader, "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	title := evaluate[string](t, tb, `document.documentElement.dataset.title`)
	sheets := bytes.Split(bytes.TrimSuffix(out, []byte("\f")), []byte("\f"))
	for i, sheet := range sheets {
		text := string(sheet)
		if head := strings.Contains(text, title) && strings.Contains(text, strconv.Itoa(i+1)+" / "+strconv.Itoa(len(sheets))); i > 0 && !head {
			t.Errorf("sheet %d has no running title and number:\n%.300s", i+1, text)
		}
		if !strings.Contains(text, "https://example.org/en/") {
			t.Errorf("sheet %d does not say where the text stands", i+1)
		}
	}
	last := evaluate[string](t, tb, `[...document.querySelectorAll('.endnotes li')].at(-1).querySelector('b').textContent`)
	if !regexp.MustCompile(`(?m)(^|\s)`+last+`\s`).Match(sheets[len(sheets)-1]) && !regexp.MustCompile(`(?m)(^|\s)`+last+`\s`).Match(sheets[len(sheets)-2]) {
		t.Errorf("note %s is not on the last sheets", last)
	}
}
