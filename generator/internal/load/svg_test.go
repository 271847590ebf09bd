package load

import (
	"testing"
)

func TestCheckSVG(t *testing.T) {
	const open, shut = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1">` + "\n", "\n</svg>\n"
	safe := []string{
		`<path d="M0 0" fill="url(#g)" style="stroke: #fff"/>`,
		`<use href="#g"/><use xlink:href="#g"/>`,
		`<style>.a { fill: url("#g") }</style><title>On &amp; off</title>`,
		`<animate attributeName="opacity" to="1"/>`,
		`<metadata xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:RDF/></metadata>`,
	}
	for _, s := range safe {
		if got := CheckSVG("a.svg", []byte(`<?xml version="1.0" encoding="UTF-8"?>`+open+s+shut)); len(got) > 0 {
			t.Errorf("%s: %v", s, got)
		}
	}
	unsafe := []string{
		`<script>alert(1)</script>`,
		`<SCRIPT/>`,
		`<g onclick="x()"/>`,
		`<g ONLOAD="x()"/>`,
		`<foreignObject/>`,
		`<iframe xmlns="http://www.w3.org/1999/xhtml"/>`,
		`<p xmlns="http://www.w3.org/1999/xhtml"/>`,
		`<a href="https://x.example/"/>`,
		`<a xlink:href="javascript:alert(1)"/>`,
		`<image href="data:image/png;base64,AAAA"/>`,
		`<use href=" other.svg#g"/>`,
		`<use href=""/>`,
		`<path fill="url(https://x.example/#g)"/>`,
		`<path style="fill: url( 'x.svg#g' )"/>`,
		`<path style="fill: u\72l(x)"/>`,
		`<style>@import "x.css";</style>`,
		`<style>a { b: URL(//x) }</style>`,
		`<style><![CDATA[ a { b: image-set("x" 1x) } ]]></style>`,
		`<animate attributeName="xlink:href" to="javascript:alert(1)"/>`,
		`<set attributeName="onclick" to="x()"/>`,
		`<g xml:base="https://x.example/"/>`,
		`<?xml-stylesheet href="x.css"?>`,
		`<g>&entity;</g>`,
		`<g>`,
	}
	for _, s := range unsafe {
		got := CheckSVG("a.svg", []byte(open+s+shut))
		if len(got) == 0 {
			t.Errorf("%s passes", s)
			continue
		}
		if got[0].Code != "unsafe-svg" || got[0].File != "a.svg" || got[0].Hint == "" || s != `<g>` && got[0].Line != 2 {
			t.Errorf("%s: %+v", s, got[0])
		}
	}
	for _, s := range []string{
		"", "no picture", `<html/>`, "\xff<svg/>",
		`<!DOCTYPE svg [<!ENTITY a "b">]><svg/>`,
		`<?xml version="1.0" encoding="UTF-7"?><svg/>`,
	} {
		if len(CheckSVG("a.svg", []byte(s))) == 0 {
			t.Errorf("%q passes", s)
		}
	}
}
