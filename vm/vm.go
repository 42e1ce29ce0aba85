// Package vm runs the bytecode of an object file in user space, on a model of a
// connection: for tests of what a program means, for comparing executions, and
// for simulation. It runs the very instructions that the kernel would run, after
// the same relocation against the same kind of type information, and is stricter
// than the kernel's verifier: what it lets run touches only what it may.
//
//	m, err := vm.New(bytes.NewReader(object), vm.Options{BTF: spec})
//	s := vm.NewSocket()
//	r0, err := m.Call(s, "ssthresh")
//
// A VM is used by one goroutine at a time; sockets may be shared between VMs.
package vm

import (
	"fmt"
	"io"

	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/lang/target"
)

// Options says in what world a VM runs. The zero value is good.
type Options struct {
	// BTF is the type information of the kernel to be: it decides where members
	// lie, which exist, and which form of a callback is called. nil: Synthetic.
	BTF *btf.Spec
	// MaxInstructions ends a run that does not; 0 means 1,000,000.
	MaxInstructions int
	// AnyMember lets programs read bytes of kernel objects that the target table does not know.
	AnyMember bool
	// Trace, if set, is called before each instruction.
	Trace func(pc int, ins *asm.Instruction, regs *[11]uint64)
}

// VM is a loaded object.
type VM struct {
	opts     Options
	programs map[string]*program
	maps     []*mapData
	objects  [3]*structLayout
	fixed    [regionStorage + 1]region
	stack    [maxFrames * stackSize]byte
	stackSet [maxFrames * stackSize]bool
	cpu      cpu
}

// program is one callback, relocated and decoded.
type program struct {
	name    string
	insts   []inst
	slots   []int // per parameter of the callback: its place in the context, or -1
	params  []target.Param
	returns bool
	context int // number of context slots
}

// lineOf returns the source line of an instruction: "12: x = y".
func (p *program) lineOf(pc int) string {
	for ; pc >= 0; pc-- {
		if p.insts[pc].from == nil {
			continue
		}
		switch src := p.insts[pc].from.Source().(type) {
		case *btf.Line:
			return fmt.Sprintf("%d: %s", src.LineNumber(), src.Line())
		case fmt.Stringer:
			return src.String()
		}
	}
	return ""
}

// New reads an object file and relocates it for the kernel that opts.BTF describes.
func New(obj io.ReaderAt, opts Options) (*VM, error) {
	if opts.MaxInstructions == 0 {
		opts.MaxInstructions = 1_000_000
	}
	if opts.BTF == nil {
		opts.BTF = Synthetic()
	}
	m := &VM{opts: opts, programs: map[string]*program{}}
	if err := m.makeObjects(); err != nil {
		return nil, err
	}
	if err := m.load(obj); err != nil {
		return nil, err
	}
	return m, nil
}

// makeObjects makes the memory for the kernel's objects.
func (m *VM) makeObjects() error {
	for i := range m.objects {
		l, err := layoutOf(m.opts.BTF, target.Object(i))
		if err != nil {
			return err
		}
		m.objects[i] = l
		m.fixed[regionSock+i] = region{name: l.name, bytes: make([]byte, l.size), object: l}
	}
	m.fixed[regionCtx] = region{name: "context"}
	m.fixed[regionStack] = region{name: "stack"}
	return nil
}

// Callbacks returns how many instructions each program has, by callback.
func (m *VM) Callbacks() map[string]int {
	sizes := map[string]int{}
	for name, p := range m.programs {
		sizes[name] = len(p.insts)
	}
	return sizes
}

// Steps returns how many instructions the last Call ran.
func (m *VM) Steps() int { return m.cpu.steps }

// Call runs a callback on s, which it changes. args are the values of the
// callback's parameters in the language's order (see target.Callback.Params);
// those of the connection and the samples are ignored. It returns r0, of which a
// u32 result is the low half. An *Error tells what the program did that it may not.
func (m *VM) Call(s *Socket, callback string, args ...int64) (uint64, error) {
	p := m.programs[callback]
	if p == nil {
		return 0, fmt.Errorf("the object has no callback %s", callback)
	}
	m.enter(p, s, args)
	r0, err := m.run(p, s)
	m.pull(s)
	if err != nil {
		return 0, err
	}
	return r0, nil
}

// enter lays out memory and registers as the kernel's trampoline does. The upper
// bits of a scalar argument are rubbish by the C ABI, and so they are here.
func (m *VM) enter(p *program, s *Socket, args []int64) {
	ctx := make([]byte, 8*p.context)
	for i, param := range p.params {
		slot := p.slots[i]
		if slot < 0 {
			continue
		}
		var v uint64
		switch param.Kind {
		case target.SockPtr:
			v = address(regionSock, 0)
		case target.RatePtr:
			v = address(regionRate, 0)
		case target.AckPtr:
			v = address(regionAck, 0)
		default:
			if i < len(args) {
				v = uint64(args[i])
			}
			if n := param.Type.Size() * 8; n < 64 {
				v = v&(1<<n-1) | 0xa5a5_a5a5_a5a5_a5a5<<n
			}
		}
		putLittle(ctx[8*slot:8*slot+8], v)
	}
	m.fixed[regionCtx].bytes = ctx
	clear(m.stackSet[:stackSize])
	m.push(s)
	m.cpu.regs[1] = address(regionCtx, 0)
	m.cpu.regs[10] = address(regionStack, stackSize)
	m.cpu.set = 1<<1 | 1<<10
	m.fixed[regionStorage] = region{}
	m.setKconfig(s)
	m.setParams(s)
}

// push lays the socket out as the kernel's bytes, pull takes it back.
func (m *VM) push(s *Socket) {
	for i := range members() {
		obj := members()[i].object
		m.objects[obj].members[i].store(m.fixed[regionSock+int(obj)].bytes, s.raw[i])
	}
	sk := m.fixed[regionSock].bytes
	copy(sk[m.objects[target.Sock].private:], s.Private[:])
}

func (m *VM) pull(s *Socket) {
	sk := m.fixed[regionSock].bytes
	for i, mem := range members() {
		if l := m.objects[mem.object].members[i]; mem.writable && l.size > 0 {
			s.raw[i] = l.load(sk)
		}
	}
	copy(s.Private[:], sk[m.objects[target.Sock].private:])
}

// call runs a helper or kernel function.
func (m *VM) call(p *program, in *inst, s *Socket) error {
	n, result := helperArgs(int(in.imm)), true
	if in.kfunc != "" {
		k, ok := kfuncs[in.kfunc]
		if !ok {
			return m.fail(p, "kernel function %s is not modelled", in.kfunc)
		}
		n, result = k.args, k.result
	}
	args := make([]uint64, n)
	for i := range args {
		v, err := m.reg(p, uint8(i+1))
		if err != nil {
			return err
		}
		args[i] = v
	}
	r, err := m.invoke(p, in, s, args)
	if err != nil {
		return err
	}
	m.cpu.set &^= 0x3f
	if result {
		m.cpu.regs[0] = r
		m.cpu.set |= 1
	}
	return nil
}

func (m *VM) invoke(p *program, in *inst, s *Socket, args []uint64) (uint64, error) {
	number := int(in.imm)
	if in.kfunc == "" && number == helperSkStorage {
		return m.storage(p, s, args)
	}
	if (in.kfunc != "" || number == helperSendAck) && args[0] != address(regionSock, 0) {
		return 0, m.fail(p, "the first argument of the call is not the connection")
	}
	m.pull(s)
	var r uint64
	var err error
	if in.kfunc != "" {
		r, err = s.kfunc(in.kfunc, args)
		r |= 0xa5a5_a5a5 << 32
	} else {
		r, err = s.helper(number, args)
	}
	if err != nil {
		return 0, m.fail(p, "%s", err)
	}
	m.push(s)
	return r, nil
}

// storage is bpf_sk_storage_get(map, sk, value, flags).
func (m *VM) storage(p *program, s *Socket, args []uint64) (uint64, error) {
	id, _ := split(args[0])
	if id -= regionMapPtr; id < 0 || id >= len(m.maps) || m.maps[id].value == 0 {
		return 0, m.fail(p, "the first argument of sk_storage_get is not a storage map")
	}
	if args[1] != address(regionSock, 0) {
		return 0, m.fail(p, "the second argument of sk_storage_get is not the connection")
	}
	if args[2] != 0 {
		return 0, m.fail(p, "an initial value for sk_storage_get is not modelled")
	}
	if s.NoRecord || s.Record == nil && args[3]&1 == 0 {
		return 0, nil
	}
	if len(s.Record) < m.maps[id].value {
		s.Record = append(s.Record, make([]byte, m.maps[id].value-len(s.Record))...)
	}
	m.fixed[regionStorage] = region{name: "storage record", bytes: s.Record[:m.maps[id].value], write: true}
	return address(regionStorage, 0), nil
}

// Forget sets the members to 0 that the VM's kernel does not have.
func (m *VM) Forget(s *Socket) {
	for i, mem := range members() {
		if m.objects[mem.object].members[i].size == 0 {
			s.raw[i] = 0
		}
	}
}
