package vm

import (
	"fmt"

	"github.com/cilium/ebpf/asm"
)

// maxFrames is how deep calls between functions of a program may go.
const maxFrames = 8

// frame is what a call between functions keeps for the caller.
type frame struct {
	saved [5]uint64 // r6 to r10
	set   uint16
	back  int // where the caller goes on
}

// isFunctionCall tells a call of another function of the object from one of the kernel's.
func (in *inst) isFunctionCall() bool { return in.op == 0x85 && in.src == uint8(asm.PseudoCall) }

// linkCalls resolves calls between functions, whose first instructions have their names.
func (p *program) linkCalls() error {
	starts := map[string]int32{}
	for i := range p.insts {
		if name := p.insts[i].from.Symbol(); name != "" {
			starts[name] = int32(i)
		}
	}
	for i := range p.insts {
		in := &p.insts[i]
		if !in.isFunctionCall() {
			continue
		}
		target, ok := starts[in.from.Reference()]
		if !ok {
			return fmt.Errorf("instruction %d calls %q, which the object does not have", in.raw, in.from.Reference())
		}
		in.target = target
	}
	return nil
}

// callFunction enters a function of the object: it sees its arguments and an empty stack.
func (m *VM) callFunction(p *program, in *inst) error {
	c := &m.cpu
	if len(c.frames) == maxFrames-1 {
		return m.fail(p, "calls are more than %d functions deep", maxFrames)
	}
	f := frame{set: c.set, back: c.pc + 1}
	copy(f.saved[:], c.regs[6:])
	c.frames = append(c.frames, f)
	c.set = c.set&0x3e | 1<<10
	c.regs[10] = address(regionStack, stackSize*(len(c.frames)+1))
	at := stackSize * len(c.frames)
	clear(m.stackSet[at : at+stackSize])
	c.pc = int(in.target)
	return nil
}

// leave returns from a function to its caller; at the outermost it reports false.
func (c *cpu) leave() bool {
	n := len(c.frames)
	if n == 0 {
		return false
	}
	f := c.frames[n-1]
	c.frames = c.frames[:n-1]
	copy(c.regs[6:], f.saved[:])
	c.set = c.set&1 | f.set&^0x3f
	c.pc = f.back
	return true
}
