package serve_test

import (
	"context"
	"io"
	"net/http"
	"os"
	"runtime"
	"testing"
	"time"

	"belegt/generator/internal/pipeline"
	"belegt/generator/internal/serve"
)

// held counts what this process holds.
func held() (goroutines, files int) {
	entries, _ := os.ReadDir("/proc/self/fd") // none where there is no such folder
	return runtime.NumGoroutine(), len(entries)
}

// When a watch ends, even in the midst of everything, it leaves nothing behind.
func TestNothingIsLeft(t *testing.T) {
	run := func(poll time.Duration) {
		root := dossier(t, nil)
		p := pipeline.New(root)
		target := p.Memory()
		ctx, cancel := context.WithCancel(context.Background())
		ready, done := make(chan string, 1), make(chan error, 1)
		go func() {
			done <- serve.Run(ctx, serve.Config{
				Root: root, Files: target.(serve.Files), Addr: "127.0.0.1:0", Poll: poll, Out: io.Discard, Err: io.Discard,
				Build: func(ctx context.Context) (*pipeline.Built, error) { return p.Build(ctx, target, pipeline.Options{}) },
				Ready: func(url string) { ready <- url },
			})
		}()
		url := <-ready
		client := &http.Client{Transport: &http.Transport{}}
		defer client.CloseIdleConnections()
		for range 3 {
			resp, err := client.Get(url + "-/belegt/events")
			check(t, err)
			defer resp.Body.Close()
		}
		write(t, root+"/content/facts/entities/acme.yaml", entity("Acme", "The last word."))
		began := time.Now()
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took > time.Second {
			t.Errorf("it took %v to end", took)
		}
	}
	run(0) // what the standard library begins once, it has begun now
	goroutines, files := held()
	for range 5 {
		run(0)
		run(20 * time.Millisecond)
	}
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		g, f := held()
		if g <= goroutines && f <= files {
			return
		}
		if time.Now().After(end) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines and %d files before, %d and %d after\n%s", goroutines, files, g, f, stacks[:runtime.Stack(stacks, true)])
		}
	}
}
