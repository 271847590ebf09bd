package render

import (
	"html/template"
	"slices"
	"strconv"

	"belegt/generator/internal/markdown"
	"belegt/generator/internal/model"
)

// marks numbers the citations of a text: one number for each bracket, in order
// of reading, so that a number stands for what one sentence rests on.
type marks struct {
	l       *language
	text    *language // in which the text is written
	refs    []markdown.Ref
	numbers map[int]int // a bracket's first index in refs → its number
	places  map[int]int // likewise → its place among those of its block, from 1
	lane    int         // of the next exhibit
}

func newMarks(l *language, doc *markdown.Doc, lang string) *marks {
	m := &marks{l: l, text: l.in(lang), refs: doc.Refs(), numbers: map[int]int{}, places: map[int]int{}}
	block, place := -1, 0
	for i, r := range m.refs {
		if r.Kind != markdown.Cite || r.Group != i || m.analysis(i) {
			continue
		}
		if r.Sentence >= 0 {
			if b := doc.Sentences()[r.Sentence].Block; b != block {
				block, place = b, 0
			}
		}
		place++
		m.numbers[i], m.places[i] = len(m.numbers)+1, place
	}
	return m
}

// analysis reports whether the bracket that begins at i is the editors' sign.
func (m *marks) analysis(i int) bool {
	for ; i < len(m.refs) && m.refs[i].Kind == markdown.Cite; i++ {
		if m.refs[i].ID != markdown.Editorial {
			return false
		}
		if i+1 < len(m.refs) && m.refs[i+1].Group != m.refs[i].Group {
			return true
		}
	}
	return true
}

type mark struct {
	Number int
	Place  int    // among the numbers of its block, from 1: ties it to its exhibit
	ID     string // of the exhibit
	Weak   bool
	Label  string
}

// cite shows the number of a bracket, or the sign of the editors' analysis.
func (m *marks) cite(group []markdown.Ref, first int) template.HTML {
	n, ok := m.numbers[first]
	if !ok {
		return m.text.part("analysis", nil)
	}
	return m.text.part("mark", mark{Number: n, Place: m.places[first], ID: exhibitID(n), Weak: m.weak(group), Label: m.text.Fill("mark.label", "n", strconv.Itoa(n))})
}

func exhibitID(n int) string { return "x" + strconv.Itoa(n) }

// weak reports whether all that a bracket names is weak.
func (m *marks) weak(group []markdown.Ref) bool {
	return !slices.ContainsFunc(group, func(r markdown.Ref) bool {
		s := m.l.site.d.Source[r.ID]
		return s == nil && m.l.site.d.Claim[r.ID] != nil || s != nil && !weak(s)
	})
}

// Exhibit is what one number stands for: the sources and claims of a bracket.
type Exhibit struct {
	Number int
	ID     string
	Lane   int // in which the rule from the number to the exhibit runs down
	Weak   bool
	Fold   bool // it is folded on wide screens too
	Names  []ExhibitName
	Items  []ExhibitItem
}

// ExhibitName is what a folded exhibit tells of one of its items: who says it,
// or the claim and how it stands.
type ExhibitName struct {
	T
	Status *Status
}

// ExhibitItem is a source or a claim that a sentence rests on.
type ExhibitItem struct {
	Source *Evidence
	Claim  *ClaimBrief
}

// ClaimBrief is a claim in a line or two.
type ClaimBrief struct {
	Link
	Status Status
	Counts string
	Life   template.HTML // only where there are two steps or more
}

// lanes is how many rules can run down side by side, as
// static/css/exhibits-hung.css has it.
const lanes = 9

// exhibits lists the brackets among the citations of a block. Later exhibits
// take lanes further out, so that their rules do not cross while exhibits are
// pushed down; where the text has room to catch up it begins anew.
func (m *marks) exhibits(cites []int) []Exhibit {
	var out []Exhibit
	if len(cites) == 0 {
		m.lane = 0
	}
	for _, i := range cites {
		r := m.refs[i]
		n, ok := m.numbers[r.Group]
		if !ok {
			continue
		}
		if len(out) == 0 || out[len(out)-1].Number != n {
			out = append(out, Exhibit{Number: n, ID: exhibitID(n), Lane: m.lane % lanes, Weak: true})
			m.lane++
		}
		x := &out[len(out)-1]
		if s := m.l.site.d.Source[r.ID]; s != nil {
			ev := m.l.source(s)
			ev.Locator = m.l.locator(r.Locator.Label, r.Locator.Value)
			m.l.carry(&ev, s, m.refs, r.Group)
			x.Items = append(x.Items, ExhibitItem{Source: &ev})
			x.Names = append(x.Names, ExhibitName{T: ev.Name})
			x.Weak = x.Weak && ev.Weak
		} else if c := m.l.site.d.Claim[r.ID]; c != nil {
			b := m.l.claimBrief(c, true)
			x.Items = append(x.Items, ExhibitItem{Claim: &b})
			x.Names = append(x.Names, ExhibitName{T: b.T, Status: &b.Status})
			x.Weak = false
		} else if label, ok := m.l.site.d.Confidential[r.ID]; ok {
			ev := Evidence{Name: m.l.text(label), Confidential: true, Weak: true}
			x.Items = append(x.Items, ExhibitItem{Source: &ev})
			x.Names = append(x.Names, ExhibitName{T: ev.Name})
		}
	}
	return out
}

// carry adds the quotation by which a source carries one of the claims that
// stand in the same bracket: the words that the sentence rests on.
func (l *language) carry(ev *Evidence, s *model.Source, refs []markdown.Ref, begin int) {
	for i := begin; i < len(refs) && refs[i].Group == refs[begin].Group; i++ {
		c := l.site.d.Claim[refs[i].ID]
		if c == nil {
			continue
		}
		for _, step := range c.History {
			for j := range step.Evidence {
				if e := &step.Evidence[j]; e.Source.To == s && e.Quote != "" {
					full := l.evidence(step.Evidence[j:j+1], c.About)[0]
					ev.Quote, ev.Translation, ev.Original = full.Quote, full.Translation, full.Original
					return
				}
			}
		}
	}
}

func (l *language) claimBrief(c *model.Claim, strip bool) ClaimBrief {
	b := ClaimBrief{
		Link:   l.link(nodeOf(model.KindClaim, c.ID)),
		Status: l.status(c),
		Counts: l.originCounts(c),
	}
	if strip && len(c.History) > 1 {
		b.Life = l.life(c, "small")
	}
	return b
}

// originCounts says “5 sources, 3 independent origins”.
func (l *language) originCounts(c *model.Claim) string {
	if len(c.Supporting) == 0 {
		return l.Say("claim.no-sources")
	}
	return l.Count("count.sources", len(c.Supporting)) + ", " + l.Count("count.origins", len(c.Origins))
}

// works are the sources of a text in order of first use.
func (m *marks) works() []Evidence {
	var out []Evidence
	seen := map[string]bool{}
	for _, r := range m.refs {
		s := m.l.site.d.Source[r.ID]
		if r.Kind != markdown.Cite || s == nil || seen[r.ID] {
			continue
		}
		seen[r.ID] = true
		out = append(out, m.l.source(s))
	}
	return out
}
