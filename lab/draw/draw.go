// Package draw draws a lab report: its windows and queues over time, as SVG, PNG
// or a page of HTML that needs nothing else.
package draw

import (
	"fmt"
	"image/color"
	"io"
	"math"
	"time"

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

// point is a value at a time.
type point struct{ x, y float64 }

// series is one line of a panel.
type series struct {
	name   string
	points []point
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
	var lo, hi point
	flush := func() {
		if column < 0 {
			return
		}
		if lo.x > hi.x {
			lo, hi = hi, lo
		}
		s.points = append(s.points, lo)
		if hi.x > lo.x {
			s.points = append(s.points, hi)
		}
	}
	for _, sample := range k.Samples {
		at := point{sample.At.Seconds(), value(sample)}
		c := int(int64(sample.At) * columns / int64(length))
		if c != column {
			flush()
			column, lo, hi = c, at, at
		}
		if at.y < lo.y {
			lo = at
		}
		if at.y > hi.y {
			hi = at
		}
	}
	flush()
	if len(s.points) > 0 {
		p.series = append(p.series, s)
	}
}

func paint(c draw.Canvas, panels []panel) error {
	fonts, err := typeface()
	if err != nil {
		return err
	}
	tiles := draw.Tiles{Rows: len(panels), Cols: 1, PadTop: vg.Points(4), PadBottom: vg.Points(4), PadRight: vg.Points(8), PadLeft: vg.Points(4), PadY: vg.Points(10)}
	for row := range panels {
		p := &panels[row]
		f := newFrame(tiles.At(c, 0, row), fonts, p.end, p.top())
		p.draw(&f)
	}
	return nil
}

// top is the upper end of the scale. It follows what comes after the warm-up: a
// slow start's overshoot would flatten all the rest.
func (p *panel) top() float64 {
	top := p.level
	for _, s := range p.series {
		for _, at := range s.points {
			if at.x >= p.shadow {
				top = math.Max(top, at.y)
			}
		}
	}
	return math.Max(top*1.08, 1)
}

func (p *panel) draw(f *frame) {
	f.shade(p.shadow)
	f.grid()
	var legend []entry
	for i, s := range p.series {
		style := draw.LineStyle{Color: palette[i%len(palette)], Width: vg.Points(1.2), Dashes: dashes[i/len(palette)%len(dashes)]}
		if len(p.series) == 2 && i == 1 {
			style.Dashes = dashes[1]
		}
		f.line(style, clip(s.points, f.yMax))
		legend = append(legend, entry{s.name, style})
	}
	if p.level > 0 {
		style := draw.LineStyle{Color: middle, Width: vg.Points(0.8), Dashes: dashes[2]}
		f.line(style, []point{{0, p.level}, {p.end, p.level}})
		legend = append(legend, entry{p.levelTip, style})
	}
	f.axes(p.title, "time (s)", p.y)
	f.legend(legend)
}

// clip keeps a line inside the chart.
func clip(points []point, top float64) []point {
	for i := range points {
		points[i].y = math.Min(points[i].y, top)
	}
	return points
}
