package progen_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	goast "go/ast"

	"github.com/ccc-lang/ccc/internal/progen"
	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/ast"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// constructs is which constructs of the language programs have, each with the
// name of a program that has it.
type constructs map[string]string

// add notes the constructs of a program; one that does not compile has none.
func (c constructs) add(name, source string) bool {
	u := lang.Compile(name, []byte(source), lang.Options{})
	if u.Failed() {
		return false
	}
	note := func(what string) {
		if c[what] == "" {
			c[what] = name
		}
	}
	if len(u.IR.Shared) > 0 {
		note("function in the object")
	}
	for _, d := range u.File.Decls {
		if use, ok := d.(*ast.UseDecl); ok {
			note("use " + use.Name.Name)
		}
	}
	ast.Walk(u.File, func(n ast.Node) bool {
		syntax(n, note)
		return true
	})
	meaning(reflect.ValueOf(u.Info.Program), map[uintptr]bool{}, note)
	for _, use := range u.Info.Uses {
		if v, ok := use.(*types.EnumValue); ok && kernelValues[v.Name] {
			note("value " + v.Name)
		}
	}
	return true
}

// syntax notes a node's kind, and what stands in each of its parts.
func syntax(n ast.Node, note func(string)) {
	v := reflect.ValueOf(n)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return
	}
	v = v.Elem()
	kind := v.Type().Name()
	note(kind)
	for i := range v.NumField() {
		f, name := v.Field(i), kind+"."+v.Type().Field(i).Name
		switch {
		case name == "Selector.X" || f.Type() == reflect.TypeFor[ast.Doc]():
		case f.Kind() == reflect.Interface && !f.IsNil():
			note(name + " = " + f.Elem().Type().Elem().Name())
		case f.Kind() == reflect.Interface || f.Kind() == reflect.Pointer && f.Type().Elem().PkgPath() == reflect.TypeFor[ast.File]().PkgPath():
			note(fmt.Sprintf("%s given: %v", name, !f.IsNil()))
		case strings.HasSuffix(name, ".Op"):
			note(name + " " + f.String())
		}
	}
	switch n := n.(type) {
	case *ast.UnitExpr:
		for _, f := range n.Factors {
			note("unit " + f.Name.Name)
			note(fmt.Sprintf("unit divides: %v", f.Divide))
		}
	case *ast.TypeExpr:
		for _, id := range []*ast.Ident{n.Int, n.Name} {
			if id != nil && target.LookupEnum(id.Name) == nil && basic.MatchString(id.Name) {
				note("type " + id.Name)
			}
		}
	case *ast.CallbackDecl:
		note(fmt.Sprintf("callback %s with %d parameters", n.Name.Name, len(n.Params)))
	case *ast.AlgorithmDecl:
		if len(n.Name.Name) == 15 {
			note("algorithm's name of 15 characters")
		}
		for _, f := range n.Flags {
			note("with " + f.Name)
		}
	case *ast.Ident:
		if slices.Contains(types.Constants(), n.Name) {
			note("name " + n.Name)
		}
	case *ast.Call:
		if s, ok := n.Fun.(*ast.Selector); ok {
			note("call " + s.X.(*ast.Ident).Name + "." + s.Name.Name)
		}
	}
}

// basic are the types that every program has.
var basic = regexp.MustCompile(`^([ui](8|16|32|64)|` + strings.Join(types.KindTypes(), "|") + `)$`)

// meaning notes what the checker made of the program: operators by the kinds of
// their operands, places by their shape, calls by what is called.
func meaning(v reflect.Value, seen map[uintptr]bool, note func(string)) {
	switch v.Kind() {
	case reflect.Interface:
		meaning(v.Elem(), seen, note)
	case reflect.Slice:
		for i := range v.Len() {
			meaning(v.Index(i), seen, note)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			meaning(v.Field(i), seen, note)
		}
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] || v.Type().Elem().PkgPath() != reflect.TypeFor[types.Program]().PkgPath() {
			return
		}
		seen[v.Pointer()] = true
		describe(v.Interface(), note)
		meaning(v.Elem(), seen, note)
	}
}

func describe(n any, note func(string)) {
	kind := func(x types.Expr) string { return kindNames[x.Type().Kind] }
	switch n := n.(type) {
	case *types.Binary:
		note(fmt.Sprintf("%s %s %s", kind(n.X), n.Op, kind(n.Y)))
	case *types.Compare:
		note(fmt.Sprintf("%s %s %s", kind(n.X), n.Op, kind(n.Y)))
	case *types.Builtin:
		note(fmt.Sprintf("%s of %s", n.Name, kind(n.Args[0])))
	case *types.Cond:
		note("if gives " + kind(n))
	case *types.KernelCall:
		note("call " + n.Func.Name)
	case *types.Load:
		place("load", n.Place, note)
	case *types.Store:
		place("store", n.Place, note)
	case *types.Reset:
		place("reset", n.Place, note)
	case types.Arg:
		if n.Ref != nil {
			place("reference to", n.Ref, note)
		}
	case *types.StructField:
		if n.Initial != nil || n.Elems != nil {
			note(fmt.Sprintf("initial value of %s, a list %v, indexed %v", kindNames[n.Type.Kind], n.Elems != nil, n.Indexed))
		}
	case *types.Const:
		if n.Unlimited {
			note("unlimited")
		}
	}
}

var kindNames = [...]string{"void", "bool", "number", "seq", "stamp", "counter", "enum", "struct", "array", "object"}

func place(what string, p *types.Place, note func(string)) {
	root := "local"
	switch {
	case p.Field != nil:
		note(what + " " + p.Field.Object.Name() + "." + p.Field.Name)
		return
	case p.State:
		root = "ca"
	case p.Param != nil:
		root = "param"
	case p.Table != nil:
		root = "table"
	case p.Sym.Kind == types.RefSym:
		root = "reference"
	}
	for _, e := range p.Path {
		switch {
		case e.Field != nil:
			root += ".field"
		case e.Index != nil:
			root += "[run-time]"
		default:
			root += "[constant]"
		}
	}
	note(what + " " + root)
	if t := p.Type; t != nil && t.Kind == types.Num {
		note(fmt.Sprintf("%s number of %d bits, signed %v, with fraction %v, with range %v", what, t.Width, t.Signed, t.Frac > 0, t.Lo != nil))
	} else if t != nil {
		note(what + " " + kindNames[t.Kind])
	}
}

// generated returns the constructs of n random programs.
func generated(t *testing.T, n int) constructs {
	c := constructs{}
	compiled := 0
	for seed := range uint64(n) {
		p := progen.New(rand.New(rand.NewPCG(seed, 7)), progen.Options{Size: 3 + int(seed%3)*4})
		if c.add(fmt.Sprintf("seed %d", seed), p.String()) {
			compiled++
		}
	}
	if compiled < n*3/4 {
		t.Errorf("only %d of %d programs compile", compiled, n)
	}
	return c
}

// The generator must make whatever the tables of the language and of the kernel
// hold, and whatever any program of the library and any meaning in the table of
// meanings uses. A new row, node, operator, module function or form that it does
// not make fails here.
func TestGeneratorMakesEverything(t *testing.T) {
	have := generated(t, 2000)
	want := constructs{}
	fromTables(want)
	fromSyntax(t, want)
	fromLibrary(t, want)
	fromMeanings(t, want)
	var missing []string
	for what, where := range want {
		if have[what] == "" && !excepted(what) {
			missing = append(missing, what+" ("+where+")")
		}
	}
	slices.Sort(missing)
	for _, m := range missing {
		t.Errorf("the generator never makes: %s", m)
	}
}

// kernelValues are the values of the kernel's enums.
var kernelValues = func() map[string]bool {
	all := map[string]bool{}
	for _, e := range target.Enums() {
		for _, v := range e.Values {
			all[v.Name] = true
		}
	}
	return all
}()

// exceptions are constructs that random programs cannot have, and why.
var exceptions = map[string]string{
	`^call (bbr|dctcp|cubictcp)_`:             "not every kernel has them, and no other execution knows what they do; internal/vmtest calls those that a kernel has",
	`^(ModuleDecl|Bad\w+|File|Comment|Doc)\b`: "an algorithm has no module declaration; the others are no constructs",
}

func excepted(what string) bool {
	for pattern := range exceptions {
		if regexp.MustCompile(pattern).MatchString(what) {
			return true
		}
	}
	return false
}

// fromTables wants every row of the tables.
func fromTables(want constructs) {
	for _, o := range []target.Object{target.Sock, target.RateSample, target.AckSample} {
		for _, f := range target.Fields(o) {
			if f.Derived == "" {
				want["load "+o.Name()+"."+f.Name] = "table of fields"
			}
			if f.Writable {
				want["store "+o.Name()+"."+f.Name] = "table of fields"
			}
		}
	}
	for _, c := range target.Callbacks() {
		for n := c.MinPar; n <= len(c.Params); n++ {
			want[fmt.Sprintf("callback %s with %d parameters", c.Name, n)] = "table of callbacks"
		}
	}
	for _, e := range target.Enums() {
		for _, v := range e.Values {
			want["value "+v.Name] = "table of enums"
		}
	}
	want["algorithm's name of 15 characters"] = "the longest that the kernel takes"
	for _, u := range target.Units() {
		want["unit "+u.Name] = "table of units"
	}
	for _, f := range target.Funcs() {
		if f.Kfunc || f.Name == "send_ack" {
			want["call "+f.Name] = "table of functions"
		}
	}
	for _, name := range types.Constants() {
		want["name "+name] = "names"
	}
	for _, name := range types.AlgorithmFlags() {
		want["with "+name] = "names"
	}
	for _, name := range append(types.KindTypes(), "u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64") {
		want["type "+name] = "names"
	}
}

// fromSyntax wants every node of the tree.
func fromSyntax(t *testing.T, want constructs) {
	f, err := parser.ParseFile(token.NewFileSet(), "../../lang/ast/ast.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	goast.Inspect(f, func(n goast.Node) bool {
		if s, ok := n.(*goast.TypeSpec); ok && goast.IsExported(s.Name.Name) {
			if st, ok := s.Type.(*goast.StructType); ok && len(st.Fields.List) > 0 && len(st.Fields.List[0].Names) == 0 {
				want[s.Name.Name] = "nodes of the tree"
			}
		}
		return true
	})
}

var (
	isAlgorithm = regexp.MustCompile(`(?m)^algorithm `)
	publicFn    = regexp.MustCompile(`(?m)^fn (\w+)\(`)
)

// fromLibrary wants what the library's algorithms use, and every function of its modules.
func fromLibrary(t *testing.T, want constructs) {
	for _, path := range std.Names() {
		text, err := std.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		if isAlgorithm.Match(text) {
			if !want.add(path, string(text)) {
				t.Errorf("%s does not compile", path)
			}
			continue
		}
		module := strings.TrimSuffix(filepath.Base(path), ".cc")
		want["use "+module] = path
		for _, m := range publicFn.FindAllStringSubmatch(string(text), -1) {
			want["call "+module+"."+m[1]] = path
		}
	}
}

// fromMeanings wants what the table of meanings uses.
func fromMeanings(t *testing.T, want constructs) {
	files, err := filepath.Glob("../../testdata/semantics/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split("\n"+string(text), "\n== ")[1:] {
			_, source, _ := strings.Cut(part, "\n")
			source, _, _ = strings.Cut(source, "\n> ")
			want.add(filepath.Base(file), complete(source))
		}
	}
}

var evalLine = regexp.MustCompile(`(?m)^eval(?:\((\w+)\))? (.*?) = (.*)$`)

// complete writes out `eval`, see testdata/semantics/README.md, and adds what every algorithm must have.
func complete(source string) string {
	if m := evalLine.FindStringSubmatch(source); m != nil {
		if m[1] == "" {
			m[1] = "init"
		}
		source = evalLine.ReplaceAllLiteralString(source, fmt.Sprintf("state { out: %s }\n%s { ca.out = %s }", m[2], target.LookupCallback(m[1]).Signature(), m[3]))
	}
	if !isAlgorithm.MatchString(source) {
		source = "algorithm test\n" + source
	}
	for _, needed := range []string{"ssthresh(sk) = 2", "undo_cwnd(sk) = sk.snd_cwnd", "cong_avoid(sk, ack, acked) {}"} {
		name, _, _ := strings.Cut(needed, "(")
		if !strings.Contains(source, "\n"+name+"(") && !(name == "cong_avoid" && strings.Contains(source, "\ncong_control(")) {
			source += "\n" + needed + "\n"
		}
	}
	return source
}
