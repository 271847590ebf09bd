package model

// Records is what load returns: every record of a dossier, unlinked.
type Records struct {
	Site          *Site
	Articles      []*Article
	Entities      []*Entity
	Sources       []*Source
	Claims        []*Claim
	Events        []*Event
	Relationships []*Relationship
	Changes       []*Change
	Media         []*Media
}

// Dossier is the public model: linked, cut to what may be published, read-only.
// Slices are ordered by id (Articles by slug); Claims, Events, Relationships and
// Changes by earliest day and id, Changes from the last to the first.
type Dossier struct {
	Site          *Site
	Front         *Article
	Articles      []*Article
	Entities      []*Entity
	Sources       []*Source
	Claims        []*Claim
	Events        []*Event
	Relationships []*Relationship
	Changes       []*Change // claims' corrections included
	Media         []*Media  // only what articles use

	Article map[string]*Article
	Entity  map[string]*Entity
	Source  map[string]*Source
	Claim   map[string]*Claim
	Event   map[string]*Event

	// Private holds the names of private persons by id: a mention of one
	// shows the name, unlinked. Confidential likewise holds public labels.
	Private      map[string]Text
	Confidential map[string]Text

	Files map[Link]Node // what a relative link to a fact file names
	Moved []Moved       // former addresses
}

// Link is a relative link as written, and the folder it is written in.
type Link struct{ From, To string }

// Moved says that a thing is now found elsewhere.
type Moved struct {
	From string // former id
	To   Node
}

// Node says what a published id names.
func (d *Dossier) Node(id string) (Node, bool) {
	switch {
	case d.Entity[id] != nil:
		return Node{KindEntity, id}, true
	case d.Claim[id] != nil:
		return Node{KindClaim, id}, true
	case d.Source[id] != nil:
		return Node{KindSource, id}, true
	case d.Event[id] != nil:
		return Node{KindEvent, id}, true
	case d.Article[id] != nil:
		return Node{KindArticle, id}, true
	}
	return Node{}, false
}
