package synth

import (
	"os"
	"path"
	"path/filepath"
)

// folder is where the dossier is written. The first error is kept, and nothing
// is written after it.
type folder struct {
	dir  string
	made map[string]bool
	err  error
}

// write writes a file. The name has slashes and is below the folder.
func (f *folder) write(name string, b []byte) {
	if f.err != nil {
		return
	}
	full := filepath.Join(f.dir, filepath.FromSlash(name))
	if parent := path.Dir(name); !f.made[parent] {
		f.made[parent] = true
		f.err = os.MkdirAll(filepath.Dir(full), 0o755)
	}
	if f.err == nil {
		f.err = os.WriteFile(full, b, 0o644)
	}
}

// record is a record about to be written.
type record struct {
	thing *thing // nil for a relationship
	id    string
	shelf string // the sub-folder
	keys  mapping
	body  phrase
}

// Of the records without a body, one in four has a file of its own; the others
// stand in lists.
const (
	alone       = 0.25
	longestList = 50
)

// shelving gathers the lists of one kind.
type shelving struct {
	d     *dossier
	kind  string
	order []string // shelves, as they came
	lists map[string][]mapping
}

// store writes the records of a kind to files.
func (d *dossier) store(kind string, things []*thing, write func(*thing) record) {
	s := &shelving{d: d, kind: kind, lists: map[string][]mapping{}}
	for _, t := range things {
		r := write(t)
		r.thing, r.id = t, t.id
		s.put(r)
	}
	s.flush()
}

// put writes a record, or keeps it for a list.
func (s *shelving) put(r record) {
	switch {
	case r.body.de != "":
		s.document(r)
	case s.d.chance(alone):
		s.single(r)
	default:
		if s.lists[r.shelf] == nil {
			s.order = append(s.order, r.shelf)
		}
		s.lists[r.shelf] = append(s.lists[r.shelf], append(mapping{{"id", r.id}}, r.keys...))
		if len(s.lists[r.shelf]) == longestList {
			s.list(r.shelf)
		}
	}
}

// path is the path of a file without its ending.
func (s *shelving) path(shelf, name string) string {
	return path.Join("content/facts", s.kind, shelf, name)
}

// keys are the keys of a record in a file of its own, whose name may give the id.
func (s *shelving) keys(r record) mapping {
	if s.d.chance(0.5) {
		return r.keys
	}
	return append(mapping{{"id", r.id}}, r.keys...)
}

// document writes a record with its body, and the body in the other language.
func (s *shelving) document(r record) {
	name := s.path(r.shelf, r.id)
	front := appendMapping([]byte("---\n"), s.keys(r), 0)
	s.d.out.write(name+".md", append(front, "---\n\n"+r.body.de...))
	if s.d.langs > 1 {
		s.d.out.write(name+".en.md", []byte(r.body.en))
	}
	s.d.remember(s.kind, r, name+".md")
}

func (s *shelving) single(r record) {
	name := s.path(r.shelf, r.id) + ".yaml"
	s.d.out.write(name, appendMapping(nil, s.keys(r), 0))
	s.d.remember(s.kind, r, name)
}

// remember notes which public entities have a file of their own: articles may
// link to it.
func (d *dossier) remember(kind string, r record, file string) {
	if kind == "entities" && r.thing.privacy != privatePerson {
		r.thing.file = file
		d.filed = append(d.filed, r.thing)
	}
}

// list writes the records that a shelf has gathered: as a list, or now and
// then as several documents.
func (s *shelving) list(shelf string) {
	var b []byte
	if s.d.chance(0.8) {
		b = appendList(b, s.lists[shelf], 0)
	} else {
		for i, m := range s.lists[shelf] {
			if i > 0 {
				b = append(b, "---\n"...)
			}
			b = appendMapping(b, m, 0)
		}
	}
	s.d.out.write(s.path(shelf, s.d.id(s.kind+"-"+shelf))+".yaml", b)
	s.lists[shelf] = s.lists[shelf][:0]
}

// flush writes the lists that are not full.
func (s *shelving) flush() {
	for _, shelf := range s.order {
		if len(s.lists[shelf]) > 0 {
			s.list(shelf)
		}
	}
}
