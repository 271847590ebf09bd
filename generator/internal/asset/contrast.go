package asset

import (
	"math"
	"regexp"
	"strconv"
)

// ink is the colour of text on the accent, in light and dark alike.
const ink = "#0c0d0e"

// minContrast is what WCAG 2.2 asks of text, level AA.
const minContrast = 4.5

var hexShape = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func isHex(colour string) bool { return hexShape.MatchString(colour) }

// Contrast returns the contrast of two colours, written #rrggbb, as WCAG 2.2
// defines it: from 1 for equal ones to 21 for black and white. It returns 0 if
// one of them is no such colour.
func Contrast(a, b string) float64 {
	if !isHex(a) || !isHex(b) {
		return 0
	}
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

// CheckAccent reports whether text can be read on an accent, and the contrast.
func CheckAccent(hex string) (ok bool, ratio float64) {
	ratio = Contrast(hex, ink)
	return ratio >= minContrast, ratio
}

// luminance is WCAG's relative luminance of #rrggbb.
func luminance(colour string) float64 {
	rgb, _ := strconv.ParseUint(colour[1:], 16, 32) // the shape was checked
	return .2126*linear(rgb>>16) + .7152*linear(rgb>>8) + .0722*linear(rgb)
}

// linear undoes the sRGB curve for the lowest eight bits.
func linear(channel uint64) float64 {
	c := float64(channel&0xff) / 255
	if c <= .04045 {
		return c / 12.92
	}
	return math.Pow((c+.055)/1.055, 2.4)
}
