// Package draw draws a lab report: its windows and queues over time, as SVG, PNG
// or a page of HTML that needs nothing else.
package draw

import (
	"bytes"
	"cmp"
	"fmt"
	"image/color"
	"io"
	"math"
	"time"

	"golang.org/x/image/font/opentype"

	"github.com/ccc-lang/ccc/lab"
)

// palette is Okabe and Ito's (2008), told apart by the colour-blind, too. Lines
// of one panel differ in their dashes as well, for paper without colours.
var palette = []color.RGBA{
	{0x00, 0x72, 0xb2, 0xff}, {0xd5, 0x5e, 0x00, 0xff}, {0x00, 0x9e, 0x73, 0xff},
	{0xcc, 0x79, 0xa7, 0xff}, {0xe6, 0x9f, 0x00, 0xff}, {0x56, 0xb4, 0xe9, 0xff},
}

var dashes = [][]float64{nil, {5, 2}, {1.5, 1.5}, {7, 2, 1.5, 2}}

// levelStyle is that of a line across, whose dashes no flow has.
var levelStyle = lineStyle{color: gray(0x55), width: 1, dashes: []float64{1, 3}}

var (
	black = gray(0)
	white = gray(0xff)
	grey  = gray(0xdd)
	faint = gray(0xf2)
)

func gray(y uint8) color.RGBA { return color.RGBA{y, y, y, 0xff} }

// The size of a figure in points: its width, and the height of one panel without
// its legend. They are 18 and 6 cm.
const (
	width  = 18 * 72 / 2.54
	height = 6 * 72 / 2.54
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
	var b bytes.Buffer
	c := newVectors(&b, width, f.height())
	f.paint(c)
	c.close()
	_, err = b.WriteTo(w)
	return err
}

// WritePNG draws the report's first run as PNG.
func WritePNG(w io.Writer, r *lab.Report) error {
	f, err := newFigure(r)
	if err != nil {
		return err
	}
	c, err := newPixels(f.font, width, f.height())
	if err != nil {
		return err
	}
	f.paint(c)
	return c.out.EncodePNG(w)
}

// figure is what one file shows: panels one below the other, all as high as the
// one with the longest legend needs.
type figure struct {
	font    *opentype.Font
	panels  []panel
	legends [][][]entry // of each panel, its rows
	legend  float64     // height of the highest
	left    float64     // room left of the axes, in all panels
}

func newFigure(r *lab.Report) (*figure, error) {
	letters, err := typeface()
	if err != nil {
		return nil, err
	}
	f := &figure{font: letters, panels: panelsOf(r)}
	for i := range f.panels {
		room, err := leftRoom(letters, f.panels[i].top())
		if err != nil {
			return nil, err
		}
		f.left = max(f.left, room)
	}
	for i := range f.panels {
		entries := f.panels[i].legend()
		if err := shorten(letters, entries, f.legendRoom()-legendSample-legendGap); err != nil {
			return nil, err
		}
		rows := wrapLegend(entries, f.legendRoom())
		f.legends = append(f.legends, rows)
		f.legend = max(f.legend, legendHeight(rows))
	}
	return f, nil
}

func (f *figure) height() float64 { return (height + f.legend) * float64(len(f.panels)) }

// The room between a figure's edge and its panels, and between these.
const (
	padLeft   = 4.0
	padRight  = 14.0 // half of the last mark
	padAround = 4.0  // above the first, below the last
	padAmong  = 10.0
)

// legendRoom is how wide a legend may be.
func (f *figure) legendRoom() float64 { return width - f.left - padLeft - padRight }

func (f *figure) paint(c canvas) {
	bottom := f.height()
	// White by itself: a page that shows it may be dark.
	c.fill(white, pos{0, 0}, pos{width, 0}, pos{width, bottom}, pos{0, bottom})
	n := float64(len(f.panels))
	each := (bottom - 2*padAround - (n-1)*padAmong) / n
	for i := range f.panels {
		p := &f.panels[i]
		top := padAround + float64(i)*(each+padAmong)
		p.draw(&frame{
			canvas: c,
			left:   padLeft + f.left, right: width - padRight,
			top: top + roomTop + f.legend, bottom: top + each - roomBottom,
			above: f.legend, room: f.left, xMax: p.end, yMax: p.top(),
		}, f.legends[i])
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
	if len(windows.series) == 0 && len(sharedRTT.series) > 0 {
		out = append(out, sharedRTT)
	}
	if len(out) == 0 { // no sample came
		windows.end = cmp.Or(windows.end, shared.end)
		out = append(out, windows)
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

func (p *panel) draw(f *frame, legend [][]entry) {
	f.shade(p.shadow)
	f.grid()
	if p.level > 0 {
		f.line(levelStyle, point{0, p.level}, point{p.end, p.level})
	}
	for i, s := range p.series {
		f.line(style(i), clip(s.points, f.yMax)...)
	}
	f.axes(p.title, "time (s)", p.y)
	f.legend(legend)
}

// style is how the i-th line looks.
func style(i int) lineStyle {
	return lineStyle{color: palette[i%len(palette)], width: 1.2, dashes: dashes[i%len(dashes)]}
}

// legend names the lines.
func (p *panel) legend() (entries []entry) {
	for i, s := range p.series {
		entries = append(entries, entry{name: s.name, style: style(i)})
	}
	if p.level > 0 {
		entries = append(entries, entry{name: p.levelTip, style: levelStyle})
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
