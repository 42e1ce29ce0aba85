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
