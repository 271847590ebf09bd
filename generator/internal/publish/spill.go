package publish

import (
	"bytes"
	"fmt"
	"io"
	"os"
)

// spill holds the bytes of changed files until they are written: in memory up
// to a limit, then one after the other in a single file. The file stands
// beside the output folder, or with the system's temporary files where that
// place cannot be written. It loses its name at once where the system allows,
// so that even a crash leaves nothing behind.
type spill struct {
	limit int64
	near  string

	inMemory int64
	file     *os.File
	size     int64
}

// bytesHeld is one file's bytes: in memory, or a stretch of the spill file.
type bytesHeld struct {
	data   []byte
	file   *os.File
	offset int64
	size   int64
}

// hold keeps data. Calls must not overlap.
func (s *spill) hold(data []byte) (bytesHeld, error) {
	n := int64(len(data))
	if s.inMemory+n <= s.limit {
		s.inMemory += n
		return bytesHeld{data: data}, nil
	}
	if err := s.open(); err != nil {
		return bytesHeld{}, fmt.Errorf("cannot hold the pages until they are written: %w", err)
	}
	h := bytesHeld{file: s.file, offset: s.size, size: n}
	if _, err := s.file.WriteAt(data, s.size); err != nil {
		return bytesHeld{}, fmt.Errorf("cannot hold the pages until they are written: %w", err)
	}
	s.size += n
	return h, nil
}

func (s *spill) open() error {
	if s.file != nil {
		return nil
	}
	f, err := os.CreateTemp(s.near, ".belegt-stage-*")
	if err != nil {
		f, err = os.CreateTemp("", ".belegt-stage-*")
	}
	if err != nil {
		return err
	}
	s.file = f
	_ = os.Remove(f.Name()) // an open file cannot be removed on Windows; close tries again
	return nil
}

func (s *spill) close() {
	if s.file == nil {
		return
	}
	s.file.Close()
	_ = os.Remove(s.file.Name())
	s.file = nil
}

// reader reads the bytes from their beginning.
func (h bytesHeld) reader() io.Reader {
	if h.file != nil {
		return io.NewSectionReader(h.file, h.offset, h.size)
	}
	return bytes.NewReader(h.data)
}
