package asset

import (
	"math"
	"testing"
)

func TestContrast(t *testing.T) {
	tests := []struct {
		a, b string
		want float64
	}{
		{"#000000", "#ffffff", 21},
		{"#ffffff", "#000000", 21},
		{"#777777", "#FFFFFF", 4.48}, // the well-known grey that just fails
		{"#767676", "#ffffff", 4.54}, // and the one that just passes
		{"#0c0d0e", "#fbfbf9", 18.8}, // ink on paper, from the study of the look
		{"#f8ee36", "#0c0d0e", 16.0},
		{"#abcdef", "#abcdef", 1},
		{"red", "#ffffff", 0},
		{"#fff", "#000000", 0},
	}
	for _, tt := range tests {
		if got := Contrast(tt.a, tt.b); math.Abs(got-tt.want) > .05 {
			t.Errorf("Contrast(%s, %s) = %.3f, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestCheckAccent(t *testing.T) {
	tests := map[string]bool{
		"#f8ee36": true, "#ff8800": true, "#ffffff": true,
		"#8b0000": false, "#00008b": false, "#0c0d0e": false, "yellow": false, "": false,
	}
	for accent, want := range tests {
		if ok, ratio := CheckAccent(accent); ok != want || ok != (ratio >= 4.5) {
			t.Errorf("CheckAccent(%q) = %v, %.2f", accent, ok, ratio)
		}
	}
}
