package main

import (
	"bytes"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/kernel"
	"github.com/ccc-lang/ccc/lang/diag"
	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// This file tells shells what may come next on the command line.

const noFiles = cobra.ShellCompDirectiveNoFileComp

// completion is what shells ask for the rest of the word toComplete.
type completion = func(cmd *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective)

// programs completes the names of program texts, and of the library's.
func programs(extensions ...string) completion {
	return func(_ *cobra.Command, _ []string, toComplete string) ([]string, cobra.ShellCompDirective) {
		if strings.HasPrefix(toComplete, std.Prefix) {
			return std.Names(), noFiles
		}
		return append([]string{"cc"}, extensions...), cobra.ShellCompDirectiveFilterFileExt
	}
}

func objects(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"o"}, cobra.ShellCompDirectiveFilterFileExt
}

func modules(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, path := range std.Names() {
		names = append(names, strings.TrimSuffix(strings.TrimPrefix(path, std.Prefix), ".cc"))
	}
	return names, cobra.ShellCompDirectiveDefault
}

func codes(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var list []string
	for _, name := range codeNames() {
		list = append(list, name+"\t"+diag.Codes()[name].Title)
	}
	return list, noFiles
}

// loaded completes the names that ccc has registered.
func loaded(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	all, err := kernel.List()
	if err != nil {
		return nil, noFiles
	}
	var names []string
	for _, a := range all {
		if a.Manifest != nil {
			names = append(names, a.Name)
		}
	}
	return names, noFiles
}

// parameters completes NAME= for the parameters of the program or object on the command line.
func (e *env) parameters(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 || args[0] == "-" {
		return nil, noFiles
	}
	silent := &env{out: io.Discard, err: io.Discard}
	data, err := silent.objectOf(args[0], "")
	if err != nil {
		return nil, noFiles
	}
	m, err := object.ReadManifest(bytes.NewReader(data))
	if err != nil {
		return nil, noFiles
	}
	var names []string
	for _, p := range m.Params {
		names = append(names, p.Name+"=\t"+p.Doc)
	}
	return names, noFiles | cobra.ShellCompDirectiveNoSpace
}

func releases(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var list []string
	for _, v := range target.Kernels() {
		list = append(list, v.String())
	}
	return list, noFiles | cobra.ShellCompDirectiveKeepOrder
}

func callbacks(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var list []string
	for _, cb := range target.Callbacks() {
		list = append(list, cb.Name)
	}
	return list, noFiles
}

func oneOf(words []string) completion { return cobra.FixedCompletions(words, noFiles) }

// must is for what only a mistake in this package makes fail.
func must(err error) {
	if err != nil {
		panic("internal error: " + err.Error())
	}
}
