// Package date reads and shows EDTF dates (stub signatures; being written).
package date

type Date struct{ raw string }

func (d Date) IsZero() bool { return d.raw == "" }
