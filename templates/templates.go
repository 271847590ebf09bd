// Package templates holds the site's own templates and words. A file of the
// same name in an author's templates/ folder wins over one of these. Nothing
// is parsed or executed here.
package templates

import "embed"

// FS holds *.html, one template a page or part, and words/<lang>.yaml, what
// the site itself says in each language.
//
//go:embed *.html words
var FS embed.FS
