// Package types knows the language's rules: it resolves names, checks kinds, units
// and what the kernel allows, and specialises functions for what they are called
// with.
//
// Check gives two things: side tables about the tree, for editors (Info), and the
// program that the rest of the compiler works on (Program, in core.go), in which
// nothing is left to look up.
package types

import (
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"slices"
	"sort"
	"strings"

	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// Importer finds the file of a module by its name. It returns an error that
// wraps fs.ErrNotExist if there is no such module, best a NoModule, and
// ErrReported if the module has errors of its own.
type Importer func(module string) (*ast.File, error)

// ErrReported is what an Importer returns for a module whose errors it has
// told: nothing more is said where the module is used.
var ErrReported = errors.New("the module's errors are told")

// The limits that keep a check bounded, whatever the program says.
const (
	maxSpecs     = 5000     // functions after specialisation
	maxSpecText  = 16 << 20 // bytes of text of all these
	maxCallDepth = 64       // calls inside calls
	maxLoopDepth = 2        // the verifier's work grows with the product of the turns
	maxTurns     = 256
	maxElems     = 4096  // of one array or table
	maxValues    = 16384 // in the state, each element of an array counted
	maxNamed     = 2048  // likewise, an array counted as one element: passes go over all of them for each
	maxExponent  = 8     // of a unit in a product
	maxBits      = 1024  // of the numerator or denominator of a constant
	maxErrors    = 100   // that are shown, as by the parser
)

// Check resolves the names of file, checks every rule of the language that is
// not arithmetic, and gives the program in its core form. imp may be nil if the
// program uses no modules. Info.Program is nil if there are errors or file is a
// module; the side tables are filled as far as the text could be understood.
func Check(file *ast.File, imp Importer) (*Info, *diag.List) {
	c := newChecker(imp)
	c.main = c.collect(file, "")
	c.header()
	c.cycles(c.main)
	c.declare(c.main)
	c.callbacks()
	c.uncalled()
	c.unused()
	c.net()
	if !c.diags.HasErrors() && !c.unread && c.main.algorithm != nil {
		c.finish()
		c.info.Program = c.prog
	}
	c.tooMany()
	return c.info, c.diags
}

func newChecker(imp Importer) *checker {
	return &checker{
		prog:  &Program{},
		diags: &diag.List{},
		imp:   imp,
		info: &Info{
			Types: map[ast.Expr]*Type{}, Uses: map[*ast.Ident]any{}, Defs: map[*ast.Ident]any{},
			Files: map[string]*ast.File{}, Docs: map[any]string{},
		},
		modules:  map[string]*module{},
		specs:    map[string]*spec{},
		derived:  map[*target.Field]*fnEnt{},
		needed:   map[string]bool{},
		used:     map[any]bool{},
		written:  map[any]bool{},
		readVars: map[*ast.Ident]bool{},
		listed:   map[*ast.Ident]bool{},
		names:    map[*Sym]named{},
		counters: map[*Sym][2]*big.Rat{},
		sizes:    map[*StructType]size{},
		errors:   map[errorAt]bool{},
	}
}

// checker is the state of one Check.
type checker struct {
	diags   *diag.List
	imp     Importer
	info    *Info
	prog    *Program
	main    *module
	modules map[string]*module // by name; nil while it is being read, and if it cannot be
	loading []string           // modules being read, outermost first
	unread  bool               // a module could not be read, which its Importer has told

	specs    map[string]*spec // specialised functions by what they are called with
	specText int              // bytes of their text
	sizes    map[*StructType]size
	frames   []*frame // functions being checked, innermost last
	derived  map[*target.Field]*fnEnt
	fns      []*fnEnt             // all functions
	needed   map[string]bool      // What of the Needs so far
	used     map[any]bool         // declarations that something reads, by their ast node
	written  map[any]bool         // variables and fields that something stores to
	readVars map[*ast.Ident]bool  // variables that something reads
	listed   map[*ast.Ident]bool  // in locals
	locals   []*binding           // lets and vars of the program's own functions
	names    map[*Sym]named       // what names stand for, for the lints
	stores   int                  // statements so far that store, for the same
	counters map[*Sym][2]*big.Rat // what the counters of loops reach; see reach

	storing *ast.Call        // the one call that may store here
	asked   diag.Span        // where the derived field being inlined is used
	failed  int              // errors so far
	errors  map[errorAt]bool // all that there are: whether it is shown
	left    *diag.Span       // the first part of the text that is left out of the program
	muted   int              // > 0: report nothing
	dry     int              // > 0: the text checked is not part of the program
}

// frame is one function being checked.
type frame struct {
	fn       *Func
	at       diag.Span // of the call, of a function
	args     []actual  // of the call
	told     bool      // that it was called with something wrong, or declared with other parameters than the kernel's
	mod      *module
	decl     any // *ast.FnDecl or *ast.CallbackDecl
	what     string
	scope    *scope
	facts    facts
	dead     bool    // what follows cannot be reached
	tests    []order // what the tests around the present statement, and before it, have shown
	loops    int     // loops around the present statement
	callback *target.Callback
	returns  []*ret
	place    *PlaceType // of the result; nil: none or untyped
	limit    *big.Rat   // what `unlimited` means as the result
	void     bool       // gives no result
	sum      summary
	temps    int
}

// ret is one return statement.
type ret struct {
	stmt  *Return
	val   value
	empty bool // without a value
}

func (c *checker) frame() *frame { return c.frames[len(c.frames)-1] }

// errorAt is an error by its place: a function that is called in many ways has it in each.
type errorAt struct {
	span diag.Span
	code string
}

// errorf reports an error, unless the text is checked silently or enough are shown. It
// always returns a diagnostic that a hint can be hung on.
func (c *checker) errorf(span diag.Span, code, format string, args ...any) *diag.Diagnostic {
	if dependsOnCall(code) {
		return c.kindErrorf(span, code, format, args...)
	}
	c.failed++
	return c.report(span, code, format, args...)
}

// kindErrorf is errorf for an error that may come from what a function was called with.
func (c *checker) kindErrorf(span diag.Span, code, format string, args ...any) *diag.Diagnostic {
	c.failed++
	if f := c.libraryCall(); f != nil && c.muted == 0 {
		c.badArguments(f, span, code, fmt.Sprintf(format, args...))
		return &diag.Diagnostic{}
	}
	d := c.report(span, code, format, args...)
	d.Related = c.calls()
	return d
}

// report adds an error to those that are shown, unless the text is checked silently.
func (c *checker) report(span diag.Span, code, format string, args ...any) *diag.Diagnostic {
	if c.muted > 0 {
		return &diag.Diagnostic{}
	}
	at := errorAt{span, code}
	if _, seen := c.errors[at]; !seen {
		c.errors[at] = len(c.errors) < maxErrors
	}
	if !c.errors[at] {
		return &diag.Diagnostic{}
	}
	return c.diags.Errorf(span, code, format, args...)
}

// dependsOnCall reports whether an error is of types, units, kinds and fields, which parameters without
// a type have from the call.
func dependsOnCall(code string) bool {
	return strings.HasPrefix(code, "E03") || strings.HasPrefix(code, "E04")
}

// calls are those that led to the text being checked, the innermost first, as far as parameters without
// a type have their types from them.
func (c *checker) calls() (related []diag.Related) {
	for i := len(c.frames) - 1; i >= 0; i-- {
		f := c.frames[i]
		d, ok := f.decl.(*ast.FnDecl)
		if !ok || !f.at.IsValid() || !slices.ContainsFunc(d.Params, func(p *ast.Param) bool { return p.Type == nil }) {
			break
		}
		related = append(related, diag.Related{Span: f.at, Message: "in this call of `" + f.fn.Name + "`"})
	}
	return related
}

// lost notes that part of the text could not be understood and is left out of the
// program. It gives no statements, so that a statement can be left out with it.
func (c *checker) lost(span diag.Span) []Stmt {
	if c.left == nil {
		c.left = &span
	}
	if len(c.frames) > 0 {
		c.frame().sum.lacks = true
	}
	return nil
}

// net reports text that is left out of the program where no error was told: whatever the
// reason, a program must not compile without one of its statements.
func (c *checker) net() {
	if c.left != nil && !c.diags.HasErrors() && !c.unread {
		c.errorf(*c.left, "E0001", "the compiler has a defect: this could not be understood, and no error says why").Hint =
			"please report it with the program text"
	}
}

// tooMany says, behind the errors that are shown, how many are not.
func (c *checker) tooMany() {
	if more := len(c.errors) - maxErrors; more > 0 {
		all := c.diags.All()
		c.diags.Errorf(all[len(all)-1].Span, "E0230", "too many errors; not shown: %d more", more)
	}
}

func (c *checker) warnf(span diag.Span, code, format string, args ...any) *diag.Diagnostic {
	if c.muted > 0 {
		return &diag.Diagnostic{}
	}
	return c.diags.Warnf(span, code, format, args...)
}

// imported gives the module of a `use`, reading it at its first use; nil if it
// cannot be had, which has been reported then.
func (c *checker) imported(name *ast.Ident) *module {
	for i, l := range c.loading {
		if l == name.Name {
			c.errorf(name.Pos(), "E0212", "modules use one another in a circle: %s", cycleText(append(c.loading[i:len(c.loading):len(c.loading)], l)))
			return nil
		}
	}
	if m, ok := c.modules[name.Name]; ok {
		return m
	}
	c.modules[name.Name] = nil
	if c.imp == nil {
		c.errorf(name.Pos(), "E0211", "there is no module `%s`", name.Name)
		return nil
	}
	file, err := c.imp(name.Name)
	switch {
	case errors.Is(err, ErrReported):
		c.unread = true
		return nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		c.errorf(name.Pos(), "E0211", "module `%s` cannot be used: %v", name.Name, err)
		return nil
	case err != nil || file == nil:
		c.noModule(name, err)
		return nil
	case c.isAlgorithm(name, file):
		return nil
	}
	c.info.Files[name.Name] = file
	c.loading = append(c.loading, name.Name)
	m := c.collect(file, name.Name)
	c.cycles(m)
	c.declare(m)
	c.loading = c.loading[:len(c.loading)-1]
	c.modules[name.Name] = m
	if m.decl != nil && m.decl.Name.Name != name.Name {
		d := c.errorf(name.Pos(), "E0211", "the file of module `%s` says that it is module `%s`", name.Name, m.decl.Name.Name)
		d.Related = []diag.Related{{Span: m.decl.Name.Pos(), Message: "here"}}
		d.Hint = "a module has the name of its file: write `module " + name.Name + "` there, or rename the file"
	}
	return m
}

// isAlgorithm reports a `use` of a file that is no module. Nothing in it is looked at: what it
// lacks as a module is not what is wrong.
func (c *checker) isAlgorithm(name *ast.Ident, file *ast.File) bool {
	for _, decl := range file.Decls {
		if _, ok := decl.(*ast.ModuleDecl); ok {
			return false
		}
		if a, ok := decl.(*ast.AlgorithmDecl); ok {
			d := c.errorf(name.Pos(), "E0201", "`%s` is an algorithm; only a module can be used by another file", name.Name)
			d.Related = []diag.Related{{Span: a.Pos(), Message: "declared here"}}
			d.Hint = "copy what you need of it, or put what both need into a file of its own that begins with `module`"
			return true
		}
	}
	return false
}

// NoModule is the error of an Importer that has no such module and knows what there is.
type NoModule struct {
	Name  string
	Known []string // names of modules that there are
}

// Error says that there is no such module.
func (e *NoModule) Error() string { return "there is no module " + e.Name }

// Unwrap returns fs.ErrNotExist.
func (e *NoModule) Unwrap() error { return fs.ErrNotExist }

// noModule reports a `use` of what is not there.
func (c *checker) noModule(name *ast.Ident, err error) {
	d := c.errorf(name.Pos(), "E0211", "there is no module `%s`", name.Name)
	var known *NoModule
	if errors.As(err, &known) {
		d.Hint = c.nearHint(name.Name, known.Known)
	}
	if d.Hint == "" {
		d.Hint = "a module is the file `" + name.Name + ".cc` beside the program, or one of the standard library's (`ccc doc` lists them)"
	}
}

// callbacks checks every callback with all that it calls.
func (c *checker) callbacks() {
	for _, d := range c.main.callbacks {
		c.callback(d)
	}
	c.required()
}

// finish puts the lists of the program in the order of the source.
func (c *checker) finish() {
	sort.SliceStable(c.prog.Needs, func(i, j int) bool { return before(c.prog.Needs[i].Span, c.prog.Needs[j].Span) })
}

// before orders spans by file and position.
func before(a, b diag.Span) bool {
	if a.Source != b.Source {
		return a.Source != nil && b.Source != nil && a.Source.Name < b.Source.Name
	}
	return a.Start < b.Start
}
