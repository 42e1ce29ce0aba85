package object_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/cilium/ebpf/asm"
	"github.com/google/go-cmp/cmp"

	"github.com/ccc-lang/ccc/dsl"
	"github.com/ccc-lang/ccc/object"
)

func TestDisassemble(t *testing.T) {
	data := mustBytes(t, fullObject(t, "full"))
	for _, c := range []struct {
		only string
		opts object.DisOptions
		want string
	}{
		{only: "undo_cwnd", want: `
undo_cwnd: 3 instructions
; 3: line xxx
     0:  r6 = *(u64 *)(r1 + 0)
     1:  r0 = *(u32 *)(r6 + tcp_sock.snd_cwnd)
; 4: line xxxx
     2:  exit
`},
		{only: "undo_cwnd", opts: object.DisOptions{NoSource: true}, want: `
undo_cwnd: 3 instructions
     0:  r6 = *(u64 *)(r1 + 0)
     1:  r0 = *(u32 *)(r6 + tcp_sock.snd_cwnd)
     2:  exit
`},
		{only: "cong_avoid", want: `
cong_avoid: 10 instructions
     0:  r6 = *(u64 *)(r1 + 0)
     1:  r7 = *(u32 *)(r1 + 8)
     2:  r8 = *(u32 *)(r1 + 16)
     3:  r1 = &dctcp_ssthresh
     5:  if r1 == 0 goto L1
     6:  r1 = r6
     7:  call dctcp_ssthresh
L1:
     8:  r0 = 0
     9:  exit
`},
		{only: "cong_control", want: `
cong_control: 30 instructions
     0:  r0 = type_matches(tcp_congestion_ops.cong_control)
     1:  if r0 == 0 goto L1
     2:  r7 = *(u32 *)(r1 + 8)
     3:  r8 = *(u32 *)(r1 + 16)
     4:  r8 <<= 32
     5:  r8 s>>= 32
     6:  r9 = *(u64 *)(r1 + 24)
     7:  goto L2
L1:
     8:  r7 = 0
     9:  r8 = 0
    10:  r9 = *(u64 *)(r1 + 8)
L2:
    11:  r6 = *(u64 *)(r1 + 0)
    12:  r2 = *(u64 *)(r9 + rate_sample.rtt_us)
    13:  r2 = *(u8 *)(r6 + tcp_sock.inet_conn.icsk_ca_state)
    14:  r2 <<= lshift_u64(tcp_sock.inet_conn.icsk_ca_state)
    15:  r2 >>= rshift_u64(tcp_sock.inet_conn.icsk_ca_state)
    16:  r3 = *(u32 *)(r6 + tcp_sock.rtt_min.s[0].v)
    17:  r3 = *(u8 *)(r6 + tcp_sock.inet_conn.icsk_ack.pending)
    18:  r3 &= 16
    19:  r3 += 255
    20:  r3 >>= 8
    21:  r3 = *(u16 *)(r6 + tcp_sock.rx_opt.snd_wscale)
    22:  r3 <<= lshift_u64(tcp_sock.rx_opt.snd_wscale)
    23:  r3 >>= rshift_u64(tcp_sock.rx_opt.snd_wscale)
    24:  *(u64 *)(r6 + tcp_sock.inet_conn.icsk_inet.sk.sk_pacing_rate) = r3
    25:  r4 = r6
    26:  r4 += tcp_sock.inet_conn.icsk_ca_priv[0]
    27:  *(u32 *)(r4 + 12) = r3
    28:  r0 = 0
    29:  exit
`},
		{only: "init", want: `
init: 24 instructions
     0:  r6 = *(u64 *)(r1 + 0)
     1:  r1 = r6
     2:  r2 = 9
     3:  call half
     4:  call none
     5:  r2 = &beta
     7:  r2 = *(u64 *)(r2 + 0)
     8:  r3 = &table
    10:  r4 = &CONFIG_HZ
    12:  r4 = *(u32 *)(r4 + 0)
    13:  call bpf_jiffies64
    14:  r2 = r6
    15:  r1 = &record
    17:  r3 = 0
    18:  r4 = 1
    19:  call bpf_sk_storage_get
    20:  if r0 == 0 goto L1
    21:  *(u32 *)(r0 + 64) = 5
L1:
    22:  r0 = 0
    23:  exit
`},
		{only: "half", want: `
half: 8 instructions
; 7: line xxxxxxx
     0:  r6 = r1
     1:  r7 = r2
     2:  if r7 > 1 goto L1
     3:  r7 = 2
L1:
     4:  r0 = *(u32 *)(r6 + tcp_sock.snd_cwnd)
     5:  r7 >>= 1
     6:  r0 += r7
     7:  exit
`},
	} {
		c.opts.Only = c.only
		var out bytes.Buffer
		if err := object.Disassemble(&out, bytes.NewReader(data), c.opts); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(strings.TrimPrefix(c.want, "\n"), out.String()); d != "" {
			t.Errorf("%s: -want +got\n%s", c.only, d)
		}
	}
	err := object.Disassemble(new(bytes.Buffer), bytes.NewReader(data), object.DisOptions{Only: "release"})
	if err == nil || err.Error() != "the object has no program for release" {
		t.Errorf("a callback that is not there: %v", err)
	}
}

// TestSourceAtHand holds that a line whose text is not in the object is taken
// from the source.
func TestSourceAtHand(t *testing.T) {
	o := smallObject("small")
	o.Programs[0].Insns[0] = object.WithLine(o.Programs[0].Insns[0], &object.Line{Line: 2})
	var out bytes.Buffer
	err := object.Disassemble(&out, bytes.NewReader(mustBytes(t, o)), object.DisOptions{Only: "ssthresh", Source: "one\n\ttwo\x1b[2J\nthree\n"})
	if err != nil {
		t.Fatal(err)
	}
	if want := "; 2: two\ufffd[2J\n"; !strings.Contains(out.String(), want) {
		t.Errorf("no %q in\n%s", want, out.String())
	}
}

// TestLinesOfOtherFiles: the same number in another file is told with its name, and has no text from
// the source at hand.
func TestLinesOfOtherFiles(t *testing.T) {
	o := smallObject("small")
	insns := o.Programs[0].Insns
	insns[0] = object.WithLine(insns[0], &object.Line{Line: 2})
	insns[1] = object.WithLine(insns[1], &object.Line{File: "std/tcp.cc", Line: 2, Text: "let grown = 1"})
	var out bytes.Buffer
	err := object.Disassemble(&out, bytes.NewReader(mustBytes(t, o)), object.DisOptions{Only: "ssthresh", Source: "one\ntwo\n"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"; 2: two\n", "; tcp.cc:2: let grown = 1\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		ins  asm.Instruction
		want string
	}{
		{asm.Add.Reg(asm.R1, asm.R2), "r1 += r2"},
		{asm.Sub.Imm32(asm.R1, -3), "w1 -= -3"},
		{asm.ArSh.Reg32(asm.R3, asm.R4), "w3 s>>= w4"},
		{asm.Neg.Imm(asm.R3, 0), "r3 = -r3"},
		{asm.SDiv.Reg(asm.R1, asm.R2), "r1 s/= r2"},
		{asm.MovSX16.Reg(asm.R1, asm.R2), "r1 = (s16) r2"},
		{asm.HostTo(asm.BE, asm.R1, asm.Half), "r1 = be16 r1"},
		{asm.BSwap(asm.R1, asm.Word), "r1 = bswap32 r1"},
		{asm.LoadImm(asm.R1, 1<<40, asm.DWord), "r1 = 1099511627776 ll"},
		{asm.LoadMapPtr(asm.R1, 7), "r1 = pseudo(1, 0x7) ll"},
		{asm.LoadMem(asm.R1, asm.R10, -8, asm.Half), "r1 = *(u16 *)(r10 - 8)"},
		{asm.LoadMemSX(asm.R1, asm.R2, 4, asm.Byte), "r1 = *(s8 *)(r2 + 4)"},
		{asm.StoreImm(asm.R1, 2, -1, asm.Byte), "*(u8 *)(r1 + 2) = -1"},
		{asm.AddAtomic.Mem(asm.R1, asm.R2, asm.DWord, 8), "lock *(u64 *)(r1 + 8) Add r2"},
		{asm.JSLE.Imm32(asm.R1, -4, "out"), "if w1 s<= -4 goto out"},
		{asm.JSet.Reg(asm.R1, asm.R2, "out"), "if r1 & r2 goto out"},
		{asm.Ja.Label("out"), "goto out"},
		{asm.Instruction{OpCode: asm.OpCode(asm.JumpClass).SetJumpOp(asm.Ja), Offset: -2}, "goto -2"},
		{asm.FnKtimeGetNs.Call(), "call bpf_ktime_get_ns"},
		{asm.BuiltinFunc(0xbad2310).Call(), "call helper#195896080"},
		{asm.Instruction{OpCode: asm.OpCode(asm.JumpClass).SetJumpOp(asm.Call), Src: asm.PseudoKfuncCall, Constant: 9}, "call kfunc#9"},
		{asm.LoadAbs(4, asm.Word), ".insn 0x20 dst=r0 src=r0 off=0 imm=4"},
	} {
		if got := object.Text(c.ins); got != c.want {
			t.Errorf("%v: %s, want %s", c.ins, got, c.want)
		}
	}
}

func TestDumpELF(t *testing.T) {
	var out bytes.Buffer
	if err := object.DumpELF(&out, bytes.NewReader(mustBytes(t, fullObject(t, "full")))); err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(out.String()), " ")
	for _, want := range []string{
		"struct_ops/ssthresh progbits 32 bytes alloc,code",
		".ccc llvm_addrsig",
		"full_init global func struct_ops/init +0, 192 bytes",
		"half global func .text +0, 64 bytes", "none global func .text +64, 16 bytes",
		"relocations of struct_ops/init 24 64_32 half 32 64_32 none",
		"fwd sock",
		"dctcp_ssthresh weak notype undef +0, 0 bytes",
		"relocations of struct_ops/ssthresh 16 64_32 tcp_reno_ssthresh",
		"relocations of .struct_ops.link 0 abs64 full_ssthresh",
		"datasec .ksyms",
		"struct minmax_sample, 4 bytes { v #",
		"icsk_ca_state:5 #",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

// BenchmarkBytes writes a program of 16,000 instructions, the most that the
// compiler makes.
func BenchmarkBytes(b *testing.B) {
	code := dsl.Prologue("ssthresh", asm.R6)
	fields := []string{"snd_cwnd", "ca_state", "min_rtt", "pacing_rate"}
	for i := 0; len(code) < 16000; i++ {
		code = append(code, dsl.Load(asm.R0, asm.R6, fields[i%len(fields)])...)
	}
	builder := dsl.NewObject("big").Callback("ssthresh", code, dsl.Return()).
		Callback("undo_cwnd", dsl.Prologue("undo_cwnd", asm.R6), dsl.ReturnImm(2)).
		Callback("cong_avoid", dsl.ReturnVoid())
	o, err := builder.Object()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := object.Bytes(o); err != nil {
			b.Fatal(err)
		}
	}
}
