package check

import "belegt/generator/internal/model"

// sourceWithoutArchive names sources of which no copy is kept: when the page
// is changed or gone, readers can no longer see what the dossier rests on.
// What is on paper stays.
func sourceWithoutArchive(d *model.Dossier, warn warn) {
	for _, s := range d.Sources {
		if len(s.Archive) == 0 && s.Access != "offline" {
			warn(source(s), s.Pos, "no copy of `"+s.ID+"` is kept", "have it archived, and write `archive:` with the copy's `url` and `captured`")
		}
	}
}
