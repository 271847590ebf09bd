package pipeline

import "belegt/generator/internal/publish"

// memory is a Target that is not written to a disk.
type memory struct{ *publish.Memory }

func (m memory) Begin() (Transaction, error) { return m.Memory.Begin() }

// Memory returns a Target in this process only, for a site that nothing is to
// be left of.
func (p *Pipeline) Memory() Target { return memory{publish.NewMemory()} }
