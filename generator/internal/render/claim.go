package render

import (
	"belegt/generator/internal/date"
	"belegt/generator/internal/figure"
	"belegt/generator/internal/model"
)

// ClaimView is the page of a claim: what is said, how it stands, and why.
type ClaimView struct {
	Shell
	Position  string // “claim 6 of 60”
	Statement H
	Short     T
	Status    Status
	Sources   string
	Origins   string
	Verdict   *Verdict
	Life      LargeLife
	Summary   H
	Body      *BodyView
	About     []Link
	When      Time
	Steps     []Step
	Still     *Still
	Stances   []StanceGroup
	Chain     *Chain
	Relations []ClaimRelation
	Replies   []Reply
	Changes   []Correction
	Events    []EventRow
	Uses      UseList
	Pager     *Pager
	First     bool // of numbered pages: only the first shows the claim itself
}

// Verdict is the editors' assessment.
type Verdict struct {
	Word   string
	Key    string
	Reason H
	Date   Time
	Scale  []ScaleWord
}

// ScaleWord is a degree of credibility.
type ScaleWord struct {
	Word string
	On   bool
}

// Step is one change of a claim's public standing.
type Step struct {
	ID       string
	Key      string
	Word     string
	Line     string // how the line looks that leads on from it
	Present  bool   // it is the last
	Date     Time
	Known    *Time // where it became public later
	By       []Link
	Note     H
	Later    string // how long after the step before it
	Change   string // what was publicly so before this step, and is since
	Evidence []Evidence
}

// Still says that nothing has happened since the last step.
type Still struct {
	Today Time // the last day that the dossier speaks of
	Stood string
}

// StanceGroup is the evidence for, against or around a claim.
type StanceGroup struct {
	Stance   string
	Evidence []Evidence
}

// ClaimRelation is a tie to another claim.
type ClaimRelation struct {
	Word  string
	Claim ClaimBrief
}

// Reply is a right of reply.
type Reply struct {
	Entity   Link
	Asked    Time
	Answered Time
	Text     H
	Evidence []Evidence
}

// Correction is a published correction.
type Correction struct {
	Date Time
	Text H
}

// BodyView is a long text of a record.
type BodyView struct {
	Blocks []Block
}

func (l *language) body(bodies model.Bodies) *BodyView {
	b, ok := bodies.In(l.code)
	if !ok {
		return nil
	}
	v := &BodyView{}
	v.Blocks, _ = l.blocks(b.Doc, b.Lang, nil)
	return v
}

// claimView makes page n of a claim; i is its place among all claims.
func (l *language) claimView(c *model.Claim, i, n int) ClaimView {
	d := l.site.d
	path := l.site.addr.node(nodeOf(model.KindClaim, c.ID))
	short, shortLang := d.ClaimName(c, l.code)
	statement := c.Statement.In(l.code)
	v := ClaimView{
		Shell:     l.shell("claim", "claims", numbered(path, n), short, l.flat(statement)),
		Position:  l.Fill("claim.position", "n", l.Number(i+1), "of", l.Number(len(d.Claims))),
		Statement: l.local(statement),
		Short:     T{Text: short, Lang: l.lang(shortLang)},
		Status:    l.status(c),
		Uses:      l.uses(c.Uses, n),
		First:     n == 1,
	}
	v.Pager = l.pagedBy(&v.Shell, path, n, func(l *language) int { return pages(len(l.mine(c.Uses))) })
	v.foreign(l.lang(shortLang))
	v.Along = beside(l, d.Claims, i, func(c *model.Claim) model.Node { return nodeOf(model.KindClaim, c.ID) })
	if n > 1 {
		return v
	}
	v.Sources, v.Origins = l.Number(len(c.Supporting)), l.Number(len(c.Origins))
	v.Life = l.largeLife(c)
	v.Summary, v.Body = l.prose(c.Summary), l.body(c.Body)
	v.About = l.entities(c.About)
	v.When = l.time(c.Date)
	v.Verdict = l.verdict(c)
	v.Steps = l.steps(c)
	if n := len(c.History); n > 0 && c.History[n-1].Date.Last() <= l.site.today {
		v.Still = &Still{Today: l.time(date.Single(l.site.today)), Stood: l.stood(c, n-1)}
	}
	v.Stances = l.stances(c)
	v.Chain = l.chain(c)
	v.Relations = l.claimRelations(c)
	v.Replies = l.replies(c)
	for _, k := range c.Corrections {
		v.Changes = append(v.Changes, Correction{Date: l.time(k.Date), Text: l.prose(k.Text)})
	}
	for _, e := range c.Events {
		v.Events = append(v.Events, l.eventRow(e))
	}
	v.JSONLD = l.claimData(c, v)
	return v
}

func (l *language) verdict(c *model.Claim) *Verdict {
	if c.Assessment == nil {
		return nil
	}
	a := c.Assessment
	v := &Verdict{Key: a.Credibility, Word: l.Say("credibility." + a.Credibility), Reason: l.prose(a.Reason), Date: l.time(a.Date)}
	for _, k := range model.Credibilities {
		v.Scale = append(v.Scale, ScaleWord{Word: l.Say("credibility." + k), On: k == a.Credibility})
	}
	return v
}

func (l *language) steps(c *model.Claim) []Step {
	out := make([]Step, len(c.History))
	for i, s := range c.History {
		v := Step{
			ID: stepID(i), Key: s.Status, Word: l.Say("status." + s.Status),
			Line: figure.State(s.Status), Present: i == len(c.History)-1,
			Date: l.time(s.Date), By: l.entities(s.By), Note: l.prose(s.Note),
			Evidence: l.evidence(s.Evidence, c.About),
		}
		if !s.Known.IsZero() && date.Compare(s.Known, s.Date) != 0 {
			v.Known = new(l.time(s.Known))
		}
		before := l.Say("claim.before-first")
		if i > 0 {
			before = l.Say("status." + c.History[i-1].Status)
			if stood := l.stood(c, i-1); stood != "" {
				v.Later = l.Fill("claim.later", "time", stood)
			}
		}
		v.Change = l.Fill("claim.change", "before", before, "after", v.Word)
		out[i] = v
	}
	return out
}

func stepID(i int) string { return "_step-" + itoa(i+1) }

// stances gathers the evidence of all steps by what it does for the claim;
// a source that several steps name stands once, with its first quotation.
func (l *language) stances(c *model.Claim) []StanceGroup {
	groups := make([]StanceGroup, len(model.Stances))
	for i, stance := range model.Stances {
		groups[i].Stance = stance
		at := map[*model.Source]int{}
		for _, s := range c.History {
			for j, ev := range s.Evidence {
				if ev.Stance != stance {
					continue
				}
				v := l.evidence(s.Evidence[j:j+1], c.About)[0]
				if k, seen := at[ev.Source.To]; seen && ev.Source.To != nil {
					if groups[i].Evidence[k].Quote.Text == "" {
						groups[i].Evidence[k] = v
					}
					continue
				}
				at[ev.Source.To] = len(groups[i].Evidence)
				groups[i].Evidence = append(groups[i].Evidence, v)
			}
		}
	}
	return groups
}

func (l *language) claimRelations(c *model.Claim) []ClaimRelation {
	var out []ClaimRelation
	seen := map[string]bool{}
	add := func(key string, rs []model.ClaimRelation) {
		for _, r := range rs {
			word := l.Say(key + r.Type)
			if id := word + r.Claim.To.ID; !seen[id] {
				seen[id] = true
				out = append(out, ClaimRelation{Word: word, Claim: l.claimBrief(r.Claim.To, false)})
			}
		}
	}
	add("relation.", c.Relations)
	add("relation-back.", c.Related)
	return out
}

func (l *language) replies(c *model.Claim) []Reply {
	var out []Reply
	for _, r := range c.RightOfReply {
		v := Reply{Asked: l.time(r.Asked), Answered: l.time(r.Answered), Text: l.prose(r.Text), Evidence: l.evidence(r.Evidence, c.About)}
		if r.Entity.To != nil {
			v.Entity = l.entity(r.Entity.To)
		}
		out = append(out, v)
	}
	return out
}

// claimData describes a claim to machines (schema.org, Claim).
func (l *language) claimData(c *model.Claim, v ClaimView) any {
	data := map[string]any{
		"@context": "https://schema.org", "@type": "Claim", "url": v.Canonical,
		"text": l.flat(c.Statement.In(l.code)), "inLanguage": l.code,
	}
	var from []any
	for _, s := range c.Supporting {
		if s.URL != "" {
			from = append(from, map[string]any{"@type": "CreativeWork", "name": s.Title, "url": s.URL})
		}
	}
	if from != nil {
		data["appearance"] = from
	}
	return data
}

// LedgerView is the ledger of claims with their states.
type LedgerView struct {
	Shell
	Count  string // in words
	Total  string
	Groups []StatusCount
	List   *LifeList
	Pager  *Pager
}

// StatusCount says how many claims have a standing today.
type StatusCount struct {
	Key   string
	Word  string
	About string // what the word means
	N     string
	None  bool
}

func (l *language) ledgerView(n int) LedgerView {
	d := l.site.d
	v := LedgerView{
		Shell:  l.shell("claims", "claims", numbered("claims/", n), l.Say("claims.title"), l.Say("claims.about")),
		Count:  l.Count("count.claims", len(d.Claims)),
		Total:  l.Number(len(d.Claims)),
		Groups: l.statusCounts(),
	}
	v.Pager = l.paged(&v.Shell, "claims/", n, pages(len(d.Claims)))
	v.List = l.lifeList(chunk(d.Claims, n), "medium")
	return v
}

func (l *language) statusCounts() []StatusCount {
	n := map[string]int{}
	for _, c := range l.site.d.Claims {
		if len(c.History) > 0 {
			n[c.History[len(c.History)-1].Status]++
		}
	}
	out := make([]StatusCount, len(model.Statuses))
	for i, k := range model.Statuses {
		out[i] = StatusCount{Key: k, Word: l.Say("status." + k), About: l.Say("status-about." + k), N: l.Number(n[k]), None: n[k] == 0}
	}
	return out
}
