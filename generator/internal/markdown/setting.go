package markdown

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"belegt/generator/internal/diag"
)

// settingKey is the shape of a key; which keys there are is checked elsewhere.
var settingKey = regexp.MustCompile(`^[a-z][a-z0-9_-]*$`)

// filter reads a timeline or network block: a line for each key, with one
// value or several, in brackets or not.
func (c *converter) filter(kind BlockKind, n ast.Node) Filter {
	f := Filter{Kind: kind, Pos: c.at(max(n.Pos(), 0), len("```")+len(kind))}
	seen := map[string]bool{}
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		s, ok := c.setting(at)
		if !ok {
			continue
		}
		if seen[s.Key] {
			c.problems.Add(diag.Diagnostic{Pos: s.KeyPos, Code: "duplicate-key",
				Message: fmt.Sprintf("“%s” is written twice in this block", s.Key)})
			continue
		}
		seen[s.Key] = true
		f.Settings = append(f.Settings, s)
	}
	c.doc.filters = append(c.doc.filters, f)
	return f
}

func (c *converter) setting(at text.Segment) (Setting, bool) {
	line := strings.TrimRight(c.text[at.Start:at.Stop], " \t\r\n")
	if strings.Trim(line, " \t") == "" {
		return Setting{}, false
	}
	key, rest, ok := strings.Cut(line, ":")
	lead := len(key) - len(strings.TrimLeft(key, " \t"))
	key = strings.Trim(key, " \t")
	if !ok || !settingKey.MatchString(key) {
		c.report(at.Start+lead, len(line)-lead, diag.Diagnostic{Code: "block-key",
			Message: "a line of this block is not of the form key: value",
			Hint:    "write for example entity: some-id"})
		return Setting{}, false
	}
	s := Setting{Key: key, KeyPos: c.at(at.Start+lead, len(key))}
	off := at.Start + len(line) - len(rest)
	if in := strings.Trim(rest, " \t"); strings.HasPrefix(in, "[") && strings.HasSuffix(in, "]") && len(in) > 1 {
		off += strings.IndexByte(rest, '[') + 1
		rest = in[1 : len(in)-1]
	}
	for part := range strings.SplitSeq(rest, ",") {
		if v := strings.Trim(part, " \t"); v != "" {
			v, quote := unquote(v)
			skip := len(part) - len(strings.TrimLeft(part, " \t")) + quote
			s.Values = append(s.Values, Value{Text: v, Pos: c.at(off+skip, len(v))})
		}
		off += len(part) + 1
	}
	return s, true
}

// unquote takes a pair of quotation marks off a value, and returns the length
// of the first.
func unquote(s string) (string, int) {
	if n := len(s); n > 1 && s[0] == s[n-1] && (s[0] == '"' || s[0] == '\'') {
		return s[1 : n-1], 1
	}
	return s, 0
}
