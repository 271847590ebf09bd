package render

import (
	"html/template"
	"sync"
)

// memo keeps drawings between sites: a strip is dear to lay out, and most of
// them stay the same from one save to the next. What two sites in a row have
// not asked for is forgotten.
type memo struct {
	mu       sync.Mutex
	now, old map[Key]template.HTML
}

// turn begins a new site.
func (m *memo) turn() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.old, m.now = m.now, make(map[Key]template.HTML, len(m.now))
}

func (m *memo) get(k Key, draw func() template.HTML) template.HTML {
	m.mu.Lock()
	h, ok := m.now[k]
	if !ok {
		if h, ok = m.old[k]; ok {
			m.now[k] = h
		}
	}
	m.mu.Unlock()
	if ok {
		return h
	}
	h = draw()
	m.mu.Lock()
	m.now[k] = h
	m.mu.Unlock()
	return h
}
