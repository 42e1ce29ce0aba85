package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// terminalWidth asks a terminal for its width in characters; 0: it is none.
func terminalWidth(f *os.File) int {
	size, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return 0
	}
	return int(size.Col)
}
