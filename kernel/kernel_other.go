//go:build !linux

package kernel

import "io"

// Load returns ErrLinuxOnly.
func Load(io.ReaderAt, LoadOptions) (*Loaded, error) { return nil, ErrLinuxOnly }

// Unload returns ErrLinuxOnly.
func Unload(string) (*Algorithm, error) { return nil, ErrLinuxOnly }

// List returns ErrLinuxOnly.
func List() ([]Algorithm, error) { return nil, ErrLinuxOnly }

// Supported returns ErrLinuxOnly.
func Supported() error { return ErrLinuxOnly }

// Held is an algorithm that is registered while the process wants it.
type Held struct{ Loaded }

// Hold returns ErrLinuxOnly.
func Hold(io.ReaderAt, LoadOptions) (*Held, error) { return nil, ErrLinuxOnly }

// Callbacks returns ErrLinuxOnly.
func (*Held) Callbacks() ([]Callback, error) { return nil, ErrLinuxOnly }

// CountCalls returns ErrLinuxOnly.
func CountCalls() (io.Closer, error) { return nil, ErrLinuxOnly }

// Close returns ErrLinuxOnly.
func (*Held) Close() error { return ErrLinuxOnly }

// Has returns false.
func Has(string) bool { return false }

// Release returns "".
func Release() string { return "" }
