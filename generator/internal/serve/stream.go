package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

const (
	// heartbeat keeps proxies from closing a silent stream, and finds out who
	// is gone.
	heartbeat = 20 * time.Second
	// patience is how long a browser may take nothing of what it is sent.
	patience = 10 * time.Second
)

// stream tells one browser what changes, as server-sent events. It speaks when
// it is asked by a page that missed something, or that should know of problems,
// and then once for each revision.
func (s *server) stream(w http.ResponseWriter, r *http.Request) {
	if !sameOrigin(r) {
		refuse(w, http.StatusForbidden, "Events are for pages of this site only.")
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return
	}
	out := http.NewResponseController(w)
	mark := r.URL.Query().Get("revision")
	if id := r.Header.Get("Last-Event-ID"); id != "" {
		mark = id // the browser reconnects by itself, with the address it had
	}
	e, missed, news := s.hub.since(mark)
	message := []byte(": \n\n")
	if missed || len(e.Errors) > 0 {
		message = encode(e)
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		_ = out.SetWriteDeadline(time.Now().Add(patience)) // where there are no deadlines there is no harm
		if _, err := w.Write(message); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
			message = []byte(": \n\n")
		case <-news:
			e, _, news = s.hub.since(e.Revision)
			message = encode(e)
		}
	}
}

// encode writes an event as it goes over the line. JSON has no line breaks.
func encode(e event) []byte {
	data, err := json.Marshal(e)
	if err != nil {
		panic(err) // strings and numbers can always be encoded
	}
	return fmt.Appendf(nil, "id: %s\ndata: %s\n\n", e.Revision, data)
}

// sameOrigin reports whether a request comes from a page of this server, or
// from no browser. A browser sends no Origin with a stream of the same origin.
func sameOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return false
	}
	if len(r.Header.Values("Origin")) == 0 {
		return true
	}
	u, err := url.Parse(r.Header.Get("Origin"))
	return err == nil && u.Host == r.Host
}
