package publish

import (
	"fmt"
	"io"
)

// Derive stages a file that is made of the bytes of another staged one and of
// nothing else. Where the last build made it of the same bytes and nobody
// touched it, it stays and make is not called. That the manifest tells by the
// hashes of the two; one that was written half way through a commit gives
// several for a file, and then nothing is taken from it. If make returns nil,
// nothing is staged. Derive may be called from many goroutines, once all that
// is derived from has been staged.
func (w *Writer) Derive(path, from string, make func(source []byte) ([]byte, error)) error {
	source, err := w.source(path, from)
	if err != nil {
		return err
	}
	if was, of := w.old[path], w.old[from]; len(was) == 1 && len(of) == 1 && of[0] == source.hash && w.twin(path) == "" {
		info, ours, err := w.stillOurs(path)
		if err != nil {
			return err
		}
		if ours && info != nil {
			w.folder.remember(path, record{was[0], info})
			return w.claim(path, &entry{hash: was[0], same: true})
		}
	}
	var data []byte
	if source.same {
		data, err = w.root.ReadFile(from)
	} else {
		data, err = io.ReadAll(source.held.reader())
	}
	if err != nil {
		return fmt.Errorf("cannot read what %s is made of: %w", path, err)
	}
	if data, err = make(data); err != nil || data == nil {
		return err
	}
	return w.Stage(path, data)
}

// source is the entry that a file is to be made of.
func (w *Writer) source(path, from string) (entry, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return entry{}, errClosed
	}
	if e := w.entries[from]; e != nil {
		return *e, nil
	}
	return entry{}, errNoSource(path, from)
}

// Derive is as that of a Writer.
func (w *MemoryWriter) Derive(path, from string, make func(source []byte) ([]byte, error)) error {
	w.mu.Lock()
	source, ok := w.files[from]
	w.mu.Unlock()
	if !ok {
		return errNoSource(path, from)
	}
	if was, ok := w.old[path]; ok && w.old[from].hash == source.hash {
		return w.claim(path, was)
	}
	data, err := make(source.data)
	if err != nil || data == nil {
		return err
	}
	return w.Stage(path, data)
}

func errNoSource(path, from string) error {
	return fmt.Errorf("%s is to be made of %s, which is not part of the build", path, from)
}
