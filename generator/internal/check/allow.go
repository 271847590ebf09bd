package check

import (
	"fmt"
	"slices"
	"strings"

	"belegt/generator/internal/diag"
	"belegt/generator/internal/model"
)

// An allowance beside a record answers the doubts of its code about that
// record, one in a version of an article those about the article, one in
// site.yaml those about anything that nobody allowed closer by. An allowance
// that answers nothing is a doubt itself: it would hide the next one.

// answers knows what the editors have allowed, and counts what it answers.
type answers struct {
	all []diag.Allowance
	by  map[doubt][]int // indices in all
}

// doubt is what an allowance is about: the doubts of a code about a thing.
type doubt struct {
	of   model.Node
	code string
}

func newAnswers(d *model.Dossier) *answers {
	a := &answers{by: map[doubt][]int{}}
	a.add(model.Node{}, d.Site.Allow)
	for _, art := range d.Articles {
		for _, v := range art.Versions {
			a.add(article(art), v.Allow)
		}
	}
	for of, b := range records(d) {
		a.add(of, b.Allow)
	}
	return a
}

func (a *answers) add(of model.Node, allowed []model.LintAllow) {
	for _, x := range allowed {
		k := doubt{of, x.Code}
		a.by[k] = append(a.by[k], len(a.all))
		a.all = append(a.all, diag.Allowance{Pos: x.Pos, Code: x.Code, Reason: x.Reason})
	}
}

// take reports whether a doubt about a thing is allowed, and counts it.
func (a *answers) take(of model.Node, code string) bool {
	near := a.by[doubt{of, code}]
	if near == nil {
		near = a.by[doubt{model.Node{}, code}]
	}
	for _, i := range near {
		a.all[i].Answers++
	}
	return near != nil
}

// list returns the allowances, sorted by place.
func (a *answers) list() []diag.Allowance {
	slices.SortStableFunc(a.all, func(x, y diag.Allowance) int { return x.Pos.Compare(y.Pos) })
	return a.all
}

// problems reports allowances of what is no rule, and those that answer nothing.
func (a *answers) problems() diag.List {
	var codes []string
	for _, r := range Rules {
		codes = append(codes, r.Code)
	}
	var list diag.List
	for _, x := range a.all {
		switch {
		case !slices.Contains(codes, x.Code):
			list.Add(notAllowable(x, codes))
		case x.Answers == 0:
			list.Add(diag.Diagnostic{
				Pos: x.Pos, Severity: diag.Warning, Code: "unused-allow",
				Message: fmt.Sprintf("nothing here is a case of `%s`", x.Code), Hint: "take the entry out of `lint_allow`",
			})
		}
	}
	return list
}

// notAllowable says why a code cannot stand in `lint_allow`. It is an error,
// as unknown words are, for the entry could never have an effect.
func notAllowable(x diag.Allowance, codes []string) diag.Diagnostic {
	p := diag.Diagnostic{Pos: x.Pos, Severity: diag.Error, Code: "invalid-value"}
	switch i := slices.IndexFunc(diag.Codes, func(c diag.Code) bool { return c.Name == x.Code }); {
	case i < 0:
		p.Message = fmt.Sprintf("there is no code `%s`", x.Code)
		if p.Hint = diag.DidYouMean(x.Code, codes); p.Hint == "" {
			p.Hint = "the codes are " + strings.Join(codes, ", ")
		}
	case diag.Codes[i].Severity == diag.Error:
		p.Message, p.Hint = fmt.Sprintf("`%s` is an error and cannot be allowed", x.Code), "mend what it is about, and take the entry out"
	default:
		p.Message, p.Hint = fmt.Sprintf("`%s` cannot be allowed", x.Code), "mend what it is about, and take the entry out; the README says what each code means"
	}
	return p
}
