package check

import (
	"slices"

	"belegt/generator/internal/model"
)

// unusedClaim names claims that no article uses: readers of the texts never
// learn of them, or the work on a text was left half done.
func unusedClaim(d *model.Dossier, warn warn) {
	for _, c := range d.Claims {
		if !slices.ContainsFunc(c.Uses, func(u model.Use) bool { return u.In.Kind == model.KindArticle }) {
			warn(claim(c), c.Pos, "no article uses the claim `"+c.ID+"`", "cite it, as [@"+c.ID+"], or mention it")
		}
	}
}
