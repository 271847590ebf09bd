package guard

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"html"
	"io"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/andybalholm/brotli"
	"golang.org/x/text/unicode/norm"
)

func terms(t testing.TB, list string) *Terms {
	t.Helper()
	terms, err := Read(strings.NewReader(list))
	if err != nil {
		t.Fatal(err)
	}
	return terms
}

func TestRead(t *testing.T) {
	for name, c := range map[string]struct{ list, want string }{
		"nothing":      {"", "holds no term"},
		"comments":     {"# names\n\n  # more\n", "holds no term"},
		"too short":    {"# names\nHans\n\nabc\n", "line 4 of the forbidden terms is too short"},
		"short folded": {"- a-b\u00ad -\n", "line 1 of the forbidden terms is too short"},
		"one ideogram": {"習\n", "line 1 of the forbidden terms is too short"},
		"latin-1":      {"Hans\nM\xfcller\n", "line 2 of the forbidden terms is not UTF-8"},
		"too long":     {strings.Repeat("Hans Meier\n", maxList/10), "longer than 256 KiB"},
	} {
		_, err := Read(strings.NewReader(c.list))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		} else if strings.Contains(err.Error(), "abc") {
			t.Errorf("%s: the error tells the term: %v", name, err)
		}
	}
	_, err := Read(io.MultiReader(strings.NewReader("Hans\n"), failing{}))
	if err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("a list that cannot be read: %v", err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestLines(t *testing.T) {
	list := terms(t, "\ufeff# who\r\n  Hans Müller\t\r\n\r\n習近平\n#x\nMüller\nHans Müller")
	got := list.Scan("a.html", []byte("<p>習近平, Hans Müller</p>"))
	want := []Hit{{"a.html", 2, false}, {"a.html", 4, false}, {"a.html", 6, false}, {"a.html", 7, false}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if hits := list.Scan("a.html", []byte("Hans Meier und die Mühle")); hits != nil {
		t.Errorf("got %v, want nothing", hits)
	}
}

func TestDigest(t *testing.T) {
	a, b, c := terms(t, "Hans\nMüller"), terms(t, "hans\nMU\u0308LLER\n"), terms(t, "Hans\n\nMüller")
	if a.Digest() != b.Digest() || a.Digest() == c.Digest() {
		t.Error("a digest stands for the terms and their lines")
	}
}

const secret = "Jürgen Śmiglewski"

// spellings are ways to write the secret that a reader takes for it.
var spellings = map[string]string{
	"plain":            secret,
	"small":            "jürgen śmiglewski",
	"capital":          "JÜRGEN ŚMIGLEWSKI",
	"mixed":            "jÜrGeN śMIGlewSKI",
	"decomposed":       norm.NFD.String(secret),
	"full width":       "Ｊüｒｇｅｎ　Śｍｉｇｌｅｗｓｋｉ",
	"soft hyphen":      "Jür\u00adgen Śmig\u00adlew\u00adski",
	"zero width":       "J\u200bürgen\u2060 Śmiglew\ufeffski",
	"no-break space":   "Jürgen\u00a0Śmiglewski",
	"narrow space":     "Jürgen\u202fŚmiglewski",
	"line end":         "Jürgen\r\n\t Śmiglewski",
	"dash":             "Jürgen–Śmiglewski",
	"underscore":       "Jürgen_Śmiglewski",
	"named entities":   "J&uuml;rgen&nbsp;&Sacute;miglewski",
	"decimal entities": "J&#252;rgen &#346;miglewski",
	"hex entities":     "J&#xFC;rgen&#x20;&#x15a;miglewski",
	"all entities":     "&#74;&#252;&#114;&#103;&#101;&#110;&#32;&#346;&#109;&#105;&#103;&#108;&#101;&#119;&#115;&#107;&#105;",
	"in part":          "J&uuml;rgen Śmig&#108;ewski",
	"no semicolon":     "J&uumlrgen &#346miglewski",
	"escaped twice":    "J&amp;uuml;rgen &amp;#346;miglewski",
	"bold":             "Jür<b>gen</b> <i>Śm</i>iglewski",
	"word break":       "Jür<wbr>gen Śmig&shy;lewski",
	"comment":          "Jür<!-- > -->gen Śmiglewski",
	"attributes":       `Jürgen <a title="a > b" href='#'>Śmiglewski</a>`,
	"cells":            "<td>Jürgen</td><td>Śmiglewski</td>",
	"line break":       "Jürgen<br>Śmiglewski",
	"escaped tags":     "J&lt;b&gt;&amp;uuml;&lt;/b&gt;rgen Śmiglewski",
	"word processor":   "<w:r><w:t>Jür</w:t></w:r><w:r><w:t>gen Śmiglewski</w:t></w:r>",
	"cdata":            "<![CDATA[Jürgen]]> <b>Śmiglewski</b>",
	"percent":          "J%C3%BCrgen%20%C5%9Amiglewski",
	"percent small":    "J%c3%bcrgen%20%c5%9amiglewski",
	"percent plus":     "J%C3%BCrgen+%C5%9Amiglewski",
	"percent all":      "%4A%C3%BC%72%67%65%6E%20%C5%9A%6D%69%67%6C%65%77%73%6B%69",
	"percent twice":    "J%25C3%25BCrgen%2520%25C5%259Amiglewski",
	"percent units":    "J%u00FCrgen%20%u015Amiglewski",
	"json":             `J\u00fcrgen \u015amiglewski`,
	"json capital":     `J\u00FCrgen \u015Amiglewski`,
	"json twice":       `J\\u00fcrgen \\u015amiglewski`,
	"json tag":         `J\u003cb\u003e\u00fc\u003c\/b\u003ergen \u015amiglewski`,
	"json line end":    `J\u00fcrgen\n\u015amiglewski`,
	"script":           `J\xfcrgen \u{15a}miglewski`,
	"html in json":     `J&uuml;rgen \u0026Sacute;miglewski`,
	"calendar":         "BEGIN:VCALENDAR\r\nSUMMARY:Jür\r\n gen Śmigle\r\n wski\r\n",
}

func TestSpellings(t *testing.T) {
	list := terms(t, "# one\n"+secret)
	for name, s := range spellings {
		text := s
		if name != "calendar" {
			text = "Davor steht " + s + ", und danach auch."
		}
		if hits := list.Scan("x", []byte(text)); !slices.Equal(hits, []Hit{{"x", 2, false}}) {
			t.Errorf("%s: %q gives %v", name, s, hits)
		}
	}
}

// Terms with signs that are escaped, and in scripts without small letters.
func TestTerms(t *testing.T) {
	for _, term := range []string{"AT&T Bell", `a/b\c"d'e`, "O’Brien", "習近平", "Владимир", "नरेन्द्र मोदी", "김정은", "ИП «Ромашка»", "😀😀😀 gang", "100 % Hans", "<script>", "x < y > z", "+49 30 1234-567", "ﬁsh & chips", "İstanbul", "Straße", "hans@example.org"} {
		list := terms(t, term)
		js, err := json.Marshal(term)
		if err != nil {
			t.Fatal(err)
		}
		for how, s := range map[string]string{
			"plain": term, "html": html.EscapeString(term), "query": url.QueryEscape(term), "path": url.PathEscape(term), "json": string(js),
			"base64": base64.StdEncoding.EncodeToString([]byte(term)), "url base64": base64.RawURLEncoding.EncodeToString([]byte(term)),
			"hex": hex.EncodeToString([]byte(term)), "small": strings.ToLower(term), "capital": strings.ToUpper(term),
			"decomposed": norm.NFD.String(term), "utf-16": string(wide(term, binary.LittleEndian)), "utf-16 odd": "x" + string(wide(term, binary.BigEndian)),
		} {
			if len(list.Scan("x", []byte("a "+s+" b"))) != 1 {
				t.Errorf("%q is not found as %s: %q", term, how, s)
			}
		}
	}
	if hits := terms(t, "STRASSE 9").Scan("x", []byte("straße 9")); len(hits) != 1 {
		t.Errorf("full case folding: %v", hits)
	}
	if hits := terms(t, "Jurgen Smiglewski").Scan("x", []byte(secret)); len(hits) != 1 {
		t.Errorf("without accents: %v", hits)
	}
}

func wide(s string, order binary.AppendByteOrder) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

// coders put text into bytes in which it cannot be read.
var coders = []struct {
	name string
	code func(text []byte) []byte
}{
	{"base64", func(b []byte) []byte { return []byte(base64.StdEncoding.EncodeToString(b)) }},
	{"base64 of an address", func(b []byte) []byte { return []byte(base64.RawURLEncoding.EncodeToString(b)) }},
	{"base64 in lines", func(b []byte) []byte { return folded(base64.StdEncoding.EncodeToString(b), "\r\n") }},
	{"base64 twice", func(b []byte) []byte {
		return []byte(base64.StdEncoding.EncodeToString([]byte(base64.StdEncoding.EncodeToString(b))))
	}},
	{"base64 in an address", func(b []byte) []byte { return []byte(url.QueryEscape(base64.StdEncoding.EncodeToString(b))) }},
	{"hex", func(b []byte) []byte { return []byte(hex.EncodeToString(b)) }},
	{"hex in capitals", func(b []byte) []byte { return []byte(strings.ToUpper(hex.EncodeToString(b))) }},
	{"hex in lines", func(b []byte) []byte { return folded(hex.EncodeToString(b), "\n") }},
	{"utf-16le", func(b []byte) []byte { return wide(string(b), binary.LittleEndian) }},
	{"utf-16be", func(b []byte) []byte { return wide(string(b), binary.BigEndian) }},
	{"utf-16 with a mark", func(b []byte) []byte { return wide("\ufeff"+string(b), binary.LittleEndian) }},
	{"utf-16 in base64", func(b []byte) []byte {
		return []byte(base64.StdEncoding.EncodeToString(wide(string(b), binary.LittleEndian)))
	}},
	{"utf-16 in hex", func(b []byte) []byte { return []byte(hex.EncodeToString(wide(string(b), binary.BigEndian))) }},
	{"json", func(b []byte) []byte {
		out, err := json.Marshal(string(b))
		if err != nil {
			panic(err)
		}
		return out
	}},
	{"ascii json", func(b []byte) []byte {
		var out []byte
		for _, u := range utf16.Encode([]rune(string(b))) {
			out = fmt.Appendf(out, `\u%04x`, u)
		}
		return out
	}},
	{"address", func(b []byte) []byte { return []byte(url.QueryEscape(string(b))) }},
	{"html", func(b []byte) []byte { return []byte(html.EscapeString(string(b))) }},
	{"gzip", zipped},
	{"gzip twice", func(b []byte) []byte { return zipped(zipped(b)) }},
	{"gzip in base64", func(b []byte) []byte { return []byte(base64.StdEncoding.EncodeToString(zipped(b))) }},
	{"zip", func(b []byte) []byte { return archive("word/document.xml", b) }},
	{"name in a zip", func(b []byte) []byte { return archive("word/"+string(b)+".xml", nil) }},
	{"zip in gzip", func(b []byte) []byte { return zipped(archive("a", b)) }},
	{"zTXt", func(b []byte) []byte { return png("zTXt", append([]byte("Author\x00\x00"), deflated(b)...)) }},
	{"iTXt", func(b []byte) []byte {
		return png("iTXt", append([]byte("XML:com.adobe.xmp\x00\x01\x00de\x00\x00"), deflated(b)...))
	}},
	{"pdf stream", pdf},
	{"exif", func(b []byte) []byte {
		return slices.Concat([]byte("\xff\xd8\xff\xe1\x10\x00Exif\x00\x00MM\x00\x2a"), b, []byte{0, 0, 0xff, 0xd9})
	}},
}

func folded(s, end string) []byte {
	var b []byte
	for line := range slices.Chunk([]byte(s), 76) {
		b = append(append(b, line...), end...)
	}
	return b
}

func zipped(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(b) // a buffer takes all
	_ = w.Close()
	return out.Bytes()
}

func deflated(b []byte) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write(b) // likewise
	_ = w.Close()
	return out.Bytes()
}

func archive(name string, b []byte) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create(name)
	if err != nil {
		panic(err)
	}
	_, _ = w.Write(b) // likewise
	_ = z.Close()
	return out.Bytes()
}

func png(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32([]byte(magicPNG), uint32(len(body)))
	at := len(b)
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[at:]))
}

func pdf(b []byte) []byte {
	return slices.Concat([]byte("%PDF-1.7\n4 0 obj\n<< /Filter /FlateDecode >>\nstream\r\n"), deflated(b), []byte("\r\nendstream\nendobj\n"))
}

func TestCoders(t *testing.T) {
	list := terms(t, secret)
	for _, c := range coders {
		for pad := range 4 { // all alignments
			text := strings.Repeat("x", pad) + " Davor " + secret + ", danach."
			if hits := list.Scan("x", c.code([]byte(text))); len(hits) != 1 || hits[0].TermLine != 1 {
				t.Errorf("%s, after %d bytes: %v", c.name, pad, hits)
			}
			if hits := list.Scan("x", c.code([]byte(strings.Replace(text, "gle", "gel", 1)))); len(hits) != 0 {
				t.Errorf("%s, after %d bytes, without the term: %v", c.name, pad, hits)
			}
		}
		if hits := list.Scan("x", c.code([]byte(secret))); len(hits) != 1 {
			t.Errorf("%s of the term alone: %v", c.name, hits)
		}
	}
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	_, _ = w.Write([]byte("<p>" + secret + "</p>")) // likewise
	_ = w.Close()
	if hits := list.Scan("index.html.br", b.Bytes()); len(hits) != 1 {
		t.Errorf("brotli: %v", hits)
	}
	if hits := list.Scan("x.pdf", pdf([]byte(`[(J\374rgen ) -20 (\201)] TJ [(Max) -250 (well) 3 (gasse)] TJ`))); len(hits) != 0 {
		t.Errorf("a PDF without the term: %v", hits)
	}
	if hits := terms(t, "Maxwellgasse").Scan("x.pdf", pdf([]byte(`[(Max) -250 (well) 3 (gasse)] TJ`))); len(hits) != 1 {
		t.Errorf("kerned letters: %v", hits)
	}
	if hits := terms(t, "Jürgen Müller").Scan("x.pdf", []byte("%PDF-1.4\n<< /Author (J\\374rgen M\xfcller) >>")); len(hits) != 1 {
		t.Errorf("PDFDocEncoding: %v", hits)
	}
}

func TestShortRuns(t *testing.T) {
	list := terms(t, "Hans")
	for pad := range 3 {
		for _, s := range []string{"Hans", "HANS", "hans", "hAnS"} {
			text := strings.Repeat("-", pad) + s
			for _, e := range []string{base64.StdEncoding.EncodeToString([]byte(text)), "/a/" + base64.RawURLEncoding.EncodeToString([]byte(text)), hex.EncodeToString([]byte(text))} {
				if len(list.Scan("x", []byte("id="+e+"&"))) != 1 {
					t.Errorf("%q in %q", text, e)
				}
			}
		}
	}
}

func TestNames(t *testing.T) {
	list := terms(t, "Müller\n"+secret)
	for file, want := range map[string]string{
		"media/mu\u0308ller.jpg":           "media/…",
		"media/M%C3%BCller/a.jpg":          "media/…/a.jpg",
		"jürgen-śmiglewski.pdf":            "…",
		"jürgen/śmiglewski.pdf":            "…",
		"x/" + strings.ToUpper(secret):     "x/…",
		"img/J%C3%BCrgen_Smiglewski/1.jpg": "img/…/1.jpg",
	} {
		hits := list.Scan(file, []byte("Müller"))
		if len(hits) != 2 || !hits[0].InName || hits[0].File != want || hits[1] != (Hit{want, 1, false}) {
			t.Errorf("%s: %v, want %s", file, hits, want)
		}
	}
	if hits := list.Scan("media/muehle.jpg", nil); hits != nil {
		t.Errorf("an innocent name: %v", hits)
	}
}

// What pixels are made of is not looked through, what stands around them is.
func TestPictures(t *testing.T) {
	list := terms(t, "Hans")
	jpeg := "\xff\xd8\xff\xe0\x00\x06Hans\xff\xda\x00\x02 %s \xff\x00 \xff\xd3 %s \xff\xd9 %s"
	for name, c := range map[string]struct {
		data []byte
		want int
	}{
		"png pixels":   {png("IDAT", []byte("Hans")), 0},
		"png text":     {png("tEXt", []byte("Author\x00Hans")), 1},
		"png behind":   {append(png("IDAT", []byte("Hans")), "\x00\x00\x00\x00Hans"...), 1},
		"png cut":      {png("IDAT", []byte("Hans "))[:21], 1},
		"jpeg header":  {fmt.Appendf(nil, jpeg, "", "", ""), 1},
		"jpeg pixels":  {[]byte(strings.Replace(fmt.Sprintf(jpeg, "Hans", "Hans", ""), "Hans", "Otto", 1)), 0},
		"jpeg behind":  {[]byte(strings.Replace(fmt.Sprintf(jpeg, "", "", "Hans"), "Hans", "Otto", 1)), 1},
		"jpeg, no end": {[]byte("\xff\xd8\xff\xda Hans"), 0},
	} {
		if hits := list.Scan("x", c.data); len(hits) != c.want {
			t.Errorf("%s: %v, want %d", name, hits, c.want)
		}
	}
}

// What cannot be looked through counts as found.
func TestTooMuch(t *testing.T) {
	list := terms(t, secret)
	list.limit = 4 << 20
	bomb := bytes.Repeat([]byte{0}, list.limit/8)
	nested := []byte(secret)
	for range maxDepth + 2 {
		nested = zipped(nested)
	}
	for name, data := range map[string][]byte{
		"a bomb":          archive("a", bytes.Repeat(zipped(bomb), 9)),
		"many":            bombs(zipped(bomb), 9),
		"nested":          nested,
		"a damaged zip":   archive("a", bomb[:100])[:50],
		"bombs in base64": []byte(base64.StdEncoding.EncodeToString(bombs(zipped(bomb), 9))),
	} {
		if hits := list.Scan("x", data); !slices.Contains(hits, Hit{File: "x"}) {
			t.Errorf("%s: %v", name, hits)
		}
	}
}

func bombs(b []byte, n int) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := range n {
		w, err := z.Create(fmt.Sprint(i))
		if err != nil {
			panic(err)
		}
		_, _ = w.Write(b) // a buffer takes all
	}
	_ = z.Close()
	return out.Bytes()
}

// A random term, planted in a random way in random text, is found, and nothing
// is found where it is not.
func TestPlanted(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 7))
		term := randomWords(r, 1+r.IntN(3), "abcdefghijklmnopqrstuvwxyzäöüßéčñŁАбвгд")
		if weight(Fold(term)) < 6 {
			term += " planted"
		}
		list := terms(t, term)
		before, after := randomWords(r, r.IntN(30), hay), randomWords(r, r.IntN(30), hay)
		c := coders[r.IntN(len(coders))]
		planted := before + " " + respelled(r, term) + " " + after
		if hits := list.Scan("x", c.code([]byte(planted))); len(hits) != 1 {
			t.Fatalf("seed %d: %q in %q as %s gives %v", seed, term, planted, c.name, hits)
		}
		if hits := list.Scan("x", c.code([]byte(before+" "+after))); len(hits) != 0 {
			t.Fatalf("seed %d: %q is not in %q as %s, which gives %v", seed, term, before+" "+after, c.name, hits)
		}
	}
}

const hay = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:()"

func randomWords(r *rand.Rand, n int, alphabet string) string {
	letters := []rune(alphabet)
	var words []string
	for range n {
		word := make([]rune, 2+r.IntN(9))
		for i := range word {
			word[i] = letters[r.IntN(len(letters))]
		}
		words = append(words, string(word))
	}
	return strings.Join(words, " ")
}

// respelled writes a term in another way.
func respelled(r *rand.Rand, term string) string {
	switch r.IntN(7) {
	case 0:
		return strings.ToUpper(term)
	case 1:
		return norm.NFD.String(term)
	case 2:
		return strings.ReplaceAll(term, " ", "\u00a0")
	case 3:
		return strings.ReplaceAll(term, " ", " \n  ")
	case 4:
		cut := r.IntN(len([]rune(term)))
		return string([]rune(term)[:cut]) + "\u00ad" + string([]rune(term)[cut:])
	case 5:
		cut := r.IntN(len([]rune(term)))
		return string([]rune(term)[:cut]) + "<b>" + string([]rune(term)[cut:]) + "</b>"
	}
	return term
}

// Whatever the bytes: nothing fails, a term in plain sight is found, and the
// answer is the same twice.
func FuzzScan(f *testing.F) {
	for _, s := range spellings {
		f.Add([]byte(s))
	}
	for _, c := range coders {
		f.Add(c.code([]byte(secret)))
	}
	list := terms(f, secret+"\nHans")
	list.limit = 1 << 20
	f.Fuzz(func(t *testing.T, data []byte) {
		first := list.Scan("x", data)
		if again := list.Scan("x", data); !slices.Equal(first, again) {
			t.Errorf("%v, and then %v", first, again)
		}
		if bytes.HasPrefix(data, []byte("BEGIN:V")) || bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
			return
		}
		if hits := list.Scan("x", append(slices.Clone(data), " Hans "...)); !slices.Contains(hits, Hit{"x", 2, false}) {
			t.Errorf("the term after %q gives %v", data, hits)
		}
	})
}

func TestAuthors(t *testing.T) {
	core := `<?xml version="1.0"?><cp:coreProperties xmlns:dc="d" xmlns:cp="c"><dc:creator>%s</dc:creator><cp:lastModifiedBy>%s</cp:lastModifiedBy></cp:coreProperties>`
	odt := `<office:meta><meta:initial-creator>A</meta:initial-creator><dc:creator>B</dc:creator></office:meta>`
	xmp := `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description><dc:creator><rdf:Seq><rdf:li>A</rdf:li></rdf:Seq></dc:creator></rdf:Description></x:xmpmeta>`
	for name, c := range map[string]struct {
		data []byte
		want []string
	}{
		"docx":           {archive("docProps/core.xml", fmt.Appendf(nil, core, "A", "B")), []string{"cp:lastModifiedBy", "dc:creator"}},
		"docx cleaned":   {archive("docProps/core.xml", fmt.Appendf(nil, core, "", " ")), nil},
		"docx, text":     {archive("word/document.xml", fmt.Appendf(nil, core, "A", "B")), nil},
		"odt":            {archive("meta.xml", []byte(odt)), []string{"dc:creator", "meta:initial-creator"}},
		"pdf":            {[]byte("%PDF-1.4\n1 0 obj <</Author (Hans)>>"), []string{"Author"}},
		"pdf, hex":       {[]byte("%PDF-1.4\n1 0 obj <</Author<FEFF0048>>>"), []string{"Author"}},
		"pdf, reference": {[]byte("%PDF-1.4\n1 0 obj <</Author 3 0 R>>"), []string{"Author"}},
		"pdf, empty":     {[]byte("%PDF-1.4\n1 0 obj <</Author ()/Creator (Word)>>"), nil},
		"pdf, packed":    {pdf([]byte("<</Author(Hans)>>")), []string{"Author"}},
		"pdf, xmp":       {append([]byte("%PDF-1.4\n"), xmp...), []string{"dc:creator"}},
		"pdf, xmp in it": {pdf([]byte(xmp)), []string{"dc:creator"}},
		"svg":            {[]byte(`<svg sodipodi:docname="a.svg"><metadata><dc:creator><cc:Agent><dc:title>Hans</dc:title></cc:Agent></dc:creator></metadata></svg>`), []string{"dc:creator", "sodipodi:docname"}},
		"svg cleaned":    {[]byte(`<svg><title>dc:creator</title></svg>`), nil},
		"text":           {[]byte("/Author (Hans)"), nil},
		"nothing":        {nil, nil},
	} {
		if got := Authors(c.data); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func BenchmarkScan(b *testing.B) {
	var list strings.Builder
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		fmt.Fprintln(&list, randomWords(r, 2, "abcdefghijklmnopqrstuvwxyz"))
	}
	names := terms(b, list.String())
	page := []byte(`<!doctype html><html lang="de"><head><title>Über den See</title></head><body>` + strings.Repeat(
		`<p id="p1"><span class="s" id="s1-1">Das Wasserwerk wusste im <a class="m" href="/de/entities/water-office-of-the-county/">Juni 2024</a> von der Blüte.</span><sup class="ref"><a href="#e1" aria-label="Beleg 1">1</a></sup> Es sagte &#34;nein&#34; &amp; schwieg.</p>`+"\n", 100) + `</body></html>`)
	picture := make([]byte, 1<<20)
	for i := range picture {
		picture[i] = byte(r.Uint32())
	}
	for name, data := range map[string][]byte{"page": page, "noise": picture, "picture": png("IDAT", picture)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if hits := names.Scan("x", data); len(hits) != 0 {
					b.Fatal(hits)
				}
			}
		})
	}
}
