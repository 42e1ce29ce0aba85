package ir

import (
	"encoding/binary"
	"math/big"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// Memory is a plain Machine for tests and tools: a connection whose members are
// what Fields says (where it says nothing 0, or the least that a kernel can
// hold), with private bytes, a storage record, and a log of what was called.
type Memory struct {
	Fields  map[string]int64 // raw members by FieldKey
	Private [104]byte
	Record  []byte // the storage record; nil: the kernel has none for us
	Params  map[string]int64
	Configs map[string]int64 // "CONFIG_HZ": 250 if not there
	// OnCall answers calls; nil: every call gives 0.
	OnCall func(f *target.Func, args []int64) int64
	// Calls and Stores log what was called and which members were stored, in order.
	Calls  []CallRecord
	Stores []StoreRecord
}

// CallRecord is one call that a function made.
type CallRecord struct {
	Name string
	Args []int64
}

// StoreRecord is one store of a kernel member that a function made.
type StoreRecord struct {
	Key   string
	Value int64
}

// NewMemory returns a Memory with a storage record of the given size (0: none).
func NewMemory(record int) *Memory {
	m := &Memory{Fields: map[string]int64{}, Params: map[string]int64{}, Configs: map[string]int64{}}
	if record > 0 {
		m.Record = make([]byte, record)
	}
	return m
}

// FieldKey names the kernel member behind f: fields that share a member share it.
func FieldKey(f *target.Field) string { return f.Object.Name() + "." + f.Path }

// LoadField implements Machine.
func (m *Memory) LoadField(f *target.Field) int64 {
	x, ok := m.Fields[FieldKey(f)]
	if !ok && f.Clock == target.UnitClock {
		x = max(f.Hard.Lo, 0)
	}
	return extendField(f, x)
}

// StoreField implements Machine.
func (m *Memory) StoreField(f *target.Field, x int64) {
	x = extendField(f, x)
	m.Fields[FieldKey(f)] = x
	m.Stores = append(m.Stores, StoreRecord{FieldKey(f), x})
}

// extendField cuts x to the member's width and extends it.
func extendField(f *target.Field, x int64) int64 {
	n := f.Type.Size() * 8
	if f.Bits != 0 {
		n = f.Bits
	}
	return extendTo(uint64(x), n, f.Type.Signed())
}

// LoadPriv implements Machine.
func (m *Memory) LoadPriv(off, size int) uint64 { return loadBytes(m.Private[:], off, size) }

// StorePriv implements Machine.
func (m *Memory) StorePriv(off, size int, x uint64) { storeBytes(m.Private[:], off, size, x) }

// Storage implements Machine.
func (m *Memory) Storage() bool { return m.Record != nil }

// LoadMem implements Machine.
func (m *Memory) LoadMem(off, size int) uint64 { return loadBytes(m.Record, off, size) }

// StoreMem implements Machine.
func (m *Memory) StoreMem(off, size int, x uint64) { storeBytes(m.Record, off, size, x) }

// LoadParam implements Machine: what Params says, else the default.
func (m *Memory) LoadParam(p *types.LoadParam) int64 {
	if x, ok := m.Params[p.Symbol]; ok {
		return x
	}
	if p.Default == nil {
		return 0
	}
	t := types.Table{Den: p.Den, Values: []*big.Rat{p.Default}}
	return TableElement(&t, 0)
}

// Config implements Machine.
func (m *Memory) Config(name string) int64 {
	if x, ok := m.Configs[name]; ok {
		return x
	}
	return 250
}

// Call implements Machine.
func (m *Memory) Call(f *target.Func, args []int64) int64 {
	m.Calls = append(m.Calls, CallRecord{f.Name, args})
	if m.OnCall == nil {
		return 0
	}
	return m.OnCall(f, args)
}

func loadBytes(mem []byte, off, size int) uint64 {
	var word [8]byte
	copy(word[:size], mem[off:off+size])
	return binary.LittleEndian.Uint64(word[:])
}

func storeBytes(mem []byte, off, size int, x uint64) {
	var word [8]byte
	binary.LittleEndian.PutUint64(word[:], x)
	copy(mem[off:off+size], word[:size])
}
