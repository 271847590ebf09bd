// Package markdown (stub signatures; being written).
package markdown

type Doc struct{}

type Prose struct{}

func (p *Prose) Plain() string { return "" }
