package cli

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress shows on a terminal how far a command is, once it has taken a
// second. It writes one line and wipes it in the end.
type progress struct {
	w     io.Writer // nil where there is no terminal
	mu    sync.Mutex
	start time.Time
	last  time.Time
	shown bool
}

func newProgress(w io.Writer) *progress {
	p := &progress{start: time.Now()}
	if terminal(w) {
		p.w = w
	}
	return p
}

// words for the phases that a person waits for.
var phases = map[string]string{"load": "reading", "link": "linking", "media": "making pictures", "render": "rendering", "compress": "compressing", "publish": "writing"}

func (p *progress) tell(phase string, done, total int) {
	if p.w == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if now.Sub(p.start) < time.Second || now.Sub(p.last) < 100*time.Millisecond {
		return
	}
	p.last, p.shown = now, true
	fmt.Fprintf(p.w, "\r\033[K%s", phases[phase])
	if total > 0 {
		fmt.Fprintf(p.w, " %d of %d", done, total)
	}
}

func (p *progress) end() {
	if p.shown {
		fmt.Fprint(p.w, "\r\033[K")
	}
}
