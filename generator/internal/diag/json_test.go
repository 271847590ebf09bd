package diag

import (
	"bytes"
	"errors"
	"testing"
)

func TestJSON(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   List
		want string
	}{
		{"none", nil, `{
  "version": 1,
  "errors": 0,
  "warnings": 0,
  "diagnostics": []
}
`},
		{"two", List{
			{Pos: Pos{"a.md", 3, 5, 2}, Code: "unknown-reference", Message: "nothing has the id `x<y`", Hint: "did you mean `x`?", Excerpt: "\t[[x<y]]\x1b"},
			{Pos: Pos{File: "b.md"}, Severity: Warning, Code: "raw-html", Message: "raw HTML"},
		}, `{
  "version": 1,
  "errors": 1,
  "warnings": 1,
  "diagnostics": [
    {
      "file": "a.md",
      "line": 3,
      "column": 5,
      "length": 2,
      "severity": "error",
      "code": "unknown-reference",
      "message": "nothing has the id ` + "`x<y`" + `",
      "hint": "did you mean ` + "`x`" + `?",
      "excerpt": "\t[[x<y]]\u001b"
    },
    {
      "file": "b.md",
      "line": 0,
      "column": 0,
      "length": 0,
      "severity": "warning",
      "code": "raw-html",
      "message": "raw HTML"
    }
  ]
}
`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := JSON(&b, tt.in); err != nil {
				t.Fatal(err)
			}
			if got := b.String(); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

// full is a writer that takes nothing.
type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestJSONReportsWriteErrors(t *testing.T) {
	if err := JSON(full{}, nil); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}
