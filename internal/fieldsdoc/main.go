// Command fieldsdoc writes docs/fields.md, the reference of fields, callbacks,
// enums and functions, from the tables in lang/target.
package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/ccc-lang/ccc/lang/target"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: fieldsdoc FILE")
		os.Exit(2)
	}
	var buf bytes.Buffer
	err := target.WriteReference(&buf)
	if err == nil {
		err = os.WriteFile(os.Args[1], buf.Bytes(), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "fieldsdoc:", err)
		os.Exit(1)
	}
}
