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
//
// # Coming from clj-ebpf
//
// The set that this package was modelled on is the struct_ops DSL of the Clojure
// library clj-ebpf. What each of its names is here:
//
//	prologues       struct-ops-prologue           StructOpsPrologue
//	                struct-ops-prologue-2arg      StructOpsPrologue2
//	                struct-ops-prologue-3arg      StructOpsPrologue3
//	                ssthresh-prologue             SsthreshPrologue
//	                cong-avoid-prologue           CongAvoidPrologue
//	                set-state-prologue            SetStatePrologue
//	                cwnd-event-prologue           CwndEventPrologue
//	                pkts-acked-prologue           PktsAckedPrologue
//	                undo-cwnd-prologue            UndoCwndPrologue
//	                cong-control-prologue         CongControlPrologue
//	                init-prologue                 InitPrologue
//	                release-prologue              ReleasePrologue
//	field access    tcp-sock-offset               TCPSockOffset
//	                tcp-sock-load-u32             LoadU32
//	                tcp-sock-load-u16             LoadU16
//	                tcp-sock-load-u8              LoadU8
//	                tcp-sock-store-u32            StoreU32
//	                tcp-sock-load-cwnd            LoadCwnd
//	                tcp-sock-load-ssthresh        LoadSsthresh
//	                tcp-sock-load-srtt            LoadSrtt
//	                tcp-sock-load-packets-out     LoadPacketsOut
//	                tcp-sock-load-ca-state        LoadCAState
//	                tcp-sock-store-cwnd           StoreCwnd
//	                tcp-sock-store-ssthresh       StoreSsthresh
//	returns         struct-ops-return             Return
//	                struct-ops-return-imm         ReturnImm
//	                struct-ops-return-reg         ReturnReg
//	                struct-ops-return-void        ReturnVoid
//	patterns        aimd-ssthresh                 AIMDSsthresh
//	                slow-start-check              SlowStartCheck
//	                increment-cwnd                IncrementCwnd
//	whole programs  minimal-ssthresh-program      MinimalSsthreshProgram
//	                passthrough-ssthresh-program  PassthroughSsthreshProgram
//	                minimal-cong-avoid-program    MinimalCongAvoidProgram
//	                minimal-init-program          MinimalInitProgram
//	                minimal-release-program       MinimalReleaseProgram
//	                minimal-undo-cwnd-program     MinimalUndoCwndProgram
//	metadata        get-callback-info             CallbackInfo
//	                make-struct-ops-info          StructOpsInfo
//	                make-tcp-cong-ops-info        TCPCongOpsInfo
//	section names   struct-ops-section-name       StructOpsSectionName
//	                tcp-cong-ops-section-name     SectionName
//	tables          congestion-avoidance states   CAStates
//	                congestion events             CAEvents
//	                in_ack_event flags            AckEventFlags
//	                tcp_sock offsets              TCPSockOffsets
//	                tcp_congestion_ops callbacks  Callbacks
//
// What differs: registers are given with the destination first. r1 is never taken
// for an argument, but for the pointer to them that it is. No offset is fixed:
// TCPSockOffset wants the BTF of a kernel, everything else is relocated when the
// object is loaded. mss_cache has 4 bytes there, not 2; icsk_ca_state is a bitfield.
// Values are the kernel's: there are no events 6 and 7 and no ACK flag 8. ssthresh,
// undo_cwnd and one of cong_avoid and cong_control are required, get_info cannot be
// provided, and cong_control has two forms.
//
// What is new: [NewObject] makes an object file of programs, [Call] calls kernel
// functions, [Builder.Function] adds functions that callbacks share, [LoadPrivate] and [StorePrivate] keep state per connection, [At] gives
// source lines, [Check] finds mistakes before the verifier does.
package dsl
