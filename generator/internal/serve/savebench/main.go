// Package savebench measures how long it takes from a save to the new bytes
// being served. It works on a copy and leaves the dossier alone.
package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"belegt/generator/internal/pipeline"
	"belegt/generator/internal/serve"
)

// place is where a word can be put into a file, and the page that then shows it.
type place struct {
	file, page string
	at         int
}

var text = regexp.MustCompile(`(?m)^(?:- )? *id: ([a-z0-9-]+)\n(?:.*\n)*? *(?:title|statement|summary):\n +de: (?:>-\n +)?([A-Z])`)

func main() {
	root, n := flag.String("root", ".", "the folder that holds content/"), flag.Int("n", 100, "how many saves")
	flag.Parse()
	dir := must(os.MkdirTemp("", "belegt-savebench-"))
	defer os.RemoveAll(dir)
	must(0, os.CopyFS(filepath.Join(dir, "content"), os.DirFS(filepath.Join(*root, "content"))))
	var places []place
	must(0, filepath.WalkDir(filepath.Join(dir, "content", "facts"), func(path string, _ fs.DirEntry, err error) error {
		kind := strings.Split(strings.TrimPrefix(path, filepath.Join(dir, "content", "facts")+"/"), "/")[0]
		if filepath.Ext(path) == ".yaml" && kind != "relationships" {
			for _, m := range text.FindAllSubmatchIndex(must(os.ReadFile(path)), -1) {
				places = append(places, place{path, kind + "/" + string(must(os.ReadFile(path))[m[2]:m[3]]) + "/", m[4]})
			}
		}
		return err
	}))
	p := pipeline.New(dir)
	target := must(p.Folder(filepath.Join(dir, "public")))
	ctx, cancel := context.WithCancel(context.Background())
	ready, done := make(chan string), make(chan error)
	go func() {
		done <- serve.Run(ctx, serve.Config{
			Root: dir, Files: target.(serve.Files), Addr: "127.0.0.1:0", Out: io.Discard, Err: os.Stderr,
			Build: func(ctx context.Context) (*pipeline.Built, error) { return p.Build(ctx, target, pipeline.Options{}) },
			Ready: func(url string) { ready <- url },
		})
	}()
	url := <-ready
	events := bufio.NewScanner(must(http.Get(url + "-/belegt/events")).Body)
	events.Buffer(nil, 1<<20)
	took := make([]time.Duration, *n)
	for i := range took {
		pl, word := places[i*7919%len(places)], fmt.Sprintf("Savebench%dx ", i) // in no order, but always the same
		was := must(os.ReadFile(pl.file))
		must(0, os.WriteFile(pl.file+".tmp", slices.Concat(was[:pl.at], []byte(word), was[pl.at:]), 0o644))
		start := time.Now()
		must(0, os.Rename(pl.file+".tmp", pl.file))
		for shown := false; !shown && events.Scan(); {
			if strings.HasPrefix(events.Text(), "data: ") {
				resp := must(http.Get(url + pl.page))
				shown = bytes.Contains(must(io.ReadAll(resp.Body)), []byte(word))
				resp.Body.Close()
			}
		}
		took[i] = time.Since(start).Round(10 * time.Microsecond)
		must(0, os.WriteFile(pl.file+".tmp", was, 0o644))
		must(0, os.Rename(pl.file+".tmp", pl.file))
		time.Sleep(250 * time.Millisecond) // until that is built too, and there is quiet
	}
	cancel()
	must(0, <-done)
	slices.Sort(took)
	fmt.Printf("%d saves in %d places, from the rename to the new bytes: min %v, p50 %v, p95 %v, max %v\n", *n, len(places), took[0], took[*n/2], took[*n*95/100], took[*n-1])
}

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}
