package render

import (
	"cmp"
	"strconv"
	"strings"
)

// Endnote is what one number of a text stands for, as paper shows it: with the
// full address of each source, once.
type Endnote struct {
	Number int
	Items  []EndnoteItem
}

// EndnoteItem is a source or a claim in an endnote.
type EndnoteItem struct {
	Name    T
	Earlier string // the note that has the whole reference, in words
	Title   T      // of a source
	When    Time
	Status  *Status // of a claim
	Locator string
	Quote   T

	Translation  T
	Weak         bool
	Confidential bool
	URL          string
}

// endnotes lists the exhibits of a text for paper.
func (l *language) endnotes(blocks []Block) []Endnote {
	var out []Endnote
	told := map[string]int{} // address of a page of ours → the note that tells of it
	for _, b := range blocks {
		for _, x := range b.Exhibits {
			n := Endnote{Number: x.Number}
			for _, item := range x.Items {
				n.Items = append(n.Items, l.endnote(item, x.Number, told))
			}
			out = append(out, n)
		}
	}
	return out
}

func (l *language) endnote(x ExhibitItem, number int, told map[string]int) EndnoteItem {
	var v EndnoteItem
	href := ""
	if c := x.Claim; c != nil {
		href = c.Href
		v = EndnoteItem{Name: c.T, Status: &c.Status, URL: l.site.addr.origin + href}
	} else {
		s := x.Source
		href = s.Href
		v = EndnoteItem{Name: s.Name, Title: s.Title, When: s.When, Locator: s.Locator, Quote: s.Quote, Translation: s.Translation, Weak: s.Weak, Confidential: s.Confidential, URL: cmp.Or(s.Original, s.Archive)}
		v.URL, _, _ = strings.Cut(v.URL, ":~:") // nobody types where in the page the words are
		v.URL = strings.TrimSuffix(v.URL, "#")
		if v.Title == v.Name {
			v.Title = T{}
		}
	}
	if href == "" {
		return v
	}
	if first, ok := told[href]; ok {
		v.Title, v.When, v.Status, v.URL = T{}, Time{}, nil, ""
		if first != number {
			v.Earlier = l.Fill("notes.earlier", "n", strconv.Itoa(first))
		}
	} else {
		told[href] = number
	}
	return v
}
