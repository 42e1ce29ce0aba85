package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/parser"
	"github.com/ccc-lang/ccc/lang/target"
)

const root = "../../.."

// TestUpToDate: what is in the repository is what the tables give.
func TestUpToDate(t *testing.T) {
	files, err := generate(tables())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		have, err := os.ReadFile(filepath.Join(root, f.path))
		if err != nil {
			t.Error(err)
		} else if !bytes.Equal(have, f.text) {
			t.Errorf("%s is stale: run go run ./internal/cmd/editorgen", f.path)
		}
	}
}

// TestEveryWordIsUsed: no list of words can be forgotten in a template.
func TestEveryWordIsUsed(t *testing.T) {
	mark := []string{"zzmark"}
	lists := map[string]func(*words){
		"Keywords": func(w *words) { w.Keywords = mark }, "Declarations": func(w *words) { w.Declarations = mark },
		"Flags": func(w *words) { w.Flags = mark }, "Callbacks": func(w *words) { w.Callbacks = mark },
		"IntTypes": func(w *words) { w.IntTypes = mark }, "KindTypes": func(w *words) { w.KindTypes = mark },
		"Enums": func(w *words) { w.Enums = mark }, "EnumValues": func(w *words) { w.EnumValues = mark },
		"Units": func(w *words) { w.Units = mark }, "Constants": func(w *words) { w.Constants = mark },
		"Builtins": func(w *words) { w.Builtins = mark }, "Kfuncs": func(w *words) { w.Kfuncs = mark },
		"Objects": func(w *words) { w.Objects = []object{{"sk", "Sk", mark}} },
	}
	for name, set := range lists {
		w := tables()
		set(&w)
		files, err := generate(w)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if !strings.Contains(f.path, "callbacks.json") && !bytes.Contains(f.text, []byte("zzmark")) {
				t.Errorf("%s has nothing from the list %s", f.path, name)
			}
		}
	}
}

func TestTables(t *testing.T) {
	w := tables()
	for _, c := range []struct {
		list []string
		want string
	}{
		{w.Keywords, "match"}, {w.Declarations, "algorithm"}, {w.Flags, "ecn"}, {w.Callbacks, "cong_control"}, {w.IntTypes, "u32"},
		{w.KindTypes, "stamp"}, {w.Enums, "CaState"}, {w.EnumValues, "recovery"}, {w.Units, "Mbit"}, {w.Constants, "unlimited"},
		{w.Builtins, "send_ack"}, {w.Kfuncs, "tcp_slow_start"}, {w.Objects[0].Fields, "snd_cwnd"},
		{w.Objects[1].Fields, "interval_us"}, {w.Objects[2].Fields, "pkts_acked"},
	} {
		if !slices.Contains(c.list, c.want) {
			t.Errorf("%q is not in %q", c.want, c.list)
		}
	}
	for _, name := range w.Constants {
		if slices.Contains(w.Builtins, name) || name == "ca" {
			t.Errorf("%s is no constant", name)
		}
	}
}

// The places of a snippet where something is typed: ${1:default}, $0.
var (
	placeholder = regexp.MustCompile(`\$\{\d+:((?:[^}\\]|\\.)*)\}`)
	stop        = regexp.MustCompile(`\$\d+`)
)

// expanded is a snippet's text if everything is left as it is offered.
func expanded(body []string) string {
	text := strings.Join(body, "\n")
	text = placeholder.ReplaceAllString(text, "$1")
	text = stop.ReplaceAllString(text, "")
	return strings.NewReplacer(`\$`, "$", `\}`, "}", `\\`, `\`, "\t", "    ").Replace(text)
}

// TestCallbackSnippets: an algorithm of every callback's snippet, and nothing else, compiles; of
// cong_avoid and cong_control it has one.
func TestCallbackSnippets(t *testing.T) {
	text, err := callbackSnippets()
	if err != nil {
		t.Fatal(err)
	}
	var list map[string]snippet
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	for _, without := range []string{"cong_avoid", "cong_control"} {
		src := "algorithm x\n\nuse tcp\n"
		for _, c := range target.Callbacks() {
			s, ok := list[c.Name]
			if !ok {
				t.Errorf("there is no snippet for %s", c.Name)
			}
			if c.Name != without {
				src += "\n" + expanded(s.Body) + "\n"
			}
		}
		if without == "cong_avoid" {
			src = strings.Replace(src, "use tcp\n", "", 1)
		}
		compiles(t, src)
	}
}

// TestSnippets: what the other snippets give is of the language; the whole algorithm compiles.
func TestSnippets(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "editor/vscode/snippets/ccc.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list map[string]struct{ Body any }
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	for name, s := range list {
		src := expanded(lines(s.Body))
		if name == "algorithm" {
			compiles(t, src)
			continue
		}
		_, outside := parser.Parse(diag.NewSource(name, []byte(src)))
		_, inside := parser.Parse(diag.NewSource(name, []byte("init(sk) {\n"+src+"\n}\n")))
		if outside.HasErrors() && inside.HasErrors() {
			t.Errorf("the snippet %s is neither a declaration nor a statement:\n%s", name, src)
		}
	}
}

// lines returns the body of a snippet, which is a line or a list of them.
func lines(body any) []string {
	if line, ok := body.(string); ok {
		return []string{line}
	}
	var list []string
	for _, line := range body.([]any) {
		list = append(list, line.(string))
	}
	return list
}

func compiles(t *testing.T, src string) {
	t.Helper()
	u := lang.Compile("x.cc", []byte(src), lang.Options{})
	for _, d := range u.Diags.All() {
		t.Errorf("%s: %s: %s\n%s", d.Span, d.Code, d.Message, src)
	}
}
