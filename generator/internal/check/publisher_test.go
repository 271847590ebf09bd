package check_test

import "testing"

func TestMissingPublisher(t *testing.T) {
	const site = "-- content/site.yaml --\ntitle: The leak\nlanguages: [en]\nbase_url: https://example.org/\n"
	nobody := []string{"site.yaml:1: nobody is named as publisher"}
	silent := []string{"site.yaml:1: the publisher cannot be reached"}
	examples(t, "missing-publisher",
		example{"nobody", site, nobody},
		example{"a name alone", site + "publisher: {name: The Desk}\n", silent},
		example{"an address of the web is no contact", site + "publisher: {name: The Desk, url: \"https://example.org/\"}\n", silent},
		example{"a name and a contact", site + "publisher: {name: The Desk, contact: desk@example.org}\n", nil},
		example{"allowed", site + "lint_allow: [{code: missing-publisher, reason: a draft among friends}]\n", nil},
	)
}
