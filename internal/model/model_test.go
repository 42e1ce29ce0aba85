package model

import (
	"flag"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/vm"
)

var (
	full = flag.Bool("full", false, "100,000 connections, over all algorithms, instead of 25 each")
	seed = flag.Uint64("seed", 1, "where the random connections start")
)

// connections is how many random connections an algorithm runs through.
func connections() int {
	if *full {
		return 100_000/len(algorithms) + 1
	}
	return 25
}

// lifetime is how many ACKs a connection sees. Among many, most are short.
func lifetime(r *rand.Rand) int {
	if *full {
		return int(logUniform(r, 10, 1000))
	}
	return 1000
}

// algorithms are those of the library that have a model. near is missing where
// every output must be equal after every callback.
var algorithms = []struct {
	name    string
	model   func() algorithm
	near    tolerance
	drift   float64 // the share by which all growth of the window may differ
	big     bool    // start in large windows, too
	ecn     bool
	modes   int      // how many the runs must reach
	policed bool     // every fourth path is behind a policer
	lossy   bool     // half of the paths lose much
	reaches []string // what the runs must meet at least once
}{
	{name: "reno", model: func() algorithm { return reno{} }},
	{name: "aimd", model: func() algorithm { return aimd{} }},
	{name: "scalable", model: func() algorithm { return scalable{} }, big: true},
	{name: "highspeed", model: func() algorithm { return &highspeed{} }, big: true},
	{name: "bic", model: func() algorithm { return &bic{} }, big: true},
	{name: "dctcp", model: func() algorithm { return &dctcp{} }, near: dctcpNear, ecn: true},
	{name: "prague", model: func() algorithm { return &prague{} }, near: pragueNear, drift: 0.01, ecn: true, modes: 3},
	{name: "cubic", model: func() algorithm { return &cubic{} }, near: cubicNear, drift: 0.002, big: true},
	{name: "cubicpp", model: func() algorithm { return &cubicpp{} }, near: cubicNear, drift: 0.002, big: true},
	{name: "westwood", model: func() algorithm { return &westwood{} }, near: westwoodNear, drift: 0.01},
	{name: "bbr", model: func() algorithm { return &bbr{} }, near: bbrNear, modes: 4, policed: true,
		reaches: []string{policerFound, policerForgotten, policerSought, policerSlow}},
	{name: "bbr3", model: func() algorithm { return &bbr3{} }, near: bbr3Near, modes: b3States, lossy: true, reaches: []string{tooHighSeen}},
	{name: "yeah", model: func() algorithm { return &yeah{} }, big: true},
	{name: "illinois", model: func() algorithm { return &illinois{} }, big: true},
	{name: "hybla", model: func() algorithm { return &hybla{} }},
	{name: "htcp", model: func() algorithm { return &htcp{} }, big: true},
	{name: "nv", model: func() algorithm { return &nv{} }, near: nvNear, drift: 0.01},
	{name: "cdg", model: func() algorithm { return &cdg{} }},
	{name: "vegas", model: func() algorithm { return &vegas{} }},
	{name: "ledbatpp", model: func() algorithm { return &ledbatpp{} }, near: ledbatNear, drift: 0.01, modes: 4},
	{name: "lp", model: func() algorithm { return &lp{} }, modes: 2},
	{name: "copa", model: func() algorithm { return &copa{} }, near: copaNear, drift: 0.01, modes: 3},
	{name: "veno", model: func() algorithm { return &veno{} }},
}

// Every algorithm of the library must do what its model does.
func TestLibraryFollowsItsModels(t *testing.T) {
	for _, a := range algorithms {
		t.Run(a.name, func(t *testing.T) {
			optimised, asBuilt := compile(t, a.name, lang.Options{}), compile(t, a.name, lang.Options{NoOptimize: true})
			h := fnv.New64()
			h.Write([]byte(a.name))
			r := rand.New(rand.NewPCG(h.Sum64(), *seed))
			acks, calls, differ, total := 0, 0, map[string]int{}, &drift{}
			modes, reached := [8]int{}, map[string]int{}
			for n := range connections() {
				o := optimised
				if n%5 == 4 {
					o = asBuilt
				}
				p := &pair{model: a.model(), object: o, sock: vm.NewSocket(), near: a.near, differ: differ, drift: total}
				p.control, _ = p.model.(controller)
				p.sock.RecordSize = o.layout.Storage
				p.sock.Kconfig = map[string]uint64{}
				life := lifetime(r)
				s := newSender(r, p, a.big)
				s.needECN = a.ecn
				if a.policed && n%4 == 3 {
					s.police(n / 4)
					life *= 4
				}
				if a.lossy && n%4 >= 2 {
					s.loseMuch()
				}
				s.reached = reached
				p.conn = s.conn
				if err := s.run(life); err != nil {
					t.Fatalf("connection %d, %d Hz: %v", n, s.hz, err)
				}
				acks += life
				calls += p.calls
				for mode, n := range s.modes {
					modes[mode] += n
				}
			}
			if off := math.Abs(float64(total.object-total.model)) / float64(total.model); off > a.drift {
				t.Errorf("the object grew windows by %d packets, the model by %d", total.object, total.model)
			}
			if slices.Contains(modes[:a.modes], 0) {
				t.Errorf("a mode was never reached: %v", modes)
			}
			for _, what := range a.reaches {
				if reached[what] == 0 {
					t.Errorf("no connection met %s", what)
				}
			}
			t.Logf("%d ACKs of %d connections, %d calls, growth %+v, near but not equal: %v, modes %v, met %v",
				acks, connections(), calls, *total, differ, modes, reached)
		})
	}
}
