package vm

import "fmt"

// The regions of memory a program can reach. An address is
// addressBase + region<<32 + addressMiddle + offset, so that a pointer plus or
// minus a wrong offset never lands in another region.
const (
	addressBase   = 0xffff_8000_0000_0000
	addressMiddle = 1 << 31

	regionCtx     = 1
	regionSock    = 2
	regionRate    = 3
	regionAck     = 4
	regionStack   = 5
	regionStorage = 6
	regionMap     = 16 // and up: one per map
	regionMapPtr  = 1 << 12
)

const stackSize = 512

func address(region, offset int) uint64 {
	return addressBase + uint64(region)<<32 + addressMiddle + uint64(offset)
}

// split is the inverse of address.
func split(addr uint64) (region, offset int) {
	return int((addr - addressBase) >> 32), int(uint32(addr)) - addressMiddle
}

// region is a piece of memory with its rules.
type region struct {
	name  string
	bytes []byte
	// write: the whole region may be written.
	write bool
	// object: the rules of a kernel object; see structLayout.
	object *structLayout
}

// access checks one access and returns the bytes.
func (m *VM) access(p *program, addr uint64, size int, write bool) ([]byte, error) {
	id, off := split(addr)
	if addr < addressBase {
		return nil, m.fail(p, "address %#x is no memory of this program (a null pointer, or a number used as one)", addr)
	}
	if id == regionStack {
		return m.stackAccess(p, off, size, write)
	}
	r := m.region(id)
	if r == nil {
		return nil, m.fail(p, "address %#x is no memory of this program", addr)
	}
	if off < 0 || off+size > len(r.bytes) {
		return nil, m.fail(p, "%d bytes at %s%+d are outside its %d bytes", size, r.name, off, len(r.bytes))
	}
	switch {
	case r.object != nil:
		if text := r.object.check(off, size, write, m.opts.AnyMember); text != "" {
			return nil, m.fail(p, "%s", text)
		}
	case write && !r.write:
		return nil, m.fail(p, "%s+%d is written, but can only be read", r.name, off)
	case id == regionCtx && off%8 != 0:
		return nil, m.fail(p, "the context is read at %d, which is no argument's place", off)
	}
	return r.bytes[off : off+size], nil
}

func (m *VM) region(id int) *region {
	switch {
	case id > 0 && id < len(m.fixed) && m.fixed[id].name != "":
		return &m.fixed[id]
	case id >= regionMap && id-regionMap < len(m.maps):
		r := &m.maps[id-regionMap].region
		if r.bytes != nil {
			return r
		}
	}
	return nil
}

func (m *VM) stackAccess(p *program, off, size int, write bool) ([]byte, error) {
	end := stackSize * (len(m.cpu.frames) + 1) // what r10 is; a pointer may be the caller's
	if off+size > end || off < 0 {
		return nil, m.fail(p, "%d bytes at r10%+d are outside the %d bytes of stack", size, off-end, stackSize)
	}
	if off%size != 0 {
		return nil, m.fail(p, "%d bytes at r10%+d are not aligned", size, off-end)
	}
	for i := off; i < off+size; i++ {
		if write {
			m.stackSet[i] = true
		} else if !m.stackSet[i] {
			return nil, m.fail(p, "the stack at r10%+d is read before it is written", i-end)
		}
	}
	return m.stack[off : off+size], nil
}

// check returns why the access is not allowed, or "".
func (l *structLayout) check(off, size int, write, anyMember bool) string {
	if !write {
		for i := off; i < off+size; i++ {
			if !l.readable[i] && !anyMember {
				return fmt.Sprintf("%d bytes at %s+%d are read, where no member lies that the compiler knows", size, l.name, off)
			}
		}
		return ""
	}
	for _, w := range l.writable {
		inside := off >= w.off && off+size <= w.off+w.size
		if inside && (off == w.off || w.anywhere) {
			return ""
		}
	}
	return fmt.Sprintf("%d bytes at %s+%d (%s) are written, which the kernel does not allow", size, l.name, off, l.memberAt(off))
}
