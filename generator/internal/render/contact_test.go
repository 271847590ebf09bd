package render

import "testing"

func TestContact(t *testing.T) {
	for text, href := range map[string]string{
		"desk@example.org":                "mailto:desk@example.org",
		"die.redaktion+fehler@büro.de":    "mailto:die.redaktion+fehler@b%C3%BCro.de",
		"50%@example.org":                 "mailto:50%25@example.org",
		"https://example.org/write?to=us": "https://example.org/write?to=us",
		"http://example.org":              "http://example.org",
		"Box 1, 12345 Town":               "",
		"desk@example.org or by post":     "",
		"a@b@c.org":                       "",
		"@desk":                           "",
		"desk@localhost":                  "",
		"desk@example.org?bcc=x@y.org":    "",
		"javascript:alert(1)":             "",
		"//example.org":                   "",
		"https:":                          "",
		"https://[":                       "",
	} {
		got := contact(text)
		if got == nil || got.Text != text || got.Href != href {
			t.Errorf("%q: %+v, want %q", text, got, href)
		}
	}
	if got := contact(""); got != nil {
		t.Errorf("without a contact there is %+v", got)
	}
}
