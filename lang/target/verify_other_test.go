//go:build !linux

package target_test

import (
	"testing"

	"github.com/ccc-lang/ccc/lang"
)

// verify needs a Linux kernel.
func verify(*testing.T, *lang.Unit) {}
