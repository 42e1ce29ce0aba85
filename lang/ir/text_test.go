package ir

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/lang/types"
)

// The members, parameters and functions that textual IR in tests can name.
var (
	testFields = map[string]*target.Field{}
	testFuncs  = map[string]*target.Func{
		"jiffies":  {Name: "jiffies", Effect: target.Reads},
		"send_ack": {Name: "send_ack", Effect: target.WritesSock},
		"square":   {Name: "square", Effect: target.Pure},
	}
	testParam = &types.LoadParam{Symbol: "beta", Den: 1}
	testTable = &types.Table{Symbol: "steps", Den: 1, Values: rats(3, 5, 8, 13)}
)

func init() {
	for _, f := range []*target.Field{
		{Name: "cwnd", Path: "snd_cwnd", Type: target.U32},
		{Name: "ssthresh", Path: "snd_ssthresh", Type: target.U32},
		{Name: "rate", Path: "sk_pacing_rate", Type: target.U64},
		{Name: "rtt", Path: "rtt_us", Type: target.S32},
		{Name: "state", Path: "ca_state", Type: target.U8, Bits: 5},
		{Name: "flag", Path: "ecn_flags", Type: target.U8, Mask: 4},
		{Name: "flags", Path: "ecn_flags", Type: target.U8},
	} {
		testFields[f.Name] = f
	}
}

// parseFunc reads what Func.String writes: it lets tests say what goes into a
// pass and what comes out as text. Names in the text need not be in order.
func parseFunc(t testing.TB, text string) *Func {
	t.Helper()
	p := &textParser{vals: map[string]*Value{}, blocks: map[string]*Block{}, f: &Func{}}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	p.f.Name = strings.TrimPrefix(lines[0], "func ")
	// Blocks and results first, for forward references.
	for _, l := range lines[1:] {
		if strings.HasPrefix(l, "b") {
			p.header(l)
		}
	}
	var at *Block
	for i, l := range lines[1:] {
		if strings.HasPrefix(l, "b") {
			at = p.blocks[l[:strings.IndexAny(l, "(:")]]
			continue
		}
		if err := p.line(at, strings.TrimSpace(l)); err != nil {
			t.Fatalf("line %d %q: %v", i+2, l, err)
		}
	}
	p.f.values, p.f.blocks = p.maxValue+1, p.maxBlock+1
	p.f.Connect()
	if err := Verify(p.f); err != nil {
		t.Fatal(err)
	}
	return p.f
}

type textParser struct {
	f                  *Func
	vals               map[string]*Value
	blocks             map[string]*Block
	maxValue, maxBlock int
}

func (p *textParser) value(name string) *Value {
	name = strings.TrimSpace(name)
	if v := p.vals[name]; v != nil {
		return v
	}
	id, err := strconv.Atoi(strings.TrimPrefix(name, "v"))
	if err != nil {
		panic("bad value name " + name)
	}
	v := &Value{ID: id}
	p.vals[name] = v
	p.maxValue = max(p.maxValue, id)
	return v
}

func (p *textParser) values(list string) []*Value {
	var vs []*Value
	for _, n := range strings.Split(list, ",") {
		if strings.TrimSpace(n) != "" {
			vs = append(vs, p.value(n))
		}
	}
	return vs
}

func (p *textParser) header(l string) {
	name, rest, _ := strings.Cut(l, ":")
	name, params, _ := strings.Cut(strings.TrimSuffix(name, ")"), "(")
	id, _ := strconv.Atoi(name[1:])
	b := &Block{ID: id}
	p.maxBlock = max(p.maxBlock, id)
	p.blocks[name] = b
	p.f.Blocks = append(p.f.Blocks, b)
	for _, v := range p.values(params) {
		v.Block = b
		b.Params = append(b.Params, v)
	}
	fmt.Sscanf(strings.TrimSpace(rest), "loop %d", &b.LoopMax)
}

func (p *textParser) line(b *Block, l string) error {
	l, keep := strings.CutSuffix(l, " keep")
	switch word, rest, _ := strings.Cut(l, " "); word {
	case "jump":
		b.Term = Term{Op: Jump, Succs: []Edge{p.edge(rest)}}
	case "branch":
		cond, rest, _ := strings.Cut(rest, ",")
		cut := strings.Index(rest, ", b")
		b.Term = Term{Op: Branch, Cond: p.value(cond), Succs: []Edge{p.edge(rest[:cut]), p.edge(rest[cut+2:])}, Keep: keep}
	case "return":
		b.Term = Term{Op: Return}
		if rest != "" {
			b.Term.Result = p.value(rest)
		}
	default:
		return p.inst(b, l, keep)
	}
	return nil
}

func (p *textParser) edge(s string) Edge {
	name, args, _ := strings.Cut(strings.TrimSuffix(strings.TrimSpace(s), ")"), "(")
	return Edge{Block: p.blocks[name], Args: p.values(args)}
}

func (p *textParser) inst(b *Block, l string, keep bool) error {
	var v *Value
	if result, rest, ok := strings.Cut(l, " = "); ok {
		v, l = p.value(result), rest
	} else {
		p.maxValue++ // a store has an ID of its own; keep clear of names in the text
		v = &Value{ID: 10000 + len(b.Insts) + 100*b.ID}
		p.maxValue = max(p.maxValue, v.ID)
	}
	name, rest, _ := strings.Cut(l, " ")
	for o := range opCount {
		if ops[o].name == name {
			v.Op = o
		}
	}
	if v.Op == Invalid {
		return fmt.Errorf("no operation %q", name)
	}
	v.Keep = keep
	rest, err := p.aux(v, rest)
	v.Args = p.values(rest)
	b.Append(v)
	return err
}

func (p *textParser) aux(v *Value, rest string) (string, error) {
	if v.Op == Const {
		n, err := strconv.ParseInt(rest, 10, 64)
		v.Imm = n
		return "", err
	}
	if ops[v.Op].aux == noAux {
		return rest, nil
	}
	word, rest, _ := strings.Cut(rest, " ")
	a := &Aux{}
	v.Aux = a
	switch ops[v.Op].aux {
	case auxParam:
		a.Param, _ = strconv.Atoi(word)
	case auxField:
		a.Field = testFields[strings.TrimPrefix(word, "sk.")]
	case auxPriv, auxMem:
		var sign rune
		if _, err := fmt.Sscanf(word, "[%d:%c%d", &a.Off, &sign, &a.Size); err != nil {
			return "", err
		}
		a.Signed = sign == 's'
		if _, element, ok := strings.Cut(word, "*"); ok {
			if _, err := fmt.Sscanf(element, "%d<%d]", &a.Stride, &a.Len); err != nil {
				return "", err
			}
		}
	case auxLoad:
		a.LoadParam = testParam
	case auxTable:
		a.Table = testTable
	case auxName:
		a.Name = word
	case auxFunc:
		a.Func = testFuncs[word]
	}
	return rest, nil
}

func TestTextRoundTrip(t *testing.T) {
	const text = `func all
b0:
	v0 = ptr sk
	v1 = load_field sk.cwnd v0
	v2 = const -7
	v3 = load_priv [4:s2] v0
	v4 = storage v0
	v5 = load_param beta
	v6 = config CONFIG_HZ
	v7 = call jiffies
	v8 = add_sat v1, v2
	v9 = arg 1
	branch v4, b1, b2(v8)
b1:
	v10 = load_mem [8:u4*4<3] v4, v9
	store_mem [0:u8] v4, v10
	store_field sk.cwnd v0, v10
	store_priv [0:u8] v0, v10
	jump b2(v10)
b2(v11): loop 3
	v12 = lt v11, v5 keep
	branch v12, b2(v9), b3 keep
b3:
	return v11
`
	f := parseFunc(t, text)
	if got := f.String(); got != text {
		t.Errorf("printed:\n%s\nparsed from:\n%s", got, text)
	}
}

var noSpan diag.Span
