package link

import (
	"fmt"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/markdown"
)

// image notes that a text shows or links a file, which must be under media/.
func (l *linker) image(img markdown.Image) {
	if l.used == nil {
		l.used = map[string]bool{}
	}
	if l.used[img.Dest] {
		return
	}
	paths := make([]string, len(l.rec.Media))
	for i, m := range l.rec.Media {
		if paths[i] = m.Path; m.Path == img.Dest {
			l.used[img.Dest] = true
			return
		}
	}
	l.fail(img.Pos, "missing-media", fmt.Sprintf("there is no file `%s`", img.Dest), diag.DidYouMean(img.Dest, paths))
}

// media keeps only what articles show: the rest is not to be published.
func (l *linker) media() {
	for _, m := range l.rec.Media {
		if l.used[m.Path] {
			l.d.Media = append(l.d.Media, m)
		}
	}
}
