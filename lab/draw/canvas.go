package draw

import (
	"fmt"
	"image/color"
	"io"
	"math"
	"strings"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"git.sr.ht/~sbinet/gg"
	svg "github.com/ajstarks/svgo/float"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
)

// The drawings need lines and plain text only. A plotting library (gonum.org/v1/plot 0.17) reads the
// tables of its fonts and its TeX whenever a program starts that holds it, also for a compile.

// canvas is the paper of a figure. Lengths are points, 1/72 of an inch; x grows to
// the right, y downwards.
type canvas interface {
	fill(c color.RGBA, corners ...pos)
	stroke(s lineStyle, path ...pos)
	text(l label, at pos)
}

type pos struct{ x, y float64 }

// lineStyle is how a line looks; dashes are lengths of pieces and gaps in turn.
type lineStyle struct {
	color  color.RGBA
	width  float64
	dashes []float64
}

// label is a line of text whose baseline lies at the position that it is given.
type label struct {
	text    string
	size    float64
	align   float64 // which part of it lies before the position: one of the three below
	upright bool    // it is read from below to above
}

const (
	alignLeft   = 0
	alignMiddle = 0.5
	alignRight  = 1
)

// capHeight is that of the letters, as a part of the font's size.
const capHeight = 0.69

// typeface reads the one font that the drawings use, when the first is drawn.
var typeface = sync.OnceValues(func() (*opentype.Font, error) {
	f, err := opentype.Parse(liberationsansregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("draw: the font: %w", err)
	}
	return f, nil
})

// face is the font at a size in pixels.
func face(f *opentype.Font, size float64) (font.Face, error) {
	return opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
}

// vectors is a canvas that writes SVG.
type vectors struct{ out *svg.SVG }

// An SVG's reader may lack the font that lengths were measured by; the others have
// letters as wide.
const fontFamilies = "Liberation Sans,Arial,Helvetica,sans-serif"

func newVectors(w io.Writer, width, height float64) *vectors {
	out := svg.New(w)
	out.StartviewUnit(width, height, "pt", 0, 0, width, height)
	return &vectors{out}
}

func (v *vectors) close() { v.out.End() }

func (v *vectors) fill(c color.RGBA, corners ...pos) {
	x, y := split(corners)
	v.out.Polygon(x, y, "fill:"+hex(c))
}

func (v *vectors) stroke(s lineStyle, path ...pos) {
	style := fmt.Sprintf("fill:none;stroke:%s;stroke-width:%g", hex(s.color), s.width)
	if len(s.dashes) > 0 {
		style += ";stroke-dasharray:" + strings.Trim(fmt.Sprint(s.dashes), "[]")
	}
	x, y := split(path)
	v.out.Polyline(x, y, style)
}

func (v *vectors) text(l label, at pos) {
	anchor := map[float64]string{alignLeft: "start", alignMiddle: "middle", alignRight: "end"}[l.align]
	style := fmt.Sprintf("font-family:%s;font-size:%gpx;text-anchor:%s", fontFamilies, l.size, anchor)
	if l.upright {
		v.out.TranslateRotate(at.x, at.y, -90)
		defer v.out.Gend()
		at = pos{}
	}
	v.out.Text(at.x, at.y, l.text, style)
}

func split(path []pos) (x, y []float64) {
	for _, p := range path {
		x, y = append(x, p.x), append(y, p.y)
	}
	return x, y
}

func hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// pixels is a canvas that paints an image.
type pixels struct {
	out   *gg.Context
	faces map[float64]font.Face // by size in points
}

// pixelsPerPoint makes images of 144 dots per inch, for screens of today.
const pixelsPerPoint = 2

func newPixels(f *opentype.Font, width, height float64) (*pixels, error) {
	p := &pixels{
		out:   gg.NewContext(int(math.Round(width*pixelsPerPoint)), int(math.Round(height*pixelsPerPoint))),
		faces: map[float64]font.Face{},
	}
	for _, size := range textSizes {
		var err error
		if p.faces[size], err = face(f, size*pixelsPerPoint); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (p *pixels) path(path []pos) {
	for _, at := range path {
		p.out.LineTo(at.x*pixelsPerPoint, at.y*pixelsPerPoint)
	}
}

func (p *pixels) fill(c color.RGBA, corners ...pos) {
	p.out.SetColor(c)
	p.path(corners)
	p.out.Fill()
}

func (p *pixels) stroke(s lineStyle, path ...pos) {
	p.out.SetColor(s.color)
	p.out.SetLineWidth(s.width * pixelsPerPoint)
	var dashes []float64
	for _, d := range s.dashes {
		dashes = append(dashes, d*pixelsPerPoint)
	}
	p.out.SetLineCapButt()
	p.out.SetDash(dashes...)
	p.path(path)
	p.out.Stroke()
}

func (p *pixels) text(l label, at pos) {
	p.out.SetFontFace(p.faces[l.size])
	p.out.SetColor(black)
	p.out.Push()
	defer p.out.Pop()
	x, y := at.x*pixelsPerPoint, at.y*pixelsPerPoint
	if l.upright {
		p.out.RotateAbout(-math.Pi/2, x, y)
	}
	p.out.DrawStringAnchored(l.text, x, y, l.align, 0)
}
