package load

// An SVG is a document that can run scripts and call other servers. What
// articles use is published as a file of its own, so that nothing but the file
// itself can keep it quiet. CheckSVG therefore refuses whatever it does not
// need to understand: it knows no safe script and no safe outside address.

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"belegt/generator/internal/diag"
)

// CheckSVG reports what makes an SVG unsafe to publish: scripts, event
// handlers, foreign content, references to anything but a fragment of the same
// file, and document type declarations.
func CheckSVG(path string, b []byte) diag.List {
	c := &svgCheck{file: diag.NewFile(path, b), dec: xml.NewDecoder(bytes.NewReader(b))}
	for {
		c.from = c.dec.InputOffset()
		token, err := c.dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			c.malformed(err)
			break
		}
		c.token(token)
	}
	if len(c.diags) == 0 && !c.isSVG {
		c.refuse("the file is no SVG", "export the picture again")
	}
	return c.diags
}

type svgCheck struct {
	file  *diag.File
	dec   *xml.Decoder
	from  int64 // offset of the token
	isSVG bool
	style int // open style elements
	diags diag.List
}

func (c *svgCheck) refuse(message, hint string) {
	from, to := int(c.from), int(c.dec.InputOffset())
	c.diags.Add(diag.Diagnostic{Pos: c.file.At(from, to-from), Code: "unsafe-svg", Message: message, Hint: hint})
}

func (c *svgCheck) malformed(err error) {
	message := err.Error()
	if e := (*xml.SyntaxError)(nil); errors.As(err, &e) {
		message = e.Msg
	}
	c.refuse("XML that cannot be read: "+message, "export the picture again, as plain SVG")
}

func (c *svgCheck) token(token xml.Token) {
	switch t := token.(type) {
	case xml.Directive:
		c.refuse("a document type declaration", "remove the line <!DOCTYPE …>")
	case xml.ProcInst:
		if t.Target != "xml" {
			c.refuse("the processing instruction "+shorten(t.Target), "remove it")
		}
	case xml.StartElement:
		c.element(t)
	case xml.EndElement:
		if strings.EqualFold(t.Name.Local, "style") {
			c.style--
		}
	case xml.CharData:
		if c.style > 0 {
			c.css(string(t))
		}
	}
}

const svgSpace = "http://www.w3.org/2000/svg"

// Elements that run or embed something. Names are compared in lower case, for
// a file may also be read as HTML.
var unsafeElements = map[string]bool{
	"script": true, "foreignobject": true, "handler": true, "listener": true, "iframe": true,
	"embed": true, "object": true, "audio": true, "video": true, "link": true, "meta": true, "base": true,
}

func (c *svgCheck) element(e xml.StartElement) {
	name := strings.ToLower(e.Name.Local)
	switch {
	case name == "svg" && (e.Name.Space == "" || e.Name.Space == svgSpace):
		c.isSVG = true
	case name == "style":
		c.style++
	case unsafeElements[name], e.Name.Space == "http://www.w3.org/1999/xhtml":
		c.refuse("the element <"+shorten(e.Name.Local)+">", "remove it, or export the picture as plain SVG")
	}
	for _, a := range e.Attr {
		c.attribute(strings.ToLower(a.Name.Local), a)
	}
}

func (c *svgCheck) attribute(name string, a xml.Attr) {
	value := strings.TrimSpace(a.Value)
	switch {
	case strings.HasPrefix(name, "on"):
		c.refuse("the event handler "+shorten(a.Name.Local), "remove the attribute")
	case name == "href" || name == "src":
		if !strings.HasPrefix(value, "#") {
			c.refuse("a reference to `"+shorten(value)+"`", "only #fragments of the same file are allowed; embed paths, not pictures or links")
		}
	case name == "base" && (a.Name.Space == "xml" || strings.HasSuffix(a.Name.Space, "/namespace")):
		c.refuse("a base address", "remove the attribute xml:base")
	case name == "attributename" && animatesUnsafe(value):
		c.refuse("an animation of `"+shorten(value)+"`", "remove the animation")
	case a.Name.Space == "xmlns" || name == "xmlns":
	default:
		c.css(a.Value)
	}
}

// animatesUnsafe reports whether an animation could set what must not be set.
func animatesUnsafe(attribute string) bool {
	attribute = strings.ToLower(attribute)
	_, local, qualified := strings.Cut(attribute, ":")
	if !qualified {
		local = attribute
	}
	return local == "href" || local == "src" || strings.HasPrefix(local, "on")
}

var (
	cssURL   = regexp.MustCompile(`(?i)url\(\s*["']?\s*([^"')]*)`)
	cssFetch = regexp.MustCompile(`(?i)@import|image-set\(|image\(|expression\(|javascript:|\\`)
)

// css checks a style sheet, or an attribute that may hold a style.
func (c *svgCheck) css(s string) {
	for _, m := range cssURL.FindAllStringSubmatch(s, -1) {
		if !strings.HasPrefix(strings.TrimSpace(m[1]), "#") {
			c.refuse("a style with url("+shorten(m[1])+")", "only url(#fragment) is allowed")
			return
		}
	}
	if m := cssFetch.FindString(s); m != "" {
		c.refuse("a style with `"+m+"`", "remove it; a picture must not fetch anything")
	}
}

// svgSize reads the size of an SVG in pixels from its first element: width
// and height, or else the viewBox. It is 0, 0 where neither says it.
func svgSize(r io.Reader) (width, height int) {
	dec := xml.NewDecoder(r)
	for {
		token, err := dec.Token()
		if err != nil {
			return 0, 0
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		attr := map[string]string{}
		for _, a := range e.Attr {
			if a.Name.Space == "" {
				attr[a.Name.Local] = a.Value
			}
		}
		w, h := pixels(attr["width"]), pixels(attr["height"])
		if box := strings.FieldsFunc(attr["viewBox"], func(r rune) bool { return r == ' ' || r == ',' }); (w == 0 || h == 0) && len(box) == 4 {
			w, h = pixels(box[2]), pixels(box[3])
		}
		if w == 0 || h == 0 {
			return 0, 0
		}
		return w, h
	}
}

// pixels reads a length in pixels, or returns 0 for any other unit.
func pixels(s string) int {
	x, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || !(x > 0 && x < 1e6) {
		return 0
	}
	return int(math.Ceil(x))
}
