package render

import (
	"strings"

	"belegt/generator/internal/model"
	"belegt/generator/internal/quote"
)

// Evidence is one piece of evidence as readers see it.
type Evidence struct {
	Stance       string
	Name         T      // publisher or author: who says so
	Href         string // of the source's page; empty for a confidential source
	Title        T
	When         Time
	Locator      string
	Quote        T
	Translation  T
	Note         H
	Original     string // address of the original, and of the passage in it that is quoted
	Archive      string
	Weak         bool // the source is weak or was not read itself
	Party        bool // it is a statement of the party concerned
	Reliability  string
	Tier         string
	Confidential bool
}

// evidence shows a list of evidence about the entities concerned.
func (l *language) evidence(evs []model.Evidence, about []model.Ref[model.Entity]) []Evidence {
	out := make([]Evidence, 0, len(evs))
	for i := range evs {
		ev := &evs[i]
		if ev.Source.To == nil {
			out = append(out, Evidence{Stance: ev.Stance, Name: l.text(ev.Label), Confidential: true, Weak: true})
			continue
		}
		v := l.source(ev.Source.To)
		v.Stance = ev.Stance
		v.Locator = l.locator(ev.Locator.Label, ev.Locator.Value)
		v.Note = l.prose(ev.Note)
		v.Party = ofParty(ev.Source.To, about)
		if ev.Quote != "" {
			v.Quote = T{Text: ev.Quote, Lang: l.lang(ev.Source.To.Lang)}
			v.Original = passage(ev)
			for _, t := range ev.QuoteTranslation {
				if t.Lang == l.code && ev.Source.To.Lang != l.code {
					v.Translation = T{Text: t.Raw}
				}
			}
		}
		out = append(out, v)
	}
	return out
}

// passage is the address of what a piece of evidence quotes. Where the page is
// not as it was, its words cannot be led to.
func passage(ev *model.Evidence) string {
	switch s := ev.Source.To; {
	case s.URL == "" || s.URLStatus == "dead":
		return ""
	case s.URLStatus == "changed":
		return s.URL
	default:
		return quote.Link(s.URL, ev.Quote, ev.Prefix, ev.Suffix)
	}
}

// source is what evidence says of its source.
func (l *language) source(s *model.Source) Evidence {
	v := Evidence{
		Name:        l.sourceName(s),
		Href:        l.href(nodeOf(model.KindSource, s.ID)),
		Title:       T{Text: s.Title, Lang: l.lang(s.Lang)},
		When:        l.shortTime(s.Published),
		Original:    s.URL,
		Weak:        weak(s),
		Reliability: s.Reliability,
		Tier:        s.Tier,
	}
	if s.URLStatus == "dead" {
		v.Original = ""
	}
	for _, a := range s.Archive {
		if a.URL != "" {
			v.Archive = a.URL
			break
		}
	}
	return v
}

// sourceName says who speaks in a source: its publisher, else its first
// author, else its title.
func (l *language) sourceName(s *model.Source) T {
	switch {
	case s.Publisher.Entity.To != nil || !s.Publisher.Name.IsZero():
		return l.party(s.Publisher).T
	case len(s.Authors) > 0:
		return l.party(s.Authors[0]).T
	}
	return T{Text: s.Title, Lang: l.lang(s.Lang)}
}

// weak reports whether a source carries little: its reliability is D to F, or
// it is known from others only (no date of access and no archived copy).
func weak(s *model.Source) bool {
	return strings.Contains("DEF", s.Reliability) && s.Reliability != "" ||
		s.Accessed.IsZero() && len(s.Archive) == 0
}

// ofParty reports whether a source is a statement of a party concerned.
func ofParty(s *model.Source, about []model.Ref[model.Entity]) bool {
	for _, r := range about {
		if r.To == s.Publisher.Entity.To {
			return true
		}
		for _, a := range s.Authors {
			if r.To == a.Entity.To {
				return true
			}
		}
	}
	return false
}

// locator shows a place inside a source.
func (l *language) locator(label, value string) string {
	if value == "" {
		return ""
	}
	if key := "locator." + label; label != "" && l.Has(key) {
		return l.Fill(key, "value", value)
	}
	return value
}

// Status is a claim's standing: the word, and since when.
type Status struct {
	Key   string
	Word  string
	Since Time
}

// status is a claim's standing today: that of its last step.
func (l *language) status(c *model.Claim) Status {
	if len(c.History) == 0 {
		return Status{}
	}
	s := c.History[len(c.History)-1]
	return Status{Key: s.Status, Word: l.Say("status." + s.Status), Since: l.time(s.Date)}
}
