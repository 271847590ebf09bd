// Belegt makes a static site out of an article and its evidence.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"belegt/generator/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := cli.Run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}
