package dsl_test

import (
	"fmt"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/dsl"
)

// A field that does not exist is an error that says what may have been meant.
func ExampleErr() {
	fmt.Println(dsl.Err(dsl.LoadU32(asm.R0, asm.R6, "snd_cwmd")))
	fmt.Println(dsl.Err(dsl.LoadU16(asm.R0, asm.R6, "mss_cache")))
	// Output:
	// load of snd_cwmd: no field "snd_cwmd" in tcp_sock; near: snd_cwnd
	// load of mss_cache: mss_cache has 4 bytes, not 2
}

// What the verifier would refuse is found before there is an object.
func ExampleBuilder_Callback() {
	err := dsl.NewObject("careless").Callback("ssthresh",
		dsl.SsthreshPrologue(asm.R1),
		dsl.CallHelper(118), // bpf_jiffies64
		dsl.LoadCwnd(asm.R0, asm.R1),
		dsl.Return(),
	).Err()
	fmt.Println(err)
	// Output:
	// object "careless": ssthresh: instruction 2 (LdXMemW dst: r0 src: r1 off: 0 imm: 0) reads r1, which the call at instruction 1 destroyed; r6 to r9 survive calls
}

// A state per connection: LoadPrivate and StorePrivate reach the 104 bytes that
// an algorithm has in each socket.
func ExampleStorePrivate() {
	countLosses := dsl.Join(
		dsl.SsthreshPrologue(asm.R6),
		dsl.LoadPrivate(asm.R1, asm.R6, 0, 4, false),
		asm.Instructions{asm.Add.Imm(asm.R1, 1)},
		dsl.StorePrivate(asm.R6, 0, 4, asm.R1, dsl.Skip),
		dsl.AIMDSsthresh(asm.R6, asm.R0),
		dsl.Return(),
	)
	fmt.Println(dsl.NewObject("counting").Callback("ssthresh", countLosses).Err())
	// Output: <nil>
}
