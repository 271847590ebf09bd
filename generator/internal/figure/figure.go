// Package figure turns dated facts into the numbers of a drawing: the life of
// a claim, axes, the overview of a timeline, rulers, bars and chains of
// reports. It decides everything, and templates/figures.html prints it.
//
// One drawing serves every width. Across, a place is a share of the width plus
// some pixels; down, it is pixels. So shapes and letters keep their size while
// the scale stretches, and place.go can prove at one width that nothing
// collides at any greater one.
//
// Nothing here reads a record, knows a language, writes markup or measures
// with a real font. Every view is plain data: equal inputs give equal views.
package figure

import (
	"math"
	"strconv"
	"strings"
)

// Tier is a class that hides a word in narrow figures: "" is always shown,
// "m" from 480 pixels, "w" from 720, "x" from 1080. static/css/figures.css holds the same
// numbers as container queries.
type Tier string

// level is a tier with the least width at which it is seen.
type level struct {
	tier  Tier
	width float64
}

// levels lists the tiers of a figure that is never narrower than min.
func levels(min float64) []level {
	all := []level{{"", min}}
	for _, l := range []level{{"m", 480}, {"w", 720}, {"x", 1080}} {
		if l.width > min {
			all = append(all, l)
		}
	}
	return all
}

// width reads a least width as callers give it; nothing is drawn for less
// than 120 pixels.
func width(min int) float64 { return math.Max(float64(min), 120) }

// snap rounds a share of the width to what percent prints, so that proofs are
// made about the numbers on the page.
func snap(share float64) float64 { return math.Round(share*1e4) / 1e4 }

// percent prints a share of the width: 0.3641 is "36.41%".
func percent(share float64) string {
	s := strconv.FormatFloat(share*100, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".") + "%"
}

// num prints pixels with at most one decimal.
func num(px float64) string {
	s := strconv.FormatFloat(px, 'f', 1, 64)
	if s = strings.TrimSuffix(s, ".0"); s == "-0" {
		return "0"
	}
	return s
}
