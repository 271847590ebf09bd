package load

// The one door for YAML. The parser gives a tree of nodes with places; types,
// keys and values are judged by decode.go from the nodes' own text, so that
// 012 is the text 012 and no date becomes a time. Two limits keep hostile
// files from costing more than they are worth: nesting, and nodes that are
// reached through aliases.

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"belegt/generator/internal/diag"
)

const (
	maxDepth   = 64
	maxAliased = 10_000
)

var errDepth = fmt.Sprintf("YAML nested more than %d deep", maxDepth)

// limits stops the parser before it nests too deep.
type limits struct{}

func (limits) CheckDepth(depth int, _ *yaml.DepthContext) error {
	if depth > maxDepth {
		return errors.New(errDepth)
	}
	return nil
}

// CheckAlias is never asked: nodes are not constructed into values.
func (limits) CheckAlias(_, _ int) error { return nil }

// documents parses YAML text and returns the root of each document that has
// one. A document that exceeds a limit is left out; after an error of syntax
// there is no further document.
func (d *decoder) documents(text []byte) []*yaml.Node {
	if i := bytes.IndexAny(text, "\u2028\u2029\ufffe\uffff"); i >= 0 {
		d.broken(d.file.At(d.start+i, 1), "yaml-syntax", "an invisible separator", "delete the character, or write an ordinary line break")
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(text), yaml.WithPlugin(limits{}), yaml.WithUniqueKeys(false))
	var roots []*yaml.Node
	for err == nil {
		var doc yaml.Node
		if err = loader.Load(&doc); err != nil || len(doc.Content) == 0 {
			continue
		}
		root := doc.Content[0]
		if v := (vetting{d: d}); v.node(root, 1, false) && !absent(root) {
			roots = append(roots, root)
		}
	}
	if err != io.EOF {
		d.syntax(err)
	}
	return roots
}

// absent reports whether a node stands for a value that was not written.
func absent(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Value == "" && n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
}

// resolve follows an alias to what it names.
func resolve(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

// vetting walks a document before it is decoded: within limits, without tags.
type vetting struct {
	d       *decoder
	aliased int
}

// node reports whether n and all below it keep the limits. An alias that
// leads into itself is nested without end, and found by its depth.
func (v *vetting) node(n *yaml.Node, depth int, aliased bool) bool {
	if n.Kind == yaml.AliasNode {
		n, aliased = resolve(n), true
	}
	if aliased {
		v.aliased++
	}
	scalar := n.Kind == yaml.ScalarNode
	switch {
	case !scalar && depth > maxDepth:
		v.d.broken(v.d.pos(n), "yaml-limit", errDepth, "write it flatter; an alias must not lead into itself")
		return false
	case v.aliased > maxAliased:
		v.d.broken(v.d.pos(n), "yaml-limit", fmt.Sprintf("aliases stand for more than %d values", maxAliased), "write the values out, or use fewer aliases")
		return false
	case !aliased && (n.Style&yaml.TaggedStyle != 0 || n.Tag == "!"):
		v.d.add(n, diag.Diagnostic{
			Code:    "wrong-type",
			Message: "the tag `" + n.Tag + "`",
			Hint:    "remove the tag; values are read as they are written",
		})
	}
	for _, child := range n.Content {
		if !v.node(child, depth+1, aliased) {
			return false
		}
	}
	return true
}

// broken reports a problem after which records of the file are missing.
func (d *decoder) broken(p diag.Pos, code, message, hint string) {
	d.partial = true
	d.diags.Add(diag.Diagnostic{Pos: p, Code: code, Message: message, Hint: hint})
}

// advice has a hint for what the parser says most often. Where the parser
// notices an omission too late, it also knows where the thing began.
var advice = []struct {
	says, hint string
	began      bool
}{
	{"mapping values are not allowed", "put a text that holds `: ` in quotation marks", false},
	{"cannot start any token", "put a text that begins with this character in quotation marks", false},
	{"',' or ']'", "close the list with ], or put a text that begins with [ in quotation marks", true},
	{"',' or '}'", "close the map with }, or put a text that begins with { in quotation marks", true},
	{"could not find expected ':'", "write `key: value`, or put a text of several lines in quotation marks", true},
	{"did not find expected key", "indent this line like the keys above it; a quotation mark inside quotation marks is written \\\"", false},
	{"unexpected end of stream", "close the quotation marks", true},
	{"unexpected document indicator", "close the quotation marks", true},
	{"unknown anchor", "put a text that begins with * in quotation marks", false},
}

// syntax reports an error of the parser at its place.
func (d *decoder) syntax(err error) {
	e := (*yaml.LoadError)(nil)
	if !errors.As(err, &e) {
		e = &yaml.LoadError{Message: err.Error()}
	}
	if strings.Contains(e.Message, errDepth) {
		d.broken(d.mark(e.Mark.Line, e.Mark.Column), "yaml-limit", errDepth, "write it flatter")
		return
	}
	hint, mark := "", e.Mark
	for _, a := range advice {
		if !strings.Contains(e.Message, a.says) {
			continue
		}
		if hint = a.hint; a.began && e.ContextMark.Line > 0 {
			mark = e.ContextMark
		}
	}
	pos := d.mark(mark.Line, mark.Column)
	if strings.Contains(e.Message, "expected key") && strings.Contains(d.file.Line(pos.Line), ": [[") {
		hint = "put a text that begins with [ in quotation marks"
	}
	if bytes.HasPrefix(d.file.Bytes[d.file.Offset(pos.Line, pos.Col):], []byte("\t")) || strings.Contains(e.Message, "tab character") {
		hint = "indent with spaces, not with tabs"
	}
	d.broken(pos, "yaml-syntax", "YAML that cannot be read: "+e.Message, hint)
}

// mark returns the place of one character that the parser names.
func (d *decoder) mark(line, column int) diag.Pos {
	return d.file.At(d.file.Offset(max(line, 1)+d.skip, column), 1)
}

// cursor remembers where the last node was found. Nodes are near each other,
// so that a file of one long line is not counted from its start for each.
type cursor struct{ line, col, off int }

// offset returns where a node begins in the file.
func (d *decoder) offset(n *yaml.Node) int {
	line, b := n.Line+d.skip, d.file.Bytes
	c := &d.here
	if c.line != line {
		*c = cursor{line, 1, d.file.Offset(line, 1)}
	}
	for ; c.col > n.Column; c.col-- {
		_, size := utf8.DecodeLastRune(b[:c.off])
		c.off -= size
	}
	for ; c.col < n.Column && c.off < len(b) && b[c.off] != '\n'; c.col++ {
		_, size := utf8.DecodeRune(b[c.off:])
		c.off += size
	}
	return c.off
}

// pos returns the place of a node: a text as far as its line goes, the first
// key of a map, the first character of a list.
func (d *decoder) pos(n *yaml.Node) diag.Pos {
	if n.Kind == yaml.MappingNode && n.Style&yaml.FlowStyle == 0 && n.Anchor == "" && len(n.Content) > 0 {
		return d.pos(n.Content[0])
	}
	off := d.offset(n)
	p := diag.Pos{File: d.file.Path, Line: n.Line + d.skip, Col: n.Column, Len: 1}
	if n.Kind == yaml.ScalarNode && n.Value != "" {
		p.Len = utf8.RuneCountInString(written(n, d.file.Bytes[off:]))
	}
	return p
}

// written returns a scalar as it stands on its first line, with its quotation
// marks.
func written(n *yaml.Node, b []byte) string {
	value, quote := n.Value, ""
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		quote = string(b[:min(1, len(b))])
	}
	if whole := quote + value + quote; bytes.HasPrefix(b, []byte(whole)) && !strings.Contains(whole, "\n") {
		return whole
	}
	line, _, _ := bytes.Cut(b[:min(len(b), len(value)+1024)], []byte("\n"))
	return string(bytes.TrimRight(line, " \t\r"))
}

// source returns a function that gives the place of n bytes at an offset in a
// scalar's value. It is exact for every style of scalar. On the scalar's first
// line it counts from there, or on from the last place.
func (d *decoder) source(n *yaml.Node) func(off, length int) diag.Pos {
	start := d.offset(n)
	raw := d.file.Bytes[start:]
	var at []int
	last, col := 0, n.Column
	return func(off, length int) diag.Pos {
		if at == nil {
			at = align(n, raw)
		}
		off = min(max(off, 0), len(n.Value))
		end := min(off+max(length, 0), len(n.Value))
		from, to := at[off], at[end]
		if from < last {
			last, col = 0, n.Column
		}
		if bytes.IndexByte(raw[last:to], '\n') >= 0 {
			return d.file.At(start+from, to-from)
		}
		col += utf8.RuneCount(raw[last:from])
		last = from
		return diag.Pos{File: d.file.Path, Line: n.Line + d.skip, Col: col, Len: utf8.RuneCount(raw[from:to])}
	}
}

// align finds each byte of a scalar's value in the text that it was read from.
// Both are walked together: white space around a line break stands for white
// space in the value, an escape for one character, all else for itself.
func align(n *yaml.Node, raw []byte) []int {
	value, at := n.Value, make([]int, len(n.Value)+1)
	i, j := 0, scalarStart(n, raw)
	for i < len(value) && j < len(raw) {
		from, step := j, 0 // bytes of the value that begin at from
		blanks := run(raw[j:], " \t")
		_, size := utf8.DecodeRuneInString(value[i:])
		switch {
		case atBreak(raw[j+blanks:]):
			j += run(raw[j:], " \t\r\n")
			size = run(value[i:], " \t\n")
		case n.Style&yaml.DoubleQuotedStyle != 0 && raw[j] == '\\' && atBreak(raw[j+1:]):
			j += 1 + run(raw[j+1:], " \t\r\n")
			size = 0
		case n.Style&yaml.DoubleQuotedStyle != 0 && raw[j] == '\\':
			j += 1 + escape(raw[j+1:])
		case n.Style&yaml.SingleQuotedStyle != 0 && raw[j] == '\'':
			j += 2
		default:
			size, step = max(blanks, size), 1
			j += size
		}
		for k := range min(size, len(value)-i) {
			at[i+k] = from + k*step
		}
		i += size
	}
	for i = min(i, len(value)); i <= len(value); i++ {
		at[i] = min(j, len(raw))
	}
	return at
}

// run returns how many of the first bytes are among chars.
func run[T string | []byte](b T, chars string) int {
	for i := range len(b) {
		if strings.IndexByte(chars, b[i]) < 0 {
			return i
		}
	}
	return len(b)
}

// scalarStart returns the offset of a scalar's content: after its anchor and
// its opening quotation mark, or at the end of a block's first line.
func scalarStart(n *yaml.Node, raw []byte) int {
	j := 0
	for j < len(raw) && (raw[j] == '&' || raw[j] == '!') {
		j += cmp.Or(max(0, bytes.IndexAny(raw[j:], " \t\r\n")), len(raw)-j)
		j += run(raw[j:], " \t\r\n")
	}
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		j += max(0, bytes.IndexByte(raw[j:], '\n'))
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		j++
	}
	return min(j, len(raw))
}

func atBreak(raw []byte) bool {
	return bytes.HasPrefix(raw, []byte("\n")) || bytes.HasPrefix(raw, []byte("\r\n"))
}

// escape returns the length of an escape sequence after its backslash.
func escape(raw []byte) int {
	width := map[byte]int{'x': 3, 'u': 5, 'U': 9}
	if len(raw) > 0 && width[raw[0]] > 0 {
		return width[raw[0]]
	}
	return 1
}
