package pipeline

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/load"
	"belegt/generator/internal/model"
)

// harmless are the kinds of files that may be published as they are. Whatever
// is not on this list, a browser might run: a page, a script, XML, or a file
// without a kind, which it would guess.
var harmless = []string{
	".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp",
	".aac", ".flac", ".m4a", ".mp3", ".mp4", ".oga", ".ogg", ".ogv", ".opus", ".vtt", ".wav", ".webm",
	".csv", ".json", ".pdf", ".tsv", ".txt",
	".7z", ".docx", ".epub", ".gz", ".ods", ".odt", ".pptx", ".tar", ".xlsx", ".zip",
}

// media reports files that could run as a program in a browser.
func media(d *model.Dossier) diag.List {
	var list diag.List
	for _, m := range d.Media {
		at := diag.Pos{File: "content/" + m.Path}
		switch kind := strings.ToLower(path.Ext(m.Path)); {
		case slices.Contains(harmless, kind):
		case kind != ".svg":
			list.Add(diag.Diagnostic{
				Pos: at, Code: "unsafe-media", Message: fmt.Sprintf("a browser might run a file of the kind `%s`", kind),
				Hint: "publish it as plain text, PDF or ZIP, or link to it where it comes from",
			})
		default:
			b, err := m.Open()
			if err != nil {
				list.Add(diag.Diagnostic{Pos: at, Code: "unreadable", Message: err.Error()})
				continue
			}
			list = append(list, load.CheckSVG(at.File, b)...)
		}
	}
	return list
}
