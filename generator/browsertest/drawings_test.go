package browsertest

import "testing"

// Words in drawings do not lie on one another and stay inside, in the letters
// that the browser really sets. Package figure proves the same of every figure
// of the dossier with widths that it only estimates.
func TestDrawings(t *testing.T) {
	tb := open(t, browser(t), serve(t))
	each(t, tb, func(t *testing.T, tb *tab) {
		for _, width := range []int64{390, 768, 1360} {
			tb.resize(t, width, 900)
			for _, bad := range evaluate[[]string](t, tb, crowded) {
				t.Errorf("at %d px: %s", width, bad)
			}
		}
	})
}

// crowded lists words of a drawing that meet, or that leave it. Of the height of
// a line only the part with letters counts.
const crowded = `(() => {
	const out = [];
	for (const svg of document.querySelectorAll('main svg')) {
		if (svg.parentElement.closest('svg') || svg.getClientRects().length === 0) continue;
		const frame = svg.getBoundingClientRect(), seen = [];
		for (const word of svg.querySelectorAll('text')) {
			const r = word.getBoundingClientRect();
			if (r.width === 0) continue;
			const name = word.textContent.trim(), cut = r.height / 5;
			if (r.left < frame.left - 1 || r.right > frame.right + 1) out.push(name + ' leaves its drawing');
			for (const o of seen) {
				if (r.left < o.right - 1 && o.left < r.right - 1 && r.top + cut < o.bottom && o.top < r.bottom - cut) out.push(name + ' lies on ' + o.name);
			}
			seen.push({name, left: r.left, right: r.right, top: r.top + cut, bottom: r.bottom - cut});
		}
	}
	return out.slice(0, 5);
})()`
