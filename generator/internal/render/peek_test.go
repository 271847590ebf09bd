package render

import (
	"encoding/json"
	"testing"

	"belegt/generator/internal/model"
)

// A preview says how a claim stands, when an event was, and who speaks in a
// source; and each is found in the file that its id names.
func TestPreviewsSayEnough(t *testing.T) {
	d := fixture(t)
	s := site(t, d)
	for _, code := range d.Site.Languages {
		l := s.langs[code]
		files, err := l.peekFiles()
		if err != nil {
			t.Fatal(err)
		}
		shards := make([]map[string]peek, len(files))
		for i, f := range files {
			if err := json.Unmarshal(f.Data, &shards[i]); err != nil {
				t.Fatal(err)
			}
		}
		for _, n := range s.nodes() {
			p, ok := shards[shard(n.ID, len(shards))][n.ID]
			if !ok || p.Kind == "" || p.Name == "" {
				t.Errorf("%s: the preview of %s says %+v", code, n.ID, p)
			}
			switch n.Kind {
			case model.KindClaim:
				if c := d.Claim[n.ID]; len(c.History) > 0 && (p.Status == "" || p.Stand == "" || p.Since == "") {
					t.Errorf("%s: the preview of the claim %s says not how it stands: %+v", code, n.ID, p)
				}
			case model.KindEvent:
				if p.When == "" {
					t.Errorf("%s: the preview of the event %s has no date", code, n.ID)
				}
			case model.KindSource:
				if who := l.sourceName(d.Source[n.ID]).Text; p.From != who && p.Name != who {
					t.Errorf("%s: the preview of the source %s says not that %s speaks", code, n.ID, who)
				}
			}
		}
	}
}
