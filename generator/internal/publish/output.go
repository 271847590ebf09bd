package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// CheckOutput reports an error if the output folder is, contains or lies in
// one of the protected folders, also by way of symbolic links, or if it is no
// folder. Neither the output nor the protected folders need to exist.
func CheckOutput(out string, protected ...string) error {
	o, err := resolve(out)
	if err != nil {
		return fmt.Errorf("the output folder %s cannot be used: %w", out, err)
	}
	if info, err := os.Stat(o); err == nil && !info.IsDir() {
		return fmt.Errorf("the output %s is a file; name a folder", out)
	}
	for _, folder := range protected {
		p, err := resolve(folder)
		if err != nil {
			return fmt.Errorf("the folder %s cannot be compared with the output: %w", folder, err)
		}
		if how := overlap(o, p); how != "" {
			return fmt.Errorf("the output folder %s %s %s; choose a folder of its own, for example public", out, how, folder)
		}
	}
	return nil
}

// Inside reports whether a path is a folder or lies in it, also by way of
// symbolic links.
func Inside(path, folder string) (bool, error) {
	p, err := resolve(path)
	if err != nil {
		return false, err
	}
	f, err := resolve(folder)
	return err == nil && within(p, f), err
}

// overlap says in words how two resolved folders touch, or "".
func overlap(out, other string) string {
	in, around := within(out, other), within(other, out)
	switch {
	case in && around:
		return "is also the folder"
	case in:
		return "lies in"
	case around:
		return "contains"
	}
	return ""
}

// within reports whether a folder is another one or lies in it. Where both
// exist the system is asked, for spellings can differ.
func within(dir, other string) bool {
	rel, err := filepath.Rel(other, dir)
	if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return true
	}
	target, err := os.Stat(other)
	if err != nil {
		return false
	}
	for {
		if info, err := os.Stat(dir); err == nil && os.SameFile(info, target) {
			return true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return false
		}
		dir = parent
	}
}

// resolve makes a path absolute and free of symbolic links, as far as it exists.
func resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	rest := ""
	for {
		real, err := filepath.EvalSymlinks(path)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		if _, err := os.Lstat(path); err == nil {
			return "", fmt.Errorf("%s is a symbolic link that leads nowhere", path)
		}
		parent := filepath.Dir(path)
		if parent == path {
			return "", err
		}
		rest = filepath.Join(filepath.Base(path), rest)
		path = parent
	}
}
