// Command synth writes a made-up dossier, for measuring the program.
package main

import (
	"flag"
	"fmt"
	"os"

	"belegt/generator/internal/synth"
)

const usage = `Usage: go run ./generator/synth [-records N] [-seed S] -out FOLDER
Writes a made-up dossier, FOLDER/content, into a new or empty folder.

  -records N   how many facts; articles, about N/100, come on top (default 1000)
  -seed S      another seed, another dossier (default 1)
  -out FOLDER  where to write, such as /dev/shm/dossier
`

func main() {
	flag.Usage = func() { fmt.Fprint(os.Stderr, usage) }
	records := flag.Int("records", 1000, "")
	seed := flag.Uint64("seed", 1, "")
	out := flag.String("out", "", "")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	files, err := os.ReadDir(*out)
	if len(files) > 0 {
		err = fmt.Errorf("%s is not empty; name a new folder, or empty it first", *out)
	} else if err == nil || os.IsNotExist(err) {
		err = synth.Write(*out, synth.Options{Records: *records, Seed: *seed})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "synth:", err)
		os.Exit(1)
	}
}
