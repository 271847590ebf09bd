// Package savebench measures how long it takes from a save to the new bytes
// being served. It works on a copy and leaves the dossier alone.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"belegt/generator/internal/pipeline"
	"belegt/generator/internal/serve"
)

// text finds a record's id and where a word can be put into what its page says.
var text = regexp.MustCompile(`(?m)^(?:- )?id: ([a-z0-9-]+)\n(?:[^-\n].*\n)*? *(?:title|statement|summary|note|reason):\n +de: (?:>-\n +)?([A-Z])`)

func main() {
	root, n := flag.String("root", ".", "the folder that holds content/"), flag.Int("n", 100, "how many saves")
	flag.Parse()
	debug.SetGCPercent(400) // as the command does
	dir := must(os.MkdirTemp("", "belegt-savebench-"))
	defer os.RemoveAll(dir)
	must(0, os.CopyFS(dir+"/content", os.DirFS(*root+"/content")))
	facts, p := dir+"/content/facts", pipeline.New(dir)
	target := must(p.Folder(dir + "/public"))
	ctx, cancel := context.WithCancel(context.Background())
	ready, done := make(chan string), make(chan error)
	go func() {
		done <- serve.Run(ctx, serve.Config{
			Root: dir, Files: target.(serve.Files), Addr: "127.0.0.1:0", Out: io.Discard, Err: os.Stderr,
			Build: func(ctx context.Context) (*pipeline.Built, error) { return p.Build(ctx, target, pipeline.Options{}) },
			Ready: func(url string) { ready <- url },
		})
	}()
	url, took := <-ready, make([]time.Duration, *n)
	files := append(must(filepath.Glob(facts+"/[ces]*/*.yaml")), must(filepath.Glob(facts+"/claims/*/*.yaml"))...)
	files = slices.DeleteFunc(files, func(f string) bool { return !text.Match(must(os.ReadFile(f))) })
	for i := range took {
		file, word := files[i%len(files)], fmt.Appendf(nil, "Savebench%dx ", i)
		was := must(os.ReadFile(file))
		places := text.FindAllSubmatchIndex(was, -1)
		m := places[i%len(places)]
		kind, _, _ := strings.Cut(must(filepath.Rel(facts, file)), "/")
		took[i] = save(file, slices.Concat(was[:m[4]], word, was[m[4]:]), url+kind+"/"+string(was[m[2]:m[3]])+"/", word)
		time.Sleep(100 * time.Millisecond) // until there is quiet again
	}
	cancel()
	must(0, <-done)
	slices.Sort(took)
	fmt.Printf("%d saves, from the rename to the new bytes: min %v, p50 %v, p95 %v, max %v\n", *n, took[0], took[*n/2], took[*n*95/100], took[*n-1])
}

// save renames a file into place and asks for a page until it has the word.
func save(file string, data []byte, page string, word []byte) time.Duration {
	must(0, os.WriteFile(file+".tmp", data, 0o644))
	start := time.Now()
	for must(0, os.Rename(file+".tmp", file)); time.Since(start) < 10*time.Second; time.Sleep(2 * time.Millisecond) {
		resp := must(http.Get(page))
		body := must(io.ReadAll(resp.Body))
		if resp.Body.Close(); bytes.Contains(body, word) {
			return time.Since(start).Round(10 * time.Microsecond)
		}
	}
	panic(page + " never showed what was saved in " + file)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
