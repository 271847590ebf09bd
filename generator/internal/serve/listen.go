package serve

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
)

// ErrAddr is what the error of an address that cannot be understood wraps.
var ErrAddr = errors.New("write it as HOST:PORT, such as 127.0.0.1:8080")

// ports is how many are tried if the one that was asked for is taken.
const ports = 100

// listen opens HOST:PORT, or the next free port. An empty host is this machine
// only, not, as elsewhere, everyone.
func listen(addr string) (l net.Listener, moved bool, err error) {
	host, number, err := net.SplitHostPort(addr)
	port, wrong := strconv.ParseUint(number, 10, 16)
	if err != nil || wrong != nil {
		return nil, false, fmt.Errorf("--addr %s: %w", addr, ErrAddr)
	}
	if host == "" {
		host = "127.0.0.1"
	}
	for p := port; p < port+ports && p <= 65535; p++ {
		l, err = net.Listen("tcp", net.JoinHostPort(host, strconv.FormatUint(p, 10)))
		if err == nil {
			return l, p != port, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			break
		}
	}
	return nil, false, fmt.Errorf("the site cannot be served at %s: %w; name another address with --addr", addr, err)
}

// hosts are the names that a request may be addressed to. A page of a stranger
// can make a name of its own lead to this machine, and would then be let read
// the site (DNS rebinding); so a name must be known, and only an address, which
// cannot be made to lead elsewhere, need not be.
type hosts struct {
	names map[string]bool
	any   bool // every IP address; else only those of this machine itself
}

// hostsOf returns what is known of an address that was asked for and the one
// that came of it.
func hostsOf(asked string, got net.Addr) hosts {
	h := hosts{names: map[string]bool{"localhost": true}}
	if at, err := netip.ParseAddrPort(got.String()); err == nil {
		h.any = !at.Addr().Unmap().IsLoopback()
	}
	if host, _, err := net.SplitHostPort(asked); err == nil && host != "" {
		h.names[strings.ToLower(host)] = true
	}
	return h
}

// allow reports whether a request to a host is answered, whatever the port: it
// may have been passed on from another one.
func (h hosts) allow(host string) bool {
	name := host
	if n, _, err := net.SplitHostPort(host); err == nil {
		name = n
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if h.names[name] || strings.HasSuffix(name, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(name)
	return err == nil && (h.any || ip.Unmap().IsLoopback())
}
