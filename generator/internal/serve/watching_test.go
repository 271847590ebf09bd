package serve_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The stories of watching: the real program, real files, real HTTP. Each is
// told twice, for those that the system notifies and those that look.
func TestWatching(t *testing.T) {
	stories := []struct {
		name   string
		change map[string]string // of the small dossier
		tell   func(s *story)
	}{
		{"a file is saved in place", nil, func(s *story) {
			write(s.T, s.path("content/facts/entities/acme.yaml"), entity("Acme", "It makes less."))
			s.shows("/entities/acme/", "It makes less.")
			s.says(`content/facts/entities/acme\.yaml: rendered \d+ of \d+ pages in \d+ ms`)
		}},
		{"a file is written aside and renamed", nil, func(s *story) {
			for i := range 3 {
				s.save("content/facts/entities/acme.yaml", entity("Acme", fmt.Sprint("It makes ", i, " things.")))
				s.shows("/entities/acme/", fmt.Sprint("It makes ", i, " things."))
			}
			if strings.Contains(s.out.String(), ".tmp") {
				s.Error("the terminal names a file that an editor wrote aside")
			}
		}},
		{"a file is moved to a backup and written anew, as Vim does", nil, func(s *story) {
			events := s.listen("?revision=" + s.revision())
			path := s.path("content/facts/entities/acme.yaml")
			write(s.T, s.path("content/facts/entities/4913"), "")
			check(s.T, os.Remove(s.path("content/facts/entities/4913")))
			check(s.T, os.Rename(path, path+"~"))
			write(s.T, path, entity("Acme", "It makes vim."))
			check(s.T, os.Remove(path+"~"))
			s.shows("/entities/acme/", "It makes vim.")
			if e := s.next(events); len(e.Removed) > 0 || len(e.Errors) > 0 {
				s.Errorf("the moment without the file was seen: %+v", e)
			}
		}},
		{"a file appears in new folders", nil, func(s *story) {
			write(s.T, s.path("content/facts/entities/a/b/c/new.yaml"), entity("New", "Deep down."))
			s.shows("/entities/new/", "Deep down.")
			s.save("content/facts/entities/a/b/c/new.yaml", entity("New", "Deeper down."))
			s.shows("/entities/new/", "Deeper down.")
			s.shows("/entities/", "New")
		}},
		{"a file is deleted", nil, func(s *story) {
			check(s.T, os.Remove(s.path("content/facts/entities/deep/bolt.yaml")))
			s.lacks("/entities/bolt/")
			if strings.Contains(s.get("/entities/").body, "Bolt") || strings.Contains(s.get("/sitemap.xml").body, "bolt") {
				s.Error("a list still names what is gone")
			}
		}},
		{"a folder is deleted", nil, func(s *story) {
			check(s.T, os.RemoveAll(s.path("content/facts/entities/deep")))
			s.lacks("/entities/bolt/")
			write(s.T, s.path("content/facts/entities/deep/bolt.yaml"), entity("Bolt", "It is back."))
			s.shows("/entities/bolt/", "It is back.")
		}},
		{"a file is renamed", nil, func(s *story) {
			check(s.T, os.Rename(s.path("content/facts/entities/deep/bolt.yaml"), s.path("content/facts/entities/nut.yaml")))
			s.shows("/entities/nut/", "It makes bolts.")
			s.lacks("/entities/bolt/")
		}},
		{"a folder is renamed, with a folder in it", nil, func(s *story) {
			write(s.T, s.path("content/facts/entities/deep/er/nut.yaml"), entity("Nut", "It makes nuts."))
			s.shows("/entities/nut/", "It makes nuts.")
			check(s.T, os.Rename(s.path("content/facts/entities/deep"), s.path("content/facts/entities/elsewhere")))
			s.says(`entities/deep and \d+ more: rendered 0 of`)
			s.save("content/facts/entities/elsewhere/er/nut.yaml", entity("Nut", "It makes more nuts."))
			s.shows("/entities/nut/", "It makes more nuts.")
			s.says(`elsewhere/er/nut\.yaml: rendered`)
		}},
		{"a folder is moved away and another comes", nil, func(s *story) {
			aside := filepath.Join(s.TempDir(), "deep")
			write(s.T, filepath.Join(filepath.Dir(aside), "other", "cog.yaml"), entity("Cog", "It makes cogs."))
			check(s.T, os.Rename(s.path("content/facts/entities/deep"), aside))
			s.lacks("/entities/bolt/")
			check(s.T, os.Rename(filepath.Join(filepath.Dir(aside), "other"), s.path("content/facts/entities/deep")))
			s.shows("/entities/cog/", "It makes cogs.")
			s.save("content/facts/entities/deep/cog.yaml", entity("Cog", "It makes wheels."))
			s.shows("/entities/cog/", "It makes wheels.")
		}},
		{"settings, templates and static files are saved", nil, func(s *story) {
			s.save("content/site.yaml", strings.Replace(site("https://example.org/"), "A dossier", "Another title", 1))
			s.shows("/", "Another title")
			write(s.T, s.path("static/robots-note.txt"), "one")
			s.shows("/robots-note.txt", "one")
			s.save("static/robots-note.txt", "two")
			s.shows("/robots-note.txt", "two")
			write(s.T, s.path("static/.well-known/security.txt"), "Contact: us")
			s.shows("/.well-known/security.txt", "Contact: us")
			write(s.T, s.path("templates/words/en.yaml"), "skip: To the very content\n")
			s.shows("/", "To the very content")
			check(s.T, os.RemoveAll(s.path("templates")))
			s.until("the built-in words are back", func() bool { return !strings.Contains(s.get("/").body, "To the very content") })
		}},
		{"attributes and editors' files are no news", nil, func(s *story) {
			before := s.out.String()
			path := s.path("content/facts/entities/acme.yaml")
			check(s.T, os.Chmod(path, 0o600))
			for _, name := range []string{".acme.yaml.swp", "acme.yaml~", "acme.yaml.tmp", "acme.yaml.bak", ".#acme.yaml"} {
				write(s.T, s.path("content/facts/entities/"+name), "type: [")
			}
			time.Sleep(300 * time.Millisecond)
			if after := s.out.String(); after != before {
				s.Errorf("the terminal says %q", strings.TrimPrefix(after, before))
			}
		}},
		{"a save that changes nothing", nil, func(s *story) {
			events, before := s.listen("?revision="+s.revision()), times(s.T, s.path("public"))
			s.save("content/facts/entities/acme.yaml", small["content/facts/entities/acme.yaml"])
			s.says(`acme\.yaml: rendered 0 of`)
			s.silent(events)
			if after := times(s.T, s.path("public")); !maps.Equal(before, after) {
				s.Error("a file was written")
			}
		}},
		{"a file is broken and mended", nil, func(s *story) {
			s.save("content/facts/entities/acme.yaml", "type: compny\nname: Acme\nsummary: It is broken.\n")
			s.says(`content/facts/entities/acme\.yaml:1:7: error\[unknown-value\]`)
			s.shows("/entities/acme/", "It makes everything.")
			s.save("content/facts/entities/acme.yaml", entity("Acme", "It is mended."))
			s.says(`(?m)^fixed$`)
			s.shows("/entities/acme/", "It is mended.")
		}},
		{"a link is planted that leads out", nil, func(s *story) {
			secret := filepath.Join(s.TempDir(), "secret.yaml")
			write(s.T, secret, entity("Secret", "Not to be seen."))
			link := s.path("content/facts/entities/link.yaml")
			check(s.T, os.Symlink(secret, link))
			s.says(`error\[outside-root\]`)
			check(s.T, os.Symlink(filepath.Dir(secret), s.path("content/facts/entities/folder")))
			s.says(`entities/folder.* leads out`)
			check(s.T, os.Remove(link))
			check(s.T, os.Remove(s.path("content/facts/entities/folder")))
			s.says(`(?m)^fixed$`)
			if s.get("/entities/secret/").StatusCode != 404 {
				s.Error("what lies outside was published")
			}
		}},
		{"the content goes and comes back", nil, func(s *story) {
			check(s.T, os.Rename(s.path("content"), s.path("aside")))
			s.says(`there is no folder content/`)
			s.shows("/entities/acme/", "It makes everything.")
			check(s.T, os.Rename(s.path("aside"), s.path("content")))
			s.says(`(?m)^fixed$`)
			s.save("content/facts/entities/acme.yaml", entity("Acme", "It is back."))
			s.shows("/entities/acme/", "It is back.")
		}},
	}
	for _, tt := range stories {
		for _, how := range []string{"notified", "looking"} {
			t.Run(tt.name+"/"+how, func(t *testing.T) {
				t.Parallel()
				var args []string
				if how == "looking" {
					args = []string{"--poll=20ms"}
				}
				s := start(t, dossier(t, tt.change), args...)
				tt.tell(s)
				s.isClean()
			})
		}
	}
}

// isClean makes sure that public/ is what a build into an empty folder gives,
// unless the content is broken.
func (s *story) isClean() {
	s.Helper()
	program, err := binary()
	check(s.T, err)
	fresh := filepath.Join(s.TempDir(), "fresh")
	if out, err := command(program, "build", "--root", s.root, "--out", fresh).CombinedOutput(); err != nil {
		s.Fatalf("a clean build fails: %v\n%s", err, out)
	}
	want := tree(s.T, fresh)
	s.until("public/ is as a clean build", func() bool { return maps.Equal(tree(s.T, s.path("public")), want) })
}

// tree reads all files of a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	check(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // it may just be going
		}
		b, err := os.ReadFile(path)
		if err == nil {
			files[strings.TrimPrefix(path, dir)] = string(b)
		}
		return nil
	}))
	return files
}

// times returns when each file of a folder was written.
func times(t *testing.T, dir string) map[string]time.Time {
	t.Helper()
	files := map[string]time.Time{}
	check(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		files[path] = info.ModTime()
		return err
	}))
	return files
}

func TestDraftsAndMemoryAreNotWritten(t *testing.T) {
	draft := map[string]string{"content/articles/plan.md": "---\ntitle: The plan\ndraft: true\n---\n\nNot yet.\n"}
	for _, args := range [][]string{{"--drafts"}, {"--out", "-"}, {"--drafts", "--out", "-"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			root := dossier(t, draft)
			before := slices.Sorted(maps.Keys(tree(t, root)))
			s := start(t, root, args...)
			s.shows("/entities/acme/", "It makes everything.")
			s.save("content/facts/entities/acme.yaml", entity("Acme", "It makes drafts."))
			s.shows("/entities/acme/", "It makes drafts.")
			want := 404
			if args[0] == "--drafts" {
				want = 200
			}
			if got := s.get("/articles/plan/").StatusCode; got != want {
				t.Errorf("the draft answers %d, want %d", got, want)
			}
			if after := slices.Sorted(maps.Keys(tree(t, root))); !slices.Equal(before, after) {
				t.Errorf("there are files now: %q", after)
			}
		})
	}
}

// A whole tree comes and goes at once.
func TestManyFiles(t *testing.T) {
	t.Parallel()
	s := start(t, dossier(t, nil))
	for i := range 300 {
		write(s.T, s.path(fmt.Sprintf("content/facts/entities/many/%d/e%d.yaml", i%20, i)), entity(fmt.Sprint("E", i), "One of many."))
	}
	s.shows("/entities/e299/", "One of many.")
	check(t, os.RemoveAll(s.path("content/facts/entities/many")))
	s.lacks("/entities/e299/")
	s.isClean()
}
