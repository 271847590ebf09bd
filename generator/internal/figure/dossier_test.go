package figure_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"belegt/generator/internal/figure"
	"belegt/generator/internal/pipeline"
)

// Every figure of every page of the first dossier, in both languages and in
// every size that is used, keeps its words apart. Nothing is cut short.
func TestDossierNeverCollides(t *testing.T) {
	out := t.TempDir()
	p := pipeline.New("../../..")
	target, err := p.Folder(out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Build(t.Context(), target, pipeline.Options{}); err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	err = filepath.WalkDir(out, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".html" {
			return err
		}
		page, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		at := filepath.ToSlash(strings.TrimPrefix(path, out+string(filepath.Separator)))
		figure.CheckPage(t, at, page, found)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for kind, least := range map[string]int{"small": 40, "medium": 300, "large": 100, "axis": 200, "over": 2, "network": 2, "bar": 150, "chain": 60, "words": 3000} {
		if found[kind] < least {
			t.Errorf("%d figures of kind %s, want at least %d", found[kind], kind, least)
		}
	}
	t.Logf("figures: %v", found)
}
