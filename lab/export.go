package lab

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"strconv"
)

// WriteCSV writes every sample of every run, a line each.
func (r *Report) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"run", "experiment", "flow", "time_s", "cwnd_pkts", "ssthresh_pkts", "state", "srtt_us", "min_rtt_us",
		"delivered_pkts", "delivered_ce_pkts", "retransmits_pkts", "pacing_rate_Bps", "delivery_rate_Bps", "queue_pkts"}}
	for run, o := range r.Outcomes {
		for _, t := range o.Trials {
			for _, k := range t.Tracks {
				for _, s := range k.Samples {
					rows = append(rows, []string{strconv.Itoa(run + 1), t.Experiment.Name, k.Flow.Label,
						strconv.FormatFloat(s.At.Seconds(), 'f', 6, 64), u(s.Cwnd), u(s.Ssthresh), u(s.State),
						strconv.FormatInt(s.RTT.Microseconds(), 10), strconv.FormatInt(s.MinRTT.Microseconds(), 10),
						u(s.Delivered), u(s.DeliveredCE), u(s.Retransmits), u(s.PacingRate), u(s.DeliveryRate), strconv.Itoa(int(s.Waiting))})
				}
			}
		}
	}
	return out.WriteAll(rows)
}

func u[T uint8 | uint32 | uint64](v T) string { return strconv.FormatUint(uint64(v), 10) }

// jsonReport is the form that WriteJSON writes: stable names, base units.
type jsonReport struct {
	Scenario  string             `json:"scenario,omitempty"`
	Kernel    string             `json:"kernel,omitempty"`
	Link      jsonLink           `json:"link"`
	Time      float64            `json:"time_s"`
	Warmup    float64            `json:"warmup_s"`
	Seed      uint64             `json:"seed"`
	Runs      int                `json:"runs"`
	Mine      string             `json:"mine,omitempty"`
	Twin      string             `json:"twin,omitempty"`
	Metrics   map[string]float64 `json:"metrics"`
	Callbacks []Call             `json:"callbacks,omitempty"`
	Health    []jsonHealth       `json:"health"`
	Disturbed string             `json:"disturbed,omitempty"`
	Notes     []string           `json:"notes,omitempty"`
	Expected  []jsonVerdict      `json:"expected,omitempty"`
}

type jsonLink struct {
	Rate  float64 `json:"rate_bps"`
	Delay float64 `json:"delay_s"`
	Queue int     `json:"queue_pkts"`
	Loss  float64 `json:"loss"`
	Mark  int     `json:"ecn_pkts"`
	Trace string  `json:"trace,omitempty"`
}

type jsonHealth struct {
	Skew    float64 `json:"skew"`
	Stalls  int     `json:"stalls"`
	Longest float64 `json:"longest_stall_s"`
	Late    float64 `json:"late_p999_s"`
	Gap     float64 `json:"sample_gap_s"`
	Drops   uint64  `json:"device_drops"`
}

type jsonVerdict struct {
	Condition string  `json:"condition"`
	Value     float64 `json:"value"`
	Held      bool    `json:"held"`
}

// WriteJSON writes the figures, and whether the conditions held. A figure that
// does not exist, as the peak of a flow without cuts against another, is left out.
func (r *Report) WriteJSON(w io.Writer, verdicts []Verdict) error {
	p := r.Plan
	out := jsonReport{Scenario: p.Scenario, Kernel: r.Kernel, Time: p.Time.Seconds(), Warmup: p.Warmup.Seconds(), Seed: p.Seed,
		Runs: len(r.Outcomes), Mine: p.Mine.Label, Twin: p.Twin.Label, Metrics: map[string]float64{}, Callbacks: r.Calls,
		Disturbed: r.Disturbed, Notes: r.Notes,
		Link: jsonLink{Rate: p.Link.Rate, Delay: p.Link.Delay.Seconds(), Queue: p.Link.Queue, Loss: p.Link.Loss, Mark: p.Link.Mark}}
	if p.Link.Trace != nil {
		out.Link.Trace = p.Link.Trace.Name
	}
	for _, m := range r.Metrics {
		if !math.IsNaN(m.Value) {
			out.Metrics[m.Name] = m.Value
		}
	}
	for _, o := range r.Outcomes {
		h := o.Health
		out.Health = append(out.Health, jsonHealth{Skew: h.Skew(), Stalls: h.Stalls, Longest: h.LongestStall.Seconds(),
			Late: h.Late.Seconds(), Gap: h.SampleGap.Seconds(), Drops: h.DeviceDrops})
	}
	for _, v := range verdicts {
		if !math.IsNaN(v.Value) {
			out.Expected = append(out.Expected, jsonVerdict{v.Condition.Text, v.Value, v.Held})
		}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
