package load

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"belegt/generator/internal/diag"
)

// decoder reads the YAML of one file. It never stops at an error: it reports
// the problem and goes on with the next key.
type decoder struct {
	file    *diag.File
	start   int      // offset of the YAML text in the file
	skip    int      // lines before it
	langs   []string // the dossier's
	lang    string   // of a plain string
	name    string   // the id of a record that has none of its own, or ""
	diags   diag.List
	partial bool // a record is missing
	here    cursor
}

// add reports a problem at a node.
func (d *decoder) add(n *yaml.Node, problem diag.Diagnostic) {
	problem.Pos = d.pos(n)
	d.diags.Add(problem)
}

// shape is the table of keys of one kind of map.
type shape[T any] struct {
	name  string
	keys  []key[T]
	start func(to *T, at diag.Pos)                                          // before the keys: place and defaults
	short func(d *decoder, to *T, n *yaml.Node)                             // reads a text that stands for the whole
	other func(d *decoder, k *yaml.Node) bool                               // takes a key that is not in the table
	done  func(d *decoder, to *T, n *yaml.Node, seen map[string]*yaml.Node) // after the keys: what depends on several
}

// key is one key of a shape.
type key[T any] struct {
	name     string
	required bool
	words    []string // its enumeration, if it has one
	read     func(d *decoder, to *T, n *yaml.Node)
}

// set makes a key of what reads a value and the field that takes it.
func set[T, V any](name string, read func(*decoder, *yaml.Node) V, field func(*T) *V) key[T] {
	return key[T]{name: name, read: func(d *decoder, to *T, n *yaml.Node) { *field(to) = read(d, n) }}
}

// word makes a key that takes one word of an enumeration.
func word[T any](name string, words []string, field func(*T) *string) key[T] {
	k := set(name, func(d *decoder, n *yaml.Node) string { return d.word(n, words) }, field)
	k.words = words
	return k
}

// need makes a key required.
func need[T any](k key[T]) key[T] {
	k.required = true
	return k
}

func (s *shape[T]) names() []string {
	var names []string
	for _, k := range s.keys {
		names = append(names, k.name)
	}
	return names
}

// decode reads a map, key by key.
func (s *shape[T]) decode(d *decoder, n *yaml.Node, to *T) {
	n = resolve(n)
	if s.start != nil {
		s.start(to, d.pos(n))
	}
	if s.short != nil && n.Kind == yaml.ScalarNode && n.Value != "" {
		s.short(d, to, n)
		return
	}
	seen := map[string]*yaml.Node{}
	if !d.pairs(n, s.name, func(k, v *yaml.Node) {
		seen[k.Value] = v
		s.value(d, to, k, v)
	}) {
		return
	}
	for _, k := range s.keys {
		switch {
		case seen[k.name] != nil:
		case k.name == "id" && d.name != "":
			k.read(d, to, &yaml.Node{Kind: yaml.ScalarNode, Value: d.name, Line: n.Line, Column: n.Column})
		case k.required:
			d.missing(n, k.name, "write `"+k.name+": …`")
		}
	}
	if s.done != nil {
		s.done(d, to, n, seen)
	}
}

// value reads the value of one key.
func (s *shape[T]) value(d *decoder, to *T, k, v *yaml.Node) {
	i := slices.IndexFunc(s.keys, func(known key[T]) bool { return known.name == k.Value })
	switch {
	case i >= 0 && s.keys[i].required && v.Kind == yaml.SequenceNode && len(v.Content) == 0:
		d.empty(k, "`"+k.Value+"`")
	case i >= 0:
		s.keys[i].read(d, to, v)
	case s.other == nil || !s.other(d, k):
		d.unknown(k, s.names())
	}
}

// one returns a reader of a single map.
func one[T any](s *shape[T]) func(*decoder, *yaml.Node) *T {
	return func(d *decoder, n *yaml.Node) *T {
		to := new(T)
		s.decode(d, n, to)
		return to
	}
}

// list returns a reader of a list of maps.
func list[T any](s *shape[T]) func(*decoder, *yaml.Node) []T {
	return each(func(d *decoder, n *yaml.Node) T { return *one(s)(d, n) })
}

// each returns a reader of a list from the reader of its elements.
func each[V any](read func(*decoder, *yaml.Node) V) func(*decoder, *yaml.Node) []V {
	return func(d *decoder, n *yaml.Node) []V {
		n = resolve(n)
		if n.Kind != yaml.SequenceNode {
			d.wrong(n, "a list")
			return nil
		}
		var values []V
		for _, c := range n.Content {
			values = append(values, read(d, c))
		}
		return values
	}
}

// pairs calls f for each key of a map with its value, aliases resolved. It
// reports keys that are no text or come twice, and returns false for
// everything that is no map.
func (d *decoder) pairs(n *yaml.Node, what string, f func(k, v *yaml.Node)) bool {
	if absent(n) || n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		d.empty(n, what)
		return false
	}
	if n.Kind != yaml.MappingNode {
		d.wrong(n, "a map `key: value`")
		return false
	}
	first := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], resolve(n.Content[i+1])
		switch {
		case k.Kind != yaml.ScalarNode:
			d.wrong(k, "a word as the key")
		case first[k.Value] != nil:
			d.add(k, diag.Diagnostic{
				Code:    "duplicate-key",
				Message: "`" + k.Value + "` is written twice",
				Hint:    fmt.Sprintf("it also stands in line %d; keep one of them", d.pos(first[k.Value]).Line),
			})
		default:
			first[k.Value] = k
			f(k, v)
		}
	}
	return true
}

// names of the kinds of nodes, as messages use them.
var nodeNames = map[yaml.Kind]string{yaml.MappingNode: "a map", yaml.SequenceNode: "a list", yaml.ScalarNode: "a text"}

// wrong reports a node of the wrong type.
func (d *decoder) wrong(n *yaml.Node, want string) {
	if absent(n) {
		d.empty(n, "the value")
		return
	}
	n = resolve(n)
	hint := "write " + want + " here"
	switch {
	case n.Style&yaml.FlowStyle != 0:
		hint += "; a text that begins with [ or { needs quotation marks"
	case want == "a list" && n.Kind == yaml.ScalarNode:
		hint = "write [" + shorten(n.Value) + "]"
	}
	d.add(n, diag.Diagnostic{Code: "wrong-type", Message: want + " is wanted, not " + nodeNames[n.Kind], Hint: hint})
}

// empty reports a value, a map or a list with nothing in it.
func (d *decoder) empty(n *yaml.Node, what string) {
	d.add(n, diag.Diagnostic{
		Code: "empty-record", Message: what + " is empty",
		Hint: "write something, or leave it out if it is not required",
	})
}

// missing reports a required key at the first line of the record.
func (d *decoder) missing(n *yaml.Node, key, hint string) {
	d.add(n, diag.Diagnostic{Code: "missing-key", Message: "`" + key + "` is missing", Hint: hint})
}

// unknown reports a key that is not in the table.
func (d *decoder) unknown(k *yaml.Node, names []string) {
	hint := cmp.Or(diag.DidYouMean(k.Value, names), "the keys here are "+strings.Join(names, ", "))
	if k.Value == "<<" && k.Style == 0 {
		hint = "there are no merge keys; write the keys out"
	}
	d.add(k, diag.Diagnostic{Code: "unknown-key", Message: "unknown key `" + shorten(k.Value) + "`", Hint: hint})
}

// shorten keeps a message on its line.
func shorten(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
