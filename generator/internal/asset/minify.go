package asset

// What minifying may do, and why it does no more.
//
// HTML: comments go and runs of white space become one character, but white
// space never goes altogether, not even around blocks: styles can make any
// element inline, and then words would be joined. All tags, quotes and default
// attribute values stay. SVG, JSON-LD and all other scripts and styles inside
// a page are copied. What this leaves on the table is under one per cent after
// brotli.
//
// CSS: comments and insignificant white space go; values and selectors stay as
// written. A minifier that knows values saves 9 bytes more on 40 kB after
// brotli, and gets new ones wrong: it writes rotate:0deg as rotate:0, which
// means nothing.
//
// JavaScript: all that the minifier does.

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// none knows no media type, so that what stands inside a page is copied.
var none = minify.New()

// HTML returns a page in fewer bytes. The page must be valid.
func HTML(page []byte) ([]byte, error) {
	m := html.Minifier{
		KeepDefaultAttrVals: true,
		KeepDocumentTags:    true,
		KeepEndTags:         true,
		KeepQuotes:          true,
		KeepWhitespace:      true,
	}
	var out bytes.Buffer
	out.Grow(len(page))
	// A bytes.Reader is copied; the minifier would scribble on a bytes.Buffer.
	if err := m.Minify(none, &out, bytes.NewReader(page), nil); err != nil {
		return nil, fmt.Errorf("cannot minify the page: %w", err)
	}
	return out.Bytes(), nil
}

// CSS returns a style sheet in fewer bytes. Brackets that do not match are an
// error, for they would spoil what comes after.
func CSS(sheet []byte) ([]byte, error) { return squeeze("style sheet", sheet) }

// JS returns a module in fewer bytes.
func JS(module []byte) ([]byte, error) { return minifyScript("script", module) }

func minifyScript(name string, src []byte) ([]byte, error) {
	var out bytes.Buffer
	if err := (&js.Minifier{}).Minify(none, &out, bytes.NewReader(src), nil); err != nil {
		return nil, scriptError(name, err)
	}
	return out.Bytes(), nil
}

// scriptError puts the parser's answer into our form.
func scriptError(name string, err error) error {
	var at *parse.Error
	if errors.As(err, &at) {
		return fmt.Errorf("%s:%d:%d: %s", name, at.Line, at.Column, at.Message)
	}
	return fmt.Errorf("%s: %w", name, err)
}

// squeeze drops comments and white space that mean nothing. Comments that
// begin with ! stay, for they hold licences.
func squeeze(name string, src []byte) ([]byte, error) {
	src = slices.Clip(src) // the lexer puts a zero byte after it
	lexer := css.NewLexer(parse.NewInputBytes(src))
	out := make([]byte, 0, len(src))
	open := brackets{name: name, src: src}
	var space, comment bool
	before := css.SemicolonToken
	for offset := 0; ; {
		kind, text := lexer.Next()
		if kind == css.ErrorToken {
			if err := lexer.Err(); !errors.Is(err, io.EOF) {
				return nil, placed(name, src, offset, "the style cannot be read: %v", err)
			}
			return out, open.end()
		}
		if err := open.take(kind, text, offset); err != nil {
			return nil, err
		}
		offset += len(text)
		switch {
		case kind == css.WhitespaceToken:
			space = true
			continue
		case kind == css.CommentToken && !bytes.HasPrefix(text, []byte("/*!")):
			comment = true
			continue
		case kind == css.SemicolonToken && before == kind && len(open.open) > 0:
			continue
		case kind == css.RightBraceToken && before == css.SemicolonToken && bytes.HasSuffix(out, []byte(";")):
			out = out[:len(out)-1]
		case before == css.ColonToken && ends[kind] && space:
			out = append(out, ' ') // an empty custom property
		case tight[kind] || tight[before] || before == css.ColonToken:
		case space:
			out = append(out, ' ')
		case comment:
			out = append(out, "/**/"...) // parts what must not run together
		}
		out = append(out, text...)
		before, space, comment = kind, false, false
	}
}

// tight are the tokens around which white space means nothing.
var tight = map[css.TokenType]bool{
	css.LeftBraceToken: true, css.RightBraceToken: true, css.SemicolonToken: true, css.CommaToken: true,
	css.CommentToken: true,
}

// ends are the tokens that end a declaration.
var ends = map[css.TokenType]bool{css.SemicolonToken: true, css.RightBraceToken: true}

// closing says which token closes which.
var closing = map[css.TokenType]css.TokenType{
	css.LeftBraceToken:       css.RightBraceToken,
	css.LeftBracketToken:     css.RightBracketToken,
	css.LeftParenthesisToken: css.RightParenthesisToken,
	css.FunctionToken:        css.RightParenthesisToken,
}

// brackets checks that what a style sheet opens it also closes.
type brackets struct {
	name string
	src  []byte
	open []bracket
}

type bracket struct {
	closes css.TokenType
	text   string
	offset int
}

func (b *brackets) take(kind css.TokenType, text []byte, offset int) error {
	switch kind {
	case css.LeftBraceToken, css.LeftBracketToken, css.LeftParenthesisToken, css.FunctionToken:
		b.open = append(b.open, bracket{closing[kind], string(text), offset})
	case css.RightBraceToken, css.RightBracketToken, css.RightParenthesisToken:
		last := len(b.open) - 1
		if last < 0 || b.open[last].closes != kind {
			return placed(b.name, b.src, offset, "%s closes nothing; remove it or open it before", text)
		}
		b.open = b.open[:last]
	case css.BadStringToken, css.BadURLToken:
		return placed(b.name, b.src, offset, "%.20q is not closed, or wants quotes", text)
	case css.DelimToken:
		if text[0] == '\\' {
			return placed(b.name, b.src, offset, `a \ at the end of a line escapes nothing; remove it`)
		}
	case css.AtKeywordToken:
		if bytes.EqualFold(text, []byte("@import")) {
			return placed(b.name, b.src, offset, "@import has no effect in the joined sheet; put the file into static/css/ instead")
		}
	}
	return nil
}

// end reports what is still open at the end of the sheet.
func (b *brackets) end() error {
	if len(b.open) == 0 {
		return nil
	}
	first := b.open[0]
	return placed(b.name, b.src, first.offset, "%s is never closed", first.text)
}

// placed makes an error that names file, line and column.
func placed(name string, src []byte, offset int, format string, args ...any) error {
	line := 1 + bytes.Count(src[:offset], []byte("\n"))
	column := 1 + len([]rune(string(src[bytes.LastIndexByte(src[:offset], '\n')+1:offset])))
	return fmt.Errorf("%s:%d:%d: %w", name, line, column, fmt.Errorf(format, args...))
}
