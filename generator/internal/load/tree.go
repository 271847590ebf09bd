package load

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"belegt/generator/internal/diag"
)

const (
	contentDir  = "content"
	articlesDir = "articles"
	factsDir    = "facts"
	mediaDir    = "media"
	sitePath    = "site.yaml"
	changesPath = "changes.yaml"

	maxFile  = 4 << 20 // bytes of a content file
	maxLinks = 1000    // folders entered through symbolic links
)

// tree is the content folder: what lies in it, read through an os.Root that
// lets no path and no symbolic link lead out. It never enters archive/, of which
// a record names what is wanted; see Loader.Copy.
type tree struct {
	root  *os.Root
	files map[string][]string // by top-level folder, in order of path, below content/
	top   map[string]bool     // the files at the top
	links int
	diags diag.List
}

// place is the position of a whole file or folder below content/.
func place(name string) diag.Pos { return diag.Pos{File: path.Join(contentDir, name)} }

// readAll lists the files and folders that the format names.
func (t *tree) readAll() {
	t.files, t.top = map[string][]string{}, map[string]bool{}
	for _, e := range t.list(".") {
		switch name := e.Name(); name {
		case sitePath, changesPath, articlesDir, factsDir, mediaDir:
			t.visit(name, e, nil, func(file string) {
				t.top[file] = file == name
				t.files[name] = append(t.files[name], file)
			})
		}
	}
	for _, files := range t.files {
		slices.Sort(files)
	}
	if !t.top[sitePath] && len(t.diags) == 0 {
		t.diags.Add(diag.Diagnostic{
			Pos: place(sitePath), Code: "unreadable",
			Message: "the dossier has no site.yaml",
			Hint:    "write one with `title`, `languages` and `base_url`",
		})
	}
}

// ignored reports whether a name is no content.
func ignored(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") {
		return true
	}
	for _, end := range []string{"~", ".swp", ".bak", ".tmp"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// list returns what a folder holds, in order of name.
func (t *tree) list(dir string) []fs.DirEntry {
	entries, err := fs.ReadDir(t.root.FS(), dir)
	if err != nil {
		t.unreadable(dir, err)
	}
	return entries
}

func (t *tree) unreadable(name string, err error) {
	t.diags.Add(diag.Diagnostic{Pos: place(name), Code: "unreadable", Message: name + " " + reason(err)})
}

// visit calls file for every regular file at or below name. Symbolic links
// are followed as long as they stay inside and do not lead in a circle: above
// holds the folders on the way down.
func (t *tree) visit(name string, e fs.DirEntry, above []fs.FileInfo, file func(string)) {
	if ignored(path.Base(name)) {
		return
	}
	link := e.Type()&fs.ModeSymlink != 0
	info, err := t.root.Stat(name)
	switch {
	case err != nil && link && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission):
		t.outside(name, "leads out of content/ or in a circle")
	case err != nil:
		t.unreadable(name, err)
	case info.Mode().IsRegular():
		file(name)
	case !info.IsDir():
		t.diags.Add(diag.Diagnostic{
			Pos: place(name), Code: "unreadable",
			Message: name + " is neither a file nor a folder",
		})
	case link && !t.enter(info, above):
		t.outside(name, "leads in a circle")
	default:
		for _, e := range t.list(name) {
			t.visit(path.Join(name, e.Name()), e, append(above[:len(above):len(above)], info), file)
		}
	}
}

// enter reports whether a folder may be entered through a symbolic link.
func (t *tree) enter(dir fs.FileInfo, above []fs.FileInfo) bool {
	for _, a := range above {
		if os.SameFile(a, dir) {
			return false
		}
	}
	t.links++
	return t.links <= maxLinks
}

func (t *tree) outside(name, why string) {
	t.diags.Add(diag.Diagnostic{
		Pos: place(name), Code: "outside-root",
		Message: "the symbolic link " + name + " " + why,
		Hint:    "replace the link with the file itself, or with a relative link to a file inside content/",
	})
}

// read returns the bytes of a content file.
func (t *tree) read(name string) ([]byte, *diag.Diagnostic) {
	f, err := t.root.Open(name)
	if err != nil {
		return nil, &diag.Diagnostic{Pos: place(name), Code: "unreadable", Message: name + " " + reason(err)}
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, &diag.Diagnostic{Pos: place(name), Code: "unreadable", Message: name + " " + reason(err)}
	}
	if len(b) > maxFile {
		return nil, &diag.Diagnostic{
			Pos: place(name), Code: "file-too-large",
			Message: fmt.Sprintf("the file is larger than %d MiB", maxFile>>20),
			Hint:    "divide it into several files",
		}
	}
	return b, nil
}

// reason says why a file cannot be read, without the machine's own paths.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "is not there"
	case errors.Is(err, fs.ErrPermission):
		return "may not be read"
	}
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		err = p.Err
	}
	return "cannot be read: " + err.Error()
}
