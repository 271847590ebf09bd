package load

import "belegt/generator/internal/diag"

// Files is the text of everything that was read, for showing excerpts. Of a
// draft it holds nothing after the line that says so.
type Files struct {
	byPath  map[string]*diag.File
	partial bool
}

// Get returns a file by its path relative to the root, or nil.
func (f *Files) Get(path string) *diag.File { return f.byPath[path] }

// Line returns a line of a file, counted from 1, or "".
func (f *Files) Line(path string, n int) string {
	if file := f.byPath[path]; file != nil {
		return file.Line(n)
	}
	return ""
}

// Partial reports whether records may be missing because a file could not be
// read. An id that names nothing may then be among them, and saying so would
// only bury the cause.
func (f *Files) Partial() bool { return f.partial }

func (f *Files) add(u loaded) {
	if f.byPath == nil {
		f.byPath = map[string]*diag.File{}
	}
	for _, file := range u.files {
		f.byPath[file.Path] = file
	}
	f.partial = f.partial || u.partial
}
