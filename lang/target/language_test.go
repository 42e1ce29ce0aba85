package target_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
)

// compile compiles an algorithm with the given body besides the callbacks that
// every one must have.
func compile(t *testing.T, body string) *lang.Unit {
	t.Helper()
	src := "algorithm table\n\n" + body
	for name, text := range map[string]string{"ssthresh": "ssthresh(sk) = 2", "undo_cwnd": "undo_cwnd(sk) = sk.snd_cwnd", "cong_avoid": "cong_avoid(sk) {\n}"} {
		if !strings.Contains("\n"+body, "\n"+name+"(") {
			src += "\n" + text + "\n"
		}
	}
	u := lang.Compile("table.cc", []byte(src), lang.Options{})
	for _, d := range u.Diags.All() {
		if d.Severity == diag.Error {
			t.Errorf("%s: %s\n%s", d.Code, d.Message, body)
		}
	}
	return u
}

// use is a statement that reads a field and depends on its value.
func use(f *target.Field) string {
	name := f.Object.Name() + "." + f.Name
	switch f.Kind {
	case target.Truth:
		return fmt.Sprintf("    if %s { ca.n += 1 }\n", name)
	case target.Seq:
		return fmt.Sprintf("    if %s < sk.snd_una { ca.n += 2 }\n", name)
	case target.Stamp:
		return fmt.Sprintf("    if %s == never { ca.n += 3 }\n", name)
	case target.EnumValue:
		first := target.LookupEnum(f.Enum).Values[0].Name
		if target.LookupEnum(f.Enum).Flags {
			return fmt.Sprintf("    if %s & %s != 0 { ca.n += 4 }\n", name, first)
		}
		return fmt.Sprintf("    if %s == %s { ca.n += 4 }\n", name, first)
	}
	return fmt.Sprintf("    if %s > 0 { ca.n += 5 }\n", name)
}

// TestEveryFieldCompiles reads every field, and writes every writable one, in the
// language: the table promises no more than the compiler keeps.
func TestEveryFieldCompiles(t *testing.T) {
	const state = "state { n: u32 }\n\n"
	for obj, head := range map[target.Object]string{
		target.Sock: "cong_avoid(sk, ack, acked)", target.RateSample: "cong_control(sk, rs)", target.AckSample: "pkts_acked(sk, sample)",
	} {
		all := state + head + " {\n"
		for _, f := range target.Fields(obj) {
			all += use(f)
		}
		verify(t, compile(t, all+"}\n"))
	}
	for _, f := range target.Fields(target.Sock) {
		if !f.Writable {
			continue
		}
		verify(t, compile(t, fmt.Sprintf("cong_avoid(sk, ack, acked) {\n    sk.%s = sk.%s\n}\n", f.Name, f.Name)))
	}
}

func TestEveryCallbackCompiles(t *testing.T) {
	for _, c := range target.Callbacks() {
		body := " {\n}\n"
		if c.Result != nil {
			body = " = 3\n"
		}
		verify(t, compile(t, c.Signature()+body))
		if c.Hint != "" {
			compile(t, c.Hint+"\n")
		}
		for _, alt := range c.Alt {
			var names []string
			for _, i := range alt {
				names = append(names, c.Params[i].Name)
			}
			compile(t, c.Name+"("+strings.Join(names, ", ")+")"+body)
		}
	}
}

// TestEveryEnumCompiles compares with every value of every enum that a field or an
// argument has.
func TestEveryEnumCompiles(t *testing.T) {
	compareAll := func(enum, value string) string {
		var b strings.Builder
		for _, m := range target.LookupEnum(enum).Values {
			if target.LookupEnum(enum).Flags {
				fmt.Fprintf(&b, "    if %s & %s != 0 { ca.n += 1 }\n", value, m.Name)
			} else {
				fmt.Fprintf(&b, "    if %s == %s { ca.n += 1 }\n", value, m.Name)
			}
		}
		return b.String()
	}
	const state = "state { n: u32 }\n\n"
	for _, f := range target.Fields(target.Sock) {
		if f.Kind == target.EnumValue {
			compile(t, state+"cong_avoid(sk) {\n"+compareAll(f.Enum, "sk."+f.Name)+"}\n")
		}
	}
	for _, c := range target.Callbacks() {
		for _, p := range c.Params {
			if p.Kind == target.EnumValue {
				compile(t, state+c.Signature()+" {\n"+compareAll(p.Enum, p.Name)+"}\n")
			}
		}
	}
}

// TestEveryKfuncCompiles declares and calls every kernel function, from a callback
// that has the arguments it wants.
func TestEveryKfuncCompiles(t *testing.T) {
	for _, f := range target.Funcs() {
		if !f.Kfunc {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			where, args := "cong_avoid(sk, ack, acked)", map[string]string{"sk": "sk", "ack": "ack", "acked": "acked", "w": "sk.snd_cwnd"}
			for _, p := range f.Params {
				switch p.Name {
				case "event":
					where = "cwnd_event(sk, event)"
				case "new_state":
					where = "set_state(sk, new_state)"
				case "flags":
					where = "in_ack_event(sk, flags)"
				case "sample":
					where = "pkts_acked(sk, sample)"
				case "rs":
					where = "cong_control(sk, ack, flag, rs)"
				}
			}
			var params []string
			for _, p := range f.Params {
				name := args[p.Name]
				if name == "" {
					name = p.Name
				}
				params = append(params, name)
			}
			call := f.Name + "(" + strings.Join(params, ", ") + ")"
			result := ""
			if f.Result != nil {
				call, result = "ca.n = "+call, ": u32"
				if f.Result.Unit == target.Pkts {
					result = ": pkts"
				}
			}
			u := compile(t, "state { n: u32 }\n\nextern fn "+f.Signature()+result+"\n\n"+where+" {\n    "+call+"\n}\n")
			verify(t, u)
		})
	}
}

// TestUnitsCompile writes every unit.
func TestUnitsCompile(t *testing.T) {
	for _, u := range target.Units() {
		body := fmt.Sprintf("const X = 3 %s\n\nstate { x: u64 %s }\n\ncong_avoid(sk) {\n    ca.x = X\n}\n", u.Name, u.Name)
		if u.Name == "ns" || u.Name == "bit" {
			body = fmt.Sprintf("const X = 3 %s\n\ncong_avoid(sk) {\n    if X > 0 { sk.snd_cwnd = 3 }\n}\n", u.Name)
		}
		compile(t, body)
	}
}
