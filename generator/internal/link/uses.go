package link

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"belegt/generator/internal/date"
	"belegt/generator/internal/diag"
	"belegt/generator/internal/markdown"
	"belegt/generator/internal/model"
)

// uses resolves every reference in prose and records it, with the sentence
// around it, on the thing that it names.
func (l *linker) uses() {
	for _, a := range l.d.Articles {
		w := walker{l, model.Node{Kind: model.KindArticle, ID: a.Slug}}
		for _, v := range a.Versions {
			w.prose(v.Summary, v.Lang, "")
			w.doc(v.Doc, v.Lang, true)
		}
	}
	for _, e := range l.d.Entities {
		w := walker{l, model.Node{Kind: model.KindEntity, ID: e.ID}}
		w.base(e.Base)
		for i := range e.Facts {
			w.text(e.Facts[i].Property, "")
			w.text(e.Facts[i].Value, "")
			w.evidence(e.Facts[i].Evidence, "")
		}
	}
	for _, s := range l.d.Sources {
		walker{l, model.Node{Kind: model.KindSource, ID: s.ID}}.base(s.Base)
	}
	for _, c := range l.d.Claims {
		w := walker{l, model.Node{Kind: model.KindClaim, ID: c.ID}}
		w.base(c.Base)
		w.text(c.Statement, "")
		for i, s := range c.History {
			anchor := fmt.Sprintf("_step-%d", i+1)
			w.text(s.Note, anchor)
			w.evidence(s.Evidence, anchor)
		}
		if c.Assessment != nil {
			w.text(c.Assessment.Reason, "_assessment")
		}
		for _, r := range c.RightOfReply {
			w.text(r.Text, "_reply")
			w.evidence(r.Evidence, "_reply")
		}
		for _, k := range c.Corrections {
			w.text(k.Text, "_corrections")
		}
	}
	for _, e := range l.d.Events {
		w := walker{l, model.Node{Kind: model.KindEvent, ID: e.ID}}
		w.base(e.Base)
		w.evidence(e.Evidence, "")
	}
	for _, r := range l.d.Relationships {
		w := walker{l, holder(r)}
		w.base(r.Base)
		w.text(r.Detail, "_relationships")
		w.evidence(r.Evidence, "_relationships")
	}
	for _, c := range l.d.Changes {
		walker{l, model.Node{}}.text(c.Text, "")
	}
}

// walker visits the prose of one thing.
type walker struct {
	l  *linker
	in model.Node
}

func (w walker) base(b model.Base) {
	w.text(b.Summary, "")
	for _, body := range b.Body {
		w.doc(body.Doc, body.Lang, false)
	}
}

func (w walker) text(t model.Text, anchor string) {
	for _, local := range t {
		w.prose(local, local.Lang, anchor)
	}
}

func (w walker) evidence(evs []model.Evidence, anchor string) {
	for i := range evs {
		w.text(evs[i].Note, anchor)
	}
}

func (w walker) prose(local model.Local, lang, anchor string) {
	if local.Prose == nil || local.Prose.IsPlain() {
		return
	}
	w.refs(local.Prose.Refs(), local.Prose.Sentences(), lang, anchor)
}

func (w walker) doc(doc *markdown.Doc, lang string, blocks bool) {
	w.refs(doc.Refs(), doc.Sentences(), lang, "")
	for _, img := range doc.Images() {
		w.l.image(img)
	}
	for _, b := range doc.Settings() {
		w.l.settings(b)
	}
	for _, k := range doc.Links() {
		w.l.relative(k, doc)
	}
}

// refs resolves references in order and records each use once a sentence.
func (w walker) refs(refs []markdown.Ref, sentences []markdown.Sentence, lang, anchor string) {
	type seen struct {
		node     model.Node
		sentence int
	}
	var done []seen
	for _, r := range refs {
		node, ok := w.resolve(r)
		if !ok || w.in == (model.Node{}) || node == w.in || slices.Contains(done, seen{node, r.Sentence}) {
			continue
		}
		done = append(done, seen{node, r.Sentence})
		use := model.Use{In: w.in, Lang: lang, Anchor: anchor, Cites: r.Kind == markdown.Cite}
		if r.Sentence >= 0 && r.Sentence < len(sentences) {
			s := &sentences[r.Sentence]
			use.Sentence = s
			if s.Anchor != "" {
				use.Anchor = s.Anchor
			}
		}
		w.l.use(node, use)
	}
}

// resolve finds what a reference in prose names. What has no page of its own
// (a private person, a confidential source) resolves to nothing to link to.
func (w walker) resolve(r markdown.Ref) (model.Node, bool) {
	l := w.l
	var k known
	var ok bool
	switch r.Kind {
	case markdown.Cite:
		if r.ID == markdown.Editorial {
			return model.Node{}, false
		}
		k, ok = l.want(r.ID, r.Pos, model.KindSource, model.KindClaim)
	case markdown.Path:
		return l.path(r)
	default:
		k, ok = l.want(r.ID, r.Pos, model.KindEntity, model.KindEvent, model.KindClaim, model.KindSource, model.KindArticle)
		if ok && k.confidential {
			l.fail(r.Pos, "confidential-reference", fmt.Sprintf("`%s` is a confidential source; it can be cited, not mentioned", r.ID), fmt.Sprintf("write `[@%s]` behind the sentence that rests on it", r.ID))
			return model.Node{}, false
		}
		if ok && k.private && r.Kind == markdown.Embed {
			l.fail(r.Pos, "wrong-kind", fmt.Sprintf("`%s` is a private person and has no card", r.ID), fmt.Sprintf("mention the name in a sentence: `[[%s]]`", r.ID))
			return model.Node{}, false
		}
	}
	if !ok || k.private || k.confidential {
		return model.Node{}, false
	}
	return model.Node{Kind: k.kind, ID: r.ID}, true
}

// path resolves a relative link to a fact file: a mention of its one record.
func (l *linker) path(r markdown.Ref) (model.Node, bool) {
	file := path.Join(path.Dir(r.Pos.File), r.Path)
	ids := l.byFile[file]
	if a := l.articleAt(file); a != "" {
		ids = []string{a}
	}
	switch len(ids) {
	case 0:
		l.fail(r.Pos, "unknown-reference", fmt.Sprintf("no record is in %s", file), "link a file under content/facts/ or content/articles/, or write `[[id]]`")
	case 1:
		k := l.known[ids[0]]
		switch {
		case k.draft:
			l.fail(r.Pos, "draft-reference", fmt.Sprintf("`%s` is a draft", ids[0]), "publish it, or take the link out")
		case k.confidential:
			l.fail(r.Pos, "confidential-reference", "this file holds a confidential source; it can be cited, not mentioned", "")
		case k.kind == model.KindRelationship:
			l.fail(r.Pos, "wrong-kind", fmt.Sprintf("`%s` is a relationship and has no page", ids[0]), "link one of its two entities")
		case !k.private:
			n := model.Node{Kind: k.kind, ID: ids[0]}
			l.d.Files[model.Link{From: path.Dir(r.Pos.File), To: r.Path}] = n
			return n, true
		}
	default:
		l.fail(r.Pos, "unknown-reference", fmt.Sprintf("%s holds %d records", file, len(ids)), fmt.Sprintf("say which: `[[%s]]`", ids[0]))
	}
	return model.Node{}, false
}

// articleAt returns the slug of the article in a file, drafts included, or "".
func (l *linker) articleAt(path string) string {
	for _, a := range l.rec.Articles {
		for _, v := range a.Versions {
			if v.Pos.File == path {
				return a.Slug
			}
		}
	}
	return ""
}

func (l *linker) use(n model.Node, u model.Use) {
	switch n.Kind {
	case model.KindEntity:
		e := l.d.Entity[n.ID]
		e.Uses = append(e.Uses, u)
	case model.KindClaim:
		c := l.d.Claim[n.ID]
		c.Uses = append(c.Uses, u)
	case model.KindSource:
		s := l.d.Source[n.ID]
		s.Uses = append(s.Uses, u)
	case model.KindEvent:
		e := l.d.Event[n.ID]
		e.Uses = append(e.Uses, u)
	case model.KindArticle:
		a := l.d.Article[n.ID]
		a.Uses = append(a.Uses, u)
	}
}

// settings checks the keys of a timeline or network block.
func (l *linker) settings(b markdown.Filter) {
	name, allowed := "timeline", []string{"entity", "type", "from", "to", "importance"}
	if b.Kind == markdown.BlockNetwork {
		name, allowed = "network", []string{"entities"}
	}
	for _, s := range b.Settings {
		if !slices.Contains(allowed, s.Key) {
			l.fail(s.KeyPos, "block-key", fmt.Sprintf("a %s block has no key `%s`", name, s.Key), diag.DidYouMean(s.Key, allowed))
			continue
		}
		for _, v := range s.Values {
			l.setting(s.Key, v)
		}
	}
}

func (l *linker) setting(key string, v markdown.Value) {
	word := func(words []string) {
		if !slices.Contains(words, v.Text) {
			l.fail(v.Pos, "block-key", fmt.Sprintf("`%s` is no %s", v.Text, key), diag.DidYouMean(v.Text, words))
		}
	}
	switch key {
	case "entity", "entities":
		if k, ok := l.want(v.Text, v.Pos, model.KindEntity); ok && k.private {
			l.fail(v.Pos, "wrong-kind", fmt.Sprintf("`%s` is a private person and has no timeline or network", v.Text), "choose another entity")
		}
	case "type":
		word(model.EventTypes)
	case "importance":
		word(model.Importances)
	case "from", "to":
		_, err := date.Parse(v.Text)
		if e := (*date.SyntaxError)(nil); errors.As(err, &e) {
			l.fail(v.Pos, "invalid-date", fmt.Sprintf("`%s` is no date: %s", v.Text, e.Reason), e.Hint)
		}
	}
}

// relative checks a link inside the site: to a heading of the same text, or to
// a file under media/.
func (l *linker) relative(k markdown.Link, doc *markdown.Doc) {
	if id, ok := strings.CutPrefix(k.Dest, "#"); ok {
		var ids []string
		for _, h := range doc.Headings() {
			ids = append(ids, h.ID)
		}
		if !slices.Contains(ids, id) {
			l.fail(k.Pos, "unknown-reference", fmt.Sprintf("no heading of this text has the id `%s`", id), diag.DidYouMean(id, ids))
		}
		return
	}
	if strings.HasPrefix(k.Dest, "/") {
		l.fail(k.Pos, "unknown-reference", "a link inside the dossier goes by id, not by address", "write `[[id]]` or `[[id|words]]`")
		return
	}
	l.image(markdown.Image{Dest: k.Dest, Pos: k.Pos})
}
