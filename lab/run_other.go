//go:build !linux

package lab

import "context"

// Run returns ErrLinuxOnly.
func Run(context.Context, []Experiment, Options) ([]Trial, Health, error) {
	return nil, Health{}, ErrLinuxOnly
}

// Permitted returns true: Run tells what is missing.
func Permitted() bool { return true }

// Missing returns nothing: Run tells.
func Missing() []string { return nil }

// RunInside returns ErrLinuxOnly.
func RunInside(context.Context) (int, error) { return 0, ErrLinuxOnly }
