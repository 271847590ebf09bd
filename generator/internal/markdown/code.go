package markdown

import (
	"fmt"
	"html"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/dlclark/regexp2/v2"
	"github.com/yuin/goldmark/ast"

	"belegt/generator/internal/diag"
)

// Highlighting must give the same bytes on every machine. chroma lets each
// pattern run for 250 ms and takes a pattern that runs longer as one that does
// not match, so that under load a text would be coloured otherwise. The limit
// itself cannot be reached from here, but the clock it is read from can: it is
// told to tick never. What bounds the work is the size of a block.

// maxCode is how large a block of code may be, in bytes.
const maxCode = 64 << 10

var stopClock = sync.OnceFunc(func() { regexp2.SetTimeoutCheckPeriod(math.MaxInt64 / 2) })

// code is a block of code, ready to be highlighted.
type code struct {
	text  string
	lang  string // as written; "" where none is, or none that is a name
	title string
	lines [][2]int // highlighted, from 1, ends included
}

// languageName is what may stand in a class. Nothing else gets there.
var languageName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9+#._-]{0,39}$`)

func (c *converter) appendCode(out []node, n ast.Node, top bool) []node {
	info, at := "", max(n.Pos(), 0)
	if f, ok := n.(*ast.FencedCodeBlock); ok && f.Info != nil {
		info, at = string(f.Info.Segment.Value(c.src)), f.Info.Segment.Start
	}
	lang := info[:lenWhile(info, func(r rune) bool { return !isGap(r) && r != '{' })]
	if kind := BlockKind(lang); kind == BlockTimeline || kind == BlockNetwork {
		if !top {
			c.report(at, len(lang), diag.Diagnostic{Code: "embed-place",
				Message: "a " + lang + " block must stand outside of lists, quotations and footnotes"})
			return out
		}
		return append(out, node{kind: filterNode, filter: c.filter(kind, n)})
	}
	k := code{text: c.codeLines(n)}
	if len(k.text) > maxCode {
		c.report(at, len(info), diag.Diagnostic{Code: "file-too-large",
			Message: "a block of code may have 64 KiB at most",
			Hint:    "put it under media/ and link to it"})
		return out
	}
	if languageName.MatchString(lang) {
		k.lang = lang
	}
	if lang != "" && (k.lang == "" || lexers.Get(lang) == nil) {
		c.report(at, len(lang), diag.Diagnostic{Code: "unknown-code-language", Severity: diag.Warning,
			Message: fmt.Sprintf("“%s” is no language that can be highlighted", lang),
			Hint:    "write text for plain text"})
	}
	c.codeAttributes(&k, info[len(lang):], at+len(lang))
	return append(out, node{kind: codeNode, code: k})
}

func (c *converter) codeLines(n ast.Node) string {
	s := strings.ReplaceAll(string(n.Lines().Value(c.src)), "\r\n", "\n")
	return plainCharacters(s)
}

var (
	titleAttribute = regexp.MustCompile(`[{\s,]title\s*=\s*"((?:[^"\\]|\\.)*)"`)
	linesAttribute = regexp.MustCompile(`[{\s,]hl_lines\s*=\s*\[([^\]]*)\]`)
	lineRange      = regexp.MustCompile(`^\s*"?([0-9]{1,6})(?:-([0-9]{1,6}))?"?\s*$`)
)

// codeAttributes reads hl_lines and title; there are no others.
func (c *converter) codeAttributes(k *code, s string, at int) {
	if m := titleAttribute.FindStringSubmatchIndex(s); m != nil {
		k.title = collapse(unescape(s[m[2]:m[3]]))
		s = s[:m[0]] + strings.Repeat(" ", m[1]-m[0]) + s[m[1]:]
	}
	m := linesAttribute.FindStringSubmatchIndex(s)
	if m == nil {
		return
	}
	for part := range strings.SplitSeq(s[m[2]:m[3]], ",") {
		r := lineRange.FindStringSubmatch(part)
		if r == nil {
			c.report(at+m[0], m[1]-m[0], diag.Diagnostic{Code: "invalid-value",
				Message: "hl_lines wants numbers of lines",
				Hint:    "write for example hl_lines=[2, 4-6]"})
			return
		}
		from, _ := strconv.Atoi(r[1])
		to := from
		if r[2] != "" {
			to, _ = strconv.Atoi(r[2])
		}
		k.lines = append(k.lines, [2]int{from, to})
	}
}

// html returns the figure that shows the code.
func (k code) html() string {
	var b strings.Builder
	b.WriteString(`<figure class="code">`)
	if k.title != "" {
		b.WriteString("<figcaption>" + html.EscapeString(k.title) + "</figcaption>")
	}
	b.WriteString(`<pre tabindex="0"><code`)
	if k.lang != "" {
		b.WriteString(` class="language-` + html.EscapeString(strings.ToLower(k.lang)) + `"`)
	}
	b.WriteString(">" + highlighted.get(k) + "</code></pre></figure>")
	return b.String()
}

// highlightCache keeps highlighted code between pages and builds. What it
// returns depends on the code alone, so that it may forget at any time.
type highlightCache struct {
	mu   sync.Mutex
	size int
	html map[string]string
}

// cacheSize is how much highlighted HTML is kept, in bytes.
const cacheSize = 16 << 20

var highlighted highlightCache

func (h *highlightCache) get(k code) string {
	key := fmt.Sprint(k.lang, k.lines, "\n", k.text)
	h.mu.Lock()
	out, ok := h.html[key]
	h.mu.Unlock()
	if ok {
		return out
	}
	out = k.highlight()
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.size += len(key) + len(out); h.html == nil || h.size > cacheSize {
		h.html, h.size = map[string]string{}, len(key)+len(out)
	}
	h.html[key] = out
	return out
}

// highlight returns the code with spans for what its parts are.
func (k code) highlight() string {
	var b strings.Builder
	for i, line := range k.tokens() {
		marked := k.marks(i + 1)
		if marked {
			b.WriteString(`<span class="hl">`)
		}
		for len(line) > 0 {
			class, n := tokenClass(line[0].Type), 1
			s := line[0].Value
			for ; n < len(line) && tokenClass(line[n].Type) == class; n++ {
				s += line[n].Value
			}
			if class == "" || strings.TrimSpace(s) == "" {
				b.WriteString(html.EscapeString(s))
			} else {
				b.WriteString(`<span class="` + class + `">` + html.EscapeString(s) + `</span>`)
			}
			line = line[n:]
		}
		if marked {
			b.WriteString("</span>")
		}
	}
	return b.String()
}

func (k code) marks(line int) bool {
	for _, r := range k.lines {
		if r[0] <= line && line <= r[1] {
			return true
		}
	}
	return false
}

// tokens cuts the code into lines of tokens. Where a lexer fails or changes
// the text, the code is one token.
func (k code) tokens() (lines [][]chroma.Token) {
	plain := []chroma.Token{{Type: chroma.Text, Value: k.text}}
	defer func() {
		if recover() != nil { // chroma panics where a lexer's states go wrong
			lines = chroma.SplitTokensIntoLines(plain)
		}
	}()
	tokens := plain
	if lexer := lexers.Get(k.lang); k.lang != "" && lexer != nil {
		stopClock()
		found, err := chroma.Tokenise(lexer, nil, k.text)
		if err == nil && chroma.Stringify(found...) == k.text {
			tokens = found
		}
	}
	return chroma.SplitTokensIntoLines(tokens)
}

// tokenClass returns the class for a kind of token, one of a handful that
// static/css/code.css knows.
func tokenClass(t chroma.TokenType) string {
	switch {
	case t == chroma.CommentPreproc, t == chroma.CommentPreprocFile, t == chroma.OperatorWord:
		return "c-keyword"
	case t.InCategory(chroma.Comment):
		return "c-comment"
	case t == chroma.KeywordConstant, t.InSubCategory(chroma.LiteralNumber):
		return "c-number"
	case t.InCategory(chroma.Keyword):
		return "c-keyword"
	case t.InSubCategory(chroma.LiteralString):
		return "c-string"
	case t == chroma.NameFunction, t == chroma.NameClass, t == chroma.NameTag, t == chroma.NameNamespace,
		t == chroma.NameDecorator, t == chroma.GenericHeading, t == chroma.GenericSubheading, t == chroma.GenericStrong:
		return "c-name"
	case t == chroma.GenericInserted:
		return "c-inserted"
	case t == chroma.GenericDeleted:
		return "c-deleted"
	}
	return ""
}
