package render

import (
	"slices"
	"strings"

	"belegt/generator/internal/date"
	"belegt/generator/internal/model"
)

// SourceView is the page of a source.
type SourceView struct {
	Shell
	Type        string
	Title       T
	Citation    string // a full reference to copy
	Publisher   Link
	Authors     []Link
	Published   Time
	Accessed    Time
	Tier        Explained
	Reliability *Explained
	Scale       []ScaleWord
	Access      string
	URL         string
	URLHost     string
	URLStatus   string
	Archive     []Archive
	Summary     H
	Body        *BodyView
	BasedOn     []SourceTie
	ReliedOn    []SourceTie
	Origin      string // whether it is an origin, in words
	Citations   []CitedAt
	Total       int // of citations
	Uses        UseList
	Pager       *Pager
	First       bool
}

// Explained is a word with what it means.
type Explained struct {
	Key   string
	Word  string
	About string
}

// Archive is a kept copy.
type Archive struct {
	URL      string
	Host     string
	Captured Time
	SHA256   string
	Copy     string // address of the authors' own copy, if it is published
	CopyKind string // as what, in words
}

// SourceTie is another source, and how it is tied.
type SourceTie struct {
	SourceRow
	Relation string
}

// SourceRow is a source in a list.
type SourceRow struct {
	Evidence
	ID    string
	Type  string
	Tier  string // in words
	Used  string
	Scale []ScaleWord
	Own   string // own: all it says, part: besides what it rests on, or empty
	Read  string // how we know it, in words
}

// CitedAt is a statement that cites the source.
type CitedAt struct {
	Link
	Kind        string
	Step        string // status and date of a claim's step
	Stance      string
	Quote       T
	Passage     string // address of the quotation in the original
	Translation T
	Note        H
	Where       string
}

func (l *language) sourceRow(s *model.Source) SourceRow {
	r := SourceRow{
		Evidence: l.source(s), ID: s.ID, Type: l.sourceType(s.Type), Tier: l.Say("tier." + s.Tier), Own: ownReporting(s),
		Scale: reliabilityScale(s.Reliability), Read: l.Say("reading." + howRead(s)),
	}
	if n := len(s.Citations) + len(l.mine(s.Uses)); n > 0 {
		r.Used = l.Count("count.places", n)
	}
	return r
}

// ownReporting says whether a source has knowledge of its own: own, part where
// it rests on others too, or empty.
func ownReporting(s *model.Source) string {
	switch {
	case s.OwnReporting && len(s.BasedOn) == 0:
		return "own"
	case s.OwnReporting:
		return "part"
	}
	return ""
}

func (l *language) sourceType(t string) string {
	if key := "source-type." + t; l.Has(key) {
		return l.Say(key)
	}
	return l.Say("source-type.document")
}

// reliabilityScale is the Admiralty code with one letter on; none where the
// source is not judged.
func reliabilityScale(letter string) []ScaleWord {
	if letter == "" {
		return nil
	}
	out := make([]ScaleWord, len(model.Reliabilities))
	for i, r := range model.Reliabilities {
		out[i] = ScaleWord{Word: r, On: r == letter}
	}
	return out
}

func (l *language) sourceView(s *model.Source, n int) SourceView {
	path := l.site.addr.node(nodeOf(model.KindSource, s.ID))
	v := SourceView{
		Shell: l.shell("source", "sources", numbered(path, n), s.Title, l.citation(s)),
		Type:  l.sourceType(s.Type),
		Title: T{Text: s.Title, Lang: l.lang(s.Lang)},
		Total: len(s.Citations),
		Uses:  l.uses(s.Uses, n),
		First: n == 1,
	}
	v.Pager = l.pagedBy(&v.Shell, path, n, func(l *language) int { return l.sourcePages(s) })
	v.foreign(l.lang(s.Lang))
	v.Along = beside(l, l.site.bibliography().all, l.site.bibliography().places[s], func(s *model.Source) model.Node { return nodeOf(model.KindSource, s.ID) })
	for _, c := range chunk(s.Citations, n) {
		v.Citations = append(v.Citations, l.citedAt(s, c))
	}
	if n > 1 {
		return v
	}
	v.Citation = l.citation(s)
	v.Publisher = l.party(s.Publisher)
	for _, a := range s.Authors {
		v.Authors = append(v.Authors, l.party(a))
	}
	v.Published, v.Accessed = l.time(s.Published), l.time(s.Accessed)
	v.Tier = l.explained("tier", s.Tier)
	if s.Reliability != "" {
		v.Reliability = new(l.explained("reliability", s.Reliability))
		v.Scale = reliabilityScale(s.Reliability)
	}
	if s.Access != "" {
		v.Access = l.Say("access." + s.Access)
	}
	if s.URL != "" {
		v.URL, v.URLHost = s.URL, host(s.URL)
		if s.URLStatus != "" {
			v.URLStatus = l.Say("url-status." + s.URLStatus)
		}
	}
	v.Archive = l.archive(s)
	v.Summary, v.Body = l.prose(s.Summary), l.body(s.Body)
	for _, b := range s.BasedOn {
		t := SourceTie{SourceRow: l.sourceRow(b.Source.To)}
		if b.Relation != "" {
			t.Relation = l.Say("based-on." + b.Relation)
		}
		v.BasedOn = append(v.BasedOn, t)
	}
	for _, r := range s.ReliedOn {
		v.ReliedOn = append(v.ReliedOn, SourceTie{SourceRow: l.sourceRow(r)})
	}
	key := "source.repeats"
	switch ownReporting(s) {
	case "own":
		key = "source.origin"
	case "part":
		key = "source.partly"
	}
	v.Origin = l.Say(key)
	data := map[string]any{"@context": "https://schema.org", "@type": "CreativeWork", "name": s.Title, "inLanguage": s.Lang}
	if s.URL != "" {
		data["url"] = s.URL
	}
	if d, ok := s.Published.Datetime(); ok {
		data["datePublished"] = d
	}
	v.JSONLD = data
	return v
}

// archive lists the copies that readers can go to.
func (l *language) archive(s *model.Source) []Archive {
	var out []Archive
	for i := range s.Archive {
		a := &s.Archive[i]
		v := Archive{URL: a.URL, Captured: l.time(a.Captured), SHA256: a.SHA256}
		if a.URL != "" {
			v.Host = host(a.URL)
		}
		if c, ok := l.site.opts.Copies[a]; ok {
			v.Copy, v.CopyKind = l.site.addr.base+c.URL, l.copyKind(c.Kind)
		}
		if v.URL != "" || v.Copy != "" {
			out = append(out, v)
		}
	}
	return out
}

// copyKind says as what a copy is published.
func (l *language) copyKind(kind string) string {
	key := "source.copy-text"
	switch kind {
	case CopyPicture:
		key = "source.copy-picture"
	case CopyPDF:
		key = "source.copy-pdf"
	}
	return l.Say(key)
}

func (l *language) sourcePages(s *model.Source) int {
	return pages(len(s.Citations), len(l.mine(s.Uses)))
}

func (l *language) explained(group, key string) Explained {
	return Explained{Key: key, Word: l.Say(group + "." + key), About: l.Say(group + "-about." + key)}
}

func (l *language) citedAt(s *model.Source, c model.Citation) CitedAt {
	v := CitedAt{Link: l.link(c.In), Kind: string(c.In.Kind), Where: l.Say("kind." + string(c.In.Kind))}
	if claim := l.site.d.Claim[c.In.ID]; claim != nil && c.Step >= 0 {
		step := claim.History[c.Step]
		v.Step = l.Say("status."+step.Status) + ", " + step.Date.Show(l.dates)
		v.Href += "#" + stepID(c.Step)
		v.Stance = c.Evidence.Stance
	}
	ev := l.evidence([]model.Evidence{*c.Evidence}, nil)[0]
	v.Quote, v.Translation, v.Note = ev.Quote, ev.Translation, ev.Note
	if ev.Quote.Text != "" {
		v.Passage = ev.Original
	}
	return v
}

// citation is a full reference: authors, title, publisher, date, address.
func (l *language) citation(s *model.Source) string {
	var b strings.Builder
	for i, a := range s.Authors {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(l.party(a).Text)
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	b.WriteString(l.Fill("cite.title", "title", strings.TrimRight(s.Title, ".")))
	if p := l.party(s.Publisher).Text; p != "" {
		b.WriteString(" " + p)
		if !s.Published.IsZero() {
			b.WriteString(",")
		}
	}
	if !s.Published.IsZero() {
		b.WriteString(" " + s.Published.Show(l.dates))
	}
	b.WriteString(".")
	if s.URL != "" {
		b.WriteString(" " + s.URL)
		if !s.Accessed.IsZero() {
			b.WriteString(" (" + l.Fill("cite.accessed", "date", s.Accessed.Show(l.dates)) + ")")
		}
	}
	return b.String()
}

// BibliographyView is the bibliography, as families of origin.
type BibliographyView struct {
	Shell
	Count    string
	Tiers    []Filter
	Read     []ReadCount
	Families []Family
	Pager    *Pager
}

// ReadCount says how many sources were read in one way, and which.
type ReadCount struct {
	Filter
	Sources []T // their names
}

// Family is an origin and what rests on it.
type Family struct {
	Rows []FamilyRow
}

// FamilyRow is a source at its depth below the origin.
type FamilyRow struct {
	SourceRow
	Depth int    // 0 is the origin
	Lines string // classes for the lines of the family tree in this row
}

// deepest is the depth up to which a family tree is indented.
const deepest = 3

// treeLines says which lines of a family tree run through row i: down to its
// own kin, past it to the next of its siblings, past it to those of an ancestor.
func treeLines(rows []FamilyRow, i int) string {
	follows := func(depth int) bool { // before the branch at this depth ends
		for _, r := range rows[i+1:] {
			if r.Depth <= depth {
				return r.Depth == depth
			}
		}
		return false
	}
	var lines []string
	if i+1 < len(rows) && rows[i+1].Depth > rows[i].Depth {
		lines = append(lines, "kin")
	}
	if rows[i].Depth > 0 && !follows(rows[i].Depth) {
		lines = append(lines, "last")
	}
	for depth := 1; depth < rows[i].Depth; depth++ {
		if follows(depth) {
			lines = append(lines, "past"+itoa(depth))
		}
	}
	return strings.Join(lines, " ")
}

// families puts every source once: an origin first, then what rests on it in
// order of date, below the first source that it names.
func families(sources []*model.Source) [][]FamilyMember {
	children := map[*model.Source][]*model.Source{}
	var roots []*model.Source
	for _, s := range sources {
		if len(s.BasedOn) == 0 {
			roots = append(roots, s)
			continue
		}
		children[s.BasedOn[0].Source.To] = append(children[s.BasedOn[0].Source.To], s)
	}
	compare := func(a, b *model.Source) int {
		if c := date.Compare(a.Published, b.Published); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	}
	slices.SortFunc(roots, func(a, b *model.Source) int {
		if c := min(1, len(children[b])) - min(1, len(children[a])); c != 0 {
			return c
		}
		return compare(a, b)
	})
	var out [][]FamilyMember
	var walk func(s *model.Source, depth int, into *[]FamilyMember)
	walk = func(s *model.Source, depth int, into *[]FamilyMember) {
		*into = append(*into, FamilyMember{s, depth})
		slices.SortFunc(children[s], compare)
		for _, c := range children[s] {
			walk(c, depth+1, into)
		}
	}
	for _, r := range roots {
		var family []FamilyMember
		walk(r, 0, &family)
		out = append(out, family)
	}
	return out
}

// FamilyMember is a source in a family of origin.
type FamilyMember struct {
	Source *model.Source
	Depth  int
}

func (l *language) bibliographyView(n int) BibliographyView {
	d := l.site.d
	v := BibliographyView{
		Shell: l.shell("sources", "sources", numbered("sources/", n), l.Say("sources.title"), l.Say("sources.about")),
		Count: l.Count("count.sources", len(d.Sources)),
	}
	v.Pager = l.paged(&v.Shell, "sources/", n, pages(len(d.Sources)))
	tiers := map[string]int{}
	for _, s := range d.Sources {
		tiers[s.Tier]++
	}
	for _, t := range model.Tiers {
		v.Tiers = append(v.Tiers, Filter{Key: t, Word: l.Say("tier." + t), N: l.Number(tiers[t])})
	}
	if n == 1 {
		v.Read = l.readCounts()
	}
	type member struct {
		FamilyMember
		family int
	}
	var all []member
	for i, f := range families(d.Sources) {
		for _, m := range f {
			all = append(all, member{m, i})
		}
	}
	last := -1
	for _, m := range chunk(all, n) {
		if m.family != last {
			last = m.family
			v.Families = append(v.Families, Family{})
		}
		f := &v.Families[len(v.Families)-1]
		f.Rows = append(f.Rows, FamilyRow{SourceRow: l.sourceRow(m.Source), Depth: min(m.Depth, deepest)})
	}
	for _, f := range v.Families {
		for i := range f.Rows {
			f.Rows[i].Lines = treeLines(f.Rows, i)
		}
	}
	return v
}

// readings are the ways to know a source.
var readings = []string{"read", "copy", "unread"}

// howRead says how we know a source: we read it where it stands, or a copy of
// it, or only what others quote of it.
func howRead(s *model.Source) string {
	switch {
	case !s.Accessed.IsZero():
		return "read"
	case len(s.Archive) > 0:
		return "copy"
	}
	return "unread"
}

// readCounts says how the sources were read, in order of date.
func (l *language) readCounts() []ReadCount {
	all := slices.Clone(l.site.d.Sources)
	slices.SortStableFunc(all, func(a, b *model.Source) int { return date.Compare(a.Published, b.Published) })
	var out []ReadCount
	for _, key := range readings {
		c := ReadCount{Filter: Filter{Key: key, Word: l.Say("reading." + key)}}
		for _, s := range all {
			if howRead(s) == key {
				c.Sources = append(c.Sources, l.sourceName(s))
			}
		}
		if c.N = l.Number(len(c.Sources)); len(c.Sources) > 0 {
			out = append(out, c)
		}
	}
	return out
}
