package publish

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheckOutput(t *testing.T) {
	top := t.TempDir()
	in := func(path string) string { return filepath.Join(top, filepath.FromSlash(path)) }
	plant(t, top, map[string]string{
		"content/articles/index.md": "x",
		"templates/a.html":          "x",
		"file":                      "x",
		"to-content":                "→ content",
		"to-articles":               "→ content/articles",
		"to-top":                    "→ .",
		"nowhere":                   "→ gone/away",
		"elsewhere/x":               "x",
		"to-elsewhere":              "→ elsewhere",
	})
	tests := []struct {
		out  string
		want string // "" means it may be used
	}{
		{"public", ""},
		{"public/deep/er", ""},
		{"content-2", ""},
		{"elsewhere", ""},
		{"to-elsewhere", ""},
		{"to-top/public", ""},
		{"content", "is also the folder"},
		{"content/", "is also the folder"},
		{"public/../content", "is also the folder"},
		{"content/public", "lies in"},
		{"content/articles/not/there", "lies in"},
		{".", "contains"},
		{"..", "contains"},
		{"to-content", "is also the folder"},
		{"to-content/public", "lies in"},
		{"to-articles", "lies in"},
		{"to-articles/not-there", "lies in"},
		{"to-top", "contains"},
		{"static", "is also the folder"}, // a protected folder that does not exist
		{"static/x", "lies in"},
		{"file", "is a file"},
		{"file/x", "cannot be used"},
		{"nowhere", "leads nowhere"},
		{"nowhere/x", "leads nowhere"},
	}
	for _, tt := range tests {
		t.Run(tt.out, func(t *testing.T) {
			err := CheckOutput(in(tt.out), in("content"), in("templates"), in("static"))
			if tt.want == "" && err != nil {
				t.Errorf("got %v", err)
			}
			if tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want an error that says %q", err, tt.want)
			}
		})
	}
}

func TestProtectedFolderBehindLink(t *testing.T) {
	top := t.TempDir()
	plant(t, top, map[string]string{"real/a.md": "x", "content": "→ real"})
	if err := CheckOutput(filepath.Join(top, "real"), filepath.Join(top, "content")); err == nil {
		t.Error("the output is what the content link leads to")
	}
}

func TestBeginChecksOutput(t *testing.T) {
	top := t.TempDir()
	content := filepath.Join(top, "content")
	if err := os.Mkdir(content, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := New(content, content).Begin(); err == nil {
		t.Error("a build into content was begun")
	}
}

func TestInside(t *testing.T) {
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "folder", "deep"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(root, "folder"), filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{
		"folder": true, "folder/deep/x": true, "folder/absent/x": true, "link/x": true, "folder2": false, "x": false, "folder/../x": false, ".": false,
	} {
		got, err := Inside(filepath.Join(root, filepath.FromSlash(path)), filepath.Join(root, "folder"))
		if err != nil || got != want {
			t.Errorf("%s: %v, %v; want %v", path, got, err, want)
		}
	}
}
