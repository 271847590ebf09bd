package quote

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Two texts say the same if they differ only in how they are typeset. To
// compare them they are folded:
//
//   - compatibility characters, ligatures among them, become what they stand
//     for (Unicode NFKC; œ and æ become two letters);
//   - soft hyphens and other invisible characters are dropped;
//   - all dashes become one sign, all quotation marks and apostrophes another,
//     three dots or more a third; the same sign twice in a row counts once;
//   - white space becomes one space, and none beside such a sign, for printers
//     disagree whether there is any.
//
// Letters keep their case, and every other character stays.

// The signs that folding leaves.
const (
	mark     = '\'' // for every quotation mark and apostrophe
	dash     = '-'
	ellipsis = '…'
)

// folded is a folded text. It is valid UTF-8.
type folded struct {
	text string
	at   []uint32 // for each byte, where in the original begins what it stands for
}

// fold folds a text.
func fold(s string) folded {
	f := folder{text: make([]byte, 0, len(s)), at: make([]uint32, 0, len(s))}
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf && (i+1 == len(s) || s[i+1] < utf8.RuneSelf) {
			f.add(rune(s[i]), i)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if sign(r) != 0 { // before NFKC, which takes some of them apart
			f.add(r, i)
			i += size
			continue
		}
		size = max(size, norm.NFKC.NextBoundaryInString(s[i:], true))
		for _, r := range norm.NFKC.String(s[i : i+size]) {
			for _, r := range letters(r) {
				f.add(r, i)
			}
		}
		i += size
	}
	return folded{string(f.text), f.at}
}

// letters takes the ligatures apart that Unicode holds for letters.
func letters(r rune) string {
	switch r {
	case 'œ':
		return "oe"
	case 'Œ':
		return "OE"
	case 'æ':
		return "ae"
	case 'Æ':
		return "AE"
	}
	return string(r)
}

// sign returns the sign that a character becomes, or 0.
func sign(r rune) rune {
	switch r {
	case '\'', '"', '`', '´', '‘', '’', '‚', '‛', '“', '”', '„', '‟', '«', '»', '‹', '›',
		'′', '″', '‴', '‵', '‶', '‷', '⁗', 'ʹ', 'ʺ', 'ʻ', 'ʼ', 'ʽ', 'ˈ', 'ˊ', 'ˋ',
		'〝', '〞', '〟', '「', '」', '『', '』', '｢', '｣', '❛', '❜', '❝', '❞', '❟', '❠', '❮', '❯', '＂', '＇', '｀':
		return mark
	case '−', '⁃', '─':
		return dash
	case '…', '⋯':
		return ellipsis
	}
	if unicode.Is(unicode.Pd, r) {
		return dash
	}
	return 0
}

// invisible reports whether a character leaves no trace on paper.
func invisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector) || r == '\u034f' || unicode.IsControl(r) && !unicode.IsSpace(r)
}

// folder folds character by character.
type folder struct {
	text    []byte
	at      []uint32
	space   bool // white space was read since the last character
	spaceAt int
}

// add takes a character that stands, in the original, at an offset.
func (f *folder) add(r rune, at int) {
	switch s := sign(r); {
	case s != 0:
		f.addSign(s, at)
	case unicode.IsSpace(r):
		if !f.space {
			f.space, f.spaceAt = true, at
		}
	case invisible(r):
	case r == '.' && f.addDot():
	default:
		if f.space && len(f.text) > 0 && !f.endsInSign() {
			f.put(' ', f.spaceAt)
		}
		f.put(r, at)
	}
}

func (f *folder) put(r rune, at int) {
	f.text = utf8.AppendRune(f.text, r)
	for len(f.at) < len(f.text) {
		f.at = append(f.at, uint32(at))
	}
	f.space = false
}

func (f *folder) addSign(r rune, at int) {
	before := " "
	if r == ellipsis {
		before = " ." // a full stop beside it may be one of its dots
	}
	f.cut(len(bytes.TrimRight(f.text, before)))
	f.space = false
	if last, _ := utf8.DecodeLastRune(f.text); last != r {
		f.put(r, at)
	}
}

// addDot makes dots in a row an ellipsis. It reports whether the dot is taken.
func (f *folder) addDot() bool {
	dots := ".."
	if f.space {
		dots = ". ."
	}
	switch {
	case bytes.HasSuffix(f.text, []byte(string(ellipsis))):
		f.space = false
		return true
	case bytes.HasSuffix(f.text, []byte(dots)):
		begin := len(f.text) - len(dots)
		at := f.at[begin]
		f.cut(begin)
		f.addSign(ellipsis, int(at))
		return true
	}
	return false
}

func (f *folder) cut(n int) { f.text, f.at = f.text[:n], f.at[:n] }

func (f *folder) endsInSign() bool {
	r, _ := utf8.DecodeLastRune(f.text)
	return r == mark || r == dash || r == ellipsis
}
