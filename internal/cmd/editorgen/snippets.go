package main

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/ccc-lang/ccc/lang/target"
)

// snippet is one entry of a file of VS Code snippets.
type snippet struct {
	Prefix      string   `json:"prefix"`
	Description string   `json:"description"`
	Body        []string `json:"body"`
}

// callbackSnippets makes a snippet of every callback.
func callbackSnippets() ([]byte, error) {
	m := map[string]snippet{} // written in the order of its keys
	for _, c := range target.Callbacks() {
		m[c.Name] = snippet{c.Name, strings.ReplaceAll(c.Doc, "`", ""), callbackBody(c)}
	}
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(m)
	return buf.Bytes(), err
}

// callbackBody is the callback's own example, where the table has one: of a formula
// the right side is to be typed over. Otherwise it is an empty body, or, of what
// gives a value, the kernel's own 2.
func callbackBody(c *target.Callback) []string {
	text := c.Hint
	if i := strings.LastIndex(text, "\n\n"); i >= 0 { // the `use` of a module is not part of the callback
		text = text[i+2:]
	}
	if text == "" {
		var params []string
		for _, p := range c.Params {
			params = append(params, p.Name)
		}
		head := c.Name + "(" + strings.Join(params, ", ") + ")"
		if c.Result != nil {
			text = head + " = 2"
		} else {
			return []string{head + " {", "\t$0", "}"}
		}
	}
	text = strings.NewReplacer(`\`, `\\`, "$", `\$`).Replace(text)
	if head, formula, ok := strings.Cut(text, ") = "); ok && !strings.Contains(head, "\n") {
		return []string{head + ") = ${1:" + strings.ReplaceAll(formula, "}", `\}`) + "}"}
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		rest := strings.TrimLeft(line, " ")
		lines[i] = strings.Repeat("\t", (len(line)-len(rest))/4) + rest
	}
	return lines
}
