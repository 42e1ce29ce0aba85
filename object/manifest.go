package object

import (
	"bytes"
	"debug/elf"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ManifestFormat is the version of the manifest that this package writes.
// Readers refuse a higher one.
const ManifestFormat = 1

// Manifest describes the algorithm to the tools that load and show an object.
// It is in section .ccc as JSON; kernel loaders do not look at it.
type Manifest struct {
	Format     int             `json:"format"`     // ManifestFormat; Write fills it in
	Compiler   string          `json:"compiler"`   // version of the compiler
	Declared   string          `json:"declared"`   // the algorithm's name in the source
	Registered string          `json:"registered"` // and in the kernel
	Source     string          `json:"source"`     // source file name
	Params     []ManifestParam `json:"params,omitempty"`
	Needs      []ManifestNeed  `json:"needs,omitempty"`
	State      []ManifestState `json:"state,omitempty"`
	Private    int             `json:"private"`           // bytes used of the socket's 104
	Storage    int             `json:"storage,omitempty"` // bytes of the storage record
	Callbacks  []string        `json:"callbacks"`
	Flags      []string        `json:"flags,omitempty"`
}

// ManifestParam is a parameter that can be set when the object is loaded.
type ManifestParam struct {
	Symbol  string `json:"symbol"` // variable in .rodata
	Name    string `json:"name"`   // as the user writes it: "hystart.delta"
	Doc     string `json:"doc,omitempty"`
	Unit    string `json:"unit,omitempty"` // unit of the text form: "ms"
	Kind    string `json:"kind,omitempty"` // "bool", "enum" or "" for a number
	Den     int64  `json:"den"`            // stored = value in base units (bytes, seconds) * Den
	Default int64  `json:"default"`        // all three as stored
	Lo      *int64 `json:"lo,omitempty"`   // least, nil: no limit
	Hi      *int64 `json:"hi,omitempty"`   // greatest, nil: no limit

	// UnitNum/UnitDen base units make one Unit.
	UnitNum int64           `json:"unitNum,omitempty"`
	UnitDen int64           `json:"unitDen,omitempty"`
	Values  []ManifestValue `json:"values,omitempty"` // with Kind "enum"
}

// ManifestValue is a named value of an enum parameter.
type ManifestValue struct {
	Name  string `json:"name"`
	Value int64  `json:"value"`
}

// ManifestNeed is something that not every kernel has, and where the source
// uses it.
type ManifestNeed struct {
	What  string `json:"what"`            // as a person reads it: "writing sk.pacing_rate"
	Since string `json:"since"`           // first kernel: "6.0"
	Until string `json:"until,omitempty"` // first kernel without it
	File  string `json:"file,omitempty"`
	Line  int    `json:"line,omitempty"` // from 1
	Col   int    `json:"col,omitempty"`  // from 1
	Text  string `json:"text,omitempty"` // the source line
}

// ManifestState is one variable of the per-connection state.
type ManifestState struct {
	Name      string `json:"name"`
	Unit      string `json:"unit,omitempty"`
	InStorage bool   `json:"inStorage,omitempty"` // in the storage record, else in icsk_ca_priv
	Off       int    `json:"off"`                 // bytes
	Size      int    `json:"size"`                // bytes of one element
	Bit       int    `json:"bit,omitempty"`       // with Bits: first bit
	Bits      int    `json:"bits,omitempty"`      // packed into that many bits
	Len       int    `json:"len,omitempty"`       // elements of an array
}

// ErrNoManifest is returned by ReadManifest for an object without one.
var ErrNoManifest = errors.New("the object has no section .ccc (strip without -g takes it out)")

// maxManifest bounds what ReadManifest reads, so that a forged file cannot make
// it allocate without limit.
const maxManifest = 4 << 20

// sectionAddrsig is SHT_LLVM_ADDRSIG, the one type of section that both loaders pass over in silence
// (libbpf prints a line about data that it does not know) and that strip -g and objcopy copy as it is.
const sectionAddrsig elf.SectionType = 0x6fff4c03

// manifest appends section .ccc.
func (w *writer) manifest() error {
	if w.obj.Manifest == nil {
		return nil
	}
	m := *w.obj.Manifest
	m.Format = ManifestFormat
	if m.Registered == "" {
		m.Registered = w.obj.Name
	}
	text, err := json.MarshalIndent(&m, "", " ")
	if err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	data := append(append([]byte{0}, text...), '\n', 0)
	w.elf.add(&section{name: manifestSection, typ: sectionAddrsig, align: 1, data: data})
	return nil
}

// ReadManifest returns the manifest of the object file r. It returns
// ErrNoManifest if there is none; every other error says what is wrong with the
// file.
func ReadManifest(r io.ReaderAt) (*Manifest, error) {
	f, err := openELF(r)
	if err != nil {
		return nil, err
	}
	return f.manifest()
}

func (f *file) manifest() (*Manifest, error) {
	sec := f.section(manifestSection)
	if sec == nil {
		return nil, ErrNoManifest
	}
	if sec.Size > maxManifest {
		return nil, fmt.Errorf("manifest: %d bytes are more than the %d allowed", sec.Size, maxManifest)
	}
	data, err := f.data(sec)
	if err != nil {
		return nil, err
	}
	m := new(Manifest)
	if err := json.Unmarshal(bytes.Trim(data, "\x00\n"), m); err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	m.Clean()
	if m.Format < 1 || m.Format > ManifestFormat {
		return nil, fmt.Errorf("manifest: format %d is not known; this version reads up to %d", m.Format, ManifestFormat)
	}
	return m, nil
}

// Clean replaces in every text of the manifest what a terminal might act on: the
// texts are shown, and may be a stranger's.
func (m *Manifest) Clean() {
	clean := func(texts ...*string) {
		for _, s := range texts {
			*s = Printable(*s)
		}
	}
	clean(&m.Compiler, &m.Declared, &m.Registered, &m.Source)
	for i := range m.Params {
		p := &m.Params[i]
		clean(&p.Symbol, &p.Name, &p.Unit, &p.Kind)
		for j := range p.Values {
			clean(&p.Values[j].Name)
		}
	}
	for i := range m.Needs {
		n := &m.Needs[i]
		clean(&n.What, &n.Since, &n.Until, &n.File, &n.Text)
	}
	for i := range m.State {
		clean(&m.State[i].Name, &m.State[i].Unit)
	}
	for _, list := range [][]string{m.Callbacks, m.Flags} {
		for i := range list {
			clean(&list[i])
		}
	}
}
