package markdown

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// addressKind is what a link leads to. Whatever is not on this list is unsafe:
// schemes are allowed by name, never forbidden by name.
type addressKind uint8

const (
	unsafeAddress addressKind = iota
	externalAddress
	mailAddress
	relativeAddress
	fragmentAddress
	factAddress // a relative path to a fact file
)

// classify says what an address, already freed of escapes, leads to.
func classify(dest string) addressKind {
	if dest == "" || strings.ContainsFunc(dest, misleading) {
		return unsafeAddress
	}
	if dest[0] == '#' {
		return fragmentAddress
	}
	if scheme, rest, ok := strings.Cut(head(dest), ":"); ok {
		return classifyScheme(scheme, rest, dest)
	}
	plain := decodePercent(dest)
	if strings.HasPrefix(plain, "//") || strings.ContainsFunc(head(plain), func(r rune) bool {
		return r == ':' || r == '\\' || unicode.IsControl(r)
	}) {
		return unsafeAddress
	}
	if path := pathOf(dest); strings.HasSuffix(path, ".md") || strings.HasSuffix(path, ".yaml") {
		return factAddress
	}
	return relativeAddress
}

func classifyScheme(scheme, rest, dest string) addressKind {
	switch strings.ToLower(scheme) {
	case "http", "https":
		u, err := url.Parse(dest)
		if err == nil && u.Host != "" {
			return externalAddress
		}
	case "mailto":
		if rest != "" {
			return mailAddress
		}
	}
	return unsafeAddress
}

// misleading reports characters that browsers drop from addresses or read as
// others: white space, controls, and the backslash, which they take for /.
func misleading(r rune) bool {
	return r == '\\' || r == utf8.RuneError || unicode.IsSpace(r) || unicode.IsControl(r)
}

// head is the part of an address in which a colon ends a scheme.
func head(dest string) string {
	if i := strings.IndexAny(dest, "/?#"); i >= 0 {
		return dest[:i]
	}
	return dest
}

// pathOf is an address without query and fragment.
func pathOf(dest string) string {
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		return dest[:i]
	}
	return dest
}

// decodePercent resolves percent signs and leaves those alone that are wrong.
func decodePercent(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if v, err := url.PathUnescape(s[i : i+3]); err == nil {
				b.WriteString(v)
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
