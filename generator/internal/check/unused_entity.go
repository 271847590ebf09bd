package check

import "belegt/generator/internal/model"

// unusedEntity names entities that nothing mentions: above all persons who are
// in the register without having to do with the matter.
func unusedEntity(d *model.Dossier, warn warn) {
	for _, e := range d.Entities {
		if len(e.Uses)+len(e.Relationships)+len(e.Events)+len(e.ClaimsAbout)+len(e.ClaimsBy)+len(e.Sources) == 0 {
			warn(entity(e), e.Pos, "nothing mentions the entity `"+e.ID+"`", "mention it, as [["+e.ID+"]], or delete it")
		}
	}
}
