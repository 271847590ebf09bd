package serve

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // for the script and the style
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
)

//go:embed client.js
var clientScript []byte

//go:embed client.css
var clientStyle []byte

// own is where the reload script, its style and the event stream are. No page
// can be there: an id does not begin with a hyphen.
const own = "-/belegt/"

// server answers requests with the site as it will be published, under the
// path of base_url, and adds to each page the line that loads the reload script.
type server struct {
	hub   *hub
	files Files
	hosts hosts
}

// policy is what the published pages say in their own head, with what only a
// header can say.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'"

// ServeHTTP answers one request. It reads and never changes anything.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy+"; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-cache")
	switch {
	case !s.hosts.allow(r.Host):
		refuse(w, http.StatusForbidden, "This server answers only to the address that `belegt watch` has shown.")
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, "This site can only be read.")
		return
	}
	now := s.hub.current() // before any file is read: a page is never older than its mark
	if name, ok := ownPath(r.URL, now.base); ok {
		s.serveOwn(w, r, name)
		return
	}
	s.servePage(w, r, now)
}

func refuse(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, why+"\n") // whoever is gone is not told
}

// ownPath returns what is asked for of what the server has by itself. That is
// below the path of the site, and at the root too: a page that was loaded
// before base_url changed goes on asking there.
func ownPath(u *url.URL, base string) (string, bool) {
	if name, ok := strings.CutPrefix(u.Path, "/"+own); ok {
		return name, true
	}
	return strings.CutPrefix(u.EscapedPath(), base+own)
}

func (s *server) serveOwn(w http.ResponseWriter, r *http.Request, name string) {
	switch name {
	case "client.js", "client.css":
		data := clientScript
		if name == "client.css" {
			data = clientStyle
		}
		send(w, r, name, data)
	case "events":
		s.stream(w, r)
	default:
		refuse(w, http.StatusNotFound, "There is nothing here.")
	}
}

// servePage answers with a file of the site.
func (s *server) servePage(w http.ResponseWriter, r *http.Request, now state) {
	name, ok := filePath(r.URL, now.base)
	if !now.built {
		s.shell(w, r, now)
		return
	}
	if !ok {
		if strings.HasPrefix(now.base, r.URL.EscapedPath()) { // above the site, or its path without the slash
			redirect(w, r, now.base)
			return
		}
		s.notFound(w, r, now)
		return
	}
	data, err := s.files.ReadFile(name)
	switch {
	case err == nil && path.Ext(name) == ".html":
		send(w, r, name, inject(data, now, false))
	case err == nil:
		send(w, r, name, data)
	case s.isFolder(r.URL.Path, name):
		redirect(w, r, r.URL.EscapedPath()+"/")
	default:
		s.notFound(w, r, now)
	}
}

// filePath returns which file of the site an address asks for. A slash that is
// written as %2F is a letter of a name, and no file of ours has it.
func filePath(u *url.URL, base string) (string, bool) {
	escaped := u.EscapedPath()
	rest, ok := strings.CutPrefix(escaped, base)
	if !ok || strings.Contains(strings.ToLower(escaped), "%2f") {
		return "", false
	}
	name, err := url.PathUnescape(rest)
	if err != nil {
		return "", false
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if strings.HasPrefix(name, ".") && !strings.HasPrefix(name, ".well-known/") || strings.Contains(name, "/.") {
		return "", false // hidden files are published, but no server shows them
	}
	return name, true
}

// isFolder reports whether an address only lacks the slash at its end.
func (s *server) isFolder(address, name string) bool {
	if strings.HasSuffix(address, "/") {
		return false
	}
	_, err := s.files.ReadFile(name + "/index.html")
	return err == nil
}

// redirect sends the reader on, for now: no browser may remember it.
func redirect(w http.ResponseWriter, r *http.Request, to string) {
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusFound)
}

// notFound answers with the site's own page for it, which also waits for a page
// to appear there.
func (s *server) notFound(w http.ResponseWriter, r *http.Request, now state) {
	page, err := s.files.ReadFile("404.html")
	if err != nil {
		refuse(w, http.StatusNotFound, "There is nothing here.")
		return
	}
	sendPage(w, r, http.StatusNotFound, inject(page, now, true))
}

// shell answers as long as there is no site. The page has the problems in it,
// for those who read it without a script, and waits for the site.
func (s *server) shell(w http.ResponseWriter, r *http.Request, now state) {
	if ext := path.Ext(r.URL.Path); ext != "" && ext != ".html" {
		refuse(w, http.StatusServiceUnavailable, "The site could not be built yet.")
		return
	}
	var text strings.Builder
	for _, p := range now.problems {
		text.WriteString(p.Text + "\n")
	}
	page := fmt.Sprintf(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="%s">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Belegt</title>
</head>
<body>
<h1>The site has not been built yet</h1>
<pre>%s</pre>
</body>
</html>
`, html.EscapeString(policy), html.EscapeString(text.String()))
	sendPage(w, r, http.StatusServiceUnavailable, inject([]byte(page), now, false))
}

// inject adds the line that loads the reload script to a page: before all other
// scripts, so that it sees the page as it was served.
func inject(page []byte, now state, missing bool) []byte {
	mark := ""
	if missing {
		mark = " data-missing"
	}
	line := fmt.Appendf(nil, `<script type="module" src="%s%sclient.js" data-revision="%s"%s></script>`, html.EscapeString(now.base), own, now.mark, mark)
	at := len(page)
	for _, before := range []string{"</head>", "<script"} {
		if i := bytes.Index(page[:at], []byte(before)); i >= 0 {
			at = i
		}
	}
	return append(append(append(make([]byte, 0, len(page)+len(line)), page[:at]...), line...), page[at:]...)
}

// send answers with a file, or with 304 if the browser has it.
func send(w http.ResponseWriter, r *http.Request, name string, data []byte) {
	sum := sha256.Sum256(data)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	w.Header().Set("Content-Type", contentType(name))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// sendPage answers with a page that is not what was asked for.
func sendPage(w http.ResponseWriter, r *http.Request, status int, page []byte) {
	w.Header().Set("Content-Type", contentType(".html"))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(page) // whoever is gone is not told
	}
}

// types are the content types by the end of a name. The system's own table
// would differ from machine to machine.
var types = map[string]string{
	".avif": "image/avif", ".bib": "application/x-bibtex; charset=utf-8", ".css": "text/css; charset=utf-8",
	".csv": "text/csv; charset=utf-8", ".gif": "image/gif", ".html": "text/html; charset=utf-8",
	".ico": "image/x-icon", ".ics": "text/calendar; charset=utf-8", ".jpeg": "image/jpeg", ".jpg": "image/jpeg",
	".js": "text/javascript; charset=utf-8", ".json": "application/json", ".jsonld": "application/ld+json",
	".md": "text/markdown; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".mp3": "audio/mpeg",
	".mp4": "video/mp4", ".nt": "application/n-triples", ".otf": "font/otf", ".pdf": "application/pdf",
	".png": "image/png", ".ris": "application/x-research-info-systems", ".svg": "image/svg+xml",
	".ttf": "font/ttf", ".ttl": "text/turtle; charset=utf-8", ".txt": "text/plain; charset=utf-8",
	".wasm": "application/wasm", ".webm": "video/webm", ".webmanifest": "application/manifest+json",
	".webp": "image/webp", ".woff": "font/woff", ".woff2": "font/woff2", ".xml": "application/xml",
	".yaml": "application/yaml", ".zip": "application/zip",
}

func contentType(name string) string {
	if t, ok := types[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}
