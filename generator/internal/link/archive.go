package link

import (
	"slices"

	"belegt/generator/internal/model"
)

// archive drops what must not be known of the authors' own copies: the name of
// the file, and the hash of one that nobody but the authors has. Where a copy
// is republished, pipeline finds its file in the record.
func archive(all []model.Archived) []model.Archived {
	all = slices.Clone(all)
	for i := range all {
		a := &all[i]
		if a.URL == "" && !a.Republish {
			a.SHA256 = ""
		}
		a.File = ""
	}
	return all
}
