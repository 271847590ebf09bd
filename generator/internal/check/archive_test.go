package check_test

import "testing"

func TestSourceWithoutArchive(t *testing.T) {
	const page = "-- content/facts/sources/page.yaml --\ntype: webpage\ntitle: Page\nlang: en\ntier: primary\n"
	examples(t, "source-without-archive",
		example{"no copy", page + "url: https://example.org/page\n", []string{"facts/sources/page.yaml:1: no copy of `page` is kept"}},
		example{"no address either", page, []string{"facts/sources/page.yaml:1: no copy of `page` is kept"}},
		example{"a copy", page + "archive: [{url: https://example.org/copy}]\n", nil},
		example{"on paper", page + "access: offline\n", nil},
	)
}
