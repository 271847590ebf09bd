package load

// Record describes one kind of map in the format: a record, or a map inside
// one, whose name then follows a dot.
type Record struct {
	Name string
	Keys []Key
}

// Key describes one key of a Record.
type Key struct {
	Name     string
	Required bool
	Words    []string // its enumeration, if it has one
}

// Keys lists every map of the format with its keys, as the decoder knows them.
// The reference is compared with it by a test.
func Keys() []Record {
	return []Record{
		entityShape.record(), factShape.record(),
		sourceShape.record(), basedOnShape.record(), archiveShape.record(), confidentialShape.record(),
		claimShape.record(), stepShape.record(), assessmentShape.record(), claimRelationShape.record(), replyShape.record(), correctionShape.record(),
		eventShape.record(), participantShape.record(),
		relationshipShape.record(),
		evidenceShape.record(), locatorShape.record(),
		partyShape.record(), allowShape.record(),
		articleShape.record(), changeShape.record(), creditShape.record(),
		siteShape.record(), publisherShape.record(), themeShape.record(),
	}
}

func (s *shape[T]) record() Record {
	r := Record{Name: s.name}
	for _, k := range s.keys {
		r.Keys = append(r.Keys, Key{k.name, k.required, k.words})
	}
	return r
}
