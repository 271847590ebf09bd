package synth

// site is the dossier's settings.
func (d *dossier) site() mapping {
	languages := []string{"de", "en"}[:d.langs]
	slugs := ids(d.articles.all)
	return mapping{
		{"title", d.text(phrase{"Ein erfundenes Dossier", "An invented dossier"})},
		{"subtitle", d.text(phrase{"Für Messungen, nicht zum Lesen", "For measuring, not for reading"})},
		{"description", d.text(phrase{
			"Alle Namen, Zitate und Adressen sind erfunden; Ähnlichkeiten wären zufällig.",
			"All names, quotations and addresses are made up; any likeness is by chance.",
		})},
		{"languages", languages},
		{"base_url", "https://dossier.example/"},
		{"front", slugs[0]},
		{"publisher", mapping{{"name", "Prüfstand"}, {"url", "https://dossier.example/"}, {"contact", "post@dossier.example"}}},
		{"editors", []string{"Käthe Weiß", "Björn Müller"}},
		{"license", "CC0-1.0"},
		{"theme", mapping{{"accent", "#f8ee36"}}},
		{"nav", slugs[1:min(4, len(slugs))]},
		{"footer", slugs[:min(2, len(slugs))]},
	}
}
