package target

import (
	"fmt"
	"io"
	"math/bits"
	"strings"
)

// WriteFields writes, as aligned text, the fields whose name or description
// contains pattern (all, if it is empty): one line each with name, type, range, since
// when it can be read and written, and meaning. The kernel's name with its prefix finds a
// field, too. The values of enums follow: those that match, and all of an enum that does or
// that a field is of. It returns how many lines there were.
func WriteFields(w io.Writer, pattern string) (int, error) {
	short := withoutPrefix(strings.TrimPrefix(pattern, Sock.Name()+"."))
	meant := func(text string) bool { return strings.Contains(strings.ToLower(text), strings.ToLower(pattern)) }
	var rows [][4]string
	shown := map[string]bool{}
	for _, f := range fields {
		name := f.Object.Name() + "." + f.Name
		found := strings.Contains(name, pattern) || meant(f.Doc)
		if !found && (f.Object != Sock || short == "" || !strings.Contains(f.Name, short)) {
			continue
		}
		text := f.Doc
		if a := f.Access(); a != "" {
			text += " (" + a + ")"
		}
		rows = append(rows, [4]string{name, f.TypeText(), f.RangeText(), text})
		shown[f.Enum] = true
	}
	for _, e := range enums {
		all := shown[e.Name] || meant(e.Name)
		for _, m := range e.Values {
			if all || meant(m.Name) || meant(m.Doc) {
				rows = append(rows, [4]string{m.Name, e.Name, "", m.Doc})
			}
		}
	}
	return len(rows), writeRows(w, rows)
}

// writeRows writes the rows as aligned text.
func writeRows(w io.Writer, rows [][4]string) error {
	var widths [3]int
	for _, row := range rows {
		for i := range widths {
			widths[i] = max(widths[i], len(row[i]))
		}
	}
	for _, r := range rows {
		if _, err := fmt.Fprintf(w, "%-*s  %-*s  %-*s  %s\n", widths[0], r[0], widths[1], r[1], widths[2], r[2], r[3]); err != nil {
			return err
		}
	}
	return nil
}

// withoutPrefix returns a kernel name without its prefix, "" if it has none.
func withoutPrefix(name string) string {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(name, p); ok {
			return rest
		}
	}
	return ""
}

// TypeText returns what the field is in the language: "pkts", "time", "seq", "CaState".
func (f *Field) TypeText() string { return typeText(f.Kind, f.Unit, f.Enum) }

// TypeText returns what the parameter is: "seq", "pkts", "connection".
func (p *Param) TypeText() string { return typeText(p.Kind, p.Unit, p.Enum) }

func typeText(k Kind, u Unit, enum string) string {
	switch k {
	case Truth:
		return "bool"
	case Seq:
		return "seq"
	case Stamp:
		return "stamp"
	case Count:
		return "count"
	case EnumValue:
		return enum
	case SockPtr:
		return "connection"
	case RatePtr:
		return "rate sample"
	case AckPtr:
		return "ACK sample"
	}
	switch {
	case u.Name == "":
		return "number"
	case u.Bytes == 0 && u.Seconds == 1:
		return "time"
	}
	return u.Name
}

// RangeText returns what is met in practice in a field that is a number, as it reads:
// "1..2^20", "0..2^27 us". "" if the type says it already.
func (f *Field) RangeText() string {
	if f.Kind != Num || f.Plausible == (Range{}) {
		return ""
	}
	scale := max(f.Scale, 1)
	text := roundText((f.Plausible.Lo+scale-1)/scale) + ".." + roundText(f.Plausible.Hi/scale)
	if f.TypeText() != f.Unit.Name && f.Unit.Seconds != 0 { // a time, which has no unit in the type
		text += " " + f.Unit.Name
	}
	return text
}

// roundText writes a number, a large one as the power of two that it is, or is just below.
func roundText(n int64) string {
	for _, p := range []int64{n, n + 1} {
		if p >= 1<<13 && p&(p-1) == 0 {
			return fmt.Sprintf("2^%d", bits.Len64(uint64(p))-1)
		}
	}
	return fmt.Sprint(n)
}

// Access returns in words what is special about using the field: since when it
// can be read and written, and that it may hold no sample. "" if it is always
// there, holds a value, and can only be read.
func (f *Field) Access() string {
	var words []string
	if f.Since != 0 {
		words = append(words, "from "+f.Since.String())
	}
	if f.Until != 0 {
		words = append(words, "before "+f.Until.String())
	}
	switch {
	case f.Writable && f.WriteSince != 0:
		words = append(words, "writable from "+f.WriteSince.String())
	case f.Writable:
		words = append(words, "writable")
	}
	if f.Writable {
		if b := f.Store.text(); b != "" {
			words = append(words, "holds "+b)
		}
	}
	if f.HasNone {
		words = append(words, "test it: `>= 0`")
	}
	if f.HasUnlimited {
		words = append(words, "may be `unlimited`")
	}
	return strings.Join(words, ", ")
}

// text returns the bounds as "1..snd_cwnd_clamp", or "" where they say nothing
// beyond the place's width.
func (b Bounds) text() string {
	lo, hi := b.LoField, b.HiField
	if lo == "" && b.Lo != 0 {
		lo = fmt.Sprint(b.Lo)
	}
	if hi == "" && b.Hi != 0 && b.Hi < 1<<31-1 {
		hi = fmt.Sprint(b.Hi)
	}
	switch {
	case lo == "" && hi == "":
		return ""
	case hi == "":
		return "at least " + lo
	case lo == "":
		lo = "0"
	}
	return lo + ".." + hi
}

// Signature returns the callback as a program begins it: "cong_avoid(sk, ack, acked)".
func (c *Callback) Signature() string {
	names := make([]string, len(c.Params))
	for i, p := range c.Params {
		names[i] = p.Name
	}
	return c.Name + "(" + strings.Join(names, ", ") + ")"
}

// Signature returns the function with its parameters: "tcp_slow_start(sk, acked)".
func (f *Func) Signature() string {
	names := make([]string, len(f.Params))
	for i, p := range f.Params {
		names[i] = p.Name
	}
	return f.Name + "(" + strings.Join(names, ", ") + ")"
}

// WriteReference writes the whole table as a page of Markdown: docs/fields.md.
func WriteReference(w io.Writer) error {
	p := &page{w: w}
	p.line("# What the kernel gives\n")
	p.line("<!-- Made by `go generate ./lang/target` from the tables there; a test fails when it is stale. -->\n")
	p.line("Every field, callback, enum and function that a program can use. `ccc fields PATTERN` searches the fields.")
	p.line("A type `time` reads with whatever scale the other side has; `count` is a kernel counter that wraps at 2^32;")
	p.line("`stamp` is a point in time. Stores are kept within what a field *holds*.")
	p.line("The range is what is met in practice, by which the compiler warns; code is right for all that a kernel can hold.")
	p.line("Where no kernel is named, every one that runs BPF congestion control (from 5.6 on) has the field.")
	for _, part := range []struct {
		obj   Object
		title string
	}{
		{Sock, "The connection: `sk.`"},
		{RateSample, "The rate sample of `cong_control`: `rs.`"},
		{AckSample, "The sample of `pkts_acked`: `sample.`"},
	} {
		p.line("\n## %s\n\n| field | type | range | meaning | access |\n|---|---|---|---|---|", part.title)
		for _, f := range Fields(part.obj) {
			doc := f.Doc
			if f.Derived != "" {
				doc += " `" + strings.ReplaceAll(f.Derived, "|", "\\|") + "`"
			}
			p.line("| `%s` | %s | %s | %s | %s |", f.Name, f.TypeText(), f.RangeText(), doc, f.Access())
		}
	}
	p.callbacks()
	p.enums()
	p.functions()
	return p.err
}

// page writes lines until one fails.
type page struct {
	w   io.Writer
	err error
}

func (p *page) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *page) callbacks() {
	p.line("\n## Callbacks\n\nTrailing parameters that are not used may be left out.")
	for _, c := range Callbacks() {
		p.line("\n### `%s`\n\n%s", c.Signature(), c.Doc)
		if c.Required {
			p.line("\nEvery algorithm must have it, for example:\n\n```cc top\n%s\n```", c.Hint)
		}
		p.line("")
		for i, q := range c.Params {
			if q.Kind != SockPtr {
				p.line("- `%s`, %s: %s%s", q.Name, typeText(q.Kind, q.Unit, q.Enum), q.Doc, c.paramSince(i))
			}
		}
		if r := c.Result; r != nil {
			p.line("- gives %s", r.Text())
		}
	}
}

// paramSince says from which kernel on a parameter is there, if not always.
func (c *Callback) paramSince(i int) string {
	for _, f := range c.AllForms() {
		if f.Slots[i] < 0 {
			return fmt.Sprintf(" (from %s)", f.Until)
		}
	}
	return ""
}

// Text says what the result is and what it is held within: "pkts, held within
// 1..snd_cwnd_clamp".
func (r *Result) Text() string {
	text := r.Bounds.text()
	if text == "" {
		text = "its width"
	}
	if r.HasUnlimited {
		text += ", or `unlimited`"
	}
	return typeText(r.Kind, r.Unit, "") + ", held within " + text
}

func (p *page) enums() {
	p.line("\n## Enums")
	for _, e := range Enums() {
		kind := ""
		if e.Flags {
			kind = " Values are bits: `flags & name != 0`."
		}
		p.line("\n### `%s`\n\n%s%s\n\n| name | value | meaning |\n|---|---|---|", e.Name, e.Doc, kind)
		for _, m := range e.Values {
			p.line("| `%s` | %d | %s |", m.Name, m.Value, m.Doc)
		}
	}
}

func (p *page) functions() {
	p.line("\n## Functions\n\n| function | meaning |\n|---|---|")
	for _, f := range Funcs() {
		if !f.Kfunc {
			p.line("| `%s` | %s |", f.Signature(), f.Doc)
		}
	}
	p.line("\n## Kernel functions\n")
	p.line("Declared with `extern fn`. Those that keep their own data in the socket's private bytes move the")
	p.line("algorithm's state elsewhere. Those of CUBIC, BBR and DCTCP are there only if the kernel has that algorithm.")
	p.line("\n| function | meaning | kernels | private bytes |\n|---|---|---|---|")
	for _, f := range Funcs() {
		if !f.Kfunc {
			continue
		}
		kernels, own := "from "+f.Since.String(), ""
		if f.Until != 0 {
			kernels += ", before " + f.Until.String()
		}
		if f.OwnsPrivate {
			own = "its own"
		}
		p.line("| `%s` | %s | %s | %s |", f.Signature(), f.Doc, kernels, own)
	}
}
