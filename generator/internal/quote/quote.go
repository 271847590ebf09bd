// Package quote checks quotations against the authors' own copies of sources,
// and links them to the passage that they stand in. It turns a copy into text,
// finds the words of a quotation in it however they are typeset, says which
// passage is nearest where they are not there, and writes text fragments.
//
// Nothing here reads a file, knows a record, or judges: package pipeline
// fetches the copies and reports what is wrong.
package quote

import (
	"errors"
	"fmt"
	"mime"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// The media types of copies that the program can do something with.
const (
	HTML  = "text/html"
	Plain = "text/plain"
	PDF   = "application/pdf"
	PNG   = "image/png"
	JPEG  = "image/jpeg"
)

// types are the words and endings by which authors name a media type.
var types = map[string]string{
	HTML: HTML, "application/xhtml+xml": HTML, "html": HTML, "htm": HTML, "xhtml": HTML,
	Plain: Plain, "text/markdown": Plain, "text": Plain, "plain": Plain, "txt": Plain, "md": Plain, "markdown": Plain,
	PDF: PDF, "pdf": PDF,
	PNG: PNG, "png": PNG,
	JPEG: JPEG, "jpeg": JPEG, "jpg": JPEG,
}

// MediaType returns the media type of a copy: as its format says, else as the
// ending of its file says, else "".
func MediaType(format, file string) string {
	name, _, err := mime.ParseMediaType(format)
	if err != nil {
		name = strings.ToLower(strings.TrimSpace(format))
	}
	if t, ok := types[name]; ok {
		return t
	}
	return types[strings.TrimPrefix(strings.ToLower(path.Ext(file)), ".")]
}

// HasText reports whether Text can read a media type.
func HasText(mediaType string) bool { return mediaType == HTML || mediaType == Plain }

// ErrNoText is the error of a copy whose words cannot be read, such as a
// picture.
var ErrNoText = errors.New("copies of this format are not read; only HTML and plain text are")

// Text returns the words of a copy that a reader would see. A format can name
// a character set, as in "text/html; charset=iso-8859-1".
func Text(format string, data []byte) (string, error) {
	switch MediaType(format, "") {
	case HTML:
		return pageText(decode(format, data))
	case Plain:
		return plainText(format, data)
	}
	return "", ErrNoText
}

// plainText reads plain text. Without a character set it must be UTF-8.
func plainText(format string, data []byte) (string, error) {
	if _, params, err := mime.ParseMediaType(format); err == nil && params["charset"] != "" {
		e, _ := charset.Lookup(params["charset"])
		if e == nil {
			return "", fmt.Errorf("the character set %q is not known; save the copy as UTF-8", params["charset"])
		}
		if decoded, err := e.NewDecoder().Bytes(data); err == nil {
			data = decoded
		}
	}
	if !utf8.Valid(data) {
		return "", errors.New("the copy is not UTF-8; save it as UTF-8, or write its character set into `format`: text/plain; charset=windows-1252")
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	return strings.ReplaceAll(text, "\r\n", "\n"), nil
}

// decode turns the bytes of a page into UTF-8. What is valid UTF-8 is taken as
// such, whatever the page says of itself: programs that save pages change the
// bytes and leave the declaration.
func decode(format string, data []byte) string {
	e, _, certain := charset.DetermineEncoding(data, format)
	if certain || !utf8.Valid(data) || ascii(data) {
		if decoded, err := e.NewDecoder().Bytes(data); err == nil {
			data = decoded
		}
	}
	return strings.TrimPrefix(strings.ToValidUTF8(string(data), "\ufffd"), "\ufeff")
}

func ascii(data []byte) bool {
	for _, b := range data {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
