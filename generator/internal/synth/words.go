package synth

// The word lists. Whatever fills a slot of a German sentence is feminine,
// neuter or a name, so that it is the same as subject and as object.

var months = []phrase{
	{"Januar", "January"}, {"Februar", "February"}, {"März", "March"}, {"April", "April"},
	{"Mai", "May"}, {"Juni", "June"}, {"Juli", "July"}, {"August", "August"},
	{"September", "September"}, {"Oktober", "October"}, {"November", "November"}, {"Dezember", "December"},
}

var firstNames = []string{
	"Jürgen", "Käthe", "Björn", "Ayşe", "Günther", "Sören", "Anneliese", "Mehmet", "Jörg", "Zoë",
	"Henrike", "Lars", "Ömer", "Ruth", "Matthias", "Gülay", "Wiebke", "André", "Bärbel", "Tomasz",
	"Elif", "Konrad", "Mareike", "Götz", "Noémie", "Friedrich", "Silke", "Dragan", "Ute", "Jonas",
	"Hannelore", "Till", "Renée", "Olaf", "Verena", "Çağla", "Ludger", "Inés", "Kerstin", "Rüdiger",
}

var lastNames = []string{
	"Müller", "Schäfer", "Weiß", "Köhler", "Groß", "Jäger", "Böttcher", "Krüger", "Öztürk", "Lühmann",
	"Hübner", "Strauß", "Kühn", "Vogelsang", "Mößner", "Dörfler", "Nowak", "Petersen", "Großmann", "Yıldız",
	"Rößler", "Brück", "Fährmann", "Haßloch", "Lindqvist", "Wächter", "Schütte", "Bäumler", "Thöne", "Kranz",
	"Ebeling", "Götze", "Süß", "Hövel", "Marković", "Preuß", "Ränsch", "Stöhr", "Ullmann", "Zühlke",
}

var regions = []string{
	"Nord", "Süd", "Ost", "West", "Elb", "Rhein", "Isar", "Müritz", "Märk", "Hansa", "Höhen", "Küsten",
	"Börde", "Weser", "Lausitz", "Föhr", "Saale", "Alpen", "Brücken", "Grün", "Schwarz", "Förde", "Havel", "Moos",
}

var trades = []string{
	"netz", "daten", "funk", "werk", "kraft", "bau", "logistik", "wärme", "strom", "medien", "messtechnik", "verkehr",
	"kabel", "speicher", "sicherheit", "prüfung", "lösungen", "systeme", "kühlung", "rohstoff", "börse", "wasser", "optik", "glas",
}

var firms = []string{"AG", "GmbH", "SE", "Holding", "Gruppe"}

var cities = []phrase{
	{"Köln", "Cologne"}, {"München", "Munich"}, {"Düsseldorf", "Düsseldorf"}, {"Nürnberg", "Nuremberg"},
	{"Lübeck", "Lübeck"}, {"Göttingen", "Göttingen"}, {"Würzburg", "Würzburg"}, {"Zürich", "Zurich"},
	{"Saarbrücken", "Saarbrücken"}, {"Münster", "Münster"}, {"Osnabrück", "Osnabrück"}, {"Hannover", "Hanover"},
	{"Straßburg", "Strasbourg"}, {"Wien", "Vienna"}, {"Görlitz", "Görlitz"}, {"Tübingen", "Tübingen"},
	{"Brüssel", "Brussels"}, {"Genf", "Geneva"}, {"Fürth", "Fürth"}, {"Schwäbisch Gmünd", "Schwäbisch Gmünd"},
	{"Kopenhagen", "Copenhagen"}, {"Mailand", "Milan"}, {"Gießen", "Giessen"}, {"Neuß", "Neuss"},
}

var districts = []phrase{
	{"Süd", "South"}, {"Nord", "North"}, {"Altstadt", "Old Town"}, {"Hafen", "Harbour"}, {"Höhe", "Heights"}, {"Mühlental", "Mill Valley"},
}

var offices = []phrase{
	{"Datenschutzbehörde", "Data Protection Authority"}, {"Netzaufsicht", "Network Supervisory Authority"},
	{"Staatsanwaltschaft", "Public Prosecutor"}, {"Kartellbehörde", "Competition Authority"},
	{"Rechnungsprüfung", "Audit Office"}, {"Gewerbeaufsicht", "Trade Inspectorate"},
	{"Vergabekammer", "Procurement Chamber"}, {"Bürgerschaft", "City Parliament"},
}

var papers = []string{"Zeitung", "Rundschau", "Allgemeine", "Morgenpost", "Presse", "Tageblatt", "Depesche", "Umschau"}

var causes = []phrase{
	{"Offene Akten", "Open Files"}, {"Freies Netz", "Free Network"}, {"Bürgerrechte", "Civil Rights"},
	{"Gläserne Stadt", "Transparent City"}, {"Prüfstelle Öffentlichkeit", "Public Scrutiny"}, {"Schutz für Hinweise", "Shelter for Sources"},
}

var goods = []string{"Pass", "Konto", "Cloud", "Karte", "Melder", "Archiv", "Schlüssel", "Zähler"}

var animals = []phrase{
	{"Kranich", "Crane"}, {"Käuzchen", "Owlet"}, {"Eisvogel", "Kingfisher"}, {"Dachs", "Badger"}, {"Luchs", "Lynx"},
	{"Mäusebussard", "Buzzard"}, {"Hörnchen", "Squirrel"}, {"Möwe", "Gull"}, {"Stör", "Sturgeon"}, {"Wühlmaus", "Vole"},
}

var laws = []phrase{
	{"Netzsicherheitsgesetz", "Network Security Act"}, {"Übermittlungsgesetz", "Transmission Act"},
	{"Auskunftsgesetz", "Disclosure Act"}, {"Prüfpflichtengesetz", "Audit Duties Act"},
	{"Löschungsgesetz", "Erasure Act"}, {"Hinweisgeberschutzgesetz", "Whistleblower Protection Act"},
}

var kindsOfTerm = []phrase{
	{"Roh", "raw "}, {"Teil", "partial "}, {"Haupt", "main "}, {"Neben", "secondary "}, {"Fern", "remote "}, {"Gegen", "counter-"}, {"Prüf", "test "}, {"Schlüssel", "key "},
}

var terms = []phrase{
	{"protokoll", "log"}, {"zertifikat", "certificate"}, {"kennung", "identifier"}, {"übermittlung", "transmission"},
	{"verschlüsselung", "encryption"}, {"löschung", "erasure"}, {"register", "register"}, {"auskunft", "disclosure"},
	{"ortung", "location"}, {"gutachten", "expertise"}, {"schnittstelle", "interface"}, {"sicherung", "backup"},
}

// neuter are the terms that are not feminine.
var neuter = map[string]bool{"protokoll": true, "zertifikat": true, "register": true, "gutachten": true}

var objects = []phrase{
	{"die Übermittlung der Kundendaten", "the transfer of customer data"},
	{"das interne Gutachten", "the internal report"},
	{"die Löschung der Standortdaten", "the erasure of location data"},
	{"das Zugriffsprotokoll", "the access log"},
	{"die Ausschreibung für das Rechenzentrum", "the tender for the data centre"},
	{"die Kündigung der Prüferin", "the dismissal of the auditor"},
	{"das Verzeichnis der Empfänger", "the list of recipients"},
	{"die Änderung der Verträge", "the change of the contracts"},
	{"die Prüfung der Schnittstelle", "the audit of the interface"},
	{"das Schreiben an die Beschäftigten", "the letter to staff"},
	{"die Herkunft der Aufnahmen", "the origin of the recordings"},
	{"die Rückzahlung der Fördermittel", "the repayment of the subsidies"},
	{"das Abkommen über die Aufsicht", "the agreement on oversight"},
	{"die Größe der Datenbank", "the size of the database"},
	{"das Zertifikat für die Geräte", "the certificate for the devices"},
	{"die Verlängerung der Frist", "the extension of the deadline"},
	{"die Weitergabe der Schlüssel", "the sharing of the keys"},
	{"das Angebot der Mitbewerber", "the bid of the competitors"},
	{"die Übernahme der Anteile", "the purchase of the shares"},
	{"die Aussage vor dem Ausschuss", "the testimony before the committee"},
}

var acts = []phrase{
	{"geprüft", "examined"}, {"bestätigt", "confirmed"}, {"bestritten", "disputed"}, {"zurückgehalten", "withheld"},
	{"veröffentlicht", "published"}, {"angefordert", "requested"}, {"erläutert", "explained"},
	{"verschwiegen", "concealed"}, {"genehmigt", "approved"}, {"gerügt", "criticised"}, {"geändert", "changed"},
	{"überwacht", "monitored"}, {"dokumentiert", "documented"}, {"aufgehoben", "revoked"},
}

var sentences = []phrase{
	{"{A} hat {o} {d} {v}.", "{A} {v} {o} {d}."},
	{"{O} wurde {d} durch {b} {v}.", "{O} was {v} by {b} {d}."},
	{"Nach eigenen Angaben hat {a} {o} nie {v}.", "By its own account, {a} never {v} {o}."},
	{"{A} widersprach {d}: Über {o} habe {b} nicht zu entscheiden.", "{A} objected {d}: {o} was not for {b} to decide."},
	{"Ob {a} {o} tatsächlich {v} hat, ließen {n} Beteiligte offen.", "Whether {a} really {v} {o} was left open by {n} people involved."},
	{"{D} legte {a} Unterlagen über {o} vor, {n} Seiten für {b}.", "{D} {a} handed over documents on {o}, {n} pages for {b}."},
	{"Gegen {b} stellte {a} {d} einen Antrag, der {o} betraf.", "{A} filed a motion against {b} {d} that concerned {o}."},
	{"Erst als {b} nachfragte, hat {a} {o} {v}.", "Only when {b} asked had {a} {v} {o}."},
	{"{O} gehört zu den Fragen, auf die {a} auch nach {n} Tagen keine Antwort gab.", "{O} is among the questions that {a} had not answered after {n} days."},
	{"{D} hieß es, {a} habe {o} ohne {b} {v}; das blieb unwidersprochen.", "{D} it was said that {a} had {v} {o} without {b}; nobody objected."},
	{"{A} nannte {n} Gründe, weshalb {o} {v} wurde.", "{A} gave {n} reasons why {o} was {v}."},
	{"Für {b} ist {o} damit {v}, für {a} nicht.", "For {b}, {o} is thus {v}; for {a} it is not."},
	{"Bis zum Jahresende hat {a} {o} {n} Mal {v}.", "By the end of the year {a} had {v} {o} {n} times."},
	{"Dass {a} {o} {v} hat, räumte {b} später ein.", "That {a} had {v} {o} was later admitted by {b}."},
}

// thingSentences are those in which {b} cannot act.
var thingSentences = []phrase{
	{"{A} berief sich {d} auf {b}; {o} sei davon nicht berührt.", "{A} relied on {b} {d}; {o} was not affected."},
	{"{O} berührt auch {b}, wie {a} {d} erklärte.", "{O} also touches on {b}, as {a} explained {d}."},
	{"{A} verweist auf {b}, wo {o} {n} Mal vorkommt.", "{A} points to {b}, where {o} occurs {n} times."},
	{"Ohne {b} wäre {o} nicht {v} worden, so {a}.", "Without {b}, {o} would not have been {v}, says {a}."},
	{"Was {b} angeht, blieb {a} {d} bei der Aussage, {o} sei {v}.", "As for {b}, {a} maintained {d} that {o} had been {v}."},
}

var headings = []phrase{
	{"Wie es begann", "How it began"}, {"Was bekannt ist", "What is known"}, {"Was strittig bleibt", "What remains in dispute"},
	{"Die Rolle der Behörden", "The part of the authorities"}, {"Geld und Verträge", "Money and contracts"},
	{"Drei Fragen", "Three questions"}, {"Die Prüfung", "The audit"}, {"Widersprüche", "Contradictions"},
	{"Was die Unterlagen zeigen", "What the documents show"}, {"Die Übermittlung", "The transfer"},
	{"Vor Gericht", "In court"}, {"Folgen für die Betroffenen", "Consequences for those concerned"},
	{"Größe und Grenzen", "Size and limits"}, {"Woher wir das wissen", "How we know"},
}

var frenchTitles = []string{
	"Ce que l’enquête a révélé", "Une procédure très discrète", "Données transférées : la réponse tardive", "Le rapport que personne n’a lu",
}
