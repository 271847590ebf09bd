package model

import "slices"

// The enumerations of the format, in the order in which sites list them. The
// program and generator/FORMAT.md are compared by a test.
var (
	EntityTypes        = []string{"person", "company", "organization", "authority", "media", "product", "project", "law", "case", "place", "term"}
	PrivacyLevels      = []string{"public-figure", "public-role", "private-person"}
	Tiers              = []string{"primary", "secondary", "tertiary"}
	URLStatuses        = []string{"live", "changed", "dead"}
	AccessLevels       = []string{"open", "registration", "paywall", "offline"}
	Reliabilities      = []string{"A", "B", "C", "D", "E", "F"} // Admiralty code (NATO AJP-2.1), reliability of the source
	BasedOnRelations   = []string{"derived", "quotes", "revises", "translates", "syndicates"}
	Visibilities       = []string{"public", "confidential"}
	Stances            = []string{"supports", "disputes", "context"}
	Statuses           = []string{"asserted", "denied", "disputed", "corroborated", "documented", "admitted", "adjudicated", "refuted", "retracted", "superseded"}
	Credibilities      = []string{"confirmed", "probably-true", "possibly-true", "doubtful", "improbable", "cannot-be-judged"} // Admiralty code, 1 to 6
	ClaimRelationTypes = []string{"contradicts", "refines", "depends-on", "same-as"}
	EventTypes         = []string{"data-access", "publication", "statement", "order", "law", "filing", "ruling", "fine", "deal", "hearing", "investigation", "infrastructure", "personnel", "other"}
	EventStatuses      = []string{"occurred", "alleged", "announced", "scheduled", "cancelled"}
	Importances        = []string{"key", "normal", "minor"}
	Roles              = []string{"actor", "target", "issuer", "addressee", "witness", "location"}
	RelationshipTypes  = []string{"owns", "controls", "officer-of", "employs", "member-of", "reports-to", "founded", "publishes", "author-of", "regulates", "investigates", "audits", "supplies", "hosts-data-for", "negotiates-with", "succeeds", "part-of", "located-in", "supports", "opposes"}
	RelationshipStates = []string{"in-force", "proposed", "ended", "disputed"}
	ChangeKinds        = []string{"correction", "update", "clarification", "addition"}
)

// SourceTypes are the item types of CSL 1.0.2 (specification, appendix III).
var SourceTypes = []string{"article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage"}

// LocatorLabels are the locator labels of CSL 1.0.2 (specification, appendix IV).
var LocatorLabels = []string{"act", "appendix", "article-locator", "book", "canon", "chapter", "column", "elocation", "equation", "figure", "folio", "issue", "line", "note", "opus", "page", "paragraph", "part", "rule", "scene", "section", "sub-verbo", "supplement", "table", "timestamp", "title-locator", "verse", "volume"}

// Ended reports whether a status ends a claim's life.
func Ended(status string) bool {
	return slices.Contains([]string{"refuted", "retracted", "superseded"}, status)
}
