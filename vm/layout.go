package vm

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/lang/target"
)

// structLayout says where one kernel's struct keeps the members of the model.
type structLayout struct {
	name     string
	size     int
	members  []memberLayout // by index of the member; size 0: this kernel has it not
	readable []bool
	writable []extent
	private  int // tcp_sock: offset of icsk_ca_priv
}

// memberLayout is where one member lies: whole bytes, or bits of them.
type memberLayout struct {
	off, size   int
	shift, bits int // bits 0: no bitfield
}

type extent struct {
	off, size int
	anywhere  bool
}

const privatePath = "inet_conn.icsk_ca_priv"

// layoutOf finds the members of the object's struct in a kernel's BTF.
func layoutOf(spec *btf.Spec, obj target.Object) (*structLayout, error) {
	var root *btf.Struct
	if err := spec.TypeByName(obj.Root(), &root); err != nil {
		return nil, fmt.Errorf("struct %s is not in the kernel's BTF: %w", obj.Root(), err)
	}
	l := &structLayout{name: obj.Root(), size: int(root.Size), readable: make([]bool, root.Size)}
	for _, mem := range members() {
		if mem.object != obj {
			l.members = append(l.members, memberLayout{})
			continue
		}
		ml, err := find(root, mem.path)
		if err != nil {
			ml = memberLayout{} // a kernel without this member
		}
		l.members = append(l.members, ml)
		for i := ml.off; i < ml.off+ml.size; i++ {
			l.readable[i] = true
		}
		if mem.writable && ml.size > 0 {
			l.writable = append(l.writable, extent{off: ml.off, size: ml.size})
		}
	}
	if obj == target.Sock {
		priv, err := find(root, privatePath)
		if err != nil {
			return nil, err
		}
		if priv.size != PrivateSize {
			return nil, fmt.Errorf("icsk_ca_priv has %d bytes in this kernel, not %d", priv.size, PrivateSize)
		}
		l.private = priv.off
		l.writable = append(l.writable, extent{priv.off, PrivateSize, true})
		for i := range PrivateSize {
			l.readable[priv.off+i] = true
		}
	}
	sort.SliceStable(l.writable, func(i, j int) bool { return l.writable[i].off < l.writable[j].off })
	return l, nil
}

// find walks a member path such as "rtt_min.s[0].v" through the struct; members
// of anonymous structs and unions are found as if they were the outer one's.
func find(root btf.Type, path string) (memberLayout, error) {
	var bit btf.Bits
	var width btf.Bits
	typ := root
	for step := range strings.SplitSeq(path, ".") {
		name, index, indexed := cutIndex(step)
		if name == "" {
			continue
		}
		member, off, ok := memberNamed(btf.UnderlyingType(typ), name)
		if !ok {
			return memberLayout{}, fmt.Errorf("no member %s on the path %s", name, path)
		}
		bit, width, typ = bit+off, member.BitfieldSize, member.Type
		if indexed {
			array, ok := btf.UnderlyingType(typ).(*btf.Array)
			if !ok {
				return memberLayout{}, fmt.Errorf("%s on the path %s is no array", name, path)
			}
			size, err := btf.Sizeof(array.Type)
			if err != nil {
				return memberLayout{}, err
			}
			bit, typ = bit+btf.Bits(8*size*index), array.Type
		}
	}
	size, err := btf.Sizeof(typ)
	if err != nil {
		return memberLayout{}, err
	}
	if width == 0 {
		return memberLayout{off: int(bit / 8), size: size}, nil
	}
	unit := btf.Bits(8 * size)
	start := bit / unit * unit
	return memberLayout{off: int(start / 8), size: size, shift: int(bit - start), bits: int(width)}, nil
}

func cutIndex(step string) (name string, index int, indexed bool) {
	name, rest, indexed := strings.Cut(step, "[")
	if indexed {
		index, _ = strconv.Atoi(strings.TrimSuffix(rest, "]"))
	}
	return name, index, indexed
}

func memberNamed(typ btf.Type, name string) (btf.Member, btf.Bits, bool) {
	var list []btf.Member
	switch t := typ.(type) {
	case *btf.Struct:
		list = t.Members
	case *btf.Union:
		list = t.Members
	}
	for _, m := range list {
		if m.Name == name {
			return m, m.Offset, true
		}
		if m.Name == "" {
			if inner, off, ok := memberNamed(btf.UnderlyingType(m.Type), name); ok {
				return inner, m.Offset + off, true
			}
		}
	}
	return btf.Member{}, 0, false
}

// memberAt names the member that lies at an offset, for messages.
func (l *structLayout) memberAt(off int) string {
	for i, ml := range l.members {
		if ml.size > 0 && off >= ml.off && off < ml.off+ml.size {
			return members()[i].path
		}
	}
	return "no known member"
}

// store puts a raw member value into the struct's bytes.
func (ml memberLayout) store(b []byte, v uint64) {
	if ml.size == 0 {
		return
	}
	at := b[ml.off : ml.off+ml.size]
	if ml.bits != 0 {
		mask := (uint64(1)<<ml.bits - 1) << ml.shift
		v = little(at)&^mask | v<<ml.shift&mask
	}
	putLittle(at, v)
}

// load takes a raw member value out of the struct's bytes.
func (ml memberLayout) load(b []byte) uint64 {
	v := little(b[ml.off : ml.off+ml.size])
	if ml.bits != 0 {
		v = v >> ml.shift & (uint64(1)<<ml.bits - 1)
	}
	return v
}
