package dsl_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/dsl"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/target/kernels"
)

// access is one load or store in a program of everyAccess and what it has to be
// on a given kernel.
type access struct {
	field *target.Field
	store bool
}

// everyAccess is an object whose programs load every field that the kernel has
// and store to every one that it lets programs write, in the order of accesses.
func everyAccess(t *testing.T, name string, v target.Version) (*dsl.Builder, map[string][]access) {
	t.Helper()
	accesses := map[string][]access{}
	code := map[string]asm.Instructions{
		"ssthresh":     dsl.SsthreshPrologue(asm.R6),
		"undo_cwnd":    dsl.UndoCwndPrologue(asm.R6),
		"pkts_acked":   dsl.PktsAckedPrologue(asm.R6, asm.R7),
		"cong_control": dsl.CongControlPrologue(asm.R6, asm.R7),
	}
	add := func(callback string, f *target.Field, store bool, parts ...asm.Instructions) {
		accesses[callback] = append(accesses[callback], access{f, store})
		code[callback] = dsl.Join(append([]asm.Instructions{code[callback]}, parts...)...)
	}
	for obj, where := range map[target.Object]struct {
		callback string
		base     asm.Register
	}{
		target.Sock: {"ssthresh", asm.R6}, target.AckSample: {"pkts_acked", asm.R7}, target.RateSample: {"cong_control", asm.R7},
	} {
		for _, f := range target.Fields(obj) {
			if f.Path == "" || v < f.Since || f.Until != 0 && v >= f.Until {
				continue
			}
			name := obj.Name() + "." + f.Name
			add(where.callback, f, false, dsl.Load(asm.R0, where.base, name))
			if f.Bits == 0 {
				sized := [...]func(dst, base asm.Register, field string) asm.Instructions{1: dsl.LoadU8, 2: dsl.LoadU16, 4: dsl.LoadU32, 8: dsl.LoadU64}
				add(where.callback, f, false, sized[f.Type.Size()](asm.R0, where.base, name))
			}
		}
	}
	for _, f := range target.Fields(target.Sock) {
		if !f.Writable || v < f.WriteSince {
			continue
		}
		if f.Mask != 0 {
			accesses["undo_cwnd"] = append(accesses["undo_cwnd"], access{f, false})
			add("undo_cwnd", f, true, asm.Instructions{asm.Mov.Imm(asm.R1, 1)}, dsl.StoreBit(asm.R6, f.Name, asm.R1, asm.R2))
			continue
		}
		sized := [...]func(base asm.Register, field string, src asm.Register) asm.Instructions{1: dsl.StoreU8, 4: dsl.StoreU32, 8: dsl.StoreU64}
		one := asm.Instructions{asm.Mov.Imm(asm.R1, 1)}
		add("undo_cwnd", f, true, one, dsl.Store(asm.R6, f.Name, asm.R1))
		add("undo_cwnd", f, true, one, sized[f.Type.Size()](asm.R6, f.Name, asm.R1))
		add("undo_cwnd", f, true, dsl.StoreFieldImm(asm.R6, f, 1))
	}
	b := dsl.NewObject(name).Callback("cong_avoid", dsl.MinimalCongAvoidProgram())
	for _, callback := range []string{"ssthresh", "undo_cwnd", "pkts_acked", "cong_control"} {
		b.Callback(callback, code[callback], dsl.ReturnImm(2))
	}
	return b, accesses
}

// place is where a field is on a kernel: found here by another way than dsl's.
type place struct{ offset, bitOffset, bits int }

func whereIs(t *testing.T, spec *btf.Spec, f *target.Field) place {
	t.Helper()
	var s *btf.Struct
	if err := spec.TypeByName(f.Object.Root(), &s); err != nil {
		t.Fatal(err)
	}
	var p place
	var at btf.Type = s
	for _, part := range strings.Split(f.Path, ".") {
		name, index, _ := strings.Cut(strings.TrimSuffix(part, "]"), "[")
		m, off := inStruct(at, name, 0)
		if m == nil {
			t.Fatalf("%s: no member %s", f.Path, name)
		}
		p.bitOffset += off
		p.bits = int(m.BitfieldSize)
		at = btf.UnderlyingType(m.Type)
		if arr, ok := at.(*btf.Array); ok {
			var i int
			if _, err := fmt.Sscan(index, &i); err != nil {
				t.Fatal(err)
			}
			at = btf.UnderlyingType(arr.Type)
			p.bitOffset += i * int(at.(*btf.Struct).Size) * 8
		}
	}
	p.offset = p.bitOffset / 8
	if p.bits > 0 { // of the storage unit that the bitfield is in
		size := f.Type.Size()
		p.offset = p.bitOffset / (8 * size) * size
	}
	return p
}

func inStruct(typ btf.Type, name string, base int) (*btf.Member, int) {
	var list []btf.Member
	switch s := btf.UnderlyingType(typ).(type) {
	case *btf.Struct:
		list = s.Members
	case *btf.Union:
		list = s.Members
	}
	for i, m := range list {
		off := base + int(m.Offset)
		if m.Name == name {
			return &list[i], off
		}
		if m.Name == "" {
			if found, off := inStruct(m.Type, name, off); found != nil {
				return found, off
			}
		}
	}
	return nil, 0
}

// checkAccesses compares the instructions that touch an object of the kernel
// with where the kernel's BTF says its fields are.
func checkAccesses(t *testing.T, spec *btf.Spec, insns asm.Instructions, want []access, bases ...asm.Register) {
	t.Helper()
	isBase := map[asm.Register]bool{}
	for _, b := range bases {
		isBase[b] = true
	}
	n := 0
	for i, ins := range insns {
		cls := ins.OpCode.Class()
		load, store := cls == asm.LdXClass && isBase[ins.Src], cls.IsStore() && isBase[ins.Dst]
		if !load && !store {
			continue
		}
		if n == len(want) {
			t.Errorf("instruction %d (%v) is one access too many", i, ins)
			return
		}
		f, p := want[n].field, whereIs(t, spec, want[n].field)
		if store != want[n].store {
			t.Errorf("%s: instruction %d (%v) is the wrong kind of access", f.Name, i, ins)
		}
		n++
		if int(ins.Offset) != p.offset || ins.OpCode.Size().Sizeof() != f.Type.Size() {
			t.Errorf("%s: instruction %d is %v; the field is at %d with %d bytes", f.Name, i, ins, p.offset, f.Type.Size())
		}
		if p.bits == 0 {
			continue
		}
		if up, down := shifts(p); insns[i+1].Constant != up || insns[i+2].Constant != down {
			t.Errorf("%s: shifted by %v, %v; want %d, %d", f.Name, insns[i+1], insns[i+2], up, down)
		}
	}
	if n != len(want) {
		t.Errorf("%d accesses, want %d", n, len(want))
	}
}

// shifts brings a bitfield in a little-endian register to the top and down.
func shifts(p place) (up, down int64) {
	inUnit := p.bitOffset - 8*p.offset
	return int64(64 - inUnit - p.bits), int64(64 - p.bits)
}

// TestRelocatedForEveryKernel relocates every load and store as the loader does,
// for every kernel whose BTF is here.
func TestRelocatedForEveryKernel(t *testing.T) {
	for _, k := range kernels.All() {
		t.Run(k.Release, func(t *testing.T) {
			spec, err := k.BTF()
			if err != nil {
				t.Fatal(err)
			}
			b, accesses := everyAccess(t, "every_access", k.Version)
			coll := collection(t, b)
			for _, p := range coll.Programs {
				callback := p.AttachTo[strings.LastIndexByte(p.AttachTo, ':')+1:]
				relocate(t, spec, p.Instructions)
				if want := accesses[callback]; want != nil {
					checkAccesses(t, spec, p.Instructions, want, bases(callback)...)
				}
			}
		})
	}
}

// bases are the registers that hold objects whose fields the program accesses.
func bases(callback string) []asm.Register {
	if callback == "pkts_acked" || callback == "cong_control" {
		return []asm.Register{asm.R7}
	}
	return []asm.Register{asm.R6}
}

func collection(t *testing.T, b *dsl.Builder) *ebpf.CollectionSpec {
	t.Helper()
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	coll, err := ebpf.LoadCollectionSpecFromReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return coll
}

func relocate(t *testing.T, spec *btf.Spec, insns asm.Instructions) {
	t.Helper()
	var relos []*btf.CORERelocation
	var at []*asm.Instruction
	for i := range insns {
		if r := btf.CORERelocationMetadata(&insns[i]); r != nil {
			relos, at = append(relos, r), append(at, &insns[i])
		}
	}
	if len(relos) == 0 {
		return
	}
	local, err := btf.NewBuilder(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	fixups, err := btf.CORERelocate(relos, []*btf.Spec{spec}, binary.LittleEndian, local.Add)
	if err != nil {
		t.Fatal(err)
	}
	for i := range fixups {
		if err := fixups[i].Apply(at[i]); err != nil {
			t.Errorf("%v: %v", relos[i], err)
		}
	}
}

// TestOffsets compares the offsets that are given as numbers with the BTF of
// every kernel.
func TestOffsets(t *testing.T) {
	for _, k := range kernels.All() {
		spec, err := k.BTF()
		if err != nil {
			t.Fatal(err)
		}
		table, err := dsl.TCPSockOffsets(spec)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, f := range target.Fields(target.Sock) {
			if f.Path == "" || k.Version < f.Since {
				continue
			}
			n++
			want := uint32(whereIs(t, spec, f).bitOffset / 8)
			if one, err := dsl.TCPSockOffset(spec, f.Name); err != nil || one != want || table[f.Name] != want {
				t.Errorf("%s: %s is at %d, %v; in the table at %d; want %d", k.Release, f.Name, one, err, table[f.Name], want)
			}
		}
		if len(table) != n {
			t.Errorf("%s: %d fields in the table, want %d", k.Release, len(table), n)
		}
	}
	spec, err := kernels.Spec(target.V(5, 10))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dsl.TCPSockOffset(spec, "tcp_usec_ts"); err == nil || !strings.Contains(err.Error(), "this kernel does not have it") {
		t.Errorf("a field that 5.10 lacks: %v", err)
	}
}

// TestCongControlForEveryKernel holds that the prologue of cong_control loads the
// rate sample from where each kernel has it.
func TestCongControlForEveryKernel(t *testing.T) {
	for _, k := range kernels.All() {
		spec, err := k.BTF()
		if err != nil {
			t.Fatal(err)
		}
		b, _ := everyAccess(t, "cong_control", k.Version)
		for _, p := range collection(t, b).Programs {
			if !strings.HasSuffix(p.AttachTo, ":cong_control") {
				continue
			}
			relocate(t, spec, p.Instructions)
			want := int16(8)
			if k.Version >= target.V(6, 10) {
				want = 24
			}
			if got := loadTaken(t, p.Instructions, asm.R7); got != want {
				t.Errorf("%s: the rate sample is loaded from %d, want %d", k.Release, got, want)
			}
		}
	}
}

// loadTaken follows the jumps on constants at the start of a program up to the
// first load into r and returns its offset.
func loadTaken(t *testing.T, insns asm.Instructions, r asm.Register) int16 {
	t.Helper()
	raw := map[int]int{}
	pos := 0
	for i := range insns {
		raw[pos] = i
		pos += int(insns[i].Width())
	}
	labels, err := insns.SymbolOffsets()
	if err != nil {
		t.Fatal(err)
	}
	var r0 int64
	for i := 0; i < len(insns); i++ {
		ins := insns[i]
		switch {
		case ins.OpCode.Class() == asm.LdXClass && ins.Dst == r:
			return ins.Offset
		case ins.Dst == asm.R0 && ins.OpCode.Class().IsALU():
			r0 = ins.Constant
		case ins.OpCode.JumpOp() == asm.JEq && ins.OpCode.Class().IsJump() && r0 != ins.Constant:
			// not taken
		case ins.OpCode.Class().IsJump():
			if to, ok := labels[ins.Reference()]; ok {
				i = to - 1
			} else {
				i = raw[position(insns, i)+1+int(ins.Offset)] - 1
			}
		}
	}
	t.Fatal("no load")
	return 0
}

func position(insns asm.Instructions, i int) int {
	n := 0
	for _, ins := range insns[:i] {
		n += int(ins.Width())
	}
	return n
}
