package diag

import (
	"bytes"
	"fmt"
	"io"
)

// Allowance is a doubt that the editors answer with a reason: warnings of its
// code about its thing are not reported.
type Allowance struct {
	Pos
	Code    string `json:"code"`
	Reason  string `json:"reason"`
	Answers int    `json:"answers"` // how many warnings are not reported for it
}

// WriteAllowances writes allowances for people, in the order of the list.
func WriteAllowances(w io.Writer, l []Allowance, o Style) {
	var b bytes.Buffer
	for _, a := range l {
		b.WriteString(o.paint(bold, place(a.Pos)+":") + " ")
		b.WriteString(o.paint(green, fmt.Sprintf("allowed[%s]:", visible(a.Code))))
		fmt.Fprintf(&b, " %d: %s\n", a.Answers, visible(a.Reason))
	}
	// As with Write, there is nobody to tell.
	_, _ = w.Write(b.Bytes())
}
