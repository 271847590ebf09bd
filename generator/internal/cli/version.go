package cli

import (
	"fmt"
	"runtime/debug"
)

// versioning prints what program this is.
type versioning struct{}

// Run carries the command out.
func (versioning) Run(s streams) error {
	fmt.Fprintln(s.out, "belegt "+version())
	return nil
}

// version is the module's version, or the commit that it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	v := info.Main.Version
	if v == "" {
		v = "(devel)"
	}
	return v + " " + info.GoVersion
}

// helping prints the usage.
type helping struct{}

// Run carries the command out.
func (helping) Run(s streams) error {
	fmt.Fprint(s.out, usage)
	return nil
}
