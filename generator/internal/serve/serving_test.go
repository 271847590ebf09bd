package serve_test

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestPagesAreServedAsPublished(t *testing.T) {
	t.Parallel()
	s := start(t, dossier(t, map[string]string{
		"static/a b/ä.txt": "text", "static/picture.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`, "static/data.bin": "\x00",
	}))
	for name, text := range tree(t, s.path("public")) {
		if strings.HasSuffix(name, "/.nojekyll") {
			continue
		}
		a := s.get(strings.NewReplacer(" ", "%20", "index.html", "").Replace(name))
		body := a.body
		if strings.HasSuffix(name, ".html") {
			line := body[strings.Index(body, `<script type="module" src="/-/belegt/client.js"`):]
			line = line[:strings.Index(line, "</script>")+len("</script>")]
			body = strings.Replace(body, line, "", 1)
			if strings.Contains(text, "-/belegt/") {
				t.Errorf("%s: the reload script was written", name)
			}
		}
		if a.StatusCode != 200 || body != text {
			t.Errorf("%s is served as %s, not as it was published", name, a.Status)
		}
	}
	types := map[string]string{
		"/": "text/html; charset=utf-8", "/sitemap.xml": "application/xml", "/robots.txt": "text/plain; charset=utf-8",
		"/manifest.json": "application/json", "/picture.svg": "image/svg+xml", "/data.bin": "application/octet-stream",
		"/-/belegt/client.js": "text/javascript; charset=utf-8", "/-/belegt/client.css": "text/css; charset=utf-8",
	}
	for path, want := range types {
		if got := s.get(path).Header.Get("Content-Type"); got != want {
			t.Errorf("%s is served as %q, want %q", path, got, want)
		}
	}
}

// The headers are those of public/_headers, but for how long to keep what.
func TestHeadersAreThoseOfTheSite(t *testing.T) {
	t.Parallel()
	s := start(t, dossier(t, nil))
	for _, path := range []string{"/", "/nothing/", "/robots.txt", "/-/belegt/client.js"} {
		a := s.get(path)
		n := 0
		for line := range strings.Lines(s.get("/_headers").body) {
			key, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
			if !ok || key == "Cache-Control" {
				continue
			}
			n++
			if got := a.Header.Get(key); got != value {
				t.Errorf("%s: %s is %q, want %q", path, key, got, value)
			}
		}
		if n < 3 {
			t.Errorf("only %d headers found in _headers", n)
		}
		if got := a.Header.Get("Cache-Control"); got != "no-cache" {
			t.Errorf("%s may be kept: %q", path, got)
		}
		if got := a.Header.Get("Access-Control-Allow-Origin"); got != "" {
			t.Errorf("%s may be read by %q", path, got)
		}
	}
	tag := s.get("/").Header.Get("ETag")
	if a := s.get("/", "If-None-Match", tag); tag == "" || a.StatusCode != http.StatusNotModified {
		t.Errorf("asked again with the tag %q, the page answers %s", tag, a.Status)
	}
}

func TestMethods(t *testing.T) {
	t.Parallel()
	s := start(t, dossier(t, nil))
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"} {
		for _, path := range []string{"", "-/belegt/events"} {
			if a := s.request(method, s.url+path); a.StatusCode != http.StatusMethodNotAllowed || a.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s /%s answers %s", method, path, a.Status)
			}
		}
	}
	for _, path := range []string{"", "nothing/", "-/belegt/events"} {
		if a := s.request("HEAD", s.url+path); a.body != "" || a.Header.Get("Content-Type") == "" {
			t.Errorf("HEAD /%s answers %s with %q", path, a.Status, a.body)
		}
	}
}

func TestHosts(t *testing.T) {
	t.Parallel()
	s := start(t, dossier(t, nil))
	for host, want := range map[string]int{
		"127.0.0.1:8080": 200, "localhost": 200, "localhost:9999": 200, "LOCALHOST.:1": 200, "[::1]:8080": 200, "belegt.localhost": 200, "127.3.2.1": 200,
		"evil.example": 403, "evil.example:8080": 403, "localhost.evil.example": 403, "192.168.1.5": 403, "127.0.0.1.evil.example": 403, "[fe80::1]": 403,
	} {
		for _, path := range []string{"/", "/-/belegt/client.js", "/nothing"} {
			got := s.get(path, "Host", host).StatusCode
			if path == "/nothing" && got == 404 {
				got = 200
			}
			if got != want {
				t.Errorf("Host %s: %s answers %d, want %d", host, path, got, want)
			}
		}
	}
	if status, _ := s.raw("GET / HTTP/1.0\r\n\r\n"); !strings.Contains(status, " 403 ") {
		t.Errorf("without a host: %s", status)
	}
	if status, _ := s.raw("GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n"); !strings.Contains(status, " 403 ") {
		t.Errorf("with a host in the request line: %s", status)
	}
}

func TestEventsAreForOwnPages(t *testing.T) {
	t.Parallel()
	s := start(t, dossier(t, nil))
	host := strings.TrimSuffix(strings.TrimPrefix(s.url, "http://"), "/")
	for _, tt := range []struct {
		header []string
		want   int
	}{
		{nil, 200},
		{[]string{"Sec-Fetch-Site", "same-origin"}, 200},
		{[]string{"Origin", "http://" + host}, 200},
		{[]string{"Sec-Fetch-Site", "cross-site"}, 403},
		{[]string{"Sec-Fetch-Site", "same-site"}, 403},
		{[]string{"Sec-Fetch-Site", "none"}, 403},
		{[]string{"Origin", "https://evil.example"}, 403},
		{[]string{"Origin", "null"}, 403},
		{[]string{"Origin", "http://localhost:1"}, 403},
		{[]string{"Origin", "https://evil.example", "Sec-Fetch-Site", "same-origin"}, 403},
	} {
		r, _ := http.NewRequest("GET", s.url+"-/belegt/events", nil)
		for i := 0; i < len(tt.header); i += 2 {
			r.Header.Set(tt.header[i], tt.header[i+1])
		}
		resp, err := plain.Do(r)
		check(t, err)
		resp.Body.Close()
		if resp.StatusCode != tt.want {
			t.Errorf("%q answers %s, want %d", tt.header, resp.Status, tt.want)
		}
	}
}

// Nothing outside the output folder is to be had, however it is asked for.
func TestTraversal(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"--out", "-"}} {
		s := start(t, dossier(t, nil), args...)
		write(t, s.path("secret.txt"), "the secret")
		if args == nil {
			write(t, s.path("public/own.txt"), "not ours, but published")
			write(t, s.path("public/.git/config"), "the secret")
			check(t, os.Symlink("../secret.txt", s.path("public/link.txt")))
			check(t, os.Symlink(s.root, s.path("public/folder")))
			check(t, os.Symlink("..", s.path("public/up")))
			if got := s.get("/own.txt").StatusCode; got != 200 {
				t.Errorf("another file of public/ answers %d", got)
			}
		}
		for _, path := range []string{
			"/../secret.txt", "/%2e%2e/secret.txt", "/%2E%2E%2Fsecret.txt", "/..%2fsecret.txt", "/..%5csecret.txt", "/..\\secret.txt",
			"/%252e%252e/secret.txt", "/entities/../../secret.txt", "/entities/%2e%2e/%2e%2e/secret.txt", "/./../secret.txt", "//secret.txt",
			"/%c0%ae%c0%ae/secret.txt", "/..;/secret.txt", "/%00/../secret.txt", "/secret.txt%00.html", "/entities/..%00/secret.txt",
			"/link.txt", "/folder/secret.txt", "/up/secret.txt", "/.git/config", "/entities/../.git/config", "/-/belegt/../../secret.txt",
			"/-/belegt/%2e%2e/%2e%2e/secret.txt", "//" + s.path("secret.txt"), "/" + strings.ReplaceAll(s.path("secret.txt"), "/", "%2f"),
		} {
			status, rest := s.raw("GET " + path + " HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
			if strings.Contains(rest, "the secret") || strings.Contains(status, " 200 ") || strings.Contains(status, " 30") {
				t.Errorf("%s answers %s", path, status)
			}
		}
	}
}

// A link that is planted while the site is served does not become part of it.
func TestLinkPlantedInTheOutput(t *testing.T) {
	t.Parallel()
	s := start(t, dossier(t, nil))
	secret := filepath.Join(t.TempDir(), "secret.html")
	write(t, secret, "the secret")
	page := s.path("public/entities/acme/index.html")
	check(t, os.Remove(page))
	check(t, os.Symlink(secret, page))
	if a := s.get("/entities/acme/"); a.StatusCode != 404 || strings.Contains(a.body, "the secret") {
		t.Errorf("the link answers %s", a.Status)
	}
	s.save("content/facts/entities/acme.yaml", entity("Acme", "It makes links."))
	s.says("entities/acme/index.html stands where a page must be, and is a symbolic link")
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	s := start(t, dossier(t, map[string]string{"content/site.yaml": site("https://example.org/dossier/en")}))
	if !strings.HasSuffix(s.url, "/dossier/en/") {
		t.Fatalf("the site is shown at %s", s.url)
	}
	root := strings.TrimSuffix(s.url, "dossier/en/")
	for _, tt := range []struct {
		path, location string
		status         int
	}{
		{"dossier/en/", "", 200},
		{"dossier/en/entities/acme/", "", 200},
		{"dossier/en/entities/acme/index.html", "", 200},
		{"dossier/en/entities/acme", "/dossier/en/entities/acme/", 302},
		{"dossier/en/entities/acme?a=b", "/dossier/en/entities/acme/?a=b", 302},
		{"", "/dossier/en/", 302},
		{"dossier", "/dossier/en/", 302},
		{"dossier/en", "/dossier/en/", 302},
		{"entities/acme/", "", 404},
		{"dossier/en/entities/nobody/", "", 404},
		{"dossier/en/entities/nobody", "", 404},
		{"dossier/en/nothing.png", "", 404},
		{"dossier/en//evil.example/..", "", 404},
		{"dossier/en/-/belegt/client.js", "", 200},
		{"-/belegt/client.js", "", 200},
		{"dossier/en/-/belegt/other", "", 404},
	} {
		a := s.request("GET", root+tt.path)
		if a.StatusCode != tt.status || a.Header.Get("Location") != tt.location {
			t.Errorf("/%s answers %s %s, want %d %s", tt.path, a.Status, a.Header.Get("Location"), tt.status, tt.location)
		}
		if tt.status == 404 && tt.path != "dossier/en/-/belegt/other" && (!strings.Contains(a.body, "data-missing") || !strings.Contains(a.body, "404") && !strings.Contains(a.body, "Nothing here")) {
			t.Errorf("/%s does not show the page for what is not found", tt.path)
		}
	}
	s.save("content/site.yaml", site("https://example.org/elsewhere/"))
	s.until("the site is at its new address", func() bool { return s.request("GET", root+"elsewhere/").StatusCode == 200 })
}

func TestPortTaken(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	defer taken.Close()
	s := start(t, dossier(t, nil), "--addr", taken.Addr().String())
	s.says(taken.Addr().String() + ` is taken; the next free port is \d+`)
	s.shows("/entities/acme/", "It makes everything.")
	if strings.Contains(s.url, taken.Addr().String()) {
		t.Errorf("the site is shown at %s", s.url)
	}
}

func TestEveryoneIsAskedForAndWarnedOf(t *testing.T) {
	t.Parallel()
	s := start(t, dossier(t, nil), "--addr", "0.0.0.0:0")
	s.says("warning: whoever reaches this machine can read the site")
	for host, want := range map[string]int{"192.168.1.5": 200, "localhost": 200, "evil.example": 403} {
		if got := s.get("/", "Host", host).StatusCode; got != want {
			t.Errorf("Host %s answers %d, want %d", host, got, want)
		}
	}
	s = start(t, dossier(t, nil), "--addr", ":0")
	if !strings.HasPrefix(s.url, "http://127.0.0.1:") || strings.Contains(s.out.String(), "warning: whoever") {
		t.Errorf("without a host the site is shown at %s", s.url)
	}
}

func TestWrongUse(t *testing.T) {
	t.Parallel()
	program, err := binary()
	check(t, err)
	root := dossier(t, nil)
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"--addr", "8080"}, "HOST:PORT"},
		{[]string{"--addr", "127.0.0.1:http"}, "HOST:PORT"},
		{[]string{"--poll=soon"}, "500ms"},
		{[]string{"--poll=1ms"}, "500ms"},
		{[]string{"--out", filepath.Join(root, "content")}, "content"},
		{[]string{"--drafts", "--out", filepath.Join(root, "public")}, "--drafts"},
		{[]string{"--root", filepath.Join(root, "nowhere")}, "--root"},
	} {
		out, err := command(program, append([]string{"watch", "--root", root}, tt.args...)...).CombinedOutput()
		if code := exitCode(err); code != 2 || !strings.Contains(string(out), tt.says) {
			t.Errorf("%q ends with %d and says %q", tt.args, code, out)
		}
	}
}

func TestEvents(t *testing.T) {
	t.Parallel()
	s := start(t, dossier(t, nil))
	first := s.revision()
	events := s.listen("?revision=" + first)
	s.silent(events)

	s.save("content/facts/entities/acme.yaml", entity("Acme", "It makes one."))
	e := s.next(events)
	if !slices.Contains(e.Changed, "/entities/acme/") || slices.Contains(e.Changed, "/entities/bolt/") || e.All || e.Style != "" || len(e.Removed)+len(e.Errors) != 0 {
		t.Errorf("after an edit: %+v", e)
	}
	check(t, os.Remove(s.path("content/facts/entities/deep/bolt.yaml")))
	if e = s.next(events); !slices.Contains(e.Removed, "/entities/bolt/") || !slices.Contains(e.Changed, "/entities/") {
		t.Errorf("after a deletion: %+v", e)
	}
	write(t, s.path("static/css/z.css"), "p{color:red}")
	if e = s.next(events); !strings.HasPrefix(e.Style, "/assets/site.") || s.get(e.Style).StatusCode != 200 {
		t.Errorf("after a new style: %+v", e)
	}
	sheet := e.Style
	s.save("content/facts/entities/acme.yaml", "type: compny\nname: Acme\n")
	if e = s.next(events); len(e.Errors) != 1 || e.Errors[0].Line != 1 || e.Errors[0].Column != 7 || len(e.Changed) != 0 ||
		!strings.Contains(e.Errors[0].Text, "content/facts/entities/acme.yaml:1:7: error[unknown-value]") || !strings.Contains(e.Errors[0].Text, "1 | type: compny") {
		t.Errorf("after a mistake: %+v", e)
	}
	if s.get(sheet).StatusCode != 200 || s.get("/entities/acme/").StatusCode != 200 {
		t.Error("the pages and their style do not stay while something is wrong")
	}
	if late := s.next(s.listen("?revision=" + e.Revision)); len(late.Errors) != 1 {
		t.Errorf("a page that is opened now is told %+v", late)
	}
	s.save("content/facts/entities/acme.yaml", entity("Acme", "It makes one."))
	if e = s.next(events); len(e.Errors) != 0 || len(e.Changed) != 0 {
		t.Errorf("after the mistake was undone: %+v", e)
	}

	late := s.next(s.listen("?revision=" + first))
	if late.All || !slices.Contains(late.Changed, "/entities/acme/") || !slices.Contains(late.Removed, "/entities/bolt/") || late.Style != sheet || late.Revision != e.Revision {
		t.Errorf("a tab that slept is told %+v", late)
	}
	for _, unknown := range []string{"", "?revision=old-1", "?revision=" + strings.Split(first, "-")[0] + "-99", "?revision=" + first + "x"} {
		if e := s.next(s.listen(unknown)); !e.All {
			t.Errorf("a page of another time (%s) is told %+v", unknown, e)
		}
	}
}

func TestBrokenAtTheStart(t *testing.T) {
	t.Parallel()
	s := start(t, dossier(t, map[string]string{"content/facts/entities/acme.yaml": "type: compny\nname: <script>\n"}))
	s.says(`acme\.yaml:1:7: error\[unknown-value\]`)
	for _, path := range []string{"/", "/entities/acme/", "/any/thing", "/x.html"} {
		a := s.get(path)
		if a.StatusCode != 503 || !strings.Contains(a.body, "acme.yaml:1:7") || !strings.Contains(a.body, "/-/belegt/client.js") || strings.Contains(a.body, "<script>") {
			t.Errorf("%s answers %s\n%s", path, a.Status, a.body)
		}
	}
	events := s.listen("?revision=" + s.revision())
	if e := s.next(events); len(e.Errors) != 1 {
		t.Errorf("the page is told %+v", e)
	}
	s.save("content/facts/entities/acme.yaml", entity("Acme", "It is mended."))
	if e := s.next(events); !e.All || len(e.Errors) != 0 {
		t.Errorf("when it is mended: %+v", e)
	}
	s.says(`(?m)^fixed$`)
	s.shows("/entities/acme/", "It is mended.")
}

func TestCtrlC(t *testing.T) {
	s := start(t, dossier(t, nil))
	events := s.listen("?revision=" + s.revision())
	took, err := s.end()
	if err != nil || took > time.Second {
		t.Errorf("ended with %v after %v", err, took)
	}
	if _, ok := <-events; ok {
		t.Error("an event came at the end")
	}
}
