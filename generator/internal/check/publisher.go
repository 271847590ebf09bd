package check

import "belegt/generator/internal/model"

// missingPublisher asks for whoever answers for the site, and for a way to
// reach them: who finds an error, or is spoken of, needs somewhere to write to.
func missingPublisher(d *model.Dossier, warn warn) {
	at := d.Site.Pos
	switch p := d.Site.Publisher; {
	case at.IsZero(): // there are no settings, which is an error
	case p == nil:
		warn(model.Node{}, at, "nobody is named as publisher", "write `publisher: {name: …, contact: …}`; both stand at the foot of every page")
	case p.Contact == "":
		warn(model.Node{}, at, "the publisher cannot be reached", "add `contact:` to `publisher`, such as a mail address; it stands at the foot of every page")
	}
}
