package guard

// Canonical text. Two spellings of a name are the same here if a reader would
// take them for the same: letters are compared without case, accents and points
// (NFKD, full case folding), what is not seen is left out, quotation marks are
// one mark, and whatever parts words — white space, dashes, the underscore, the
// plus sign of an address — is one space. This is more than normalisation asks
// for, and finds a few more places than it should: a guard should.
//
// Accents and points are the marks of combining class 10 and over. The vowel
// signs of Indic scripts have class 0 and stay. Bytes that are not UTF-8 are
// read as Windows-1252, as old metadata is written.
//
// Because marks go, each character can be folded by itself, whatever stands
// beside it. The results are kept by blocks of 256 characters.

import (
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// separators are the ASCII characters that part words.
var separators = func() (set [256]bool) {
	for _, c := range " \t\n\v\f\r-_+" {
		set[c] = true
	}
	return set
}()

// Fold returns the canonical form of a text, without spaces around it.
func Fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		for _, c := range []byte(foldRune(r)) {
			if c != ' ' {
				if space && b.Len() > 0 {
					b.WriteByte(' ')
				}
				b.WriteByte(c)
			}
			space = c == ' '
		}
	}
	return b.String()
}

// weight is how many characters a canonical text has. A character of a script
// that writes syllables or words counts twice.
func weight(folded string) int {
	n := 0
	for _, r := range folded {
		switch {
		case r == ' ':
		case r >= 0x2e80:
			n += 2
		default:
			n++
		}
	}
	return n
}

type block [256]string

var blocks [(unicode.MaxRune + 1) / 256]atomic.Pointer[block]

// foldRune returns the canonical form of a character.
func foldRune(r rune) string {
	p := &blocks[r>>8]
	b := p.Load()
	if b == nil {
		b = foldBlock(r >> 8)
		p.Store(b)
	}
	return b[r&0xff]
}

func foldBlock(n rune) *block {
	b, fold := new(block), cases.Fold()
	for i := range b {
		b[i] = canonical(n<<8|rune(i), fold)
	}
	return b
}

func canonical(r rune, fold cases.Caser) string {
	if s, ok := special(r); ok {
		return s
	}
	if r == utf8.RuneError || unicode.Is(unicode.Cs, r) {
		return string(utf8.RuneError)
	}
	var b strings.Builder
	for _, x := range norm.NFKD.String(fold.String(norm.NFKD.String(string(r)))) {
		if s, ok := special(x); ok {
			b.WriteString(s)
		} else if norm.NFKD.PropertiesString(string(x)).CCC() < 10 {
			b.WriteRune(x)
		}
	}
	return b.String()
}

// special folds what case folding and normalisation leave as it is.
func special(r rune) (string, bool) {
	switch {
	case r < 0x80 && separators[r], unicode.Is(unicode.White_Space, r), unicode.Is(unicode.Pd, r), r == '−', r == '⁃':
		return " ", true
	case unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point):
		return "", true
	case unicode.In(r, unicode.Pi, unicode.Pf, unicode.Quotation_Mark), r == '`', r == '´', r == 'ʼ', r == '′', r == '″':
		return "'", true
	}
	return "", false
}

// next reads a character at the beginning of bytes that begin with no ASCII.
func next(b []byte) (r rune, size int) {
	r, size = utf8.DecodeRune(b)
	if r == utf8.RuneError && size == 1 {
		r = charmap.Windows1252.DecodeByte(b[0])
	}
	return r, size
}
