package asset

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"

	xdraw "golang.org/x/image/draw"
)

// scene is a picture whose corners are red, green, blue and white, from the
// left above to the right below.
func scene(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	colors := []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}}
	for i, c := range colors {
		r := image.Rect(w/2*(i%2), h/2*(i/2), w/2+w/2*(i%2), h/2+h/2*(i/2))
		draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src)
	}
	return img
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tiff is Exif data with an author and an orientation.
func tiff(order binary.AppendByteOrder, o int) []byte {
	b := []byte("MM\x00\x2a")
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		b = []byte("II\x2a\x00")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	for _, e := range [][4]uint32{{0x010e, 2, 4, 0}, {0x0112, 3, 1, uint32(o)}} {
		b = order.AppendUint16(b, uint16(e[0]))
		b = order.AppendUint16(b, uint16(e[1]))
		b = order.AppendUint32(b, e[2])
		if e[1] == 3 {
			b = order.AppendUint16(order.AppendUint16(b, uint16(e[3])), 0)
		} else {
			b = append(b, "Jane"...)
		}
	}
	return append(b, "SECRET in Exif"...)
}

// withExif puts Exif data and other secrets into a JPEG.
func withExif(data []byte, order binary.AppendByteOrder, o int) []byte {
	segment := func(marker byte, body string) []byte {
		b := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2))
		return append(b, body...)
	}
	return slices.Concat(data[:2],
		segment(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
		segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>SECRET in XMP</x:xmpmeta>"),
		segment(0xe1, "Exif\x00\x00"+string(tiff(order, o))),
		segment(0xe2, "ICC_PROFILE\x00\x01\x01SECRET in the profile"),
		segment(0xed, "Photoshop 3.0\x008BIM\x04\x04SECRET in IPTC"),
		segment(0xfe, "SECRET in a comment"),
		data[2:], []byte("SECRET behind the end"))
}

func pngChunk(kind, body string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func decode(t *testing.T, f File) image.Image {
	t.Helper()
	img, _, err := image.Decode(bytes.NewReader(f.Data))
	if err != nil {
		t.Fatalf("%s: %v", f.Path, err)
	}
	return img
}

func TestPictureVariants(t *testing.T) {
	for _, c := range []struct {
		w, h int
		want []string
	}{
		{2000, 1000, []string{"media/a-480.jpg 480x240", "media/a-800.jpg 800x400", "media/a-1200.jpg 1200x600", "media/a.jpg 1600x800"}},
		{1600, 900, []string{"media/a-480.jpg 480x270", "media/a-800.jpg 800x450", "media/a-1200.jpg 1200x675", "media/a.jpg 1600x900"}},
		{900, 1800, []string{"media/a-480.jpg 480x960", "media/a-800.jpg 800x1600", "media/a.jpg 900x1800"}},
		{480, 480, []string{"media/a.jpg 480x480"}},
		{30, 20, []string{"media/a.jpg 30x20"}},
		{1, 1, []string{"media/a.jpg 1x1"}},
		{4000, 2, []string{"media/a-480.jpg 480x1", "media/a-800.jpg 800x1", "media/a-1200.jpg 1200x1", "media/a.jpg 1600x1"}},
	} {
		p, err := NewPicture("media/a.jpg", asJPEG(t, scene(c.w, c.h)))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, v := range p.Variants {
			size := decode(t, v.File).Bounds().Size()
			if size.X != v.Width {
				t.Errorf("%s is %d wide, and said to be %d", v.Path, size.X, v.Width)
			}
			got = append(got, v.Path+" "+strings.NewReplacer("(", "", ",", "x", ")", "").Replace(size.String()))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%dx%d: %v, want %v", c.w, c.h, got, c.want)
		}
		if last := decode(t, p.Variants[len(p.Variants)-1].File).Bounds().Size(); last != image.Pt(p.Width, p.Height) {
			t.Errorf("%dx%d: the largest is %v, and said to be %dx%d", c.w, c.h, last, p.Width, p.Height)
		}
	}
}

// Nothing but pixels comes through.
func TestPictureKeepsNoSecret(t *testing.T) {
	plain := asPNG(t, scene(600, 400))
	at := len(plain) - 12
	withChunks := slices.Concat(plain[:33],
		pngChunk("tEXt", "Author\x00SECRET text"), pngChunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00SECRET XMP"),
		pngChunk("eXIf", string(tiff(binary.BigEndian, 1))), pngChunk("prVt", "SECRET private"),
		plain[33:at], plain[at:], []byte("SECRET behind the end"))
	var animated bytes.Buffer
	if err := gif.EncodeAll(&animated, twoFrames()); err != nil {
		t.Fatal(err)
	}
	g := animated.Bytes()
	comment := append([]byte{0x21, 0xfe, 14}, "SECRET comment\x00"...)
	for name, data := range map[string][]byte{
		"a.jpg": withExif(asJPEG(t, scene(600, 400)), binary.LittleEndian, 6),
		"a.png": withChunks,
		"a.gif": slices.Concat(g[:len(g)-1], comment, g[len(g)-1:], []byte("SECRET behind")),
	} {
		if !bytes.Contains(data, []byte("SECRET")) {
			t.Fatalf("%s: the test has no secret", name)
		}
		p, err := NewPicture(name, data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, v := range p.Variants {
			for _, word := range []string{"SECRET", "Exif", "Jane", "ICC", "xmp", "Photoshop"} {
				if bytes.Contains(v.Data, []byte(word)) {
					t.Errorf("%s holds %s", v.Path, word)
				}
			}
		}
	}
}

func twoFrames() *gif.GIF {
	palette := color.Palette{color.White, color.Black, color.Transparent}
	one, two := image.NewPaletted(image.Rect(0, 0, 20, 10), palette), image.NewPaletted(image.Rect(5, 5, 10, 10), palette)
	two.Pix[3] = 1
	return &gif.GIF{Image: []*image.Paletted{one, two}, Delay: []int{10, 20}, LoopCount: 3}
}

func TestGIFKeepsFrames(t *testing.T) {
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, twoFrames()); err != nil {
		t.Fatal(err)
	}
	p, err := NewPicture("a.gif", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	g, err := gif.DecodeAll(bytes.NewReader(p.Variants[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Image) != 2 || !slices.Equal(g.Delay, []int{10, 20}) || g.LoopCount != 3 || g.Image[1].Pix[3] != 1 {
		t.Errorf("got %d frames, delays %v, %d rounds", len(g.Image), g.Delay, g.LoopCount)
	}
	if p.Width != 20 || p.Height != 10 || len(p.Variants) != 1 {
		t.Errorf("got %dx%d in %d sizes", p.Width, p.Height, len(p.Variants))
	}
}

// A picture that lies on its side or on its head is turned. The letters are the
// colours of the corners, from the left above to the right below, of a picture
// whose rows lie as RGBW.
func TestOrientation(t *testing.T) {
	corners := map[int]string{1: "RGBW", 2: "GRWB", 3: "WBGR", 4: "BWRG", 5: "RBGW", 6: "BRWG", 7: "WGBR", 8: "GWRB", 9: "RGBW", 0: "RGBW"}
	for o, want := range corners {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			widths := []int{500}
			if o == 6 {
				widths = append(widths, 1700)
			}
			for _, w := range widths {
				plain := scene(w, w/2)
				withChunk := asPNG(t, plain)
				withChunk = slices.Concat(withChunk[:33], pngChunk("eXIf", string(tiff(order, o))), withChunk[33:])
				for name, data := range map[string][]byte{"a.jpg": withExif(asJPEG(t, plain), order, o), "a.png": withChunk} {
					p, err := NewPicture(name, data)
					if err != nil {
						t.Fatal(err)
					}
					for _, v := range p.Variants {
						img := decode(t, v.File)
						if got := cornersOf(img); got != want {
							t.Errorf("orientation %d, %s of %d: %s, want %s", o, v.Path, w, got, want)
						}
						if size := img.Bounds().Size(); (size.X > size.Y) != (o < 5 || o > 8) {
							t.Errorf("orientation %d, %s of %d: %v", o, v.Path, w, size)
						}
					}
				}
			}
		}
	}
}

func cornersOf(img image.Image) string {
	size := img.Bounds().Size()
	var b strings.Builder
	for _, at := range []image.Point{{1, 1}, {3, 1}, {1, 3}, {3, 3}} {
		r, g, bl, _ := img.At(size.X*at.X/4, size.Y*at.Y/4).RGBA()
		switch high := [3]bool{r > 0x8000, g > 0x8000, bl > 0x8000}; high {
		case [3]bool{true, true, true}:
			b.WriteByte('W')
		case [3]bool{true, false, false}:
			b.WriteByte('R')
		case [3]bool{false, true, false}:
			b.WriteByte('G')
		case [3]bool{false, false, true}:
			b.WriteByte('B')
		default:
			b.WriteByte('?')
		}
	}
	return b.String()
}

// What was made transparent cannot be made visible again.
func TestTransparencyHidesNothing(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 500, 10))
	for i := range img.Pix {
		img.Pix[i] = 200
	}
	img.SetNRGBA(3, 4, color.NRGBA{12, 34, 56, 0})
	img.SetNRGBA(4, 4, color.NRGBA{12, 34, 56, 128})
	p, err := NewPicture("a.png", asPNG(t, img))
	if err != nil {
		t.Fatal(err)
	}
	out := decode(t, p.Variants[len(p.Variants)-1].File).(*image.NRGBA)
	if got := out.NRGBAAt(3, 4); got != (color.NRGBA{}) {
		t.Errorf("a transparent pixel is %v", got)
	}
	if got := out.NRGBAAt(4, 4); got != (color.NRGBA{12, 34, 56, 128}) {
		t.Errorf("a pixel that is half transparent is %v", got)
	}
	indexed := image.NewPaletted(image.Rect(0, 0, 5, 5), color.Palette{color.NRGBA{1, 2, 3, 255}, color.NRGBA{77, 88, 99, 0}})
	indexed.Pix[7] = 1
	if p, err = NewPicture("b.png", asPNG(t, indexed)); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(p.Variants[0].Data, []byte{77, 88, 99}) {
		t.Error("a transparent colour is still in the palette")
	}
}

// A drawing in few colours keeps them, and gray stays gray.
func TestPictureKinds(t *testing.T) {
	indexed := image.NewPaletted(image.Rect(0, 0, 700, 300), color.Palette{color.Black, color.White})
	gray := image.NewGray(image.Rect(0, 0, 700, 300))
	deep := image.NewNRGBA64(image.Rect(0, 0, 700, 300))
	for i := range gray.Pix {
		gray.Pix[i], indexed.Pix[i] = uint8(i), uint8(i/350%2)
	}
	p, err := NewPicture("a.png", asPNG(t, indexed))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := decode(t, p.Variants[len(p.Variants)-1].File).(*image.Paletted); !ok {
		t.Error("a palette is lost")
	}
	for name, data := range map[string][]byte{"g.png": asPNG(t, gray), "g.jpg": asJPEG(t, gray)} {
		if p, err = NewPicture(name, data); err != nil {
			t.Fatal(err)
		}
		for _, v := range p.Variants {
			if _, ok := decode(t, v.File).(*image.Gray); !ok {
				t.Errorf("%s is no longer gray", v.Path)
			}
		}
	}
	if p, err = NewPicture("d.png", asPNG(t, deep)); err != nil || p.Width != 700 {
		t.Errorf("16 bits: %v", err)
	}
}

// Files made by cwebp: a lossy one of 1×1 and one without loss.
func TestWebP(t *testing.T) {
	for data, want := range map[string]string{
		"UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA": "media/a.webp.jpg",
		"UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==":         "media/a.webp.png",
	} {
		b, err := base64.StdEncoding.DecodeString(data)
		if err != nil {
			t.Fatal(err)
		}
		p, err := NewPicture("media/a.webp", b)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Variants) != 1 || p.Variants[0].Path != want || p.Width != 1 {
			t.Errorf("got %v, want %s", p, want)
		}
		decode(t, p.Variants[0].File)
	}
	withChunks := []byte("RIFF\x00\x00\x00\x00WEBPICCP\x03\x00\x00\x00abc\x00EXIF")
	x := tiff(binary.LittleEndian, 8)
	withChunks = append(binary.LittleEndian.AppendUint32(withChunks, uint32(len(x))), x...)
	if o := orientation(withChunks); o != 8 {
		t.Errorf("the orientation of a WebP is %d, want 8", o)
	}
}

func TestCheckPicture(t *testing.T) {
	jpg, large := asJPEG(t, scene(10, 10)), asPNG(t, scene(10, 10))
	binary.BigEndian.PutUint32(large[16:], 20_000)
	binary.BigEndian.PutUint32(large[20:], 5_001)
	binary.BigEndian.PutUint32(large[29:], crc32.ChecksumIEEE(large[12:29]))
	var frames bytes.Buffer
	many := twoFrames()
	wide := image.NewPaletted(image.Rect(0, 0, 1000, 1000), many.Image[0].Palette)
	many.Image, many.Delay = slices.Repeat([]*image.Paletted{wide}, 101), make([]int, 101)
	if err := gif.EncodeAll(&frames, many); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		data    []byte
		picture bool
		want    string
	}{
		{"a.jpg", jpg, true, ""},
		{"a.JPEG", jpg, true, ""},
		{"a.pdf", []byte("%PDF-1.7"), false, ""},
		{"a.svg", []byte("<svg/>"), false, ""},
		{"a", nil, false, ""},
		{"a.png", jpg, false, "the file is a JPEG; let its name end in .jpg"},
		{"a.bin", jpg, false, "the file is a JPEG; let its name end in .jpg"},
		{"a.webp", []byte("<html>"), false, "the file is no WebP"},
		{"a.jpg", nil, false, "the file is no JPEG"},
		{"a.jpg", jpg[:8], false, "cannot be read"},
		{"a.HEIC", jpg, false, "cannot be made safe; save it as JPEG or PNG"},
		{"a.png", large, false, "100 million pixels, and 100 can be taken"},
		{"a.gif", frames.Bytes(), false, "101 million pixels"},
	} {
		picture, err := CheckPicture(c.name, c.data)
		if picture != c.picture || (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, %v; want %v, %q", c.name, picture, err, c.picture, c.want)
		}
		if _, err := NewPicture(c.name, c.data); (err == nil) != c.picture {
			t.Errorf("%s: NewPicture says %v", c.name, err)
		}
	}
	if _, err := NewPicture("a.jpg", jpg[:len(jpg)-20]); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("a picture that is cut off: %v", err)
	}
}

// The pixels are the same on every machine, and even areas stay as they are.
func TestScale(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 97, 61))
	for i := range img.Pix {
		img.Pix[i] = uint8(i * i / 7)
	}
	for size, want := range map[image.Point]string{
		{97, 61}: "45bd", {96, 60}: "ccfe", {31, 7}: "1ab1", {1, 1}: "3edf",
	} {
		out := scale(img, size.X, size.Y)
		sum := sha256.Sum256(out.Pix)
		if got := hex.EncodeToString(sum[:2]); got != want {
			t.Errorf("%v: %s, want %s", size, got, want)
		}
		for i := 0; i < len(out.Pix); i += 4 {
			if p := out.Pix[i:]; p[0] > p[3] || p[1] > p[3] || p[2] > p[3] {
				t.Fatalf("%v: a colour brighter than its alpha: %v", size, p[:4])
			}
		}
	}
	even := image.NewUniform(color.RGBA{13, 77, 201, 255})
	flat := image.NewRGBA(image.Rect(0, 0, 333, 222))
	draw.Draw(flat, flat.Bounds(), even, image.Point{}, draw.Src)
	for _, size := range []image.Point{{333, 222}, {332, 221}, {100, 100}, {7, 1}} {
		out := scale(flat, size.X, size.Y)
		for i := 0; i < len(out.Pix); i += 4 {
			if !bytes.Equal(out.Pix[i:i+4], []byte{13, 77, 201, 255}) {
				t.Fatalf("%v: an even area becomes %v", size, out.Pix[i:i+4])
			}
		}
	}
	same := scale(scene(40, 20), 40, 20)
	if !bytes.Equal(same.Pix, scene(40, 20).Pix) {
		t.Error("a picture in its own size changes")
	}
}

// Our numbers are those of golang.org/x/image/draw, but for the last bits.
func TestScaleIsCatmullRom(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 173, 131))
	for i := range img.Pix {
		img.Pix[i] = uint8(128 + 100*math.Sin(float64(i/4%173)/5)*math.Cos(float64(i/692)/9))
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	for _, size := range []image.Point{{173, 131}, {172, 130}, {100, 70}, {31, 101}, {9, 4}} {
		want := image.NewRGBA(image.Rectangle{Max: size})
		xdraw.CatmullRom.Scale(want, want.Bounds(), img, img.Bounds(), xdraw.Src, nil)
		for i, got := range scale(img, size.X, size.Y).Pix {
			if d := int(got) - int(want.Pix[i]); d < -1 || d > 1 {
				t.Fatalf("%v: byte %d is %d, want %d", size, i, got, want.Pix[i])
			}
		}
	}
}

func TestTaps(t *testing.T) {
	for n := 1; n < 60; n++ {
		for m := 1; m <= n; m++ {
			for i, tap := range taps(n, m) {
				sum := int32(0)
				for _, w := range tap.weights {
					sum += w
				}
				if sum != 1<<weightBits || tap.from < 0 || tap.from+len(tap.weights) > n {
					t.Fatalf("pixel %d of %d to %d: %v", i, n, m, tap)
				}
			}
		}
	}
}

func TestPictureIsRepeatable(t *testing.T) {
	data := asJPEG(t, scene(1000, 700))
	one, err := NewPicture("a.jpg", data)
	if err != nil {
		t.Fatal(err)
	}
	two, err := NewPicture("a.jpg", data)
	if err != nil {
		t.Fatal(err)
	}
	for i := range one.Variants {
		if !bytes.Equal(one.Variants[i].Data, two.Variants[i].Data) {
			t.Errorf("%s differs", one.Variants[i].Path)
		}
	}
}

// Whatever the bytes: what is made of a picture can be read again, in the width
// that it is said to have.
func FuzzPicture(f *testing.F) {
	f.Add([]byte(withExif(asJPEG(f, scene(9, 5)), binary.BigEndian, 6)))
	f.Add(asPNG(f, scene(9, 5)))
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, twoFrames()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if o := orientation(data); o < 1 || o > 8 {
			t.Errorf("orientation %d", o)
		}
		for _, name := range []string{"a.jpg", "a.png", "a.gif", "a.webp"} {
			if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width*c.Height > 1<<20 {
				return // large ones take too long
			}
			p, err := NewPicture(name, data)
			if err != nil {
				continue
			}
			for _, v := range p.Variants {
				_, _, err := image.Decode(bytes.NewReader(v.Data))
				// The frame of a GIF may be smaller than its picture.
				c, _, _ := image.DecodeConfig(bytes.NewReader(v.Data))
				if err != nil || c.Width != v.Width {
					t.Errorf("%s cannot be read again: %v", v.Path, err)
				}
			}
		}
	})
}
