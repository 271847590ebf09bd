package figure

// LensView joins a scale above with its magnified part below: a path in a box
// of 100 by 100 that is stretched over the width.
type LensView struct{ Path, From, To string }

// Lens shows which part of outer is what inner holds in full.
func Lens(outer, inner Scale) LensView {
	a, b := outer.at(inner.From), outer.at(inner.To)
	x1, x2 := num(a*100), num(b*100)
	return LensView{Path: "M" + x1 + " 0H" + x2 + "L100 100H0Z", From: percent(a), To: percent(b)}
}
