package object_test

import (
	"bytes"
	"debug/elf"
	"os"
	"strings"
	"testing"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/object"
)

// TestZ is temporary
func TestZ(t *testing.T) {
	data := mustBytes(t, smallObject("small"))
	object.Disassemble(os.Stdout, bytes.NewReader(data), object.DisOptions{})
	object.DumpELF(os.Stdout, bytes.NewReader(data))
	_ = elf.ET_REL
	_ = strings.Cut
	_ = ebpf.Hash
	_ = asm.R0
}
