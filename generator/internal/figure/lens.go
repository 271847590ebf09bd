package figure

// LensView joins a scale above with its magnified part below: two lines in a
// box of 100 by 100 that is stretched over the width. Without a path there is
// nothing to magnify.
type LensView struct{ Path string }

// magnifies is the share of the width from which on a part is no detail.
const magnifies = .8

// Lens shows which part of outer is what inner draws in full, up to its break.
func Lens(outer, inner Scale) LensView {
	from, to, end := outer.at(inner.From), outer.at(inner.To), inner.at(inner.To)
	if to-from > magnifies*end {
		return LensView{}
	}
	return LensView{Path: "M0 100 " + num(from*100) + " 0H" + num(to*100) + "L" + num(end*100) + " 100"}
}
