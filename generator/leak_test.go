package main_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/jpeg"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"belegt/generator/internal/guard"
	"belegt/generator/internal/pipeline"
)

// What an author keeps to himself is in no file of the site, in no encoding.
// Each confidential place of the dossier below, ‹written so›, gets a word of its
// own, and the guard looks for all of them. Words ‹!written so› are public: they
// prove that the words would be found.

const confidentialDossier = `
-- content/site.yaml --
# ‹comment in site.yaml›
title: {de: Akte, en: File} # ‹comment behind a value›
languages: [de, en]
base_url: https://example.org/
publisher: {name: Redaktion, contact: redaktion@example.org}
-- content/articles/index.de.md --
---
title: ‹!title›
# ‹comment in front matter›
lint_allow: [{code: missing-translation, reason: ‹reason of an allowance in an article›}]
---
<!-- ‹comment before the text› -->
Die [[firma]] sah Daten ein, sagt [[‹id of a private person›]]. [@zugriff; @‹id of a confidential source›]
<!-- ‹comment in a block›
-->

Ein Satz <!-- ‹comment in a line› --> mit <span data-x="‹attribute in raw HTML›">Folgen</span>. [@zeitung]

<div data-x="‹attribute of a raw block›"></div>

![Das Haus](media/haus.jpg)

Und ein [Plan](media/plan.txt).[^1]

[^1]: Eine ‹!footnote›.
[^2]: Eine ‹footnote that nothing refers to›.

[‹name of an unused link›]: https://‹address of an unused link›.example/ "‹title of an unused link›"
-- content/articles/index.en.md --
---
title: ‹title of a version that is a draft›
subtitle: ‹subtitle of a version that is a draft›
draft: true
---
‹text of a version that is a draft›
-- content/articles/‹slug of a draft›.md --
---
title: ‹title of a draft›
subtitle: ‹subtitle of a draft›
summary: ‹summary of a draft›
authors: [‹author of a draft›]
formerly: [‹former slug of a draft›]
draft: true
---
‹text of a draft› mentions [[firma]] and cites a source. [@zeitung]

![‹text of a picture in a draft›](media/‹picture of a draft›.jpg)
-- content/articles/_‹name of a file to be ignored›.md --
‹text of a file to be ignored›
-- content/articles/.‹name of a hidden file›.md --
‹text of a hidden file›
-- content/articles/alt.md.bak --
‹text of a copy›
-- content/facts/entities/‹folder of facts›/firma.yaml --
# ‹comment in a record›
id: firma
type: company # ‹comment behind a word›
name: ‹!name›
lint_allow: [{code: unused-entity, reason: ‹reason of an allowance›}]
-- content/facts/entities/‹file of a private person›.md --
---
id: ‹id of a private person›
type: person
privacy: private-person
name: Erika Mustermann
aliases: [‹alias of a private person›]
summary: ‹summary of a private person›
same_as: ["https://‹page of a private person›.example/"]
formerly: [‹former id of a private person›]
facts:
  - property: ‹property of a private person›
    value: ‹value of a private person›
    date: 1987
    evidence: [{source: zeitung, quote: ‹quotation on a private person›, note: ‹note on a private person›}]
---
‹text on a private person›
-- content/facts/entities/zweite.yaml --
{id: ‹id of a person nobody names›, type: person, privacy: private-person, name: ‹name of a person nobody names›}
-- content/facts/relationships/privat.yaml --
{id: ‹id of a private relationship›, type: supports, from: ‹id of a private person›, to: ‹id of a person nobody names›, detail: ‹detail of a private relationship›, evidence: [zeitung]}
-- content/facts/sources/zeitung.md --
---
type: article-newspaper
title: ‹!title of a source›
lang: de
tier: secondary
published: 2022-03-01
archive:
  - {captured: 2022-03-02, format: text/plain, file: ‹name of a copy›.txt, sha256: @sha256@}
---
<!-- ‹comment in a body› -->
Ein Bericht.
-- content/facts/sources/‹file of a confidential source›.yaml --
# ‹comment at a confidential source›
id: ‹id of a confidential source›
type: interview
visibility: confidential
reliability: F
tier: tertiary
lang: en
public_label: {de: eine Person aus der Firma, en: an ‹!label›}
-- content/facts/sources/zweite.yaml --
{id: ‹id of a source nobody cites›, type: report, visibility: confidential, public_label: ‹label of a source nobody cites›}
-- content/facts/sources/dritte.yaml --
{id: ‹id of another source nobody cites›, type: report, visibility: confidential, public_label: ‹label of another source nobody cites›}
-- content/facts/claims/zugriff.yaml --
statement: {de: "Die [[firma]] sah Daten ein.", en: "The [[firma]] looked at data."}
about: [firma, ‹id of a private person›]
history:
  - {date: 2022, status: asserted, evidence: [zeitung, ‹id of a confidential source›]}
right_of_reply: [{entity: ‹id of a private person›, asked: 2022-03-01, text: Keine Antwort.}]
-- content/facts/events/ereignis.yaml --
{type: statement, title: Erklärung, date: 2022-03, evidence: [zeitung, ‹id of a confidential source›], participants: [{entity: ‹id of a private person›, role: actor}, {entity: firma, role: addressee}]}
-- content/changes.yaml --
- {date: 2022-04-01, kind: update, text: "Mehr zur [[firma]].", about: [firma, ‹id of a private person›]} # ‹comment in the log›
-- content/media/plan.txt --
‹!text of a file›
-- content/media/plan.txt.yaml --
# ‹comment at a credit›
{credit: Ada, license: CC0}
-- content/media/haus.jpg.yaml --
{credit: ‹!credit›, license: CC0}
-- content/media/‹name of an unused file›.txt --
‹text of an unused file›
-- content/media/‹name of an unused file›.txt.yaml --
{credit: ‹credit of an unused file›, license: ‹licence of an unused file›, source: "https://‹origin of an unused file›.example/"}
-- content/media/‹picture of a draft›.jpg --
no picture: ‹text of an unused picture›
-- content/archive/‹name of a copy›.txt --
‹text of a copy that is kept›
-- content/archive/‹name of a copy no record names›.html --
<p>‹text of a copy no record names›</p>
-- static/.‹name of a hidden asset› --
‹text of a hidden asset›
-- static/css/site.css --
/* ‹comment in a style› */
.x { color: red; }
-- static/js/more.js --
// ‹comment in a script›
export const x = 1;
-- notes.txt --
‹text beside the content›
`

var confided = regexp.MustCompile(`‹(!?)([^›]+)›`)

// plant gives each place its word, and returns the places in order and the
// lines of a list for the guard.
func plant(text, family string) (planted string, places []string, list string) {
	words := map[string]string{}
	planted = confided.ReplaceAllStringFunc(text, func(s string) string {
		if words[s] == "" {
			n := len(places)
			words[s] = family + string([]byte{'b' + byte(n/20), "aeiou"[n%5], 'k' + byte(n/5%4)}) + "wort"
			places = append(places, strings.Trim(s, "‹›"))
			list += words[s] + "\n"
		}
		return words[s]
	})
	return planted, places, list
}

// layOut writes the files of an archive, and a picture with a word in its Exif
// data, its comment and behind its end.
func layOut(t *testing.T, root, planted, secret string) {
	t.Helper()
	files := txtar.Parse([]byte(planted)).Files
	for _, f := range files {
		if strings.HasPrefix(f.Name, "content/archive/") && strings.HasSuffix(f.Name, ".txt") {
			sum := sha256.Sum256(f.Data)
			planted = strings.Replace(planted, "@sha256@", hex.EncodeToString(sum[:]), 1)
		}
	}
	for _, f := range txtar.Parse([]byte(planted)).Files {
		lay(t, root, f.Name, f.Data)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 600, 10)), nil); err != nil {
		t.Fatal(err)
	}
	segment := func(marker byte, text string) []byte {
		return append([]byte{0xff, marker, 0, byte(len(text) + 2)}, text...)
	}
	lay(t, root, "content/media/haus.jpg", slices.Concat(b.Bytes()[:2],
		segment(0xe1, "Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x00"+secret), segment(0xfe, secret), b.Bytes()[2:], []byte(secret)))
}

func lay(t *testing.T, root, name string, data []byte) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestNothingConfidential(t *testing.T) {
	planted, places, list := plant(confidentialDossier+"‹data of a picture›", "kanari")
	words := strings.Fields(list)
	root := filepath.Join(t.TempDir(), "kanariwurzel")
	layOut(t, root, planted, words[len(words)-1])
	places, list = append(places, "the root"), list+"kanariwurzel\n"
	terms, err := guard.Read(strings.NewReader(list))
	if err != nil {
		t.Fatal(err)
	}
	site := build(t, root, "")
	found := map[string]bool{}
	for _, file := range slices.Sorted(maps.Keys(site.files)) {
		for _, hit := range terms.Scan(file, site.files[file]) {
			if hit.TermLine == 0 {
				t.Errorf("%s cannot be looked through", file)
				continue
			}
			what := places[hit.TermLine-1]
			found[what] = true
			if !strings.HasPrefix(what, "!") {
				t.Errorf("%s tells the %s", hit.File, what)
			}
		}
	}
	secret := 0
	for _, what := range places {
		if public := strings.HasPrefix(what, "!"); public && !found[what] {
			t.Errorf("the %s, which is public, is not found", what[1:])
		} else if !public {
			secret++
		}
	}
	if secret < 60 {
		t.Errorf("only %d places are looked at", secret)
	}
	if label := "eine Person aus der Firma"; !strings.Contains(string(site.files["index.html"]), label) {
		t.Errorf("the front page lacks the label of a confidential source: %s", label)
	}
	if name := "Erika Mustermann"; !strings.Contains(string(site.files["index.html"]), name) {
		t.Errorf("the front page lacks the name of a private person: %s", name)
	}
}

// openDossier is the same for its readers: whatever may not be published is
// gone, or is another.
const openDossier = `
-- content/site.yaml --
title: {de: Akte, en: File}
languages: [de, en]
base_url: https://example.org/
publisher: {name: Redaktion, contact: redaktion@example.org}
-- content/articles/index.de.md --
---
title: ‹!title›
---
Die [[firma]] sah Daten ein, sagt [[erika]]. [@zugriff; @eins]

Ein Satz  mit Folgen. [@zeitung]

![Das Haus](media/haus.jpg)

Und ein [Plan](media/plan.txt).[^1]

[^1]: Eine ‹!footnote›.
-- content/facts/entities/firma.yaml --
{type: company, name: ‹!name›}
-- content/facts/entities/erika.yaml --
{type: person, privacy: private-person, name: Erika Mustermann}
-- content/facts/sources/zeitung.md --
---
type: article-newspaper
title: ‹!title of a source›
lang: de
tier: secondary
published: 2022-03-01
archive: [{captured: 2022-03-02, format: text/plain, sha256: @archived@}]
---
Ein Bericht.
-- content/facts/sources/eins.yaml --
{type: interview, visibility: confidential, public_label: {de: eine Person aus der Firma, en: an ‹!label›}}
-- content/facts/sources/zwei.yaml --
{type: report, visibility: confidential, reliability: A, public_label: {de: eine Person aus der Firma, en: an ‹!label›}}
-- content/facts/claims/zugriff.yaml --
statement: {de: "Die [[firma]] sah Daten ein.", en: "The [[firma]] looked at data."}
about: [firma, erika]
history:
  - {date: 2022, status: asserted, evidence: [zeitung, zwei]}
right_of_reply: [{entity: erika, asked: 2022-03-01, text: Keine Antwort.}]
-- content/facts/events/ereignis.yaml --
{type: statement, title: Erklärung, date: 2022-03, evidence: [zeitung, eins], participants: [{entity: erika, role: actor}, {entity: firma, role: addressee}]}
-- content/changes.yaml --
- {date: 2022-04-01, kind: update, text: "Mehr zur [[firma]].", about: [firma]}
-- content/media/plan.txt --
‹!text of a file›
-- content/media/plan.txt.yaml --
{credit: Ada, license: CC0}
-- content/media/haus.jpg.yaml --
{credit: ‹!credit›, license: CC0}
-- static/css/site.css --
.x { color: red; }
-- static/js/more.js --
export const x = 1;
`

// No count, order, number or hash tells what was left out: the site of a
// dossier is the same, byte for byte, without all that it does not publish, and
// with two informants of one label in place of one. An edit from one to the
// other leaves nothing behind.
func TestNothingCountsTheConfidential(t *testing.T) {
	full, _, _ := plant(confidentialDossier, "kanari")
	open, _, _ := plant(openDossier, "kanari")
	// The words of public places are the same in both.
	for _, s := range confided.FindAllString(openDossier, -1) {
		open = strings.ReplaceAll(open, wordOf(openDossier, s), "\x00"+s)
	}
	for _, s := range confided.FindAllString(openDossier, -1) {
		open = strings.ReplaceAll(open, "\x00"+s, wordOf(confidentialDossier, s))
	}
	for _, f := range txtar.Parse([]byte(full)).Files {
		if strings.HasPrefix(f.Name, "content/archive/") && strings.HasSuffix(f.Name, ".txt") {
			sum := sha256.Sum256(f.Data)
			open = strings.Replace(open, "@archived@", hex.EncodeToString(sum[:]), 1)
		}
	}
	one, two := t.TempDir(), t.TempDir()
	layOut(t, one, full, "secret of the one")
	layOut(t, two, open, "other secret")
	want, got := build(t, one, "").files, build(t, two, "").files
	compareSites(t, "without what is confidential", want, got)

	// The same by an edit, in a process that remembers the build before.
	out := filepath.Join(t.TempDir(), "public")
	p := pipeline.New(one)
	target, err := p.Folder(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, stage := range []string{full, open, full} {
		if err := os.RemoveAll(filepath.Join(one, "content")); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(filepath.Join(one, "static")); err != nil {
			t.Fatal(err)
		}
		layOut(t, one, stage, "secret")
		if b, err := p.Build(context.Background(), target, pipeline.Options{}); err != nil || b.Failed(pipeline.Options{}) {
			t.Fatalf("an edit fails: %v", err)
		}
		compareSites(t, "after an edit", want, readBack(t, one, out, "https://example.org/").files)
	}
}

// wordOf is the word that a place gets in a text.
func wordOf(text, at string) string {
	planted, _, _ := plant(text[:strings.Index(text, at)+len(at)], "kanari")
	return planted[strings.LastIndex(planted, "kanari"):]
}

func compareSites(t *testing.T, what string, want, got map[string][]byte) {
	t.Helper()
	for _, file := range slices.Sorted(maps.Keys(want)) {
		if !bytes.Equal(want[file], got[file]) {
			t.Errorf("%s, %s differs: %s", what, file, difference(want[file], got[file]))
		}
	}
	for _, file := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[file]; !ok {
			t.Errorf("%s, %s is too much", what, file)
		}
	}
}

// difference shows where two files part.
func difference(a, b []byte) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	from := max(0, i-60)
	return "…" + string(a[from:min(len(a), i+60)]) + "… and …" + string(b[from:min(len(b), i+60)]) + "…"
}
