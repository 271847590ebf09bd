package diag

import "fmt"

// Limit keeps at most n warnings of each code, the first ones of the list, and
// ends with one line for each code of which there are more, with their number
// and the hint. Errors are all kept: each of them has to be mended.
func (l List) Limit(n int, hint string) List {
	seen := map[string]int{}
	var out List
	var over []string // codes, in the order in which they went over
	for _, d := range l {
		if d.Severity == Warning {
			seen[d.Code]++
			if seen[d.Code] == n+1 {
				over = append(over, d.Code)
			}
			if seen[d.Code] > n {
				continue
			}
		}
		out = append(out, d)
	}
	for _, code := range over {
		out = append(out, Diagnostic{Severity: Warning, Code: code, Message: fmt.Sprintf("%d more of these", seen[code]-n), Hint: hint})
	}
	return out
}
