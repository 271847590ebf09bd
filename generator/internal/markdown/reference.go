package markdown

import (
	"regexp"
	"strings"
)

// idPattern is the shape of every id.
var idPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// parseMention reads what stands between [[ and ]]. In a table cell the bar is
// written \|, and so it is taken everywhere.
func parseMention(s string) (id, words string, ok bool) {
	id, words, own := strings.Cut(s, "|")
	if own {
		id = strings.TrimSuffix(id, `\`)
		words = collapse(unescape(words))
	}
	id = strings.TrimSpace(id)
	return id, words, idPattern.MatchString(id) && own == (words != "")
}

// citedItem is one item of a citation bracket.
type citedItem struct {
	id      string
	locator Locator
	off     int // of the id in the bracket
}

// nextItem separates items: a semicolon that another @ follows.
var nextItem = regexp.MustCompile(`;\s*@`)

// parseCitation reads what stands between [@ and ]. It stops at the first item
// that is not well formed, which is then the last one.
func parseCitation(s string) (items []citedItem, ok bool) {
	off := 0
	for {
		end, next := len(s), -1
		if m := nextItem.FindStringIndex(s[off:]); m != nil {
			end, next = off+m[0], off+m[1]
		}
		id, place, located := strings.Cut(s[off:end], ",")
		item := citedItem{id: strings.TrimSpace(id), off: off}
		if located {
			item.locator = parseLocator(collapse(unescape(place)))
		}
		items = append(items, item)
		if !idPattern.MatchString(item.id) || located && item.locator.Value == "" {
			return items, false
		}
		if next < 0 {
			return items, true
		}
		off = next
	}
}

// locatorLabels are the abbreviations that set a label of CSL 1.0.2.
var locatorLabels = []struct{ sign, label string }{
	{"pp.", "page"}, {"p.", "page"}, {"S.", "page"},
	{"para.", "paragraph"}, {"Abs.", "paragraph"},
	{"§", "section"},
	{"ch.", "chapter"}, {"Kap.", "chapter"},
}

// parseLocator reads the words after the comma of a citation.
func parseLocator(s string) Locator {
	for _, l := range locatorLabels {
		rest, ok := strings.CutPrefix(s, l.sign)
		if !ok || rest == "" || !strings.ContainsRune(" \u00a0\u202f0123456789", firstRune(rest)) {
			continue
		}
		return Locator{Label: l.label, Value: strings.TrimSpace(rest)}
	}
	return Locator{Value: s}
}

// pasteable turns a botched id into one that has the right shape, for hints.
func pasteable(id string) string {
	if s := slug(id); idPattern.MatchString(s) {
		return s
	}
	return "id"
}
