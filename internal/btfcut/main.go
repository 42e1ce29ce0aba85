// Command btfcut makes the kernel fixtures of package lang/target/kernels: it
// cuts a kernel's BTF (some megabytes) down to the types that congestion-control
// programs meet (some kilobytes).
//
//	go run ./internal/btfcut -o lang/target/kernels/btf RELEASE=FILE...
//
// FILE is raw BTF, as /sys/kernel/btf/vmlinux is, or an ELF file that has it, as
// vmlinux is. For each, RELEASE.btf.gz is written; the bytes depend on nothing but FILE.
package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/cilium/ebpf/btf"
)

func main() {
	dir := flag.String("o", ".", "directory to write to")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: btfcut [-o DIR] RELEASE=FILE...")
		os.Exit(2)
	}
	for _, arg := range flag.Args() {
		if err := cutFile(*dir, arg); err != nil {
			fmt.Fprintf(os.Stderr, "btfcut: %s: %v\n", arg, err)
			os.Exit(1)
		}
	}
}

func cutFile(dir, arg string) error {
	release, file, ok := strings.Cut(arg, "=")
	if !ok {
		return fmt.Errorf("want RELEASE=FILE")
	}
	spec, err := btf.LoadSpec(file)
	if err != nil {
		return err
	}
	raw, err := cut(spec)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	z, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(raw); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, release+".btf.gz"), buf.Bytes(), 0o644)
}
