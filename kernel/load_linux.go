package kernel

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unsafe"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/btf"
	"github.com/cilium/ebpf/link"
	"golang.org/x/sys/unix"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// bpfLink is the flag of a struct_ops map that a link registers (BPF_F_LINK, 6.4).
const bpfLink = 1 << 13

// haveLinks is the first kernel where a link can register and replace.
var haveLinks = target.V(6, 4)

// Load checks that the running kernel has what the object needs, sets its
// parameters, loads it and registers it; it stays registered when the process
// ends. A registered algorithm of the same name made by ccc is replaced. The
// error is an *Error.
func Load(r io.ReaderAt, opts LoadOptions) (*Loaded, error) {
	if err := Supported(); err != nil {
		return nil, err
	}
	j, err := newJob(r, opts)
	if err != nil {
		return nil, err
	}
	// Kernels before 5.11 count BPF programs and maps as locked memory, of which a
	// process may have 64 KB. Without the right to raise that, small objects still fit.
	// (The package rlimit of cilium/ebpf makes a map whenever a program with it starts.)
	_ = unix.Setrlimit(unix.RLIMIT_MEMLOCK, &unix.Rlimit{Cur: unix.RLIM_INFINITY, Max: unix.RLIM_INFINITY})
	for _, step := range []func() error{j.checkNeeds, j.setParams, j.setName, j.choosePin, j.fitKernel, j.verify, j.register} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return &j.result, nil
}

// job is one load under way.
type job struct {
	opts     LoadOptions
	manifest *object.Manifest
	spec     *ebpf.CollectionSpec
	ops      *ebpf.MapSpec // of the struct_ops map
	record   record
	links    bool // register through a pinned link
	old      *entry
	result   Loaded
}

func newJob(r io.ReaderAt, opts LoadOptions) (*job, error) {
	manifest, err := object.ReadManifest(r)
	if err != nil {
		return nil, &Error{Code: "L0020", Message: "this is not an object that ccc made: " + err.Error(),
			Hint: "make one with: ccc compile FILE.cc", Err: err}
	}
	spec, err := readSpec(r)
	if err != nil {
		return nil, &Error{Code: "L0020", Message: "the object cannot be read: " + err.Error(), Err: err}
	}
	if err := onlyCongestionControl(spec); err != nil {
		return nil, &Error{Code: "L0020", Message: "this is not an object that ccc made: " + err.Error(), Hint: "make one with: ccc compile FILE.cc"}
	}
	j := &job{opts: opts, manifest: manifest, spec: spec}
	for _, m := range spec.Maps {
		if m.Type == ebpf.StructOpsMap {
			if j.ops != nil {
				return nil, &Error{Code: "L0020", Message: "the object holds more than one congestion control"}
			}
			j.ops = m
		}
	}
	if j.ops == nil {
		return nil, &Error{Code: "L0020", Message: "the object holds no congestion control"}
	}
	j.record = record{Manifest: *manifest, Values: map[string]int64{}, Loaded: time.Now().Unix()}
	return j, nil
}

// checkNeeds compares the object's list of needs with the running kernel.
func (j *job) checkNeeds() error {
	running, text := release()
	if unmet := Unmet(j.manifest, running); len(unmet) > 0 {
		n := unmet[0]
		e := &Error{Code: "L0021", Where: fmt.Sprintf("%s:%d:%d", n.File, n.Line, n.Col), Line: n.Text,
			Message: fmt.Sprintf("the program %s, which needs kernel %s or later; this one is %s", n.What, n.Since, text),
			Hint:    "take that line out, or boot a newer kernel"}
		if since, _ := target.ParseVersion(n.Since); running >= since {
			e.Message = fmt.Sprintf("the program %s, which kernels from %s on do not have; this one is %s", n.What, n.Until, text)
			e.Hint = "take that line out, or boot an older kernel"
		}
		return e
	}
	return nil
}

func (j *job) setParams() error {
	for _, name := range sortedKeys(j.opts.Set) {
		p := findParam(j.manifest, name)
		if p == nil {
			return unknownParam(j.manifest, name)
		}
		text := j.opts.Set[name]
		stored, exact, err := parseParam(p, text)
		if err != nil {
			return err
		}
		v := j.spec.Variables[p.Symbol]
		if v == nil {
			continue // the program never reads it
		}
		if !exact {
			j.note("the parameter %s is kept in steps of %s: %s becomes %s", name, formatParam(p, 1), text, formatParam(p, stored))
		}
		if err := v.Set(stored); err != nil {
			return &Error{Code: "L0023", Message: "parameter " + name + " cannot be set: " + err.Error(), Err: err}
		}
		j.record.Values[p.Symbol] = stored
	}
	j.result.Params = paramValues(j.manifest, j.record.Values)
	return nil
}

func (j *job) note(format string, args ...any) {
	j.result.Notes = append(j.result.Notes, fmt.Sprintf(format, args...))
}

// setName writes the chosen name into the ops and looks who has it now.
func (j *job) setName() error {
	name := j.manifest.Registered
	if j.opts.Name != "" {
		name = j.opts.Name
	}
	if !regexp.MustCompile(`^[0-9A-Za-z_.]{1,15}$`).MatchString(name) || strings.Trim(name, ".") == "" {
		return &Error{Code: "L0024", Message: fmt.Sprintf("%q cannot be a congestion control's name: the kernel takes 1 to 15 letters, digits, _ and ., and not dots alone", name)}
	}
	if err := writeName(j.ops, name); err != nil {
		return err
	}
	j.result.Name, j.result.Declared = name, j.manifest.Declared
	old, err := find(name)
	unseen := errors.Is(err, os.ErrPermission)
	if err != nil && !unseen {
		return err
	}
	j.old = old
	if old == nil {
		return nameTaken(name, unseen)
	}
	before := readRecord(old.programs)
	if before == nil {
		return &Error{Code: "L0025", Message: name + " is registered already, by a program other than ccc",
			Hint: "choose another name with --name, or take it out first: ccc unload " + name}
	}
	j.noteResets(before)
	return nil
}

// nameTaken refuses a name that the kernel lists and that is no BPF program's, as far as this
// user may see those: where it may not, only the names that Linux gives are known to be its own.
func nameTaken(name string, unseen bool) error {
	switch {
	case !slices.Contains(native(), name):
		return nil
	case unseen && target.RegisteredName(name) == name:
		return &Error{Code: "L0025", Message: name + " is registered already, and this user may not see by whom: it lacks CAP_SYS_ADMIN",
			Hint: "run it with sudo to replace what is ccc's, or choose another name with --name"}
	}
	return &Error{Code: "L0025", Message: "the kernel has an algorithm called " + name + " already", Hint: "choose another name: --name ccc_" + name}
}

// noteResets says which parameters the older version was given and this one is not.
func (j *job) noteResets(before *record) {
	for _, old := range paramValues(&before.Manifest, before.Values) {
		for _, p := range j.result.Params {
			if p.Name == old.Name && old.Changed && !p.Changed && p.Value != old.Value {
				j.note("the parameter %s is at its default again, %s: the version that is replaced had it set to %s", p.Name, p.Value, old.Value)
			}
		}
	}
}

func writeName(ops *ebpf.MapSpec, name string) error {
	user, ok := btf.As[*btf.Struct](ops.Value)
	data, isBytes := ops.Contents[0].Value.([]byte)
	if !ok || !isBytes {
		return &Error{Code: "L0020", Message: "the object's description of its congestion control cannot be read"}
	}
	for _, m := range user.Members {
		off := int(m.Offset.Bytes())
		if m.Name != "name" || off+16 > len(data) {
			continue
		}
		data = bytes.Clone(data)
		clear(data[off : off+16])
		copy(data[off:off+15], name)
		ops.Contents[0].Value = data
		return nil
	}
	return &Error{Code: "L0020", Message: "the object has no place for a name"}
}

// choosePin decides whether the algorithm lives as a pinned link (replaceable
// without a gap) or as a plain registration.
func (j *job) choosePin() error {
	running, text := release()
	dir := filepath.Join(bpffs, "ccc")
	if j.opts.PinDir != "" {
		var err error
		if dir, err = filepath.Abs(j.opts.PinDir); err != nil {
			return pinError(j.opts.PinDir, err)
		}
	} else if pin := j.oldPin(); pin != "" {
		dir = filepath.Dir(pin) // the new version stays where the old one is
	}
	if j.opts.PinDir != "" && !onBPFFS(dir) {
		return &Error{Code: "L0026", Message: dir + " is not on a BPF file system, so nothing can be pinned there",
			Hint: "mount one: mount -t bpf bpf " + bpffs}
	}
	if running < haveLinks {
		j.result.Notes = append(j.result.Notes, "kernel "+text+" has no links for congestion control (6.4 has): replacing it later leaves a short gap")
		return nil
	}
	if !onBPFFS(dir) {
		j.result.Notes = append(j.result.Notes, "no BPF file system is mounted at "+bpffs+" (mount -t bpf bpf "+bpffs+"): replacing it later leaves a short gap")
		return nil
	}
	if j.opts.PinDir == "" && !writable(dir) {
		j.result.Notes = append(j.result.Notes, "this user may not write to "+dir+" (--pin chooses another place): replacing it later leaves a short gap")
		return nil
	}
	j.record.Pinned = filepath.Join(dir, pinName(j.result.Name))
	if hasDots(dir) {
		return pinError(j.record.Pinned, errors.New("a BPF file system takes no names with dots"))
	}
	if err := ownDirectory(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return pinError(j.record.Pinned, err)
	}
	j.links = true
	j.result.Pinned = j.record.Pinned
	return nil
}

// pinName is what the pin of an algorithm is called: a BPF file system takes no dots, and
// algorithms' names have no hyphens.
func pinName(name string) string { return strings.ReplaceAll(name, ".", "-") }

// hasDots reports whether a directory of dir that has to be made has a dot in its name.
func hasDots(dir string) bool {
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); err == nil {
			return false
		}
		if strings.Contains(filepath.Base(dir), ".") {
			return true
		}
	}
}

// fitKernel makes of the object what this kernel takes: without links before
// 6.4, with the callback cwnd_event_tx_start from 7.1 on.
func (j *job) fitKernel() error {
	if !j.links {
		j.ops.Flags &^= bpfLink
	}
	value, err := kernelOps()
	if err != nil {
		return &Error{Code: "L0005", Message: "this kernel does not know congestion control as BPF: " + err.Error(), Err: err}
	}
	if kernelHasMember(value, txStart) {
		j.addTxStart()
	}
	return nil
}

const txStart = "cwnd_event_tx_start"

func kernelHasMember(value *btf.Struct, name string) bool {
	for _, m := range value.Members {
		if ops, ok := btf.As[*btf.Struct](m.Type); ok && ops.Name == opsType {
			return slices.ContainsFunc(ops.Members, func(m btf.Member) bool { return m.Name == name })
		}
	}
	return false
}

// addTxStart adds the callback that kernels from 7.1 on call where older ones
// call cwnd_event(sk, tx_start): the same program with the event, the second
// argument, replaced by tx_start, which is 0.
func (j *job) addTxStart() {
	for _, p := range j.spec.Programs {
		if p.AttachTo != opsType+":cwnd_event" {
			continue
		}
		tx := p.Copy()
		tx.Name, tx.AttachTo = p.Name+"_tx_start", opsType+":"+txStart
		fixArgument(tx.Instructions, 1, 0)
		if f := btf.FuncMetadata(&tx.Instructions[0]); f != nil { // the name that tools show
			renamed := *f
			renamed.Name = tx.Name
			tx.Instructions[0] = btf.WithFuncMetadata(tx.Instructions[0].WithSymbol(tx.Name), &renamed)
		}
		j.spec.Programs[tx.Name] = tx
		growOps(j.ops, "cwnd_event", txStart)
		return
	}
}

// growOps adds to the object's ops, behind its other members, a member of the
// same type as another one. Its bytes are zero, as those of all callbacks are:
// programs are found by the member's name.
func growOps(ops *ebpf.MapSpec, like, name string) {
	user, ok := btf.As[*btf.Struct](ops.Value)
	data, isBytes := ops.Contents[0].Value.([]byte)
	if !ok || !isBytes {
		return
	}
	i := slices.IndexFunc(user.Members, func(m btf.Member) bool { return m.Name == like })
	if i < 0 {
		return
	}
	const pointer = 8
	at := (user.Size + pointer - 1) / pointer * pointer
	member := user.Members[i]
	member.Name, member.Offset = name, btf.Bits(8*at)
	grown := *user
	grown.Size, grown.Members = at+pointer, append(slices.Clone(user.Members), member)
	ops.Value = &grown
	ops.Contents[0].Value = append(data[:user.Size:user.Size], make([]byte, grown.Size-user.Size)...)
}

// fixArgument replaces every load of argument slot by the constant value. The
// code generator loads arguments only from r1 at the start of a program.
func fixArgument(insns asm.Instructions, slot int, value int32) {
	for i, ins := range insns {
		class := ins.OpCode.Class()
		if class == asm.LdXClass && ins.Src == asm.R1 && ins.Offset == int16(8*slot) {
			mov := asm.Mov.Imm32(ins.Dst, value)
			mov.Metadata = ins.Metadata
			insns[i] = mov
		}
		if ins.IsFunctionCall() || ins.IsBuiltinCall() || (ins.Dst == asm.R1 && (class.IsALU() || class.IsLoad())) {
			return
		}
	}
}

// verify loads the programs without registering anything, so that an old
// version is taken away only when the new one is good.
func (j *job) verify() error {
	wakeVerifier()
	trial := j.spec.Copy()
	for name, m := range trial.Maps {
		if m.Type == ebpf.StructOpsMap {
			delete(trial.Maps, name)
		}
	}
	coll, err := ebpf.NewCollection(trial)
	if err != nil {
		return refusal(err, j.manifest)
	}
	coll.Close()
	return nil
}

// wakeVerifier loads a program of two instructions: kernels before 6.1 read
// their own types only once a program is verified, and refuse a struct_ops map
// until then.
func wakeVerifier() {
	p, err := ebpf.NewProgram(&ebpf.ProgramSpec{Type: ebpf.SocketFilter, License: "GPL",
		Instructions: asm.Instructions{asm.Mov.Imm(asm.R0, 0), asm.Return()}})
	if err == nil {
		p.Close()
	}
}

// register makes the name known to the kernel.
func (j *job) register() error {
	replace := j.old != nil
	if replace && (!j.links || j.old.link == 0) {
		if err := j.old.unregister(j.oldPin()); err != nil {
			return &Error{Code: "L0012", Message: "the older " + j.result.Name + " cannot be unregistered: " + err.Error(), Err: err}
		}
		waitGone(j.result.Name)
		j.result.Gap = true
	}
	j.result.Replaced = replace
	coll, err := ebpf.NewCollection(j.spec)
	if err != nil {
		return refusal(err, j.manifest)
	}
	defer coll.Close()
	m, update := coll.Maps[j.ops.Name], replace && !j.result.Gap
	before := j.settlePin(update)
	j.leaveRecord(coll) // before the link, so that it is known as ccc's even if this process is killed
	switch {
	case !j.links:
		return nil // the library has filled the map, and one without the link flag is then registered
	case update:
		return j.updateLink(m, before)
	}
	l, err := link.AttachStructOps(link.StructOpsOptions{Map: m})
	if err != nil {
		return refusal(err, j.manifest)
	}
	defer l.Close()
	return j.pin(l)
}

// settlePin decides where the link will be pinned, and returns where the old one is that goes on: it
// stays there, unless --pin names another directory.
func (j *job) settlePin(update bool) (before string) {
	if !j.links {
		return ""
	}
	if update {
		before = j.oldPin()
	}
	if old := j.oldRecord(); before != "" && sameDirectory(before, j.record.Pinned) {
		j.record.Pinned, j.result.Pinned, j.record.Made = before, before, old.Made
	} else {
		j.record.Made = madeFor(j.record.Pinned)
	}
	return before
}

// oldRecord is that of the version to replace, or nil.
func (j *job) oldRecord() *record {
	if j.old == nil {
		return nil
	}
	return readRecord(j.old.programs)
}

// oldPin is where the link of the old version is pinned; "": nowhere, as far as is known.
func (j *job) oldPin() string {
	if r := j.oldRecord(); r != nil && pinHolds(r.Pinned, j.old.link) {
		return r.Pinned
	}
	return ""
}

// pin pins the link where the algorithm shall live.
func (j *job) pin(l link.Link) error {
	at := j.record.Pinned
	for _, step := range []func() error{
		func() error { return os.MkdirAll(filepath.Dir(at), 0o700) },
		func() error { return ownDirectory(filepath.Dir(at)) }, // somebody was faster
		func() error { return removeStalePin(at, j.result.Name) },
		func() error { return l.Pin(at) },
	} {
		if err := step(); err != nil {
			removeMade(j.record.made())
			return pinError(at, err)
		}
	}
	return nil
}

// ownDirectory refuses a directory from which another user could take what is
// pinned there, and a symbolic link in its place: on many machines everybody may
// make directories in the BPF file system.
func ownDirectory(dir string) error {
	var st unix.Stat_t
	if err := unix.Lstat(dir, &st); err != nil {
		return err
	}
	switch {
	case st.Mode&unix.S_IFMT != unix.S_IFDIR:
		return fmt.Errorf("%s is not a directory", dir)
	case st.Uid != 0 && int(st.Uid) != os.Geteuid():
		return fmt.Errorf("%s belongs to another user, who could take it away", dir)
	case st.Mode&0o022 != 0 && st.Mode&unix.S_ISVTX == 0:
		return fmt.Errorf("others may delete what is in %s", dir)
	}
	return nil
}

// removeStalePin makes room for the pin of the congestion control NAME. Only a link of one of that
// name is removed: anything else there belongs to somebody.
func removeStalePin(path, name string) error {
	if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	l, err := link.LoadPinnedLink(path, nil)
	if err != nil {
		return errors.New("something else is there")
	}
	defer l.Close()
	id, ok := structOpsMap(l)
	if !ok {
		return errors.New("a link of another kind is there")
	}
	all, err := entries()
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.id == id && e.name != name {
			return fmt.Errorf("%s is registered through the link that is there", e.name)
		}
	}
	return os.Remove(path)
}

func pinError(path string, err error) error {
	return &Error{Code: "L0026", Message: "the algorithm cannot be kept at " + path + ": " + err.Error(), Err: err,
		Hint: "choose another directory with --pin, or remove what stands in the way"}
}

// updateLink lets the link that registers the old version, and is pinned at before, register m
// instead: at no time is the name unknown. The library has no form of it for maps.
func (j *job) updateLink(m *ebpf.Map, before string) error {
	l, err := link.NewFromID(j.old.link)
	if err != nil {
		return refusal(err, j.manifest)
	}
	defer l.Close()
	fd, ok := l.(interface{ FD() int })
	if !ok {
		return &Error{Code: "L0012", Message: "the older version's link cannot be used"}
	}
	if j.record.Pinned != before {
		if err := j.pin(l); err != nil {
			return err
		}
	}
	old := j.oldRecord()
	attr := struct{ link, newMap, flags, oldMap uint32 }{link: uint32(fd.FD()), newMap: uint32(m.FD())}
	if err := bpf(unix.BPF_LINK_UPDATE, unsafe.Pointer(&attr), unsafe.Sizeof(attr)); err != nil {
		if j.record.Pinned != before {
			_ = os.Remove(j.record.Pinned)
		}
		return refusal(fmt.Errorf("replace %s: %w", j.result.Name, err), j.manifest)
	}
	if before != "" && j.record.Pinned != before {
		j.note("it is kept at %s now, no longer at %s", j.record.Pinned, before)
		err := os.Remove(before)
		removeMade(old.made())
		return err
	}
	return nil
}

// sameDirectory reports whether two files lie in one directory, by whatever path.
func sameDirectory(a, b string) bool {
	x, err := os.Stat(filepath.Dir(a))
	if err != nil {
		return false
	}
	y, err := os.Stat(filepath.Dir(b))
	return err == nil && os.SameFile(x, y)
}

// leaveRecord binds the record to one of the programs, which then holds it. Without it the algorithm
// works all the same, as that of another program.
func (j *job) leaveRecord(coll *ebpf.Collection) {
	m, err := newRecordMap(&j.record)
	if err != nil {
		return
	}
	defer m.Close()
	for _, name := range sortedKeys(coll.Programs) {
		if coll.Programs[name].BindMap(m) == nil {
			return
		}
	}
}

// waitGone waits until the kernel's list no longer has the name: a link's end is
// worked off behind the caller's back.
func waitGone(name string) {
	for range 200 {
		if !slices.Contains(native(), name) {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// refusal turns what the library or the kernel said into the user's terms.
func refusal(err error, manifest *object.Manifest) error {
	var ve *ebpf.VerifierError
	switch {
	case errors.As(err, &ve):
		return verifierRefusal(ve, manifest)
	case errors.Is(err, unix.EEXIST):
		return &Error{Code: "L0025", Message: "that name is registered already", Hint: "choose another one with --name", Err: err}
	case errors.Is(err, unix.EPERM):
		return &Error{Code: "L0003", Message: "the kernel does not let this user load congestion control", Hint: moreRights(), Err: err}
	case strings.Contains(err.Error(), "kconfig"):
		return &Error{Code: "L0027", Message: "the program needs the kernel's clock rate (CONFIG_HZ), and the kernel's configuration cannot be read",
			Hint: "make /proc/config.gz or /boot/config-$(uname -r) readable", Err: err}
	}
	return &Error{Code: "L0029", Message: "the kernel refused the object: " + err.Error(), Err: err,
		Hint: "please report this: what compiles should load"}
}
