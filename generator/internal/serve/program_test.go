package serve_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// soon is how long a test waits for what must come.
const soon = 10 * time.Second

// binary is the program, built once.
var binary = sync.OnceValues(func() (string, error) {
	path := filepath.Join(binaryDir, "belegt")
	out, err := exec.Command("go", "build", "-o", path, "belegt/generator").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})

var binaryDir string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "belegt-serve-")
	if err != nil {
		panic(err)
	}
	binaryDir = dir
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

// site is the settings of a dossier at a base address.
func site(base string) string {
	return "title: A dossier\nlanguages: [en]\nbase_url: " + base + "\n"
}

func entity(name, summary string) string {
	return "type: company\nname: " + name + "\nsummary: " + summary + "\n"
}

// small is a dossier in which nothing is wrong.
var small = map[string]string{
	"content/site.yaml":                     site("https://example.org/"),
	"content/articles/index.md":             "---\ntitle: The front\n---\n\nA text about [[acme]].\n",
	"content/facts/entities/acme.yaml":      entity("Acme", "It makes everything."),
	"content/facts/entities/deep/bolt.yaml": entity("Bolt", "It makes bolts."),
}

// dossier writes a small dossier, changed by some files ("" leaves one out).
func dossier(t *testing.T, changes map[string]string) string {
	t.Helper()
	files := maps.Clone(small)
	maps.Copy(files, changes)
	root := t.TempDir()
	for name, text := range files {
		if text != "" {
			write(t, filepath.Join(root, name), text)
		}
	}
	return root
}

func command(name string, args ...string) *exec.Cmd { return exec.Command(name, args...) }

// exitCode is the status that a command ended with.
func exitCode(err error) int {
	if e := (*exec.ExitError)(nil); errors.As(err, &e) {
		return e.ExitCode()
	}
	return 0
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	check(t, os.MkdirAll(filepath.Dir(path), 0o755))
	check(t, os.WriteFile(path, []byte(text), 0o644))
}

// story is a running program with its dossier.
type story struct {
	*testing.T
	root, url string
	cmd       *exec.Cmd
	out       *screen
}

// screen is what the program has written so far.
type screen struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

var shown = regexp.MustCompile(`(http://\S+) shows the site`)

// start runs `belegt watch` on a dossier and waits until it serves.
func start(t *testing.T, root string, args ...string) *story {
	t.Helper()
	program, err := binary()
	check(t, err)
	s := &story{T: t, root: root, out: &screen{}}
	if !slices.Contains(args, "--addr") {
		args = append(args, "--addr", "127.0.0.1:0")
	}
	s.cmd = exec.Command(program, append([]string{"watch", "--root", root}, args...)...)
	s.cmd.Stdout, s.cmd.Stderr = s.out, s.out
	check(t, s.cmd.Start())
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
		if t.Failed() {
			t.Logf("the program wrote:\n%s", s.out)
		}
	})
	s.says(`shows the site`)
	s.url = shown.FindStringSubmatch(s.out.String())[1]
	return s
}

// until waits for something to become true.
func (s *story) until(what string, ok func() bool) {
	s.Helper()
	for end := time.Now().Add(soon); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			s.Fatalf("it did not come about that %s", what)
		}
	}
}

// says waits for a line on the terminal.
func (s *story) says(pattern string) {
	s.Helper()
	re := regexp.MustCompile(pattern)
	s.until("the terminal says "+pattern, func() bool { return re.MatchString(s.out.String()) })
}

// save writes a file as careful editors do: aside, then renamed.
func (s *story) save(name, text string) {
	s.Helper()
	path := filepath.Join(s.root, name)
	check(s.T, os.WriteFile(path+".tmp", []byte(text), 0o644))
	check(s.T, os.Rename(path+".tmp", path))
}

func (s *story) path(name string) string { return filepath.Join(s.root, name) }

// answer is what came back for a request.
type answer struct {
	*http.Response
	body string
}

// plain follows no redirect.
var plain = &http.Client{
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Timeout:       soon,
}

// get asks for an address below the site's. Header fields follow as pairs.
func (s *story) get(path string, header ...string) answer {
	s.Helper()
	return s.request("GET", strings.TrimSuffix(s.url, "/")+path, header...)
}

func (s *story) request(method, url string, header ...string) answer {
	s.Helper()
	r, err := http.NewRequest(method, url, nil)
	check(s.T, err)
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := plain.Do(r)
	check(s.T, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	check(s.T, err)
	return answer{resp, string(body)}
}

// shows waits until a page says something.
func (s *story) shows(path, text string) {
	s.Helper()
	s.until(path+" shows "+text, func() bool {
		a := s.get(path)
		return a.StatusCode == http.StatusOK && strings.Contains(a.body, text)
	})
}

// lacks waits until there is no page at an address.
func (s *story) lacks(path string) {
	s.Helper()
	s.until(path+" is not found", func() bool { return s.get(path).StatusCode == http.StatusNotFound })
}

// raw sends bytes as they are and returns the answer's first line and body.
func (s *story) raw(request string) (status, rest string) {
	s.Helper()
	host := strings.SplitN(strings.TrimPrefix(s.url, "http://"), "/", 2)[0]
	c, err := net.Dial("tcp", host)
	check(s.T, err)
	defer c.Close()
	check(s.T, c.SetDeadline(time.Now().Add(soon)))
	_, err = io.WriteString(c, strings.ReplaceAll(request, "HOST", host))
	check(s.T, err)
	all, err := io.ReadAll(c)
	check(s.T, err)
	status, rest, _ = strings.Cut(string(all), "\r\n")
	return status, rest
}

// told is an event as a browser gets it.
type told struct {
	Revision         string
	All              bool
	Changed, Removed []string
	Style            string
	Errors           []struct {
		File, Severity, Code, Message, Text string
		Line, Column                        int
	}
}

// listen opens an event stream and returns what comes on it.
func (s *story) listen(query string) <-chan told {
	s.Helper()
	resp, err := http.Get(s.url + "-/belegt/events" + query)
	check(s.T, err)
	if resp.StatusCode != http.StatusOK {
		s.Fatalf("the event stream answers %s", resp.Status)
	}
	s.Cleanup(func() { resp.Body.Close() })
	events := make(chan told, 100)
	go func() {
		defer close(events)
		lines := bufio.NewScanner(resp.Body)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			data, ok := strings.CutPrefix(lines.Text(), "data: ")
			if e := (told{}); ok && json.Unmarshal([]byte(data), &e) == nil {
				events <- e
			}
		}
	}()
	return events
}

// revision is the mark that a page carries.
func (s *story) revision() string {
	s.Helper()
	m := regexp.MustCompile(`data-revision="([^"]+)"`).FindStringSubmatch(s.get("/").body)
	if m == nil {
		s.Fatal("the front page carries no revision")
	}
	return m[1]
}

// next waits for an event.
func (s *story) next(events <-chan told) told {
	s.Helper()
	select {
	case e, ok := <-events:
		if !ok {
			s.Fatal("the event stream has ended")
		}
		return e
	case <-time.After(soon):
		s.Fatal("no event came")
	}
	panic("unreachable")
}

// silent makes sure that no event comes for a while.
func (s *story) silent(events <-chan told) {
	s.Helper()
	select {
	case e := <-events:
		s.Fatalf("an event came: %+v", e)
	case <-time.After(400 * time.Millisecond):
	}
}

// end sends Ctrl-C and returns how long the program took to end.
func (s *story) end() (time.Duration, error) {
	began := time.Now()
	check(s.T, s.cmd.Process.Signal(syscall.SIGINT))
	err := s.cmd.Wait()
	return time.Since(began), err
}
