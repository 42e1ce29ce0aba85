//go:build !linux

package lab

import "context"

// Run returns ErrLinuxOnly.
func Run(context.Context, []Experiment, Options) ([]Trial, Health, error) {
	return nil, Health{}, ErrLinuxOnly
}
