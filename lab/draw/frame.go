package draw

import (
	"math"
	"strconv"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
)

// frame is a chart's paper: where its axes stand and how values become positions.
type frame struct {
	canvas                   canvas
	left, right, top, bottom float64 // of the part within the axes
	above                    float64 // height of the legend
	room                     float64 // left of the axes
	xMax, yMax               float64 // both axes start at 0
}

// The room around the axes; on the left at least so much, which marks of five digits need.
const (
	roomLeft   = 52.0
	roomBottom = 32.0
	roomTop    = 18.0
	markLength = 5.0
	markGap    = 5.0 // between the widest mark and the title, whose letters reach below its line
)

// The sizes of text.
const (
	titleText  = 11.0
	axisText   = 10.0
	markText   = 9.0
	legendText = 9.0
)

var textSizes = []float64{titleText, axisText, markText, legendText}

var axisStyle = lineStyle{color: black, width: 0.5}

func (f *frame) at(x, y float64) pos {
	return pos{f.left + (f.right-f.left)*x/f.xMax, f.bottom - (f.bottom-f.top)*y/f.yMax}
}

func (f *frame) line(style lineStyle, points ...point) {
	path := make([]pos, len(points))
	for i, p := range points {
		path[i] = f.at(p.x, p.y)
	}
	f.canvas.stroke(style, path...)
}

// axes draws both axes with their marks and labels, and the chart's title.
func (f *frame) axes(title, x, y string) {
	corner := pos{f.left, f.bottom}
	f.canvas.stroke(axisStyle, corner, pos{f.right, f.bottom})
	f.canvas.stroke(axisStyle, corner, pos{f.left, f.top})
	for _, m := range marks(f.xMax, 8) {
		at := f.at(m, 0)
		end := pos{at.x, at.y + markLength}
		f.canvas.stroke(axisStyle, at, end)
		f.canvas.text(label{text: markName(m), size: markText, align: alignMiddle}, pos{end.x, end.y + 3 + markText*capHeight})
	}
	for _, m := range marks(f.yMax, 5) {
		at := f.at(0, m)
		end := pos{at.x - markLength, at.y}
		f.canvas.stroke(axisStyle, at, end)
		f.canvas.text(label{text: markName(m), size: markText, align: alignRight}, pos{end.x - 2, end.y + markText*capHeight/2})
	}
	middle := (f.left + f.right) / 2
	f.canvas.text(label{text: x, size: axisText, align: alignMiddle}, pos{middle, f.bottom + roomBottom - 2})
	f.canvas.text(label{text: y, size: axisText, align: alignMiddle, upright: true}, pos{f.left - f.room + axisText, (f.top + f.bottom) / 2})
	f.canvas.text(label{text: title, size: titleText, align: alignMiddle}, pos{middle, f.top - f.above - roomTop + titleText})
}

// leftRoom returns how much room the title and the marks of an upright axis need.
func leftRoom(f *opentype.Font, yMax float64) (float64, error) {
	letters, err := face(f, markText)
	if err != nil {
		return 0, err
	}
	widest := 0.0
	for _, m := range marks(yMax, 5) {
		widest = max(widest, float64(font.MeasureString(letters, markName(m)))/64)
	}
	return max(roomLeft, axisText+markGap+widest+2+markLength), nil
}

// grid draws a faint line across at each mark of the upright axis.
func (f *frame) grid() {
	for _, m := range marks(f.yMax, 5) {
		f.line(lineStyle{color: grey, width: 0.5}, point{0, m}, point{f.xMax, m})
	}
}

// shade greys the time up to x.
func (f *frame) shade(x float64) {
	f.canvas.fill(faint, f.at(0, 0), f.at(x, 0), f.at(x, f.yMax), f.at(0, f.yMax))
}

// entry is a line of the legend.
type entry struct {
	name  string
	style lineStyle
	long  float64 // the name's length as drawn
}

// The legend stands above the axes, where it covers no line: a piece of each line
// and its name, in as many rows as that takes.
const (
	legendRow    = 12.0
	legendSample = 24.0
	legendGap    = 5.0  // between a piece and its name
	legendSpace  = 16.0 // between one name and the next piece
)

func legendHeight(rows [][]entry) float64 { return legendRow * float64(len(rows)) }

// shorten says how long each entry's name will be, and cuts what would be longer than room.
func shorten(f *opentype.Font, entries []entry, room float64) error {
	letters, err := face(f, legendText)
	if err != nil {
		return err
	}
	length := func(s string) float64 { return float64(font.MeasureString(letters, s)) / 64 }
	for i := range entries {
		e := &entries[i]
		e.long = length(e.name)
		for kept := []rune(e.name); e.long > room; {
			kept = kept[:len(kept)-1]
			e.name = string(kept) + "…"
			e.long = length(e.name)
		}
	}
	return nil
}

// wrapLegend breaks the entries into rows no longer than room, where names allow.
func wrapLegend(entries []entry, room float64) (rows [][]entry) {
	used := room
	for _, e := range entries {
		long := legendSample + legendGap + e.long
		if used+legendSpace+long > room {
			rows = append(rows, nil)
			used = -legendSpace
		}
		used += legendSpace + long
		rows[len(rows)-1] = append(rows[len(rows)-1], e)
	}
	return rows
}

func (f *frame) legend(rows [][]entry) {
	for i, row := range rows {
		x, y := f.left, f.top-f.above+legendRow*(float64(i)+0.5)
		for _, e := range row {
			f.canvas.stroke(e.style, pos{x, y}, pos{x + legendSample, y})
			x += legendSample + legendGap
			f.canvas.text(label{text: e.name, size: legendText}, pos{x, y + legendText*capHeight/2})
			x += e.long + legendSpace
		}
	}
}

// marks returns about n round values from 0 to hi, which is above 0: multiples of 1, 2 or 5 times
// a power of ten.
func marks(hi float64, n int) []float64 {
	step := math.Pow(10, math.Floor(math.Log10(hi/float64(n))))
	for _, factor := range []float64{1, 2, 5, 10} {
		if hi/(step*factor) <= float64(n) {
			step *= factor
			break
		}
	}
	var out []float64
	for i := 0.0; i*step <= hi; i++ {
		out = append(out, i*step)
	}
	return out
}

func markName(m float64) string { return strconv.FormatFloat(m, 'g', 6, 64) }
