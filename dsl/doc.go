// Package dsl is for programs of a TCP congestion control written by hand, in Go
// on cilium/ebpf/asm: pieces of code for the callbacks of struct
// tcp_congestion_ops, and a builder that makes an object file of them. The
// compiler's code generator emits through it.
//
// Every function returns asm.Instructions; programs are made by joining them.
// What does not fit together (an unknown field, a field that cannot be written,
// a register that does not exist) is not an offset of 0 but an error that the
// instructions carry: [Err] tells it, and [Builder.Callback] refuses them.
//
// On entry of a program r1 points to the callback's arguments, which [Prologue]
// loads. r10 is the frame pointer and read-only, r0 to r5 do not survive a call,
// r6 to r9 do. Fields are named as in package lang/target: "snd_cwnd" or
// "sk.snd_cwnd" of the connection, "rs.delivered" of the rate sample,
// "sample.rtt_us" of the ACK sample; a kernel prefix as in "sk_pacing_rate" may
// stand. Where a field is, the loader finds out on the running kernel (CO-RE).
package dsl
