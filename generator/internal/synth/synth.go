// Package synth invents dossiers: as large as wanted, valid by the format and
// skewed as real ones are, for measuring the program and for trying its limits.
// A few entities gather most mentions, sources copy from each other, claims
// have histories. All names, quotations and addresses are made up.
//
// The content follows from the options alone. Nothing here looks at a clock,
// an environment or the rest of the program: what the format allows is spelled
// out a second time, so that a test of the loader tests both.
package synth

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// Options say which dossier to invent.
type Options struct {
	Records   int    // facts in all; articles, about one for each hundred, come on top
	Seed      uint64 // the same seed gives the same bytes
	Languages int    // 1: German; 2: German and English; 0 means 2
}

// MinRecords is the size of the smallest dossier that has every kind of record.
const MinRecords = 20

// Write invents a dossier and writes it to dir/content. It adds files and
// replaces those of the same name; a folder that was empty before holds
// exactly the dossier.
func Write(dir string, o Options) error {
	if o.Languages == 0 {
		o.Languages = 2
	}
	switch {
	case o.Records < MinRecords:
		return fmt.Errorf("%d records are too few for a dossier; ask for %d or more", o.Records, MinRecords)
	case o.Languages < 1 || o.Languages > 2:
		return fmt.Errorf("%d languages are not on offer; ask for 1 (German) or 2 (German and English)", o.Languages)
	}
	d := &dossier{
		Rand:  rand.New(rand.NewPCG(o.Seed, 0x62656c656774)),
		langs: o.Languages,
		taken: map[string]int{"editorial": 1},
		out:   folder{dir: dir, made: map[string]bool{}},
	}
	d.cast(o.Records)
	d.tell()
	return d.out.err
}

// share is how many of 19 records are of a kind: a quarter are sources, a
// fifth each claims, events and entities, a tenth relationships.
var share = struct{ sources, claims, events, entities, relationships int }{5, 4, 4, 4, 2}

// divide splits n records by shares, without losing one to rounding.
func divide(n int, shares ...int) []int {
	total := 0
	for _, s := range shares {
		total += s
	}
	counts := make([]int, len(shares))
	before, given := 0, 0
	for i, s := range shares {
		before += s
		counts[i] = n*before/total - given
		given += counts[i]
	}
	return counts
}

// cast invents who and what there is: an id, a name and a day for each thing.
// Whatever is written afterwards can then refer to any of them.
func (d *dossier) cast(n int) {
	counts := divide(n, share.entities, share.sources, share.claims, share.events, share.relationships)
	d.castEntities(counts[0])
	d.castSources(counts[1])
	d.castClaims(counts[2])
	d.castEvents(counts[3])
	d.ties = counts[4]
	d.castArticles(max(1, n/100))
}

// tell writes everything down. Articles come last: they link to files.
func (d *dossier) tell() {
	d.store("entities", slices.Concat(d.entities.all, d.private), d.entity)
	d.store("sources", slices.Concat(d.sources.all, d.secret), d.source)
	d.store("claims", d.claims.all, d.claim)
	d.store("events", d.events.all, d.event)
	d.storeRelationships()
	for i, a := range d.articles.all {
		d.article(i, a)
	}
	d.out.write("content/changes.yaml", appendList(nil, d.changes(), 0))
	d.out.write("content/site.yaml", appendMapping(nil, d.site(), 0))
}
