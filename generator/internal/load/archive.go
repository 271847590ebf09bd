package load

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"belegt/generator/internal/diag"
)

// The authors' own copies of sources lie under archive/. Load never enters
// that folder: a copy is looked at when a record names it, by its path, and
// through a root that no symbolic link leads out of.

const (
	archiveDir = "archive"
	maxCopy    = 64 << 20 // bytes of a copy
	maxListed  = 10_000   // files that are looked through for a hint
)

// Copy is a file under archive/.
type Copy struct {
	SHA256 string                 // in lower case
	Read   func() ([]byte, error) // fails if the file is no longer the one that was hashed
}

// copies remembers the hashes of copies that were not touched since.
type copies struct {
	mu     sync.Mutex
	hashed map[string]hashed // by path below content/
}

type hashed struct {
	info fs.FileInfo
	sum  string
}

// Copy finds a file under archive/ of the root that was loaded last, and its
// hash. A file that was not touched since the last call is not read again. The
// problem that it reports has no place yet. Copy may be called by several
// goroutines, but not while Load runs.
func (l *Loader) Copy(name string) (Copy, *diag.Diagnostic) {
	file := path.Join(archiveDir, name)
	content, err := os.OpenRoot(filepath.Join(l.root, contentDir))
	if err != nil {
		return Copy{}, &diag.Diagnostic{Code: "unreadable", Message: contentDir + " " + reason(err)}
	}
	defer content.Close()
	info, problem := copyInfo(content, file)
	if problem != nil {
		return Copy{}, problem
	}
	sum, err := l.copies.sum(content, file, info)
	if err != nil {
		return Copy{}, &diag.Diagnostic{Code: "unreadable", Message: file + " " + reason(err)}
	}
	read := opener(l.root, file)
	return Copy{sum, func() ([]byte, error) {
		b, err := read()
		if err == nil && digest(b) != sum {
			err = fmt.Errorf("%s was changed while it was read; build again", file)
		}
		return b, err
	}}, nil
}

// copyInfo says what lies at a path, if it can be a copy.
func copyInfo(content *os.Root, file string) (fs.FileInfo, *diag.Diagnostic) {
	info, err := content.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &diag.Diagnostic{
			Code: "archive-missing", Message: "there is no file content/" + file,
			Hint: diag.DidYouMean(strings.TrimPrefix(file, archiveDir+"/"), copyNames(content)),
		}
	case errors.Is(err, fs.ErrPermission):
		return nil, &diag.Diagnostic{Code: "unreadable", Message: file + " " + reason(err)}
	case err != nil:
		return nil, &diag.Diagnostic{
			Code: "outside-root", Message: "the path " + file + " leads out of content/ or in a circle",
			Hint: "put the file itself into content/archive/",
		}
	case !info.Mode().IsRegular():
		return nil, &diag.Diagnostic{Code: "unreadable", Message: file + " is no file"}
	case info.Size() > maxCopy:
		return nil, &diag.Diagnostic{
			Code: "file-too-large", Message: fmt.Sprintf("the copy is larger than %d MiB", maxCopy>>20),
			Hint: "keep the page without its pictures, or leave out `file`",
		}
	}
	return info, nil
}

// copyNames lists the files under archive/, by their paths below it.
func copyNames(content *os.Root) []string {
	var names []string
	_ = fs.WalkDir(content.FS(), archiveDir, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || len(names) == maxListed:
			return fs.SkipAll // what is there so far is enough for a hint
		case e.Type().IsRegular():
			names = append(names, strings.TrimPrefix(name, archiveDir+"/"))
		}
		return nil
	})
	return names
}

// sum returns the hash of a file, as it is remembered or by reading it.
func (c *copies) sum(content *os.Root, file string, info fs.FileInfo) (string, error) {
	c.mu.Lock()
	was, ok := c.hashed[file]
	c.mu.Unlock()
	if ok && os.SameFile(was.info, info) && was.info.Size() == info.Size() && was.info.ModTime().Equal(info.ModTime()) {
		return was.sum, nil
	}
	f, err := content.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, io.LimitReader(f, maxCopy)); err != nil {
		return "", err
	}
	sum := hex.EncodeToString(h.Sum(nil))
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.hashed == nil {
		c.hashed = map[string]hashed{}
	}
	c.hashed[file] = hashed{info, sum}
	return sum, nil
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
