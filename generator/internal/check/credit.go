package check

import (
	"fmt"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// missingCredit names pictures that readers cannot tell the maker of.
func missingCredit(d *model.Dossier, warn func(diag.Pos, string, string)) {
	for _, m := range d.Media {
		if m.Credit.IsZero() || m.License == "" {
			warn(diag.Pos{File: "content/" + m.Path}, "the picture has no credit or no licence",
				fmt.Sprintf("write content/%s.yaml with `credit:`, `license:` and `source:`", m.Path))
		}
	}
}
