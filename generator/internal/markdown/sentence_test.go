package markdown

import (
	"slices"
	"strings"
	"testing"
)

// sentenceCases are texts with | where a sentence begins.
var sentenceCases = []string{
	// plain
	"Er kam. |Sie ging.",
	"He came. |She left. |Nobody stayed.",
	"Kam er? |Ja! |Und sie?",
	"Ein Satz ohne Punkt",
	"Ein Satz. ",
	"Zeile eins.\n|Zeile zwei.",
	"Er kam.  |Sie ging.",
	"Er kam. |– Sie ging.",
	// German abbreviations
	"Das gilt z. B. für ihn. |Danach nicht.",
	"Das gilt z.B. Für Menschen nicht.",
	"Apps, z. B. TikTok, sammeln Daten.",
	"Das heißt, d. h. Wer kommt, geht.",
	"Google, Meta u. a. Firmen klagten.",
	"Google, Meta u. a. |Die Firmen klagten.",
	"Das gilt i. d. R. Frauen und Männern.",
	"Es kostete 5 Mrd. Euro. |Das war viel.",
	"Es kostete 5 Mrd. |Das war viel.",
	"Rund 3 Mio. Nutzer kamen.",
	"Siehe Nr. 5 der Liste. |Dort steht es.",
	"Er fragte Dr. Müller. |Der schwieg.",
	"Prof. Dr. Anna Meier sprach.",
	"Nach Abs. 2 ist das verboten. |Abs. 3 erlaubt es.",
	"Laut Art. 6 DSGVO ist es erlaubt.",
	"Fälle dieser Art. |Danach kam nichts.",
	"Konzerne bzw. Firmen zahlten ca. 20 Euro, vgl. Anhang.",
	"Vgl. Bericht, S. 12. |Dort steht mehr.",
	"Er wohnt in St. Gallen. |Sie nicht.",
	"Obst, Gemüse usw. |Das war alles.",
	"Obst, Gemüse usw. Preise steigen.",
	"Im 3. Jh. v. Chr. |Das war früh.",
	"Die Müller GmbH & Co. KG klagte. |Sie gewann.",
	"Der Verein e. V. Berlin klagte.",
	"Die sog. Firewall fehlte.",
	"Siehe Abb. 3 und Kap. 4. |Beide sind neu.",
	// English abbreviations
	"The U.S. Congress voted. |It passed.",
	"He lives in the U.S. |The law is new.",
	"Apps, e.g. TikTok, and sites, i.e. Forbes, agreed.",
	"Mr. Smith met Mrs. Jones and Ms. Lee. |They talked.",
	"The case Smith v. Jones ended. |He lost.",
	"ByteDance Ltd. said no. |It declined.",
	"TikTok Inc. |The company declined.",
	"TikTok Inc. Declines followed.",
	"No. 5 is out. |No. |He left.",
	"It opened at 9 a.m. and closed at 5 p.m. |The shop was full.",
	"See Jan. 5 and Dec. 22, 2022. |Both are key.",
	"Ihre Nachricht vom 5. Dez. 2022 fehlt. |Sie war kurz.",
	"She has a Ph.D. in law. |He has none.",
	"In Washington D.C. |The hearing began.",
	"Smith et al. |The authors disagree.",
	"Gov. Newsom and Sen. Warner signed.",
	// initials
	"Der Anwalt J. Nichols kam. |Er schwieg.",
	"J. K. Rowling wrote it. |She said so.",
	"George W. Bush won. |He served.",
	"Jean-P. Sartre und H.-J. Maaz schrieben.",
	"Das war Plan B. |Danach kam C.",
	"T. A. Edison erfand es.",
	// ordinals and dates
	"Am 22. Dezember 2022 kam es heraus. |Danach schwieg er.",
	"Im 1. Halbjahr stieg der Umsatz. |Im zweiten fiel er.",
	"Am 3. oder 11. Juni war das. |Genau weiß es niemand.",
	"Der 2. Senat entschied. |Die Klage fiel.",
	"Das war am 22. 12. 2022. |Danach nichts.",
	"Das war am 22.12.2022. |Danach nichts.",
	"Das geschah 2022. |Forscher wussten es.",
	"Es waren 12. |Danach waren es 15.",
	"Es waren 12. |Forscher zählten nach.",
	"He was 22. |Nichols said so.",
	"Ende des 19. Jahrhunderts begann es.",
	"Die 117. Sitzung begann. |Alle kamen.",
	"1. Halbjahr 2022",
	"Wilhelm II. Kaiser von Preußen.",
	"Wilhelm II. |Er war Kaiser.",
	// decimals, versions, addresses
	"Der Wert stieg um 3.5 Prozent auf 1.000. |Das ist viel.",
	"Version 2.0. |Das ist neu.",
	"Siehe example.com. |Dort steht es.",
	"Die Datei index.md fehlt. |Das stört.",
	// ellipses
	"Er ging … dann kam sie.",
	"Er wartete… |Nichts geschah.",
	"He waited... |Nothing happened.",
	"„Die … Regierung schweigt.“ |Er lachte.",
	"„Das […] Gesetz gilt.“ |So steht es da.",
	"Das war alles. |[…] Der Rest fehlt.",
	// quotation marks and brackets
	"„Nein.“ |Er ging.",
	"Er sagte: „Nein.“ |Dann ging er.",
	"“No.” |He left.",
	"He said “No.” |Then he left.",
	"»Nein.« |Er ging.",
	"\"No.\" |He left.",
	"‚Nein.‘ |Er ging.",
	"Er kam. |„Wirklich?“, fragte sie.",
	"„Warum?“ fragte er. |„Darum!“ rief sie.",
	"“Why?” he asked. |“Because.”",
	"Er kam (um fünf). |Sie ging.",
	"Er kam. |(Sie ging.) |Alle staunten.",
	"Das Unternehmen (!) Google klagte.",
	"Er fragte (warum?) nichts.",
	"Wirklich?! |Ja.",
	// other scripts
	"他来了。|她走了。",
	"Он пришёл. |Она ушла.",
	"جاء. |ذهبت.",
}

func TestSentences(t *testing.T) {
	for _, want := range sentenceCases {
		if want == "" {
			t.Fatal("an empty case")
		}
		text := strings.ReplaceAll(want, "|", "")
		got := strings.Join(slices.Collect(sentences(text)), "|")
		if got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
	if len(sentenceCases) < 80 {
		t.Errorf("only %d cases", len(sentenceCases))
	}
}

func TestSentencesAreLinear(t *testing.T) {
	for _, unit := range []string{". ", "A. ", "z. ", "… ", ".\u00a0", "1. ", "“.” "} {
		s := strings.Repeat(unit, 1<<20/len(unit))
		n := 0
		for range sentences(s) {
			n++
		}
		if n == 0 {
			t.Errorf("no sentence in a run of %q", unit)
		}
	}
}

func FuzzSentences(f *testing.F) {
	for _, s := range sentenceCases {
		f.Add(strings.ReplaceAll(s, "|", ""))
	}
	f.Fuzz(func(t *testing.T, s string) {
		var b strings.Builder
		for part := range sentences(s) {
			if part == "" {
				t.Fatalf("an empty sentence in %q", s)
			}
			b.WriteString(part)
		}
		if b.String() != s {
			t.Fatalf("sentences of %q give back %q", s, b.String())
		}
	})
}
