package diag

import (
	"slices"
	"testing"
)

func TestSort(t *testing.T) {
	want := List{
		{Pos: Pos{File: "a.md"}, Code: "z"},
		{Pos: Pos{File: "a.md", Line: 2, Col: 1}, Code: "a", Message: "m"},
		{Pos: Pos{File: "a.md", Line: 2, Col: 1}, Code: "a", Message: "n"},
		{Pos: Pos{File: "a.md", Line: 2, Col: 1}, Code: "b"},
		{Pos: Pos{File: "a.md", Line: 2, Col: 1}, Severity: Warning, Code: "a"},
		{Pos: Pos{File: "a.md", Line: 2, Col: 4}, Code: "a"},
		{Pos: Pos{File: "a.md", Line: 10, Col: 1}, Code: "a"},
		{Pos: Pos{File: "b.md", Line: 1, Col: 1}, Code: "a"},
	}
	got := slices.Concat(want, want) // each twice
	slices.Reverse(got)
	got.Sort()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%vwant\n%v", written(got, Style{}), written(want, Style{}))
	}
}

func TestCount(t *testing.T) {
	var l List
	if l.HasErrors() {
		t.Error("the empty list has errors")
	}
	l.Add(Diagnostic{Severity: Warning})
	if l.HasErrors() {
		t.Error("a warning is taken for an error")
	}
	l.Add(Diagnostic{})
	l.Add(Diagnostic{})
	if errors, warnings := l.Count(); errors != 2 || warnings != 1 || !l.HasErrors() {
		t.Errorf("%d errors, %d warnings, HasErrors %t", errors, warnings, l.HasErrors())
	}
}
