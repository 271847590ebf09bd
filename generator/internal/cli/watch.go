package cli

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/alecthomas/kong"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/pipeline"
	"belegt/generator/internal/serve"
)

// watch serves the site to its author and follows each save.
type watch struct {
	Root    string `default:"."`
	BaseURL string `name:"base-url"`
	Drafts  bool
	Strict  bool
	Jobs    int
	Out     string
	Forbid  string `env:"BELEGT_FORBID"`
	Addr    string `default:"127.0.0.1:8080"`
	Open    bool
	Poll    interval
}

// interval is a flag that can be given without a value.
type interval time.Duration

// defaultInterval is how often --poll looks by itself.
const defaultInterval = interval(500 * time.Millisecond)

// IsBool tells kong that the value may be left away.
func (*interval) IsBool() bool { return true }

// Decode reads what follows the equals sign, if anything does.
func (i *interval) Decode(c *kong.DecodeContext) error {
	*i = defaultInterval
	if c.Scan.Peek().Type != kong.FlagValueToken {
		return nil
	}
	d, err := time.ParseDuration(c.Scan.Pop().String())
	if err != nil || d < 10*time.Millisecond {
		return errors.New("write how often to look, such as 500ms or 2s, and not below 10ms")
	}
	*i = interval(d)
	return nil
}

// Run carries the command out.
func (c *watch) Run(ctx context.Context, s streams) error {
	// A save makes much that the next save throws away: collecting it less often
	// trades some memory for answers that come sooner.
	debug.SetGCPercent(400)
	f := shared{Root: c.Root, BaseURL: c.BaseURL, Drafts: c.Drafts, Strict: c.Strict, Jobs: c.Jobs}
	o, err := f.options()
	if err != nil {
		return err
	}
	o.Forbid = c.Forbid
	p := pipeline.New(c.Root)
	target, err := c.target(p)
	if err != nil {
		return err
	}
	config := serve.Config{
		Root: c.Root, Options: o, Files: target.(serve.Files),
		Build: func(ctx context.Context) (*pipeline.Built, error) { return p.Build(ctx, target, o) },
		Addr:  c.Addr, Poll: time.Duration(c.Poll),
		Out: s.out, Err: s.err, Style: diag.Style{Color: colors(s.err)},
	}
	if c.Open {
		config.Ready = func(url string) { browse(s, url) }
	}
	if err := serve.Run(ctx, config); errors.Is(err, serve.ErrAddr) {
		return misuse{err}
	} else if err != nil {
		return err
	}
	return nil
}

// target is public/ or the folder that was named. Drafts stay in memory.
func (c *watch) target(p *pipeline.Pipeline) (pipeline.Target, error) {
	if c.Drafts && c.Out != "" && c.Out != "-" {
		return nil, misuse{errors.New("--drafts: nothing is written while drafts are shown; leave --out away")}
	}
	if c.Drafts || c.Out == "-" {
		return p.Memory(), nil
	}
	if c.Out == "" {
		c.Out = filepath.Join(c.Root, "public")
	}
	target, err := p.Folder(c.Out)
	if err != nil {
		return nil, misuse{err}
	}
	return target, nil
}

// browse opens an address in the author's browser. It does not wait for it.
func browse(s streams, url string) {
	command := []string{"xdg-open", url}
	switch runtime.GOOS {
	case "darwin":
		command[0] = "open"
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", url}
	}
	cmd := exec.Command(command[0], command[1:]...)
	if err := cmd.Start(); err != nil {
		fmt.Fprintf(s.err, "the browser cannot be opened: %v\n", err)
		return
	}
	_ = cmd.Process.Release() // it lives on without us
}
