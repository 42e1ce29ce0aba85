package diag

func kernelCodes() map[string]Code {
	return map[string]Code{
		"E0001": {"the compiler has a defect", `
The compiler met a state that its authors thought impossible. It is never your
program's fault, and nothing was written. Please report it with the program text;
until it is mended, changing the line that was last edited usually helps.`},
		"E0490": {"the kernel asked for lacks what the program needs", `
"ccc check --kernel 5.10" compares the program with that kernel: what it reads, writes
and calls must be there. The object lists the same needs, and "ccc load" compares them
with the running kernel. Without --kernel nothing is compared at compile time, since
one object serves every kernel that meets its list.`},
		"N0200": {"registered under another name than declared", `
Two congestion controls cannot have one name, and Linux comes with reno, cubic, bbr and
others. An algorithm declared under such a name is registered with ccc_ before it, so
that both can be used side by side. --name chooses any other name.`},
		"N0500": {"state outside the socket", `
The kernel gives every algorithm 104 bytes in each socket. State that does not fit, and
arrays that are indexed by a value known only when the program runs, lie in a record of
their own that the kernel keeps for the socket. The program reads the same either way; a
callback that uses such state makes one more call, and where the kernel has
no memory for the record, reads give the initial values and stores are dropped.`},
		"L0001": {"not a Linux machine", `
Objects are made on every system, and run by the Linux kernel only. Copy the
object, or the program, to a Linux machine and load it there.`},
		"L0002": {"the kernel is too old", `
Congestion control as BPF (struct_ops) came with Linux 5.6. ccc is tested from 5.10
on. "uname -r" tells which kernel runs.`},
		"L0003": {"missing privileges", `
Loading code into the kernel needs root, or the capabilities CAP_BPF, CAP_PERFMON
and CAP_NET_ADMIN. Listing what is registered needs CAP_SYS_ADMIN, since the kernel
lets nobody else walk over all that is loaded. Put sudo before the command. Using an algorithm that is registered
needs none of this, if it was declared "with nonrestricted"; otherwise it needs
CAP_NET_ADMIN.`},
		"L0004": {"the kernel is locked down", `
In the lockdown mode "confidentiality" the kernel forbids BPF programs to read its
memory, which a congestion control must. The mode "integrity" allows it.
/sys/kernel/security/lockdown shows the mode.`},
		"L0005": {"the kernel does not describe its types", `
An object finds the fields of a connection by name, in the description of types
(BTF) that the kernel carries in /sys/kernel/btf/vmlinux. Kernels built without
CONFIG_DEBUG_INFO_BTF have none. The kernels of the large distributions have; one that
you built yourself needs the option and the tool pahole at build time.`},
		"L0006": {"the kernel's BPF compiler is off", `
Congestion-control programs are called by the kernel like functions of its own, so
they must be compiled by its JIT. Turn it on with
    sysctl net.core.bpf_jit_enable=1`},
		"L0011": {"no such algorithm is registered", `
"ccc ls" shows what is registered and by whom. The kernel's own algorithms, as reno
and cubic, cannot be unloaded.`},
		"L0012": {"the kernel keeps the algorithm", `
The name could not be taken back from the kernel. An algorithm that another program
registered, and whose link that program holds, ends with that program.`},
		"L0020": {"not an object that ccc can load", `
The file is not an ELF object for BPF with one congestion control and ccc's own
description of it (section .ccc). Objects of other compilers are loaded with their
own loaders, as "bpftool struct_ops register".`},
		"L0021": {"the kernel lacks what the program needs", `
Every object lists what it needs from the kernel: a field that only newer kernels
let a program write, a kernel function, a callback. The list is compared with the
running kernel before anything is loaded, and the message names the line of the
program. For example, storing to sk.pacing_rate needs 6.0.`},
		"L0022": {"no such parameter", `
--set names a parameter that the algorithm declares with "param". One of a module is
named with the module, as hystart.min_samples. "ccc ls" shows those of an algorithm that
is registered, "ccc dump --stage types" those of a program.`},
		"L0023": {"a value that the parameter cannot have", `
A parameter takes a number in its range ("param beta = 0.5 in 0.1..0.95"), with a
unit of the same kind as its default's, or none: --set delay=25ms. A number is
rounded to the nearest that can be kept, and what is used is printed. A parameter that
is a truth takes true or false, one that is an enum the name of a value.`},
		"L0024": {"a name that the kernel does not take", `
The kernel takes 1 to 15 letters, digits, underscores and dots as the name of a
congestion control.`},
		"L0025": {"the name is taken", `
Two congestion controls cannot have one name. reno is always the kernel's own, cubic
mostly. ccc replaces only what ccc registered. Choose another name: --name mine`},
		"L0026": {"the algorithm cannot be pinned there", `
A directory given with --pin must lie on a BPF file system, where the kernel keeps
what no process holds. Usually it is mounted at /sys/fs/bpf:
    mount -t bpf bpf /sys/fs/bpf
The directory must be root's or yours, and nobody else may be able to delete what is
in it. Without --pin it is /sys/fs/bpf/ccc. Take away what is there instead.`},
		"L0027": {"the kernel's configuration cannot be read", `
Some times that the kernel keeps, as sk.lsndtime, count ticks of its clock. How long
a tick is stands in the kernel's configuration (CONFIG_HZ), which the loader reads
from /proc/config.gz or /boot/config-VERSION.`},
		"L0028": {"the verifier refused the program", `
The kernel checks every program before it runs it. What compiles is meant to pass on
every kernel that meets the object's list, so a refusal is a defect of ccc. Please
report it, with the program and the output of "ccc load --verbose".`},
		"L0029": {"the kernel refused the object", `
The kernel, or the library that talks to it, said no in a way that ccc has no
sentence for. Please report it with the message.`},
		"L0099": {"the load failed", `
Something went wrong that is neither the program's fault nor the kernel's refusal:
the message says what.`},
	}
}
