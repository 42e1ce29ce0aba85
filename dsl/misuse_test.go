package dsl_test

import (
	"strings"
	"testing"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/dsl"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// whole wraps what is to fail into a whole program.
func whole(parts ...asm.Instructions) asm.Instructions {
	return dsl.Join(append([]asm.Instructions{dsl.StructOpsPrologue(asm.R6)}, append(parts, dsl.ReturnImm(2))...)...)
}

// TestMisuse holds that what the verifier would refuse, or worse would take, is an
// error with a sentence before there is an object.
func TestMisuse(t *testing.T) {
	const r0, r1, r2, r6, r10 = asm.R0, asm.R1, asm.R2, asm.R6, asm.R10
	big := make(asm.Instructions, 1<<15)
	for i := range big {
		big[i] = asm.Mov.Imm(r0, 0)
	}
	for _, c := range []struct {
		name string
		code asm.Instructions
		want string
	}{
		{"r10 loaded to", dsl.LoadCwnd(r10, r6), "r10 is the frame pointer and cannot be set"},
		{"r10 by hand", asm.Instructions{asm.Mov.Imm(r10, 1)}, "r10 is the frame pointer and cannot be set"},
		{"r10 in a prologue", dsl.SsthreshPrologue(r10), "r10 is the frame pointer and cannot be set"},
		{"r10 as a pattern's register", dsl.AIMDSsthresh(r6, r10), "r10 is the frame pointer and cannot be set"},
		{"no such register", dsl.LoadCwnd(asm.Register(12), r6), "there is no register 12"},
		{"field of r10", dsl.LoadCwnd(r0, r10), "r10 is the frame pointer, not an object of the kernel"},
		{"r1 across a call", dsl.Join(dsl.StructOpsPrologue(r1), dsl.CallHelper(target.HelperJiffies64), dsl.LoadCwnd(r0, r1)), "reads r1, which the call at instruction 2 destroyed; r6 to r9 survive calls"},
		{"a register without a value", dsl.LoadCwnd(r0, asm.R8), "reads r8, which has no value on some way there"},
		{"result of a void kfunc", dsl.Join(asm.Instructions{asm.Mov.Reg(r1, r6), asm.Mov.Imm(r2, 1), asm.Mov.Imm(asm.R3, 1)}, dsl.CallNamed("tcp_reno_cong_avoid"), asm.Instructions{asm.Add.Imm(r0, 1)}), "reads r0, which has no value"},
		{"unknown field", dsl.LoadU32(r0, r6, "snd_cwmd"), "no field \"snd_cwmd\" in tcp_sock; near: snd_cwnd"},
		{"worked-out field", dsl.Load(r0, r6, "in_slow_start"), "there is nothing to load or store"},
		{"read-only field", dsl.StoreU32(r6, "snd_cwnd_clamp", r6), "the kernel lets programs write only snd_cwnd, snd_cwnd_cnt"},
		{"rate sample", dsl.Store(r6, "rs.losses", r6), "the kernel lets programs write only"},
		{"2 bytes of 4", dsl.LoadU16(r0, r6, "mss_cache"), "mss_cache has 4 bytes, not 2"},
		{"4 bytes of 8", dsl.StoreU32(r6, "pacing_rate", r6), "pacing_rate has 8 bytes, not 4"},
		{"a bitfield as a byte", dsl.LoadU8(r0, r6, "ca_state"), "ca_state is a bitfield of 5 bits, which Load reads"},
		{"a bit stored whole", dsl.Store(r6, "ack_now", r6), "StoreBit sets it"},
		{"a bit that is none", dsl.StoreBit(r6, "snd_cwnd", r0, r1), "not a single bit"},
		{"callback that does not exist", dsl.Prologue("on_ack", r6), "there is no callback \"on_ack\"; there are ssthresh, cong_avoid"},
		{"too many arguments", dsl.Prologue("ssthresh", r6, r1), "ssthresh has 1 arguments (sk), not 2"},
		{"two arguments in one register", dsl.CongAvoidPrologue(r6, r1, r1), "both go to r1"},
		{"argument without a type", dsl.StructOpsPrologue2(r6, dsl.Arg{Reg: r0, Type: 99}), "argument 2 has no C type"},
		{"unknown function", dsl.CallNamed("tcp_slow_strat"), "no function \"tcp_slow_strat\"; near: tcp_slow_start"},
		{"builtin function", dsl.CallNamed("max"), "max is not a function of the kernel"},
		{"function without a name", dsl.CallFunction("a-b"), "\"a-b\" is not the name of a function"},
		{"unknown helper", dsl.CallHelper(-1), "there is no helper -1"},
		{"state outside", dsl.LoadPrivate(r0, r6, 100, 8, false), "bytes 100 to 107 are outside the 104"},
		{"state of 3 bytes", dsl.LoadPrivate(r0, r6, 0, 3, false), "3 bytes cannot be accessed at once"},
		{"no scratch register", dsl.StorePrivate(r6, 4, 4, r0, r0), "r0 is not free to hold the address"},
		{"slow start in one register", dsl.SlowStartCheck(r6, r0, r0, dsl.Return()), "must be three registers"},
		{"slow start without code", dsl.SlowStartCheck(r6, r0, r1, nil), "there is no code for slow start"},
		{"slow start with too much code", dsl.SlowStartCheck(r6, r0, r1, big), "too long to jump over"},
		{"one register to grow", dsl.IncrementCwnd(r6, r6), "sk and tmp must be two registers"},
		{"constructor of package asm", asm.Instructions{asm.LoadMem(r0, r6, 0, asm.Size(7))}, "is not valid"},
		{"configuration number", dsl.LoadConfig(r0, "HZ"), "starts neither with CONFIG_"},
		{"no instruction to name", dsl.Label("here", nil), "there is no instruction to name"},
	} {
		err := dsl.NewObject("misuse").Callback("ssthresh", whole(c.code)).Err()
		if err == nil {
			t.Errorf("%s: no error", c.name)
		} else if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", c.name, err, c.want)
		}
	}
}

func TestMisuseOfPrograms(t *testing.T) {
	fine := dsl.MinimalSsthreshProgram()
	for _, c := range []struct {
		name string
		b    *dsl.Builder
		want string
	}{
		{"long name", dsl.NewObject("sixteen_letters_"), "has 16 bytes; the kernel takes 1 to 15"},
		{"a name the kernel refuses", dsl.NewObject("my-reno"), "has a '-'; the kernel takes letters, digits, '_' and '.'"},
		{"no name", dsl.NewObject(""), "has 0 bytes"},
		{"no such callback", dsl.NewObject("x").Callback("sstresh", fine), "there is no callback \"sstresh\""},
		{"get_info", dsl.NewObject("x").Callback("get_info", fine), "the kernel does not let a program provide get_info"},
		{"twice", dsl.NewObject("x").Callback("ssthresh", fine).Callback("ssthresh", fine), "ssthresh is given twice"},
		{"empty", dsl.NewObject("x").Callback("ssthresh"), "the program has no instruction"},
		{"no result", dsl.NewObject("x").Callback("ssthresh", dsl.Return()), "the result is not in r0"},
		{"no return", dsl.NewObject("x").Callback("init", dsl.InitPrologue(asm.R6)), "the last, is not a return"},
		{"a function that reads too much", dsl.NewObject("x").Function(object.Proto{Name: "f", Params: make([]object.CParam, 2)}, dsl.ReturnReg(asm.R3)), "f: instruction 0 (MovReg dst: r0 src: r3) reads r3, which has no value"},
		{"a function without its result", dsl.NewObject("x").Function(object.Proto{Name: "f", Result: &object.U64}, dsl.Return()), "the result is not in r0"},
		{"a function of six", dsl.NewObject("x").Function(object.Proto{Name: "f", Params: make([]object.CParam, 6)}, dsl.Return()), "f: a function has at most 5 parameters, not 6"},
		{"no description", dsl.NewObject("x").Add(nil), "there is no program to add"},
	} {
		if err := c.b.Err(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	b := dsl.NewObject("x").Callback("ssthresh", fine).Callback("undo_cwnd", dsl.MinimalUndoCwndProgram())
	if _, err := b.Bytes(); err == nil || !strings.Contains(err.Error(), "neither cong_avoid nor cong_control") {
		t.Errorf("an object that grows no window: %v", err)
	}
	b = dsl.NewObject("x").Callback("cong_avoid", dsl.MinimalCongAvoidProgram())
	if _, err := b.Bytes(); err == nil || !strings.Contains(err.Error(), "there is no ssthresh") {
		t.Errorf("an object without ssthresh: %v", err)
	}
}

func TestMisuseOfNames(t *testing.T) {
	fine := dsl.MinimalSsthreshProgram()
	for name, f := range map[string]func() error{
		"there is no callback \"sstresh\"":              func() error { _, err := dsl.SectionName("sstresh"); return err },
		"no struct_ops \"tcp_ops\" is known":            func() error { _, err := dsl.StructOpsSectionName("tcp_ops", "ssthresh"); return err },
		"there is no callback \"ss\"":                   func() error { _, err := dsl.CallbackInfo("ss"); return err },
		"no struct_ops \"bpf_iter\" is known":           func() error { _, err := dsl.StructOpsInfo("p", "bpf_iter", "ssthresh", fine); return err },
		"the program's name \"a-b\" is not":             func() error { _, err := dsl.TCPCongOpsInfo("a-b", "ssthresh", fine); return err },
		"there is no enum \"CaStat\"; near: CaState":    func() error { _, err := dsl.Value("CaStat", "loss"); return err },
		"Event has no value \"los\"; near: loss":        func() error { _, err := dsl.Value("Event", "los"); return err },
		"no field \"srtt\" in tcp_sock; near:":          func() error { _, err := dsl.TCPSockOffset(nil, "srtt"); return err },
		"without the BTF of a kernel there is no offse": func() error { _, err := dsl.TCPSockOffset(nil, "srtt_us"); return err },
		"of struct rate_sample, not of the connection":  func() error { _, err := dsl.TCPSockOffset(nil, "rs.losses"); return err },
	} {
		if err := f(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want %s", err, name)
		}
	}
}

func TestInfo(t *testing.T) {
	for name, want := range map[string]string{
		"ssthresh":     "u32 ssthresh(struct sock *sk)",
		"cong_avoid":   "void cong_avoid(struct sock *sk, u32 ack, u32 acked)",
		"set_state":    "void set_state(struct sock *sk, u8 new_state)",
		"cwnd_event":   "void cwnd_event(struct sock *sk, enum tcp_ca_event event)",
		"pkts_acked":   "void pkts_acked(struct sock *sk, const struct ack_sample *sample)",
		"cong_control": "void cong_control(struct sock *sk, u32 ack, int flag, const struct rate_sample *rs)",
	} {
		info, err := dsl.CallbackInfo(name)
		if err != nil || info.String() != want {
			t.Errorf("%v, %v, want %s", info, err, want)
		}
	}
	for _, cb := range dsl.Callbacks() {
		info, err := dsl.CallbackInfo(cb.Name)
		if err != nil {
			t.Fatal(err)
		}
		required := cb.Name == "ssthresh" || cb.Name == "undo_cwnd"
		oneOf := cb.Name == "cong_avoid" || cb.Name == "cong_control"
		if info.Required != required || (info.OneOf != nil) != oneOf {
			t.Errorf("%s: required %v, one of %v", cb.Name, info.Required, info.OneOf)
		}
	}
	p, err := dsl.TCPCongOpsInfo("my_ssthresh", "ssthresh", dsl.MinimalSsthreshProgram())
	if err != nil {
		t.Fatal(err)
	}
	if p.Section != "struct_ops/ssthresh" || p.Struct != "tcp_congestion_ops" || p.Callback != "ssthresh" || p.License != "GPL" {
		t.Errorf("%+v", p)
	}
}
