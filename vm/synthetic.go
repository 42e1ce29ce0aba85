package vm

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"sync"

	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/lang/target"
)

// Synthetic returns the type information of a kernel that does not exist: it
// has every member that the target table knows, each at an offset of its own, also across the
// three objects, in structs of the kernel's names and nesting. Bytes 0..7 belong to no
// member. It makes tests independent of the machine, and lets one piece of
// memory hold all three objects.
func Synthetic() *btf.Spec { return synthetic().spec }

// SyntheticSize is how many bytes the objects of the synthetic kernel take together.
func SyntheticSize() int { return synthetic().size }

// SyntheticPlace is where the synthetic kernel has a member.
type SyntheticPlace struct {
	Offset int
	Mask   uint64 // the bits of a bitfield where they lie; 0: whole bytes
}

// SyntheticMember returns where the synthetic kernel has the member of tcp_sock at a path,
// which must be one that the model knows.
func SyntheticMember(path string) SyntheticPlace {
	i := indexOfPath(target.Sock, path)
	if i < 0 {
		panic("internal error: the model has no member " + path)
	}
	return syntheticPlace(path, syntheticSock().members[i])
}

// syntheticPlace refuses a member that the synthetic kernel's type information lacks: its
// offset of 0 would be taken for a place.
func syntheticPlace(path string, l memberLayout) SyntheticPlace {
	if l.size == 0 {
		panic("internal error: the synthetic kernel has no member " + path)
	}
	p := SyntheticPlace{Offset: l.off}
	if l.bits != 0 {
		p.Mask = (1<<l.bits - 1) << l.shift
	}
	return p
}

var syntheticSock = sync.OnceValue(func() *structLayout {
	l, err := layoutOf(Synthetic(), target.Sock)
	if err != nil {
		panic("internal error: synthetic BTF: " + err.Error())
	}
	return l
})

type syntheticKernel struct {
	spec *btf.Spec
	size int
}

var synthetic = sync.OnceValue(func() syntheticKernel {
	b := &syntheticBuilder{next: 8, structs: map[string]*btf.Struct{}}
	for _, obj := range []target.Object{target.Sock, target.RateSample, target.AckSample} {
		b.build(obj.Root())
	}
	size := (b.next + 7) &^ 7
	for _, s := range b.structs {
		if s.Size == 0 {
			s.Size = uint32(size)
		}
	}
	spec, err := b.spec()
	if err != nil {
		panic("internal error: synthetic BTF: " + err.Error())
	}
	return syntheticKernel{spec, size}
})

type syntheticBuilder struct {
	next    int // the next free byte
	structs map[string]*btf.Struct
	order   []*btf.Struct
}

// build makes the struct; structs inside it begin where it begins, as in the
// kernel's struct sock family, so that one counter serves all offsets.
func (b *syntheticBuilder) build(name string) *btf.Struct {
	if s := b.structs[name]; s != nil {
		return s
	}
	s := &btf.Struct{Name: name}
	if name[0] == '.' {
		s.Name = ""
	}
	b.structs[name] = s
	for _, m := range target.Structs()[name] {
		s.Members = append(s.Members, b.member(m))
	}
	b.order = append(b.order, s)
	return s
}

func (b *syntheticBuilder) member(m target.Member) btf.Member {
	switch {
	case m.Struct != "" && m.Len == 0:
		return btf.Member{Name: m.Name, Type: b.build(m.Struct)}
	case m.Struct != "":
		elem := b.element(m.Struct)
		at := b.take(int(elem.Size)*m.Len, 8)
		return btf.Member{Name: m.Name, Type: array(elem, m.Len), Offset: btf.Bits(8 * at)}
	}
	typ := intType(m.Type)
	if m.Len > 0 {
		at := b.take(m.Type.Size()*m.Len, 8)
		return btf.Member{Name: m.Name, Type: array(typ, m.Len), Offset: btf.Bits(8 * at)}
	}
	at := b.take(m.Type.Size(), m.Type.Size())
	if m.Bits == 0 {
		return btf.Member{Name: m.Name, Type: typ, Offset: btf.Bits(8 * at)}
	}
	shift := min(3, 8*m.Type.Size()-m.Bits)
	return btf.Member{Name: m.Name, Type: typ, Offset: btf.Bits(8*at + shift), BitfieldSize: btf.Bits(m.Bits)}
}

// element makes a struct that is an array's element, with offsets of its own.
func (b *syntheticBuilder) element(name string) *btf.Struct {
	outer := b.next
	b.next = 0
	s := b.build(name)
	s.Size = uint32((b.next + 7) &^ 7)
	b.next = outer
	return s
}

func (b *syntheticBuilder) take(size, align int) int {
	at := (b.next + align - 1) / align * align
	b.next = at + size
	return at
}

func array(elem btf.Type, n int) *btf.Array {
	return &btf.Array{Index: &btf.Int{Name: "unsigned int", Size: 4}, Type: elem, Nelems: uint32(n)}
}

// intType returns the C type as gcc names it in BTF.
func intType(t target.CType) btf.Type {
	return [...]*btf.Int{
		target.U8:   {Name: "unsigned char", Size: 1},
		target.U16:  {Name: "short unsigned int", Size: 2},
		target.U32:  {Name: "unsigned int", Size: 4},
		target.U64:  {Name: "long unsigned int", Size: 8},
		target.S32:  {Name: "int", Size: 4, Encoding: btf.Signed},
		target.S64:  {Name: "long int", Size: 8, Encoding: btf.Signed},
		target.Bool: {Name: "_Bool", Size: 1, Encoding: btf.Bool},
	}[t]
}

// spec adds tcp_congestion_ops with the newest form of each callback and encodes all.
func (b *syntheticBuilder) spec() (*btf.Spec, error) {
	b.order = append(b.order, b.operations())
	out, err := btf.NewBuilder(nil, nil)
	if err != nil {
		return nil, err
	}
	for _, s := range b.order {
		if _, err := out.Add(s); err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	raw, err := out.Marshal(nil, &btf.MarshalOptions{Order: binary.LittleEndian})
	if err != nil {
		return nil, err
	}
	return btf.LoadSpecFromReader(bytes.NewReader(raw))
}

func (b *syntheticBuilder) operations() *btf.Struct {
	ops := &btf.Struct{Name: "tcp_congestion_ops"}
	for _, cb := range target.Callbacks() {
		proto := &btf.FuncProto{Return: &btf.Void{}}
		if cb.Result != nil {
			proto.Return = intType(cb.Result.Type)
		}
		slots := newestSlots(cb)
		proto.Params = make([]btf.FuncParam, len(slots))
		for i, p := range cb.Params {
			if slots[i] >= 0 {
				proto.Params[slots[i]] = btf.FuncParam{Name: p.Name, Type: b.paramType(p)}
			}
		}
		ops.Members = append(ops.Members, btf.Member{Name: cb.Name, Type: &btf.Pointer{Target: proto}, Offset: btf.Bits(8 * ops.Size)})
		ops.Size += 8
	}
	return ops
}

func (b *syntheticBuilder) paramType(p target.Param) btf.Type {
	switch p.Kind {
	case target.SockPtr:
		return &btf.Pointer{Target: b.structs["sock"]}
	case target.RatePtr:
		return &btf.Pointer{Target: &btf.Const{Type: b.structs["rate_sample"]}}
	case target.AckPtr:
		return &btf.Pointer{Target: &btf.Const{Type: b.structs["ack_sample"]}}
	}
	return intType(p.Type)
}

// newestSlots returns where the newest kernels put the parameters of a callback.
func newestSlots(cb *target.Callback) []int {
	for _, f := range cb.Forms {
		if f.Until == 0 {
			return f.Slots
		}
	}
	slots := make([]int, len(cb.Params))
	for i := range slots {
		slots[i] = i
	}
	return slots
}
