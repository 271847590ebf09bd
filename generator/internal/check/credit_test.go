package check_test

import "testing"

func TestMissingCredit(t *testing.T) {
	const picture = "-- content/media/a.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"
	const article = "-- content/articles/a.md --\n---\ntitle: A\n---\n\n![A bridge](media/a.svg)\n"
	told := []string{"media/a.svg:0: the picture has no credit or no licence"}
	examples(t, "missing-credit",
		example{"none", picture + article, told},
		example{"no licence", picture + article + "-- content/media/a.svg.yaml --\ncredit: Ann\n", told},
		example{"in the text of a record", picture + "-- content/facts/entities/e.md --\n---\ntype: term\nname: E\n---\n\n![A bridge](media/a.svg)\n", told},
		example{"both", picture + article + "-- content/media/a.svg.yaml --\ncredit: Ann\nlicense: CC0-1.0\n", nil},
		example{"not shown", picture, nil},
		example{"the article allows it", picture + "-- content/articles/a.md --\n---\ntitle: A\nlint_allow: [{code: missing-credit, reason: ours}]\n---\n\n![A bridge](media/a.svg)\n", nil},
		example{"another article shows it too", picture + article + "-- content/articles/b.md --\n---\ntitle: B\nlint_allow: [{code: missing-credit, reason: ours}]\n---\n\n![A bridge](media/a.svg)\n", told},
	)
}
