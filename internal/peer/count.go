package peer

import (
	"bytes"
	"debug/elf"
	"fmt"

	"github.com/cilium/ebpf/asm"
)

// Count returns how many instructions an object has, as slots of 8 bytes, in all
// its programs and the functions that they call.
func Count(object []byte) (int, error) {
	f, err := elf.NewFile(bytes.NewReader(object))
	if err != nil {
		return 0, fmt.Errorf("read the object: %w", err)
	}
	n := 0
	for _, s := range f.Sections {
		if s.Type == elf.SHT_PROGBITS && s.Flags&elf.SHF_EXECINSTR != 0 {
			n += int(s.Size) / asm.InstructionSize
		}
	}
	return n, nil
}
