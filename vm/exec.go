package vm

import (
	"encoding/binary"
	"fmt"
	"math/bits"

	"github.com/cilium/ebpf/asm"
)

// inst is one decoded instruction. A 64-bit immediate load takes one inst; jump
// targets are indexes of insts.
type inst struct {
	op     uint8 // the opcode as the kernel encodes it
	ext    uint8 // cilium's extension: 1 for signed division, 1..3 for sign-extending moves
	dst    uint8
	src    uint8
	off    int16
	target int32
	raw    int32 // position in the program as the kernel counts it
	imm    uint64
	kfunc  string
	from   *asm.Instruction
}

// The fields of an opcode (RFC 9669, section 3).
const (
	classMask = 0x07
	srcReg    = 0x08
	opMask    = 0xf0
	sizeMask  = 0x18
	modeMask  = 0xe0
)

// notSet is the text for a register that was read before it was set.
const notSet = "r%d is read, but nothing was put into it since the program began or since the last call"

// run executes the program of cb until it exits.
func (m *VM) run(p *program, s *Socket) (uint64, error) {
	c := &m.cpu
	c.pc, c.steps, c.frames = 0, 0, c.frames[:0]
	for {
		if c.pc < 0 || c.pc >= len(p.insts) {
			return 0, m.fail(p, "the program runs past its last instruction")
		}
		if c.steps++; c.steps > m.opts.MaxInstructions {
			return 0, m.fail(p, "the program has run %d instructions without an end", m.opts.MaxInstructions)
		}
		in := &p.insts[c.pc]
		if m.opts.Trace != nil {
			m.opts.Trace(int(in.raw), in.from, &c.regs)
		}
		var err error
		switch in.op & classMask {
		case 0x07:
			err = m.alu64(p, in)
		case 0x04:
			err = m.alu32(p, in)
		case 0x05, 0x06:
			if in.op == 0x95 && c.leave() {
				continue
			}
			if in.op == 0x95 {
				if c.set&1 == 0 && p.returns {
					return 0, m.fail(p, notSet, 0)
				}
				return c.regs[0], nil
			}
			if in.isFunctionCall() {
				if err = m.callFunction(p, in); err == nil {
					continue
				}
				break
			}
			if in.op == 0x85 {
				err = m.call(p, in, s)
				break
			}
			var taken bool
			if taken, err = m.jump(p, in); taken {
				c.pc = int(in.target)
				continue
			}
		default:
			err = m.memory(p, in)
		}
		if err != nil {
			return 0, err
		}
		c.pc++
	}
}

// cpu is the state of the processor.
type cpu struct {
	regs   [11]uint64
	set    uint16 // bit i: register i holds something
	pc     int
	steps  int
	frames []frame // of the callers
}

// operand returns the second operand of an ALU or jump instruction.
func (m *VM) operand(p *program, in *inst) (uint64, error) {
	if in.op&srcReg == 0 {
		return in.imm, nil
	}
	return m.reg(p, in.src)
}

func (m *VM) reg(p *program, r uint8) (uint64, error) {
	if m.cpu.set>>r&1 == 0 {
		return 0, m.fail(p, notSet, r)
	}
	return m.cpu.regs[r], nil
}

func (m *VM) put(p *program, r uint8, v uint64) error {
	if r == 10 {
		return m.fail(p, "r10 is the frame pointer and cannot be written")
	}
	m.cpu.regs[r] = v
	m.cpu.set |= 1 << r
	return nil
}

func (m *VM) alu64(p *program, in *inst) error {
	op := in.op & opMask
	if op == 0xd0 {
		return m.swap(p, in)
	}
	var a, b uint64
	var err error
	if op != 0x80 {
		if b, err = m.operand(p, in); err != nil {
			return err
		}
	}
	if op != 0xb0 {
		if a, err = m.reg(p, in.dst); err != nil {
			return err
		}
	}
	r, ok := alu(op, in.ext, a, b, 64)
	if !ok {
		return m.fail(p, "unknown instruction %#02x", in.op)
	}
	return m.put(p, in.dst, r)
}

func (m *VM) alu32(p *program, in *inst) error {
	op := in.op & opMask
	if op == 0xd0 {
		return m.swap(p, in)
	}
	var a, b uint64
	var err error
	if op != 0x80 {
		if b, err = m.operand(p, in); err != nil {
			return err
		}
	}
	if op != 0xb0 {
		if a, err = m.reg(p, in.dst); err != nil {
			return err
		}
	}
	r, ok := alu(op, in.ext, uint64(uint32(a)), uint64(uint32(b)), 32)
	if !ok {
		return m.fail(p, "unknown instruction %#02x", in.op)
	}
	return m.put(p, in.dst, uint64(uint32(r)))
}

// alu computes one arithmetic operation (RFC 9669, section 4.1). For width 32
// the operands are zero-extended and only the low half of the result counts.
func alu(op, ext uint8, a, b uint64, width uint) (uint64, bool) {
	mask := uint64(width - 1)
	switch op {
	case 0x00:
		return a + b, true
	case 0x10:
		return a - b, true
	case 0x20:
		return a * b, true
	case 0x30:
		return divide(ext, a, b, width), true
	case 0x40:
		return a | b, true
	case 0x50:
		return a & b, true
	case 0x60:
		return a << (b & mask), true
	case 0x70:
		return a >> (b & mask), true
	case 0x80:
		return -a, true
	case 0x90:
		return modulo(ext, a, b, width), true
	case 0xa0:
		return a ^ b, true
	case 0xb0:
		return move(ext, b), true
	case 0xc0:
		if width == 32 {
			return uint64(int32(a) >> (b & mask)), true
		}
		return uint64(int64(a) >> (b & mask)), true
	}
	return 0, false
}

func move(ext uint8, b uint64) uint64 {
	switch ext {
	case 1:
		return uint64(int8(b))
	case 2:
		return uint64(int16(b))
	case 3:
		return uint64(int32(b))
	}
	return b
}

// divide is a / b, 0 where b is 0; signed division exists from kernel 6.6 on.
func divide(ext uint8, a, b uint64, width uint) uint64 {
	if b == 0 {
		return 0
	}
	if ext == 0 {
		return a / b
	}
	x, y := signed(a, b, width)
	if y == -1 {
		return uint64(-x)
	}
	return uint64(x / y)
}

// modulo is a % b, a where b is 0.
func modulo(ext uint8, a, b uint64, width uint) uint64 {
	if b == 0 {
		return a
	}
	if ext == 0 {
		return a % b
	}
	x, y := signed(a, b, width)
	if y == -1 {
		return 0
	}
	return uint64(x % y)
}

func signed(a, b uint64, width uint) (int64, int64) {
	if width == 32 {
		return int64(int32(a)), int64(int32(b))
	}
	return int64(a), int64(b)
}

// swap is a change of byte order: to little endian (a truncation here, as the
// VM is little-endian like every object), to big endian, or unconditional.
func (m *VM) swap(p *program, in *inst) error {
	a, err := m.reg(p, in.dst)
	if err != nil {
		return err
	}
	reverse := in.op&srcReg != 0 || in.op&classMask == 0x07
	switch in.imm {
	case 16:
		if a &= 0xffff; reverse {
			a = uint64(bits.ReverseBytes16(uint16(a)))
		}
	case 32:
		if a &= 0xffffffff; reverse {
			a = uint64(bits.ReverseBytes32(uint32(a)))
		}
	case 64:
		if reverse {
			a = bits.ReverseBytes64(a)
		}
	default:
		return m.fail(p, "unknown instruction %#02x", in.op)
	}
	return m.put(p, in.dst, a)
}

func (m *VM) jump(p *program, in *inst) (bool, error) {
	op := in.op & opMask
	if op == 0 {
		return true, nil
	}
	b, err := m.operand(p, in)
	if err != nil {
		return false, err
	}
	a, err := m.reg(p, in.dst)
	if err != nil {
		return false, err
	}
	sa, sb := int64(a), int64(b)
	if in.op&classMask == 0x06 {
		a, b = uint64(uint32(a)), uint64(uint32(b))
		sa, sb = int64(int32(a)), int64(int32(b))
	}
	switch op {
	case 0x10:
		return a == b, nil
	case 0x20:
		return a > b, nil
	case 0x30:
		return a >= b, nil
	case 0x40:
		return a&b != 0, nil
	case 0x50:
		return a != b, nil
	case 0x60:
		return sa > sb, nil
	case 0x70:
		return sa >= sb, nil
	case 0xa0:
		return a < b, nil
	case 0xb0:
		return a <= b, nil
	case 0xc0:
		return sa < sb, nil
	case 0xd0:
		return sa <= sb, nil
	}
	return false, m.fail(p, "unknown instruction %#02x", in.op)
}

// memory executes loads and stores.
func (m *VM) memory(p *program, in *inst) error {
	size := [...]int{4, 2, 1, 8}[in.op&sizeMask>>3]
	mode := in.op & modeMask
	switch class := in.op & classMask; {
	case in.op == 0x18:
		return m.put(p, in.dst, in.imm)
	case class == 1 && (mode == 0x60 || mode == 0x80):
		base, err := m.reg(p, in.src)
		if err != nil {
			return err
		}
		b, err := m.access(p, base+uint64(int64(in.off)), size, false)
		if err != nil {
			return err
		}
		v := little(b)
		if mode == 0x80 {
			shift := 64 - 8*size
			v = uint64(int64(v<<shift) >> shift)
		}
		return m.put(p, in.dst, v)
	case (class == 2 || class == 3) && mode == 0x60:
		v := in.imm
		base, err := m.reg(p, in.dst)
		if err == nil && class == 3 {
			v, err = m.reg(p, in.src)
		}
		if err != nil {
			return err
		}
		b, err := m.access(p, base+uint64(int64(in.off)), size, true)
		if err != nil {
			return err
		}
		putLittle(b, v)
		return nil
	}
	return m.fail(p, "instruction %#02x is not one that struct_ops programs of this compiler use", in.op)
}

func little(b []byte) uint64 {
	switch len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(binary.LittleEndian.Uint16(b))
	case 4:
		return uint64(binary.LittleEndian.Uint32(b))
	}
	return binary.LittleEndian.Uint64(b)
}

func putLittle(b []byte, v uint64) {
	switch len(b) {
	case 1:
		b[0] = byte(v)
	case 2:
		binary.LittleEndian.PutUint16(b, uint16(v))
	case 4:
		binary.LittleEndian.PutUint32(b, uint32(v))
	default:
		binary.LittleEndian.PutUint64(b, v)
	}
}

// Error is why the VM stopped a program: something that the kernel's verifier
// would not have let run, or a limit.
type Error struct {
	Callback string
	PC       int    // position of the instruction, as the kernel counts
	Line     string // of the source, with its number; "" if the object does not say
	Text     string
}

// Error returns the sentence with its place.
func (e *Error) Error() string {
	at := fmt.Sprintf("%s, instruction %d", e.Callback, e.PC)
	if e.Line != "" {
		at += " (" + e.Line + ")"
	}
	return at + ": " + e.Text
}

func (m *VM) fail(p *program, format string, args ...any) error {
	e := &Error{Callback: p.name, Text: fmt.Sprintf(format, args...)}
	if m.cpu.pc >= 0 && m.cpu.pc < len(p.insts) {
		e.PC = int(p.insts[m.cpu.pc].raw)
		e.Line = p.lineOf(m.cpu.pc)
	}
	return e
}
