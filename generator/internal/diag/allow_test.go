package diag

import (
	"bytes"
	"strings"
	"testing"
)

var someAllowances = []Allowance{
	{Pos{"content/site.yaml", 7, 5, 4}, "unused-claim", "for the next article", 41},
	{Pos{"a.yaml", 3, 1, 1}, "raw\x1bhtml", "a\nb", 0},
}

func TestWriteAllowances(t *testing.T) {
	var b bytes.Buffer
	WriteAllowances(&b, someAllowances, Style{})
	want := "content/site.yaml:7:5: allowed[unused-claim]: 41: for the next article\n" +
		"a.yaml:3:1: allowed[raw␛html]: 0: a␊b\n"
	if got := b.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	b.Reset()
	WriteAllowances(&b, someAllowances[:1], Style{Color: true})
	if got := b.String(); !strings.Contains(got, "\x1b[") || !strings.Contains(got, "for the next article") {
		t.Errorf("in colours: %q", got)
	}
}

func TestJSONAllowances(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, nil, someAllowances[:1]...); err != nil {
		t.Fatal(err)
	}
	want := `  "allowed": [
    {
      "file": "content/site.yaml",
      "line": 7,
      "column": 5,
      "length": 4,
      "code": "unused-claim",
      "reason": "for the next article",
      "answers": 41
    }
  ]
}
`
	if got := b.String(); !strings.HasSuffix(got, want) {
		t.Errorf("got\n%swant it to end in\n%s", got, want)
	}
}
