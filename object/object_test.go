package object_test

import (
	"bytes"
	"debug/elf"
	"errors"
	"strings"
	"testing"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/btf"
	"github.com/google/go-cmp/cmp"

	"github.com/ccc-lang/ccc/dsl"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// fullObject uses everything that an object file can hold.
func fullObject(t testing.TB, name string) *object.Object {
	t.Helper()
	weak := target.LookupFunc("dctcp_ssthresh")
	line := func(n int) *object.Line { return &object.Line{Line: n, Col: 5, Text: "line " + strings.Repeat("x", n)} }
	o, err := dsl.NewObject(name).Source("full.cc").Flags(target.FlagNonRestricted).
		Param("beta", 717).Param("gain__up", -3).Table("table", 3, 5, 7).Storage("record", 72).
		Manifest(fullManifest()).
		Callback("ssthresh", dsl.Prologue("ssthresh", asm.R6), asm.Instructions{asm.Mov.Reg(asm.R1, asm.R6)},
			dsl.CallNamed("tcp_reno_ssthresh"), dsl.Return()).
		Callback("undo_cwnd", dsl.Prologue("undo_cwnd", asm.R6),
			dsl.At(line(3), dsl.Load(asm.R0, asm.R6, "snd_cwnd")), dsl.At(line(4), dsl.Return())).
		Callback("cong_avoid", dsl.Prologue("cong_avoid", asm.R6, asm.R7, asm.R8),
			dsl.Has(asm.R1, weak),
			asm.Instructions{asm.JEq.Imm(asm.R1, 0, "out"), asm.Mov.Reg(asm.R1, asm.R6)},
			dsl.CallWeak(weak), dsl.Label("out", dsl.ReturnVoid())).
		Callback("cong_control", dsl.Prologue("cong_control", asm.R6, asm.R7, asm.R8, asm.R9),
			dsl.Load(asm.R2, asm.R9, "rs.rtt_us"), dsl.Load(asm.R2, asm.R6, "ca_state"),
			dsl.Load(asm.R3, asm.R6, "min_rtt"), dsl.Load(asm.R3, asm.R6, "ack_now"), dsl.Load(asm.R3, asm.R6, "snd_wscale"),
			dsl.Store(asm.R6, "pacing_rate", asm.R3), dsl.StorePrivate(asm.R6, 12, 4, asm.R3, asm.R4), dsl.ReturnVoid()).
		Callback("init", dsl.Prologue("init", asm.R6),
			asm.Instructions{asm.Mov.Reg(asm.R1, asm.R6), asm.Mov.Imm(asm.R2, 9)}, dsl.CallFunction("half"), dsl.CallFunction("none"),
			dsl.LoadGlobal(asm.R2, "beta", target.S64), dsl.GlobalPointer(asm.R3, "table"), dsl.LoadConfig(asm.R4, "CONFIG_HZ"),
			dsl.CallHelper(target.HelperJiffies64), dsl.StorageGet("record", asm.R6),
			asm.Instructions{asm.JEq.Imm(asm.R0, 0, "none"), asm.StoreImm(asm.R0, 64, 5, asm.Word)},
			dsl.Label("none", dsl.ReturnVoid())).
		Function(object.Proto{Name: "half", Params: []object.CParam{{Name: "sk", Struct: "sock"}, {Name: "n", Type: object.U64}}, Result: &object.U64},
			dsl.At(line(7), asm.Instructions{asm.Mov.Reg(asm.R6, asm.R1), asm.Mov.Reg(asm.R7, asm.R2)}),
			asm.Instructions{asm.JGT.Imm(asm.R7, 1, "more"), asm.Mov.Imm(asm.R7, 2)},
			dsl.Label("more", dsl.Load(asm.R0, asm.R6, "snd_cwnd")),
			asm.Instructions{asm.RSh.Imm(asm.R7, 1), asm.Add.Reg(asm.R0, asm.R7)}, dsl.Return()).
		Function(object.Proto{Name: "none"}, dsl.At(line(8), dsl.ReturnVoid())).
		Object()
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func fullManifest() *object.Manifest {
	lo, hi := int64(0), int64(1024)
	return &object.Manifest{
		Compiler: "ccc test", Declared: "full", Source: "full.cc",
		Params: []object.ManifestParam{{Symbol: "beta", Name: "beta", Den: 1024, Default: 717, Lo: &lo, Hi: &hi, Doc: "share kept"}},
		Needs:  []object.ManifestNeed{{What: "writing sk.pacing_rate", Since: "6.0", File: "full.cc", Line: 3, Col: 5, Text: "sk.pacing_rate = 1"}},
		State:  []object.ManifestState{{Name: "alpha", Off: 12, Size: 4}},
		Flags:  []string{"non_restricted"},
	}
}

func TestSameBytesEveryTime(t *testing.T) {
	first := mustBytes(t, fullObject(t, "full"))
	for range 20 {
		if again := mustBytes(t, fullObject(t, "full")); !bytes.Equal(first, again) {
			t.Fatal("the same object gave other bytes")
		}
	}
}

func TestReadIsInverseOfWrite(t *testing.T) {
	for _, o := range []*object.Object{smallObject("small"), fullObject(t, "full"), {
		Name: "9-odd.name", Legacy: true, Flags: 2,
		Programs: []object.Program{{Member: "ssthresh", Name: "f", Insns: asm.Instructions{asm.Mov.Imm(asm.R0, 2), asm.Return()}}},
	}} {
		data := mustBytes(t, o)
		back, err := object.Read(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", o.Name, err)
		}
		if back.Name != o.Name || back.Flags != o.Flags || back.Legacy != o.Legacy {
			t.Errorf("%s: read back as %q, flags %d, legacy %v", o.Name, back.Name, back.Flags, back.Legacy)
		}
		if again := mustBytes(t, back); !bytes.Equal(data, again) {
			t.Errorf("%s: writing what was read gives other bytes", o.Name)
		}
	}
}

// TestOtherReaders reads the file with debug/elf and with cilium/ebpf.
func TestOtherReaders(t *testing.T) {
	data := mustBytes(t, fullObject(t, "full"))
	f, err := elf.NewFile(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range f.Sections {
		names = append(names, s.Name)
	}
	want := []string{"", "struct_ops/ssthresh", "struct_ops/undo_cwnd", "struct_ops/cong_avoid", "struct_ops/cong_control", "struct_ops/init", ".text",
		"license", ".rodata", ".maps", ".struct_ops.link", ".relstruct_ops/ssthresh", ".relstruct_ops/cong_avoid", ".relstruct_ops/init",
		".rel.struct_ops.link", ".BTF", ".BTF.ext", ".ccc", ".symtab", ".strtab"}
	if d := cmp.Diff(want, names); d != "" {
		t.Error("sections: -want +got\n" + d)
	}

	spec, err := ebpf.LoadCollectionSpecFromReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for member, name := range map[string]string{"ssthresh": "full_ssthresh", "cong_control": "full_cong_control"} {
		p := spec.Programs[name]
		if p == nil || p.AttachTo != "tcp_congestion_ops:"+member || p.License != "GPL" || p.Type != ebpf.StructOps {
			t.Errorf("program %s is read as %+v", name, p)
		}
	}
	if m := spec.Maps["record"]; m == nil || m.Type != ebpf.SkStorage || m.ValueSize != 72 || m.KeySize != 4 || m.MaxEntries != 0 || m.Flags != 1 {
		t.Errorf("the storage map is read as %+v", m)
	}
	var gain int64
	if v := spec.Variables["gain__up"]; v == nil {
		t.Error("the global gain__up is missing")
	} else if err := v.Get(&gain); err != nil || gain != -3 {
		t.Errorf("gain__up = %d, %v", gain, err)
	}
	src := spec.Programs["full_undo_cwnd"].Instructions[0].Source()
	if l, ok := src.(*btf.Line); !ok || l.FileName() != "full.cc" || l.LineNumber() != 3 || l.LineColumn() != 5 || l.Line() != "line xxx" {
		t.Errorf("the first line is read as %v", src)
	}
}

func TestWriteRefuses(t *testing.T) {
	ret := asm.Instructions{asm.Mov.Imm(asm.R0, 0), asm.Return()}
	code := func(insns ...asm.Instruction) func(*object.Object) {
		return func(o *object.Object) { o.Programs[0].Insns = append(asm.Instructions(insns), ret...) }
	}
	load := func(r *object.Relo) func(*object.Object) {
		return code(object.WithRelo(asm.LoadMem(asm.R0, asm.R1, 0, asm.Word), r))
	}
	far := make(asm.Instructions, 0, 40000)
	far = append(far, asm.JEq.Imm(asm.R1, 0, "end"))
	for range 32768 {
		far = append(far, asm.Mov.Imm(asm.R0, 0))
	}
	far = append(far, asm.Return().WithSymbol("end"))
	twoWays := field("snd_cwnd")
	twoWays.Path[0].Type = object.U64
	for _, c := range []struct {
		name   string
		change func(o *object.Object)
		want   string
	}{
		{"no name", func(o *object.Object) { o.Name = "" }, "the algorithm has no name"},
		{"long name", func(o *object.Object) { o.Name = "sixteen_letters_" }, `object "sixteen_letters_": the name "sixteen_letters_" has 16 bytes; the kernel registers at most 15`},
		{"name with a space", func(o *object.Object) { o.Name = "a b" }, "not printable ASCII"},
		{"no program", func(o *object.Object) { o.Programs = nil }, "the object has no program"},
		{"empty program", func(o *object.Object) { o.Programs[0].Insns = nil }, "the program for ssthresh has no instruction"},
		{"two of a callback", func(o *object.Object) { o.Programs[1].Member = "ssthresh" }, "two programs for ssthresh"},
		{"two of a name", func(o *object.Object) { o.Programs[1].Name = o.Programs[0].Name }, "names both the program for ssthresh and the program for cong_avoid"},
		{"bad program name", func(o *object.Object) { o.Programs[0].Name = "a-b" }, `"a-b" is not an identifier`},
		{"global of the wrong size", func(o *object.Object) {
			o.Globals = []object.Global{{Name: "x", Type: object.U32, Data: make([]byte, 8)}}
		}, "global x: 8 bytes of data for a type of 4"},
		{"odd storage", func(o *object.Object) { o.Storage = &object.SKStorage{Name: "s", ValueSize: 12} }, "a record of 12 bytes is not a multiple of 8"},
		{"invalid instruction", code(asm.LoadMem(asm.R0, asm.R1, 0, asm.InvalidSize)), "instruction 0 is not a valid instruction"},
		{"missing label", code(asm.Ja.Label("nowhere")), `instruction 0: no label "nowhere"`},
		{"label twice", code(asm.Mov.Imm(asm.R0, 0).WithSymbol("a"), asm.Mov.Imm(asm.R0, 0).WithSymbol("a")), `instruction 1: label "a" is defined twice`},
		{"far jump", func(o *object.Object) { o.Programs[0].Insns = far }, `the jump to "end" is 32768 instructions long; a jump reaches at most 32767`},
		{"unknown global", code(object.LoadAddress(asm.R1, "gone")), `nothing is called "gone"`},
		{"undeclared call", code(asm.Instruction{OpCode: asm.OpCode(asm.JumpClass).SetJumpOp(asm.Call), Src: asm.PseudoCall, Constant: -1}.WithReference("f")),
			`call of "f", which is neither a function of the object nor declared as one of the kernel`},
		{"member with two types", code(
			object.WithRelo(asm.LoadMem(asm.R0, asm.R1, 0, asm.Word), field("snd_cwnd")),
			object.WithRelo(asm.LoadMem(asm.R0, asm.R1, 0, asm.Word), twoWays)), `tcp_sock.snd_cwnd: member "snd_cwnd" is declared in two ways`},
		{"no path", load(&object.Relo{Root: "tcp_sock"}), "names no member"},
		{"element outside", load(&object.Relo{Root: "s", Path: []object.Step{{Member: "a", Len: 2, Index: 2, Type: object.U32}}}), "element 2 of 2"},
		{"struct in itself", load(&object.Relo{Root: "s", Path: []object.Step{{Member: "a", Struct: "s"}, {Member: "b", Type: object.U32}}}), "struct s contains itself"},
		{"wide bitfield", load(&object.Relo{Root: "s", Path: []object.Step{{Member: "a", Type: object.U8, Bits: 9}}}), "9 bits in 1 bytes"},
		{"relocated jump", code(object.WithRelo(asm.JEq.Imm(asm.R1, 0, "x"), field("snd_cwnd"))), "loaders cannot patch"},
		{"size in a load", load(&object.Relo{Kind: object.FieldSize, Root: "s", Path: []object.Step{{Member: "a", Type: object.U8}}}), "only an offset can be put into a load"},
		{"kernel function of our name", code(object.Kfunc(&object.KfuncSig{Proto: object.Proto{Name: "small_ssthresh"}})), "both a kernel function and a symbol"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := smallObject("small")
			c.change(o)
			data, err := object.Bytes(o)
			if err == nil {
				t.Fatalf("%d bytes were written", len(data))
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is\n%v\nwithout\n%s", err, c.want)
			}
		})
	}
}

func TestManifest(t *testing.T) {
	data := mustBytes(t, fullObject(t, "full"))
	got, err := object.ReadManifest(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	want := fullManifest()
	want.Format, want.Registered = object.ManifestFormat, "full"
	want.Callbacks = []string{"ssthresh", "undo_cwnd", "cong_avoid", "cong_control", "init"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error("-want +got\n" + d)
	}

	o := smallObject("bare")
	o.Manifest = nil
	if _, err := object.ReadManifest(bytes.NewReader(mustBytes(t, o))); !errors.Is(err, object.ErrNoManifest) {
		t.Errorf("without a manifest: %v", err)
	}
	newer := bytes.Replace(data, []byte(`"format": 1`), []byte(`"format": 9`), 1)
	if _, err := object.ReadManifest(bytes.NewReader(newer)); err == nil || !strings.Contains(err.Error(), "format 9 is not known") {
		t.Errorf("a newer format: %v", err)
	}
	broken := bytes.Replace(data, []byte(`"format"`), []byte(`"format!`), 1)
	if _, err := object.ReadManifest(bytes.NewReader(broken)); err == nil || !strings.Contains(err.Error(), "manifest: ") {
		t.Errorf("broken JSON: %v", err)
	}
	if _, err := object.ReadManifest(strings.NewReader("#!/bin/sh\n")); err == nil || !strings.Contains(err.Error(), "not an ELF file") {
		t.Errorf("a script: %v", err)
	}
	for _, n := range []int{5, 30, 64, len(data) / 2, len(data) - 10} {
		if _, err := object.ReadManifest(bytes.NewReader(data[:n])); err == nil || err.Error() != "the ELF file is cut short" {
			t.Errorf("%d bytes of %d: %v", n, len(data), err)
		}
	}
}

func FuzzRead(f *testing.F) {
	small, full := mustBytes(f, smallObject("small")), mustBytes(f, fullObject(f, "full"))
	f.Add(small)
	f.Add(full)
	f.Add(full[:len(full)/2])
	f.Add([]byte("\x7fELF\x02\x01\x01"))
	// Every byte of the tables that describe the file, set to values that are
	// far from right.
	for i := 0; i < len(full); i += 13 {
		forged := bytes.Clone(full)
		forged[i] ^= 0xff
		f.Add(forged)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var text bytes.Buffer
		o, err := object.Read(bytes.NewReader(data))
		if disErr := object.Disassemble(&text, bytes.NewReader(data), object.DisOptions{}); (err == nil) != (disErr == nil) {
			t.Errorf("read: %v, disassemble: %v", err, disErr)
		}
		if bytes.ContainsRune(text.Bytes(), '\x1b') {
			t.Error("the text holds an escape character")
		}
		_ = object.DumpELF(&text, bytes.NewReader(data))
		_, _ = object.ReadManifest(bytes.NewReader(data))
		if err != nil {
			return
		}
		again, err := object.Bytes(o)
		if err != nil {
			return // what is read need not be what we would write
		}
		if _, err := object.Read(bytes.NewReader(again)); err != nil {
			t.Errorf("cannot read what was written of what was read: %v", err)
		}
	})
}

// smallObject has one program of each way to touch the socket.
func smallObject(name string) *object.Object {
	sk := func(dst asm.Register) asm.Instruction { return asm.LoadMem(dst, asm.R1, 0, asm.DWord) }
	ssthresh := asm.Instructions{
		object.WithLine(sk(asm.R6), &object.Line{Line: 3, Col: 1, Text: "ssthresh(sk) = sk.snd_cwnd / 2"}),
		object.WithRelo(asm.LoadMem(asm.R0, asm.R6, 0, asm.Word), field("snd_cwnd")),
		asm.RSh.Imm(asm.R0, 1),
		asm.JGT.Imm(asm.R0, 2, "done"),
		asm.Mov.Imm(asm.R0, 2),
		asm.Return().WithSymbol("done"),
	}
	avoid := asm.Instructions{
		sk(asm.R6),
		object.WithRelo(asm.LoadMem(asm.R0, asm.R6, 0, asm.Word), field("snd_cwnd")),
		asm.Add.Imm(asm.R0, 1),
		object.WithRelo(asm.StoreMem(asm.R6, 0, asm.R0, asm.Word), field("snd_cwnd")),
		asm.Mov.Imm(asm.R0, 0),
		asm.Return(),
	}
	undo := asm.Instructions{
		sk(asm.R6),
		object.WithRelo(asm.LoadMem(asm.R0, asm.R6, 0, asm.Word), field("snd_cwnd")),
		asm.Return(),
	}
	return &object.Object{
		Name:   name,
		Source: "small.cc",
		Programs: []object.Program{
			{Member: "ssthresh", Name: "small_ssthresh", Insns: ssthresh},
			{Member: "cong_avoid", Name: "small_cong_avoid", Insns: avoid},
			{Member: "undo_cwnd", Name: "small_undo_cwnd", Insns: undo},
		},
		Manifest: &object.Manifest{Compiler: "test", Declared: "small", Source: "small.cc"},
	}
}

// field returns the offset of a u32 member of struct tcp_sock.
func field(name string) *object.Relo {
	return &object.Relo{Kind: object.FieldOffset, Root: "tcp_sock", Path: []object.Step{{Member: name, Type: object.U32}}}
}

func mustBytes(t testing.TB, o *object.Object) []byte {
	t.Helper()
	data, err := object.Bytes(o)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
