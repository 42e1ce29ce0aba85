package difftest

import (
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
	"github.com/ccc-lang/ccc/vm"
)

// The table of meanings: testdata/semantics/*.txt, described in its README. Every
// scenario must come out as the table says, in every execution.
func TestSemantics(t *testing.T) {
	files, err := filepath.Glob("../../testdata/semantics/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	rows := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range parseCases(t, file, string(text)) {
			rows += len(c.scenarios)
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+c.title, c.run)
		}
	}
	if rows < 250 {
		t.Errorf("the tables have %d scenarios, fewer than they had", rows)
	}
}

// semCase is one program of the table with its scenarios.
type semCase struct {
	title, source string
	eval          string // the callback that `=>` calls
	scenarios     []scenario
}

type scenario struct {
	place string // file:line
	steps []string
}

var evalLine = regexp.MustCompile(`(?m)^eval(?:\((\w+)\))? (.*?) = (.*)$`)

func parseCases(t *testing.T, file, text string) []*semCase {
	var cases []*semCase
	var c *semCase
	for i, line := range strings.Split(text, "\n") {
		switch {
		case strings.HasPrefix(line, "== "):
			c = &semCase{title: line[3:]}
			cases = append(cases, c)
		case strings.HasPrefix(line, "> "):
			c.scenarios = append(c.scenarios, scenario{fmt.Sprintf("%s:%d", filepath.Base(file), i+1), strings.Fields(line[2:])})
		case c != nil && len(c.scenarios) == 0:
			c.source += line + "\n"
		case strings.TrimSpace(line) != "" && c != nil:
			t.Fatalf("%s:%d: program text after a scenario", file, i+1)
		}
	}
	for _, c := range cases {
		c.complete()
	}
	return cases
}

// complete writes out `eval` and adds what every algorithm must have.
func (c *semCase) complete() {
	if m := evalLine.FindStringSubmatch(c.source); m != nil {
		c.eval = m[1]
		if c.eval == "" {
			c.eval = "init"
		}
		text := fmt.Sprintf("state { out: %s }\n%s { ca.out = %s }", m[2], Signature(c.eval), m[3])
		c.source = evalLine.ReplaceAllLiteralString(c.source, text)
	}
	c.source = Complete(c.source)
}

// Complete adds an `algorithm` line and the callbacks that every algorithm must
// have to a program that lacks them.
func Complete(source string) string {
	if !strings.HasPrefix(strings.TrimSpace(source), "algorithm ") {
		source = "algorithm test\n" + source
	}
	for _, cb := range [][2]string{
		{"ssthresh", "ssthresh(sk) = 2"}, {"undo_cwnd", "undo_cwnd(sk) = sk.snd_cwnd"},
		{"cong_(avoid|control)", "cong_avoid(sk, ack, acked) {}"},
	} {
		if !regexp.MustCompile(`(?m)^` + cb[0] + `\(`).MatchString(source) {
			source += cb[1] + "\n"
		}
	}
	return source
}

// Signature returns a callback's name and parameters, as "cong_avoid(sk, ack, acked)".
func Signature(callback string) string {
	var names []string
	for _, p := range target.LookupCallback(callback).Params {
		names = append(names, p.Name)
	}
	return callback + "(" + strings.Join(names, ", ") + ")"
}

func (c *semCase) run(t *testing.T) {
	s, err := NewAnyState(c.source)
	if err != nil {
		t.Fatalf("%v\n%s", err, c.source)
	}
	defer s.Close()
	s.Ranges = true
	if os.Getuid() == 0 {
		if err := s.UseKernel(vm.NewSocket()); err != nil {
			t.Errorf("the kernel refuses the program: %v\n%s", err, c.source)
		}
	}
	for _, sc := range c.scenarios {
		run := &scenarioRun{s: s, c: c, sock: vm.NewSocket()}
		run.sock.Params = map[string]int64{}
		run.sock.Kconfig = map[string]uint64{}
		for _, f := range []string{"snd_cwnd_clamp"} {
			run.sock.SetRaw(target.Lookup(target.Sock, f), 1<<32-1)
		}
		for i, step := range sc.steps {
			if err := run.step(step, sc.steps[i+1:]); err != nil {
				t.Errorf("%s: %s: %v\n%s", sc.place, step, err, c.source)
				break
			}
		}
	}
}

// scenarioRun is one scenario under way.
type scenarioRun struct {
	s    *Subject
	c    *semCase
	sock *vm.Socket
	done bool // the last steps were taken together
}

var (
	callStep  = regexp.MustCompile(`^(\w+)\(([^)]*)\)(?:=(\d+))?$`)
	checkStep = regexp.MustCompile(`^([\w.\[\]]+)==(.+)$`)
	setStep   = regexp.MustCompile(`^([\w.\[\]]+)=(.+)$`)
)

func (r *scenarioRun) step(step string, rest []string) error {
	switch {
	case r.done:
		return nil
	case step == "=>":
		r.done = true
		if err := r.call(r.c.eval, "", ""); err != nil {
			return err
		}
		return r.check("ca.out", rest[0])
	case step == "norecord":
		r.sock.NoRecord = true
		return nil
	}
	if m := callStep.FindStringSubmatch(step); m != nil {
		return r.call(m[1], m[2], m[3])
	}
	if m := checkStep.FindStringSubmatch(step); m != nil {
		return r.check(m[1], m[2])
	}
	if m := setStep.FindStringSubmatch(step); m != nil {
		return r.set(m[1], m[2])
	}
	return fmt.Errorf("what is this step?")
}

// call runs a callback in all executions and goes on with the socket they agree on.
func (r *scenarioRun) call(name, args, want string) error {
	cb := target.LookupCallback(name)
	if cb == nil {
		return fmt.Errorf("no such callback")
	}
	values := make([]int64, len(cb.Params))
	next := 0
	for arg := range strings.SplitSeq(args, ",") {
		if arg == "" {
			continue
		}
		for cb.Params[next].Type == target.U64 {
			next++
		}
		v, err := integer(arg)
		if err != nil {
			return err
		}
		values[next] = v
		next++
	}
	sock, result, err := r.s.Compare(r.sock, name, values)
	if err != nil {
		return err
	}
	r.sock = sock
	if want != "" && want != strconv.FormatUint(uint64(result), 10) {
		return fmt.Errorf("it gives %d", result)
	}
	return nil
}

func integer(text string) (int64, error) {
	if v, err := strconv.ParseUint(text, 0, 64); err == nil {
		return int64(v), nil
	}
	return strconv.ParseInt(text, 0, 64)
}

func (r *scenarioRun) field(name string) *target.Field {
	obj, field, _ := strings.Cut(name, ".")
	for _, o := range []target.Object{target.Sock, target.RateSample, target.AckSample} {
		if o.Name() == obj {
			return target.Lookup(o, field)
		}
	}
	return nil
}

// leaf finds the leaf of the state and the element that a name means.
func (r *scenarioRun) leaf(name string) (*ir.Leaf, int) {
	name = strings.TrimPrefix(name, "ca.")
	for i := range r.s.Layout.Leaves {
		leaf := &r.s.Layout.Leaves[i]
		if leaf.Name == name {
			return leaf, 0
		}
		if at := strings.Index(name, "["); at >= 0 {
			end := strings.Index(name, "]")
			if index, err := strconv.Atoi(name[at+1 : end]); err == nil && leaf.Name == name[:at+1]+name[end:] {
				return leaf, index
			}
		}
	}
	return nil, 0
}

func (r *scenarioRun) set(name, text string) error {
	switch name {
	case "hz", "now", "jiffies", "seed":
		v, err := integer(text)
		r.world(name, uint64(v))
		return err
	}
	if f := r.field(name); f != nil {
		v, err := integer(text)
		r.sock.SetRaw(f, v)
		return err
	}
	if leaf, i := r.leaf(name); leaf != nil && strings.HasPrefix(name, "ca.") {
		v, err := stored(leaf.Type, text)
		StoreLeaf(r.sock, r.s.Layout, leaf, i, v)
		return err
	}
	for _, p := range r.s.Program.Params {
		if p.Name == name {
			v, ok := new(big.Rat).SetString(text)
			if !ok {
				return fmt.Errorf("%q is no number", text)
			}
			if p.Unit.Num != 0 {
				v.Mul(v, big.NewRat(p.Unit.Num, p.Unit.Den))
			}
			r.sock.Params[p.Symbol] = vm.StoredParam(p, v)
			return nil
		}
	}
	return fmt.Errorf("nothing is called %s", name)
}

func (r *scenarioRun) world(name string, v uint64) {
	switch name {
	case "hz":
		r.sock.Kconfig["CONFIG_HZ"] = v
	case "jiffies":
		r.sock.Jiffies = v
	case "seed":
		r.sock.Seed = v
	case "now":
		r.sock.Now = v * 1000
		r.sock.SetRaw(&target.Field{Path: "tcp_mstamp"}, int64(v))
	}
}

func (r *scenarioRun) check(name, want string) error {
	if name == "sent" {
		if got := strings.Join(r.sock.Events, ","); got != want {
			return fmt.Errorf("events are %s", got)
		}
		return nil
	}
	if f := r.field(name); f != nil {
		v, err := integer(want)
		if err != nil {
			return err
		}
		if got := r.sock.Raw(f); got != v {
			return fmt.Errorf("it is %d", got)
		}
		return nil
	}
	leaf, i := r.leaf(name)
	if leaf == nil {
		return fmt.Errorf("nothing is called %s", name)
	}
	v, err := stored(leaf.Type, want)
	if err != nil {
		return err
	}
	if got := LoadLeaf(r.sock, r.s.Layout, leaf, i); got != v {
		return fmt.Errorf("it is %s", shown(leaf.Type, got))
	}
	return nil
}

// stored returns the integer that a place holds for a value as the table writes
// it: in the place's own unit; points in time in microseconds.
func stored(pt *types.PlaceType, text string) (int64, error) {
	switch {
	case text == "true":
		return 1, nil
	case text == "false":
		return 0, nil
	case pt.Kind == types.Enum:
		for _, v := range pt.Enum.Values {
			if v.Name == text {
				return v.Value, nil
			}
		}
	}
	v, ok := new(big.Rat).SetString(text)
	if !ok {
		return 0, fmt.Errorf("%q is no value of the place", text)
	}
	v.Mul(v, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(pt.Frac))))
	if !v.IsInt() || !v.Num().IsInt64() {
		return 0, fmt.Errorf("the place cannot hold %s", text)
	}
	return v.Num().Int64(), nil
}

func shown(pt *types.PlaceType, v int64) string {
	r := big.NewRat(v, 1)
	r.Quo(r, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(pt.Frac))))
	return r.RatString()
}
