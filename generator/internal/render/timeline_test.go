package render

import (
	"slices"
	"testing"

	"belegt/generator/internal/model"
)

// Private persons are no choice on the timeline, and not named there.
func TestTimelineOmitsPrivatePersons(t *testing.T) {
	d := fixture(t)
	l := site(t, d).langs[d.Site.Languages[0]]
	e := *d.Events[0]
	private := &model.Entity{Base: model.Base{ID: "jane-doe"}, Name: model.Text{}, Private: true}
	e.Participants = append([]model.Participant{{Entity: model.Ref[model.Entity]{ID: "jane-doe", To: private}}}, e.Participants...)
	v := l.timelineEvent(&e)
	if slices.Contains(v.Is, "entity=jane-doe") {
		t.Error("a private person can be chosen")
	}
	if with, without := l.roles(e.Participants), v.Participants; len(with) != len(without)+1 {
		t.Errorf("of the groups %v the timeline shows %v", with, without)
	}
}
