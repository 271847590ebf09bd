package figure

import "strings"

// Advance widths of Helvetica, which Arial, Nimbus Sans and Liberation Sans
// share, in thousandths of an em, for U+0020 to U+007E.
var (
	regularAdvance = [95]uint16{
		278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
		1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
		333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
		556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
	}
	boldAdvance = [95]uint16{
		278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
		975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
		333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
		611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
	}
)

// latin1 gives for U+00C0 to U+00FF the letter of equal width.
const latin1 = "AAAAAA@CEEEEIIIIDNOOOOO=OUUUUYPFaaaaaamceeeeiiiidnooooo=ouuuuyby"

// punctuation holds what else the words of a figure are made of.
var punctuation = map[rune]float64{
	'\u00a0': 278, '\u00ad': 0, '\u200b': 0, '\u202f': 200, '–': 556, '—': 1000, '…': 1000,
	'„': 500, '“': 500, '”': 500, '‚': 278, '‘': 278, '’': 278, '«': 556, '»': 556, '‹': 333, '›': 333,
	'·': 278, '•': 350, '€': 556, '§': 556, '°': 400, 'ı': 278, 'Œ': 1000, 'œ': 944,
}

// allowance covers what other grotesques and hinting add to Helvetica.
const allowance = 1.05

// textWidth estimates how many pixels a line of text takes.
func textWidth(text string, size float64, bold bool) float64 {
	table := &regularAdvance
	if bold {
		table = &boldAdvance
	}
	sum := 0.0
	for _, r := range text {
		sum += advance(table, r)
	}
	return sum * size / 1000 * allowance
}

func advance(table *[95]uint16, r rune) float64 {
	if w, ok := punctuation[r]; ok {
		return w
	}
	if r >= 0xc0 && r <= 0xff {
		r = rune(latin1[r-0xc0])
	}
	switch {
	case r >= ' ' && r <= '~':
		return float64(table[r-' '])
	case r >= 0x0300 && r < 0x0370: // combining marks
		return 0
	case r < 0x2e80:
		return 722
	default: // scripts whose letters fill a square
		return 1000
	}
}

// wrap breaks text into at most lines lines of the given width, at spaces,
// and ends the last with an ellipsis where it had to cut.
func wrap(text string, lines int, limit, size float64, bold bool) []string {
	var out []string
	rest := strings.Fields(text)
	for len(rest) > 0 && len(out) < lines {
		n := 1
		for n < len(rest) && textWidth(strings.Join(rest[:n+1], " "), size, bold) <= limit {
			n++
		}
		if len(out) == lines-1 {
			n = len(rest)
		}
		out = append(out, cut(strings.Join(rest[:n], " "), limit, size, bold))
		rest = rest[n:]
	}
	return out
}

// balanced breaks text as wrap does, but lets a long word have up to most, and
// makes the lines as even as their number allows.
func balanced(text string, lines int, limit, most, size float64) []string {
	for _, word := range strings.Fields(text) {
		limit = min(max(limit, textWidth(word, size, false)), most)
	}
	out := wrap(text, lines, limit, size, false)
	for less := limit - 4; less > limit/2; less -= 4 {
		narrow := wrap(text, lines, less, size, false)
		if len(narrow) > len(out) || strings.Join(narrow, " ") != strings.Join(out, " ") {
			break
		}
		out = narrow
	}
	return out
}

// cut shortens text to the given width; an ellipsis stands for what is lost.
func cut(text string, limit, size float64, bold bool) string {
	if textWidth(text, size, bold) <= limit {
		return text
	}
	runes := []rune(text)
	for n := len(runes) - 1; n > 0; n-- {
		short := strings.TrimRight(string(runes[:n]), " ,;:-–") + "…"
		if textWidth(short, size, bold) <= limit {
			return short
		}
	}
	return "…"
}
