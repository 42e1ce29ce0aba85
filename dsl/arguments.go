package dsl

import (
	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/target"
)

// Arg is an argument of a program and the register it is to go to. Type is its
// C type, target.U64 for a pointer: the bits above a narrower argument are not
// defined, so it is loaded with its own width.
type Arg struct {
	Reg  asm.Register
	Type target.CType
}

// StructOpsPrologue is struct-ops-prologue of the origin: it loads the first
// argument of any struct_ops program, a pointer, into sk. For the callbacks of a
// congestion control it is a struct sock that is also a struct tcp_sock. r1
// points to the arguments and is not an argument itself; it stays as it is unless
// sk is r1.
func StructOpsPrologue(sk asm.Register) asm.Instructions {
	return structOpsPrologue(Arg{sk, target.U64})
}

// StructOpsPrologue2 is struct-ops-prologue-2arg of the origin: like
// StructOpsPrologue, with a second argument.
func StructOpsPrologue2(sk asm.Register, arg2 Arg) asm.Instructions {
	return structOpsPrologue(Arg{sk, target.U64}, arg2)
}

// StructOpsPrologue3 is struct-ops-prologue-3arg of the origin: like
// StructOpsPrologue, with a second and a third argument.
func StructOpsPrologue3(sk asm.Register, arg2, arg3 Arg) asm.Instructions {
	return structOpsPrologue(Arg{sk, target.U64}, arg2, arg3)
}

// StructOpsPrologue4 is like StructOpsPrologue, with three further arguments, as
// cong_control has from 6.10 on. The origin has none for four.
func StructOpsPrologue4(sk asm.Register, arg2, arg3, arg4 Arg) asm.Instructions {
	return structOpsPrologue(Arg{sk, target.U64}, arg2, arg3, arg4)
}

// structOpsPrologue is LoadArgs for a callback that is not in the target table.
func structOpsPrologue(args ...Arg) asm.Instructions {
	cb := &target.Callback{Name: "struct_ops program"}
	var to []ArgTo
	for i, a := range args {
		if int(a.Type) > int(target.Bool) {
			return fail("prologue: argument %d has no C type", i+1)
		}
		kind := target.Num
		if i == 0 {
			kind = target.SockPtr
		}
		name := [...]string{"sk", "arg2", "arg3", "arg4"}[i]
		cb.Params = append(cb.Params, target.Param{Name: name, Kind: kind, Type: a.Type})
		if a.Reg != Skip {
			to = append(to, ArgTo{Param: i, Reg: a.Reg})
		}
	}
	return LoadArgs(cb, to...)
}

// SsthreshPrologue is ssthresh-prologue of the origin, for
// u32 ssthresh(struct sock *sk).
func SsthreshPrologue(sk asm.Register) asm.Instructions { return Prologue("ssthresh", sk) }

// CongAvoidPrologue is cong-avoid-prologue of the origin, for
// void cong_avoid(struct sock *sk, u32 ack, u32 acked).
func CongAvoidPrologue(sk, ack, acked asm.Register) asm.Instructions {
	return Prologue("cong_avoid", sk, ack, acked)
}

// SetStatePrologue is set-state-prologue of the origin, for
// void set_state(struct sock *sk, u8 new_state).
func SetStatePrologue(sk, state asm.Register) asm.Instructions {
	return Prologue("set_state", sk, state)
}

// CwndEventPrologue is cwnd-event-prologue of the origin, for
// void cwnd_event(struct sock *sk, enum tcp_ca_event ev).
func CwndEventPrologue(sk, event asm.Register) asm.Instructions {
	return Prologue("cwnd_event", sk, event)
}

// InAckEventPrologue is for void in_ack_event(struct sock *sk, u32 flags), which
// the origin lacks.
func InAckEventPrologue(sk, flags asm.Register) asm.Instructions {
	return Prologue("in_ack_event", sk, flags)
}

// PktsAckedPrologue is pkts-acked-prologue of the origin, for
// void pkts_acked(struct sock *sk, const struct ack_sample *sample).
func PktsAckedPrologue(sk, sample asm.Register) asm.Instructions {
	return Prologue("pkts_acked", sk, sample)
}

// MinTsoSegsPrologue is for u32 min_tso_segs(struct sock *sk), which the origin
// lacks.
func MinTsoSegsPrologue(sk asm.Register) asm.Instructions { return Prologue("min_tso_segs", sk) }

// UndoCwndPrologue is undo-cwnd-prologue of the origin, for
// u32 undo_cwnd(struct sock *sk).
func UndoCwndPrologue(sk asm.Register) asm.Instructions { return Prologue("undo_cwnd", sk) }

// SndbufExpandPrologue is for u32 sndbuf_expand(struct sock *sk), which the
// origin lacks.
func SndbufExpandPrologue(sk asm.Register) asm.Instructions { return Prologue("sndbuf_expand", sk) }

// InitPrologue is init-prologue of the origin, for void init(struct sock *sk).
func InitPrologue(sk asm.Register) asm.Instructions { return Prologue("init", sk) }

// ReleasePrologue is release-prologue of the origin, for
// void release(struct sock *sk).
func ReleasePrologue(sk asm.Register) asm.Instructions { return Prologue("release", sk) }

// CongControlPrologue is cong-control-prologue of the origin: it loads the
// connection and the rate sample. It runs on kernels with either form of
// cong_control, (sk, rs) up to 6.9 and (sk, ack, flag, rs) from 6.10, which it
// tells apart when it is loaded; it uses r0.
func CongControlPrologue(sk, rs asm.Register) asm.Instructions {
	return Prologue("cong_control", sk, Skip, Skip, rs)
}

// CongControlPrologueOld is CongControlPrologue for kernels up to 6.9 only; later
// ones refuse the program.
func CongControlPrologueOld(sk, rs asm.Register) asm.Instructions {
	return congControlForm(0, sk, Skip, Skip, rs)
}

// CongControlPrologueNew is CongControlPrologue for kernels from 6.10 only, with
// all four arguments of cong_control; earlier kernels refuse the program.
func CongControlPrologueNew(sk, ack, flag, rs asm.Register) asm.Instructions {
	return congControlForm(1, sk, ack, flag, rs)
}

func congControlForm(form int, regs ...asm.Register) asm.Instructions {
	cb := target.LookupCallback("cong_control")
	var args []ArgTo
	for i, r := range regs {
		if r != Skip {
			args = append(args, ArgTo{Param: i, Reg: r})
		}
	}
	return LoadArgsForm(cb, cb.AllForms()[form], args...)
}
