package browsertest

import (
	"path"
	"strings"
	"testing"
)

// hung tells of the exhibits that hang beside a text: which lie on another, above
// the line of their number, or below the text; and how far, in pixels, one hangs
// below its line at most.
type hung struct {
	N      int
	Faults []string
	Drift  float64
}

const hangs = `(() => {
	const all = [...document.querySelectorAll('.story .ex > .exhibit')].map(e => {
		const r = e.getBoundingClientRect(), line = document.querySelector('.ref a[href="#' + e.id + '"]').getBoundingClientRect();
		return {id: e.id, top: r.top, bottom: r.bottom, left: r.left, line: line.bottom, right: line.right};
	});
	const end = document.querySelector('.story').getBoundingClientRect().bottom, faults = [];
	all.forEach((x, i) => {
		if (i && x.top < all[i - 1].bottom - 1) faults.push(x.id + ' lies on ' + all[i - 1].id);
		if (x.top < x.line - 30) faults.push(x.id + ' hangs above its line');
		if (x.left < x.right) faults.push(x.id + ' lies on the text');
		if (x.bottom > end + 1) faults.push(x.id + ' hangs out of the text');
	});
	return {N: all.length, Faults: faults, Drift: Math.max(0, ...all.map(x => x.top - x.line))};
})()`

// Exhibits hang near the lines of their numbers, in every article: where
// evidence is dense they are folded, as render/hang.go estimates.
func TestExhibitsHang(t *testing.T) {
	h, err := dossier()
	if err != nil {
		t.Fatal(err)
	}
	tb := open(t, browser(t), serve(t))
	exhibits := 0
	for name := range h.(*host).files {
		dir, file := path.Split(name)
		if file != "index.html" || dir != "" && dir != "en/" && !strings.Contains(dir, "articles/") || strings.HasSuffix(dir, "articles/") {
			continue
		}
		t.Run(strings.Trim("de/"+dir, "/"), func(t *testing.T) {
			tb.visit(t, dir)
			for _, width := range []int64{1100, 1360} {
				tb.resize(t, width, 900)
				x := evaluate[hung](t, tb, hangs)
				exhibits += x.N
				for _, f := range x.Faults {
					t.Errorf("at %d px %s", width, f)
				}
				if x.Drift > 320 {
					t.Errorf("at %d px an exhibit hangs %.0f px below its line", width, x.Drift)
				}
			}
			tb.quiet(t)
		})
	}
	if exhibits < 500 {
		t.Errorf("only %d exhibits were looked at", exhibits)
	}
}
