package hugepage

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
	"unsafe"
)

// TestHeapIsAdvised takes memory as any package would and looks whether it lies where the
// kernel was told to use huge pages (the flag hg of proc_pid_smaps(5)).
func TestHeapIsAdvised(t *testing.T) {
	if _, err := os.Stat("/sys/kernel/mm/transparent_hugepage"); err != nil {
		t.Skip("this kernel has no transparent huge pages")
	}
	kept = make([]byte, 256<<10)
	at := uintptr(unsafe.Pointer(&kept[0]))
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	inside := false
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var lo, hi uintptr
		if n, _ := fmt.Sscanf(lines.Text(), "%x-%x ", &lo, &hi); n == 2 {
			inside = lo <= at && at < hi
		}
		if flags, ok := strings.CutPrefix(lines.Text(), "VmFlags:"); ok && inside {
			if !strings.Contains(flags+" ", " hg ") {
				t.Errorf("the heap at %#x has the flags%s, without hg", at, flags)
			}
			return
		}
	}
	t.Errorf("no mapping holds the heap at %#x", at)
}

// TestToNext asks at every page: the heap begins anywhere.
func TestToNext(t *testing.T) {
	for at := uintptr(growth); at < 3*growth; at += pageSize {
		n := toNext(at)
		if n > hugePage+pageSize || (at+n)%hugePage != pageSize || at/hugePage == (at+n)/hugePage {
			t.Errorf("from %#x it is %#x bytes", at, n)
		}
	}
}

var kept []byte
