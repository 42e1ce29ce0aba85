package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"text/template"
)

//go:embed templates
var templates embed.FS

// file is a generated file; path is relative to the repository's root.
type file struct {
	path string
	text []byte
}

// generate makes all files, in a fixed order.
func generate(w words) ([]file, error) {
	grammar, err := expand("ccc.tmLanguage.json", w)
	if err != nil {
		return nil, err
	}
	if !json.Valid(grammar) {
		return nil, fmt.Errorf("the grammar made from the template is not JSON")
	}
	syntax, err := expand("ccc.vim", w)
	if err != nil {
		return nil, err
	}
	snippets, err := callbackSnippets()
	if err != nil {
		return nil, err
	}
	return []file{
		{"editor/vscode/syntaxes/ccc.tmLanguage.json", grammar},
		{"editor/vscode/snippets/callbacks.json", snippets},
		{"editor/vim/syntax/ccc.vim", syntax},
	}, nil
}

func expand(name string, w words) ([]byte, error) {
	t, err := template.New(name).Option("missingkey=error").Funcs(template.FuncMap{
		"alt":    func(words []string) string { return strings.Join(words, "|") },
		"vimalt": func(words []string) string { return strings.Join(words, `\|`) },
		"wrap":   wrap,
	}).ParseFS(templates, "templates/"+name)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	if err := t.Execute(&buf, w); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// wrap makes commands of words, each at most a hundred columns wide unless a word is.
func wrap(command string, words []string) string {
	const width = 100
	var b strings.Builder
	column := 0
	for _, w := range words {
		if column == 0 || column+1+len(w) > width {
			if column > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(command)
			column = len(command)
		}
		b.WriteString(" " + w)
		column += 1 + len(w)
	}
	return b.String()
}
