package pipeline

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"sync"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/guard"
	"belegt/generator/internal/publish"
)

// ErrForbid is what the error of a list of forbidden terms wraps that cannot be
// used.
var ErrForbid = errors.New("--forbid")

// forbidden reads the list of forbidden terms. It is nil if there is none. A
// list that could itself be published, or that lies with what is, is refused.
func (p *Pipeline) forbidden(out Target, o Options) (*guard.Terms, error) {
	if o.Forbid == "" {
		return nil, nil
	}
	folders := p.protected()
	if f, ok := out.(folder); ok {
		folders = append(folders, f.dir)
	}
	for _, folder := range folders {
		inside, err := publish.Inside(o.Forbid, folder)
		if err != nil {
			return nil, fmt.Errorf("%w %s: %w", ErrForbid, o.Forbid, err)
		}
		if inside {
			return nil, fmt.Errorf("%w %s: the list lies in %s; keep it outside the repository", ErrForbid, o.Forbid, folder)
		}
	}
	f, err := os.Open(o.Forbid)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForbid, err)
	}
	defer f.Close()
	terms, err := guard.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%w %s: %w", ErrForbid, o.Forbid, err)
	}
	return terms, nil
}

// guarded is a Transaction that looks for forbidden terms in every file. One
// that holds a term is not staged; the build goes on to find the others, and
// must not be committed.
type guarded struct {
	Transaction
	terms *guard.Terms // or nil
	again bool         // what the target holds must be looked through again

	mu   sync.Mutex
	hits []guard.Hit
}

// guard puts the terms before a transaction.
func (p *Pipeline) guard(t Transaction, terms *guard.Terms) *guarded {
	return &guarded{Transaction: t, terms: terms, again: terms != nil && p.cleared != terms.Digest()}
}

// Stage looks through a file and takes it if nothing is found.
func (g *guarded) Stage(path string, data []byte) error {
	if g.terms != nil {
		if hits := g.terms.Scan(path, data); len(hits) > 0 {
			g.mu.Lock()
			defer g.mu.Unlock()
			g.hits = append(g.hits, hits...)
			return nil
		}
	}
	return g.Transaction.Stage(path, data)
}

// Keep keeps only what was looked through for the same terms.
func (g *guarded) Keep(path string) bool { return !g.again && g.Transaction.Keep(path) }

// digest stands for the terms that nothing staged holds.
func (g *guarded) digest() (none [sha256.Size]byte) {
	if g.terms == nil {
		return none
	}
	return g.terms.Digest()
}

// diagnostics says which files hold which terms, by their lines in the list.
func (g *guarded) diagnostics() diag.List {
	var list diag.List
	for _, h := range g.hits {
		d := diag.Diagnostic{Pos: diag.Pos{File: h.File}, Code: "forbidden-term", Hint: "find out how it came into the content; until it is gone, nothing is published"}
		switch {
		case h.TermLine == 0:
			d.Message = "this file of the site cannot be looked through for forbidden terms: too much is packed in it, or it is damaged"
			d.Hint = "unpack it, or leave it out"
		case h.InName:
			d.Message = fmt.Sprintf("the name of this file of the site holds the term in line %d of the forbidden terms", h.TermLine)
		default:
			d.Message = fmt.Sprintf("this file of the site holds the term in line %d of the forbidden terms", h.TermLine)
		}
		list.Add(d)
	}
	return list
}
