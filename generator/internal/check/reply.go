package check

import (
	"slices"

	"belegt/generator/internal/model"
)

// missingRightOfReply names claims that others have put into the world and on
// which the dossier says of nobody concerned that they were asked. A denial in
// the history is not the same: it answered somebody else.
func missingRightOfReply(d *model.Dossier, warn warn) {
	for _, c := range d.Claims {
		if len(c.RightOfReply) > 0 || len(c.History) == 0 || c.History[0].Status != "asserted" || concerned(c, c.History[0].By) {
			continue
		}
		if slices.ContainsFunc(c.About, canAnswer) {
			warn(claim(c), c.Pos, "others assert this, and nobody concerned was asked", "ask them, and write what they answer into `right_of_reply`")
		}
	}
}

// canAnswer reports whether an entity can be asked: products, laws and places
// cannot.
func canAnswer(r model.Ref[model.Entity]) bool {
	return r.To.Private || slices.Contains([]string{"person", "company", "organization", "authority", "media"}, r.To.Type)
}
