package diag

import "testing"

func TestFileAt(t *testing.T) {
	f := NewFile("a.md", []byte("äbc\r\nd\n\nü"))
	for _, tt := range []struct {
		off, n int
		want   Pos
	}{
		{0, 0, Pos{"a.md", 1, 1, 0}},
		{0, 3, Pos{"a.md", 1, 1, 2}}, // ä is two bytes
		{2, 1, Pos{"a.md", 1, 2, 1}},
		{2, 99, Pos{"a.md", 1, 2, 3}}, // to the end of the line
		{6, 1, Pos{"a.md", 2, 1, 1}},
		{8, 0, Pos{"a.md", 3, 1, 0}}, // an empty line
		{9, 2, Pos{"a.md", 4, 1, 1}},
		{-5, 1, Pos{"a.md", 1, 1, 1}}, // drawn to the ends
		{99, 1, Pos{"a.md", 4, 2, 0}},
	} {
		if got := f.At(tt.off, tt.n); got != tt.want {
			t.Errorf("At(%d, %d) = %v, want %v", tt.off, tt.n, got, tt.want)
		}
	}
}

func TestFileLine(t *testing.T) {
	f := NewFile("a.md", []byte("äbc\r\nd\n\nü"))
	for n, want := range []string{"", "äbc", "d", "", "ü", ""} {
		if got := f.Line(n); got != want {
			t.Errorf("Line(%d) = %q, want %q", n, got, want)
		}
	}
}

// TestFileOffset holds that Offset takes back what At gave.
func TestFileOffset(t *testing.T) {
	text := "äbc\r\nd\n\nü"
	f := NewFile("a.md", []byte(text))
	for off := range text {
		p := f.At(off, 0)
		if got := f.Offset(p.Line, p.Col); got != off {
			t.Errorf("byte %d is at %d:%d, which is byte %d", off, p.Line, p.Col, got)
		}
	}
	for _, tt := range []struct{ line, col, want int }{{0, 0, 0}, {2, 99, 7}, {99, 1, 9}} {
		if got := f.Offset(tt.line, tt.col); got != tt.want {
			t.Errorf("Offset(%d, %d) = %d, want %d", tt.line, tt.col, got, tt.want)
		}
	}
}
