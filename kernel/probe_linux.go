package kernel

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/ccc-lang/ccc/lang/target"
)

// bpffs is where the BPF file system belongs.
const bpffs = "/sys/fs/bpf"

// Supported reports whether this process can load congestion control into the
// running kernel; the error is an *Error that says what to do.
func Supported() error {
	for _, check := range []func() error{checkRelease, checkCapabilities, checkLockdown, checkBTF, checkJIT} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// release returns the version of the running kernel.
func release() (target.Version, string) {
	var uts unix.Utsname
	if unix.Uname(&uts) != nil {
		return 0, "unknown"
	}
	text := unix.ByteSliceToString(uts.Release[:])
	v, err := target.ParseVersion(text)
	if err != nil {
		return 0, text
	}
	return v, text
}

func checkRelease() error {
	if v, text := release(); v < target.V(5, 6) {
		return &Error{Code: "L0002", Message: "this kernel, " + text + ", is older than 5.6, the first that takes congestion control as BPF",
			Hint: "boot a newer kernel; every long-term release from 5.10 on is supported"}
	}
	return nil
}

// capabilities that loading needs, where full root is not there, with their bits.
var capabilities = []struct {
	name string
	bit  uint
}{{"CAP_NET_ADMIN", 12}, {"CAP_PERFMON", 38}, {"CAP_BPF", 39}}

func checkCapabilities() error {
	have, err := effectiveCapabilities()
	if err != nil || have&(1<<21) != 0 { // CAP_SYS_ADMIN stands for CAP_BPF and CAP_PERFMON
		return nil
	}
	var missing []string
	for _, c := range capabilities {
		if have&(1<<c.bit) == 0 {
			missing = append(missing, c.name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return &Error{Code: "L0003", Message: "this user may not load congestion control: it lacks " + strings.Join(missing, ", "),
		Hint: moreRights() + ", or give the command those capabilities: setcap cap_bpf,cap_perfmon,cap_net_admin+ep ccc (ls, unload and replacing need cap_sys_admin, too)"}
}

// moreRights says how to get the rights that are missing: a container's root may lack them, too.
func moreRights() string {
	if os.Geteuid() == 0 {
		return "run it outside the container, or start the container with those rights (--privileged)"
	}
	return "run it with sudo"
}

func effectiveCapabilities() (uint64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if hex, ok := strings.CutPrefix(line, "CapEff:"); ok {
			return strconv.ParseUint(strings.TrimSpace(hex), 16, 64)
		}
	}
	return 0, fmt.Errorf("no CapEff line")
}

func checkLockdown() error {
	mode, err := os.ReadFile("/sys/kernel/security/lockdown")
	if err == nil && strings.Contains(string(mode), "[confidentiality]") {
		return &Error{Code: "L0004", Message: "the kernel is locked down for confidentiality, which forbids BPF programs to read kernel memory",
			Hint: "boot with lockdown=integrity or without it (Secure Boot may set it)"}
	}
	return nil
}

func checkBTF() error {
	if _, err := kernelTypes(); err != nil {
		return &Error{Code: "L0005", Message: "this kernel does not describe its types (no /sys/kernel/btf/vmlinux), so fields of a connection cannot be found",
			Hint: "boot a kernel built with CONFIG_DEBUG_INFO_BTF=y, as the distributions' own are", Err: err}
	}
	return nil
}

func checkJIT() error {
	on, err := os.ReadFile("/proc/sys/net/core/bpf_jit_enable")
	if err == nil && strings.TrimSpace(string(on)) == "0" {
		return &Error{Code: "L0006", Message: "the kernel's BPF compiler (JIT) is off, and congestion control must be compiled",
			Hint: "turn it on: sysctl net.core.bpf_jit_enable=1"}
	}
	return nil
}

// onBPFFS reports whether dir, or its closest parent that exists, lies on a BPF file system.
func onBPFFS(dir string) bool {
	for {
		var st unix.Statfs_t
		err := unix.Statfs(dir, &st)
		if err == nil {
			return uint32(st.Type) == unix.BPF_FS_MAGIC
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		return false
	}
}

// writable reports whether this process may make files in dir, or in its closest
// parent that exists.
func writable(dir string) bool {
	for {
		switch err := unix.Faccessat(unix.AT_FDCWD, dir, unix.W_OK|unix.X_OK, unix.AT_EACCESS); {
		case err == nil:
			return true
		case err != unix.ENOENT || filepath.Dir(dir) == dir:
			return false
		}
		dir = filepath.Dir(dir)
	}
}

// native returns the algorithms that the kernel offers, its own and registered ones.
func native() []string {
	text, err := os.ReadFile("/proc/sys/net/ipv4/tcp_available_congestion_control")
	if err != nil {
		return nil
	}
	return strings.Fields(string(text))
}
