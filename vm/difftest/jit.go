package difftest

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"syscall"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/vm"
)

// JIT runs the callbacks of an object with the kernel's own verifier and JIT
// compiler, on a model socket. A struct_ops program cannot be run on demand, but
// a program of type SYSCALL can (BPF_PROG_TEST_RUN). It gets the very instructions
// of the callback. The members of the kernel's objects lie in the value of an array
// map, where the synthetic kernel has them; what differs is
//
//   - where r1 points to: the map's value. A load of a pointer argument through it becomes a
//     move, a load of a number only gets another offset;
//   - the storage record, which is the value of an array map, its key the first four bytes of the map value
//     that stands for the connection (1, which the array does not have, makes it refuse);
//   - helpers that read the world (clock, random numbers) or act on it, and kernel functions, which
//     are calls of small functions at the program's end.
//
// Jumps go on to where they did. Parameters and build-time numbers are constants for the verifier, as they are when a loader has
// frozen them; the programs are loaded anew for a connection that has others.
type JIT struct {
	machine  *vm.VM
	memory   *ebpf.Memory
	maps     map[string]*ebpf.Map
	programs map[string]*ebpf.Program
	size     int
	world    map[string][]byte // what the variable sections were loaded with

	// Unsettled are the callbacks that were not loaded: the JIT for x86 goes over the code until
	// its jumps keep their lengths, and of some code it makes two forms in turn. It depends
	// on every length in between: the object's own programs are other code, and loaded.
	Unsettled []string
}

// The layout of the map value behind the objects: the context's slots, then what
// helpers answer and record.
const (
	argSlots  = 8
	maxEvents = vm.MaxEvents

	offSeed    = 8 * argSlots
	offNow     = offSeed + 8
	offJiffies = offNow + 8
	offSame    = offJiffies + 8
	offCount   = offSame + 8
	offEvents  = offCount + 8
	worldSize  = offEvents + 8*maxEvents
)

const mmapable = 1 << 10 // BPF_F_MMAPABLE, kernel 5.5

// NewJIT loads the callbacks of an object, which machine has read with the
// synthetic kernel, for the parameters of s. Close it.
func NewJIT(machine *vm.VM, s *vm.Socket) (*JIT, error) {
	j := &JIT{machine: machine, size: vm.SyntheticSize()}
	if err := j.load(s); err != nil {
		j.Close()
		return nil, err
	}
	return j, nil
}

// Close frees what the kernel holds.
func (j *JIT) Close() {
	for _, p := range j.programs {
		p.Close()
	}
	for _, m := range j.maps {
		m.Close()
	}
	j.programs, j.maps = nil, nil
}

func (j *JIT) load(s *vm.Socket) error {
	j.Close()
	j.maps, j.programs = map[string]*ebpf.Map{}, map[string]*ebpf.Program{}
	j.world, j.Unsettled = map[string][]byte{}, nil
	mem, err := array("socket", j.size+worldSize, mmapable)
	if err != nil {
		return err
	}
	j.maps["socket"] = mem
	if j.memory, err = mem.Memory(); err != nil {
		return err
	}
	if err := j.loadMaps(s); err != nil {
		return err
	}
	var names []string
	for name := range j.machine.Callbacks() {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if err := j.loadProgram(name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if len(j.programs) == 0 && len(names) > 0 {
		return fmt.Errorf("the kernel has no JIT, or it settles for no callback: %w", notSupported)
	}
	return nil
}

// loadMaps makes the object's maps. Variable sections are frozen.
func (j *JIT) loadMaps(s *vm.Socket) error {
	j.machine.SetWorld(s)
	for name, info := range j.machine.Maps() {
		size, flags := info.Record, uint32(0)
		if len(info.Bytes) > 0 {
			size, flags = len(info.Bytes), readOnly
		}
		if size == 0 {
			continue
		}
		m, err := array(name, size, flags)
		if err != nil {
			return err
		}
		j.maps[name] = m
		if flags == 0 {
			continue
		}
		j.world[name] = bytes.Clone(info.Bytes)
		if err := m.Put(uint32(0), info.Bytes); err != nil {
			return err
		}
		if err := m.Freeze(); err != nil {
			return err
		}
	}
	return nil
}

func (j *JIT) loadProgram(name string) error {
	insns, err := j.wrap(name)
	if err != nil {
		return err
	}
	prog, err := ebpf.NewProgram(&ebpf.ProgramSpec{Type: ebpf.Syscall, Flags: sleepable, License: "GPL", Instructions: insns})
	switch {
	case err == nil:
		j.programs[name] = prog
	case errors.Is(err, notSupported): // "bpf_jit: fatal error" in the kernel's log
		j.Unsettled = append(j.Unsettled, name)
		return nil
	}
	return err
}

// notSupported is ENOTSUPP, which has no name outside of the kernel: there is no code by the JIT.
const notSupported = syscall.Errno(524)

// runs reports whether the callback was loaded.
func (j *JIT) runs(callback string) bool { return j.programs[callback] != nil }

const (
	sleepable = 1 << 4 // BPF_F_SLEEPABLE; programs of type SYSCALL must be
	readOnly  = 1 << 7 // BPF_F_RDONLY_PROG
)

func array(name string, size int, flags uint32) (*ebpf.Map, error) {
	m, err := ebpf.NewMap(&ebpf.MapSpec{Type: ebpf.Array, KeySize: 4, ValueSize: uint32(size), MaxEntries: 1, Flags: flags})
	if err != nil {
		return nil, fmt.Errorf("map %s: %w", name, err)
	}
	return m, nil
}

// Run runs a callback on s, which it changes; the result is r0 where the callback has one.
func (j *JIT) Run(s *vm.Socket, callback string, args []int64) (uint64, error) {
	if err := j.refresh(s); err != nil {
		return 0, err
	}
	image := make([]byte, j.size+worldSize)
	j.fill(image, s, callback, args)
	record, err := j.putRecord(s)
	if err != nil {
		return 0, err
	}
	if s.NoRecord {
		image[0] = 1
	}
	if _, err := j.memory.WriteAt(image, 0); err != nil {
		return 0, err
	}
	r0, err := j.programs[callback].Run(&ebpf.RunOptions{})
	if err != nil {
		return 0, err
	}
	if _, err := j.memory.ReadAt(image, 0); err != nil {
		return 0, err
	}
	if err := j.machine.Take(s, image); err != nil {
		return 0, err
	}
	world := image[j.size:]
	s.Seed = binary.LittleEndian.Uint64(world[offSeed:])
	for i := range binary.LittleEndian.Uint64(world[offCount:]) {
		if len(s.Events) == vm.MaxEvents {
			break
		}
		s.Events = append(s.Events, fmt.Sprintf("tcp_send_ack(%d)", uint32(binary.LittleEndian.Uint64(world[offEvents+8*i:]))))
	}
	if record != nil {
		s.Record = make([]byte, record.ValueSize())
		err = record.Lookup(uint32(0), s.Record)
	}
	return uint64(r0), err
}

func (j *JIT) fill(image []byte, s *vm.Socket, callback string, args []int64) {
	j.machine.Lay(s, image)
	world := image[j.size:]
	for i, slot := range j.machine.Arguments(callback) {
		if slot >= 0 && i < len(args) {
			binary.LittleEndian.PutUint64(world[8*slot:], uint64(args[i]))
		}
	}
	binary.LittleEndian.PutUint64(world[offSeed:], s.Seed)
	binary.LittleEndian.PutUint64(world[offNow:], s.Now)
	binary.LittleEndian.PutUint64(world[offJiffies:], s.Jiffies)
	if s.SameRandom {
		world[offSame] = 1
	}
}

// refresh loads everything anew if s has other parameters.
func (j *JIT) refresh(s *vm.Socket) error {
	j.machine.SetWorld(s)
	for name, info := range j.machine.Maps() {
		if len(info.Bytes) > 0 && !bytes.Equal(info.Bytes, j.world[name]) {
			return j.load(s)
		}
	}
	return nil
}

// putRecord fills the storage record; it returns the map, if there is one to read.
func (j *JIT) putRecord(s *vm.Socket) (record *ebpf.Map, err error) {
	for name, info := range j.machine.Maps() {
		if m := j.maps[name]; m != nil && info.Record > 0 && !s.NoRecord {
			b := make([]byte, info.Record)
			copy(b, s.Record)
			return m, m.Put(uint32(0), b)
		}
	}
	return nil, nil
}

// wrap makes the program for the kernel from a callback's instructions.
func (j *JIT) wrap(callback string) (asm.Instructions, error) {
	code := j.machine.Code(callback)
	context, err := contextUses(code)
	if err != nil {
		return nil, err
	}
	slots := j.machine.Arguments(callback)
	cb := target.LookupCallback(callback)
	out := asm.Instructions{asm.LoadMapValue(asm.R1, j.maps["socket"].FD(), 0)}
	used, shared := map[string]bool{}, map[int]string{}
	starts := make([]int, len(code))
	for i, c := range code {
		ins := bare(c.Ins)
		starts[i] = len(out)
		if name := c.Ins.Symbol(); name != "" && i > 0 {
			shared[len(out)] = name
		}
		switch {
		case ins.OpCode.JumpOp() == asm.Exit && ins.OpCode.Class().IsJump() && cb.Result == nil && len(shared) == 0:
			out = append(out, asm.Mov.Imm(asm.R0, 0)) // which a function without a result leaves as it found it
		case ins.IsFunctionCall() && c.Kfunc == "":
			ins = ins.WithReference(c.Ins.Reference())
		case c.Kfunc != "" || ins.IsBuiltinCall():
			call, err := functionCall(ins, c.Kfunc, used)
			if err != nil {
				return nil, err
			}
			out = append(out, call...)
			continue
		case context[i]:
			ins = j.argument(ins, cb.Params, slots)
		case c.Map != "" && c.Ins.Src == asm.PseudoMapFD:
			ins = asm.LoadMapPtr(ins.Dst, j.maps[c.Map].FD())
		case c.Map != "":
			ins = asm.LoadMapValue(ins.Dst, j.maps[c.Map].FD(), c.MapOffset)
		}
		out = append(out, ins)
	}
	if err := redirect(out, code, starts); err != nil {
		return nil, err
	}
	return j.withFunctions(out, callback, shared, used), nil
}

// withFunctions adds the model's functions that are called, and types for all; those of the object
// begin where shared says.
func (j *JIT) withFunctions(code asm.Instructions, callback string, shared map[int]string, used map[string]bool) asm.Instructions {
	if len(used)+len(shared) == 0 {
		return code
	}
	fd := j.maps["socket"].FD()
	w := &world{
		socket: func(dst asm.Register) asm.Instruction { return asm.LoadMapValue(dst, fd, 0) },
		rest:   func(dst asm.Register) asm.Instruction { return asm.LoadMapValue(dst, fd, uint32(j.size)) },
	}
	code = withTypes(code, callback, 1, btf.GlobalFunc)
	for at, name := range shared {
		withTypes(code[at:], name, 0, btf.StaticFunc)
	}
	for _, name := range slices.Sorted(maps.Keys(used)) {
		code = append(code, withTypes(functions[name].code(w), name, functions[name].args, btf.GlobalFunc)...)
	}
	return code
}

// longJump is a jump of 32 bits.
const longJump asm.OpCode = 0x06

// redirect makes the jumps go where they did in code, whose instruction i begins at
// starts[i] of out. The error is that one would not reach that far.
func redirect(out asm.Instructions, code []vm.Relocated, starts []int) error {
	index, raws := rawIndex(code)
	at := make([]int, len(out)+1)
	for i, ins := range out {
		at[i+1] = at[i] + int(ins.Size()/asm.InstructionSize)
	}
	for i, c := range code {
		op := c.Ins.OpCode
		if !op.Class().IsJump() || op.JumpOp() == asm.Call || op.JumpOp() == asm.Exit {
			continue
		}
		by := at[starts[jumpTarget(c.Ins, i, index, raws)]] - at[starts[i]] - 1
		jump := &out[starts[i]]
		if op == longJump {
			jump.Constant = int64(by)
		} else if jump.Offset = int16(by); int(jump.Offset) != by {
			return fmt.Errorf("a jump over %d instructions does not reach in the kernel's model", by)
		}
	}
	return nil
}

// jumpTarget is the index of the instruction that jump i goes to.
func jumpTarget(jump asm.Instruction, i int, index map[int]int, raws []int) int {
	if jump.OpCode == longJump {
		return index[raws[i]+1+int(jump.Constant)]
	}
	return index[raws[i]+1+int(jump.Offset)]
}

// bare returns the instruction without lines, symbols and relocations.
func bare(ins asm.Instruction) asm.Instruction {
	return asm.Instruction{OpCode: ins.OpCode, Dst: ins.Dst, Src: ins.Src, Offset: ins.Offset, Constant: ins.Constant}
}

// argument replaces a load from the context.
func (j *JIT) argument(ins asm.Instruction, params []target.Param, slots []int) asm.Instruction {
	slot := int(ins.Offset) / 8
	for i, p := range params {
		if slots[i] != slot {
			continue
		}
		if p.Kind == target.SockPtr || p.Kind == target.RatePtr || p.Kind == target.AckPtr {
			return asm.Mov.Reg(ins.Dst, asm.R1)
		}
		ins.Offset += int16(j.size)
		return ins
	}
	// The other form of cong_control, in a branch that is never taken.
	return asm.Mov.Imm(ins.Dst, 0)
}

// contextUses finds the loads through r1 while it is the context: by a walk along
// the control flow until r1 is written.
func contextUses(code []vm.Relocated) ([]bool, error) {
	uses, seen := make([]bool, len(code)), make([]bool, len(code))
	index, raws := rawIndex(code)
	work := []int{0}
	for len(work) > 0 {
		i := work[len(work)-1]
		work = work[:len(work)-1]
		for ; i < len(code) && !seen[i]; i++ {
			seen[i] = true
			ins := code[i].Ins
			class := ins.OpCode.Class()
			if class == asm.LdXClass && ins.Src == asm.R1 {
				uses[i] = true
			} else if class.IsALU() && ins.OpCode.Source() == asm.RegSource && ins.Src == asm.R1 || class == asm.StXClass && ins.Src == asm.R1 {
				return nil, fmt.Errorf("instruction %d copies the context", raws[i])
			}
			if class.IsJump() {
				op := ins.OpCode.JumpOp()
				if op == asm.Call || op == asm.Exit {
					break
				}
				to := jumpTarget(ins, i, index, raws)
				if op == asm.Ja {
					i = to - 1
					continue
				}
				work = append(work, to)
				continue
			}
			if ins.Dst == asm.R1 && class != asm.StClass && class != asm.StXClass {
				break
			}
		}
	}
	return uses, nil
}

// rawIndex maps positions as the kernel counts them to indexes and back.
func rawIndex(code []vm.Relocated) (index map[int]int, raws []int) {
	index = map[int]int{}
	raw := 0
	for i := range code {
		index[raw] = i
		raws = append(raws, raw)
		raw += int(code[i].Ins.Size() / asm.InstructionSize)
	}
	return index, raws
}
