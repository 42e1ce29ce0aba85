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
	xMax, yMax float64 // both axes start at 0
}

// The room around the axes, wide enough for marks of five digits.
const (
	roomLeft   = vg.Length(52)
	roomBottom = vg.Length(32)
	roomTop    = vg.Length(18)
	markLength = vg.Length(5)
)

var axisStyle = draw.LineStyle{Color: color.Black, Width: vg.Points(0.5)}

func newFrame(c draw.Canvas, fonts *font.Cache, xMax, yMax float64) frame {
	return frame{draw.Crop(c, roomLeft, 0, roomBottom, -roomTop), fonts, xMax, yMax}
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
	return text.Style{Color: color.Black, Font: sans(size), XAlign: x, YAlign: y, Handler: text.Plain{Fonts: f.fonts}}
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
	c.FillText(f.text(11, draw.XCenter, draw.YTop), vg.Point{X: middle.X, Y: c.Max.Y + roomTop}, title)
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

// legend lists the lines at the lower right, each with a piece of it.
func (f *frame) legend(entries []entry) {
	const row, sample, gap = vg.Length(12), vg.Length(24), vg.Length(4)
	c := &f.canvas
	for i, e := range entries {
		y := c.Min.Y + gap + row*(vg.Length(len(entries)-1-i)+0.5)
		c.StrokeLine2(e.style, c.Max.X-gap-sample, y, c.Max.X-gap, y)
		c.FillText(f.text(9, draw.XRight, draw.YCenter), vg.Point{X: c.Max.X - 2*gap - sample, Y: y}, e.name)
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
