package lab

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"golang.org/x/sys/unix"
)

// Run runs the experiments side by side, each on a link of its own, all by the
// same clock, so that whatever disturbs one disturbs all. It needs CAP_SYS_ADMIN
// and CAP_NET_ADMIN, in a user namespace or outside; the error is a
// *CapabilityError if one is missing.
func Run(ctx context.Context, experiments []Experiment, o Options) ([]Trial, Health, error) {
	if o.Time <= o.Warmup || o.Warmup < 0 {
		return nil, Health{}, fmt.Errorf("a run of %v cannot have a warm-up of %v", o.Time, o.Warmup)
	}
	for _, e := range experiments {
		if err := e.Link.Check(); err != nil {
			return nil, Health{}, err
		}
	}
	defer quieten()()
	var links []*link
	defer func() {
		for _, l := range links {
			l.close()
		}
	}()
	for _, e := range experiments {
		l, err := newLink(e, o)
		if err != nil {
			return nil, Health{}, err
		}
		links = append(links, l)
	}
	clock := startRelay(links)
	d, err := drive(ctx, links, clock, o)
	clock.end()
	if err != nil {
		return nil, Health{}, err
	}
	health := Health{Real: o.Time + time.Duration(clock.skew.Load()), Link: o.Time, Stalls: clock.stalls, LongestStall: clock.longest,
		Late: clock.late.Quantile(0.999), SampleGap: d.longest, Nice: clock.nice}
	var trials []Trial
	for i, l := range links {
		trials = append(trials, l.trial(d.traffic[i], o))
		for _, n := range []*namespace{l.sender, l.receiver} {
			drops, err := n.drops()
			if err != nil {
				return nil, Health{}, fmt.Errorf("read the device's counters: %w", err)
			}
			health.DeviceDrops += drops
		}
	}
	return trials, health, nil
}

// quieten keeps the garbage collector away and lets the link's thread find a
// processor in the scheduler at any time; the result undoes it.
func quieten() (undo func()) {
	procs := runtime.GOMAXPROCS(0)
	runtime.GOMAXPROCS(procs + 6)
	percent := debug.SetGCPercent(-1)
	limit := debug.SetMemoryLimit(1 << 30)
	return func() {
		runtime.GOMAXPROCS(procs)
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

// driven is what drive saw.
type driven struct {
	traffic []*traffic
	longest time.Duration // between two samples, in real time
}

// drive makes the flows and samples them until the time is over.
func drive(ctx context.Context, links []*link, clock *relay, o Options) (d driven, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer func() {
		cancel()
		for _, t := range d.traffic {
			t.close()
		}
	}()
	failed := make(chan error, 1)
	for _, l := range links {
		t, err := startTraffic(ctx, l, clock)
		if err != nil {
			return d, err
		}
		d.traffic = append(d.traffic, t)
		go func() {
			select {
			case err := <-t.failed:
				select {
				case failed <- err:
				default:
				}
			case <-ctx.Done():
			}
		}()
	}
	err = onOwnThread(func() error {
		_ = unix.Prctl(unix.PR_SET_TIMERSLACK, 1, 0, 0, 0)
		_ = unix.Setpriority(unix.PRIO_PROCESS, unix.Gettid(), niceness)
		d.longest, err = d.sample(ctx, clock, o, interval(links, o), failed)
		return err
	})
	return d, err
}

// interval returns the time between samples: short against a round trip.
func interval(links []*link, o Options) time.Duration {
	if o.Interval > 0 {
		return o.Interval
	}
	d := 10 * time.Millisecond
	for _, l := range links {
		d = min(d, l.experiment.Link.Delay/4)
	}
	return max(d, time.Millisecond)
}

func (d *driven) sample(ctx context.Context, clock *relay, o Options, every time.Duration, failed chan error) (longest time.Duration, err error) {
	last, told := time.Now(), time.Time{}
	for {
		select {
		case <-ctx.Done():
			return longest, context.Cause(ctx)
		case err := <-failed:
			return longest, err
		default:
		}
		at := clock.now()
		if at >= o.Time {
			return longest, nil
		}
		for _, t := range d.traffic {
			t.sample(at)
		}
		if o.Progress != nil && time.Since(told) > 250*time.Millisecond {
			told = time.Now()
			o.Progress(at)
		}
		ts := unix.NsecToTimespec(int64(every))
		_ = unix.Nanosleep(&ts, nil)
		longest, last = max(longest, time.Since(last)), time.Now()
	}
}

// trial gathers what one link and its flows have counted.
func (l *link) trial(t *traffic, o Options) Trial {
	trial := Trial{Experiment: l.experiment, Options: o}
	for i, c := range t.conns {
		trial.Tracks = append(trial.Tracks, Track{Flow: c.flow, Samples: c.samples,
			Counters: l.forward.counters[i], RTT: l.forward.rtt[i]})
	}
	trial.Capacity = l.experiment.Link.Rate / 8 * (o.Time - o.Warmup).Seconds()
	if tr := l.experiment.Link.Trace; tr != nil {
		trial.Capacity = tr.between(o.Warmup, o.Time)
	}
	return trial
}
