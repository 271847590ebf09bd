package render

import (
	"net/url"
	"regexp"
)

// mail is a mail address as people write it. What it does not know is shown as
// text, which harms nobody.
var mail = regexp.MustCompile(`^[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$`)

// contact is how the publisher can be reached: a mail address or an address of
// the web as a link, all else as it is written. Without one it is nil.
func contact(text string) *Link {
	if text == "" {
		return nil
	}
	c := &Link{T: T{Text: text}}
	if mail.MatchString(text) {
		c.Href = "mailto:" + url.PathEscape(text)
	} else if u, err := url.Parse(text); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		c.Href = u.String()
	}
	return c
}
