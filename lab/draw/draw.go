// Package draw draws a lab report: its windows and queues over time, as SVG, PNG
// or a page of HTML that needs nothing else.
package draw

import (
	"fmt"
	"image/color"
	"io"
	"math"
	"strconv"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"github.com/ccc-lang/ccc/lab"
)

// palette is Okabe and Ito's (2008), told apart by the colour-blind, too. Lines
// of one panel differ in their dashes as well.
var palette = []color.RGBA{
	{0x00, 0x72, 0xb2, 0xff}, {0xd5, 0x5e, 0x00, 0xff}, {0x00, 0x9e, 0x73, 0xff},
	{0xcc, 0x79, 0xa7, 0xff}, {0xe6, 0x9f, 0x00, 0xff}, {0x56, 0xb4, 0xe9, 0xff},
}

var dashes = [][]vg.Length{nil, {vg.Points(5), vg.Points(2)}, {vg.Points(1.5), vg.Points(1.5)}, {vg.Points(7), vg.Points(2), vg.Points(1.5), vg.Points(2)}}

var (
	grey   = color.Gray{0xdd}
	middle = color.Gray{0x55}
)

// The size of a figure: its width, and the height of one panel.
const (
	width  = 18 * vg.Centimeter
	height = 6 * vg.Centimeter
)

// columns is how many steps of time a line shows: within one, its extremes.
const columns = 300

// series is one line of a panel.
type series struct {
	name   string
	points plotter.XYs
}

// panel is one chart.
type panel struct {
	title, y string
	series   []series
	level    float64 // a line across, 0: none
	levelTip string
	end      float64 // of the time axis, in s
	shadow   float64 // end of the warm-up, in s
}

// WriteSVG draws the report's first run as SVG.
func WriteSVG(w io.Writer, r *lab.Report) error {
	panels := panelsOf(r)
	c := vgsvg.New(width, height*vg.Length(len(panels)))
	if err := paint(draw.New(c), panels); err != nil {
		return err
	}
	_, err := c.WriteTo(w)
	return err
}

// WritePNG draws the report's first run as PNG.
func WritePNG(w io.Writer, r *lab.Report) error {
	panels := panelsOf(r)
	c := vgimg.NewWith(vgimg.UseWH(width, height*vg.Length(len(panels))), vgimg.UseDPI(144), vgimg.UseBackgroundColor(color.White))
	if err := paint(draw.New(c), panels); err != nil {
		return err
	}
	_, err := vgimg.PngCanvas{Canvas: c}.WriteTo(w)
	return err
}

// panelsOf arranges what a person wants to see: the flows that were alone side by
// side in one chart, those that shared in another, and the delays of the former.
func panelsOf(r *lab.Report) []panel {
	windows := panel{title: "Congestion window, each flow alone on the link", y: "window (packets)"}
	rtts := panel{title: "Round trip, each flow alone on the link", y: "round trip (ms)"}
	shared := panel{title: "Congestion window, flows that share the link", y: "window (packets)"}
	sharedRTT := panel{title: "Round trip, flows that share the link", y: "round trip (ms)"}
	for _, t := range r.Outcomes[0].Trials {
		into, delays := &windows, &rtts
		if t.Experiment.Name == lab.Shared {
			into, delays = &shared, &sharedRTT
		}
		for _, k := range t.Tracks {
			into.add(k, t.Options.Time, func(s lab.Sample) float64 { return float64(s.Cwnd) })
			delays.add(k, t.Options.Time, func(s lab.Sample) float64 { return s.RTT.Seconds() * 1e3 })
		}
		for _, p := range []*panel{into, delays} {
			p.end, p.shadow = t.Options.Time.Seconds(), t.Options.Warmup.Seconds()
		}
	}
	if peak, ok := r.Plan.Theory(); ok {
		windows.level, windows.levelTip = peak, fmt.Sprintf("the queue overflows (%.0f)", peak)
	}
	var out []panel
	for _, p := range []panel{windows, rtts, shared} {
		if len(p.series) > 0 {
			out = append(out, p)
		}
	}
	if len(windows.series) == 0 {
		out = append(out, sharedRTT)
	}
	return out
}

// add adds the line of a flow, thinned to the extremes within each column.
func (p *panel) add(k lab.Track, length time.Duration, value func(lab.Sample) float64) {
	s := series{name: k.Flow.Label}
	column := -1
	var lo, hi plotter.XY
	flush := func() {
		if column < 0 {
			return
		}
		if lo.X > hi.X {
			lo, hi = hi, lo
		}
		s.points = append(s.points, lo)
		if hi.X > lo.X {
			s.points = append(s.points, hi)
		}
	}
	for _, sample := range k.Samples {
		at := plotter.XY{X: sample.At.Seconds(), Y: value(sample)}
		c := int(int64(sample.At) * columns / int64(length))
		if c != column {
			flush()
			column, lo, hi = c, at, at
		}
		if at.Y < lo.Y {
			lo = at
		}
		if at.Y > hi.Y {
			hi = at
		}
	}
	flush()
	if len(s.points) > 0 {
		p.series = append(p.series, s)
	}
}

func paint(c draw.Canvas, panels []panel) error {
	tiles := draw.Tiles{Rows: len(panels), Cols: 1, PadTop: vg.Points(4), PadBottom: vg.Points(4), PadRight: vg.Points(8), PadLeft: vg.Points(4), PadY: vg.Points(10)}
	var plots [][]*plot.Plot
	for _, p := range panels {
		one, err := p.plot()
		if err != nil {
			return err
		}
		plots = append(plots, []*plot.Plot{one})
	}
	for row, canvases := range plot.Align(plots, tiles, c) {
		plots[row][0].Draw(canvases[0])
	}
	return nil
}

// plot makes the chart of a panel. The scale follows what comes after the
// warm-up: a slow start's overshoot would flatten all the rest.
func (p *panel) plot() (*plot.Plot, error) {
	one := plot.New()
	style(one, p)
	one.Add(warmup{p.shadow}, &plotter.Grid{Horizontal: draw.LineStyle{Color: grey, Width: vg.Points(0.5)}})
	top := p.level
	for i, s := range p.series {
		line, err := plotter.NewLine(s.points)
		if err != nil {
			return nil, fmt.Errorf("draw %s: %w", s.name, err)
		}
		line.Color = palette[i%len(palette)]
		line.Width = vg.Points(1.2)
		line.Dashes = dashes[i/len(palette)%len(dashes)]
		if len(p.series) == 2 && i == 1 {
			line.Dashes = dashes[1]
		}
		one.Add(line)
		one.Legend.Add(s.name, line)
		for _, at := range s.points {
			if at.X >= p.shadow {
				top = math.Max(top, at.Y)
			}
		}
	}
	if p.level > 0 {
		level, err := plotter.NewLine(plotter.XYs{{X: 0, Y: p.level}, {X: p.end, Y: p.level}})
		if err != nil {
			return nil, err
		}
		level.Color, level.Dashes, level.Width = middle, dashes[2], vg.Points(0.8)
		one.Add(level)
		one.Legend.Add(p.levelTip, level)
	}
	one.X.Min, one.X.Max = 0, p.end
	one.Y.Min, one.Y.Max = 0, math.Max(top*1.08, 1)
	clip(p.series, one.Y.Max)
	return one, nil
}

// warmup shades the time that figures leave out.
type warmup struct{ end float64 }

// Plot draws the shade.
func (s warmup) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	c.FillPolygon(color.Gray{0xf2}, []vg.Point{{X: x(0), Y: y(p.Y.Min)}, {X: x(s.end), Y: y(p.Y.Min)}, {X: x(s.end), Y: y(p.Y.Max)}, {X: x(0), Y: y(p.Y.Max)}})
}

// clip keeps lines inside the chart.
func clip(list []series, top float64) {
	for _, s := range list {
		for i := range s.points {
			s.points[i].Y = math.Min(s.points[i].Y, top)
		}
	}
}

func style(one *plot.Plot, p *panel) {
	face := font.Font{Typeface: "Liberation", Variant: "Sans"}
	one.Title.Text = p.title
	one.Title.TextStyle.Font = font.Font{Typeface: face.Typeface, Variant: face.Variant, Size: 11}
	one.Title.Padding = vg.Points(3)
	for _, a := range []*plot.Axis{&one.X, &one.Y} {
		a.Label.TextStyle.Font = font.Font{Typeface: face.Typeface, Variant: face.Variant, Size: 10}
		a.Tick.Label.Font = font.Font{Typeface: face.Typeface, Variant: face.Variant, Size: 9}
	}
	one.X.Label.Text, one.Y.Label.Text = "time (s)", p.y
	one.X.Tick.Marker, one.Y.Tick.Marker = ticks(8), ticks(5)
	one.Legend.TextStyle.Font = font.Font{Typeface: face.Typeface, Variant: face.Variant, Size: 9}
	one.Legend.ThumbnailWidth = vg.Points(24)
	one.Legend.Padding = vg.Points(2)
	one.Legend.Top = false
	one.Legend.YOffs = vg.Points(2)
	one.Legend.XOffs = -vg.Points(4)
}

// ticks marks an axis at about that many round values: 1, 2 or 5 times a power of ten.
type ticks int

// Ticks returns the marks between lo and hi.
func (n ticks) Ticks(lo, hi float64) []plot.Tick {
	step := math.Pow(10, math.Floor(math.Log10((hi-lo)/float64(n))))
	for _, factor := range []float64{1, 2, 5, 10} {
		if (hi-lo)/(step*factor) <= float64(n) {
			step *= factor
			break
		}
	}
	var out []plot.Tick
	for i := math.Ceil(lo / step); i*step <= hi; i++ {
		out = append(out, plot.Tick{Value: i * step, Label: strconv.FormatFloat(i*step, 'g', 6, 64)})
	}
	return out
}
