// Package cli is the command line: one file for each command. It reads flags,
// calls the pipeline, and says what came of it. It decides nothing about a
// dossier.
//
// Rules of the interface: results go to standard output, progress and problems
// to standard error. Colours and progress appear on a terminal only, and no
// colours where NO_COLOR is set. Exit status 0 means done, 1 that there are
// problems in the content or that something failed, 2 wrong use.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"

	"belegt/generator/internal/pipeline"
)

// usage is the whole help text.
const usage = `Belegt makes a static site out of an article and its evidence.

Usage:
  belegt build   [flags]     read the dossier and write its site to public/
  belegt watch   [flags]     build, serve the site on this machine, follow each save
  belegt check   [flags]     report everything that is wrong or doubtful
  belegt version             print the version
  belegt help                print this text

Flags of build, watch and check:
  --root DIR       the folder that holds content/ (default: .)
  --base-url URL   where the site will live, in place of base_url in site.yaml
  --drafts         treat drafts as finished (not into public/; watch writes nothing)
  --strict         warnings fail too
  --format FORMAT  how problems are reported: text or json (default: text; not of watch)
  --jobs N         how much is done at a time (default: one a processor)

Flags of check:
  --all               show every warning, not only the first ten of a code
  --allowed           also list what lint_allow answers, with the reasons
  --coverage          list how far each article is backed, with its open sentences
  --min-coverage N    the same, and fail where less than N percent are covered

Flags of build:
  --out DIR        where the site is written (default: public, in the root)
  --compress       also write .br and .gz beside each text, for hosts that send these

Flags of build and watch:
  --forbid FILE    terms that must not be published, one a line, kept outside the
                   repository; a hit stops the build (default: $BELEGT_FORBID)

Flags of watch:
  --out DIR        the same; - keeps the site in memory and writes nothing
  --addr ADDRESS   where it is served, as HOST:PORT (default: 127.0.0.1:8080); if
                   the port is taken, the next free one
  --open           open it in the browser
  --poll[=TIME]    look for changes every so often (default: 500ms), for network and
                   container file systems, which notify nobody

Exit status:
  0  done          1  problems in the content          2  wrong use

Examples:
  go run ./generator build
  go run ./generator build --drafts --out /tmp/preview
  go run ./generator watch --open
  go run ./generator check --strict --format json
`

// commands is what kong reads the command line into.
type commands struct {
	Build   build      `cmd:""`
	Watch   watch      `cmd:""`
	Check   checking   `cmd:""`
	Version versioning `cmd:""`
	Help    helping    `cmd:""`
}

// shared are the flags of commands that read a dossier.
type shared struct {
	Root    string `default:"."`
	BaseURL string `name:"base-url"`
	Drafts  bool
	Strict  bool
	Format  string `enum:"text,json" default:"text"`
	Jobs    int
}

// streams are where a command reads and writes.
type streams struct {
	out, err io.Writer
}

// errReported ends a command whose problems have been told already.
var errReported = errors.New("problems were reported")

// misuse is wrong use of the command line.
type misuse struct{ error }

// Run carries out a command line and returns the exit status.
func Run(ctx context.Context, args []string, out, errs io.Writer) int {
	err := run(ctx, args, streams{out, errs})
	var wrong misuse
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errReported):
		return 1
	case errors.As(err, &wrong), errors.Is(err, pipeline.ErrNoContent), errors.Is(err, pipeline.ErrForbid):
		fmt.Fprintf(errs, "belegt: %v\nRun `belegt help` for how it is used.\n", err)
		return 2
	}
	fmt.Fprintf(errs, "belegt: %v\n", err)
	return 1
}

func run(ctx context.Context, args []string, s streams) error {
	if len(args) == 0 {
		fmt.Fprint(s.err, usage)
		return misuse{errors.New("a command is missing")}
	}
	for _, a := range args {
		if a == "--" {
			break
		}
		if a == "--help" || a == "-h" {
			fmt.Fprint(s.out, usage)
			return nil
		}
	}
	var c commands
	parser, err := kong.New(&c, kong.Name("belegt"), kong.NoDefaultHelp(), kong.Exit(func(int) {}), kong.Writers(s.out, s.err))
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return misuse{err}
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	return parsed.Run(s)
}

// terminal reports whether w is a terminal.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}

// colors reports whether w wants colours (no-color.org).
func colors(w io.Writer) bool { return terminal(w) && os.Getenv("NO_COLOR") == "" }
