package codegen_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/codegen"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/ir"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

func (b *builder) store(name string, v *ir.Value) {
	b.emit(ir.StoreField, &ir.Aux{Field: field(name)}, b.sk, v)
}

// text writes code one instruction a line.
func text(code asm.Instructions) string {
	var sb strings.Builder
	for _, ins := range code {
		if s := ins.Symbol(); s != "" {
			sb.WriteString(s + ": ")
		}
		sb.WriteString(object.Text(ins) + "\n")
	}
	return sb.String()
}

// TestSelection shows what becomes of small pieces of IR.
func TestSelection(t *testing.T) {
	for _, c := range []struct {
		name, callback string
		build          func(b *builder)
		want           string
	}{
		{"a comparison is part of the branch", "set_state", func(b *builder) {
			yes, no := b.branch(b.emit(ir.Eq, nil, b.arg(1), b.num(3)))
			b.b = yes
			b.store("snd_ssthresh", b.num(2))
			b.jump(no)
			b.b = no
			b.ret(nil)
		}, `
b0: r4 = *(u64 *)(r1 + 0)
r3 = *(u8 *)(r1 + 8)
if r3 != 3 goto b2
b1: *(u32 *)(r4 + tcp_sock.snd_ssthresh) = 2
b2: exit
`},
		{"a bit is tested as a sign", "init", func(b *builder) {
			yes, no := b.branch(b.load("was_cwnd_limited"))
			b.b = yes
			b.store("snd_cwnd_cnt", b.num(0))
			b.jump(no)
			b.b = no
			b.ret(nil)
		}, `
b0: r4 = *(u64 *)(r1 + 0)
r3 = *(u8 *)(r4 + tcp_sock.is_cwnd_limited)
r3 <<= lshift_u64(tcp_sock.is_cwnd_limited)
if r3 s>= 0 goto b2
b1: *(u32 *)(r4 + tcp_sock.snd_cwnd_cnt) = 0
b2: exit
`},
		{"bits are tested where they are", "init", func(b *builder) {
			flags := b.emit(ir.LoadPriv, &ir.Aux{Off: 8, Size: 1}, b.sk)
			bit := b.emit(ir.And, nil, b.emit(ir.Shr, nil, flags, b.num(5)), b.num(1))
			yes, no := b.branch(bit)
			b.b = yes
			top, on := b.branch(b.emit(ir.Shr, nil, flags, b.num(7)))
			b.b = top
			b.store("snd_cwnd_cnt", b.num(0))
			b.jump(on)
			b.b = on
			b.jump(no)
			b.b = no
			b.ret(nil)
		}, `
b0: r4 = *(u64 *)(r1 + 0)
r3 = *(u8 *)(r4 + tcp_sock.inet_conn.icsk_ca_priv[1])
if r3 & 32 goto b1
b4: exit
b1: if r3 < 128 goto b4
b2: *(u32 *)(r4 + tcp_sock.snd_cwnd_cnt) = 0
exit
`},
		{"sequence numbers are compared on 32 bits", "ssthresh", func(b *builder) {
			d := b.emit(ir.Sext32, nil, b.emit(ir.Sub32, nil, b.load("snd_una"), b.load("high_seq")))
			yes, no := b.branch(b.emit(ir.Lt, nil, d, b.num(0)))
			b.b = yes
			b.ret(b.num(2))
			b.b = no
			b.ret(b.load("snd_cwnd"))
		}, `
b0: r4 = *(u64 *)(r1 + 0)
r3 = *(u32 *)(r4 + tcp_sock.snd_una)
r2 = *(u32 *)(r4 + tcp_sock.high_seq)
w3 -= w2
r0 = 2
if w3 s< 0 goto b3
b2: r0 = *(u32 *)(r4 + tcp_sock.snd_cwnd)
b3: exit
`},
		{"a clamp is two tests", "ssthresh", func(b *builder) {
			b.ret(b.emit(ir.Min, nil, b.emit(ir.Max, nil, b.load("snd_cwnd"), b.num(2)), b.num(1<<40)))
		}, `
b0: r4 = *(u64 *)(r1 + 0)
r0 = *(u32 *)(r4 + tcp_sock.snd_cwnd)
if r0 >= 2 goto +1
r0 = 2
r4 = 1099511627776 ll
if r0 <= r4 goto +1
r0 = r4
exit
`},
		{"a sum of a number with itself that stops at 2^32-1 has it twice", "ssthresh", func(b *builder) {
			x := b.load("bytes_acked")
			sum := b.emit(ir.Add, nil, b.emit(ir.Zext32, nil, x), b.emit(ir.Zext32, nil, x))
			b.ret(b.emit(ir.Min, nil, sum, b.num(1<<32-1)))
		}, `
b0: r4 = *(u64 *)(r1 + 0)
r0 = *(u64 *)(r4 + tcp_sock.bytes_acked)
w4 = w0
w0 += w4
if w0 >= w4 goto +1
w0 = -1
exit
`},
		{"private bytes off a multiple of 8 share a pointer", "init", func(b *builder) {
			x := b.emit(ir.LoadPriv, &ir.Aux{Off: 4, Size: 4}, b.sk)
			b.emit(ir.StorePriv, &ir.Aux{Off: 8, Size: 4}, b.sk, x)
			b.emit(ir.StorePriv, &ir.Aux{Off: 20, Size: 2}, b.sk, x)
			b.emit(ir.StorePriv, &ir.Aux{Off: 23, Size: 1}, b.sk, b.num(300))
			b.ret(nil)
		}, `
b0: r4 = *(u64 *)(r1 + 0)
r3 = r4
r3 += tcp_sock.inet_conn.icsk_ca_priv[0]
r2 = *(u32 *)(r3 + 4)
*(u32 *)(r4 + tcp_sock.inet_conn.icsk_ca_priv[1]) = r2
*(u16 *)(r3 + 20) = r2
*(u8 *)(r3 + 23) = 44
exit
`},
		{"what nothing needs is not made", "init", func(b *builder) {
			b.emit(ir.UDiv, nil, b.load("snd_cwnd"), b.emit(ir.LoadParam, &ir.Aux{LoadParam: testParam}))
			b.ret(nil)
		}, `
b0: exit
`},
		{"both forms of cong_control", "cong_control", func(b *builder) {
			rs := b.emit(ir.Ptr, &ir.Aux{Object: target.RateSample})
			losses := b.emit(ir.LoadField, &ir.Aux{Field: target.Lookup(target.RateSample, "losses")}, rs)
			b.store("snd_cwnd", b.emit(ir.Add, nil, losses, b.arg(1)))
			b.ret(nil)
		}, `
b0: r4 = *(u64 *)(r1 + 0)
r3 = type_matches(tcp_congestion_ops.cong_control)
if r3 == 0 goto b2
b1: r3 = *(u64 *)(r1 + 24)
r2 = *(u32 *)(r1 + 8)
b3: r3 = *(u32 *)(r3 + rate_sample.losses)
w3 += w2
*(u32 *)(r4 + tcp_sock.snd_cwnd) = r3
exit
b2: r3 = *(u64 *)(r1 + 8)
r2 = 0
goto b3
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBuilder(c.callback)
			c.build(b)
			p := program(b.done())
			data, obj, _ := compile(t, p)
			if got := text(code(t, obj, c.callback)); got != strings.TrimPrefix(c.want, "\n") {
				t.Errorf("got\n%swant%s", got, c.want)
			}
			needKernel(t)
			loadKernel(t, data)
		})
	}
}

// source returns a program whose cong_avoid has the given body.
func source(body string) []byte {
	return []byte("algorithm ccc_limits\n\nstate {\n    a: u32\n    b: u32\n}\n\nssthresh(sk) = max(sk.snd_cwnd / 2, 2)\n\ncong_avoid(sk, ack, acked) {\n" +
		body + "}\n\nundo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)\n")
}

func statsOf(u *lang.Unit, callback string) codegen.Stats {
	for _, s := range u.Stats {
		if s.Callback == callback {
			return s
		}
	}
	return codegen.Stats{}
}

// TestLimits meets each limit from both sides: what is under it loads, what is
// over it is an error of ours and not the verifier's.
func TestLimits(t *testing.T) {
	long := func(lines int) string {
		var sb strings.Builder
		for i := range lines {
			fmt.Fprintf(&sb, "    if sk.snd_cwnd > ca.a + %d { ca.b = ca.a / %d } else { ca.a = ca.b * %d }\n", i, 3+i%7, 3+i%5)
		}
		return sb.String()
	}
	loops := func(outer, inner int) string {
		return fmt.Sprintf("    var x: u32 = 0\n    for i in 1..%d {\n        for j in 1..%d {\n"+
			"            if sk.snd_cwnd > x { x += j } else { x -= min(x, i) }\n        }\n    }\n    ca.a = x\n", outer, inner)
	}
	work := func(turns int) string {
		return fmt.Sprintf("    var x: u32 = sk.snd_cwnd\n    for i in 1..%d {\n        for j in 1..200 {\n%s        }\n    }\n    ca.a = x\n",
			turns, strings.Repeat("            x = (x ^ i) * 3 / (j + 7)\n", 12))
	}
	for _, c := range []struct {
		name, under, over, code string
	}{
		{"instructions", long(900), long(1200), "E0551"},
		{"waiting branches", loops(38, 38), loops(100, 90), "E0552"},
		{"instructions of all turns", work(80), work(150), "E0552"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := lang.Compile("limits.cc", source(c.over), lang.Options{Debug: true})
			var codes []string
			for _, d := range u.Diags.All() {
				if d.Severity == diag.Error {
					codes = append(codes, d.Code)
				}
			}
			if len(codes) != 1 || codes[0] != c.code || u.Object != nil {
				t.Errorf("over the limit: %v, want %s", codes, c.code)
			}
			u = lang.Compile("limits.cc", source(c.under), lang.Options{Debug: true})
			if u.Failed() {
				t.Fatalf("under the limit: %s", u.Diags.All()[0].Message)
			}
			t.Logf("%+v", statsOf(u, "cong_avoid"))
			var out bytes.Buffer
			if err := u.WriteObject(&out); err != nil {
				t.Fatal(err)
			}
			needKernel(t)
			coll := loadKernel(t, out.Bytes())
			info, err := coll.Programs["ccc_limits_cong_avoid"].Info()
			if err != nil {
				t.Fatal(err)
			}
			n, _ := info.VerifiedInstructions()
			if st := statsOf(u, "cong_avoid"); int(n) > st.Verifier {
				t.Errorf("the verifier looked at %d instructions, more than the estimate of %d", n, st.Verifier)
			}
		})
	}
}

// TestEstimate holds the estimate of the verifier's work against what it really did, for
// loops whose ways out meet late. what the verifier would give up on is refused, and
// the hint names the loop.
func TestEstimate(t *testing.T) {
	loop := func(body string) string {
		return "    var x: u32 = ca.a\n    var y: u32 = ca.b\n" + body + "    ca.a = x\n    ca.b = y\n"
	}
	for _, c := range []struct {
		name, body string
		raw        bool
		refused    string // what the hint says, or ""
	}{
		{"a triangle that both loops can leave", `
    for i in 1..30 {
        for j in 1..i max 30 {
            if x > sk.snd_cwnd { break }
            x += j * acked
        }
        if x > 1000 { break }
    }
`, false, ""},
		{"a triangle by a break", `
    for i in 1..40 {
        for j in 0..40 {
            if j > i { break }
            x += j
        }
    }
`, false, ""},
		{"many turns with a few branches", `
    for i in 1..200 {
        if x > sk.snd_ssthresh { y += i } else { x += 1 }
        if (x ^ y) & 3 == 1 { continue }
        x = max(x, y) - i
    }
`, false, ""},
		{"a loop without branches in one with some", `
    for i in 1..20 {
        if y > i { break }
        for j in 1..12 {
            x = x * 3 / (j + 7)
        }
        if (x ^ y) & 3 == 1 { continue }
        if x > sk.snd_ssthresh { y += 1 }
    }
`, false, ""},
		{"notes of a tiny loop leave no others", `
    for i in 1..12 {
        if y > i { break }
        y = max(y, x) - i
        if y > i { break }
        for j in 1..56 {
            x = x * 3 / (j + 7)
        }
        if (x ^ y) & 3 == 1 { continue }
    }
`, true, ""},
		{"too many turns", `
    for i in 1..200 {
        x += i
        for j in 1..200 {
            if x > sk.snd_cwnd { x -= min(x, acked) }
            x += j * acked
        }
    }
`, false, "the loop in line 16 costs most"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := lang.Compile("limits.cc", source(loop(c.body)), lang.Options{NoOptimize: c.raw, Debug: true})
			if c.refused != "" {
				all := u.Diags.All()
				if len(all) != 1 || all[0].Code != "E0552" || !strings.HasPrefix(all[0].Hint, c.refused) {
					t.Errorf("got %s %s, %q, want E0552 and %q", all[0].Code, all[0].Message, all[0].Hint, c.refused)
				}
				return
			}
			if u.Failed() {
				t.Fatal(u.Diags.All()[0].Message)
			}
			var out bytes.Buffer
			if err := u.WriteObject(&out); err != nil {
				t.Fatal(err)
			}
			needKernel(t)
			info, err := loadKernel(t, out.Bytes()).Programs["ccc_limits_cong_avoid"].Info()
			if err != nil {
				t.Fatal(err)
			}
			n, _ := info.VerifiedInstructions()
			if st := statsOf(u, "cong_avoid"); int(n) > st.Verifier {
				t.Errorf("the verifier looked at %d instructions, more than the estimate of %d", n, st.Verifier)
			} else {
				t.Logf("%d of an estimate of %d", n, st.Verifier)
			}
		})
	}
}

// TestStackLimit keeps 80 values over a call.
func TestStackLimit(t *testing.T) {
	b := newBuilder("init")
	var vs []*ir.Value
	for i := range 80 {
		vs = append(vs, b.emit(ir.Mul, nil, b.load("snd_cwnd"), b.num(int64(i)+3)))
	}
	b.emit(ir.Call, &ir.Aux{Func: target.LookupFunc("send_ack")}, b.sk, b.num(1))
	for _, v := range vs {
		b.emit(ir.StorePriv, &ir.Aux{Size: 8}, b.sk, v)
	}
	b.ret(nil)
	_, _, diags := codegen.Generate(program(b.done()), codegen.Options{})
	if all := diags.All(); len(all) != 1 || all[0].Code != "E0550" || !strings.Contains(all[0].Message, "init keeps too many values") {
		t.Errorf("got %v", all)
	}
}

// TestDeterministic generates the same program again and again.
func TestDeterministic(t *testing.T) {
	src, err := os.ReadFile("../../stdlib/bbr.cc")
	if err != nil {
		t.Fatal(err)
	}
	var first []byte
	for range 8 {
		u := lang.Compile("bbr.cc", src, lang.Options{})
		if u.Failed() {
			t.Fatal(u.Diags.All()[0].Message)
		}
		var out bytes.Buffer
		if err := u.WriteObject(&out); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = out.Bytes()
		} else if !bytes.Equal(first, out.Bytes()) {
			t.Fatal("the same source gave another object")
		}
	}
}

// TestLines: code has the lines of the source it was made from.
func TestLines(t *testing.T) {
	u := lang.Compile("limits.cc", source("    ca.a = acked\n    ca.b = acked * 2\n"), lang.Options{})
	if u.Failed() {
		t.Fatal(u.Diags.All()[0].Message)
	}
	var got []string
	for _, ins := range code(t, u.Object, "cong_avoid") {
		if l := object.LineOf(ins); l != nil {
			got = append(got, fmt.Sprintf("%s:%d %s", l.File, l.Line, strings.TrimSpace(l.Text)))
		}
	}
	want := []string{"limits.cc:10 cong_avoid(sk, ack, acked) {", "limits.cc:11 ca.a = acked", "limits.cc:12 ca.b = acked * 2", "limits.cc:10 cong_avoid(sk, ack, acked) {"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("lines:\n%s", strings.Join(got, "\n"))
	}
}

// TestEventArgument: the loader finds the load of cwnd_event's argument by its
// form, before anything else changes r1.
func TestEventArgument(t *testing.T) {
	b := newBuilder("cwnd_event")
	b.emit(ir.Call, &ir.Aux{Func: target.LookupFunc("send_ack")}, b.sk, b.num(1))
	yes, no := b.branch(b.emit(ir.Eq, nil, b.arg(1), b.num(0)))
	b.b = yes
	b.store("snd_cwnd_cnt", b.num(0))
	b.jump(no)
	b.b = no
	b.ret(nil)
	_, obj, _ := compile(t, program(b.done()))
	loads := 0
	for i, ins := range code(t, obj, "cwnd_event") {
		if ins.OpCode == asm.LoadMemOp(asm.Word) && ins.Src == asm.R1 && ins.Offset == 8 {
			loads++
			if i > 1 {
				t.Errorf("the argument is loaded by instruction %d", i)
			}
		}
	}
	if loads != 1 {
		t.Errorf("%d loads of the argument", loads)
	}
}
