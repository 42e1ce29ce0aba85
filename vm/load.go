package vm

import (
	"debug/elf"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/btf"

	"github.com/ccc-lang/ccc/lang/target"
)

const programPrefix = "struct_ops/"

// mapData is a map of the object: the bytes of a variable section, or a storage map.
type mapData struct {
	name    string
	region  region
	initial []byte            // .rodata as the object has it
	vars    map[string][2]int // .rodata and .kconfig: offset and size by symbol
	value   int               // storage maps: bytes of a record
}

func (m *VM) load(r io.ReaderAt) error {
	spec, err := ebpf.LoadCollectionSpecFromReader(r)
	if err != nil {
		return fmt.Errorf("read the object: %w", err)
	}
	config, err := configReferences(r)
	if err != nil {
		return err
	}
	m.loadMaps(spec)
	names := make([]string, 0, len(spec.Programs))
	for name := range spec.Programs {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		prog := spec.Programs[name]
		member, ok := strings.CutPrefix(prog.SectionName, programPrefix)
		if !ok {
			return fmt.Errorf("program %s is in section %s, which is no struct_ops program", name, prog.SectionName)
		}
		p, err := m.decode(member, prog.Instructions, config.in(prog.SectionName))
		if err != nil {
			return fmt.Errorf("%s: %w", member, err)
		}
		m.programs[member] = p
	}
	return nil
}

func (m *VM) loadMaps(spec *ebpf.CollectionSpec) {
	names := make([]string, 0, len(spec.Maps))
	for name := range spec.Maps {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		ms := spec.Maps[name]
		d := &mapData{name: name, vars: map[string][2]int{}}
		switch {
		case ms.Type == ebpf.SkStorage:
			d.value = int(ms.ValueSize)
		case ms.Type == ebpf.Array:
			d.initial = make([]byte, ms.ValueSize)
			if len(ms.Contents) == 1 {
				if b, ok := ms.Contents[0].Value.([]byte); ok {
					copy(d.initial, b)
				}
			}
			d.region = region{name: name, bytes: slices.Clone(d.initial)}
		}
		if ds, ok := ms.Value.(*btf.Datasec); ok {
			d.vars = variables(ds)
		}
		m.maps = append(m.maps, d)
	}
	m.loadKconfig(spec)
}

// loadKconfig makes memory for the kernel's configuration, which the library
// does not list among the maps.
func (m *VM) loadKconfig(spec *ebpf.CollectionSpec) {
	var ds *btf.Datasec
	if spec.Types == nil || spec.Types.TypeByName(".kconfig", &ds) != nil || m.mapNamed(".kconfig") >= 0 {
		return
	}
	d := &mapData{name: ".kconfig", vars: variables(ds)}
	size := int(ds.Size)
	for _, at := range d.vars {
		size = max(size, at[0]+at[1])
	}
	d.region = region{name: ".kconfig", bytes: make([]byte, size)}
	m.maps = append(m.maps, d)
}

// variables returns offset and size of each variable of a section.
func variables(ds *btf.Datasec) map[string][2]int {
	vars := map[string][2]int{}
	for _, v := range ds.Vars {
		vars[v.Type.(*btf.Var).Name] = [2]int{int(v.Offset), int(v.Size)}
	}
	return vars
}

func (m *VM) mapNamed(name string) int {
	return slices.IndexFunc(m.maps, func(d *mapData) bool { return d.name == name })
}

// setParams puts load-time parameters into .rodata, as the loader would.
func (m *VM) setParams(s *Socket) {
	i := m.mapNamed(".rodata")
	if i < 0 {
		return
	}
	d := m.maps[i]
	copy(d.region.bytes, d.initial)
	for name, v := range s.Params {
		if at, ok := d.vars[name]; ok {
			storeAny(d.region.bytes[at[0]:at[0]+at[1]], uint64(v))
		}
	}
}

// setKconfig puts the kernel's build-time numbers where the program reads them.
func (m *VM) setKconfig(s *Socket) {
	i := m.mapNamed(".kconfig")
	if i < 0 {
		return
	}
	for name, at := range m.maps[i].vars {
		storeAny(m.maps[i].region.bytes[at[0]:at[0]+at[1]], s.kconfig(name))
	}
}

// functionSection holds the functions that callbacks call.
const functionSection = ".text"

// references are the kernel configuration values that 64-bit loads stand for.
type references struct {
	sections  map[string]map[uint64]string // by section, the symbol by byte offset
	functions map[string]uint64            // where functions begin in their section
}

// cursor follows a program's code, and that of the functions behind it, through the sections.
type cursor struct {
	*references
	section string
	at      uint64 // the byte in the section
}

func (r *references) in(section string) *cursor { return &cursor{r, section, 0} }

// next returns the value that the next instruction refers to.
func (c *cursor) next(ins *asm.Instruction) string {
	if at, ok := c.functions[ins.Symbol()]; ok {
		c.section, c.at = functionSection, at
	}
	name := c.sections[c.section][c.at]
	c.at += ins.Size()
	return name
}

// configReferences finds the references of an object. The loader's library keeps them to itself.
func configReferences(r io.ReaderAt) (*references, error) {
	f, err := elf.NewFile(r)
	if err != nil {
		return nil, fmt.Errorf("read the object: %w", err)
	}
	symbols, err := f.Symbols()
	if err != nil {
		return nil, fmt.Errorf("read the object's symbols: %w", err)
	}
	refs := &references{map[string]map[uint64]string{}, map[string]uint64{}}
	for _, sym := range symbols {
		if i := int(sym.Section); elf.ST_TYPE(sym.Info) == elf.STT_FUNC && i < len(f.Sections) && f.Sections[i].Name == functionSection {
			refs.functions[sym.Name] = sym.Value
		}
	}
	for _, sec := range f.Sections {
		if sec.Type != elf.SHT_REL || int(sec.Info) >= len(f.Sections) {
			continue
		}
		data, err := sec.Data()
		if err != nil {
			return nil, err
		}
		to := map[uint64]string{}
		for ; len(data) >= 16; data = data[16:] {
			n := binary.LittleEndian.Uint64(data[8:]) >> 32
			if n == 0 || n > uint64(len(symbols)) {
				continue
			}
			if sym := symbols[n-1]; sym.Section == elf.SHN_UNDEF {
				to[binary.LittleEndian.Uint64(data)] = sym.Name
			}
		}
		refs.sections[f.Sections[sec.Info].Name] = to
	}
	return refs, nil
}

// decode relocates one program and turns it into insts.
func (m *VM) decode(member string, insns asm.Instructions, config *cursor) (*program, error) {
	p := &program{name: member}
	if err := m.signature(p); err != nil {
		return nil, err
	}
	insns = slices.Clone(insns)
	if err := m.relocate(insns); err != nil {
		return nil, err
	}
	byRaw := map[int32]int32{}
	raw := int32(0)
	for i := range insns {
		ins := &insns[i]
		byRaw[raw] = int32(i)
		in, err := m.decodeOne(ins, config.next(ins))
		if err != nil {
			return nil, fmt.Errorf("instruction %d: %w", raw, err)
		}
		in.raw = raw
		p.insts = append(p.insts, in)
		raw += int32(ins.Size() / asm.InstructionSize)
	}
	if err := p.link(byRaw); err != nil {
		return nil, err
	}
	return p, p.linkCalls()
}

// link resolves jumps, which count raw instructions.
func (p *program) link(byRaw map[int32]int32) error {
	for i := range p.insts {
		in := &p.insts[i]
		class, op := in.op&classMask, in.op&opMask
		if class != 0x05 && class != 0x06 || op == 0x80 || op == 0x90 {
			continue
		}
		dist := int32(in.off)
		if in.op == 0x06 {
			dist = int32(in.imm)
		}
		target, ok := byRaw[in.raw+1+dist]
		if !ok {
			return fmt.Errorf("instruction %d jumps to %d, where no instruction starts", in.raw, in.raw+1+dist)
		}
		in.target = target
	}
	return nil
}

// decodeOne decodes one instruction; config is the configuration value that it refers to.
func (m *VM) decodeOne(ins *asm.Instruction, config string) (inst, error) {
	in := inst{
		op: uint8(ins.OpCode), ext: uint8(ins.OpCode >> 8 & 0xf), dst: uint8(ins.Dst), src: uint8(ins.Src), off: ins.Offset,
		imm: uint64(ins.Constant), from: ins,
	}
	if in.dst > 10 || in.src > 10 {
		return in, fmt.Errorf("register r%d does not exist", max(in.dst, in.src))
	}
	switch {
	case ins.IsKfuncCall():
		in.kfunc = ins.Reference()
	case in.op == 0x18 && config != "":
		i := m.mapNamed(".kconfig")
		if i < 0 {
			return in, fmt.Errorf("there is no section .kconfig for %s", config)
		}
		at, ok := m.maps[i].vars[config]
		if !ok {
			return in, fmt.Errorf("%s is not in .kconfig", config)
		}
		in.imm = address(regionMap+i, at[0])
	case in.op == 0x18 && ins.IsLoadFromMap():
		i := m.mapNamed(ins.Reference())
		switch {
		case i < 0:
			return in, fmt.Errorf("there is no map %s", ins.Reference())
		case ins.Src == asm.PseudoMapValue:
			in.imm = address(regionMap+i, int(uint64(ins.Constant)>>32))
		default:
			in.imm = address(regionMapPtr+i, 0)
		}
	case in.op == 0x18 && ins.Src != 0:
		return in, fmt.Errorf("a 64-bit load of kind %d is not modelled", ins.Src)
	}
	return in, nil
}

// relocate applies the CO-RE relocations against opts.BTF.
func (m *VM) relocate(insns asm.Instructions) error {
	var relos []*btf.CORERelocation
	var at []*asm.Instruction
	for i := range insns {
		if r := btf.CORERelocationMetadata(&insns[i]); r != nil {
			relos, at = append(relos, r), append(at, &insns[i])
		}
	}
	if len(relos) == 0 {
		return nil
	}
	noLocal := func(btf.Type) (btf.TypeID, error) { return 0, nil }
	fixups, err := btf.CORERelocate(relos, []*btf.Spec{m.opts.BTF}, binary.LittleEndian, noLocal)
	if err != nil {
		return fmt.Errorf("relocate: %w", err)
	}
	for i := range fixups {
		if err := patch(at[i], fixups[i].String()); err != nil {
			return err
		}
	}
	return nil
}

// badHelper is what loaders put in place of an instruction whose member the
// kernel does not have: a call that fails if it is ever reached.
const badHelper = 0xbad2310

// patch applies one fix-up, given as "kind=local->target" or "kind=poison".
// The library applies them itself on Linux only, and this must work anywhere.
func patch(ins *asm.Instruction, fixup string) error {
	_, value, _ := strings.Cut(fixup, "=")
	if value == "poison" {
		source := ins.Source()
		*ins = asm.BuiltinFunc(badHelper).Call()
		if source != nil {
			*ins = ins.WithSource(source)
		}
		return nil
	}
	_, text, _ := strings.Cut(value, "->")
	v, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return fmt.Errorf("relocation %q: %w", fixup, err)
	}
	switch ins.OpCode.Class() {
	case asm.LdXClass, asm.StClass, asm.StXClass:
		ins.Offset = int16(v)
	default:
		ins.Constant = int64(v)
	}
	return nil
}

// signature finds out how the kernel calls the callback: which form, by the
// number of arguments in its BTF, and whether it wants a result.
func (m *VM) signature(p *program) error {
	cb := target.LookupCallback(p.name)
	if cb == nil {
		return fmt.Errorf("the target table has no callback %s", p.name)
	}
	p.params, p.returns = cb.Params, cb.Result != nil
	for i := range cb.Params {
		p.slots = append(p.slots, i)
	}
	p.context = len(cb.Params)
	var ops *btf.Struct
	if err := m.opts.BTF.TypeByName("tcp_congestion_ops", &ops); err != nil {
		return nil // a spec without it: the newest form
	}
	proto := protoOf(ops, p.name)
	if proto == nil {
		return nil // this kernel never calls it
	}
	p.context = len(proto.Params)
	for _, form := range cb.Forms {
		if slices.Max(form.Slots)+1 == len(proto.Params) {
			p.slots = form.Slots
		}
	}
	return nil
}

func protoOf(ops *btf.Struct, member string) *btf.FuncProto {
	for _, mem := range ops.Members {
		if mem.Name != member {
			continue
		}
		if ptr, ok := btf.UnderlyingType(mem.Type).(*btf.Pointer); ok {
			proto, _ := btf.UnderlyingType(ptr.Target).(*btf.FuncProto)
			return proto
		}
	}
	return nil
}

// targetFields returns every field of the target table.
func targetFields() []*target.Field {
	return slices.Concat(target.Fields(target.Sock), target.Fields(target.RateSample), target.Fields(target.AckSample))
}

// Code returns a callback's instructions after relocation, as they go to the
// kernel, but for references to maps, which are still names (see Reference).
func (m *VM) Code(callback string) []Relocated {
	p := m.programs[callback]
	if p == nil {
		return nil
	}
	code := make([]Relocated, len(p.insts))
	for i := range p.insts {
		in := &p.insts[i]
		code[i] = Relocated{Ins: *in.from, Kfunc: in.kfunc}
		if in.op == 0x18 && in.src != 0 {
			id, off := split(in.imm)
			if id >= regionMapPtr {
				id -= regionMapPtr - regionMap
			}
			code[i].Map, code[i].MapOffset = m.maps[id-regionMap].name, uint32(off)
		}
	}
	return code
}

// Relocated is one instruction of Code.
type Relocated struct {
	Ins       asm.Instruction
	Kfunc     string // the kernel function that it calls
	Map       string // the map that a 64-bit load refers to
	MapOffset uint32 // of the value that it points to; see Ins.Src
}

// Maps returns the object's maps by name: variable sections (".rodata",
// ".kconfig") and the storage map.
func (m *VM) Maps() map[string]MapInfo {
	maps := map[string]MapInfo{}
	for _, d := range m.maps {
		maps[d.name] = MapInfo{Bytes: d.region.bytes, Record: d.value}
	}
	return maps
}

// MapInfo describes a map. Bytes are the contents of a variable section as
// SetWorld last left them.
type MapInfo struct {
	Bytes  []byte
	Record int // bytes of a storage record
}

// SetWorld puts the parameters and build-time numbers of s into the variable sections.
func (m *VM) SetWorld(s *Socket) {
	m.setKconfig(s)
	m.setParams(s)
}

// Arguments returns, per parameter of the callback, its slot in the context, or -1.
func (m *VM) Arguments(callback string) []int { return m.programs[callback].slots }

// Lay writes every member of s to where opts.BTF has it, all objects into one
// piece of memory; that makes sense with Synthetic, where they do not overlap.
func (m *VM) Lay(s *Socket, image []byte) {
	for i, mem := range members() {
		m.objects[mem.object].members[i].store(image, s.raw[i])
	}
	copy(image[m.objects[target.Sock].private:], s.Private[:])
}

// Take reads what Lay wrote back into s: writable members and private bytes.
// It reports a member that may not be written and yet has changed.
func (m *VM) Take(s *Socket, image []byte) error {
	for i, mem := range members() {
		l := m.objects[mem.object].members[i]
		if l.size == 0 {
			continue
		}
		v := l.load(image)
		if v != s.raw[i] && !mem.writable {
			return fmt.Errorf("%s.%s was changed from %d to %d, which no kernel allows", mem.object.Name(), mem.field.Name, s.raw[i], v)
		}
		s.raw[i] = v
	}
	copy(s.Private[:], image[m.objects[target.Sock].private:])
	return nil
}
