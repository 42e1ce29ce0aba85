// Package kernel puts an object into the running Linux kernel and takes it out
// again: it checks first what the object needs, sets the parameters, loads
// through cilium/ebpf, registers, replaces, lists and unregisters. What the
// kernel refuses is told in the user's terms, with the user's line.
//
// Everything but the errors is Linux only; elsewhere the functions return
// ErrLinuxOnly.
package kernel

import "errors"

// ErrLinuxOnly is returned by every function on other systems.
var ErrLinuxOnly = &Error{Code: "L0001", Message: "the running kernel is not Linux, which alone can run congestion-control objects",
	Hint: "compile here, and load the object on a Linux machine"}

// Error is a refusal, in the user's terms.
type Error struct {
	Code    string // a key of diag.Codes, "L0003"
	Message string // one sentence
	Hint    string // what to do, or ""
	// Where is "file:line:col" of the program text the refusal is about, or "".
	Where string
	// Line is the program text at Where, or "".
	Line string
	// Log is what the kernel itself said, or "".
	Log string
	Err error // the cause, or nil
}

// Error returns the sentence with its place and hint.
func (e *Error) Error() string {
	s := e.Message
	if e.Where != "" {
		s = e.Where + ": " + s
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// AsError returns err as an *Error; one of another kind is wrapped as L0099.
func AsError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Code: "L0099", Message: err.Error(), Err: err}
}
