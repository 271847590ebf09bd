package guard

// Runs of base64 and of hexadecimal digits. Nobody can tell base64 from a word:
// every run of its alphabet may be some, beginning at any digit. So each run is
// read at all four offsets at once, of which three bring out a byte for every
// digit, and an automaton over bytes runs along each. It knows a term as it is
// written, in small and capital letters, composed and decomposed, and so finds
// it in the shortest run.
//
// A run of longRun digits or more is also decoded and looked through like any
// other bytes, if what comes out is text, is packed, or is long. Line ends are
// passed over in a run.

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

const (
	shortHex = 8   // digits: a term has four bytes at least
	longRun  = 16  // digits
	longPart = 192 // bytes that are looked through even if they are no text
)

// forms returns a term in the forms that it is looked for in as bytes.
func forms(term string) []string {
	title := cases.Title(language.Und).String(term)
	var out []string
	for _, s := range []string{term, strings.ToLower(term), strings.ToUpper(term), title} {
		out = append(out, norm.NFC.String(s), norm.NFD.String(s))
		if latin, err := charmap.Windows1252.NewEncoder().String(s); err == nil {
			out = append(out, latin)
		}
	}
	return out
}

var hexValue, base64Value = digits("0123456789abcdef", "0123456789ABCDEF"),
	digits("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", strings.Repeat(" ", 62)+"-_")

// Values in a table of digits that are none.
const (
	noDigit = -1
	lineEnd = -2
)

// digits makes a table of the values of digits, each written in two ways.
func digits(one, other string) (table [256]int8) {
	for c := range table {
		table[c] = noDigit
	}
	for i := range one {
		table[other[i]] = int8(i)
	}
	table[' '] = noDigit
	for i := range one {
		table[one[i]] = int8(i)
	}
	table['\r'], table['\n'] = lineEnd, lineEnd
	return table
}

// runs looks through the runs of digits in some bytes.
func (s *scanner) runs(data []byte, depth int) {
	for i := 0; i < len(data); {
		if base64Value[data[i]] < 0 {
			i++
			continue
		}
		from := i
		i += s.base64Run(data[i:])
		if run := data[from:i]; len(run) >= longRun {
			s.longRun(run, depth)
		}
	}
	for i := 0; i < len(data); i++ {
		if hexValue[data[i]] < 0 {
			continue
		}
		from, n := i, 0
		for ; i < len(data) && hexValue[data[i]] != noDigit; i++ {
			if hexValue[data[i]] >= 0 {
				n++
			}
		}
		if n >= shortHex {
			s.hexRun(data[from:i], depth)
		}
	}
}

// base64Run reads the run that some bytes begin with, at all offsets at once,
// and returns its length.
func (s *scanner) base64Run(data []byte) int {
	a := &s.terms.exact
	var at [4]state // by offset
	bits, n := uint32(0), 0
	for i, c := range data {
		v := base64Value[c]
		if v < 0 {
			if v == lineEnd {
				continue
			}
			return i
		}
		bits = bits<<6 | uint32(v)
		// After n+1 digits the run of offset o has 6·(n+1−o) bits. Those that
		// are left over when bytes are cut off it are 0, 2 or 4, or else 6,
		// when no byte has become full.
		for o := range min(n+1, 4) {
			rest := 6 * (n + 1 - o) & 7
			if rest == 6 {
				continue
			}
			if at[o] = a.step(at[o], byte(bits>>rest)); at[o]&hit != 0 {
				s.add(a.at(at[o])...)
			}
		}
		n++
	}
	return len(data)
}

// longRun decodes a run of base64 at all offsets.
func (s *scanner) longRun(run []byte, depth int) {
	digits := make([]byte, 0, len(run))
	for _, c := range run {
		switch c {
		case '\r', '\n':
		case '-':
			digits = append(digits, '+')
		case '_':
			digits = append(digits, '/')
		default:
			digits = append(digits, c)
		}
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(digits)))
	for offset := range min(4, len(digits)) {
		part := digits[offset:]
		if len(part)%4 == 1 {
			part = part[:len(part)-1]
		}
		n, _ := base64.RawStdEncoding.Decode(out, part) // only digits are there
		s.decoded(out[:n], depth)
	}
}

func (s *scanner) hexRun(run []byte, depth int) {
	digits := bytes.ReplaceAll(bytes.ReplaceAll(run, []byte("\r"), nil), []byte("\n"), nil)
	out := make([]byte, len(digits)/2)
	for offset := range 2 {
		part := digits[offset:]
		n, _ := hex.Decode(out, part[:len(part)&^1]) // likewise
		s.decoded(out[:n], depth)
	}
}

// decoded looks through what came out of a run. Most of it is chance, so that
// short bytes which are no text are looked through once only.
func (s *scanner) decoded(data []byte, depth int) {
	if depth < maxCodes && (len(data) >= longPart || isPacked(data) || utf8.Valid(data) || looksWide(data)) {
		if *s.left -= len(data); *s.left < 0 {
			*s.left, s.opaque = 0, true
			return
		}
		s.nested(data, depth)
	} else {
		s.match(data)
	}
}

// looksWide reports whether bytes may be UTF-16: in most scripts every other
// byte is then the same, and by chance one in 256.
func looksWide(data []byte) bool {
	same := 0
	for i := 2; i < len(data); i++ {
		if data[i] == data[i-2] {
			same++
		}
	}
	return 5*same >= len(data)
}
