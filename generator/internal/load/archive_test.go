package load

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// loadedSite makes a root and a Loader that has read it.
func loadedSite(t *testing.T, files map[string]string) (string, *Loader) {
	t.Helper()
	root := site(t, files)
	l := New()
	if _, _, problems := l.Load(root, Options{}); len(problems) > 0 {
		t.Fatal(problems)
	}
	return root, l
}

func TestCopy(t *testing.T) {
	root, l := loadedSite(t, map[string]string{"archive/a/page.html": "words"})
	outside := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(outside, []byte("secret"), 0o666); err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(root, "content/archive")
	for from, to := range map[string]string{"out.txt": outside, "loop.txt": "loop.txt", "in.html": "a/page.html", "up.txt": "../../../x"} {
		if err := os.Symlink(to, filepath.Join(archive, from)); err != nil {
			t.Fatal(err)
		}
	}
	big, err := os.Create(filepath.Join(archive, "big.html"))
	if err != nil {
		t.Fatal(err)
	}
	defer big.Close()
	if err := big.Truncate(maxCopy + 1); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, code, hint string }{
		{"a/page.html", "", ""},
		{"in.html", "", ""},
		{"a/pago.html", "archive-missing", "a/page.html"},
		{"none", "archive-missing", ""},
		{"a", "unreadable", ""},
		{"out.txt", "outside-root", ""},
		{"up.txt", "outside-root", ""},
		{"loop.txt", "outside-root", ""},
		{"big.html", "file-too-large", ""},
	}
	for _, tt := range tests {
		c, problem := l.Copy(tt.name)
		switch {
		case tt.code == "" && problem != nil:
			t.Errorf("%s: %v", tt.name, problem)
		case tt.code != "" && (problem == nil || problem.Code != tt.code || !strings.Contains(problem.Hint, tt.hint)):
			t.Errorf("%s: got %v, want %s", tt.name, problem, tt.code)
		case tt.code == "":
			if b, err := c.Read(); string(b) != "words" || err != nil || c.SHA256 != digest([]byte("words")) {
				t.Errorf("%s: %q, %v, %s", tt.name, b, err, c.SHA256)
			}
		case strings.Contains(problem.Message, root) || strings.Contains(problem.Message, outside):
			t.Errorf("%s: the message names a path of this machine: %s", tt.name, problem.Message)
		}
	}
}

// A copy that was changed is seen to be changed, whether before it is hashed
// again or between hashing and reading.
func TestCopyChanges(t *testing.T) {
	root, l := loadedSite(t, map[string]string{"archive/x.txt": "one"})
	file := filepath.Join(root, "content/archive/x.txt")
	first, problem := l.Copy("x.txt")
	if problem != nil {
		t.Fatal(problem)
	}
	if again, _ := l.Copy("x.txt"); again.SHA256 != first.SHA256 {
		t.Error("an untouched copy has another hash")
	}
	if err := os.WriteFile(file, []byte("two"), 0o666); err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(file, later, later); err != nil {
		t.Fatal(err)
	}
	if b, err := first.Read(); err == nil {
		t.Errorf("a changed copy is read as %q", b)
	}
	second, problem := l.Copy("x.txt")
	if problem != nil || second.SHA256 != digest([]byte("two")) {
		t.Errorf("the changed copy has the hash %s, %v", second.SHA256, problem)
	}
	if b, err := second.Read(); !bytes.Equal(b, []byte("two")) || err != nil {
		t.Errorf("got %q, %v", b, err)
	}
}

func TestRepublishNeedsAFile(t *testing.T) {
	source := "type: post\ntitle: T\nlang: en\ntier: primary\narchive:\n  - url: https://example.org/\n    republish: true\n"
	root := site(t, map[string]string{"facts/sources/s.yaml": source})
	_, _, problems := New().Load(root, Options{})
	if len(problems) != 1 || problems[0].Code != "missing-key" || problems[0].Line != 6 || !strings.Contains(problems[0].Message, "file") {
		t.Errorf("got %v", problems)
	}
}
