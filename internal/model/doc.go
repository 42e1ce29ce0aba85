// Package model holds the standard library against reference models: for every
// algorithm a plain-Go one, written from its paper and the rules of the kernel's
// integer arithmetic, not from the library's text. A simulated sender calls the
// model and the compiled object's bytecode (in the VM) with the same connection,
// callback by callback, and what they leave must be equal, or within a bound that
// the table of algorithms states.
//
// Models count time in ticks of a microsecond, where the kernel's ticks are 1 to 10
// ms: the library's stamps are that fine.
//
// The package is only tests. -full runs 100,000 ACKs per algorithm.
package model
