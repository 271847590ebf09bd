package asset

// A module names the modules it imports by their paths in static/. Published
// they have other names, with fingerprints, and an import map would have to be
// an inline script, which the site's policy forbids. So the names are written
// into the modules themselves: first those of modules that import nothing,
// then of those that import them. A changed module thereby changes the names
// of all that rest on it, which is what caches need.

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// addScripts enters each module under assets/.
func (b *builder) addScripts(names []string) error {
	l := linker{builder: b, known: names}
	var problems []error
	for _, name := range names {
		if _, err := l.address(name); err != nil {
			problems = append(problems, err)
		}
	}
	return errors.Join(problems...)
}

// linker gives modules their addresses, imported ones first.
type linker struct {
	*builder
	known []string // sorted
	stack []string // the modules being looked at, each imported by the one before
	bad   []string // modules whose problem is already told
}

// address returns where a module is published, and enters it if it is new. Of
// a module whose problem is already told it says nothing more.
func (l *linker) address(name string) (string, error) {
	if address, ok := l.addresses[name]; ok || slices.Contains(l.bad, name) {
		return address, nil
	}
	if i := slices.Index(l.stack, name); i >= 0 {
		circle := strings.Join(append(slices.Clone(l.stack[i:]), name), " → ")
		return "", fmt.Errorf("static/%s: modules import each other in a circle (%s), so none can be named first; move what they share into one of its own", name, circle)
	}
	l.stack = append(l.stack, name)
	defer func() { l.stack = l.stack[:len(l.stack)-1] }()

	data, err := l.link(name)
	if err != nil {
		l.bad = append(l.bad, name)
		return "", err
	}
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	address := fingerprinted(base, ".js", data)
	return address, l.add(name, address, data)
}

// link returns the bytes of a module with the published names of its imports.
func (l *linker) link(name string) ([]byte, error) {
	src, err := fs.ReadFile(l.static, name)
	if err != nil {
		return nil, err
	}
	src, imports, err := findImports("static/"+name, src)
	if err != nil {
		return nil, err
	}
	var out []byte
	done := 0
	for _, i := range imports {
		target, err := l.resolve(name, i.path)
		if err != nil {
			return nil, placed("static/"+name, src, i.start, "%w", err)
		}
		address, err := l.address(target)
		if err != nil {
			return nil, err
		}
		out = append(out, src[done:i.start]...)
		out = fmt.Appendf(out, `"./%s"`, path.Base(address))
		done = i.end
	}
	return minifyScript("static/"+name, append(out, src[done:]...))
}

// resolve finds the module that an import names.
func (l *linker) resolve(from, spec string) (string, error) {
	if !strings.HasPrefix(spec, "./") && !strings.HasPrefix(spec, "../") {
		return "", fmt.Errorf("%q cannot be imported; only modules of static/ can, by a path that begins with ./ or ../", spec)
	}
	target := path.Join(path.Dir(from), spec)
	if !slices.Contains(l.known, target) {
		return "", fmt.Errorf("there is no module static/%s to import", target)
	}
	return target, nil
}

// importPath is the string literal that names an imported module.
type importPath struct {
	start, end int // of the literal with its quotes
	path       string
}

// findImports lists the imports of a module in order of place. It returns the
// bytes that the places refer to.
func findImports(name string, src []byte) ([]byte, []importPath, error) {
	in := parse.NewInputBytes(slices.Clone(src))
	ast, err := js.Parse(in, js.Options{})
	if err != nil {
		return nil, nil, scriptError(name, err)
	}
	in.Restore()
	src = in.Bytes()
	v := &importVisitor{}
	js.Walk(v, ast)
	if v.computed {
		return nil, nil, fmt.Errorf("%s: import(…) takes a plain string here, so that the published name can be put in", name)
	}
	var found []importPath
	for _, literal := range v.literals {
		start := offsetOf(src, literal)
		found = append(found, importPath{start, start + len(literal), string(literal[1 : len(literal)-1])})
	}
	slices.SortFunc(found, func(a, b importPath) int { return a.start - b.start })
	return src, found, nil
}

// offsetOf returns where a slice of src begins. The parser keeps no places,
// but what it keeps is cut from the source, so the very same byte is there.
func offsetOf(src, part []byte) int {
	for from := 0; ; {
		i := bytes.Index(src[from:], part)
		if i < 0 {
			panic("asset: the parser copied a string literal")
		}
		if from += i; &src[from] == &part[0] {
			return from
		}
		from++
	}
}

// importVisitor gathers the literals of static and dynamic imports.
type importVisitor struct {
	literals [][]byte
	computed bool
}

// Enter looks at one node of a script.
func (v *importVisitor) Enter(n js.INode) js.IVisitor {
	switch n := n.(type) {
	case *js.ImportStmt:
		v.literals = append(v.literals, n.Module)
	case *js.ExportStmt:
		if n.Module != nil {
			v.literals = append(v.literals, n.Module)
		}
	case *js.CallExpr:
		if callee, ok := n.X.(*js.LiteralExpr); ok && callee.TokenType == js.ImportToken {
			v.dynamic(n.Args)
		}
	}
	return v
}

// Exit does nothing.
func (v *importVisitor) Exit(js.INode) {}

func (v *importVisitor) dynamic(args js.Args) {
	if len(args.List) == 1 {
		if s, ok := args.List[0].Value.(*js.LiteralExpr); ok && s.TokenType == js.StringToken {
			v.literals = append(v.literals, s.Data)
			return
		}
	}
	v.computed = true
}
