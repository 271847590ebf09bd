package guard

// What is compressed is unpacked and looked through: gzip, brotli (which only
// its name tells), zip and the documents that are one, the texts of a PNG, and
// the streams of a PDF. All that comes out of one file counts against maxAll,
// so that a few bytes cannot keep a build busy for ever; a file that holds more
// could not be looked through.

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"io"
	"regexp"
	"strings"

	"github.com/andybalholm/brotli"
)

var (
	bigEndian    = binary.BigEndian
	littleEndian = binary.LittleEndian
)

// What packed files begin with.
const (
	magicGzip = "\x1f\x8b"
	magicZip  = "PK\x03\x04"
	magicPNG  = "\x89PNG\r\n\x1a\n"
	magicJPEG = "\xff\xd8\xff"
	magicPDF  = "%PDF-"
)

func isPacked(data []byte) bool {
	for _, magic := range []string{magicGzip, magicZip, magicPNG, magicPDF} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return true
		}
	}
	return false
}

// unpack looks through what some bytes hold in compressed form.
func (s *scanner) unpack(data []byte, depth int) {
	var err error
	whole := func(part []byte) { s.nested(part, depth) }
	u := unpacker{s.left}
	switch {
	case bytes.HasPrefix(data, []byte(magicGzip)):
		err = u.gzip(data, whole)
	case bytes.HasPrefix(data, []byte(magicZip)):
		err = u.zip(data, func(name string, part []byte) {
			s.nested([]byte(name), depth)
			s.nested(part, depth)
		})
	case bytes.HasPrefix(data, []byte(magicPNG)):
		err = u.png(data, whole)
	case bytes.Contains(data[:min(len(data), 1024)], []byte(magicPDF)):
		err = u.pdf(data, func(part []byte) {
			s.nested(part, depth)
			s.match(kerning.ReplaceAll(part, nil))
		})
	case depth == 0 && strings.HasSuffix(strings.ToLower(s.file), ".br"):
		err = u.part(brotli.NewReader(bytes.NewReader(data)), whole)
	}
	s.opaque = s.opaque || err != nil
}

// kerning is what stands between the letters of a word in a PDF.
var kerning = regexp.MustCompile(`\)\s*-?[0-9.]*\s*\(`)

// unpacker unpacks streams, as long as something is left of what it may.
type unpacker struct{ left *int }

// part unpacks one stream. What can be had of a damaged one is taken; an error
// says that there is more than may be unpacked.
func (u unpacker) part(r io.Reader, take func([]byte)) error {
	data, _ := io.ReadAll(io.LimitReader(r, int64(*u.left)+1))
	if *u.left -= len(data); *u.left < 0 {
		*u.left = 0
		return errTooMuch
	}
	take(data)
	return nil
}

var errTooMuch = errors.New("more is packed in the file than can be looked through")

func (u unpacker) gzip(data []byte, take func([]byte)) error {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil // two bytes that look like one
	}
	take([]byte(r.Name))
	take([]byte(r.Comment))
	return u.part(r, take)
}

func (u unpacker) zip(data []byte, take func(name string, data []byte)) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return err
		}
		err = u.part(r, func(part []byte) { take(f.Name, part) })
		r.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// withoutPixels leaves out of a PNG or JPEG what its pixels are made of: no text
// is there, but in enough of it a short term is found by chance.
func withoutPixels(data []byte) []byte {
	var out []byte
	switch {
	case bytes.HasPrefix(data, []byte(magicPNG)):
		rest := data[len(magicPNG):]
		for len(rest) >= 12 {
			n := 12 + uint64(bigEndian.Uint32(rest))
			if n > uint64(len(rest)) {
				break
			}
			if string(rest[4:8]) != "IDAT" {
				out = append(out, rest[:n]...)
			}
			rest = rest[n:]
		}
		return append(out, rest...)
	case bytes.HasPrefix(data, []byte(magicJPEG)):
		for rest := data; ; {
			scan := bytes.Index(rest, []byte{0xff, 0xda})
			if scan < 0 {
				return append(out, rest...)
			}
			out, rest = append(out, rest[:scan+2]...), rest[scan+2:]
			rest = rest[pixelLength(rest):]
		}
	}
	return data
}

// pixelLength returns the length of the pixels that bytes begin with: there FF is
// followed by 0, by the number of a restart, or by another FF.
func pixelLength(data []byte) int {
	for i := 0; i+1 < len(data); i++ {
		if m := data[i+1]; data[i] == 0xff && m != 0 && m != 0xff && (m < 0xd0 || m > 0xd7) {
			return i
		}
	}
	return len(data)
}

// png unpacks the texts and the colour profile of a picture. Pixels are not
// looked through.
func (u unpacker) png(data []byte, take func([]byte)) error {
	data = data[len(magicPNG):]
	for len(data) >= 12 {
		n := uint64(bigEndian.Uint32(data))
		if n > uint64(len(data)-12) {
			return nil
		}
		kind, body := string(data[4:8]), data[8:8+n]
		data = data[12+n:]
		if kind != "zTXt" && kind != "iTXt" && kind != "iCCP" {
			continue
		}
		if err := u.zlib(body, take); err != nil {
			return err
		}
	}
	return nil
}

// zlib unpacks what stands behind the keyword of a chunk: it begins where the
// first bytes are that can begin it.
func (u unpacker) zlib(data []byte, take func([]byte)) error {
	for i := 1; i < len(data)-1; i++ {
		if data[i-1] == 0 && data[i]&0x0f == 8 && (uint(data[i])<<8|uint(data[i+1]))%31 == 0 {
			if r, err := zlib.NewReader(bytes.NewReader(data[i:])); err == nil {
				return u.part(r, take)
			}
		}
	}
	return nil
}

// pdf unpacks the streams of a document.
func (u unpacker) pdf(data []byte, take func([]byte)) error {
	for {
		_, rest, found := bytes.Cut(data, []byte("stream"))
		if !found {
			return nil
		}
		data = rest
		rest = bytes.TrimLeft(rest[:min(len(rest), 2)], "\r\n")
		start := min(len(data), 2) - len(rest)
		if start == 0 {
			continue
		}
		if r, err := zlib.NewReader(bytes.NewReader(data[start:])); err == nil {
			if err := u.part(r, take); err != nil {
				return err
			}
		}
	}
}
