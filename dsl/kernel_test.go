//go:build linux

package dsl_test

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/dsl"
	"github.com/ccc-lang/ccc/lang/target"
)

// needKernel skips the test where programs cannot be loaded, unless the
// environment demands that they can.
func needKernel(t *testing.T) {
	t.Helper()
	if os.Geteuid() == 0 {
		if _, err := os.Stat("/sys/kernel/btf/vmlinux"); err == nil {
			return
		}
	}
	if os.Getenv("CCC_TEST_KERNEL") == "require" {
		t.Fatal("loading programs needs root and a kernel with BTF")
	}
	t.Skip("loading programs needs root and a kernel with BTF")
}

// minimal adds the three programs that the kernel wants to what b has.
func minimal(b *dsl.Builder) *dsl.Builder {
	for _, name := range []string{"ssthresh", "undo_cwnd"} {
		b.Callback(name, dsl.Prologue(name, asm.R6), dsl.Load(asm.R0, asm.R6, "snd_cwnd"), dsl.Return())
	}
	return b.Callback("cong_avoid", dsl.Prologue("cong_avoid", asm.R6), dsl.ReturnVoid())
}

// load loads the object and returns its programs by name.
func load(t *testing.T, b *dsl.Builder) *ebpf.Collection {
	t.Helper()
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	spec, err := ebpf.LoadCollectionSpecFromReader(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("read by cilium/ebpf: %v", err)
	}
	coll, err := ebpf.NewCollection(spec)
	if err != nil {
		t.Fatalf("load: %+v", err)
	}
	t.Cleanup(coll.Close)
	return coll
}

// TestFieldsLoad loads every field of the three objects in one program each.
func TestFieldsLoad(t *testing.T) {
	needKernel(t)
	for _, c := range []struct {
		callback string
		object   target.Object
		prologue asm.Instructions
	}{
		{"init", target.Sock, dsl.Prologue("init", asm.R6)},
		{"cong_control", target.RateSample, dsl.Prologue("cong_control", dsl.Skip, dsl.Skip, dsl.Skip, asm.R6)},
		{"pkts_acked", target.AckSample, dsl.Prologue("pkts_acked", dsl.Skip, asm.R6)},
	} {
		t.Run(c.object.Root(), func(t *testing.T) {
			code := c.prologue
			for _, f := range target.Fields(c.object) {
				if f.Path != "" {
					code = dsl.Join(code, dsl.Load(asm.R2, asm.R6, c.object.Name()+"."+f.Name))
				}
			}
			load(t, minimal(dsl.NewObject("fields").Callback(c.callback, code, dsl.ReturnVoid())))
		})
	}
}

func TestStoresLoad(t *testing.T) {
	needKernel(t)
	code := dsl.Prologue("init", asm.R6)
	for _, f := range target.Fields(target.Sock) {
		if !f.Writable {
			continue
		}
		code = dsl.Join(code, asm.Instructions{asm.Mov.Imm(asm.R2, 1)})
		if f.Mask == 0 {
			code = dsl.Join(code, dsl.Store(asm.R6, f.Name, asm.R2))
		} else {
			code = dsl.Join(code, dsl.StoreBit(asm.R6, f.Name, asm.R2, asm.R3))
		}
		code = dsl.Join(code, dsl.StoreFieldImm(asm.R6, f, 7))
	}
	load(t, minimal(dsl.NewObject("stores").Callback("init", code, dsl.ReturnVoid())))
}

func TestProloguesLoad(t *testing.T) {
	needKernel(t)
	b := dsl.NewObject("prologues")
	for _, cb := range target.Callbacks() {
		if cb.Name == "cong_avoid" {
			continue
		}
		regs := []asm.Register{asm.R6, asm.R7, asm.R8, asm.R9}[:len(cb.Params)]
		b.Callback(cb.Name, dsl.Prologue(cb.Name, regs...), dsl.ReturnImm(2))
	}
	cb := target.LookupCallback("cong_avoid")
	b.Callback("cong_avoid",
		dsl.LoadArgs(cb, dsl.ArgTo{Param: 0, Reg: asm.R1}, dsl.ArgTo{Param: 1, Reg: asm.R0}, dsl.ArgTo{Param: 2, Stack: -16}),
		dsl.ReturnVoid())
	load(t, b)
}

func TestPrivateAndGlobalsLoad(t *testing.T) {
	needKernel(t)
	code := dsl.Prologue("init", asm.R6)
	for _, size := range []int{1, 2, 4, 8} {
		for off := 0; off+size <= target.PrivateBytes; off += size {
			code = dsl.Join(code,
				dsl.LoadPrivate(asm.R2, asm.R6, off, size, off%3 == 0),
				dsl.StorePrivate(asm.R6, off, size, asm.R2, asm.R3))
		}
	}
	code = dsl.Join(code,
		dsl.StorePrivateImm(asm.R6, 16, 8, -1),
		dsl.LoadGlobal(asm.R2, "beta", target.S64),
		dsl.GlobalPointer(asm.R3, "table"),
		asm.Instructions{asm.LoadMem(asm.R3, asm.R3, 16, asm.DWord)},
		dsl.LoadConfig(asm.R4, "CONFIG_HZ"),
		dsl.LoadConfig(asm.R5, "LINUX_KERNEL_VERSION"),
		dsl.CallHelper(target.HelperJiffies64),
		dsl.StorageGet("record", asm.R6),
		asm.Instructions{asm.JEq.Imm(asm.R0, 0, "none"), asm.StoreImm(asm.R0, 64, 5, asm.Word)},
		dsl.Label("none", dsl.ReturnVoid()))
	b := dsl.NewObject("state").Param("beta", 717).Table("table", 1, 2, 3).Storage("record", 72)
	load(t, minimal(b.Callback("init", code)))
}

// TestCallsLoad calls each function of the table that the running kernel has.
func TestCallsLoad(t *testing.T) {
	needKernel(t)
	for _, f := range target.Funcs() {
		if !f.Kfunc && f.Helper == 0 {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			callback := "cong_control"
			prologue := dsl.Prologue(callback, asm.R6, asm.R7, asm.R8, asm.R9)
			args := asm.Instructions{}
			for i, p := range f.Params {
				dst := asm.R1 + asm.Register(i)
				switch p.Kind {
				case target.SockPtr:
					args = append(args, asm.Mov.Reg(dst, asm.R6))
				case target.RatePtr:
					args = append(args, asm.Mov.Reg(dst, asm.R9))
				case target.AckPtr:
					callback = "pkts_acked"
					prologue = dsl.Prologue(callback, asm.R6, asm.R7)
					args = append(args, asm.Mov.Reg(dst, asm.R7))
				default:
					args = append(args, asm.Mov.Imm(dst, 1))
				}
			}
			b := dsl.NewObject("calls").Callback(callback, prologue,
				guard(f), args, callOf(f), dsl.Label("out", dsl.ReturnVoid()))
			load(t, minimal(b))
		})
	}
}

// guard jumps to "out" where the kernel function is missing.
func guard(f *target.Func) asm.Instructions {
	if !f.Kfunc {
		return nil
	}
	return dsl.Join(dsl.Has(asm.R0, f), asm.Instructions{asm.JEq.Imm(asm.R0, 0, "out")})
}

func callOf(f *target.Func) asm.Instructions {
	if !f.Kfunc {
		return dsl.Call(f)
	}
	return dsl.CallWeak(f)
}

// Example_missing shows how a mistake is told.
func Example_missing() {
	err := dsl.NewObject("example").
		Callback("ssthresh", dsl.Prologue("ssthresh", asm.R6), dsl.Load(asm.R0, asm.R6, "snd_cwmd"), dsl.Return()).
		Err()
	fmt.Println(err)
	// Output: object "example": ssthresh: load: no field "snd_cwmd" in tcp_sock; near: snd_cwnd, snd_wnd, snd_sml
}
