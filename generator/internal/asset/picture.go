package asset

// Pictures are published anew, never copied: decoded, turned upright, scaled
// and encoded again. Only pixels come through that. Where and when a picture was
// taken, by whom, with which camera, its small preview, comments, colour
// profiles, and what is hidden behind the file's end stay behind; so do colours
// that were made transparent.
//
// A JPEG stays a JPEG and a PNG a PNG. A WebP can be read but not written: it
// becomes a JPEG, or a PNG if it is transparent or has no loss. A GIF keeps all
// its frames and its one size. Colours are taken for sRGB. Of an animated PNG
// the first frame is shown.
//
// The same bytes come out on every machine: decoders and encoders of the
// standard library count in whole numbers, and so does scale.go.

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"path"
	"slices"
	"strings"

	"golang.org/x/image/webp"
)

// widths are the sizes that a picture is published in, up to its own.
var widths = []int{480, 800, 1200, 1600}

const (
	// maxPixels is how large a picture may be, all frames together.
	maxPixels   = 100_000_000
	jpegQuality = 82
)

// Picture is a picture that can be published.
type Picture struct {
	Width, Height int       // of the largest variant
	Variants      []Variant // from narrow to wide; the last is for those who want one only
}

// Variant is a picture in one size.
type Variant struct {
	File
	Width int
}

// format is a kind of pictures that can be read.
type format struct {
	name   string
	exts   []string
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

var formats = []format{
	{"JPEG", []string{".jpg", ".jpeg"}, jpeg.DecodeConfig, jpeg.Decode},
	{"PNG", []string{".png"}, png.DecodeConfig, png.Decode},
	{"GIF", []string{".gif"}, gif.DecodeConfig, nil},
	{"WebP", []string{".webp"}, webp.DecodeConfig, webp.Decode},
}

// unreadable are the names of pictures that cannot be read here, so that nobody
// can say what else is in them.
var unreadable = []string{".apng", ".avif", ".bmp", ".heic", ".heif", ".ico", ".jfif", ".jp2", ".jxl", ".psd", ".raw", ".tif", ".tiff"}

// CheckPicture says, from its first bytes, what keeps a file from being
// published as the picture that its name promises. It reports whether the file
// is a picture that NewPicture takes.
func CheckPicture(name string, data []byte) (picture bool, err error) {
	ext := strings.ToLower(path.Ext(name))
	if slices.Contains(unreadable, ext) {
		return false, fmt.Errorf("pictures of this kind cannot be made safe; save it as JPEG or PNG")
	}
	promised := slices.IndexFunc(formats, func(f format) bool { return slices.Contains(f.exts, ext) })
	found := slices.IndexFunc(formats, func(f format) bool { return f.begins(data) })
	switch {
	case found < 0 && promised < 0:
		return false, nil
	case found < 0:
		return false, fmt.Errorf("the file is no %s; save the picture again", formats[promised].name)
	case found != promised:
		return false, fmt.Errorf("the file is a %s; let its name end in %s", formats[found].name, formats[found].exts[0])
	}
	c, err := formats[found].config(bytes.NewReader(data))
	if err != nil {
		return false, fmt.Errorf("the picture cannot be read (%w); save it again", err)
	}
	pixels := int64(c.Width) * int64(c.Height)
	if formats[found].name == "GIF" {
		pixels = max(pixels, gifPixels(data))
	}
	if pixels > maxPixels {
		return false, fmt.Errorf("the picture has %d million pixels, and %d can be taken; make it smaller", pixels/1_000_000, maxPixels/1_000_000)
	}
	if pixels == 0 {
		return false, errors.New("the picture has no pixels; save it again")
	}
	return true, nil
}

// begins reports whether data begin as files of the format do.
func (f format) begins(data []byte) bool {
	switch f.name {
	case "JPEG":
		return bytes.HasPrefix(data, []byte("\xff\xd8\xff"))
	case "PNG":
		return bytes.HasPrefix(data, []byte(pngMagic))
	case "GIF":
		return bytes.HasPrefix(data, []byte("GIF8"))
	}
	return bytes.HasPrefix(data, []byte("RIFF")) && len(data) > 12 && string(data[8:12]) == "WEBP"
}

// NewPicture makes the variants of a picture. The largest has the picture's own
// name, unless its kind had to change; no variant is larger than the picture.
func NewPicture(name string, data []byte) (*Picture, error) {
	ok, err := CheckPicture(name, data)
	if err == nil && !ok {
		err = errors.New("the file is no picture")
	}
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(formats, func(f format) bool { return f.begins(data) })
	f := formats[i]
	if f.name == "GIF" {
		return newGIF(name, data)
	}
	img, err := f.decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("the picture cannot be read (%w); save it again", err)
	}
	if f.name == "WebP" {
		if _, lossy := img.(*image.YCbCr); lossy {
			name, f = name+".jpg", formats[0]
		} else {
			name, f = name+".png", formats[1]
		}
	}
	return newPicture(name, f, img, orientation(data))
}

// newPicture makes the variants, each of the next larger one.
func newPicture(name string, f format, img image.Image, o int) (*Picture, error) {
	size := upright(img.Bounds().Size(), o)
	_, gray := img.(*image.Gray)
	width := min(size.X, widths[len(widths)-1])
	if width < size.X {
		to := upright(scaled(size, width), o) // as it lies, not as it stands
		img = scale(img, to.X, to.Y)
	}
	img = turn(img, o)
	p := &Picture{Width: img.Bounds().Dx(), Height: img.Bounds().Dy()}
	for i := len(widths); ; {
		data, err := encode(f, img, gray)
		if err != nil {
			return nil, err
		}
		// A narrow one that saves nothing is of no use.
		if last := len(p.Variants) - 1; last < 0 {
			p.Variants = append(p.Variants, Variant{File{name, data}, width})
		} else if len(data) < len(p.Variants[last].Data) {
			ext := path.Ext(name)
			file := File{fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), width, ext), data}
			p.Variants = append(p.Variants, Variant{file, width})
		}
		for i--; i >= 0 && widths[i] >= width; i-- {
		}
		if i < 0 {
			slices.Reverse(p.Variants)
			return p, nil
		}
		width = widths[i]
		to := scaled(img.Bounds().Size(), width)
		img = scale(img, to.X, to.Y)
	}
}

// scaled returns the size of a picture in another width.
func scaled(size image.Point, width int) image.Point {
	return image.Pt(width, max(1, (2*size.Y*width+size.X)/(2*size.X)))
}

func encode(f format, img image.Image, gray bool) ([]byte, error) {
	if gray {
		img = asGray(img)
	}
	var b bytes.Buffer
	var err error
	if f.name == "JPEG" {
		err = jpeg.Encode(&b, img, &jpeg.Options{Quality: jpegQuality})
	} else {
		e := png.Encoder{CompressionLevel: png.BestCompression}
		err = e.Encode(&b, cleared(img))
	}
	if err != nil {
		return nil, fmt.Errorf("the picture cannot be written: %w", err)
	}
	return b.Bytes(), nil
}

func asGray(img image.Image) image.Image {
	if _, ok := img.(*image.Gray); ok {
		return img
	}
	out := image.NewGray(img.Bounds())
	draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Src)
	return out
}

// cleared returns a picture in eight bits a colour that has no colour where it
// is transparent.
func cleared(img image.Image) image.Image {
	switch img := img.(type) {
	case *image.Gray:
		return img
	case *image.Paletted:
		out := *img
		out.Palette = slices.Clone(img.Palette)
		for i, c := range out.Palette {
			if _, _, _, a := c.RGBA(); a == 0 {
				out.Palette[i] = image.Transparent.C
			}
		}
		return &out
	case *image.NRGBA:
		out := &image.NRGBA{Pix: slices.Clone(img.Pix), Stride: img.Stride, Rect: img.Rect}
		for i := 0; i+3 < len(out.Pix); i += 4 {
			if out.Pix[i+3] == 0 {
				clear(out.Pix[i : i+3])
			}
		}
		return out
	}
	return asRGBA(img)
}

// asRGBA returns a picture in premultiplied colours, in which what is
// transparent has none.
func asRGBA(img image.Image) *image.RGBA {
	if img, ok := img.(*image.RGBA); ok {
		return img
	}
	out := image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Src)
	return out
}

// newGIF writes the frames of a GIF anew, and nothing else.
func newGIF(name string, data []byte) (*Picture, error) {
	g, err := gif.DecodeAll(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("the picture cannot be read (%w); save it again", err)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		return nil, fmt.Errorf("the picture cannot be written: %w", err)
	}
	return &Picture{g.Config.Width, g.Config.Height, []Variant{{File{name, b.Bytes()}, g.Config.Width}}}, nil
}

// gifPixels counts the pixels of all frames without unpacking them, for a few
// bytes can hold very many.
func gifPixels(data []byte) (pixels int64) {
	skip := func(n int) {
		data = data[min(n, len(data)):]
	}
	table := func(flags byte) int {
		if flags&0x80 == 0 {
			return 0
		}
		return 3 << (flags&7 + 1)
	}
	blocks := func() {
		for len(data) > 0 && data[0] != 0 {
			skip(1 + int(data[0]))
		}
		skip(1)
	}
	if len(data) < 13 {
		return 0
	}
	skip(13 + table(data[10]))
	for len(data) >= 10 {
		switch data[0] {
		case 0x21: // an extension
			skip(2)
			blocks()
		case 0x2c: // a frame
			w, h := int64(data[5])|int64(data[6])<<8, int64(data[7])|int64(data[8])<<8
			pixels += w * h
			skip(10 + table(data[9]) + 1)
			blocks()
		default:
			return pixels
		}
	}
	return pixels
}
