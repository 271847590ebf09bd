package synth

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
)

// dossier is what is known so far of the dossier being invented.
type dossier struct {
	*rand.Rand
	langs int
	taken map[string]int // ids, with how often each was asked for

	entities, sources, claims, events, articles crowd

	byType  map[string]crowd // entities with a page
	actors  crowd            // entities that can act
	private []*thing         // persons without one
	secret  []*thing         // confidential sources
	byDay   []*thing         // public sources in order of day
	ties    int              // relationships
	filed   []*thing         // entities that have a file of their own
	out     folder
	notes   int // footnotes so far in an article
}

// thing is whatever has an id.
type thing struct {
	id      string
	typ     string
	name    phrase
	ref     phrase // the name as it stands in a sentence, with its article
	day     int    // days after the first one
	lang    string // of a source
	privacy string // of a person
	secret  bool   // a confidential source

	actor, object *thing // whom it is about; the object of a source is its publisher
	topic         topic  // what a claim or event is about
	parent        *thing // the source that a source is based on
	file          string // below content/, if it is alone in there
}

// zipfExponent and zipfOffset shape the skew: among a thousand things the
// first is chosen one time in five, one of the first twenty seven times in ten.
const (
	zipfExponent = 1.4
	zipfOffset   = 2
)

// crowd is a set of things, the most popular first.
type crowd struct {
	all  []*thing
	zipf *rand.Zipf
}

// of makes a crowd. Nothing may be added to it.
func (d *dossier) of(all []*thing) crowd {
	if len(all) == 0 {
		return crowd{}
	}
	return crowd{all, rand.NewZipf(d.Rand, zipfExponent, zipfOffset, uint64(len(all)-1))}
}

// any returns one of the things, a popular one more likely.
func (c crowd) any() *thing { return c.all[c.zipf.Uint64()] }

// but returns one of the things that is none of others, or nil if there is none.
func (c crowd) but(others ...*thing) *thing {
	for range 20 {
		if t := c.any(); !slices.Contains(others, t) {
			return t
		}
	}
	for _, t := range c.all {
		if !slices.Contains(others, t) {
			return t
		}
	}
	return nil
}

// several returns up to n different things.
func (c crowd) several(n int) []*thing {
	var list []*thing
	for range n {
		if t := c.but(list...); t != nil {
			list = append(list, t)
		}
	}
	return list
}

// one returns an entity of one of the types, or any if there is none.
func (d *dossier) one(types ...string) *thing {
	if c, ok := d.byType[d.word(types)]; ok {
		return c.any()
	}
	return d.entities.any()
}

// chance reports true with probability p.
func (d *dossier) chance(p float64) bool { return d.Float64() < p }

// between returns a number from lo to hi, both included.
func (d *dossier) between(lo, hi int) int { return lo + d.IntN(hi-lo+1) }

// word returns one of some words.
func (d *dossier) word(words []string) string { return words[d.IntN(len(words))] }

// phrase returns one of some phrases.
func (d *dossier) phrase(list []phrase) phrase { return list[d.IntN(len(list))] }

// often returns one of some words, those at the front more likely.
func (d *dossier) often(words ...string) string {
	return words[min(d.IntN(len(words)), d.IntN(len(words)))]
}

const longestID = 56 // leaves room for a number

// id makes an id from a text that nothing else has.
func (d *dossier) id(text string) string {
	base := slug(text)
	if len(base) > longestID {
		base = strings.TrimRight(base[:longestID], "-")
	}
	for {
		d.taken[base]++
		n := d.taken[base]
		if n == 1 {
			return base
		}
		if id := base + "-" + strconv.Itoa(n); d.taken[id] == 0 {
			d.taken[id] = 1
			return id
		}
	}
}

var transliterated = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss",
	"ç", "c", "ć", "c", "é", "e", "ë", "e", "ğ", "g", "ı", "i", "ş", "s")

// slug spells a text with small letters, digits and single hyphens.
func slug(text string) string {
	var b []byte
	for _, c := range []byte(transliterated.Replace(strings.ToLower(text))) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b = append(b, c)
		case len(b) > 0 && b[len(b)-1] != '-':
			b = append(b, '-')
		}
	}
	return strings.TrimRight(string(b), "-")
}

// The dossier's time: fifteen years, and the day on which all was last looked at.
var firstDay = time.Date(2010, time.January, 1, 0, 0, 0, 0, time.UTC)

const (
	days    = 15*365 + 4
	checked = "2025-01-15"
)

// on returns the date of a day.
func on(day int) time.Time { return firstDay.AddDate(0, 0, day) }

// iso writes a day.
func iso(day int) string { return on(day).Format("2006-01-02") }

// after returns a day some time after another, at most the last one.
func (d *dossier) after(day, least, most int) int { return min(day+d.between(least, most), days-1) }

// edtf writes a day, now and then less exactly than it is known.
func (d *dossier) edtf(day int) string {
	switch n := d.IntN(100); {
	case n < 76:
		return iso(day)
	case n < 86:
		return iso(day)[:7]
	case n < 90:
		return iso(day)[:4]
	case n < 93:
		return iso(day)[:7] + "~"
	case n < 95:
		return iso(day)[:4] + "?"
	case n < 97:
		return iso(day)[:4] + "-2" + strconv.Itoa(d.between(1, 4))
	}
	return d.interval(day)
}

// interval writes an interval that begins with a day, often an open one.
func (d *dossier) interval(day int) string {
	end := ".."
	if d.chance(0.6) {
		end = iso(d.after(day, 1, 900))[:7]
	}
	return iso(day)[:7] + "/" + end
}
