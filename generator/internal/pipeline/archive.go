package pipeline

import (
	"cmp"
	"fmt"
	"strings"
	"sync"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/load"
	"belegt/generator/internal/model"
	"belegt/generator/internal/quote"
)

// A copy of a source under archive/ is looked at in three ways. Its hash must
// be the one that its record gives. The quotations from the source must occur
// in its text, if it is a page or plain text. And if its record says so it is
// published: as its text, as a picture that is encoded anew, or as a PDF, but
// never as a foreign page on our own origin.
//
// What was found out is kept from one build to the next under the hash of the
// copy, so that a copy is read again only when it, or what is asked of it, has
// changed.

// archive is what was found out about copies.
type archive struct {
	mu          sync.Mutex
	now, before map[question]answer // in this build, in the one before
}

// question is what is asked of a copy.
type question struct {
	sha256, format        string
	what                  asked
	quote, prefix, suffix string
}

type asked string

const (
	canRead    asked = "can it be read as text"
	canPublish asked = "can it be published"
	hasQuote   asked = "does the quotation occur in it"
)

type answer struct {
	places  int    // where the quotation occurs
	nearest string // the passage that is most like it
	problem string // why the copy cannot be read or published
}

func (a *archive) turn() { a.now, a.before = map[question]answer{}, a.now }

// ask answers a question, from memory where it can.
func (a *archive) ask(q question, find func() answer) answer {
	a.mu.Lock()
	known, ok := a.now[q]
	if !ok {
		known, ok = a.before[q]
	}
	a.mu.Unlock()
	if !ok {
		known = find()
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if known.problem == "" { // what failed is tried again
		a.now[q] = known
	}
	return known
}

// copied is a copy whose hash fits.
type copied struct {
	load.Copy
	name   string // below content/archive/
	pos    diag.Pos
	format string // as package quote knows it, or ""
	media  string

	archive *quote.Archive // made when a quotation is looked for
}

// text returns the words of the copy.
func (c *copied) text() (string, error) {
	b, err := c.Read()
	if err != nil {
		return "", err
	}
	return quote.Text(c.format, b)
}

// archived checks the copies of all sources and the quotations from them, and
// says which copies are to be published.
func (p *Pipeline) archived(r *model.Records, d *model.Dossier, o Options) ([]publication, diag.List) {
	p.archive.turn()
	type result struct {
		published []publication
		diags     diag.List
	}
	var with []*model.Source // the records of public sources with copies
	for _, s := range r.Sources {
		public := d.Source[s.ID]
		if public != nil && public.Pos == s.Pos && hasCopy(s) {
			with = append(with, s)
		}
	}
	results := make([]result, len(with))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(o.jobs(), len(with)) {
		workers.Go(func() {
			for i := range next {
				results[i].published, results[i].diags = p.copiesOf(with[i], d.Source[with[i].ID])
			}
		})
	}
	for i := range with {
		next <- i
	}
	close(next)
	workers.Wait()
	var published []publication
	var diags diag.List
	for _, r := range results {
		published = append(published, r.published...)
		diags = append(diags, r.diags...)
	}
	return published, diags
}

func hasCopy(s *model.Source) bool {
	for _, a := range s.Archive {
		if a.File != "" {
			return true
		}
	}
	return false
}

// copiesOf checks the copies of one source, as its record names them.
func (p *Pipeline) copiesOf(record, public *model.Source) (published []publication, diags diag.List) {
	var texts []*copied
	whole := true // no copy is in doubt
	for i := range record.Archive {
		a := &record.Archive[i]
		if a.File == "" {
			continue
		}
		c, problem := p.copied(a)
		if problem != nil {
			diags.Add(*problem)
			whole = false
			continue
		}
		if quote.HasText(c.media) {
			texts = append(texts, c)
		}
		if !a.Republish {
			continue
		}
		pub := publicationOf(c, public, &public.Archive[i], len(published)+1)
		if problem := p.publishable(pub); problem != "" {
			diags.Add(diag.Diagnostic{Pos: c.pos, Code: "archive-format", Message: "the copy cannot be published: " + problem, Hint: "leave out `republish`, or keep a copy in another format"})
			continue
		}
		published = append(published, pub)
	}
	diags = append(diags, p.quotations(public, texts, whole)...)
	for _, c := range texts {
		c.archive = nil // a publication keeps the copy, and needs its text but once
	}
	return published, diags
}

// copied opens a copy and compares its hash.
func (p *Pipeline) copied(a *model.Archived) (*copied, *diag.Diagnostic) {
	file, problem := p.loader.Copy(a.File)
	if problem != nil {
		problem.Pos = a.FilePos
		return nil, problem
	}
	switch a.SHA256 {
	case file.SHA256:
	case "":
		return nil, &diag.Diagnostic{
			Pos: a.FilePos, Code: "archive-hash", Message: "the copy has no `sha256`, so nobody would see that it was changed",
			Hint: "write `sha256: " + file.SHA256 + "`",
		}
	default:
		return nil, &diag.Diagnostic{
			Pos: a.SHA256Pos, Code: "archive-hash", Message: "content/archive/" + a.File + " is not the file with this SHA-256",
			Hint: "get the copy back that you captured; if this is it, write `sha256: " + file.SHA256 + "`",
		}
	}
	media := quote.MediaType(a.Format, a.File)
	format := media
	if quote.MediaType(a.Format, "") != "" {
		format = a.Format // it may name a character set
	}
	return &copied{Copy: file, name: a.File, pos: a.FilePos, format: format, media: media}, nil
}

// quotations looks for all quotations from a source in its copies. One that is
// in any of them is right. While a copy is in doubt, none is said to be wrong.
func (p *Pipeline) quotations(s *model.Source, texts []*copied, whole bool) (diags diag.List) {
	readable := texts[:0:0]
	for _, c := range texts {
		if a := p.archive.ask(question{sha256: c.SHA256, format: c.format, what: canRead}, c.readable); a.problem == "" {
			readable = append(readable, c)
		} else {
			diags.Add(diag.Diagnostic{Pos: c.pos, Code: "archive-format", Message: "the copy cannot be read: " + a.problem, Hint: "keep its words as plain text, in UTF-8"})
			whole = false
		}
	}
	if len(readable) == 0 {
		return diags
	}
	for _, cited := range s.Citations {
		if cited.Evidence.Quote != "" {
			diags = append(diags, p.quotation(s, cited.Evidence, readable, whole)...)
		}
	}
	return diags
}

// readable answers whether a copy can be read as text.
func (c *copied) readable() answer {
	text, err := c.text()
	if err != nil {
		return answer{problem: err.Error()}
	}
	c.archive = quote.NewArchive(text)
	return answer{}
}

// quotation looks for one quotation.
func (p *Pipeline) quotation(s *model.Source, ev *model.Evidence, texts []*copied, whole bool) diag.List {
	places, nearest := 0, ""
	for _, c := range texts {
		a := p.archive.ask(question{c.SHA256, c.format, hasQuote, ev.Quote, ev.Prefix, ev.Suffix}, func() answer { return c.find(ev) })
		if a.places > 0 && (places == 0 || a.places < places) {
			places = a.places
		}
		nearest = cmp.Or(nearest, a.nearest)
	}
	switch {
	case places == 0 && whole:
		d := diag.Diagnostic{
			Pos: ev.QuotePos, Code: "quote-not-found", Message: "the quotation is not in the copy of `" + s.ID + "`",
			Hint: "nothing there is like it; is it from another source?",
		}
		if len(texts) > 1 {
			d.Message = "the quotation is in none of the copies of `" + s.ID + "`"
		}
		if nearest != "" {
			d.Hint = "the nearest passage is: " + nearest
		}
		return diag.List{d}
	case places > 1:
		d := diag.Diagnostic{
			Pos: ev.QuotePos, Severity: diag.Warning, Code: "quote-ambiguous",
			Message: fmt.Sprintf("the quotation occurs %d times in the copy of `%s`", places, s.ID),
			Hint:    "add `prefix` or `suffix`: the words just before it, or just after",
		}
		if ev.Prefix+ev.Suffix != "" {
			d.Hint = "`prefix` and `suffix` do not tell the places apart; write more of the words around it"
		}
		return diag.List{d}
	}
	return nil
}

// find answers where a quotation is in a copy.
func (c *copied) find(ev *model.Evidence) answer {
	if c.archive == nil {
		text, err := c.text()
		if err != nil {
			return answer{problem: err.Error()}
		}
		c.archive = quote.NewArchive(text)
	}
	if m, ok := c.archive.Find(ev.Quote, ev.Prefix, ev.Suffix); ok {
		return answer{places: m.Places}
	}
	return answer{nearest: strings.Clone(c.archive.Nearest(ev.Quote))}
}
