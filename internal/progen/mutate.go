package progen

import (
	"math/rand/v2"
	"regexp"
	"strings"

	"github.com/ccc-lang/ccc/lang/target"
)

// Mutate changes a program in a few places: numbers, operators, kernel fields,
// conditions, lines doubled, left out or exchanged. Much of what it gives does not
// compile.
func Mutate(r *rand.Rand, source string) string {
	g := &gen{r: r}
	for range 1 + r.IntN(4) {
		source = pick(g, mutations...)(g, source)
	}
	return source
}

var mutations = []func(g *gen, source string) string{
	func(g *gen, s string) string { return g.replaceOne(s, numberText, otherNumber) },
	func(g *gen, s string) string { return g.replaceOne(s, operatorText, otherOperator) },
	func(g *gen, s string) string { return g.replaceOne(s, fieldText, otherField) },
	func(g *gen, s string) string { return g.replaceOne(s, conditionText, otherCondition) },
	func(g *gen, s string) string { return g.replaceOne(s, operatorText, otherOperator) },
	moveLines,
}

var (
	numberText    = regexp.MustCompile(`\b\d+(\.\d+)?`)
	operatorText  = regexp.MustCompile(` (\+|-|\*|/|<|<=|>|>=|==|!=|&&|\|\|) `)
	fieldText     = regexp.MustCompile(`\bsk\.\w+`)
	conditionText = regexp.MustCompile(`\bif [^{\n]+ \{`)
)

// replaceOne replaces one match of re in the program's body.
func (g *gen) replaceOne(source string, re *regexp.Regexp, by func(g *gen, text string) string) string {
	all := re.FindAllStringIndex(source, -1)
	if len(all) == 0 {
		return source
	}
	at := pick(g, all...)
	return source[:at[0]] + by(g, source[at[0]:at[1]]) + source[at[1]:]
}

func otherNumber(g *gen, _ string) string {
	return pick(g, "0", "1", "2", "3", "7", "100", "65535", "1000000", "4294967295", "0.5", "1.25", "0.001")
}

func otherOperator(g *gen, text string) string {
	for _, group := range [][]string{{"+", "-", "*", "/"}, {"<", "<=", ">", ">=", "==", "!="}, {"&&", "||"}} {
		for _, op := range group {
			if strings.TrimSpace(text) == op {
				return " " + pick(g, group...) + " "
			}
		}
	}
	return text
}

// otherField names another field of the same kind and unit.
func otherField(g *gen, text string) string {
	f := target.Lookup(target.Sock, strings.TrimPrefix(text, "sk."))
	if f == nil {
		return text
	}
	want, _ := fieldType(f)
	var list []string
	for _, other := range target.Fields(target.Sock) {
		if t, ok := fieldType(other); ok && t == want && other.Writable == f.Writable {
			list = append(list, "sk."+other.Name)
		}
	}
	return pick(g, list...)
}

func otherCondition(g *gen, text string) string {
	cond := strings.TrimSuffix(strings.TrimPrefix(text, "if "), " {")
	return "if " + pick(g, "!("+cond+")", "("+cond+") && sk.snd_cwnd > 3", "("+cond+") || sk.is_cwnd_limited") + " {"
}

// moveLines doubles, leaves out or exchanges lines inside callbacks and functions.
func moveLines(g *gen, source string) string {
	lines := strings.Split(source, "\n")
	var simple []int
	for i, l := range lines {
		if strings.HasPrefix(l, "    ") && !strings.ContainsAny(l, "{}") && strings.Contains(l, "=") {
			simple = append(simple, i)
		}
	}
	if len(simple) < 2 {
		return source
	}
	i, j := pick(g, simple...), pick(g, simple...)
	switch g.r.IntN(3) {
	case 0:
		lines[i] += "\n" + lines[j]
	case 1:
		lines[i] = ""
	default:
		lines[i], lines[j] = lines[j], lines[i]
	}
	return strings.Join(lines, "\n")
}
