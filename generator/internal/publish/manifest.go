package publish

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
)

// manifestName is the record of what is ours. It lists all files but itself.
const manifestName = "manifest.json"

// tempPrefix begins the name of the one file that is being written.
const tempPrefix = ".belegt-new-"

const manifestVersion = 1

var hashShape = regexp.MustCompile(`^[0-9a-f]{64}$`)

// manifest says which files are ours and, by their SHA-256, which bytes we
// put there. A file has one hash. Only while a commit is under way can it have
// several, old and new, for its bytes may then be either.
type manifest map[string][]string

// list adds a hash to a path, once.
func (m manifest) list(path, hash string) {
	if !slices.Contains(m[path], hash) {
		m[path] = append(slices.Clip(m[path]), hash)
	}
}

// encode gives the bytes of manifest.json: sorted, one line a file.
func (m manifest) encode() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"version":%d,"files":{`, manifestVersion)
	for i, path := range slices.Sorted(maps.Keys(m)) {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "\n%s:%q", quote(path), strings.Join(m[path], " "))
	}
	b.WriteString("\n}}\n")
	return b.Bytes()
}

// quote writes a path as a JSON string.
func quote(path string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(path) // a string can always be encoded
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// decodeManifest reads manifest.json. It takes nothing on trust: a path that
// leads out of the folder would make us delete what is not ours.
func decodeManifest(b []byte) (manifest, error) {
	var in struct {
		Version *int              `json:"version"`
		Files   map[string]string `json:"files"`
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows after its end")
	}
	if in.Version == nil || in.Files == nil {
		return nil, errors.New(`"version" or "files" is missing`)
	}
	if *in.Version != manifestVersion {
		return nil, fmt.Errorf("its version is %d, this program knows %d", *in.Version, manifestVersion)
	}
	m := manifest{}
	for path, hashes := range in.Files {
		if err := checkPath(path); err != nil {
			return nil, err
		}
		m[path] = strings.Fields(hashes)
		if len(m[path]) == 0 || !all(m[path], hashShape.MatchString) {
			return nil, fmt.Errorf("%q is no SHA-256 for %s", hashes, path)
		}
	}
	return m, nil
}

func all(list []string, ok func(string) bool) bool {
	return !slices.ContainsFunc(list, func(s string) bool { return !ok(s) })
}

// readManifest reads the record of an output folder. A folder without one has
// nothing of ours.
func readManifest(root *os.Root) (manifest, []byte, error) {
	info, err := root.Lstat(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, errors.New("not a regular file; nothing was changed; move it away or choose another output folder")
	}
	b, err := root.ReadFile(manifestName)
	if err != nil {
		return nil, nil, err
	}
	m, err := decodeManifest(b)
	if err != nil {
		return nil, nil, fmt.Errorf("not the record of an earlier build (%w); nothing was changed; choose another output folder, or empty this one", err)
	}
	return m, b, nil
}
