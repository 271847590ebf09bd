package diag

import "slices"

// Code describes a kind of problem. Codes are stable: authors suppress and
// search for them. The README lists them; a test compares.
type Code struct {
	Name     string
	Severity Severity
	About    string // one line for the README
}

// Codes is every code that the program reports, in the order of the README.
var Codes = []Code{
	// files
	{"unreadable", Error, "a file or folder cannot be read"},
	{"stray-file", Error, "a file under articles/ or facts/ that the format does not know"},
	{"outside-root", Error, "a symbolic link or path that leads out of the root"},
	{"file-too-large", Error, "a content file over 4 MiB, an archived copy over 64 MiB, or a code block over 64 KiB"},
	{"not-utf8", Error, "a content file that is not UTF-8"},
	// YAML and keys
	{"yaml-syntax", Error, "YAML that cannot be read"},
	{"yaml-limit", Error, "YAML nested over 64 deep, or aliases that multiply"},
	{"unknown-key", Error, "a key that the format does not know"},
	{"duplicate-key", Error, "a key written twice"},
	{"missing-key", Error, "a required key that is not there"},
	{"wrong-type", Error, "a list, map or text where another is wanted"},
	{"unknown-value", Error, "a word that is not in the enumeration"},
	{"invalid-id", Error, "an id of the wrong shape, too long, or reserved"},
	{"invalid-date", Error, "a date that is not EDTF as the format takes it"},
	{"invalid-url", Error, "an address that is no absolute http or https URL, or has an unsafe scheme"},
	{"invalid-value", Error, "a value outside what the key allows"},
	{"invalid-language", Error, "a language that site.yaml does not name, or without words of its own"},
	{"empty-record", Error, "a record or text with nothing in it"},
	// references
	{"duplicate-id", Error, "an id given twice; the earlier place is named"},
	{"unknown-reference", Error, "an id that names nothing"},
	{"wrong-kind", Error, "an id that names another kind of thing"},
	{"former-id", Error, "a reference to a former id; the new one is the hint"},
	{"draft-reference", Error, "a mention of a draft"},
	{"confidential-key", Error, "a key that a confidential source may not have"},
	{"confidential-reference", Error, "a confidential source mentioned, embedded or in based_on, or evidence from it with more than source and stance"},
	{"source-cycle", Error, "sources that are based on each other in a circle"},
	{"no-front-article", Error, "no article is the front article"},
	{"address-clash", Error, "two things that want the same address"},
	// Markdown
	{"heading-one", Error, "a # heading; the title is the only one"},
	{"heading-attribute", Error, "a heading attribute other than {#id}"},
	{"duplicate-heading", Error, "a heading id used twice in one text"},
	{"table-pipe", Error, "an unescaped | in a mention inside a table cell"},
	{"reference-syntax", Error, "a mention or citation that is not closed or has no id"},
	{"embed-place", Error, "an embedded card that does not stand alone on a line"},
	{"missing-alt", Error, "a picture without a text alternative"},
	{"missing-media", Error, "a picture or file that is not under media/"},
	{"unsafe-url", Error, "a link with a scheme other than http, https or mailto"},
	{"block-key", Error, "a timeline or network block with an unknown key or value"},
	{"unknown-footnote", Error, "a footnote that is not defined"},
	// archived copies and quotations
	{"archive-missing", Error, "a copy of a source that is not under archive/"},
	{"archive-hash", Error, "a copy whose SHA-256 is not the one that its record gives"},
	{"archive-format", Error, "a copy that cannot be read or published as what its record says it is"},
	{"quote-not-found", Error, "a quotation that does not occur in the copies of its source"},
	// media and settings
	{"unsafe-svg", Error, "an SVG with script, event handlers or outside references"},
	{"unsafe-media", Error, "a file of a kind that is not known to be harmless in a browser"},
	{"unusable-picture", Error, "a picture that cannot be read and so not made safe, has too many pixels, or is not what its name says"},
	{"forbidden-term", Error, "a file of the site that holds a term of the list that --forbid names"},
	{"low-contrast", Error, "an accent on which text cannot be read"},
	// warnings
	{"missing-publisher", Warning, "no publisher in site.yaml, or none who can be reached"},
	{"missing-translation", Warning, "a text that lacks a language of the dossier"},
	{"missing-credit", Warning, "a picture without credit or licence"},
	{"media-metadata", Warning, "a PDF, office document or drawing whose properties name its author"},
	{"step-without-evidence", Warning, "a step of a claim's history that nothing backs"},
	{"outdated-evidence", Warning, "a step all of whose sources were published before it was done"},
	{"history-out-of-order", Warning, "a step that became known before the one above it"},
	{"admitted-by-outsider", Warning, "an admission by nobody whom the claim is about"},
	{"too-few-origins", Warning, "a claim called corroborated with fewer than two independent origins"},
	{"both-confirmed", Warning, "two claims that contradict each other, both assessed as confirmed"},
	{"missing-right-of-reply", Warning, "a claim first asserted by others on which nobody concerned was asked"},
	{"impossible-dates", Warning, "two dates that cannot both be right, such as known before it began"},
	{"status-against-date", Warning, "an event or a relationship whose date has overtaken its status"},
	{"role-against-date", Warning, "an entity with a part in something before it was founded"},
	{"source-without-archive", Warning, "a source of which no copy is kept"},
	{"unused-claim", Warning, "a claim that no article uses"},
	{"unused-source", Warning, "a source that nothing rests on"},
	{"unused-entity", Warning, "an entity that nothing mentions"},
	{"unused-allow", Warning, "an entry of lint_allow that answers no warning"},
	{"quote-ambiguous", Warning, "a quotation that occurs several times in the copy of its source"},
	{"raw-html", Warning, "raw HTML, which leaves nothing in the output"},
	{"unused-footnote", Warning, "a footnote that nothing refers to, which leaves nothing in the output"},
	{"unknown-code-language", Warning, "a code language that cannot be highlighted"},
}

// SeverityOf returns the severity of a code. One that Codes does not list is
// an error.
func SeverityOf(code string) Severity {
	if i := slices.IndexFunc(Codes, func(c Code) bool { return c.Name == code }); i >= 0 {
		return Codes[i].Severity
	}
	return Error
}
