package main

import (
	"os"
	"testing"
)

// TestColor: colours are for terminals whose user wants them. /dev/null is a character device, as a
// terminal is; a pipe is none.
func TestColor(t *testing.T) {
	device, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer device.Close()
	r, pipe, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer pipe.Close()
	for _, c := range []struct {
		name, noColor, term string
		to                  *os.File
		want                bool
	}{
		{"a terminal", "", "xterm", device, true},
		{"with NO_COLOR", "1", "xterm", device, false},
		{"a terminal without colours", "", "dumb", device, false},
		{"a pipe", "", "xterm", pipe, false},
	} {
		t.Setenv("NO_COLOR", c.noColor)
		t.Setenv("TERM", c.term)
		if got := (&env{err: c.to}).color(); got != c.want {
			t.Errorf("%s: colours: %v", c.name, got)
		}
	}
}
