// Package asset turns the files of static/ into the site's own styles, scripts
// and other files, gives each its address, and makes pages smaller and texts
// compressed. It is the one door for the minifier.
//
// Styles become one sheet and scripts one file each, under assets/, with a
// fingerprint of their bytes in the name, so that they can be cached for ever.
// Every other file keeps its path at the root of the site.
//
// What never happens here: nothing is fetched, nothing is written, and no
// picture, feed or data file is touched. A page means the same before and
// after: minifying saves bytes and nothing rests on it.
package asset

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// Stylesheet is the name under which URL knows the one sheet of styles.
const Stylesheet = "css"

// layers is the sheet that comes first, for it declares the order of layers.
const layers = "css/layers.css"

// File is one file of the site, ready to be published.
type File struct {
	Path string // slash-separated, relative to the site's root
	Data []byte
}

// Set is all assets of a site. It does not change once it is made.
type Set struct {
	files     []File            // sorted by path
	addresses map[string]string // name → path in files
	digest    string
}

// New makes the assets of a site from the files of static/. The accent is a
// colour such as #f8ee36, which the styles then find in --accent, or "".
func New(static fs.FS, accent string) (*Set, error) {
	if accent != "" && !isHex(accent) {
		return nil, fmt.Errorf("the accent %q is no colour; write it like #f8ee36", accent)
	}
	var sheets, scripts, others []string
	err := fs.WalkDir(static, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case left(name, d.IsDir()):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
		case path.Dir(name) == "css" && path.Ext(name) == ".css":
			sheets = append(sheets, name)
		case path.Ext(name) == ".js" || path.Ext(name) == ".mjs":
			scripts = append(scripts, name)
		default:
			others = append(others, name)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("cannot read static/: %w", err)
	}
	b := &builder{static: static, addresses: map[string]string{}, files: map[string][]byte{}}
	err = errors.Join(b.addStyles(sheets, accent), b.addScripts(scripts), b.addOthers(others))
	if err != nil {
		return nil, err
	}
	return b.set(), nil
}

// URL returns the address of an asset, relative to the site's root: of the
// sheet for Stylesheet, of another file for its path in static/. It returns ""
// for a name that is not in the set.
func (s *Set) URL(name string) string { return s.addresses[name] }

// Files returns what is to be published, sorted by path. The caller must not
// change it.
func (s *Set) Files() []File { return s.files }

// Digest stands for all addresses that URL can return. A page that was made
// with another digest may lead to files that are gone.
func (s *Set) Digest() string { return s.digest }

// left reports whether a file or folder of static/ is left out: what editors
// and version control leave behind, hidden files but those that servers ask
// for, and the Go file that embeds the folder.
func left(name string, dir bool) bool {
	base := path.Base(name)
	switch {
	case name == "." || base == ".well-known" && dir || base == ".htaccess":
		return false
	case strings.HasPrefix(base, "."), strings.HasSuffix(base, "~"), base == "Thumbs.db":
		return true
	}
	return slices.Contains([]string{".swp", ".bak", ".tmp"}, path.Ext(base)) || name == "static.go"
}

// builder gathers the files of a set.
type builder struct {
	static    fs.FS
	addresses map[string]string
	files     map[string][]byte
}

// add enters a file. Two files may share an address only if they are equal.
func (b *builder) add(name, address string, data []byte) error {
	if was, ok := b.files[address]; ok && string(was) != string(data) {
		return fmt.Errorf("static/%s wants the address /%s, which another file has; rename it", name, address)
	}
	b.files[address] = data
	b.addresses[name] = address
	return nil
}

// addStyles joins the sheets, layers first and the others by name.
func (b *builder) addStyles(names []string, accent string) error {
	slices.SortFunc(names, func(x, y string) int {
		if x == layers || y == layers {
			return cmp.Compare(order(x), order(y))
		}
		return cmp.Compare(x, y)
	})
	var sheet []byte
	var problems []error
	for _, name := range names {
		src, err := fs.ReadFile(b.static, name)
		if err == nil {
			src, err = squeeze("static/"+name, src)
		}
		problems = append(problems, err)
		sheet = append(sheet, src...)
	}
	if err := errors.Join(problems...); err != nil {
		return err
	}
	if accent != "" {
		sheet = fmt.Appendf(sheet, ":root{--accent:%s}", strings.ToLower(accent))
	}
	if len(sheet) == 0 {
		return nil
	}
	return b.add(Stylesheet, fingerprinted("site", ".css", sheet), sheet)
}

func order(name string) int {
	if name == layers {
		return 0
	}
	return 1
}

func (b *builder) addOthers(names []string) error {
	for _, name := range names {
		data, err := fs.ReadFile(b.static, name)
		if err == nil {
			err = b.add(name, name, data)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) set() *Set {
	s := &Set{addresses: b.addresses}
	for _, p := range slices.Sorted(maps.Keys(b.files)) {
		s.files = append(s.files, File{p, b.files[p]})
	}
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(s.addresses)) {
		fmt.Fprintf(h, "%q %q\n", name, s.addresses[name])
	}
	s.digest = hex.EncodeToString(h.Sum(nil))
	return s
}

// fingerprinted puts a mark of the bytes into a file's address.
func fingerprinted(base, ext string, data []byte) string {
	sum := sha256.Sum256(data)
	return "assets/" + base + "." + hex.EncodeToString(sum[:4]) + ext
}
