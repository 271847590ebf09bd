package markdown

import "strings"

// abbreviationKind is what an abbreviation means for the full stop behind it.
type abbreviationKind uint8

const (
	noAbbreviation abbreviationKind = iota
	neverEnds                       // something always follows: “Dr.”, “z. B.”
	beforeNumber                    // an abbreviation only before a number: “Nr. 5”
	mayEnd                          // may be the last word: “Inc.”, “usw.”
)

// abbreviations are written small, without the last dot and without spaces.
var abbreviations = abbreviationTable(map[abbreviationKind]string{
	neverEnds: `
		z.b d.h i.d.r u.u z.t z.zt m.e i.e.s i.w.s s.o s.u v.a a.a.o v.l.n.r i.v.m i.s.v d.i sog
		dr prof dipl ing dipl.-ing hr fr frl st sankt hrsg bearb übers geb
		bzw ca vgl bzgl bspw evtl ggf inkl exkl insb insbes lt resp sog zzgl abzgl einschl
		mr mrs ms mx messrs sen gov lt sgt capt maj cmdr
		v vs cf e.g i.e viz approx`,
	beforeNumber: `
		nr nrn no nos art abs abb kap ziff rn rz bd bde az tab anm fn vol pp para paras sec ch fig ed pt`,
	mayEnd: `
		mrd mio bio tsd mill inc ltd co corp llc bros gmbh jr sr usw usf etc al ibid cit ff f p s
		u.a u.ä o.ä o.g n.chr v.chr a.m p.m d.c ph.d e.v b.a m.a
		jan feb febr mär mrz apr jun jul aug sep sept okt oct nov dez dec
		std min sek gem gest rep col rev hon pres jh jhdt str aufl mw dept est ave blvd gen buchst`,
})

func abbreviationTable(lists map[abbreviationKind]string) map[string]abbreviationKind {
	out := map[string]abbreviationKind{}
	for kind, words := range lists {
		for w := range strings.FieldsSeq(words) {
			out[w] = kind
		}
	}
	return out
}

// sentenceStarters are words with a capital only where a sentence begins.
var sentenceStarters = wordSet(`
	Der Die Das Den Dem Des Ein Eine Einen Einem Einer Eines Kein Keine Keiner Er Sie Es Wir Ich Ihr
	Man Dies Diese Dieser Dieses Diesen Diesem Jener Jene Jenes Jede Jeder Jedes Alle Beide Einige
	Mehrere Viele Manche Andere Sein Seine Seiner Ihre Ihrer Unser Unsere Was Wer Wie Wo Warum Wann
	Welche Welcher Welches In Im Ins An Am Ans Auf Aus Bei Beim Bis Durch Für Gegen Mit Nach Ohne Seit
	Über Um Unter Von Vom Vor Während Wegen Zu Zum Zur Zwischen Laut Trotz Neben Hinter Und Oder Aber
	Doch Denn Sondern Dann Danach Dazu Damit Dabei Dafür Dagegen Daher Darauf Darin Darum Dennoch
	Deshalb Dort Als Wenn Weil Ob Obwohl Nachdem Bevor Sobald Auch Noch Nur Schon So Später Zuvor
	Zudem Zuerst Zunächst Schließlich Allerdings Außerdem Heute Gestern Hier Jetzt Nun Nicht Ebenso
	Erst Inzwischen Jedoch Somit Stattdessen Trotzdem Tatsächlich Offenbar Weder Wieder
	The A An He She It They We You His Her Its Their Our My This That These Those There Here What When
	Where Who Why How Which While After Before Because Although Though If Since Until Unless On At By For
	From To With Without Of As But And Or Nor Yet However Then Later Thus Therefore Moreover Meanwhile
	Instead Still Also Not No Both All Some Many Most Several Each Every Another Other Under Over
	During Between According Despite Only Even Once`)

// ordinalNouns follow an ordinal: “22. Dezember”, “1. Halbjahr”.
var ordinalNouns = wordSet(`
	Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember
	Jan Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez
	Halbjahr Halbjahres Quartal Quartals Jahrhundert Jahrhunderts Jahrtausend Weltkrieg Weltkriegs
	Weltkrieges Lebensjahr Lebensjahres Geburtstag Jahrestag Todestag Auflage Band Kapitel Platz Rang
	Etage Stock Stockwerk Klasse Runde Spieltag Tag Woche Monat Jahr Mal Senat Kammer Zivilkammer
	Strafkammer Strafsenat Zivilsenat Instanz Legislaturperiode Wahlperiode Bundestag Bundestages
	Sitzung Sinfonie Absatz Satz Abschnitt Zusatzartikel Verfassungszusatz`)

// ordinalLeads stand before an ordinal: “am 22.”, “der 2.”.
var ordinalLeads = wordSet(`
	am vom zum zur im beim dem den der des die das ab bis seit ein eine einen einem einer eines und oder
	jede jeden jeder jedes jedem ihr ihre ihrem ihren ihrer sein seine seinem seinen seiner dieser diese
	dieses unser unsere`)

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}
