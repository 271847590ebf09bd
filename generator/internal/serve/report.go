package serve

import (
	"fmt"
	"io"
	"net"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"belegt/generator/internal/diag"
)

// report writes to the terminal: one line for each save, and problems as soon
// as they are known, whether or not anyone looks at a page.
type report struct {
	mu       sync.Mutex
	out, err io.Writer
	style    diag.Style
	address  net.Addr
	moved    bool   // the port that was asked for is taken
	asked    string // HOST:PORT
	warnings map[diag.Diagnostic]bool
}

// begin says where the site can be seen, and returns that.
func (r *report) begin(base string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	at, _ := netip.ParseAddrPort(r.address.String())
	if r.moved {
		fmt.Fprintf(r.err, "%s is taken; the next free port is %d\n", r.asked, at.Port())
	}
	ip := at.Addr().Unmap()
	if !ip.IsLoopback() {
		fmt.Fprintf(r.err, "warning: whoever reaches this machine can read the site, drafts included, at port %d; leave --addr away to keep it to yourself\n", at.Port())
	}
	host := ip.String()
	if ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	url := "http://" + net.JoinHostPort(host, strconv.Itoa(int(at.Port()))) + base
	fmt.Fprintf(r.out, "%s shows the site and follows each save; Ctrl-C ends\n", url)
	return url
}

// success tells of a build that went well.
func (r *report) success(o *outcome, mended bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if mended {
		fmt.Fprintln(r.out, "fixed")
	}
	for _, path := range o.built.Kept {
		fmt.Fprintf(r.err, "kept %s: it is no longer part of the site, but was edited by hand\n", plain(path))
	}
	fmt.Fprintf(r.out, "%srendered %d of %s in %s\n", saved(o), o.built.Rendered, count(o.built.Total, "page"), rounded(o.took))
	r.doubts(o)
}

// doubts shows warnings that the save before did not have; of the first build
// their number only.
func (r *report) doubts(o *outcome) {
	now := map[diag.Diagnostic]bool{}
	var fresh diag.List
	for _, d := range o.built.Diagnostics {
		key := d
		key.Line, key.Col, key.Excerpt = 0, 0, "" // an edit above moves it
		if now[key] = true; !r.warnings[key] {
			fresh.Add(d)
		}
	}
	if r.warnings == nil && len(fresh) > 0 {
		fmt.Fprintf(r.out, "%s; `belegt check` shows them\n", count(len(fresh), "warning"))
	} else {
		diag.Write(r.err, fresh, r.style)
	}
	r.warnings = now
}

// failure tells of a build that did not go well. Problems that stand there
// already are not written again.
func (r *report) failure(o *outcome, problems diag.List, fresh bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case fresh && o.err != nil:
		fmt.Fprintf(r.err, "belegt: %v\n", o.err)
	case fresh:
		diag.Write(r.err, problems, r.style)
	}
	fmt.Fprintf(r.out, "%s%s, so the pages stay as they were (%s)\n", saved(o), count(len(problems), "problem"), rounded(o.took))
}

// warn tells of something that went wrong with the watching.
func (r *report) warn(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	fmt.Fprintf(r.err, "belegt: %v\n", err)
}

// saved says what was changed before a build: the beginning of a line.
func saved(o *outcome) string {
	switch n := len(o.paths); {
	case n == 0:
		return ""
	case o.paths[0] == "":
		return "many files: "
	case n == 1:
		return plain(o.paths[0]) + ": "
	default:
		return fmt.Sprintf("%s and %d more: ", plain(o.paths[0]), n-1)
	}
}

// plain is a path without what a terminal could take for a command.
func plain(path string) string {
	if q := strconv.Quote(path); q != `"`+path+`"` {
		return q
	}
	return path
}

func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return strconv.Itoa(n) + " " + word + "s"
}

func rounded(d time.Duration) string {
	return strconv.FormatInt(d.Round(time.Millisecond).Milliseconds(), 10) + " ms"
}
