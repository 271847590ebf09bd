package serve

import (
	"bytes"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/pipeline"
)

const (
	// keptRevisions is how far back a page that was asleep can catch up.
	keptRevisions = 200
	// mostAddresses is how many changed addresses are listed one by one. Beyond
	// that every page looks after itself.
	mostAddresses = 2000
)

// hub holds what open pages need to know: the revision, what each of the last
// ones changed, and the problems of the moment. A revision is made only when
// something a browser can see has changed. Whoever waits asks again with the
// revision it has; nothing is queued for anyone, so a slow one holds up nobody.
type hub struct {
	process string // tells the revisions of this process from another's

	mu       sync.Mutex
	news     chan struct{} // closed when the next revision is there
	revision int
	edits    []edit // of the last revisions, the newest last
	state    state
}

// state is what pages are served by.
type state struct {
	mark     string // of the revision: what a page is asked to catch up from
	base     string // the path of base_url, escaped as in links
	built    bool   // there is a site to be served
	problems []problem
}

// edit is what one revision changed, by address.
type edit struct {
	all     bool // too much to list
	changed []string
	removed []string
	style   string
}

// event is what a browser is told, as JSON.
type event struct {
	Revision string    `json:"revision"`
	All      bool      `json:"all"` // every page may have changed
	Changed  []string  `json:"changed"`
	Removed  []string  `json:"removed"`
	Style    string    `json:"style"` // the new address of the stylesheet, or ""
	Errors   []problem `json:"errors"`
}

// problem is a diagnostic, with the text that the terminal shows for it.
type problem struct {
	diag.Diagnostic
	Text string `json:"text"`
}

func newHub() *hub {
	h := &hub{
		process: strconv.FormatInt(time.Now().UnixNano(), 36),
		news:    make(chan struct{}),
		state:   state{base: "/"},
	}
	h.state.mark = h.mark()
	return h
}

func (h *hub) mark() string { return fmt.Sprintf("%s-%d", h.process, h.revision) }

// current returns what pages are served by now.
func (h *hub) current() state {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.state
}

// succeed takes a build that went well. It reports whether a browser can see
// a difference.
func (h *hub) succeed(b *pipeline.Built) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	base := basePath(b)
	e := editOf(base, b)
	e.all = e.all || !h.state.built || base != h.state.base
	if !e.all && len(e.changed)+len(e.removed) == 0 && len(h.state.problems) == 0 {
		return false
	}
	h.state.base, h.state.built = base, true
	h.next(e, nil)
	return true
}

// fail takes the problems of a build that did not go well; b may be nil. The
// pages stay. It reports whether the problems are others than before.
func (h *hub) fail(b *pipeline.Built, l diag.List) bool {
	problems := shown(l)
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.state.built && b != nil {
		h.state.base = basePath(b) // as far as it is known
	}
	if slices.Equal(problems, h.state.problems) {
		return false
	}
	h.next(edit{}, problems)
	return true
}

// next makes a revision. The caller holds the lock.
func (h *hub) next(e edit, problems []problem) {
	h.revision++
	h.edits = append(h.edits, e)
	if len(h.edits) > keptRevisions {
		h.edits = slices.Delete(h.edits, 0, len(h.edits)-keptRevisions)
	}
	h.state.problems, h.state.mark = problems, h.mark()
	close(h.news)
	h.news = make(chan struct{})
}

// since returns what has changed since a mark, in one event, and a channel that
// is closed when there is more. It reports false if the mark is of now. From a
// mark that is not known any more, everything may have changed.
func (h *hub) since(mark string) (event, bool, <-chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	e := event{Revision: h.state.mark, Errors: append([]problem{}, h.state.problems...)}
	if mark == h.state.mark {
		e.Changed, e.Removed = []string{}, []string{}
		return e, false, h.news
	}
	n, known := h.number(mark)
	if !known {
		e.All = true
		n = h.revision
	}
	there := map[string]bool{}
	for _, edit := range h.edits[len(h.edits)-(h.revision-n):] {
		e.All = e.All || edit.all
		if edit.style != "" {
			e.Style = edit.style
		}
		for _, a := range edit.changed {
			there[a] = true
		}
		for _, a := range edit.removed {
			there[a] = false
		}
	}
	e.Changed, e.Removed = []string{}, []string{}
	for _, a := range slices.Sorted(maps.Keys(there)) {
		if there[a] {
			e.Changed = append(e.Changed, a)
		} else {
			e.Removed = append(e.Removed, a)
		}
	}
	return e, true, h.news
}

// number returns the revision of a mark, if what came after it is still known.
func (h *hub) number(mark string) (int, bool) {
	process, number, ok := strings.Cut(mark, "-")
	n, err := strconv.Atoi(number)
	if !ok || err != nil || process != h.process {
		return 0, false
	}
	return n, n <= h.revision && n >= h.revision-len(h.edits)
}

// editOf says what a build changed.
func editOf(base string, b *pipeline.Built) edit {
	if len(b.Changed)+len(b.Gone) > mostAddresses {
		return edit{all: true, style: style(base, b.Changed)}
	}
	e := edit{style: style(base, b.Changed)}
	for _, path := range b.Changed {
		e.changed = append(e.changed, address(base, path))
	}
	for _, path := range b.Gone {
		e.removed = append(e.removed, address(base, path))
	}
	return e
}

// address says where a file of the site is seen.
func address(base, path string) string {
	if path == "index.html" || strings.HasSuffix(path, "/index.html") {
		path = strings.TrimSuffix(path, "index.html")
	}
	return base + (&url.URL{Path: path}).EscapedPath()
}

// style returns the address of the stylesheet if it is among some paths.
func style(base string, paths []string) string {
	for _, path := range paths {
		if strings.HasPrefix(path, "assets/") && strings.HasSuffix(path, ".css") {
			return address(base, path)
		}
	}
	return ""
}

// basePath is the path under which the site will be published.
func basePath(b *pipeline.Built) string {
	if b.Dossier == nil || b.Dossier.Site == nil {
		return "/"
	}
	u, err := url.Parse(b.Dossier.Site.BaseURL)
	if err != nil {
		return "/"
	}
	return strings.TrimSuffix(u.EscapedPath(), "/") + "/"
}

// shown gives problems the text that the terminal shows for them.
func shown(l diag.List) []problem {
	list := make([]problem, len(l))
	for i, d := range l {
		var text bytes.Buffer
		diag.Write(&text, diag.List{d}, diag.Style{})
		if d.Code == "" {
			text.Reset()
			text.WriteString(d.Message)
		}
		d.Excerpt = "" // it is in the text, cut to what can be read
		list[i] = problem{d, text.String()}
	}
	return list
}
