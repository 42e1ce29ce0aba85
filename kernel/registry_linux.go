package kernel

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"
	"unsafe"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/btf"
	"github.com/cilium/ebpf/link"
	"golang.org/x/sys/unix"

	"github.com/ccc-lang/ccc/object"
)

// opsType is the C struct that a congestion control fills, valueType the one the
// kernel wraps it in as a map's value.
const (
	opsType   = "tcp_congestion_ops"
	valueType = "bpf_struct_ops_" + opsType
)

// The states of a struct_ops map (enum bpf_struct_ops_state).
const (
	stateInUse = 1 // registered without a link
	stateReady = 3 // filled; registered if a link holds it
)

// record is what Load leaves in the kernel beside the programs, in a frozen map
// that they hold, so that List can tell whose an algorithm is.
type record struct {
	Manifest object.Manifest  `json:"manifest"`
	Values   map[string]int64 `json:"values,omitempty"` // stored parameters that --set changed
	Pinned   string           `json:"pinned,omitempty"`
	Made     string           `json:"made,omitempty"` // the outermost directory that was made for the pin
	Loaded   int64            `json:"loaded"`         // seconds since 1970
}

// recordMap is the name of the map that holds the record.
const recordMap = "ccc_manifest"

// entry is one struct_ops map of the kernel that holds a congestion control.
type entry struct {
	id       ebpf.MapID
	name     string
	state    uint32
	refs     uint32 // references that are not file descriptors
	programs []ebpf.ProgramID
	link     link.ID // 0: none
}

// registered reports whether new connections can choose e.
func (e *entry) registered() bool { return e.state == stateInUse || e.link != 0 }

// sockets returns how many sockets hold e: each one holds a reference on the
// map, and so do a registration without a link and a link.
func (e *entry) sockets() int {
	if e.registered() {
		return max(0, int(e.refs)-1)
	}
	return int(e.refs)
}

// opsLayout says where things are in a struct_ops map's value on this kernel.
type opsLayout struct {
	size                int
	state, refcnt, name int
	members             []int // function pointers: they read as program IDs
}

// kernelTypes are the running kernel's types, read once.
var kernelTypes = sync.OnceValues(btf.LoadKernelSpec)

func kernelOps() (*btf.Struct, error) {
	spec, err := kernelTypes()
	if err != nil {
		return nil, err
	}
	var value *btf.Struct
	if err := spec.TypeByName(valueType, &value); err != nil {
		return nil, err
	}
	return value, nil
}

func loadLayout() (*opsLayout, error) {
	value, err := kernelOps()
	if err != nil {
		return nil, err
	}
	return layoutOf(value)
}

func layoutOf(value *btf.Struct) (*opsLayout, error) {
	l := &opsLayout{size: int(value.Size), state: -1, refcnt: -1, name: -1}
	for _, m := range value.Members {
		base := int(m.Offset.Bytes())
		l.common(m, 0) // before 6.9 state and refcnt are members of the value itself
		inner, ok := btf.As[*btf.Struct](m.Type)
		if !ok {
			continue
		}
		for _, im := range inner.Members {
			if inner.Name != opsType {
				l.common(im, base)
				continue
			}
			if im.Name == "name" {
				l.name = base + int(im.Offset.Bytes())
			}
			if p, ok := btf.As[*btf.Pointer](im.Type); ok {
				if _, ok := btf.As[*btf.FuncProto](p.Target); ok {
					l.members = append(l.members, base+int(im.Offset.Bytes()))
				}
			}
		}
	}
	if l.state < 0 || l.refcnt < 0 || l.name < 0 {
		return nil, errors.New("the kernel describes " + valueType + " in an unknown way")
	}
	return l, nil
}

func (l *opsLayout) common(m btf.Member, base int) {
	switch m.Name {
	case "state":
		l.state = base + int(m.Offset.Bytes())
	case "refcnt":
		l.refcnt = base + int(m.Offset.Bytes())
	}
}

// entries returns the congestion controls that live in the kernel as BPF,
// registered or not. It needs CAP_SYS_ADMIN, as the kernel demands for walking IDs.
func entries() ([]entry, error) {
	layout, err := loadLayout()
	if err != nil {
		return nil, err
	}
	links, err := linkedMaps()
	if err != nil {
		return nil, err
	}
	var out []entry
	for id := ebpf.MapID(0); ; {
		id, err = ebpf.MapGetNextID(id)
		if errors.Is(err, os.ErrNotExist) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("walk the kernel's maps: %w", err)
		}
		if e, ok := readEntry(id, layout); ok {
			e.link = links[id]
			out = append(out, e)
		}
	}
}

func readEntry(id ebpf.MapID, l *opsLayout) (entry, bool) {
	m, err := ebpf.NewMapFromID(id)
	if err != nil {
		return entry{}, false
	}
	defer m.Close()
	if m.Type() != ebpf.StructOpsMap || int(m.ValueSize()) != l.size {
		return entry{}, false
	}
	value, err := m.LookupBytes(uint32(0))
	if err != nil || len(value) < l.size {
		return entry{}, false
	}
	name := value[l.name : l.name+16]
	if end := bytes.IndexByte(name, 0); end >= 0 {
		name = name[:end]
	}
	e := entry{id: id, name: object.Printable(string(name)),
		state: binary.NativeEndian.Uint32(value[l.state:]), refs: binary.NativeEndian.Uint32(value[l.refcnt:])}
	for _, off := range l.members {
		if prog := binary.NativeEndian.Uint64(value[off:]); prog != 0 {
			e.programs = append(e.programs, ebpf.ProgramID(prog))
		}
	}
	return e, e.name != "" && len(e.programs) > 0
}

// linkedMaps returns the struct_ops maps that a link holds, with the link. While
// another process makes a link, the kernel asks to try again.
func linkedMaps() (map[ebpf.MapID]link.ID, error) {
	for try := 0; ; try++ {
		out, err := walkLinks()
		switch {
		case errors.Is(err, unix.EINVAL): // a kernel before links
			return out, nil
		case errors.Is(err, unix.EAGAIN) && try < 100:
			time.Sleep(time.Millisecond)
		case err != nil:
			return nil, fmt.Errorf("walk the kernel's links: %w", err)
		default:
			return out, nil
		}
	}
}

func walkLinks() (map[ebpf.MapID]link.ID, error) {
	out := map[ebpf.MapID]link.ID{}
	it := new(link.Iterator)
	defer it.Close()
	for it.Next() {
		if id, ok := structOpsMap(it.Link); ok {
			out[id] = it.ID
		}
	}
	return out, it.Err()
}

// structOpsMap returns the map that a struct_ops link registers. The link info
// of the library does not have it (struct bpf_link_info, member struct_ops).
func structOpsMap(l link.Link) (ebpf.MapID, bool) {
	fd, ok := l.(interface{ FD() int })
	if !ok {
		return 0, false
	}
	var info struct {
		typ, id, prog, _ uint32
		mapID            uint32
		_                [60]byte
	}
	attr := struct {
		fd, size uint32
		info     uint64
	}{uint32(fd.FD()), uint32(unsafe.Sizeof(info)), uint64(uintptr(unsafe.Pointer(&info)))}
	if bpf(unix.BPF_OBJ_GET_INFO_BY_FD, unsafe.Pointer(&attr), unsafe.Sizeof(attr)) != nil {
		return 0, false
	}
	return ebpf.MapID(info.mapID), info.typ == uint32(link.StructOpsType)
}

// bpf is the system call, for the two commands that the library has no form of.
func bpf(cmd int, attr unsafe.Pointer, size uintptr) error {
	if _, _, errno := unix.Syscall(unix.SYS_BPF, uintptr(cmd), uintptr(attr), size); errno != 0 {
		return errno
	}
	return nil
}

// readRecord returns the record that the programs hold, or nil: not made by ccc.
func readRecord(programs []ebpf.ProgramID) *record {
	for _, id := range programs {
		p, err := ebpf.NewProgramFromID(id)
		if err != nil {
			continue
		}
		info, err := p.Info()
		p.Close()
		if err != nil {
			continue
		}
		ids, _ := info.MapIDs()
		for _, mid := range ids {
			if r := recordOf(mid); r != nil {
				return r
			}
		}
	}
	return nil
}

func recordOf(id ebpf.MapID) *record {
	m, err := ebpf.NewMapFromID(id)
	if err != nil {
		return nil
	}
	defer m.Close()
	info, err := m.Info()
	if err != nil || info.Name != recordMap || m.Type() != ebpf.Array {
		return nil
	}
	text, err := m.LookupBytes(uint32(0))
	if err != nil {
		return nil
	}
	var r record
	if json.Unmarshal(bytes.TrimRight(text, "\x00"), &r) != nil {
		return nil
	}
	r.Manifest.Clean()
	return &r
}

// newRecordMap puts the record into a frozen map; the caller closes it.
func newRecordMap(r *record) (*ebpf.Map, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	text = append(text, make([]byte, 8-len(text)%8)...)
	m, err := ebpf.NewMap(&ebpf.MapSpec{Name: recordMap, Type: ebpf.Array, KeySize: 4,
		ValueSize: uint32(len(text)), MaxEntries: 1, Flags: unix.BPF_F_RDONLY_PROG})
	if err != nil {
		return nil, err
	}
	if err := errors.Join(m.Put(uint32(0), text), m.Freeze()); err != nil {
		m.Close()
		return nil, err
	}
	return m, nil
}

// List returns the congestion controls of the running kernel in order of name:
// its own and the registered ones. It needs CAP_SYS_ADMIN.
func List() ([]Algorithm, error) {
	if err := checkBTF(); err != nil {
		return nil, err
	}
	all, err := entries()
	if err != nil {
		return nil, walkError(err)
	}
	var out []Algorithm
	for _, e := range all {
		if e.registered() {
			out = append(out, e.algorithm(all))
		}
	}
	for _, name := range native() {
		if !slices.ContainsFunc(out, func(a Algorithm) bool { return a.Name == name }) {
			out = append(out, Algorithm{Name: name, Maker: "the kernel", Sockets: -1})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out, nil
}

func walkError(err error) error {
	if errors.Is(err, os.ErrPermission) {
		return &Error{Code: "L0003", Message: "this user may not see what is registered: it lacks CAP_SYS_ADMIN",
			Hint: moreRights(), Err: err}
	}
	return err
}

// algorithm returns e, one of all. Its sockets are those of the versions that it replaced, too.
func (e *entry) algorithm(all []entry) Algorithm {
	a := Algorithm{Name: e.name, Maker: "another program", Sockets: e.sockets()}
	for i := range all {
		if all[i].name == e.name && !all[i].registered() {
			a.Sockets += all[i].sockets()
		}
	}
	if r := readRecord(e.programs); r != nil {
		a.Maker = "ccc " + r.Manifest.Compiler + " from " + r.Manifest.Source
		a.Manifest, a.Pinned, a.Loaded = &r.Manifest, r.Pinned, time.Unix(r.Loaded, 0)
		a.Params = paramValues(&r.Manifest, r.Values)
	}
	return a
}

// find returns the registered congestion control of that name, or nil.
func find(name string) (*entry, error) {
	all, err := entries()
	return registeredAs(name, all), err
}

func registeredAs(name string, all []entry) *entry {
	for i := range all {
		if all[i].name == name && all[i].registered() {
			return &all[i]
		}
	}
	return nil
}

// Unload unregisters the congestion control NAME and returns what it was.
// Connections that use it go on with it until they end.
func Unload(name string) (*Algorithm, error) {
	if err := checkBTF(); err != nil {
		return nil, err
	}
	all, err := entries()
	if err != nil {
		return nil, walkError(err)
	}
	e := registeredAs(name, all)
	if e == nil {
		return nil, notRegistered(name)
	}
	a := e.algorithm(all)
	made := readRecord(e.programs).made()
	if err = e.unregister(a.Pinned); err == nil {
		removeMade(made)
		waitGone(name)
		if left, _ := find(name); left != nil && left.link != 0 && left.link == e.link {
			err = errHeld
		}
	}
	if err != nil {
		return nil, &Error{Code: "L0012", Message: "the kernel did not let go of " + name + ": " + err.Error(), Err: err}
	}
	return &a, nil
}

var errHeld = errors.New("its link is held by another program; end that program")

// made returns the directories that were made for the pin, innermost first.
func (r *record) made() (dirs []string) {
	if r == nil || r.Made == "" || !filepath.IsAbs(r.Pinned) {
		return nil
	}
	for dir := filepath.Dir(r.Pinned); dir != "/" && len(dir) >= len(r.Made) && strings.HasPrefix(dir, r.Made); dir = filepath.Dir(dir) {
		dirs = append(dirs, dir)
	}
	return dirs
}

// removeMade removes directories as far as nothing is in them any more.
func removeMade(dirs []string) {
	for _, dir := range dirs {
		if !onBPFFS(dir) {
			return
		}
		if err := unix.Rmdir(dir); err != nil && err != unix.ENOENT {
			return
		}
	}
}

// madeFor returns the outermost directory that has to be made for a pin. Where there is none,
// but one was made for the pin of another algorithm there, it is that: who leaves last removes it.
func madeFor(pin string) string {
	made := ""
	for dir := filepath.Dir(pin); ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); !errors.Is(err, os.ErrNotExist) {
			break
		}
		made = dir
	}
	all, _ := entries()
	for i := range all {
		if made != "" {
			break
		}
		if r := readRecord(all[i].programs); slices.Contains(r.made(), filepath.Dir(pin)) && pinHolds(r.Pinned, all[i].link) {
			made = r.Made
		}
	}
	return made
}

func notRegistered(name string) error {
	if slices.Contains(native(), name) {
		return &Error{Code: "L0011", Message: name + " is the kernel's own and cannot be unloaded"}
	}
	return &Error{Code: "L0011", Message: "nothing is registered under the name " + name, Hint: "ccc ls shows what is"}
}

// unregister takes e's name from the kernel. A map without a link is
// unregistered by deleting its only key; a link ends with its pin, or is detached
// where somebody else holds it (6.10 and later).
func (e *entry) unregister(pin string) error {
	if e.link == 0 {
		m, err := ebpf.NewMapFromID(e.id)
		if err != nil {
			return err
		}
		defer m.Close()
		if err := m.Delete(uint32(0)); !errors.Is(err, ebpf.ErrKeyNotExist) { // else somebody was faster
			return err
		}
		return nil
	}
	removed := pin != "" && pinHolds(pin, e.link)
	if removed {
		if err := os.Remove(pin); err != nil {
			return err
		}
	}
	l, err := link.NewFromID(e.link) // another program may hold it, too, or the kernel for a moment
	if removed && err != nil {
		return nil
	}
	if err != nil {
		return err
	}
	defer l.Close()
	if d, ok := l.(interface{ Detach() error }); ok && d.Detach() == nil || removed {
		return nil
	}
	return errHeld
}

// pinHolds reports whether path holds the link: a record says where, and
// nothing else than that link may be removed for it.
func pinHolds(path string, id link.ID) bool {
	if !onBPFFS(path) {
		return false
	}
	l, err := link.LoadPinnedLink(path, nil)
	if err != nil {
		return false
	}
	defer l.Close()
	info, err := l.Info()
	return err == nil && info.ID == id
}
