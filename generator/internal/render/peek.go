package render

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"

	"belegt/generator/internal/model"
)

// Previews: what a reader sees of a thing without leaving the text. They stand
// in a few files, by a hash of the id, so that a page fetches one small file
// for many mentions, and a large dossier does not become one large file.

// peek is a thing in a few words. Everything is plain text.
type peek struct {
	Kind     string `json:"kind"`
	Name     string `json:"name"`
	Lang     string `json:"lang,omitempty"` // of the name, where it is not the page's
	Summary  string `json:"summary,omitempty"`
	In       string `json:"in,omitempty"`     // language of the summary, where it is not the page's
	Status   string `json:"status,omitempty"` // key of a claim's standing
	Stand    string `json:"stand,omitempty"`  // the same in a word
	Since    string `json:"since,omitempty"`
	When     string `json:"when,omitempty"`
	From     string `json:"from,omitempty"`     // who says so
	Original string `json:"original,omitempty"` // address of a source elsewhere
}

// perShard is about how many previews share a file.
const perShard = 64

// peekShards is how many files the previews of a language take: a power of 2.
func (s *Site) peekShards() int {
	things := len(s.d.Entities) + len(s.d.Claims) + len(s.d.Events) + len(s.d.Sources) + len(s.d.Articles)
	n := 1
	for n*perShard < things {
		n *= 2
	}
	return n
}

// shard says which file holds the preview of an id: FNV-1a, 32 bit, modulo n.
// static/js/peek.js computes the same.
func shard(id string, n int) int {
	h := fnv.New32a()
	h.Write([]byte(id))
	return int(h.Sum32() % uint32(n))
}

func (l *language) peekFiles() ([]File, error) {
	n := l.site.peekShards()
	shards := make([]map[string]peek, n)
	for i := range shards {
		shards[i] = map[string]peek{}
	}
	for _, node := range l.site.nodes() {
		shards[shard(node.ID, n)][node.ID] = l.peek(node)
	}
	files := make([]File, n)
	for i, m := range shards {
		b, err := json.Marshal(m)
		if err != nil {
			return nil, err
		}
		files[i] = File{l.site.addr.in(l.code, fmt.Sprintf("peek/%d.json", i)), b}
	}
	return files, nil
}

// nodes are all things that have a page.
func (s *Site) nodes() []model.Node {
	var out []model.Node
	for _, a := range s.d.Articles {
		out = append(out, nodeOf(model.KindArticle, a.Slug))
	}
	for _, x := range s.d.Entities {
		out = append(out, nodeOf(model.KindEntity, x.ID))
	}
	for _, x := range s.d.Claims {
		out = append(out, nodeOf(model.KindClaim, x.ID))
	}
	for _, x := range s.d.Events {
		out = append(out, nodeOf(model.KindEvent, x.ID))
	}
	for _, x := range s.d.Sources {
		out = append(out, nodeOf(model.KindSource, x.ID))
	}
	return out
}

func (l *language) peek(n model.Node) peek {
	d := l.site.d
	link := l.link(n)
	p := peek{Kind: l.Say("kind." + string(n.Kind)), Name: link.Text, Lang: link.Lang}
	say := func(x model.Local) {
		if p.Summary = model.Cut(l.flat(x), 280); p.Summary != "" {
			p.In = l.lang(x.Lang)
		}
	}
	switch n.Kind {
	case model.KindEntity:
		x := d.Entity[n.ID]
		p.Kind = l.Say("entity-type." + x.Type)
		say(x.Summary.In(l.code))
	case model.KindClaim:
		x := d.Claim[n.ID]
		p.Kind += " · " + l.originCounts(x)
		say(x.Statement.In(l.code))
		if s := l.status(x); s.Key != "" {
			p.Status, p.Stand, p.Since = s.Key, s.Word, l.Say("since")+" "+s.Since.Text
			if who := l.shownBy(x.History[len(x.History)-1].Evidence, "supports", "disputes"); who != "" {
				p.From = l.Fill("peek.step", "sources", who)
			}
		}
	case model.KindEvent:
		x := d.Event[n.ID]
		p.Kind, p.When, p.From = l.Say("event-type."+x.Type), x.Date.Show(l.dates), l.shownBy(x.Evidence, "supports")
		if p.From != "" {
			p.From = l.Fill("peek.backed", "sources", p.From)
		}
		if x.Status != "occurred" {
			p.Kind += " · " + l.Say("event-status."+x.Status)
		}
		say(x.Summary.In(l.code))
	case model.KindSource:
		x := d.Source[n.ID]
		v := l.source(x)
		p.Kind, p.When, p.Original = l.sourceType(x.Type), x.Published.Show(l.dates), v.Original
		if v.Weak {
			p.Kind += " · " + l.Say("evidence.weak-short")
		}
		if v.Name.Text != p.Name {
			p.From = v.Name.Text
		}
		say(x.Summary.In(l.code))
	case model.KindArticle:
		v, _ := d.Article[n.ID].In(l.code)
		p.When = v.Date.Show(l.dates)
		say(v.Summary)
	}
	return p
}

// named is how many sources a preview names.
const named = 3

// shownBy says which sources show something, of those with one of some stances.
// Confidential ones are not named.
func (l *language) shownBy(evs []model.Evidence, stances ...string) string {
	var names []string
	for _, ev := range evs {
		if ev.Source.To == nil || !slices.Contains(stances, ev.Stance) {
			continue
		}
		if name := l.sourceName(ev.Source.To).Text; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > named+1 {
		names = append(names[:named:named], l.Fill("timeline.more", "n", l.Number(len(names)-named)))
	}
	return l.list(names)
}
