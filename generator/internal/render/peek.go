package render

import (
	"encoding/json"
	"fmt"
	"hash/fnv"

	"belegt/generator/internal/model"
)

// Previews: what a reader sees of a thing without leaving the text. They stand
// in a few files, by a hash of the id, so that a page fetches one small file
// for many mentions, and a large dossier does not become one large file.

// peek is a thing in a few words. Everything is plain text.
type peek struct {
	Kind    string `json:"kind"`
	Name    string `json:"name"`
	Lang    string `json:"lang,omitempty"` // of the name, where it is not the page's
	Summary string `json:"summary,omitempty"`
	Status  string `json:"status,omitempty"` // key of a claim's standing
	Stand   string `json:"stand,omitempty"`  // the same in words, with the date
	When    string `json:"when,omitempty"`
	From    string `json:"from,omitempty"` // who says so
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
	summary := func(t model.Text) string { return model.Cut(t.In(l.code).Plain(l.plain), 280) }
	switch n.Kind {
	case model.KindEntity:
		x := d.Entity[n.ID]
		p.Kind, p.Summary = l.Say("entity-type."+x.Type), summary(x.Summary)
	case model.KindClaim:
		x := d.Claim[n.ID]
		p.Summary = summary(x.Statement)
		if s := l.status(x); s.Key != "" {
			p.Status, p.Stand = s.Key, s.Word+" "+l.Say("since")+" "+s.Since.Text
		}
		p.From = l.originCounts(x)
	case model.KindEvent:
		x := d.Event[n.ID]
		p.Kind, p.Summary, p.When = l.Say("event-type."+x.Type), summary(x.Summary), x.Date.Show(l.dates)
	case model.KindSource:
		x := d.Source[n.ID]
		p.Kind, p.Summary, p.When, p.From = l.sourceType(x.Type), summary(x.Summary), x.Published.Show(l.dates), l.sourceName(x).Text
	case model.KindArticle:
		v, _ := d.Article[n.ID].In(l.code)
		p.Summary = model.Cut(v.Summary.Plain(d.RefName(v.Lang)), 280)
	}
	return p
}
