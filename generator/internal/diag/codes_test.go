package diag

import (
	"regexp"
	"strings"
	"testing"
)

func TestCodes(t *testing.T) {
	shape := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	for _, c := range Codes {
		if seen[c.Name] {
			t.Errorf("%s stands twice", c.Name)
		}
		seen[c.Name] = true
		if !shape.MatchString(c.Name) {
			t.Errorf("%q has not the shape of a code", c.Name)
		}
		if c.About == "" || strings.ContainsAny(c.About, "\n") || strings.HasSuffix(c.About, ".") {
			t.Errorf("%s: %q is not one line without a full stop", c.Name, c.About)
		}
		if got := SeverityOf(c.Name); got != c.Severity {
			t.Errorf("SeverityOf(%s) = %v", c.Name, got)
		}
	}
	if SeverityOf("raw-html") != Warning || SeverityOf("no-such-code") != Error {
		t.Error("SeverityOf mistakes a warning, or an unknown code")
	}
}
