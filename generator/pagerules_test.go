package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// rules are what every page keeps, whatever it is about.
var rules = []struct {
	name  string
	check func(p *page, report func(format string, args ...any))
}{
	{"well-formed", wellFormed},
	{"nesting", nesting},
	{"links", links},
	{"nothing from elsewhere", nothingFromElsewhere},
	{"nothing executable", nothingExecutable},
	{"policy", policy},
	{"ids", ids},
	{"references", references},
	{"headings", headings},
	{"landmarks", landmarks},
	{"language", language},
	{"canonical", canonical},
	{"pictures", pictures},
	{"words", words},
	{"dates", dates},
	{"data", data},
}

// An element as it is written: how deep it stands, and its name.
type written struct {
	depth int
	tag   string
}

var void = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

// wellFormed compares what is written with what a browser makes of it: no
// element is closed, opened or moved by the parser, and no attribute is lost.
func wellFormed(p *page, report func(string, ...any)) {
	var source []written
	var open []string
	z := html.NewTokenizer(bytes.NewReader(p.src))
	for z.Next() != html.ErrorToken {
		t := z.Token()
		switch t.Type {
		case html.StartTagToken, html.SelfClosingTagToken:
			source = append(source, written{len(open), t.Data})
			seen := map[string]bool{}
			for _, a := range t.Attr {
				if seen[a.Key] {
					report("<%s> has %s twice", t.Data, a.Key)
				}
				seen[a.Key] = true
			}
			switch isVoid := slices.Contains(void, t.Data); {
			case t.Type == html.SelfClosingTagToken && !isVoid && !slices.Contains(open, "svg"):
				report("<%s/> does not close itself", t.Data)
			case t.Type == html.StartTagToken && !isVoid:
				open = append(open, t.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != t.Data {
				report("</%s> closes %v", t.Data, open)
				return
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		report("%v is never closed", open)
	}
	var tree []written
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		for c := range n.ChildNodes() {
			if c.Type == html.ElementNode {
				tree = append(tree, written{depth, strings.ToLower(c.Data)})
				walk(c, depth+1)
			}
		}
	}
	walk(p.doc, 0)
	for i := range min(len(source), len(tree)) {
		if source[i] != tree[i] {
			report("as written: %v; as parsed: %v", source[max(0, i-3):i+1], tree[max(0, i-3):i+1])
			return
		}
	}
	if len(source) != len(tree) {
		report("%d elements are written, %d are parsed", len(source), len(tree))
	}
	var again bytes.Buffer
	if err := html.Render(&again, p.doc); err != nil {
		report("%v", err)
		return
	}
	second, err := html.Parse(bytes.NewReader(again.Bytes()))
	if err != nil {
		report("%v", err)
		return
	}
	var once bytes.Buffer
	if html.Render(&once, second); !bytes.Equal(once.Bytes(), again.Bytes()) {
		report("parsed, written and parsed again it is another page")
	}
}

var (
	phrasing    = []string{"p", "span", "a", "b", "i", "em", "strong", "cite", "sup", "sub", "time", "mark", "del", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "label", "legend", "dt"}
	flow        = []string{"div", "p", "ul", "ol", "dl", "table", "section", "article", "aside", "nav", "header", "footer", "figure", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "form", "fieldset", "hr", "pre", "details", "main"}
	interactive = []string{"a", "button", "input", "select", "textarea", "label", "summary", "details", "iframe"}
	children    = map[string][]string{
		"ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}, "table": {"caption", "colgroup", "thead", "tbody", "tfoot"},
		"thead": {"tr"}, "tbody": {"tr"}, "tr": {"td", "th"}, "select": {"option", "optgroup"},
	}
)

// nesting looks for what parsers let pass and HTML does not allow.
func nesting(p *page, report func(string, ...any)) {
	for _, n := range p.all {
		if n.Namespace == "svg" && n.Data != "a" {
			continue
		}
		if up := n.Parent; n.Namespace == "" {
			if slices.Contains(flow, n.Data) {
				for a := up; a != nil && a.Type == html.ElementNode; a = a.Parent {
					// An <a> is transparent: what may stand in it depends on what it stands in.
					if a.Data != "a" && slices.Contains(phrasing, a.Data) {
						report("<%s> in <%s>: %.60q", n.Data, a.Data, text(n))
					}
				}
			}
			if may := children[up.Data]; may != nil && !slices.Contains(may, n.Data) {
				report("<%s> in <%s>", n.Data, up.Data)
			}
			if (n.Data == "li" && up.Data != "ul" && up.Data != "ol") || n.Data == "summary" && up.Data != "details" {
				report("<%s> in <%s>", n.Data, up.Data)
			}
			if (n.Data == "ul" || n.Data == "ol" || n.Data == "dl") && text(n) == "" && !forScript(n) {
				report("<%s> is empty", n.Data)
			}
		}
		if !slices.Contains(interactive, n.Data) {
			continue
		}
		for a := n.Parent; a != nil; a = a.Parent {
			if slices.Contains([]string{"a", "button", "summary"}, a.Data) || a.Data == "label" && n.Data != "input" && n.Data != "select" {
				report("<%s> in <%s>: %.60q", n.Data, a.Data, text(n))
			}
		}
	}
}

// forScript reports whether an element is hidden until a script shows it. What
// is in it need not work without one.
func forScript(n *html.Node) bool { return inside(n, "hidden") }

// inside reports whether an element or one around it has an attribute.
func inside(n *html.Node, key string) bool {
	for ; n != nil; n = n.Parent {
		if _, ok := attr(n, key); ok {
			return true
		}
	}
	return false
}

// addressed are the attributes that lead or fetch.
var addressed = []string{"href", "src", "action", "formaction", "poster", "data", "cite", "srcset", "ping", "background", "manifest", "xlink:href"}

var inAttribute = regexp.MustCompile(`url\(([^)]*)\)`)

// links follows every address: what is on this site is there, down to the
// fragment.
func links(p *page, report func(string, ...any)) {
	for _, n := range p.all {
		for _, a := range n.Attr {
			switch {
			case slices.Contains(addressed, a.Key):
				follow(p, n, a.Val, report)
			case n.Data != "meta" && strings.Contains(a.Val, "url("):
				for _, m := range inAttribute.FindAllStringSubmatch(a.Val, -1) {
					follow(p, n, m[1], report)
				}
			case n.Data == "meta" && a.Key == "content" && value(n, "http-equiv") == "refresh":
				_, to, _ := strings.Cut(a.Val, "url=")
				follow(p, n, to, report)
			}
		}
	}
}

func follow(p *page, n *html.Node, address string, report func(string, ...any)) {
	if strings.TrimSpace(address) == "" {
		report("<%s> leads nowhere: %.60q", n.Data, text(n))
		return
	}
	u, err := p.address().Parse(address)
	if err != nil {
		report("%q is no address: %v", address, err)
		return
	}
	if u.Scheme == "mailto" || u.Scheme == "data" || !p.site.own(u) {
		return
	}
	path, ok := p.site.find(u)
	if !ok {
		report("%s leads to %s, which is not there", address, path)
		return
	}
	if u.Fragment == "" {
		return
	}
	if to := p.site.pages[path]; to != nil && to.ids[u.Fragment] == nil && !forScript(n) {
		report("%s: %s has no #%s", address, path, u.Fragment)
	}
}

// nothingFromElsewhere allows other hosts in links that a reader follows, and
// nowhere else.
func nothingFromElsewhere(p *page, report func(string, ...any)) {
	for _, n := range p.all {
		for _, a := range n.Attr {
			if !slices.Contains(addressed, a.Key) {
				continue
			}
			u, err := p.address().Parse(a.Val)
			if err != nil || p.site.own(u) {
				continue
			}
			switch {
			case n.Data != "a" || a.Key != "href":
				report("<%s %s=%q> fetches from elsewhere", n.Data, a.Key, a.Val)
			case u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto":
				report("a link with the scheme %q", u.Scheme)
			case u.Scheme != "mailto" && !slices.Contains(strings.Fields(value(n, "rel")), "noopener"):
				report("a link to %s without rel=noopener", u.Host)
			}
		}
		if rel := value(n, "rel"); n.Data == "link" && !slices.Contains([]string{"canonical", "alternate", "stylesheet", "icon", "prev", "next", "license"}, rel) {
			report("<link rel=%q>", rel)
		}
	}
}

// nothingExecutable allows scripts that the site itself serves, and data.
func nothingExecutable(p *page, report func(string, ...any)) {
	for _, n := range p.all {
		switch n.Data {
		case "style", "base", "iframe", "frame", "object", "embed", "applet", "portal", "foreignObject", "animate", "set", "handler", "math", "template", "noscript":
			report("<%s>", n.Data)
		case "script":
			src, fetched := attr(n, "src")
			switch {
			case fetched && !strings.HasPrefix(src, p.site.base.Path+"assets/"):
				report("a script of %s", src)
			case fetched && n.FirstChild != nil, !fetched && value(n, "type") != "application/ld+json":
				report("a script in the page: %.60q", text(n))
			}
		case "meta":
			if value(n, "http-equiv") == "refresh" && p.kind() != "moved" {
				report("a page that leads away by itself")
			}
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" || a.Key == "autofocus" {
				report("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
			if strings.Contains(strings.ToLower(a.Val), "javascript:") && slices.Contains(addressed, a.Key) {
				report("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	}
}

const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'"

// policy wants the charset first, the policy next, and both exactly.
func policy(p *page, report func(string, ...any)) {
	var metas []*html.Node
	for _, n := range p.all {
		if n.Parent.Data == "head" {
			metas = append(metas, n)
		}
	}
	switch {
	case len(metas) < 2 || value(metas[0], "charset") != "utf-8":
		report("the head does not begin with the charset")
	case metas[1].Data != "meta" || value(metas[1], "http-equiv") != "Content-Security-Policy" || value(metas[1], "content") != contentSecurityPolicy:
		report("the policy is not what comes after the charset")
	}
	if !bytes.HasPrefix(p.src, []byte("<!DOCTYPE html>")) && !bytes.HasPrefix(p.src, []byte("<!doctype html>")) {
		report("no doctype")
	}
}

var spaces = regexp.MustCompile(`\s`)

func ids(p *page, report func(string, ...any)) {
	seen := map[string]bool{}
	for _, n := range p.all {
		id, ok := attr(n, "id")
		switch {
		case !ok:
		case id == "" || spaces.MatchString(id):
			report("<%s> has the id %q", n.Data, id)
		case seen[id]:
			report("the id %q is used twice", id)
		}
		seen[id] = true
	}
}

// references are ids that one element names of another.
func references(p *page, report func(string, ...any)) {
	for _, n := range p.all {
		for _, key := range []string{"aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "for", "headers", "list", "popovertarget", "form"} {
			v, ok := attr(n, key)
			if !ok {
				continue
			}
			if len(strings.Fields(v)) == 0 {
				report("<%s> has an empty %s", n.Data, key)
			}
			for _, id := range strings.Fields(v) {
				if p.ids[id] == nil {
					report("<%s %s=%q>: there is no such id", n.Data, key, v)
				}
			}
		}
		if v, ok := attr(n, "aria-label"); ok && strings.TrimSpace(v) == "" {
			report("<%s> has an empty aria-label", n.Data)
		}
		if n.Data == "a" && text(n) == "" && value(n, "aria-label") == "" && !pictured(n) {
			report("a link that says nothing, to %s", value(n, "href"))
		}
		if v, ok := attr(n, "tabindex"); ok && v != "0" && v != "-1" {
			report("<%s tabindex=%q>", n.Data, v)
		}
	}
}

// pictured reports whether an element holds a picture that is described.
func pictured(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Data == "img" && value(d, "alt") != "" {
			return true
		}
	}
	return false
}

// headings wants one h1, first of all, and no level skipped. A popover is not
// there until it is asked for, and has an order of its own.
func headings(p *page, report func(string, ...any)) {
	level, ones := 0, 0
	for _, n := range p.all {
		if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' || inside(n, "popover") {
			continue
		}
		now := int(n.Data[1] - '0')
		if now == 1 {
			ones++
		}
		if now > level+1 {
			report("<%s> after <h%d>: %.60q", n.Data, level, text(n))
		}
		if text(n) == "" {
			report("<%s> says nothing", n.Data)
		}
		level = now
	}
	if ones != 1 {
		report("%d h1", ones)
	}
}

// landmarks wants one main, and names for what comes twice.
func landmarks(p *page, report func(string, ...any)) {
	count := map[string]int{}
	for _, n := range p.all {
		count[n.Data]++
		switch {
		case (n.Data == "header" || n.Data == "footer") && n.Parent.Data == "body":
			count["page "+n.Data]++
		case n.Data == "nav" && value(n, "aria-label") == "" && value(n, "aria-labelledby") == "":
			report("a nav without a name")
		}
	}
	if count["main"] != 1 {
		report("%d main", count["main"])
	}
	if p.kind() == "moved" {
		return
	}
	if count["page header"] != 1 || count["page footer"] != 1 || count["nav"] == 0 {
		report("%d headers, %d footers, %d navs", count["page header"], count["page footer"], count["nav"])
	}
	for _, n := range p.all {
		if n.Data == "a" {
			to := p.ids[strings.TrimPrefix(value(n, "href"), "#")]
			if to == nil || to.Data != "main" {
				report("the first link does not skip to the content")
			}
			break
		}
	}
}

// language holds the page's language against its place.
func language(p *page, report func(string, ...any)) {
	langs := p.site.languages()
	want := langs[0]
	for _, l := range langs[1:] {
		if strings.HasPrefix(p.path, l+"/") {
			want = l
		}
	}
	if p.lang() != want {
		report("is in %q", p.lang())
	}
	for _, n := range p.all {
		if v, ok := attr(n, "lang"); ok && !regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]+)*$`).MatchString(v) {
			report("<%s lang=%q>", n.Data, v)
		}
	}
}

// languages are those of the site, the default first, as the 404 page has them.
func (w *website) languages() []string {
	langs := []string{w.pages["index.html"].lang()}
	for _, p := range w.list {
		if top, _, ok := strings.Cut(p.path, "/"); ok && len(top) == 2 && !slices.Contains(langs, top) {
			langs = append(langs, top)
		}
	}
	return langs
}

// canonical wants the page's own address there, or that of what it stands for,
// and languages that name each other.
func canonical(p *page, report func(string, ...any)) {
	switch p.kind() {
	case "notfound":
		if p.canonical() != "" || len(p.alternates()) > 0 {
			report("has an address of its own")
		}
		return
	case "moved":
		if p.robots() != "noindex" || len(p.alternates()) > 0 {
			report("a former address is to be found")
		}
	}
	to, err := url.Parse(p.canonical())
	if err != nil || !p.site.own(to) {
		report("the canonical address is %q", p.canonical())
		return
	}
	path, ok := p.site.find(to)
	there := p.site.pages[path]
	switch {
	case !ok || there == nil:
		report("canonical %s is no page", p.canonical())
		return
	case there.canonical() != p.canonical():
		report("canonical %s has another canonical, %s", p.canonical(), there.canonical())
	case there != p:
		if len(p.alternates()) > 0 {
			report("stands for %s, and names languages", p.canonical())
		}
		if !slices.Contains([]string{"moved", "article"}, p.kind()) {
			report("stands for %s", p.canonical())
		}
		return
	}
	alternates := p.alternates()
	if len(alternates) > 0 && alternates[p.lang()] != p.canonical() {
		report("does not name itself among its languages %v", alternates)
	}
	for lang, address := range alternates {
		u, err := url.Parse(address)
		if err != nil {
			report("%v", err)
			continue
		}
		path, _ := p.site.find(u)
		other := p.site.pages[path]
		switch {
		case !p.site.own(u) || other == nil:
			report("hreflang %s leads to %s, which is no page", lang, address)
		case other.lang() != lang:
			report("hreflang %s leads to a page in %s", lang, other.lang())
		case !maps.Equal(other.alternates(), alternates):
			report("%s names other languages: %v", other.path, other.alternates())
		}
	}
}

func pictures(p *page, report func(string, ...any)) {
	for _, n := range p.all {
		switch n.Data {
		case "img":
			if _, ok := attr(n, "alt"); !ok {
				report("a picture without alt: %s", value(n, "src"))
			}
			if value(n, "width") == "" || value(n, "height") == "" {
				report("a picture without its size: %s", value(n, "src"))
			}
		case "svg":
			if outer := n.Parent.Namespace == ""; outer && value(n, "aria-hidden") != "true" && value(n, "aria-label") == "" {
				report("a drawing without a name")
			}
		}
	}
}

// words looks for words that a language lacks, for placeholders, and for what
// a template prints when it is given the wrong thing.
func words(p *page, report func(string, ...any)) {
	for _, n := range p.all {
		for _, a := range n.Attr {
			if strings.ContainsAny(a.Val, "⟨⟩") || strings.Contains(a.Val, "ZgotmplZ") || strings.Contains(a.Val, "%!") {
				report("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
		for c := range n.ChildNodes() {
			if c.Type == html.TextNode && strings.ContainsAny(c.Data, "⟨⟩") || c.Type == html.CommentNode {
				report("%.80q", c.Data)
			}
		}
	}
	for _, wrong := range []string{"ZgotmplZ", "&lt;nil&gt;", "%!"} {
		if bytes.Contains(p.src, []byte(wrong)) {
			report("holds %s", wrong)
		}
	}
	title := ""
	for _, n := range p.all {
		if n.Data == "title" && n.Parent.Data == "head" {
			title = text(n)
		}
	}
	if title == "" {
		report("has no title")
	}
}

var exact = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

func dates(p *page, report func(string, ...any)) {
	for _, n := range p.all {
		if n.Data == "time" && !exact.MatchString(value(n, "datetime")) {
			report("<time datetime=%q>%s", value(n, "datetime"), text(n))
		}
	}
}

// data reads what the page tells machines.
func data(p *page, report func(string, ...any)) {
	for _, n := range p.all {
		if n.Data != "script" || value(n, "type") != "application/ld+json" {
			continue
		}
		var m map[string]any
		if n.FirstChild == nil {
			report("empty data")
		} else if err := json.Unmarshal([]byte(n.FirstChild.Data), &m); err != nil {
			report("%v", err)
		} else if m["@context"] != "https://schema.org" || fmt.Sprint(m["@type"]) == "" {
			report("data of no type: %v", m)
		}
	}
}
