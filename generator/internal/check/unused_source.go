package check

import "belegt/generator/internal/model"

// unusedSource names sources that nothing rests on. They make the dossier look
// better founded than it is. A source that others are based on is used: it is
// an origin.
func unusedSource(d *model.Dossier, warn warn) {
	for _, s := range d.Sources {
		if len(s.Citations) == 0 && len(s.Uses) == 0 && len(s.ReliedOn) == 0 {
			warn(source(s), s.Pos, "nobody cites the source `"+s.ID+"`", "cite it, or delete it")
		}
	}
}
