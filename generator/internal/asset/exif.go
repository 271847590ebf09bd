package asset

// Which way up a picture is meant to be shown stands among the data that are
// not published (Exif 3.0, tag 274). So it is read, and the pixels are turned.

import (
	"bytes"
	"encoding/binary"
	"image"
)

const pngMagic = "\x89PNG\r\n\x1a\n"

// orientation returns how the rows of a picture lie: 1 for upright, up to 8. In
// data that cannot be read a picture is upright.
func orientation(data []byte) int {
	t := bytes.TrimPrefix(exif(data), []byte("Exif\x00\x00"))
	if len(t) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(t[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := uint64(order.Uint32(t[4:]))
	if at+2 > uint64(len(t)) {
		return 1
	}
	entries := t[at+2:]
	for range order.Uint16(t[at:]) {
		if len(entries) < 12 {
			return 1
		}
		const tag, short = 0x0112, 3
		if order.Uint16(entries) == tag && order.Uint16(entries[2:]) == short {
			if o := order.Uint16(entries[8:]); o >= 1 && o <= 8 {
				return int(o)
			}
		}
		entries = entries[12:]
	}
	return 1
}

// exif finds the Exif data of a JPEG, PNG or WebP, or returns nil.
func exif(data []byte) []byte {
	switch {
	case bytes.HasPrefix(data, []byte(pngMagic)):
		return chunk(data[len(pngMagic):], "eXIf", binary.BigEndian, 0, 4)
	case bytes.HasPrefix(data, []byte("RIFF")) && len(data) > 12:
		return chunk(data[12:], "EXIF", binary.LittleEndian, 4, 0)
	}
	return segment(data)
}

// chunk finds a chunk by its name: its length stands at one place of its head,
// the name at the other, and sum bytes follow it.
func chunk(data []byte, name string, order binary.ByteOrder, length, sum uint64) []byte {
	for len(data) >= 8 {
		n := uint64(order.Uint32(data[length:]))
		if n > uint64(len(data)-8) {
			return nil
		}
		if string(data[4-length:][:4]) == name {
			return data[8 : 8+n]
		}
		if length != 0 {
			n += n & 1 // RIFF fills up to an even length
		}
		data = data[min(8+n+sum, uint64(len(data))):]
	}
	return nil
}

// segment finds the Exif segment before the pixels of a JPEG.
func segment(data []byte) []byte {
	if len(data) < 2 {
		return nil
	}
	for data = data[2:]; len(data) >= 4 && data[0] == 0xff && data[1] != 0xda; {
		n := 2 + int(binary.BigEndian.Uint16(data[2:]))
		if n < 4 || n > len(data) {
			return nil
		}
		if data[1] == 0xe1 && bytes.HasPrefix(data[4:n], []byte("Exif\x00\x00")) {
			return data[4:n]
		}
		data = data[n:]
	}
	return nil
}

// upright returns a size after turning, which is its own opposite.
func upright(size image.Point, o int) image.Point {
	if o >= 5 {
		return image.Pt(size.Y, size.X)
	}
	return size
}

// turn returns a picture as it is meant to be seen.
func turn(img image.Image, o int) image.Image {
	if o == 1 {
		return img
	}
	src := asRGBA(img)
	from := src.Bounds().Size()
	out := image.NewRGBA(image.Rectangle{Max: upright(from, o)})
	for y := range from.Y {
		for x := range from.X {
			to := place(x, y, from.X-1-x, from.Y-1-y, o)
			copy(out.Pix[out.PixOffset(to.X, to.Y):][:4], src.Pix[src.PixOffset(x, y):][:4])
		}
	}
	return out
}

// place says where a pixel goes, from its distances to the left, the top, the
// right and the bottom.
func place(left, top, right, bottom, o int) image.Point {
	switch o {
	case 2:
		return image.Pt(right, top)
	case 3:
		return image.Pt(right, bottom)
	case 4:
		return image.Pt(left, bottom)
	case 5:
		return image.Pt(top, left)
	case 6:
		return image.Pt(bottom, left)
	case 7:
		return image.Pt(bottom, right)
	case 8:
		return image.Pt(top, right)
	}
	return image.Pt(left, top)
}
