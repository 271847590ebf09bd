package quote

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestMediaType(t *testing.T) {
	tests := []struct{ format, file, want string }{
		{"text/html", "x", HTML},
		{"Text/HTML; charset=ISO-8859-1", "x.pdf", HTML},
		{"HTML", "", HTML},
		{"application/xhtml+xml", "", HTML},
		{"", "a/b.HTM", HTML},
		{"SingleFile page", "b.html", HTML},
		{"", "b.txt", Plain},
		{"text/markdown", "", Plain},
		{"", "b.pdf", PDF},
		{"screenshot", "b.jpeg", JPEG},
		{"image/png", "b", PNG},
		{"WARC", "b.warc.gz", ""},
		{"", "", ""},
		{"", "html", ""},
	}
	for _, tt := range tests {
		if got := MediaType(tt.format, tt.file); got != tt.want {
			t.Errorf("MediaType(%q, %q) = %q, want %q", tt.format, tt.file, got, tt.want)
		}
	}
}

func TestPageText(t *testing.T) {
	tests := []struct{ name, page, want string }{
		{"empty", "", ""},
		{"blocks", "<h1>Title</h1><p>One\n  two</p><p>three<br>four</p>", "Title\n\nOne two\n\nthree\nfour"},
		{"inline", "<p>a<b>b</b> <i> c</i>", "ab c"},
		{"entities", "<p>&ldquo;Fish &amp; chips&rdquo;&nbsp;&#8211; &eacute;", "“Fish & chips”\u00a0– é"},
		{"lists", "<ul><li>one<li>two</ul>three", "one\ntwo\n\nthree"},
		{"table", "<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a\tb\n1\t2"},
		{"pre", "<pre>one\n two</pre>", "one\ntwo"},
		{"head", "<title>T</title><meta name=description content=D><body>text", "text"},
		{"script", "a<script>b</script><style>c</style><template>d</template><noscript>e</noscript>f", "af"},
		{"frames", "a<iframe>b</iframe><object>c</object><video>d</video>e", "ae"},
		{"comment", "a<!-- b -->c", "ac"},
		{"hidden", `a<p hidden>b</p><p hidden="until-found">c</p>`, "a\n\nc"},
		{"style", `a<b style="color:red; DISPLAY : none !important">b</b><i style="visibility:hidden">c</i><u style="display:block">d</u>`, "ad"},
		{"dialog", `a<dialog>b</dialog><dialog open>c</dialog>`, "a\n\nc"},
		{"ruby", `<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字`, "漢字"},
		{"soft hyphen", "in&shy;for<wbr>mation", "in\u00adformation"},
		{"control", "a&#1;b\x00", "ab"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Text("text/html", []byte(tt.page))
			if got != tt.want || err != nil {
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}
	if _, err := Text("html", []byte(strings.Repeat("<div>", 600))); err == nil || !strings.Contains(err.Error(), "plain text") {
		t.Errorf("a page that is nested too deep gives %v", err)
	}
}

func TestCharacterSets(t *testing.T) {
	const words = "Größe «été» – naïve"
	pad := "<!-- " + strings.Repeat("x", 2000) + " -->"
	latin, err := charmap.Windows1252.NewEncoder().String(words)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(words)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, format, data string }{
		{"utf-8", "text/html", words},
		{"utf-8, far from the start", "text/html", pad + words},
		{"byte order mark", "text/html", "\ufeff" + words},
		{"declared", "text/html", "<meta charset=windows-1252>" + latin},
		{"declared the old way", "text/html", `<meta http-equiv=content-type content="text/html; charset=iso-8859-1">` + latin},
		{"undeclared", "text/html", latin},
		{"wrongly declared", "text/html", "<meta charset=windows-1252>" + words},
		{"in the format", "text/html; charset=windows-1252", latin},
		{"utf-16", "text/html", wide},
		{"plain", "text/plain", words},
		{"plain with a mark", "text/plain", "\ufeff" + words},
		{"plain, in the format", "text/plain; charset=windows-1252", latin},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := Text(tt.format, []byte(tt.data)); got != words || err != nil {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	for format, data := range map[string]string{"text/plain": latin, "text/plain; charset=klingon": words} {
		if got, err := Text(format, []byte(data)); err == nil {
			t.Errorf("%s gives %q and no error", format, got)
		}
	}
	if _, err := Text("application/pdf", []byte("%PDF-1.7")); !errors.Is(err, ErrNoText) {
		t.Errorf("a PDF gives %v", err)
	}
	if got, err := Text("text/plain", []byte("a\r\nb")); got != "a\nb" || err != nil {
		t.Errorf("Windows line ends give %q, %v", got, err)
	}
}

func FuzzText(f *testing.F) {
	f.Add("text/html", "<p>a &amp; b<table><td>c<pre>\n d")
	f.Add("text/html", "<svg><title>x</title><style><p>y</svg><p hidden><select><option>z")
	f.Add("text/plain; charset=utf-16", "a\x00b\x00")
	f.Add("html", "\xff\xfea")
	f.Fuzz(func(t *testing.T, format, data string) {
		text, err := Text(format, []byte(data))
		if err != nil {
			return
		}
		if text != strings.ToValidUTF8(text, "") {
			t.Fatalf("the text is not UTF-8: %q", text)
		}
		if MediaType(format, "") == HTML && (strings.Contains(text, "\n\n\n") || text != strings.TrimSpace(text) && text != strings.Trim(text, " \t\n")) {
			t.Fatalf("white space is left over: %q", text)
		}
	})
}
