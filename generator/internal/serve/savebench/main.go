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

// field finds a record's id and where a word can be put into what its page
// says; paragraph finds where one can be put into a text.
var (
	field     = regexp.MustCompile(`(?m)^(?:- )?id: ([a-z0-9-]+)\n(?:[^-\n].*\n)*? *(?:title|statement|summary|note|reason):\n +de: (?:>-\n +)?([A-Z])`)
	paragraph = regexp.MustCompile(`(?s)^()---\n.*?\n---\n.*?\n\n([A-Z])`)
)

// place is where a word can be put into a file, and the page that then says it.
type place struct {
	file string
	at   int
	page string
}

// places lists the places of a folder, in turn from articles, bodies of
// entities, and fields of records: what authors save.
func places(content string) (out []place) {
	kinds := make([][]place, 3)
	for _, f := range must(filepath.Glob(content + "/articles/*.de.md")) {
		if m := paragraph.FindSubmatchIndex(must(os.ReadFile(f))); m != nil {
			slug := strings.TrimSuffix(filepath.Base(f), ".de.md")
			kinds[0] = append(kinds[0], place{f, m[4], strings.TrimPrefix("articles/"+slug+"/", "articles/index/")})
		}
	}
	for _, f := range must(filepath.Glob(content + "/facts/entities/*.md")) {
		if m := paragraph.FindSubmatchIndex(must(os.ReadFile(f))); m != nil {
			kinds[1] = append(kinds[1], place{f, m[4], "entities/" + strings.TrimSuffix(filepath.Base(f), ".md") + "/"})
		}
	}
	for _, f := range slices.Concat(must(filepath.Glob(content+"/facts/[ces]*/*.yaml")), must(filepath.Glob(content+"/facts/claims/*/*.yaml"))) {
		b := must(os.ReadFile(f))
		kind, _, _ := strings.Cut(must(filepath.Rel(content+"/facts", f)), "/")
		for _, m := range field.FindAllSubmatchIndex(b, 1) {
			kinds[2] = append(kinds[2], place{f, m[4], kind + "/" + string(b[m[2]:m[3]]) + "/"})
		}
	}
	for i := range 3 * max(len(kinds[0]), len(kinds[1]), len(kinds[2])) {
		if k := kinds[i%3]; len(k) > 0 {
			out = append(out, k[i/3%len(k)])
		}
	}
	return out
}

func main() {
	root, n := flag.String("root", ".", "the folder that holds content/"), flag.Int("n", 100, "how many saves")
	flag.Parse()
	debug.SetGCPercent(400) // as the command does
	dir := must(os.MkdirTemp("", "belegt-savebench-"))
	defer os.RemoveAll(dir)
	must(0, os.CopyFS(dir+"/content", os.DirFS(*root+"/content")))
	p := pipeline.New(dir)
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
	all := places(dir + "/content")
	for i := range took {
		x, word := all[i%len(all)], fmt.Appendf(nil, "Savebench%dx ", i)
		was := must(os.ReadFile(x.file))
		took[i] = save(x.file, slices.Concat(was[:x.at], word, was[x.at:]), url+x.page, word)
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
