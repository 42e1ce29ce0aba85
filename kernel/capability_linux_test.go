package kernel

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/ccc-lang/ccc/internal/flow"
	"github.com/ccc-lang/ccc/lang"
)

// asNobody is the variable by which a test's own program is told what to do as
// a user without rights.
const asNobody = "CCC_TEST_AS_NOBODY"

// nobody is a user that owns nothing.
const nobody = 65534

// runAsNobody runs this test's program anew as a user without rights but the
// capabilities, and returns what it says.
func runAsNobody(t *testing.T, do string, object []byte, capabilities []uintptr) string {
	t.Helper()
	cmd := exec.Command("/proc/self/exe", "-test.run=^"+t.Name()+"$")
	cmd.Dir = "/"
	cmd.Env = []string{asNobody + "=" + do}
	cmd.Stdin = bytes.NewReader(object)
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Credential:  &syscall.Credential{Uid: nobody, Gid: nobody},
		AmbientCaps: capabilities,
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	said, _, _ := strings.Cut(string(out), "\n")
	return said
}

// sayAsNobody is what the program does there.
func sayAsNobody(do string) {
	object, err := io.ReadAll(os.Stdin)
	var notes []string
	if err == nil && do == "load" {
		var l *Loaded
		if l, err = Load(bytes.NewReader(object), LoadOptions{}); err == nil {
			notes = l.Notes
		}
	} else if err == nil {
		_, err = Unload("flnobody")
	}
	if err != nil {
		e := AsError(err)
		fmt.Printf("%s %s %s\n", e.Code, e.Message, e.Hint)
		return
	}
	fmt.Println("done", os.Geteuid(), notes)
}

// TestCapabilities: three capabilities are enough to load, each is needed, and
// the refusal names the one that is missing.
func TestCapabilities(t *testing.T) {
	if do := os.Getenv(asNobody); do != "" {
		sayAsNobody(do)
		return
	}
	needKernel(t)
	object := compileText(t, "flnobody.cc", strings.Replace(tiny, "ccctest", "flnobody", 1), lang.Options{})
	var all []uintptr
	for _, c := range capabilities {
		all = append(all, uintptr(c.bit))
	}
	for i, c := range capabilities {
		said := runAsNobody(t, "load", object, slices.Delete(slices.Clone(all), i, i+1))
		if !strings.HasPrefix(said, "L0003 ") || !strings.Contains(said, "it lacks "+c.name+" ") || !strings.Contains(said, "setcap") || !strings.Contains(said, "need cap_sys_admin") {
			t.Errorf("without %s: %s", c.name, said)
		}
	}
	if said := runAsNobody(t, "load", object, nil); !strings.Contains(said, "CAP_NET_ADMIN, CAP_PERFMON, CAP_BPF") {
		t.Errorf("without any: %s", said)
	}
	if slices.Contains(native(), "flnobody") {
		t.Fatal("registered by one who may not")
	}
	said := runAsNobody(t, "load", object, all)
	t.Cleanup(func() {
		if e, err := find("flnobody"); err == nil && e != nil {
			if _, err := Unload("flnobody"); err != nil {
				t.Error(err)
			}
		}
		nothingLeft(t, "flnobody")
	})
	if !strings.HasPrefix(said, fmt.Sprint("done ", nobody)) {
		t.Fatal("with all three: ", said)
	}
	if _, err := flow.Run(flow.Options{Algorithm: "flnobody", Bytes: 1 << 20}); err != nil {
		t.Error(err)
	}
	// To find what is registered, kernels ask for one more, which does for the others.
	if said := runAsNobody(t, "load", object, all); !strings.HasPrefix(said, "L0025 flnobody is registered already, and this user may not see by whom") || strings.Contains(said, "ccc_flnobody") {
		t.Errorf("a second load: %s", said)
	}
	if said := runAsNobody(t, "unload", nil, all); !strings.HasPrefix(said, "L0003 ") || !strings.Contains(said, "CAP_SYS_ADMIN") {
		t.Errorf("unload: %s", said)
	}
	for _, do := range []string{"load", "unload"} {
		if said := runAsNobody(t, do, object, []uintptr{unix.CAP_SYS_ADMIN}); !strings.HasPrefix(said, fmt.Sprint("done ", nobody)) {
			t.Errorf("%s with CAP_SYS_ADMIN: %s", do, said)
		}
	}
}

// TestUnwritablePins: where the BPF file system is another user's, the algorithm is
// registered without a pin, and the loader says what that costs.
func TestUnwritablePins(t *testing.T) {
	if do := os.Getenv(asNobody); do != "" {
		sayAsNobody(do)
		return
	}
	needKernel(t)
	object := compileText(t, "flunwrit.cc", strings.Replace(tiny, "ccctest", "flunwrit", 1), lang.Options{})
	var all []uintptr
	for _, c := range capabilities {
		all = append(all, uintptr(c.bit))
	}
	t.Cleanup(func() {
		if e, err := find("flunwrit"); err == nil && e != nil {
			if _, err := Unload("flunwrit"); err != nil {
				t.Error(err)
			}
		}
		nothingLeft(t, "flunwrit")
	})
	said := make(chan string)
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread ends with its view of the mounts
		said <- func() string {
			if err := unix.Unshare(unix.CLONE_NEWNS); err != nil {
				return err.Error()
			}
			if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
				return err.Error()
			}
			if err := unix.Mount("bpf", bpffs, "bpf", 0, "mode=0700"); err != nil {
				return err.Error()
			}
			return runAsNobody(t, "load", object, all)
		}()
	}()
	text := <-said
	if !strings.HasPrefix(text, fmt.Sprint("done ", nobody)) || !strings.Contains(text, "this user may not write to "+bpffs) {
		t.Error(text)
	}
	if !slices.Contains(native(), "flunwrit") {
		t.Error("not registered")
	}
}

// TestOldKernel: a kernel before 5.6 gets its own sentence, before anything else
// is asked of it. The kernel itself plays the old one: it tells programs of the
// personality UNAME26 that it is 2.6.
func TestOldKernel(t *testing.T) {
	said := make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread ends with its personality
		const uname26 = 0x0020000
		if _, _, errno := unix.Syscall(unix.SYS_PERSONALITY, uname26, 0, 0); errno != 0 {
			said <- errno
			return
		}
		said <- Supported()
	}()
	err := <-said
	if AsError(err).Code != "L0002" || !strings.Contains(err.Error(), "older than 5.6") {
		t.Errorf("%v, want L0002", err)
	}
}
