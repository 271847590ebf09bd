package render

import (
	"html/template"
	"sync"

	"belegt/generator/internal/markdown"
)

// memo keeps what is dear to make from one site to the next, by all that it is
// made of: a drawing by what it is asked to show, a text by its parsed form and
// the names of what it mentions. Most of them stay as they are from one save to
// the next. Beyond a limit, what was not asked for lately is forgotten.
type memo[K comparable, V any] struct {
	mu       sync.Mutex
	limit    int
	now, old map[K]V
}

func newMemo[K comparable, V any](limit int) *memo[K, V] {
	return &memo[K, V]{limit: limit, now: map[K]V{}}
}

func (m *memo[K, V]) get(k K, make func() V) V {
	m.mu.Lock()
	v, ok := m.now[k]
	if !ok {
		if v, ok = m.old[k]; ok {
			m.now[k] = v
		}
	}
	m.mu.Unlock()
	if ok {
		return v
	}
	v = make()
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.now) >= m.limit {
		m.old, m.now = m.now, map[K]V{}
	}
	m.now[k] = v
	return v
}

// store is what a language keeps from one site to the next.
type store struct {
	drawings *memo[drawingKey, template.HTML]
	texts    *memo[textKey, []markdown.Block]
}

func newStore() *store {
	return &store{
		drawings: newMemo[drawingKey, template.HTML](100_000),
		texts:    newMemo[textKey, []markdown.Block](20_000),
	}
}

// drawingKey is a template with what it prints.
type drawingKey struct {
	template string
	data     Key
}

// textKey is all that a rendered text depends on, besides the site's words.
type textKey struct {
	doc   *markdown.Doc
	marks bool
	names Key
}

// rendered renders a text, or finds that this was done before.
func (l *language) rendered(doc *markdown.Doc, r resolver) []markdown.Block {
	key := textKey{doc: doc, marks: r.marks != nil, names: KeyOf(l.namesIn(doc, r))}
	return l.kept.texts.get(key, func() []markdown.Block { return doc.Render(r) })
}

// namesIn lists all that a text shows of other things.
func (l *language) namesIn(doc *markdown.Doc, r resolver) []string {
	d := l.site.d
	refs := doc.Refs()
	out := make([]string, 0, 5*len(refs))
	for _, ref := range refs {
		out = append(out, string(r.Mention(ref)), r.Name(ref))
		if s := d.Source[ref.ID]; s != nil {
			name := l.sourceName(s)
			out = append(out, name.Text, name.Lang)
			if weak(s) {
				out = append(out, "weak")
			}
		} else if label, ok := d.Confidential[ref.ID]; ok {
			out = append(out, l.text(label).Text)
		}
	}
	for _, img := range doc.Images() {
		src, width, height, _ := r.Image(img.Dest)
		out = append(out, src, itoa(width), itoa(height))
	}
	for _, k := range doc.Links() {
		url, _ := r.URL(k.Dest)
		out = append(out, url)
	}
	return out
}
