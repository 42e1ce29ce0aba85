package draw

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font"

	"github.com/ccc-lang/ccc/lab"
)

func report() *lab.Report {
	flow := lab.Flow{Label: "mine <1>", Algorithm: "a"}
	p := &lab.Plan{Link: lab.Link{Rate: 20e6, Delay: 20 * time.Millisecond, Queue: 33}, Mine: flow,
		Options: lab.Options{Time: 10 * time.Second, Warmup: time.Second}}
	var samples []lab.Sample
	for at := time.Duration(0); at < p.Time; at += 5 * time.Millisecond {
		samples = append(samples, lab.Sample{At: at, Cwnd: 34 + uint32(at/(30*time.Millisecond))%34, RTT: 30 * time.Millisecond})
	}
	trial := lab.Trial{Experiment: p.Experiments()[0], Options: p.Options, Capacity: 1, Tracks: []lab.Track{{Flow: flow, Samples: samples}}}
	return lab.NewReport(p, []lab.Outcome{{Trials: []lab.Trial{trial}}}, nil)
}

func TestSVG(t *testing.T) {
	var b bytes.Buffer
	if err := WriteSVG(&b, report()); err != nil {
		t.Fatal(err)
	}
	for d := xml.NewDecoder(bytes.NewReader(b.Bytes())); ; {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"window (packets)", "round trip (ms)", "time (s)", "mine &lt;1&gt;", "the queue overflows (67)", "sans-serif"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the drawing lacks %q", want)
		}
	}
	if b.Len() > 100<<10 {
		t.Errorf("the drawing has %d bytes", b.Len())
	}
	var again bytes.Buffer
	if err := WriteSVG(&again, report()); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("the same report gave another drawing (%v)", err)
	}
}

// The legend must lie above the axes, within the figure, however many flows there are.
func TestLegend(t *testing.T) {
	r := report()
	track := r.Outcomes[0].Trials[0].Tracks[0]
	for n := 1; n <= 64; n *= 4 {
		tracks := r.Outcomes[0].Trials[0].Tracks[:0]
		for i := range n {
			track.Flow.Label = fmt.Sprintf("some-algorithm.cc#%d", i+1)
			tracks = append(tracks, track)
		}
		r.Outcomes[0].Trials[0].Tracks = tracks
		f, err := newFigure(r)
		if err != nil {
			t.Fatal(err)
		}
		rows := f.legends[0]
		if legendHeight(rows) > f.legend {
			t.Errorf("%d flows: %d rows in a legend of %v", n, len(rows), f.legend)
		}
		names := 0
		for _, row := range rows {
			long := 0.0 - legendSpace
			for _, e := range row {
				names++
				if e.long <= 0 {
					t.Errorf("%d flows: %q is %v long", n, e.name, e.long)
				}
				long += legendSpace + legendSample + legendGap + e.long
			}
			if long > f.legendRoom() {
				t.Errorf("%d flows: a row of %v, with room for %v", n, long, f.legendRoom())
			}
		}
		if names != n+1 { // and the level
			t.Errorf("%d flows, %d names", n, names)
		}
	}
}

// A flow that gave no sample, alone or beside others, has an empty chart.
func TestNoSamples(t *testing.T) {
	for _, experiment := range []string{"", lab.Shared} {
		r := report()
		trial := &r.Outcomes[0].Trials[0]
		trial.Tracks[0].Samples = nil
		if experiment != "" {
			trial.Experiment.Name = experiment
		}
		var b bytes.Buffer
		if err := WriteSVG(&b, r); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "time (s)") || strings.Contains(b.String(), "NaN") {
			t.Errorf("%q: the drawing is\n%s", experiment, b.String())
		}
	}
}

// Marks of many digits have room beside the title of their axis.
func TestWideMarks(t *testing.T) {
	for cwnd, widest := range map[uint32]string{50_000: "50000", 1_600_000: "1.5e+06"} {
		r := report()
		samples := r.Outcomes[0].Trials[0].Tracks[0].Samples
		for i := range samples {
			samples[i].Cwnd = cwnd
		}
		f, err := newFigure(r)
		if err != nil {
			t.Fatal(err)
		}
		letters, err := face(f.font, markText)
		if err != nil {
			t.Fatal(err)
		}
		long := float64(font.MeasureString(letters, widest)) / 64
		if need := axisText + long + 2 + markLength; f.left < need+markGap || f.left > max(roomLeft, need+markGap) {
			t.Errorf("%q needs %v, and there are %v", widest, need, f.left)
		}
	}
}

// Names longer than the figure are cut.
func TestLongName(t *testing.T) {
	r := report()
	r.Outcomes[0].Trials[0].Tracks[0].Flow.Label = strings.Repeat("long-", 100)
	f, err := newFigure(r)
	if err != nil {
		t.Fatal(err)
	}
	if e := f.legends[0][0][0]; !strings.HasSuffix(e.name, "…") || legendSample+legendGap+e.long > f.legendRoom() {
		t.Errorf("%q is %v long", e.name, e.long)
	}
}

func TestPNG(t *testing.T) {
	var b bytes.Buffer
	if err := WritePNG(&b, report()); err != nil {
		t.Fatal(err)
	}
	image, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	colours := map[[3]uint32]bool{}
	for y := range image.Bounds().Dy() {
		for x := range image.Bounds().Dx() {
			r, g, b, _ := image.At(x, y).RGBA()
			colours[[3]uint32{r >> 8, g >> 8, b >> 8}] = true
		}
	}
	if !colours[[3]uint32{0x00, 0x72, 0xb2}] {
		t.Error("no line has the first colour")
	}
}

func TestHTML(t *testing.T) {
	r := report()
	r.Disturbed = "a test"
	var b bytes.Buffer
	if err := WriteHTML(&b, r, []lab.Verdict{{Condition: lab.Condition{Text: "jain>1"}, Value: 0.5}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<svg", "mine &lt;1&gt; in the lab", "jain&gt;1", "failed", "disturbed this run"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, outside := range []string{"src=", "<?xml", "<script", "<link"} {
		if strings.Contains(b.String(), outside) {
			t.Errorf("the page holds %q: it is not complete in itself", outside)
		}
	}
}

func TestMarks(t *testing.T) {
	for _, test := range []struct {
		hi   float64
		want string
	}{{73, "0 20 40 60"}, {14, "0 5 10"}, {1.2, "0 0.5 1"}, {860, "0 200 400 600 800"}} {
		var labels []string
		for _, m := range marks(test.hi, 5) {
			labels = append(labels, markName(m))
		}
		if got := strings.Join(labels, " "); got != test.want {
			t.Errorf("marks up to %v: %s, want %s", test.hi, got, test.want)
		}
	}
}
