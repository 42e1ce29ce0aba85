package object

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode"

	"github.com/cilium/ebpf/asm"
)

// DisOptions says what Disassemble shows. The zero value shows everything that
// the object has.
type DisOptions struct {
	// Source is the text of the source file, for lines whose text is not in the
	// object.
	Source string
	// NoSource leaves the source lines out.
	NoSource bool
	// Only, if not empty, is the one callback to show.
	Only string
}

// Disassemble writes the programs of an object file as text: one instruction a
// line in the notation of LLVM and bpftool, jump targets as labels, kernel
// members by name instead of the offsets that the loader will find, and source
// lines before the code made from them.
func Disassemble(w io.Writer, r io.ReaderAt, opts DisOptions) error {
	o, err := Read(r)
	if err != nil {
		return err
	}
	return Fdis(w, o, opts)
}

// Fdis writes the programs of an object as Disassemble does.
func Fdis(w io.Writer, o *Object, opts DisOptions) error {
	out := bufio.NewWriter(w)
	source := sourceLines{file: mainFile(o), texts: strings.Split(opts.Source, "\n")}
	shown := 0
	for i := range o.Programs {
		p := &o.Programs[i]
		name := p.Member
		if name == "" {
			name = p.Name
		}
		if opts.Only != "" && opts.Only != name {
			continue
		}
		if shown++; shown > 1 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "%s: %d instructions\n", Printable(name), p.Insns.Size()/asm.InstructionSize)
		disProgram(out, p.Insns, source, opts)
	}
	if opts.Only != "" && shown == 0 {
		return fmt.Errorf("the object has no program for %s", opts.Only)
	}
	return out.Flush()
}

// mainFile is the source file that the others were used from.
func mainFile(o *Object) string {
	if o.Manifest != nil && o.Manifest.Source != "" {
		return o.Manifest.Source
	}
	for i := range o.Programs {
		for _, ins := range o.Programs[i].Insns {
			if l := LineOf(ins); l != nil {
				return l.File
			}
		}
	}
	return ""
}

// sourceLines are the lines of the main file, as far as they are at hand.
type sourceLines struct {
	file  string
	texts []string
}

// show returns where l is and what it says. Only lines of other files are told with the file's name.
func (s sourceLines) show(l *Line) string {
	if path.Base(l.File) != path.Base(s.file) {
		return fmt.Sprintf("%s:%d: %s", Printable(path.Base(l.File)), l.Line, Printable(strings.TrimSpace(l.Text)))
	}
	text := l.Text
	if text == "" && l.Line <= len(s.texts) {
		text = s.texts[l.Line-1]
	}
	return fmt.Sprintf("%d: %s", l.Line, Printable(strings.TrimSpace(text)))
}

func disProgram(out *bufio.Writer, insns asm.Instructions, source sourceLines, opts DisOptions) {
	raw := 0
	for _, ins := range insns {
		if l := LineOf(ins); l != nil && l.Line > 0 && !opts.NoSource {
			fmt.Fprintf(out, "; %s\n", source.show(l))
		}
		if s := ins.Symbol(); s != "" {
			fmt.Fprintf(out, "%s:\n", Printable(s))
		}
		fmt.Fprintf(out, "%6d:  %s\n", raw, Text(ins))
		raw += int(ins.Width())
	}
}

// Printable replaces what a terminal might act on: an object may be a stranger's.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return ' '
		}
		if !unicode.IsPrint(r) {
			return '�'
		}
		return r
	}, s)
}

var sizeNames = map[asm.Size]string{asm.Byte: "u8", asm.Half: "u16", asm.Word: "u32", asm.DWord: "u64"}

// Text returns one instruction as a line of the disassembly.
func Text(ins asm.Instruction) string {
	op := ins.OpCode
	switch cls := op.Class(); {
	case op.IsDWordLoad():
		return loadImmText(ins)
	case cls == asm.LdXClass && op.Mode() == asm.MemMode:
		return fmt.Sprintf("%s = %s", reg(ins.Dst), memText(ins, ins.Src, "u"))
	case cls == asm.LdXClass && op.Mode() == asm.MemSXMode:
		return fmt.Sprintf("%s = %s", reg(ins.Dst), memText(ins, ins.Src, "s"))
	case cls == asm.StXClass && op.Mode() == asm.MemMode:
		return fmt.Sprintf("%s = %s", memText(ins, ins.Dst, "u"), reg(ins.Src))
	case cls == asm.StXClass && op.Mode() == asm.AtomicMode:
		return fmt.Sprintf("lock %s %v %s", memText(ins, ins.Dst, "u"), op.AtomicOp(), reg(ins.Src))
	case cls == asm.StClass && op.Mode() == asm.MemMode:
		return fmt.Sprintf("%s = %d", memText(ins, ins.Dst, "u"), ins.Constant)
	case cls.IsALU():
		return aluText(ins)
	case cls.IsJump():
		return jumpText(ins)
	}
	return fmt.Sprintf(".insn %#02x dst=%s src=%s off=%d imm=%d", uint8(op), reg(ins.Dst), reg(ins.Src), ins.Offset, ins.Constant)
}

// memText is the memory that a load or store accesses: "*(u32 *)(r6 + tcp_sock.snd_cwnd)".
func memText(ins asm.Instruction, base asm.Register, sign string) string {
	typ := sign + strings.TrimPrefix(sizeNames[ins.OpCode.Size()], "u")
	if r := ReloOf(ins); r != nil {
		return fmt.Sprintf("*(%s *)(%s + %s)", typ, reg(base), reloText(r))
	}
	if ins.Offset < 0 {
		return fmt.Sprintf("*(%s *)(%s - %d)", typ, reg(base), -int(ins.Offset))
	}
	return fmt.Sprintf("*(%s *)(%s + %d)", typ, reg(base), ins.Offset)
}

// reloText is what a relocation stands for: a member for its offset, else
// "what(member)".
func reloText(r *Relo) string {
	if r.Kind == FieldOffset {
		return Printable(r.Field())
	}
	return fmt.Sprintf("%s(%s)", r.Kind, Printable(r.Field()))
}

func loadImmText(ins asm.Instruction) string {
	switch {
	case ReloOf(ins) != nil:
		return fmt.Sprintf("%s = %s ll", reg(ins.Dst), reloText(ReloOf(ins)))
	case ins.Reference() != "":
		return fmt.Sprintf("%s = &%s", reg(ins.Dst), Printable(ins.Reference()))
	case ins.Src != 0:
		return fmt.Sprintf("%s = pseudo(%d, %#x) ll", reg(ins.Dst), uint8(ins.Src), ins.Constant)
	}
	return fmt.Sprintf("%s = %d ll", reg(ins.Dst), ins.Constant)
}

var aluNames = map[asm.ALUOp]string{
	asm.Add: "+=", asm.Sub: "-=", asm.Mul: "*=", asm.Div: "/=", asm.SDiv: "s/=", asm.Mod: "%=", asm.SMod: "s%=",
	asm.Or: "|=", asm.And: "&=", asm.Xor: "^=", asm.LSh: "<<=", asm.RSh: ">>=", asm.ArSh: "s>>=", asm.Mov: "=",
	asm.MovSX8: "= (s8)", asm.MovSX16: "= (s16)", asm.MovSX32: "= (s32)",
}

// reg names a register in full: "r10", where asm says "rfp".
func reg(r asm.Register) string { return regText(r, false) }

// regText names a register, "w0" for the low 32 bits.
func regText(r asm.Register, narrow bool) string {
	if narrow {
		return fmt.Sprintf("w%d", uint8(r))
	}
	return fmt.Sprintf("r%d", uint8(r))
}

func aluText(ins asm.Instruction) string {
	op := ins.OpCode
	narrow := op.Class() == asm.ALUClass
	dst := regText(ins.Dst, narrow)
	switch op.ALUOp() {
	case asm.Neg:
		return fmt.Sprintf("%s = -%s", dst, dst)
	case asm.Swap:
		order := "le"
		switch {
		case op.Class() == asm.ALU64Class:
			order = "bswap"
		case op.Endianness() == asm.BE:
			order = "be"
		}
		return fmt.Sprintf("%s = %s%d %s", reg(ins.Dst), order, ins.Constant, reg(ins.Dst))
	}
	name, ok := aluNames[op.ALUOp()]
	if !ok {
		name = op.ALUOp().String()
	}
	switch {
	case op.Source() == asm.RegSource:
		return fmt.Sprintf("%s %s %s", dst, name, regText(ins.Src, narrow))
	case ReloOf(ins) != nil:
		return fmt.Sprintf("%s %s %s", dst, name, reloText(ReloOf(ins)))
	}
	return fmt.Sprintf("%s %s %d", dst, name, ins.Constant)
}

var jumpNames = map[asm.JumpOp]string{
	asm.JEq: "==", asm.JNE: "!=", asm.JGT: ">", asm.JGE: ">=", asm.JLT: "<", asm.JLE: "<=", asm.JSet: "&",
	asm.JSGT: "s>", asm.JSGE: "s>=", asm.JSLT: "s<", asm.JSLE: "s<=",
}

func jumpText(ins asm.Instruction) string {
	op := ins.OpCode
	target := Printable(ins.Reference())
	if target == "" {
		if d, ok := jumpDistance(ins); ok {
			target = fmt.Sprintf("%+d", d)
		}
	}
	switch op.JumpOp() {
	case asm.Exit:
		return "exit"
	case asm.Call:
		return callText(ins)
	case asm.Ja:
		return "goto " + target
	}
	name, ok := jumpNames[op.JumpOp()]
	if !ok {
		name = op.JumpOp().String()
	}
	narrow := op.Class() == asm.Jump32Class
	if op.Source() == asm.RegSource {
		return fmt.Sprintf("if %s %s %s goto %s", regText(ins.Dst, narrow), name, regText(ins.Src, narrow), target)
	}
	return fmt.Sprintf("if %s %s %d goto %s", regText(ins.Dst, narrow), name, ins.Constant, target)
}

func callText(ins asm.Instruction) string {
	switch {
	case ins.Reference() != "":
		return "call " + Printable(ins.Reference())
	case ins.Src == asm.PseudoCall:
		return fmt.Sprintf("call %+d", ins.Constant)
	case ins.Src == asm.PseudoKfuncCall:
		return fmt.Sprintf("call kfunc#%d", ins.Constant)
	}
	return "call " + helperName(asm.BuiltinFunc(ins.Constant))
}

// helperName is a helper's name in the kernel: FnKtimeGetNs is bpf_ktime_get_ns.
func helperName(fn asm.BuiltinFunc) string {
	name := fn.String()
	if !strings.HasPrefix(name, "Fn") {
		return fmt.Sprintf("helper#%d", int64(fn))
	}
	var b strings.Builder
	b.WriteString("bpf")
	for _, r := range name[2:] {
		if unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
