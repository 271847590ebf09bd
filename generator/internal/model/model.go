// Package model is the dossier as plain data: what load reads, what link
// connects, what render shows. It has no behaviour beyond choosing a language
// and naming things; nothing here reads, writes or formats.
//
// A record lives twice. As loaded, its Refs carry only an id and a place, and
// the fields under “set by link” are empty; loaded records are shared between
// builds and never change. link makes the public copy: Refs point to what they
// name, derived fields are filled, and whatever must not be published is gone.
package model

import (
	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/markdown"
)

// Kind is what sort of thing an id names.
type Kind string

// The kinds of things that share one name space of ids.
const (
	KindArticle      Kind = "article"
	KindEntity       Kind = "entity"
	KindSource       Kind = "source"
	KindClaim        Kind = "claim"
	KindEvent        Kind = "event"
	KindRelationship Kind = "relationship"
)

// Node names a thing: what a mention, a backlink or an address is about.
type Node struct {
	Kind Kind
	ID   string
}

// Ref is a reference by id. As loaded To is nil. After link To points to the
// thing, unless that is not to be published: then ID is empty too.
type Ref[T any] struct {
	ID  string
	Pos diag.Pos
	To  *T
}

// Base is what every record has.
type Base struct {
	ID       string
	Pos      diag.Pos // the record's first line
	Formerly []Old
	Summary  Text        // prose
	Body     Bodies      // Markdown
	Allow    []LintAllow // suppressed warnings, with reasons
}

// Old is an address a thing once had.
type Old struct {
	ID  string
	Pos diag.Pos
}

// LintAllow suppresses one editorial warning on a record.
type LintAllow struct {
	Code   string
	Reason string
	Pos    diag.Pos
}

// Bodies holds a long text by language, in the order of the dossier's languages.
type Bodies []Body

// Body is a Markdown text in one language.
type Body struct {
	Lang string
	Doc  *markdown.Doc
}

// In returns the body in lang, else the first there is.
func (b Bodies) In(lang string) (Body, bool) {
	for _, x := range b {
		if x.Lang == lang {
			return x, true
		}
	}
	if len(b) > 0 {
		return b[0], true
	}
	return Body{}, false
}

// Text is a localised text: one entry a language, or a single entry with
// Lang "" that holds in every language (names, publishers, labels).
type Text []Local

// Local is a text in one language. Prose is nil where the field is plain.
type Local struct {
	Lang  string
	Raw   string // as written, without surrounding white space
	Prose *markdown.Prose
	Pos   diag.Pos
}

// In returns the text in lang. Where that is missing it is the first that is
// there, whose own Lang then differs from lang and must be marked up.
func (t Text) In(lang string) Local {
	for _, l := range t {
		if l.Lang == lang || l.Lang == "" {
			return l
		}
	}
	if len(t) > 0 {
		return t[0]
	}
	return Local{}
}

// IsZero reports whether no text was given.
func (t Text) IsZero() bool { return len(t) == 0 }

// Plain returns the text flattened of its markup. name is asked for the names
// of things that are mentioned without own words.
func (l Local) Plain(name func(markdown.Ref) string) string {
	if l.Prose != nil {
		return l.Prose.Plain(name)
	}
	return l.Raw
}

// Entity is a person, organisation, thing, place or explained term.
type Entity struct {
	Base
	Type    string
	Name    Text // plain
	Privacy string
	Aliases []Text // plain
	SameAs  []string
	Facts   []Fact

	// Private marks, after link, a private person: only Name is left, and it
	// is shown unlinked.
	Private bool

	// Set by link, in order of date and id.
	Relationships []*Relationship // in which it stands on either side
	Events        []*Event        // in which it takes part
	ClaimsAbout   []*Claim
	ClaimsBy      []*Claim  // with a step made by it
	Sources       []*Source // that it published or wrote
	Uses          []Use
}

// Fact is one line of an infobox, with its own evidence.
type Fact struct {
	Property Text
	Value    Text // prose
	Date     date.Date
	Evidence []Evidence
	Pos      diag.Pos
}

// Party is a publisher or an author: an entity, or a name.
type Party struct {
	Entity Ref[Entity]
	Name   Text // plain; empty where Entity is given
}

// Source is where something can be read: a CSL 1.0.2 item with provenance.
type Source struct {
	Base
	Type         string
	Title        string
	Lang         string
	Tier         string
	Publisher    Party
	Authors      []Party
	Published    date.Date
	URL          string
	URLStatus    string
	Access       string
	Accessed     date.Date
	Reliability  string
	BasedOn      []BasedOn
	OwnReporting bool // as written, or true where BasedOn is empty
	Archive      []Archived
	Confidential bool
	PublicLabel  Text // plain

	// Set by link.
	Origins   []*Source // itself if it has own reporting, and those of all it is based on
	ReliedOn  []*Source // sources that are based on this one
	Citations []Citation
	Uses      []Use
}

// BasedOn says that a source rests on another.
type BasedOn struct {
	Source   Ref[Source]
	Relation string // derived | quotes | revises | translates | syndicates
}

// Archived is a kept copy of a source.
type Archived struct {
	URL       string
	Captured  date.Date
	Format    string
	SHA256    string
	SHA256Pos diag.Pos
	File      string // under archive/; empty after link, for its name is never published
	FilePos   diag.Pos
	Republish bool
	Pos       diag.Pos
}

// Evidence ties a statement to a source.
type Evidence struct {
	Source           Ref[Source]
	Label            Text   // after link, the public label of a confidential source; Source is then empty
	Stance           string // supports | disputes | context
	Locator          Locator
	Quote            string
	QuotePos         diag.Pos
	QuoteTranslation Text // plain
	Prefix, Suffix   string
	Note             Text // prose
	Pos              diag.Pos
}

// Locator is a place inside a source, with a CSL 1.0.2 label.
type Locator struct {
	Label string // page, paragraph, section, chapter, line, timestamp, …; "" for free text
	Value string
}

// Claim is a proposition whose public standing has a history.
type Claim struct {
	Base
	Statement    Text // prose
	Title        Text // plain; may be empty
	About        []Ref[Entity]
	History      []Step
	Assessment   *Assessment
	Date         date.Date // when it is said to have happened
	Relations    []ClaimRelation
	RightOfReply []Reply
	Corrections  []Correction

	// Set by link.
	Supporting []*Source       // distinct public sources with stance supports in any step
	Origins    []*Source       // their independent origins
	Events     []*Event        // that name the claim
	Related    []ClaimRelation // relations of other claims that point here
	Uses       []Use
}

// Since is when a claim was first made, as far as its history knows.
func (c *Claim) Since() date.Date {
	if len(c.History) == 0 {
		return date.Date{}
	}
	return c.History[0].Date
}

// Step is one change of a claim's public standing.
type Step struct {
	Date     date.Date
	Known    date.Date // zero: known on its own date
	Status   string
	By       []Ref[Entity]
	Evidence []Evidence
	Note     Text // prose
	Pos      diag.Pos
}

// KnownDate is when a step became public.
func (s Step) KnownDate() date.Date {
	if !s.Known.IsZero() {
		return s.Known
	}
	return s.Date
}

// Assessment is the editors' verdict, kept apart from the status.
type Assessment struct {
	Credibility string
	Date        date.Date
	Reason      Text // prose
	Pos         diag.Pos
}

// ClaimRelation joins two claims.
type ClaimRelation struct {
	Type  string // contradicts | refines | depends-on | same-as
	Claim Ref[Claim]
}

// Reply is what a party concerned was asked and answered.
type Reply struct {
	Entity   Ref[Entity]
	Asked    date.Date
	Answered date.Date
	Text     Text // prose
	Evidence []Evidence
	Pos      diag.Pos
}

// Correction is a published correction of a claim.
type Correction struct {
	Date date.Date
	Text Text // prose
	Pos  diag.Pos
}

// Event is something that happened on a day, as exactly as is known.
type Event struct {
	Base
	Type         string
	Title        Text // plain
	Date         date.Date
	Known        date.Date // zero: known on its own date
	Status       string    // occurred where not written
	Importance   string    // normal where not written
	Participants []Participant
	Claims       []Ref[Claim]
	Evidence     []Evidence

	// Set by link.
	Uses []Use
}

// KnownDate is when an event became public.
func (e *Event) KnownDate() date.Date {
	if !e.Known.IsZero() {
		return e.Known
	}
	return e.Date
}

// Participant is an entity in an event.
type Participant struct {
	Entity Ref[Entity]
	Role   string // actor | target | issuer | addressee | witness | location; may be empty
}

// Relationship is a lasting tie between two entities.
type Relationship struct {
	Base
	Type     string
	From, To Ref[Entity]
	Date     date.Date
	Status   string // in-force where not written
	Detail   Text   // prose
	Evidence []Evidence
}

// Article is a text of the dossier in one or more languages.
type Article struct {
	Slug     string
	Formerly []Old
	Versions []Version // in the order of the dossier's languages

	// Set by link.
	Uses []Use
}

// Version is an article in one language.
type Version struct {
	Lang     string
	Pos      diag.Pos
	Title    string // plain, may hold ==marked words==
	TitlePos diag.Pos
	Subtitle string
	Summary  Local // prose
	Date     date.Date
	Updated  date.Date
	Authors  []Party
	Draft    bool
	Formerly []Old
	Allow    []LintAllow
	Doc      *markdown.Doc // nil where the draft was not read further
}

// In returns the version in lang, else the first there is.
func (a *Article) In(lang string) (v *Version, native bool) {
	for i := range a.Versions {
		if a.Versions[i].Lang == lang {
			return &a.Versions[i], true
		}
	}
	return &a.Versions[0], false
}

// Change is an entry of the public log.
type Change struct {
	Date  date.Date
	Kind  string // correction | update | clarification | addition
	Text  Text   // prose
	About []Topic
	Pos   diag.Pos
}

// Topic is a reference to anything that has an id.
type Topic struct {
	ID   string
	Pos  diag.Pos
	Node Node // set by link
}

// Site is the dossier's settings.
type Site struct {
	Title       Text     // plain
	Subtitle    Text     // plain
	Description Text     // plain
	Languages   []string // the first is the default
	BaseURL     string   // ends in a slash
	Front       string   // slug of the front article
	FrontPos    diag.Pos
	Publisher   *Publisher
	Editors     []Text
	License     string
	Accent      string // #rrggbb or empty
	AccentPos   diag.Pos
	Nav, Footer []Ref[Article]
	Allow       []LintAllow // warnings suppressed in the whole dossier, with reasons
	Pos         diag.Pos
}

// Publisher is who answers for the site.
type Publisher struct {
	Name    Text
	URL     string
	Contact string
}

// Media is a picture or file under media/ that articles may use.
type Media struct {
	Path          string // as articles write it: media/picture.jpg
	Credit        Text
	License       string
	Source        string
	SourcePos     diag.Pos
	Width, Height int // pixels, 0 where unknown
	Size          int64
	Modified      int64                  // when the file was written, to tell an edit
	Open          func() ([]byte, error) // reads the file through load's root
}

// Use is a place that mentions a thing, with the sentence around it.
type Use struct {
	In       Node
	Lang     string             // of the sentence
	Sentence *markdown.Sentence // nil where the thing stands in no sentence, as a card does
	Anchor   string             // fragment on the page of In, without #; may be empty
	Cites    bool               // the sentence rests on the thing, rather than mentioning it
}

// Text is the sentence flattened, with things by the names of its language.
func (d *Dossier) Text(u Use) string {
	if u.Sentence == nil {
		return ""
	}
	return u.Sentence.Plain(d.RefName(u.Lang))
}

// Citation is a place where evidence names a source.
type Citation struct {
	In       Node
	Evidence *Evidence
	Step     int // index of the claim's step, -1 elsewhere
}
