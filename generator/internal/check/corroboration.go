package check

import "belegt/generator/internal/model"

// tooFewOrigins names claims that are called corroborated while all reports
// lead back to one origin, or to none: what many have repeated is not thereby
// backed twice. All supporting evidence up to the step counts; that of
// confidential sources does not, for readers cannot weigh it.
func tooFewOrigins(d *model.Dossier, warn warn) {
	for _, c := range d.Claims {
		origins := map[*model.Source]bool{}
		for _, s := range c.History {
			for _, ev := range s.Evidence {
				if ev.Stance == "supports" && ev.Source.To != nil {
					for _, o := range ev.Source.To.Origins {
						origins[o] = true
					}
				}
			}
			if s.Status == "corroborated" && len(origins) < 2 {
				warn(claim(c), s.Pos, "corroborated, "+had(len(origins)),
					"add an independent source, or choose another status")
			}
		}
	}
}

func had(origins int) string {
	if origins == 0 {
		return "but no source that supports it has found it out itself"
	}
	return "but all support leads back to one origin"
}
