package diag

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// span returns the span of the text between the marks « and » of text, and the
// source without the marks.
func span(name, text string) Span {
	start := strings.Index(text, "«")
	text = strings.Replace(text, "«", "", 1)
	end := strings.Index(text, "»")
	return Span{Source: NewSource(name, []byte(strings.Replace(text, "»", "", 1))), Start: start, End: end}
}

var renderCases = []struct {
	name, text string // with the span between « and »
	hint, want string
}{
	{"a word", "ssthresh(sk) = «max»(2)\n", "", `
t.cc:1:16: error[E0999]: message
    1 | ssthresh(sk) = max(2)
      |                ^~~
1 error
`},
	{"hint", "a\nb = «c»\n", "write `d`", `
t.cc:2:5: error[E0999]: message
    2 | b = c
      |     ^
hint: write ` + "`d`" + `
1 error
`},
	{"tabs", "init(sk) {\n\tif\t«a\t+ b» {\n", "", `
t.cc:2:5: error[E0999]: message
    2 |     if  a   + b {
      |         ^~~~~~~
1 error
`},
	{"two-byte characters", "x = «größe» + 1 // ÷", "", `
t.cc:1:5: error[E0999]: message
    1 | x = größe + 1 // ÷
      |     ^~~~~
1 error
`},
	{"wide characters", "// 拥塞 «窗口» 控制", "", `
t.cc:1:7: error[E0999]: message
    1 | // 拥塞 窗口 控制
      |         ^~~~
1 error
`},
	{"combining characters", "// e\u0301e\u0301 «x»", "", `
t.cc:1:9: error[E0999]: message
    1 | // e` + "\u0301e\u0301" + ` x
      |       ^
1 error
`},
	{"a byte order mark", "\ufeffssthresh(sk) = «max»(2)\n", "", `
t.cc:1:16: error[E0999]: message
    1 | ssthresh(sk) = max(2)
      |                ^~~
1 error
`},
	{"nothing at the end of a line", "let x =«»\r\nlet y = 2\r\n", "", `
t.cc:1:8: error[E0999]: message
    1 | let x =
      |        ^
1 error
`},
	{"two lines", "x = «a +\n    b» + c\n", "", `
t.cc:1:5: error[E0999]: message
    1 | x = a +
      |     ^~~
    2 |     b + c
      |     ~
1 error
`},
	{"many lines", "init(sk) «{\n\ta = 1\n\tb = 2\n}»\n", "", `
t.cc:1:10: error[E0999]: message
    1 | init(sk) {
      |          ^
  ... |
    4 | }
      | ~
1 error
`},
	{"with the line's end", "x = «1\n»y = 2\n", "", `
t.cc:1:5: error[E0999]: message
    1 | x = 1
      |     ^
1 error
`},
	{"the end of the file", "init(sk) {\n«»", "", `
t.cc:2:1: error[E0999]: message
    2 |
      | ^
1 error
`},
	{"control characters", "// \x1b[31m «red\u200b»", "", `
t.cc:1:10: error[E0999]: message
    1 | // ` + "\ufffd" + `[31m red` + "\ufffd" + `
      |          ^~~~
1 error
`},
	{"a long line", "// " + strings.Repeat("x", 200) + "«here»" + strings.Repeat("y", 200), "", `
t.cc:1:204: error[E0999]: message
    1 | …` + strings.Repeat("x", 59) + `here` + strings.Repeat("y", 57) + `…
      |                                                             ^~~~
1 error
`},
	{"a long span", "«" + strings.Repeat("x", 300) + "»", "", `
t.cc:1:1: error[E0999]: message
    1 | ` + strings.Repeat("x", 121) + `…
      | ^` + strings.Repeat("~", 120) + `
1 error
`},
}

func TestRender(t *testing.T) {
	for _, c := range renderCases {
		t.Run(c.name, func(t *testing.T) {
			var list List
			list.Errorf(span("t.cc", c.text), "E0999", "message").Hint = c.hint
			var out strings.Builder
			if err := Render(&out, &list, Options{}); err != nil {
				t.Fatal(err)
			}
			if got, want := out.String(), strings.TrimPrefix(c.want, "\n"); got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

// mixed is a list with every severity, related places and no place.
func mixed() *List {
	var list List
	src := NewSource("dir/b.cc", []byte("one\ntwo\n"))
	list.Warnf(Span{src, 4, 7}, "W0101", "second")
	list.Errorf(Span{src, 0, 3}, "E0117", "first").Related = []Related{{Span{src, 4, 7}, "see here"}}
	list.Notef(Span{}, "N0100", "nowhere")
	list.Errorf(Span{src, 0, 3}, "E0117", "first")
	list.Errorf(Span{src, 5, 6}, "E0111", "third").Hint = "a <hint>"
	return &list
}

func TestRenderMixed(t *testing.T) {
	const want = `note[N0100]: nowhere
dir/b.cc:1:1: error[E0117]: first
    1 | one
      | ^~~
dir/b.cc:2:1: note: see here
    2 | two
      | ^~~
dir/b.cc:2:1: warning[W0101]: second
    2 | two
      | ^~~
dir/b.cc:2:2: error[E0111]: third
    2 | two
      |  ^
hint: a <hint>
2 errors, 1 warning, 1 note
`
	var out strings.Builder
	if err := Render(&out, mixed(), Options{}); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestRenderColor(t *testing.T) {
	var plain, color strings.Builder
	for out, opts := range map[*strings.Builder]Options{&plain: {}, &color: {Color: true}} {
		if err := Render(out, mixed(), opts); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(color.String(), "\x1b[1;31merror[E0117]\x1b[0m") || strings.Contains(plain.String(), "\x1b") {
		t.Errorf("the colours are wrong: %q", color.String())
	}
	var stripped strings.Builder
	for i, part := range strings.Split(color.String(), "\x1b[") {
		if i > 0 {
			_, part, _ = strings.Cut(part, "m")
		}
		stripped.WriteString(part)
	}
	if stripped.String() != plain.String() {
		t.Errorf("without its colours the text is\n%s", stripped.String())
	}
}

func TestRenderNothing(t *testing.T) {
	var out bytes.Buffer
	if err := Render(&out, &List{}, Options{Color: true}); err != nil || out.Len() > 0 {
		t.Errorf("no diagnostics give %q, %v", out.String(), err)
	}
	if err := RenderJSON(&out, &List{}); err != nil || out.String() != "[]\n" {
		t.Errorf("no diagnostics give %q, %v", out.String(), err)
	}
}

func TestRenderJSON(t *testing.T) {
	var out bytes.Buffer
	if err := RenderJSON(&out, mixed()); err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatalf("%v in %s", err, out.String())
	}
	if len(got) != 4 {
		t.Fatalf("%d diagnostics, want 4", len(got))
	}
	for _, d := range got {
		if d["code"] == "E0111" {
			if d["file"] != "dir/b.cc" || d["line"] != 2.0 || d["column"] != 2.0 || d["endColumn"] != 3.0 || d["hint"] != "a <hint>" || d["severity"] != "error" {
				t.Errorf("got %v", d)
			}
			if !strings.Contains(out.String(), "a <hint>") {
				t.Error("the hint is escaped")
			}
			return
		}
	}
	t.Errorf("no E0111 in %v", got)
}

func TestRenderSARIF(t *testing.T) {
	var out bytes.Buffer
	if err := RenderSARIF(&out, mixed()); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	dec := json.NewDecoder(&out)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if log.Version != "2.1.0" || len(run.Results) != 4 || len(run.Tool.Driver.Rules) < 2 || run.Tool.Driver.Rules[0].ID != "E0111" {
		t.Errorf("got %+v", log)
	}
	for _, r := range run.Results {
		if r.RuleID == "E0117" && (r.Level != "error" || r.Locations[0].Physical.Region != sarifRegion{1, 1, 1, 4} || r.Related[0].Message.Text != "see here") {
			t.Errorf("got %+v", r)
		}
		if r.RuleID == "N0100" && r.Locations != nil {
			t.Errorf("got %+v", r)
		}
	}
}

// TestCodesAreExplained: every code has a title and a story.
func TestCodesAreExplained(t *testing.T) {
	if len(Codes()) < 30 {
		t.Fatalf("only %d codes", len(Codes()))
	}
	for code, c := range Codes() {
		if c.Title == "" || len(strings.TrimSpace(c.Explain)) < 30 || strings.HasSuffix(c.Title, ".") {
			t.Errorf("%s is not explained: %q", code, c.Title)
		}
	}
}
