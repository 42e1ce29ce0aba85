//go:build linux

package dsl_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/btf"
	"github.com/cilium/ebpf/link"
	"golang.org/x/sys/unix"

	"github.com/ccc-lang/ccc/dsl"
	"github.com/ccc-lang/ccc/internal/flow"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// needKernel skips the test where programs cannot be loaded, unless the
// environment demands that they can.
func needKernel(t *testing.T) *btf.Spec {
	t.Helper()
	spec, err := btf.LoadKernelSpec()
	if err == nil && os.Geteuid() == 0 {
		return spec
	}
	if os.Getenv("CCC_TEST_KERNEL") == "require" {
		t.Fatal("loading programs needs root and a kernel with BTF")
	}
	t.Skip("loading programs needs root and a kernel with BTF")
	return nil
}

func running(t *testing.T) target.Version {
	t.Helper()
	release, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		t.Fatal(err)
	}
	v, err := target.ParseVersion(string(release))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// load loads the object through cilium/ebpf.
func load(t *testing.T, b *dsl.Builder) *ebpf.Collection {
	t.Helper()
	coll, err := ebpf.NewCollection(collection(t, b))
	if err != nil {
		var v *ebpf.VerifierError
		if errors.As(err, &v) {
			t.Fatalf("%+v", v)
		}
		t.Fatal(err)
	}
	t.Cleanup(coll.Close)
	return coll
}

// register loads the object and registers the algorithm until the test ends.
func register(t *testing.T, b *dsl.Builder) registered {
	t.Helper()
	o, err := b.Object()
	if err != nil {
		t.Fatal(err)
	}
	coll := load(t, b)
	for _, m := range coll.Maps {
		if m.Type() != ebpf.StructOpsMap {
			continue
		}
		l, err := link.AttachStructOps(link.StructOpsOptions{Map: m})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := l.Close(); err != nil {
				t.Error(err)
			}
		})
		return registered{o.Name, coll}
	}
	t.Fatal("no struct_ops map")
	return registered{}
}

// registered is an algorithm that connections can choose.
type registered struct {
	name string
	*ebpf.Collection
}

// unique makes an algorithm's name that no other process running these tests uses.
func unique(name string) string {
	return fmt.Sprintf("d%d_%s", os.Getpid(), name)
}

// TestVerifierTakesEveryAccess loads every load and store that there is and
// compares what the kernel made of them with its BTF.
func TestVerifierTakesEveryAccess(t *testing.T) {
	spec := needKernel(t)
	b, accesses := everyAccess(t, "ccc_dsl_access", running(t))
	for name, p := range load(t, b).Programs {
		callback := name[strings.Index(name, "access_")+len("access_"):]
		want, ok := accesses[callback]
		if !ok {
			continue
		}
		info, err := p.Info()
		if err != nil {
			t.Fatal(err)
		}
		insns, err := info.Instructions()
		if err != nil {
			t.Fatal(err)
		}
		checkAccesses(t, spec, insns, want, bases(callback)...)
		delete(accesses, callback)
	}
	if len(accesses) != 0 {
		t.Errorf("no program for %v", accesses)
	}
}

// TestEveryForm loads each form of the prologue of cong_control: the kernel takes
// the switching one and the one it has.
func TestEveryForm(t *testing.T) {
	needKernel(t)
	isNew := running(t) >= target.V(6, 10)
	for name, c := range map[string]struct {
		prologue asm.Instructions
		fits     bool
	}{
		"switching": {dsl.CongControlPrologue(asm.R6, asm.R7), true},
		"new":       {dsl.CongControlPrologueNew(asm.R6, asm.R8, asm.R9, asm.R7), isNew},
		"generic":   {dsl.StructOpsPrologue4(asm.R6, dsl.Arg{Reg: asm.R8, Type: target.U32}, dsl.Arg{Reg: asm.R9, Type: target.S32}, dsl.Arg{Reg: asm.R7, Type: target.U64}), isNew},
		"old":       {dsl.CongControlPrologueOld(asm.R6, asm.R7), !isNew},
	} {
		b := minimal(unique("form")).Callback("cong_control", c.prologue, dsl.Load(asm.R0, asm.R7, "rs.losses"), dsl.ReturnVoid())
		coll, err := ebpf.NewCollection(collection(t, b))
		if err == nil {
			coll.Close()
		}
		if (err == nil) != c.fits {
			t.Errorf("%s: %v, want it to load: %v", name, err, c.fits)
		}
	}
}

// minimal is the six whole programs but for passthrough-ssthresh.
func minimal(name string) *dsl.Builder {
	return dsl.NewObject(name).
		Callback("ssthresh", dsl.MinimalSsthreshProgram()).
		Callback("cong_avoid", dsl.MinimalCongAvoidProgram()).
		Callback("undo_cwnd", dsl.MinimalUndoCwndProgram()).
		Callback("init", dsl.MinimalInitProgram()).
		Callback("release", dsl.MinimalReleaseProgram())
}

// TestMinimalPrograms registers the whole programs and sends 100 MB with each of
// the two for ssthresh.
func TestMinimalPrograms(t *testing.T) {
	needKernel(t)
	passthrough := dsl.NewObject(unique("pass"))
	for callback, code := range map[string]asm.Instructions{
		"ssthresh": dsl.PassthroughSsthreshProgram(), "cong_avoid": dsl.MinimalCongAvoidProgram(), "undo_cwnd": dsl.MinimalUndoCwndProgram(),
		"init": dsl.MinimalInitProgram(), "release": dsl.MinimalReleaseProgram(),
	} {
		info, err := dsl.TCPCongOpsInfo("pass_"+callback, callback, code)
		if err != nil {
			t.Fatal(err)
		}
		passthrough.Add(info)
	}
	for _, b := range []*dsl.Builder{minimal(unique("min")), passthrough} {
		name := register(t, b).name
		r, err := flow.Run(flow.Options{Algorithm: name, Bytes: 100 << 20})
		if err != nil {
			t.Fatal(err)
		}
		if r.Cwnd == 0 || r.Cwnd > 10 {
			t.Errorf("%s: a window of %d; one that never grows has at most 10", name, r.Cwnd)
		}
	}
}

// TestReturns sees each way to return a result in what the kernel does with it.
func TestReturns(t *testing.T) {
	needKernel(t)
	seven := asm.Instructions{asm.Mov.Imm(asm.R8, 7)}
	for i, c := range []struct {
		code asm.Instructions
		want uint32
	}{
		{dsl.ReturnImm(7), 7},
		{dsl.Join(seven, dsl.ReturnReg(asm.R8)), 7},
		{dsl.Join(seven, asm.Instructions{asm.Mov.Reg(asm.R0, asm.R8)}, dsl.Return()), 7},
		{dsl.PassthroughSsthreshProgram(), infinite},
	} {
		b := dsl.NewObject(unique(fmt.Sprint("ret", i))).
			Callback("ssthresh", c.code).
			Callback("cong_avoid", dsl.MinimalCongAvoidProgram()).
			Callback("undo_cwnd", dsl.MinimalUndoCwndProgram())
		if got := thresholdAfterLoss(t, register(t, b).name); got != c.want {
			t.Errorf("%v: ssthresh is %d, want %d", c.code, got, c.want)
		}
	}
}

const infinite = 0x7fffffff // the threshold before it was ever set

// thresholdAfterLoss sends until a packet is lost and returns the threshold that
// the kernel then has. A lost tail is repaired by a probe, without a threshold
// (RFC 8985, section 7): then, and where it stays infinite, more is sent.
func thresholdAfterLoss(t *testing.T, algorithm string) (ssthresh uint32) {
	t.Helper()
	lossy := 0
	for range 20 {
		r, err := flow.Run(flow.Options{
			Algorithm: algorithm, Bytes: 2 << 20, DropPerMille: 60,
			Inspect: func(c *net.TCPConn) error {
				return onSocket(c, func(fd int) error { return tcpSsthresh(fd, &ssthresh) })
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		if r.Retransmits > 0 {
			lossy++
		}
		if ssthresh != infinite || lossy == 5 {
			return ssthresh
		}
	}
	t.Fatal("nothing was lost")
	return 0
}

func onSocket(c *net.TCPConn, f func(fd int) error) error {
	raw, err := c.SyscallConn()
	if err != nil {
		return err
	}
	var inner error
	return errors.Join(raw.Control(func(fd uintptr) { inner = f(int(fd)) }), inner)
}

func tcpSsthresh(fd int, to *uint32) error {
	info, err := unix.GetsockoptTCPInfo(fd, unix.IPPROTO_TCP, unix.TCP_INFO)
	if err == nil {
		*to = info.Snd_ssthresh
	}
	return err
}

// notes is a record of what programs saw: per name a slot in the storage map.
type notes struct {
	slots []string
}

// at returns the offset of a name's slot.
func (n *notes) at(name string) int16 {
	for i, s := range n.slots {
		if s == name {
			return int16(8 * i)
		}
	}
	n.slots = append(n.slots, name)
	return int16(8 * (len(n.slots) - 1))
}

// open makes r9 the record of the connection in r6, or returns.
func (n *notes) open() asm.Instructions {
	return dsl.Join(dsl.StorageGet("seen", asm.R6), asm.Instructions{
		asm.Instruction{OpCode: asm.JNE.Op(asm.ImmSource), Dst: asm.R0, Offset: 2},
		asm.Mov.Imm(asm.R0, 2), asm.Return(),
		asm.Mov.Reg(asm.R9, asm.R0),
	})
}

// keep notes the value of a register.
func (n *notes) keep(name string, r asm.Register) asm.Instructions {
	return asm.Instructions{asm.StoreMem(asm.R9, n.at(name), r, asm.DWord)}
}

// largest notes the largest value that a register ever had; it uses r0.
func (n *notes) largest(name string, r asm.Register) asm.Instructions {
	return asm.Instructions{
		asm.LoadMem(asm.R0, asm.R9, n.at(name), asm.DWord),
		asm.Instruction{OpCode: asm.JGE.Op(asm.RegSource), Dst: asm.R0, Src: r, Offset: 1},
		asm.StoreMem(asm.R9, n.at(name), r, asm.DWord),
	}
}

// count counts; it uses r0.
func (n *notes) count(name string) asm.Instructions {
	return asm.Instructions{
		asm.LoadMem(asm.R0, asm.R9, n.at(name), asm.DWord),
		asm.Add.Imm(asm.R0, 1),
		asm.StoreMem(asm.R9, n.at(name), asm.R0, asm.DWord),
	}
}

// read returns a reader for flow.Options.Inspect.
func (n *notes) read(coll *ebpf.Collection, to map[string]int64, also func(fd int) error) func(*net.TCPConn) error {
	return func(c *net.TCPConn) error {
		return onSocket(c, func(fd int) error {
			record := make([]byte, 8*len(n.slots))
			if err := coll.Maps["seen"].Lookup(int32(fd), record); err != nil {
				return err
			}
			for i, name := range n.slots {
				to[name] = int64(binary.LittleEndian.Uint64(record[8*i:]))
			}
			return also(fd)
		})
	}
}

// TestEffectsOnAConnection runs every prologue, pattern and kind of access in a
// connection that loses packets, and looks at what the programs saw and did.
func TestEffectsOnAConnection(t *testing.T) {
	needKernel(t)
	var n notes
	b := classic(&n)
	coll := register(t, b.Storage("seen", 8*len(n.slots)))
	seen := map[string]int64{}
	var info *unix.TCPInfo
	options := flow.Options{
		Algorithm: coll.name, Bytes: 100 << 20, DropPerMille: 15,
		Inspect: n.read(coll.Collection, seen, func(fd int) (err error) {
			info, err = unix.GetsockoptTCPInfo(fd, unix.IPPROTO_TCP, unix.TCP_INFO)
			return err
		}),
	}
	r, err := flow.Run(options)
	for range 4 { // a connection that loses one of its first packets may never be in slow start
		if err == nil && seen["in slow start"] == 0 {
			r, err = flow.Run(options)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	if r.Retransmits == 0 {
		t.Error("nothing was lost, so that nothing was seen")
	}
	checkRange(t, seen, map[string][2]int64{
		"ssthresh calls": {1, 1 << 20}, "cong_avoid calls": {100, 1 << 30}, "set_state calls": {2, 1 << 20}, "cwnd_event calls": {1, 1 << 20},
		"in_ack_event calls": {100, 1 << 30}, "pkts_acked calls": {100, 1 << 30}, "min_tso_segs calls": {100, 1 << 30},
		"sndbuf_expand calls": {1, 1 << 30}, "init calls": {1, 1},
		"acked": {1, 1000}, "new_state": {3, 4}, "state before": {0, 4}, "event": {0, 5}, "flags": {1, 7}, "sample.pkts_acked": {1, 1000},
		"sample.rtt_us": {1, 10_000_000}, "in slow start": {1, 1 << 30}, "grown": {1, 1 << 30},
		"cnt read back": {77, 77}, "bit set": {1, 1}, "bit cleared": {0, 0}, "private word": {-5, -5}, "private byte": {200, 200},
		"private half": {-2, -2}, "packets_out": {1, 1 << 20}, "srtt": {8, 80_000_000}, "kfunc result": {2, 1 << 20}, "param": {1234567890123, 1234567890123},
		"table": {-3, -3}, "weak kfunc": {1, 1}, "exists": {1, 1},
	})
	if got, want := seen["mss"], int64(info.Snd_mss); got != want {
		t.Errorf("mss_cache was %d, the kernel says %d", got, want)
	}
	if seen["acked ssthresh"] != int64(info.Snd_ssthresh) && seen["undo_cwnd calls"] == 0 {
		t.Errorf("ssthresh gave %d, the kernel has %d", seen["acked ssthresh"], info.Snd_ssthresh)
	}
}

func checkRange(t *testing.T, seen map[string]int64, want map[string][2]int64) {
	t.Helper()
	for name, r := range want {
		got, ok := seen[name]
		if !ok {
			t.Errorf("%s was not noted", name)
		} else if got < r[0] || got > r[1] {
			t.Errorf("%s: %d, want %d..%d", name, got, r[0], r[1])
		}
	}
}

// classic is an algorithm with every callback but cong_control that notes what
// each gets: a small Reno.
func classic(n *notes) *dsl.Builder {
	const r0, r1, r2, r6, r7, r8 = asm.R0, asm.R1, asm.R2, asm.R6, asm.R7, asm.R8
	grow := dsl.Join(dsl.IncrementCwnd(r6, r7), n.count("in slow start"))
	slow := target.LookupFunc("tcp_reno_ssthresh")
	return dsl.NewObject(unique("seen")).Flags(target.FlagNonRestricted).
		Param("big", 1234567890123).Table("row", 5, -3).
		Callback("ssthresh", dsl.SsthreshPrologue(r6), n.open(), n.count("ssthresh calls"),
			asm.Instructions{asm.Mov.Reg(r1, r6)}, dsl.Call(slow), n.keep("kfunc result", r0),
			dsl.Has(r0, slow), asm.Instructions{asm.JEq.Imm(r0, 0, "none"), asm.Mov.Imm(r0, 1).WithSymbol("none")}, n.keep("weak kfunc", r0),
			dsl.AIMDSsthresh(r6, r8), n.keep("acked ssthresh", r8), dsl.ReturnReg(r8)).
		Callback("cong_avoid", dsl.StructOpsPrologue3(r6, dsl.Arg{Reg: r7, Type: target.U32}, dsl.Arg{Reg: r8, Type: target.U32}), n.open(),
			n.count("cong_avoid calls"), n.largest("acked", r8),
			dsl.SlowStartCheck(r6, r1, r2, grow),
			dsl.LoadU32(r7, r6, "snd_cwnd"), n.largest("grown", r7),
			dsl.LoadPacketsOut(r7, r6), n.largest("packets_out", r7),
			dsl.LoadSrtt(r7, r6), n.largest("srtt", r7),
			dsl.LoadU32(r7, r6, "mss_cache"), n.keep("mss", r7),
			dsl.LoadGlobal(r7, "big", target.S64), n.keep("param", r7),
			dsl.GlobalPointer(r7, "row"), asm.Instructions{asm.LoadMem(r7, r7, 8, asm.DWord)}, n.keep("table", r7),
			dsl.ReturnVoid()).
		Callback("set_state", dsl.SetStatePrologue(r6, r7), n.open(), n.count("set_state calls"),
			n.largest("new_state", r7), dsl.LoadCAState(r8, r6), n.largest("state before", r8), dsl.ReturnVoid()).
		Callback("cwnd_event", dsl.CwndEventPrologue(r6, r7), n.open(), n.count("cwnd_event calls"), n.largest("event", r7),
			storeAndReadBack(n), dsl.ReturnVoid()).
		Callback("in_ack_event", dsl.StructOpsPrologue2(r6, dsl.Arg{Reg: r7, Type: target.U32}), n.open(), n.count("in_ack_event calls"),
			n.largest("flags", r7), dsl.ReturnVoid()).
		Callback("pkts_acked", dsl.PktsAckedPrologue(r6, r8), n.open(), n.count("pkts_acked calls"),
			dsl.Load(r7, r8, "sample.pkts_acked"), n.largest("sample.pkts_acked", r7),
			dsl.Load(r7, r8, "sample.rtt_us"), asm.Instructions{asm.Instruction{OpCode: asm.JSLT.Op(asm.ImmSource), Dst: r7, Offset: 3}}, n.largest("sample.rtt_us", r7),
			dsl.ReturnVoid()).
		Callback("min_tso_segs", dsl.MinTsoSegsPrologue(r6), n.open(), n.count("min_tso_segs calls"), dsl.ReturnImm(2)).
		Callback("undo_cwnd", dsl.UndoCwndPrologue(r6), n.open(), n.count("undo_cwnd calls"), dsl.LoadCwnd(r0, r6), dsl.Return()).
		Callback("sndbuf_expand", dsl.SndbufExpandPrologue(r6), n.open(), n.count("sndbuf_expand calls"), dsl.ReturnImm(2)).
		Callback("init", dsl.InitPrologue(r6), n.open(), n.count("init calls"),
			dsl.Exists(r0, target.Lookup(target.Sock, "snd_cwnd")), n.keep("exists", r0), dsl.ReturnVoid()).
		Callback("release", dsl.ReleasePrologue(r6), dsl.ReturnVoid())
}

// storeAndReadBack stores to the connection and its private bytes, notes what is
// there then, and puts back what was there before.
func storeAndReadBack(n *notes) asm.Instructions {
	const r0, r1, r2, r6, r7, r8 = asm.R0, asm.R1, asm.R2, asm.R6, asm.R7, asm.R8
	imm := func(r asm.Register, v int32) asm.Instructions { return asm.Instructions{asm.Mov.Imm(r, v)} }
	return dsl.Join(
		dsl.LoadU32(r8, r6, "snd_cwnd_cnt"), imm(r7, 77), dsl.StoreU32(r6, "snd_cwnd_cnt", r7),
		dsl.LoadU32(r7, r6, "snd_cwnd_cnt"), n.keep("cnt read back", r7), dsl.StoreU32(r6, "snd_cwnd_cnt", r8),
		dsl.LoadU8(r8, r6, "ecn_flags"),
		imm(r1, 1), dsl.StoreBit(r6, "ecn_demand_cwr", r1, r2), dsl.Load(r7, r6, "ecn_demand_cwr"), n.keep("bit set", r7),
		imm(r1, 0), dsl.StoreBit(r6, "ecn_demand_cwr", r1, r2), dsl.Load(r7, r6, "ecn_demand_cwr"), n.keep("bit cleared", r7),
		dsl.StoreU8(r6, "ecn_flags", r8),
		imm(r7, -5), dsl.StorePrivate(r6, 16, 8, r7, r0), dsl.LoadPrivate(r7, r6, 16, 8, true), n.keep("private word", r7),
		imm(r7, 200), dsl.StorePrivate(r6, 103, 1, r7, r0), dsl.LoadPrivate(r7, r6, 103, 1, false), n.keep("private byte", r7),
		imm(r7, -2), dsl.StorePrivate(r6, 26, 2, r7, r0), dsl.LoadPrivate(r7, r6, 26, 2, true), n.keep("private half", r7),
	)
}

// TestCongControlOnAConnection is TestEffectsOnAConnection for cong_control, which
// sets window and rate itself.
func TestCongControlOnAConnection(t *testing.T) {
	needKernel(t)
	const r6, r7, r8 = asm.R6, asm.R7, asm.R8
	var n notes
	b := dsl.NewObject(unique("ctl")).
		Callback("ssthresh", dsl.MinimalSsthreshProgram()).
		Callback("undo_cwnd", dsl.MinimalUndoCwndProgram()).
		Callback("cong_control", dsl.CongControlPrologue(r6, r7), n.open(), n.count("calls"),
			dsl.Load(r8, r7, "rs.acked_sacked"), n.largest("acked_sacked", r8),
			dsl.Load(r8, r7, "rs.interval_us"), asm.Instructions{asm.Instruction{OpCode: asm.JSLT.Op(asm.ImmSource), Dst: r8, Offset: 3}}, n.largest("interval_us", r8),
			asm.Instructions{asm.Mov.Imm(r8, 50)}, dsl.StoreCwnd(r6, r8),
			asm.Instructions{asm.Mov.Imm(r8, 40)}, dsl.StoreSsthresh(r6, r8),
			asm.Instructions{asm.Mov.Imm(r8, 250_000_000)}, dsl.StoreU64(r6, "pacing_rate", r8),
			asm.Instructions{asm.Mov.Imm(r8, 1)}, dsl.StoreU32(r6, "pacing_status", r8),
			dsl.ReturnVoid())
	coll := register(t, b.Storage("seen", 8*len(n.slots)))
	seen := map[string]int64{}
	var ssthresh uint32
	r, err := flow.Run(flow.Options{
		Algorithm: coll.name, Bytes: 100 << 20,
		Inspect: n.read(coll.Collection, seen, func(fd int) error { return tcpSsthresh(fd, &ssthresh) }),
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.Cwnd != 50 || ssthresh != 40 {
		t.Errorf("window %d, threshold %d; 50 and 40 were stored", r.Cwnd, ssthresh)
	}
	checkRange(t, seen, map[string][2]int64{"calls": {100, 1 << 30}, "acked_sacked": {1, 1000}, "interval_us": {1, 10_000_000}})
}

// TestTables compares the tables with the running kernel's BTF.
func TestTables(t *testing.T) {
	spec := needKernel(t)
	for cname, table := range map[string][]target.EnumMember{
		"tcp_ca_state": dsl.CAStates(), "tcp_ca_event": dsl.CAEvents(), "tcp_ca_ack_event_flags": dsl.AckEventFlags(),
	} {
		var e *btf.Enum
		if err := spec.TypeByName(cname, &e); err != nil {
			t.Fatal(err)
		}
		if len(e.Values) != len(table) {
			t.Errorf("%s: %d values in the kernel, %d in the table", cname, len(e.Values), len(table))
			continue
		}
		for i, v := range e.Values {
			if table[i].CName != v.Name || table[i].Value != int64(v.Value) {
				t.Errorf("%s: %s = %d in the kernel, %s = %d in the table", cname, v.Name, v.Value, table[i].CName, table[i].Value)
			}
			if got, err := dsl.Value(cname, v.Name); err != nil || int64(got) != int64(v.Value) {
				t.Errorf("Value(%s, %s) = %d, %v", cname, v.Name, got, err)
			}
		}
	}
	var ops *btf.Struct
	if err := spec.TypeByName("tcp_congestion_ops", &ops); err != nil {
		t.Fatal(err)
	}
	table := map[string]bool{"get_info": true, "cwnd_event_tx_start": true} // which no program provides, or the loader does
	for _, cb := range dsl.Callbacks() {
		table[cb.Name] = true
	}
	for _, m := range ops.Members {
		if p, ok := btf.UnderlyingType(m.Type).(*btf.Pointer); ok {
			if _, isFunc := btf.UnderlyingType(p.Target).(*btf.FuncProto); isFunc && !table[m.Name] {
				t.Errorf("the kernel has a callback %s that is not in the table", m.Name)
			}
		}
	}
}

// TestSourceLines finds the lines that At gives in what the kernel keeps of the
// loaded program, which is what its verifier and `bpftool prog` quote.
func TestSourceLines(t *testing.T) {
	needKernel(t)
	first := &object.Line{Line: 3, Col: 1, Text: "ssthresh(sk) = max(sk.snd_cwnd / 2, 2)"}
	second := &object.Line{Line: 4, Col: 5, Text: "return it"}
	b := minimal(unique("src")).Source("mine.txt").Callback("sndbuf_expand",
		dsl.At(first, dsl.SndbufExpandPrologue(asm.R6)), dsl.LoadCwnd(asm.R0, asm.R6), dsl.At(second, dsl.ReturnImm(2)))
	for name, p := range load(t, b).Programs {
		if !strings.HasSuffix(name, "sndbuf_expand") {
			continue
		}
		info, err := p.Info()
		if err != nil {
			t.Fatal(err)
		}
		insns, err := info.Instructions()
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range map[int]*object.Line{0: first, 2: second} {
			got, ok := insns[i].Source().(*btf.Line)
			if !ok || got.Line() != want.Text || got.FileName() != "mine.txt" || int(got.LineNumber()) != want.Line || int(got.LineColumn()) != want.Col {
				t.Errorf("instruction %d: %v, want %v", i, insns[i].Source(), want)
			}
		}
		return
	}
	t.Error("no program")
}

// TestExampleOnAConnection runs the example through losses: the window must have
// grown beyond its start and been cut.
func TestExampleOnAConnection(t *testing.T) {
	needKernel(t)
	name := register(t, gentle(unique("ex"))).name
	var grown bool
	for range 5 {
		r, err := flow.Run(flow.Options{Algorithm: name, Bytes: 100 << 20, DropPerMille: 10})
		if err != nil {
			t.Fatal(err)
		}
		if r.Cwnd > 10 {
			grown = true
		}
		if grown && r.Retransmits > 0 {
			return
		}
	}
	t.Errorf("five flows without a loss, or without growth (seen: %v)", grown)
}
