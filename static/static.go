// Package static holds the site's own styles, scripts and other files. A file
// of the same name in an author's static/ folder wins over one of these.
// Nothing is joined, minified or given an address here.
package static

import "embed"

// FS holds css/*.css, scripts, and files that keep their path at the root of
// the site. It also holds this Go file, which is never published.
//
//go:embed *
var FS embed.FS
