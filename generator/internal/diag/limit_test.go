package diag

import (
	"fmt"
	"slices"
	"testing"
)

func TestLimit(t *testing.T) {
	many := func(severity Severity, code string, n int) (l List) {
		for i := range n {
			l.Add(Diagnostic{Pos: Pos{File: "a.md", Line: i + 1}, Severity: severity, Code: code, Message: fmt.Sprintf("number %d", i)})
		}
		return l
	}
	for _, tt := range []struct {
		name string
		in   List
		want []string // code and message
	}{
		{"none", nil, nil},
		{"as many as are kept", many(Warning, "raw-html", 2), []string{"raw-html: number 0", "raw-html: number 1"}},
		{"more", many(Warning, "raw-html", 5), []string{"raw-html: number 0", "raw-html: number 1", "raw-html: 3 more of these"}},
		{"one more", many(Warning, "raw-html", 3), []string{"raw-html: number 0", "raw-html: number 1", "raw-html: 1 more of these"}},
		{"errors are all kept", many(Error, "unknown-key", 3), []string{"unknown-key: number 0", "unknown-key: number 1", "unknown-key: number 2"}},
		{
			"several codes, in the order in which they go over",
			slices.Concat(many(Warning, "unused-claim", 2), many(Warning, "raw-html", 3), many(Error, "unknown-key", 1), many(Warning, "unused-claim", 2)),
			[]string{
				"unused-claim: number 0", "unused-claim: number 1", "raw-html: number 0", "raw-html: number 1", "unknown-key: number 0",
				"raw-html: 1 more of these", "unused-claim: 2 more of these",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := slices.Clone(tt.in)
			var got []string
			for _, d := range tt.in.Limit(2, "ask for more") {
				got = append(got, d.Code+": "+d.Message)
				if more := d.IsZero(); more != (d.Hint == "ask for more") || more && d.Severity != Warning {
					t.Errorf("%+v", d)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if !slices.Equal(tt.in, before) {
				t.Error("the list itself was changed")
			}
		})
	}
}
