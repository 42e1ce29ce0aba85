// Package draw draws a lab report: its windows and queues over time, as SVG, PNG
// or a page of HTML that needs nothing else.
package draw

import (
	"bytes"
	"fmt"
	"image/color"
	"io"
	"math"
	"time"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"github.com/ccc-lang/ccc/lab"
)

// palette is Okabe and Ito's (2008), told apart by the colour-blind, too. Lines
// of one panel differ in their dashes as well, for paper without colours.
var palette = []color.RGBA{
	{0x00, 0x72, 0xb2, 0xff}, {0xd5, 0x5e, 0x00, 0xff}, {0x00, 0x9e, 0x73, 0xff},
	{0xcc, 0x79, 0xa7, 0xff}, {0xe6, 0x9f, 0x00, 0xff}, {0x56, 0xb4, 0xe9, 0xff},
}

var dashes = [][]vg.Length{nil, {vg.Points(5), vg.Points(2)}, {vg.Points(1.5), vg.Points(1.5)}, {vg.Points(7), vg.Points(2), vg.Points(1.5), vg.Points(2)}}

// levelDashes are those of a line across, which no flow has.
var levelDashes = []vg.Length{vg.Points(1), vg.Points(3)}

var (
	grey   = color.Gray{0xdd}
	middle = color.Gray{0x55}
)

// The size of a figure: its width, and the height of one panel without its legend.
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
	f, err := newFigure(r)
	if err != nil {
		return err
	}
	c := vgsvg.New(width, f.height())
	f.paint(draw.New(c))
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return err
	}
	_, err = w.Write(bytes.ReplaceAll(b.Bytes(), []byte(fontFamily), []byte(fontFamilies)))
	return err
}

// An SVG's reader may lack the font that lengths were measured by; the others have
// letters as wide.
const (
	fontFamily   = "font-family:Liberation Sans;"
	fontFamilies = "font-family:Liberation Sans,Arial,Helvetica,sans-serif;"
)

// WritePNG draws the report's first run as PNG.
func WritePNG(w io.Writer, r *lab.Report) error {
	f, err := newFigure(r)
	if err != nil {
		return err
	}
	c := vgimg.NewWith(vgimg.UseWH(width, f.height()), vgimg.UseDPI(144), vgimg.UseBackgroundColor(color.White))
	f.paint(draw.New(c))
	_, err = vgimg.PngCanvas{Canvas: c}.WriteTo(w)
	return err
}

// figure is what one file shows: panels one below the other, all as high as the
// one with the longest legend needs.
type figure struct {
	fonts  *font.Cache
	panels []panel
	legend vg.Length
}

func newFigure(r *lab.Report) (*figure, error) {
	fonts, err := typeface()
	if err != nil {
		return nil, err
	}
	f := &figure{fonts: fonts, panels: panelsOf(r)}
	for i := range f.panels {
		rows := wrapLegend(fonts, f.panels[i].legend(), width-roomLeft-padLeft-padRight)
		f.legend = max(f.legend, legendHeight(rows))
	}
	return f, nil
}

func (f *figure) height() vg.Length { return (height + f.legend) * vg.Length(len(f.panels)) }

// The room between a figure's edge and its panels.
const (
	padLeft  = vg.Length(4)
	padRight = vg.Length(8)
)

func (f *figure) paint(c draw.Canvas) {
	// White by itself: a page that shows it may be dark.
	c.FillPolygon(color.White, []vg.Point{c.Min, {X: c.Max.X, Y: c.Min.Y}, c.Max, {X: c.Min.X, Y: c.Max.Y}})
	tiles := draw.Tiles{Rows: len(f.panels), Cols: 1, PadTop: vg.Points(4), PadBottom: vg.Points(4), PadRight: padRight, PadLeft: padLeft, PadY: vg.Points(10)}
	for row := range f.panels {
		p := &f.panels[row]
		frame := newFrame(tiles.At(c, 0, row), f.fonts, f.legend, p.end, p.top())
		p.draw(&frame)
	}
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
	if p.level > 0 {
		f.line(p.levelStyle(), []point{{0, p.level}, {p.end, p.level}})
	}
	for i, s := range p.series {
		f.line(p.style(i), clip(s.points, f.yMax))
	}
	f.axes(p.title, "time (s)", p.y)
	f.legend(wrapLegend(f.fonts, p.legend(), f.canvas.Max.X-f.canvas.Min.X))
}

// style is how the i-th line looks.
func (p *panel) style(i int) draw.LineStyle {
	return draw.LineStyle{Color: palette[i%len(palette)], Width: vg.Points(1.2), Dashes: dashes[i%len(dashes)]}
}

func (p *panel) levelStyle() draw.LineStyle {
	return draw.LineStyle{Color: middle, Width: vg.Points(1), Dashes: levelDashes}
}

// legend names the lines.
func (p *panel) legend() (entries []entry) {
	for i, s := range p.series {
		entries = append(entries, entry{s.name, p.style(i)})
	}
	if p.level > 0 {
		entries = append(entries, entry{p.levelTip, p.levelStyle()})
	}
	return entries
}

// clip keeps a line inside the chart.
func clip(points []point, top float64) []point {
	for i := range points {
		points[i].y = math.Min(points[i].y, top)
	}
	return points
}
