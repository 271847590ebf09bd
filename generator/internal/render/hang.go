package render

import (
	"strings"
	"unicode/utf8"
)

// Wide screens hang each exhibit beside the line of its number. An exhibit
// cannot push the text, so where evidence is dense the exhibits drift down, away
// from their sentences and at last out of the text. This file folds exhibits
// where that would happen: such a one shows its number and its names, and opens
// on demand.
//
// Nobody measures text here. Heights are estimates in pixels for the column
// widths of static/css/article.css, good enough to tell dense from sparse; a
// browser test holds the result to what is really drawn.

const (
	textWidth    = 66 // characters in a line of text
	exhibitWidth = 46 // and in a line of an exhibit
	textLine     = 28
	exhibitLine  = 19
	exhibitGap   = 14
	foldedHeight = 14           // besides its lines
	slack        = 6 * textLine // how far exhibits may hang below their block
)

// hang folds the exhibits of blocks where they would drift.
func hang(blocks []Block) {
	top, filled := 0, 0 // of the block; of the column of exhibits
	for i := range blocks {
		b := &blocks[i]
		height := b.height()
		room := slack
		if i == len(blocks)-1 {
			room = 0
		}
		if n := len(b.Exhibits); n > 0 {
			if end := hung(b, top, height, filled); end > top+height+room {
				for k := range b.Exhibits {
					b.Exhibits[k].Fold = true
				}
			}
			filled = hung(b, top, height, filled)
		}
		top += height
	}
}

// hung is where the exhibits of a block end that begins at top, if those before
// it end at filled. Numbers are taken to be spread over the block.
func hung(b *Block, top, height, filled int) int {
	for k := range b.Exhibits {
		line := top + height*(k+1)/(len(b.Exhibits)+1)
		filled = max(line, filled) + b.Exhibits[k].height()
	}
	return filled
}

func lines(characters, width int) int { return max(1, (characters+width-1)/width) }

// height estimates a block of text.
func (b *Block) height() int {
	switch {
	case b.Level > 0:
		return 3 * textLine
	case b.Card != nil:
		return 10 * textLine
	case b.Timeline != nil:
		return len(b.Timeline.Rows)*textLine + 4*textLine
	case b.Network != nil:
		return 16 * textLine
	case b.Figure != nil:
		if b.Figure.Width == 0 {
			return 12 * textLine
		}
		return min(628, b.Figure.Width)*b.Figure.Height/b.Figure.Width + 3*textLine
	}
	html := string(b.HTML)
	if rows := strings.Count(html, "<tr"); rows > 0 {
		return max(rows*2*textLine, lines(characters(html), 80)*textLine)
	}
	return (lines(characters(html), textWidth)+strings.Count(html, "\n")+strings.Count(html, "<li>"))*textLine + textLine
}

// height estimates an exhibit.
func (x *Exhibit) height() int {
	n := 0
	if x.Fold {
		for _, name := range x.Names {
			n += utf8.RuneCountInString(name.Text)
			if name.Status != nil {
				n += utf8.RuneCountInString(name.Status.Word) + 3
			}
		}
		return lines(n, exhibitWidth-8)*exhibitLine + foldedHeight
	}
	for _, item := range x.Items {
		if c := item.Claim; c != nil {
			n += lines(utf8.RuneCountInString(c.Text), exhibitWidth) + lines(utf8.RuneCountInString(c.Counts)+utf8.RuneCountInString(c.Status.Word)+utf8.RuneCountInString(c.Status.Since.Text)+6, exhibitWidth)
			if c.Life != "" {
				n += 3
			}
			continue
		}
		s := item.Source
		n += lines(utf8.RuneCountInString(s.Name.Text)+utf8.RuneCountInString(s.When.Text)+20, exhibitWidth)
		if s.Quote.Text != "" {
			n += lines(utf8.RuneCountInString(s.Quote.Text), exhibitWidth)
		}
		if s.Translation.Text != "" {
			n += lines(utf8.RuneCountInString(s.Translation.Text), exhibitWidth)
		}
	}
	return n*exhibitLine + exhibitGap
}

// characters counts the text of markup.
func characters(html string) int {
	n := 0
	for len(html) > 0 {
		text, rest, found := strings.Cut(html, "<")
		n += utf8.RuneCountInString(text)
		if !found {
			break
		}
		_, html, _ = strings.Cut(rest, ">")
	}
	return n
}
