package vmtest

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/ccc-lang/ccc/internal/progen"
	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/internal/vmtest/job"
	"github.com/ccc-lang/ccc/kernel"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// Program is one object to try in every kernel.
type Program struct {
	Name, Source string
	Kind         job.Kind
	Library      bool // an algorithm of the standard library
	Random       bool // made at random: what it needs may never run
	Set          map[string]string

	object   []byte
	unit     *lang.Unit
	manifest *object.Manifest
}

// Programs returns what is tried: the standard library, the programs of
// testdata/kernels, one for every row of the kernel's table, and random ones.
// root is the repository.
func Programs(root string, random int) ([]*Program, error) {
	var list []*Program
	for _, load := range []func() ([]*Program, error){
		library, func() ([]*Program, error) { return features(filepath.Join(root, "testdata", "kernels")) }, rows,
	} {
		more, err := load()
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	for _, p := range list {
		if err := p.compile(); err != nil {
			return nil, err
		}
	}
	return append(list, generated(random)...), nil
}

func library() ([]*Program, error) {
	var list []*Program
	for _, path := range std.Names() {
		text, err := std.Read(path)
		if err != nil {
			return nil, err
		}
		if strings.Contains("\n"+string(text), "\nalgorithm ") {
			list = append(list, &Program{Name: path, Source: string(text), Kind: job.Carry, Library: true})
		}
	}
	return list, nil
}

// setLine is how a program of testdata/kernels says which parameters to set.
var setLine = regexp.MustCompile(`(?m)^// set (\w+)=(\S+)$`)

func features(dir string) ([]*Program, error) {
	var list []*Program
	paths, err := fs.Glob(os.DirFS(dir), "*.cc")
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("no programs in %s: %v", dir, err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			return nil, err
		}
		p := &Program{Name: path, Source: string(text), Kind: job.Carry, Set: map[string]string{}}
		for _, m := range setLine.FindAllStringSubmatch(p.Source, -1) {
			p.Set[m[1]] = m[2]
		}
		list = append(list, p)
	}
	return list, nil
}

// generated returns random programs, those of the seeds 1, 2, ... that compile.
func generated(n int) []*Program {
	var list []*Program
	for seed := uint64(1); len(list) < n; seed++ {
		p := &Program{Name: fmt.Sprintf("random %d", seed), Kind: job.Use, Random: true}
		p.Source = progen.New(rand.New(rand.NewPCG(seed, 0)), progen.Options{}).String()
		if p.compile() == nil {
			list = append(list, p)
		}
	}
	return list
}

// compile makes the object: once, for all kernels.
func (p *Program) compile() error {
	p.unit = lang.Compile(p.Name, []byte(p.Source), lang.Options{Version: "test"})
	if p.unit.Failed() {
		return fmt.Errorf("%s does not compile:\n%s", p.Name, rendered(p.unit.Diags))
	}
	var b bytes.Buffer
	if err := p.unit.WriteObject(&b); err != nil {
		return fmt.Errorf("%s: %w", p.Name, err)
	}
	p.object = b.Bytes()
	var err error
	p.manifest, err = object.ReadManifest(bytes.NewReader(p.object))
	return err
}

func rendered(diags *diag.List) string {
	var b strings.Builder
	_ = diag.Render(&b, diags, diag.Options{}) // a Builder takes everything
	return b.String()
}

// Unmet returns what kernel v lacks of the program's needs. `ccc check --kernel`
// must find the same as the object's list: the error says that it does not.
func (p *Program) Unmet(v target.Version) ([]object.ManifestNeed, error) {
	unmet := kernel.Unmet(p.manifest, v)
	checked := lang.Compile(p.Name, []byte(p.Source), lang.Options{Kernel: v})
	if checked.Failed() != (len(unmet) > 0) {
		return nil, fmt.Errorf("%s: check --kernel %s and the object's list of needs differ: %v\n%s", p.Name, v, unmet, rendered(checked.Diags))
	}
	return unmet, nil
}

// job returns what to ask kernel v of the program, whose object is at path.
func (p *Program) job(path string, v target.Version) (job.Job, error) {
	unmet, err := p.Unmet(v)
	j := job.Job{Name: p.Name, Object: path, Kind: p.Kind, Set: p.Set, Refuse: len(unmet) > 0, Proven: !p.Random}
	j.Marks = slices.Contains(p.manifest.Flags, "ecn")
	if p.Kind != job.Carry {
		return j, err
	}
	controls := false
	for _, prog := range p.unit.Object.Programs {
		controls = controls || prog.Member == "cong_control"
	}
	for _, prog := range p.unit.Object.Programs {
		switch {
		case prog.Member == "": // a function: the kernel counts only who calls it
		case prog.Member == "undo_cwnd": // only after losses that were none
		case prog.Member == "cong_avoid" && controls: // there for old kernels only
		case prog.Member == "cwnd_event" && v >= target.CwndEventTxStartSince:
			j.Run = append(j.Run, prog.Name+"_tx_start")
		default:
			j.Run = append(j.Run, prog.Name)
		}
	}
	return j, err
}
