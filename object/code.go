package object

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/cilium/ebpf/asm"
)

// maxCol is the largest column that a record of .BTF.ext holds.
const maxCol = 1023

// maxLine is the largest line number that a record of .BTF.ext holds.
const maxLine = 1<<22 - 1

// coded is a section of code as it grows: the bytes, and what the loader must know.
type coded struct {
	bytes.Buffer
	rels         []rel
	lines, relos [][]uint32 // records of .BTF.ext
}

// assemble appends the instructions of p to a section: labels become distances, and
// relocated instructions get the local value.
func (w *writer) assemble(p *Program, sec *coded) error {
	labels, err := labelOffsets(p.Insns)
	if err != nil {
		return err
	}
	var last Line
	start := sec.Len()
	offset := 0 // in instructions of 8 bytes, from the program's start
	for i, ins := range p.Insns {
		off := uint32(start + offset*asm.InstructionSize)
		if l := w.lineAt(p, i); l != nil && (i == 0 || *l != last) {
			sec.lines, last = append(sec.lines, w.line(off, l)), *l
		}
		if r := ReloOf(ins); r != nil {
			res, err := w.locals.resolve(r)
			if err == nil {
				err = setRelocated(&ins, r.Kind, res.value)
			}
			if err != nil {
				return fmt.Errorf("instruction %d: %s of %s: %w", i, r.Kind, r.Field(), err)
			}
			sec.relos = append(sec.relos, []uint32{off, res.root, w.btf.str.add(res.access), uint32(r.Kind)})
		}
		if ins.Reference() != "" {
			if err := w.refer(&ins, labels, start, offset, &sec.rels); err != nil {
				return fmt.Errorf("instruction %d: %w", i, err)
			}
		}
		if err := marshal(&sec.Buffer, ins); err != nil {
			return fmt.Errorf("instruction %d: %w", i, err)
		}
		offset += int(ins.Width())
	}
	return nil
}

// marshal writes the bytes of ins. A call of a helper is written here: the
// library's own encoder refuses a Linux helper where it does not run on Linux,
// but an object must have the same bytes wherever it was compiled.
func marshal(w *bytes.Buffer, ins asm.Instruction) error {
	if !ins.IsBuiltinCall() {
		_, err := ins.Marshal(w, binary.LittleEndian)
		return err
	}
	var call [asm.InstructionSize]byte
	call[0] = byte(ins.OpCode)
	binary.LittleEndian.PutUint32(call[4:], uint32(ins.Constant))
	w.Write(call[:])
	return nil
}

// labelOffsets returns where each symbol of the program is, in instructions of 8 bytes.
func labelOffsets(insns asm.Instructions) (map[string]int, error) {
	labels := make(map[string]int)
	offset := 0
	for i := range insns {
		if sym := insns[i].Symbol(); sym != "" {
			if _, dup := labels[sym]; dup {
				return nil, fmt.Errorf("instruction %d: label %q is defined twice", i, sym)
			}
			labels[sym] = offset
		}
		if insns[i].OpCode == asm.InvalidOpCode {
			return nil, fmt.Errorf("instruction %d is not a valid instruction", i)
		}
		offset += int(insns[i].Width())
	}
	return labels, nil
}

// setRelocated puts the local value of a relocation where the loader expects it.
func setRelocated(ins *asm.Instruction, kind ReloKind, value int64) error {
	switch cls := ins.OpCode.Class(); {
	case cls == asm.LdXClass || cls == asm.StClass || cls == asm.StXClass:
		if kind != FieldOffset {
			return errors.New("only an offset can be put into a load or a store")
		}
		ins.Offset = int16(value)
	case cls.IsALU() && ins.OpCode.Source() == asm.ImmSource, ins.OpCode.IsDWordLoad():
		ins.Constant = value
	default:
		return fmt.Errorf("loaders cannot patch %v", ins.OpCode)
	}
	return nil
}

// refer resolves the name that ins, offset instructions behind the program's start,
// refers to: a label of the program, or a symbol for the loader.
func (w *writer) refer(ins *asm.Instruction, labels map[string]int, start, offset int, rels *[]rel) error {
	ref := ins.Reference()
	at := start + offset*asm.InstructionSize
	switch op := ins.OpCode; {
	case op.IsDWordLoad():
		sym := w.elf.byName[ref]
		if sym == nil {
			return fmt.Errorf("nothing is called %q", ref)
		}
		ins.Constant, ins.Src = 0, 0
		*rels = append(*rels, rel{at, sym, reloc64_64})
		return nil
	case op.Class().IsJump() && op.JumpOp() == asm.Call:
		if KfuncOf(*ins) == nil && !w.obj.hasFunction(ref) {
			return fmt.Errorf("call of %q, which is neither a function of the object nor declared as one of the kernel", ref)
		}
		*rels = append(*rels, rel{at, w.elf.byName[ref], reloc64_32})
		return nil
	case op.Class().IsJump() && op.JumpOp() != asm.Exit:
		target, ok := labels[ref]
		if !ok {
			return fmt.Errorf("no label %q", ref)
		}
		distance := target - offset - 1
		if distance < math.MinInt16 || distance > math.MaxInt16 {
			return fmt.Errorf("the jump to %q is %d instructions long; a jump reaches at most 32767", ref, distance)
		}
		ins.Offset = int16(distance)
		return nil
	}
	return fmt.Errorf("%v cannot refer to %q", ins.OpCode, ref)
}

// lineAt returns the source line that starts at instruction i. The first
// instruction of a program always has one: kernels want it.
func (w *writer) lineAt(p *Program, i int) *Line {
	if l := LineOf(p.Insns[i]); l != nil || i > 0 {
		return l
	}
	for _, ins := range p.Insns {
		if l := LineOf(ins); l != nil {
			return l
		}
	}
	return &Line{}
}

func (w *writer) line(off uint32, l *Line) []uint32 {
	file := l.File
	if file == "" {
		file = w.obj.Source
	}
	if file == "" {
		file = w.obj.Name
	}
	pos := uint32(min(max(l.Line, 0), maxLine))<<10 | uint32(min(max(l.Col, 0), maxCol))
	return []uint32{off, w.btf.str.add(file), w.btf.str.add(l.Text), pos}
}
