package lab

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"
)

// usualWidth is that of a chart where nobody says how wide the terminal is.
const usualWidth = 80

// WriteCharts draws the windows of the first run's flows with characters, as
// wide as the terminal, 0 if that is not known: one chart for each flow, on the
// same scale within an experiment.
func (r *Report) WriteCharts(w io.Writer, width int, ascii bool) {
	if width == 0 {
		width = usualWidth
	}
	width = min(max(width, 40), 160)
	for _, t := range r.Outcomes[0].Trials {
		top := uint32(1)
		for _, k := range t.Tracks {
			for _, s := range between(k.Samples, t.Options.Warmup, t.Options.Time) {
				top = max(top, s.Cwnd)
			}
		}
		for _, k := range t.Tracks {
			name := r.rowName(Row{Experiment: t.Experiment.Name, Flow: k.Flow})
			fmt.Fprintf(w, "%s, window in packets\n", name)
			c := newCanvas(width-8, 6, ascii)
			c.plot(k.Samples, t.Options.Time, float64(top)*1.05)
			c.write(w, float64(top)*1.05, t.Options.Time)
		}
	}
}

// canvas is a grid of Braille characters, 2 by 4 dots each, or of stars.
type canvas struct {
	cols, rows int // characters
	sx, sy     int // dots in one
	dots       [][]bool
}

func newCanvas(cols, rows int, ascii bool) *canvas {
	c := &canvas{cols: cols, rows: rows, sx: 2, sy: 4}
	if ascii {
		c.sx, c.sy = 1, 1
	}
	c.dots = make([][]bool, rows*c.sy)
	for i := range c.dots {
		c.dots[i] = make([]bool, cols*c.sx)
	}
	return c
}

// plot draws the windows: in each column of dots from the least to the largest.
func (c *canvas) plot(samples []Sample, length time.Duration, top float64) {
	width, height := c.cols*c.sx, c.rows*c.sy
	lo, hi := make([]int, width), make([]int, width)
	for i := range lo {
		lo[i], hi[i] = math.MaxInt, -1
	}
	for _, s := range samples {
		x := int(int64(s.At) * int64(width) / int64(length))
		y := int(float64(s.Cwnd) / top * float64(height))
		if x < width {
			y = min(y, height-1)
			lo[x], hi[x] = min(lo[x], y), max(hi[x], y)
		}
	}
	for x := range width {
		for y := lo[x]; y <= hi[x]; y++ {
			c.dots[height-1-y][x] = true
		}
	}
}

// brailleBits are the bits of the dots of a Braille character, by row and column.
var brailleBits = [4][2]rune{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}

func (c *canvas) char(row, col int) rune {
	if c.sx == 1 {
		if c.dots[row][col] {
			return '*'
		}
		return ' '
	}
	r := rune(0x2800)
	for y := range 4 {
		for x := range 2 {
			if c.dots[row*4+y][col*2+x] {
				r |= brailleBits[y][x]
			}
		}
	}
	if r == 0x2800 {
		return ' '
	}
	return r
}

func (c *canvas) write(w io.Writer, top float64, length time.Duration) {
	bar, corner, dash := "│", "└", "─"
	if c.sx == 1 {
		bar, corner, dash = "|", "+", "-"
	}
	for row := range c.rows {
		label := ""
		if row == 0 || row == c.rows/2 {
			label = fmt.Sprintf("%.0f", top*float64(c.rows-row)/float64(c.rows))
		}
		var line strings.Builder
		for col := range c.cols {
			line.WriteRune(c.char(row, col))
		}
		fmt.Fprintf(w, "%5s %s%s\n", label, bar, strings.TrimRight(line.String(), " "))
	}
	fmt.Fprintf(w, "%5s %s%s\n", "0", corner, strings.Repeat(dash, c.cols))
	end := fmt.Sprintf("%.0f s", length.Seconds())
	fmt.Fprintf(w, "%7s0%s%s\n", "", strings.Repeat(" ", max(1, c.cols-1-len(end))), end)
}
