package load

import (
	"go.yaml.in/yaml/v4"

	"belegt/generator/internal/diag"
)

// Words reads a file of words: maps of texts, as deep as one likes. The keys
// of the result are joined with dots, as "status.asserted". The path is for
// positions only.
func Words(path string, b []byte) (map[string]string, diag.List) {
	d := &decoder{file: diag.NewFile(path, newText(b, false).bytes)}
	words := map[string]string{}
	if problem := notText(d.file); problem != nil {
		return words, diag.List{*problem}
	}
	roots := d.documents(d.file.Bytes)
	if len(roots) == 0 && !d.partial {
		d.diags.Add(nothing(d.file, "write `key: word`"))
	}
	for _, root := range roots {
		d.words("", root, words)
	}
	d.diags.Sort()
	return words, d.diags
}

// words adds a map and all below it.
func (d *decoder) words(prefix string, n *yaml.Node, to map[string]string) {
	d.pairs(n, "the map", func(k, v *yaml.Node) {
		name := prefix + k.Value
		switch _, twice := to[name]; {
		case v.Kind == yaml.MappingNode:
			d.words(name+".", v, to)
		case twice:
			d.add(k, diag.Diagnostic{Code: "duplicate-key", Message: "`" + name + "` is written twice", Hint: "keep one of them"})
		default:
			if s := d.text(v); s != "" {
				to[name] = s
			}
		}
	})
}
