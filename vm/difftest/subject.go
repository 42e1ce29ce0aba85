// Package difftest holds a program's executions against one another: the
// big-integer reference, the IR as it was built, the IR after optimisation, the bytecode of both in the VM and, as
// root, the bytecode in the kernel's JIT. All start from the same model socket and
// must leave the same one.
//
//	s, err := difftest.New(source)
//	err = s.Compare(sock, "cong_avoid", args)
package difftest

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/codegen"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/types"
	"github.com/ccc-lang/ccc/vm"
)

// Subject is one program with all its executions.
type Subject struct {
	Source  string
	Program *types.Program
	Layout  *ir.Layout
	// Objects are the object files without and with optimisation. The first is nil where
	// the program is too large for the kernel without.
	Objects [2][]byte
	// Refused has the errors of the compile without optimisation, if Objects[0] is nil.
	Refused string
	// Stats says what each callback of the objects costs.
	Stats [2][]codegen.Stats
	// Ranges checks every value that an evaluation computes against the range that the
	// analysis claims for it.
	Ranges bool

	before, after *ir.Program
	machines      [2]*vm.VM
	kernel        *JIT
	claims        map[*ir.Func]*ir.Ranges
	leaves        map[string]leafElement
}

// ErrRejected wraps the diagnostics of a program that does not compile.
var ErrRejected = errors.New("the program does not compile")

// New compiles a program both ways. A program with errors gives ErrRejected.
func New(source string) (*Subject, error) { return compile(source, false) }

// NewAnyState compiles a program whose state the caller will set to what the
// program itself would never store there.
func NewAnyState(source string) (*Subject, error) { return compile(source, true) }

func compile(source string, anyState bool) (*Subject, error) {
	s := &Subject{Source: source, claims: map[*ir.Func]*ir.Ranges{}}
	for _, level := range []int{1, 0} {
		var built *ir.Program
		unit := lang.Compile("test.cc", []byte(source), lang.Options{NoOptimize: level == 0, Debug: true, AnyState: anyState, After: func(stage lang.Stage, u *lang.Unit) {
			if stage == lang.Built && level == 1 {
				if built, _ = ir.Build(u.Info.Program); anyState {
					built, _ = ir.BuildAnyState(u.Info.Program)
				}
			}
		}})
		if unit.Failed() {
			s.Refused = messages(unit.Diags)
			if level == 1 || !tooLarge.MatchString(s.Refused) {
				return nil, fmt.Errorf("%w: %s", ErrRejected, s.Refused)
			}
			break
		}
		var out bytes.Buffer
		if err := unit.WriteObject(&out); err != nil {
			return nil, fmt.Errorf("write the object: %w", err)
		}
		s.Objects[level], s.Stats[level] = out.Bytes(), unit.Stats
		m, err := vm.New(bytes.NewReader(out.Bytes()), vm.Options{})
		if err != nil {
			return nil, fmt.Errorf("the VM refuses the object: %w", err)
		}
		s.machines[level] = m
		if level == 1 {
			s.before, s.after, s.Program, s.Layout = built, unit.IR, unit.Info.Program, unit.IR.Layout
		}
	}
	return s, nil
}

// tooLarge are the errors of programs that only the optimiser makes small enough for
// the kernel.
var tooLarge = regexp.MustCompile(`^(\n[^\n]*: E055\d: [^\n]*)+$`)

// messages lists the errors of a compile.
func messages(diags *diag.List) string {
	var b strings.Builder
	for _, d := range diags.All() {
		if d.Severity == diag.Error {
			fmt.Fprintf(&b, "\n%s: %s: %s", d.Span, d.Code, d.Message)
		}
	}
	return b.String()
}

// UseKernel loads the optimised bytecode into the kernel with the parameters of
// sock, so that Compare runs it there, too; connections with other parameters cost
// another load. It needs root. The error is the verifier's, if it refuses.
func (s *Subject) UseKernel(sock *vm.Socket) error {
	j, err := NewJIT(s.machines[1], sock)
	s.kernel = j
	return err
}

// Unsettled are the callbacks that UseKernel left out: see JIT.
func (s *Subject) Unsettled() []string { return s.kernel.Unsettled }

// Close frees what the kernel holds.
func (s *Subject) Close() {
	if s.kernel != nil {
		s.kernel.Close()
	}
}

// Outcome is what one execution made of a socket.
type Outcome struct {
	Name   string
	Socket *vm.Socket
	Result uint64
	Err    error
}

// Run runs a callback in every execution, each on a copy of sock.
func (s *Subject) Run(sock *vm.Socket, callback string, args []int64) []Outcome {
	start := sock.Clone()
	start.RecordSize = s.Layout.Storage
	var out []Outcome
	add := func(name string, run func(*vm.Socket) (uint64, error)) {
		o := Outcome{Name: name, Socket: start.Clone()}
		o.Result, o.Err = run(o.Socket)
		out = append(out, o)
	}
	add("the IR as built", func(k *vm.Socket) (uint64, error) { return s.eval(s.before, k, callback, args) })
	add("the optimised IR", func(k *vm.Socket) (uint64, error) { return s.eval(s.after, k, callback, args) })
	if s.machines[0] != nil {
		add("the bytecode without optimisation", func(k *vm.Socket) (uint64, error) { return s.machines[0].Call(k, callback, args...) })
	}
	add("the bytecode", func(k *vm.Socket) (uint64, error) { return s.machines[1].Call(k, callback, args...) })
	if s.kernel != nil && s.kernel.runs(callback) {
		add("the kernel", func(k *vm.Socket) (uint64, error) { return s.kernel.Run(k, callback, args) })
	}
	return out
}

// eval runs a callback in the IR.
func (s *Subject) eval(p *ir.Program, k *vm.Socket, callback string, args []int64) (r uint64, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("panic: %v", e)
		}
	}()
	i := slices.IndexFunc(p.Funcs, func(f *ir.Func) bool { return f.Name == callback })
	if i < 0 {
		return 0, fmt.Errorf("there is no callback %s", callback)
	}
	opt := &ir.EvalOptions{}
	if s.Ranges {
		opt.OnValue = s.rangesOf(p.Funcs[i]).Check
		opt.OnCall = func(f *ir.Func) func(*ir.Value, int64) error { return s.rangesOf(f).Check }
	}
	v, err := ir.Eval(p.Funcs[i], args, k, opt)
	return uint64(v), err
}

func (s *Subject) rangesOf(f *ir.Func) *ir.Ranges {
	if s.claims[f] == nil {
		s.claims[f] = ir.Analyze(f)
	}
	return s.claims[f]
}

// Compare runs a callback in every execution. It returns the socket they agree on and the result's low 32 bits, or an
// error that says who differs in what.
func (s *Subject) Compare(sock *vm.Socket, callback string, args []int64) (*vm.Socket, uint32, error) {
	outcomes := s.Run(sock, callback, args)
	first := outcomes[0]
	hasResult := s.hasResult(callback)
	for _, o := range outcomes {
		if o.Err != nil {
			return nil, 0, fmt.Errorf("%s: %w", o.Name, o.Err)
		}
		if hasResult && uint32(o.Result) != uint32(first.Result) {
			return nil, 0, fmt.Errorf("%s gives %d, %s gives %d", first.Name, uint32(first.Result), o.Name, uint32(o.Result))
		}
		if d := vm.Diff(first.Socket, o.Socket, first.Name, o.Name); d != "" {
			return nil, 0, errors.New(strings.TrimSpace(d))
		}
	}
	start := sock.Clone()
	start.RecordSize = s.Layout.Storage
	if err := s.reference(start, callback, args, first); err != nil {
		return nil, 0, err
	}
	return first.Socket, uint32(first.Result), nil
}

func (s *Subject) hasResult(callback string) bool {
	for _, cb := range s.Program.Callbacks {
		if cb.Target.Name == callback {
			return cb.Target.Result != nil
		}
	}
	return false
}

// Executions returns how many executions Compare runs for a callback.
func (s *Subject) Executions(callback string) int {
	n := 5
	if s.machines[0] == nil {
		n--
	}
	if s.kernel != nil && s.kernel.runs(callback) {
		n++
	}
	return n
}
