package vmtest

import (
	"fmt"
	"strings"

	"github.com/ccc-lang/ccc/internal/vmtest/job"
	"github.com/ccc-lang/ccc/lang/target"
)

// rows returns programs that use what lang/target promises: all fields of each
// object that every kernel has in one, what some kernels lack, and every store,
// in one each.
func rows() ([]*Program, error) {
	heads := map[target.Object]string{
		target.Sock: "cong_avoid(sk, ack, acked)", target.RateSample: "cong_control(sk, rs)", target.AckSample: "pkts_acked(sk, sample)",
	}
	var list []*Program
	for _, o := range []target.Object{target.Sock, target.RateSample, target.AckSample} {
		body := ""
		for _, f := range target.Fields(o) {
			if f.Since <= target.V(5, 6) && f.Until == 0 {
				body += "    " + use(f) + "\n"
			} else {
				list = append(list, row("read "+o.Name()+"."+f.Name, heads[o], "    "+use(f)+"\n"))
			}
		}
		list = append(list, row("read every "+o.Name()+" field", heads[o], body))
	}
	for _, f := range target.Fields(target.Sock) {
		if f.Writable {
			list = append(list, row("write sk."+f.Name, heads[target.Sock], "    "+change(f)+"\n"))
		}
	}
	for _, f := range target.Funcs() {
		// Those of bbr and dctcp are in modules, which the guests do not have; see TestKernelFunctions.
		if f.Kfunc && (strings.HasPrefix(f.Name, "tcp_") || strings.HasPrefix(f.Name, "cubictcp_")) {
			list = append(list, call(f))
		}
	}
	return list, nil
}

// row is an algorithm with those statements in a callback, given as its head.
func row(name, head, body string) *Program {
	source := "algorithm row\n\nstate { n: u32 }\n\nssthresh(sk) = 2\n\nundo_cwnd(sk) = sk.snd_cwnd\n\n" + head + " {\n" + body + "}\n"
	if !strings.HasPrefix(head, "cong_") {
		source += "\ncong_avoid(sk) {\n}\n"
	}
	return &Program{Name: name, Source: source, Kind: job.Verify}
}

// use is a statement that depends on a field.
func use(f *target.Field) string {
	name := f.Object.Name() + "." + f.Name
	switch f.Kind {
	case target.Truth:
		return fmt.Sprintf("if %s { ca.n += 1 }", name)
	case target.Seq:
		return fmt.Sprintf("if %s < sk.snd_una { ca.n += 2 }", name)
	case target.Stamp:
		return fmt.Sprintf("if %s == never { ca.n += 3 }", name)
	case target.EnumValue:
		first := target.LookupEnum(f.Enum).Values[0].Name
		if target.LookupEnum(f.Enum).Flags {
			return fmt.Sprintf("if %s & %s != 0 { ca.n += 4 }", name, first)
		}
		return fmt.Sprintf("if %s == %s { ca.n += 4 }", name, first)
	}
	return fmt.Sprintf("if %s > 0 { ca.n += 5 }", name)
}

// change is a statement that stores another value than a field has.
func change(f *target.Field) string {
	name := "sk." + f.Name
	switch f.Kind {
	case target.Truth:
		return fmt.Sprintf("%s = !%s", name, name)
	case target.Stamp:
		return name + " = sk.now"
	case target.Count:
		return name + " = sk.delivered"
	case target.EnumValue:
		values := target.LookupEnum(f.Enum).Values
		last := values[len(values)-1].Name
		if target.LookupEnum(f.Enum).Flags {
			return fmt.Sprintf("%s = %s | %s", name, name, last)
		}
		return fmt.Sprintf("if %s != %s { %s = %s }", name, last, name, last)
	}
	return fmt.Sprintf("%s = %s / 2", name, name)
}

// call is an algorithm that calls a function of the kernel, from a callback that
// has the arguments.
func call(f *target.Func) *Program {
	head := "cong_avoid(sk, ack, acked)"
	var params, args []string
	for _, p := range f.Params {
		params = append(params, p.Name)
		switch p.Name {
		case "sample":
			head = "pkts_acked(sk, sample)"
		case "event":
			head = "cwnd_event(sk, event)"
		case "new_state":
			head = "set_state(sk, new_state)"
		case "flags":
			head = "in_ack_event(sk, flags)"
		case "rs":
			head = "cong_control(sk, ack, flag, rs)"
		case "w":
			args = append(args, "sk.snd_cwnd")
			continue
		}
		args = append(args, p.Name)
	}
	declared := fmt.Sprintf("extern fn %s(%s)", f.Name, strings.Join(params, ", "))
	text := fmt.Sprintf("%s(%s)", f.Name, strings.Join(args, ", "))
	if f.Result != nil {
		declared += ": pkts"
		text = "let r = " + text + "\n    ca.n = r"
	}
	p := row("call "+f.Name, head, "    "+text+"\n")
	p.Source = strings.Replace(p.Source, "\n\n", "\n\n"+declared+"\n\n", 1)
	return p
}
