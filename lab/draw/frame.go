package draw

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// The axes, marks and legend are drawn here and not by package plot, which reads
// a dozen fonts whenever a program starts that holds it: a third of the time that
// a compilation takes.

// typeface reads the one font that the drawings use, when the first is drawn.
var typeface = sync.OnceValues(func() (*font.Cache, error) {
	face, err := opentype.Parse(liberationsansregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("draw: the font: %w", err)
	}
	return font.NewCache(font.Collection{{Font: sans(0), Face: face}}), nil
})

func sans(size vg.Length) font.Font {
	return font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
}

// frame is a chart's paper: where its axes stand and how values become points.
type frame struct {
	canvas     draw.Canvas // the part within the axes
	fonts      *font.Cache
	above      vg.Length // height of the legend
	xMax, yMax float64   // both axes start at 0
}

// The room around the axes, wide enough for marks of five digits.
const (
	roomLeft   = vg.Length(52)
	roomBottom = vg.Length(32)
	roomTop    = vg.Length(18)
	markLength = vg.Length(5)
)

var axisStyle = draw.LineStyle{Color: color.Black, Width: vg.Points(0.5)}

// newFrame leaves room for a legend of that height between the title and the axes.
func newFrame(c draw.Canvas, fonts *font.Cache, legend vg.Length, xMax, yMax float64) frame {
	return frame{draw.Crop(c, roomLeft, 0, roomBottom, -roomTop-legend), fonts, legend, xMax, yMax}
}

func (f *frame) at(x, y float64) vg.Point {
	return vg.Point{X: f.canvas.X(x / f.xMax), Y: f.canvas.Y(y / f.yMax)}
}

func (f *frame) line(style draw.LineStyle, points []point) {
	path := make([]vg.Point, len(points))
	for i, p := range points {
		path[i] = f.at(p.x, p.y)
	}
	f.canvas.StrokeLines(style, path)
}

func (f *frame) text(size vg.Length, x text.XAlignment, y text.YAlignment) text.Style {
	return textStyle(f.fonts, size, x, y)
}

func textStyle(fonts *font.Cache, size vg.Length, x text.XAlignment, y text.YAlignment) text.Style {
	return text.Style{Color: color.Black, Font: sans(size), XAlign: x, YAlign: y, Handler: text.Plain{Fonts: fonts}}
}

// axes draws both axes with their marks and labels, and the chart's title.
func (f *frame) axes(title, x, y string) {
	c := &f.canvas
	c.StrokeLine2(axisStyle, c.Min.X, c.Min.Y, c.Max.X, c.Min.Y)
	c.StrokeLine2(axisStyle, c.Min.X, c.Min.Y, c.Min.X, c.Max.Y)
	for _, m := range marks(f.xMax, 8) {
		at := f.at(m, 0)
		c.StrokeLine2(axisStyle, at.X, at.Y, at.X, at.Y-markLength)
		c.FillText(f.text(9, draw.XCenter, draw.YTop), vg.Point{X: at.X, Y: at.Y - markLength - 2}, markText(m))
	}
	for _, m := range marks(f.yMax, 5) {
		at := f.at(0, m)
		c.StrokeLine2(axisStyle, at.X, at.Y, at.X-markLength, at.Y)
		c.FillText(f.text(9, draw.XRight, draw.YCenter), vg.Point{X: at.X - markLength - 2, Y: at.Y}, markText(m))
	}
	middle := c.Center()
	c.FillText(f.text(10, draw.XCenter, draw.YBottom), vg.Point{X: middle.X, Y: c.Min.Y - roomBottom}, x)
	upright := f.text(10, draw.XCenter, draw.YTop)
	upright.Rotation = math.Pi / 2
	c.FillText(upright, vg.Point{X: c.Min.X - roomLeft, Y: middle.Y}, y)
	c.FillText(f.text(11, draw.XCenter, draw.YTop), vg.Point{X: middle.X, Y: c.Max.Y + f.above + roomTop}, title)
}

// grid draws a faint line across at each mark of the upright axis.
func (f *frame) grid() {
	for _, m := range marks(f.yMax, 5) {
		f.line(draw.LineStyle{Color: grey, Width: vg.Points(0.5)}, []point{{0, m}, {f.xMax, m}})
	}
}

// shade greys the time up to x.
func (f *frame) shade(x float64) {
	f.canvas.FillPolygon(color.Gray{0xf2}, []vg.Point{f.at(0, 0), f.at(x, 0), f.at(x, f.yMax), f.at(0, f.yMax)})
}

// entry is a line of the legend.
type entry struct {
	name  string
	style draw.LineStyle
}

// The legend stands above the axes, where it covers no line: a piece of each line
// and its name, in as many rows as that takes.
const (
	legendRow    = vg.Length(12)
	legendSample = vg.Length(24)
	legendGap    = vg.Length(5)  // between a piece and its name
	legendSpace  = vg.Length(16) // between one name and the next piece
	legendText   = vg.Length(9)
)

func legendHeight(rows [][]entry) vg.Length { return legendRow * vg.Length(len(rows)) }

// nameWidth is the length of an entry's name as it will be drawn.
func (e entry) nameWidth(fonts *font.Cache) vg.Length {
	return textStyle(fonts, legendText, draw.XLeft, draw.YCenter).Width(e.name)
}

// wrapLegend breaks the entries into rows no longer than room, where names allow.
func wrapLegend(fonts *font.Cache, entries []entry, room vg.Length) (rows [][]entry) {
	used := room
	for _, e := range entries {
		long := legendSample + legendGap + e.nameWidth(fonts)
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
	c := &f.canvas
	for i, row := range rows {
		x, y := c.Min.X, c.Max.Y+f.above-legendRow*(vg.Length(i)+0.5)
		for _, e := range row {
			c.StrokeLine2(e.style, x, y, x+legendSample, y)
			x += legendSample + legendGap
			c.FillText(f.text(legendText, draw.XLeft, draw.YCenter), vg.Point{X: x, Y: y}, e.name)
			x += e.nameWidth(f.fonts) + legendSpace
		}
	}
}

// marks returns about n round values from 0 to hi: multiples of 1, 2 or 5 times a
// power of ten.
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

func markText(m float64) string { return strconv.FormatFloat(m, 'g', 6, 64) }
