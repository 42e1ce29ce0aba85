package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

const sound = `algorithm sound
ssthresh(sk) = max(sk.snd_cwnd / 2, 2)
cong_avoid(sk, ack, acked) { sk.snd_cwnd += acked }
undo_cwnd(sk) = sk.snd_cwnd
`

const broken = `algorithm broken
ssthresh(sk) = max(sk.snd_cwdn / 2, 2)
cong_avoid(sk, ack, acked) { sk.mss_cache = 3 }
undo_cwnd(sk) = sk.snd_cwnd
`

// inFolder runs the test in a folder of its own that holds the two programs.
func inFolder(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"sound.cc": sound, "broken.cc": broken} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func command(stdin string, args ...string) (code int, out, err string) {
	var o, e bytes.Buffer
	code = run(args, strings.NewReader(stdin), &o, &e)
	return code, o.String(), e.String()
}

func TestCommandLine(t *testing.T) {
	_, small, _ := command(sound, "compile", "-", "-o", "-")
	tests := []struct {
		name  string
		args  string
		stdin string
		code  int
		out   string // a regular expression each
		err   string
	}{
		{"no arguments", "", "", exitFine, `(?s)Writing algorithms:.*compile.*Running them.*load.*Looking closer:.*dump.*Exit codes: 0 fine, 1`, `^$`},
		{"help", "help compile", "", exitFine, `ccc compile FILE.cc`, `^$`},
		{"version", "--version", "", exitFine, `ccc version \d`, `^$`},
		{"unknown verb", "complie", "", exitUsage, `^$`, `(?s)unknown command "complie".*compile`},
		{"unknown flag", "compile --fast sound.cc", "", exitUsage, `^$`, `unknown flag: --fast`},
		{"no file named", "compile", "", exitUsage, `^$`, `compile needs one program`},
		{"no such file", "compile nowhere.cc", "", exitUsage, `^$`, `cannot read nowhere.cc: no such file`},
		{"compile", "compile sound.cc", "", exitFine, `^$`, `^$`},
		{"compile to standard output", "compile sound.cc -o -", "", exitFine, `^\x7fELF`, `^$`},
		{"compile from standard input", "compile - -o x.o", sound, exitFine, `^$`, `^$`},
		{"standard input without -o", "compile -", sound, exitUsage, `^$`, `needs -o FILE`},
		{"compile the library", "compile std/reno.cc", "", exitFine, `^$`, `note\[N0200\].*ccc_reno`},
		{"compile a module", "compile std/tcp.cc", "", exitProgram, `^$`, `std/tcp.cc is a module`},
		{"load a module", "load std/tcp.cc", "", exitProgram, `^$`, `std/tcp.cc is a module`},
		{"no such library file", "compile std/nothing.cc", "", exitUsage, `^$`, `the standard library has no std/nothing.cc; it has .*std/reno.cc`},
		{"errors", "compile broken.cc", "", exitProgram, `^$`, `(?s)broken.cc:2:23: error\[E\d+\].*snd_cwnd.*broken.cc:3:\d+: error`},
		{"check", "check sound.cc", "", exitFine, `^$`, `^$`},
		{"check many", "check sound.cc broken.cc", "", exitProgram, `^$`, `2 errors`},
		{"check nothing", "check", "", exitUsage, `^$`, `check needs programs`},
		{"check what is not there", "check nowhere.cc broken.cc nowhere2.cc", "", exitUsage, `^$`, `(?s)2 errors.*cannot read nowhere.cc.*cannot read nowhere2.cc`},
		{"another name", "compile sound.cc --name other", "", exitFine, `^$`, `^$`},
		{"a name that the kernel does not take", "compile sound.cc --name an_algorithm_name", "", exitUsage, `^$`, `"an_algorithm_name" cannot be an algorithm's name`},
		{"the object in place of the program", "compile sound.cc -o ./sound.cc", "", exitUsage, `^$`, `would take the place of its program`},
		{"object and diagnostics on one stream", "compile sound.cc --json -o -", "", exitUsage, `^$`, `cannot both go to standard output`},
		{"no such folder", "compile sound.cc -o no/x.o", "", exitUsage, `^$`, `cannot write no/x.o: [^/]*\n`},
		{"check for an old kernel", "check --kernel 5.10 std/bbr.cc", "", exitProgram, `^$`, `E0490.*needs kernel 6`},
		{"check for a kernel without struct_ops", "check --kernel 5.5 std/reno.cc", "", exitProgram, `^$`, `E0490.*5.5 takes no congestion control.*5.6 is the first`},
		{"check for a newer kernel", "check --kernel 6.12 std/bbr.cc", "", exitFine, `^$`, `.*`},
		{"check for no kernel", "check --kernel new sound.cc", "", exitUsage, `^$`, `"new" is not a kernel release`},
		{"explain", "explain E0490", "", exitFine, `E0490: .+\n\n.+`, `^$`},
		{"explain all", "explain", "", exitFine, `(?s)E0\d+  .+W0\d+  `, `^$`},
		{"explain nothing", "explain E9999", "", exitUsage, `^$`, `there is no diagnostic E9999`},
		{"fields", "fields", "", exitFine, `(?s)sk.snd_cwnd.*rs.rtt_us.*sample.rtt_us`, `^$`},
		{"some fields", "fields pacing", "", exitFine, `sk.pacing_rate`, `^$`},
		{"no fields", "fields xyzzy", "", exitUsage, `^$`, `no field has "xyzzy"`},
		{"library", "doc", "", exitFine, `(?s)std/cubic.cc +CUBIC.*std/tcp.cc`, `^$`},
		{"module", "doc tcp", "", exitFine, `(?s)module tcp.*fn slow_start\(sk, acked\)\n    Slow start`, `^$`},
		{"new", "new mine", "", exitFine, `wrote mine.cc`, `^$`},
		{"new from a model", "new mine --from std/dctcp.cc", "", exitFine, `wrote mine.cc`, `^$`},
		{"new of a file", "new mine.cc", "", exitFine, `wrote mine.cc; next: ccc compile mine.cc,`, `^$`},
		{"new of no name", "new .cc", "", exitUsage, `^$`, `".cc" cannot be an algorithm's name`},
		{"new with a bad name", "new mine/yours", "", exitUsage, `^$`, `cannot be an algorithm's name`},
		{"new over a file", "new sound", "", exitUsage, `^$`, `sound.cc is there already`},
		{"new from a module", "new mine --from std/tcp.cc", "", exitUsage, `^$`, `declares no algorithm`},
		{"dump", "dump --stage opt sound.cc", "", exitFine, `func ssthresh`, `^$`},
		{"dump of nothing", "dump --stage soup sound.cc", "", exitUsage, `^$`, `there is no stage "soup"; there are tokens, ast, types`},
		{"dump of errors", "dump --stage opt broken.cc", "", exitProgram, ``, `error`},
		{"dump of a module", "dump std/tcp.cc", "", exitProgram, `^$`, `std/tcp.cc is a module: .*--stage ast`},
		{"dump of a module's text", "dump --stage ast std/tcp.cc", "", exitFine, `slow_start`, `^$`},
		{"dump from standard input", "dump -", sound, exitFine, `func ssthresh`, `^$`},
		{"doc from standard input", "doc -", sound, exitFine, `algorithm sound`, `^$`},
		{"dis from standard input", "dis -", small, exitFine, `; 2: ssthresh\(sk\) = max`, `^$`},
		{"dis of a program from standard input", "dis -", sound, exitUsage, `^$`, `standard input is no object`},
		{"dis of half an object", "dis -", small[:len(small)/2], exitUsage, `^$`, `standard input: the ELF file is cut short`},
		{"dis of no object", "dis sound.cc", "", exitUsage, `^$`, `sound.cc is no object`},
		{"an empty name", "compile std/reno.cc --name= -o -", "", exitUsage, `^$`, `--name is empty`},
		{"new with the name of a module that it uses", "new tcp", "", exitProgram, `^$`, `a copy of std/reno.cc would not compile here`},
		{"new from a broken program", "new mine --from broken.cc", "", exitProgram, `^$`, `(?s)mine.cc:2:23: error.*a copy of broken.cc would not compile here`},
		{"help for nothing", "help complie", "", exitUsage, `^$`, `there is no verb complie; there are .*compile`},
		{"completion for no shell", "completion tcsh", "", exitUsage, `^$`, `no completion for tcsh; there is for bash`},
		{"too many arguments", "explain E0301 E0302", "", exitUsage, `^$`, `as: ccc explain CODE`},
		{"complete a stage", "__complete dump --stage o", "", exitFine, `opt\n`, `NoFileComp`},
		{"complete a scenario", "__complete lab --scenario d", "", exitFine, `datacenter\ndsl\n`, `NoFileComp`},
		{"complete a file of the library", "__complete compile std/cub", "", exitFine, `std/cubic.cc\n`, `NoFileComp`},
		{"complete a program", "__complete check s", "", exitFine, `^cc\n`, `FilterFileExt`},
		{"complete an object", "__complete dis s", "", exitFine, `^o\n`, `FilterFileExt`},
		{"complete a code", "__complete explain E030", "", exitFine, `E0301\tdifferent units\n`, `NoFileComp`},
		{"complete a parameter", "__complete load std/aimd.cc --set b", "", exitFine, `beta=\t`, `NoSpace, ShellCompDirectiveNoFileComp`},
		{"complete a parameter of what does not compile", "__complete load broken.cc --set b", "", exitFine, `^:4\n`, `^Completion ended`},
		{"complete a kernel", "__complete check --kernel 6.1", "", exitFine, `6.12\n`, `NoFileComp`},
		{"complete a callback", "__complete dis small.o --only und", "", exitFine, `undo_cwnd\n`, `NoFileComp`},
		{"a name of dots", "compile std/reno.cc --name ..", "", exitUsage, `^$`, `not dots alone`},
		{"complete a module", "__complete doc t", "", exitFine, `tcp\n`, ``},
		{"load with a bad setting", "load sound.cc --set beta", "", exitUsage, `^$`, `--set wants NAME=VALUE`},
		{"a time without its unit", "lab std/reno.cc --time 3", "", exitUsage, `^$`, `invalid argument "3" for "--time" flag: it is a time with its unit, as 3s or 20ms\n`},
		{"no whole number", "lab std/reno.cc --repeat x", "", exitUsage, `^$`, `invalid argument "x" for "--repeat" flag: it is a whole number, as 3\n`},
		{"load with a setting twice", "load sound.cc --set beta=0.5 --set beta=0.6", "", exitUsage, `^$`, `--set gives beta twice`},
		{"load of errors", "load broken.cc", "", exitProgram, `^$`, `error\[E`},
		{"completion", "completion bash", "", exitFine, `complete`, `^$`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inFolder(t)
			code, out, err := command(tt.stdin, strings.Fields(tt.args)...)
			if code != tt.code {
				t.Errorf("exit code %d, want %d", code, tt.code)
			}
			for what, pair := range map[string][2]string{"output": {out, tt.out}, "errors": {err, tt.err}} {
				if !regexp.MustCompile(pair[1]).MatchString(pair[0]) {
					t.Errorf("%s %q, want %q", what, pair[0], pair[1])
				}
			}
		})
	}
}

// TestObjectOf: what load takes is compiled under the name it shall have, and a note tells only
// of a name that it will have; an object comes from standard input as a program does.
func TestObjectOf(t *testing.T) {
	inFolder(t)
	_, object, _ := command("", "compile", "sound.cc", "-o", "-")
	for _, tt := range []struct{ path, name, stdin, note string }{
		{"std/reno.cc", "", "", "registered as ccc_reno"},
		{"std/reno.cc", "mineq", "", ""},
		{"std/reno.cc", "reno", "", "cannot be registered under that name"},
		{"std/reno.cc", "no/name", "", "registered as ccc_reno"},
		{"-", "", sound, ""},
		{"-", "", object, ""},
	} {
		var errs bytes.Buffer
		data, err := (&env{in: strings.NewReader(tt.stdin), err: &errs}).objectOf(tt.path, tt.name)
		if err != nil || !isELF(data) {
			t.Errorf("%s as %q: %.4q, %v", tt.path, tt.name, data, err)
		}
		if told := errs.String(); tt.note == "" && told != "" || !strings.Contains(told, tt.note) {
			t.Errorf("%s as %q says %q, want %q", tt.path, tt.name, told, tt.note)
		}
	}
}

// TestNewCompiles: what `ccc new` writes compiles, whatever it starts from.
func TestNewCompiles(t *testing.T) {
	for _, from := range []string{"std/reno.cc", "std/dctcp.cc", "std/cubic.cc", "std/bbr.cc"} {
		inFolder(t)
		if code, _, err := command("", "new", "mine", "--from", from); code != exitFine {
			t.Fatal(from, err)
		}
		if code, _, err := command("", "compile", "mine.cc"); code != exitFine || strings.Contains(err, "N0200") {
			t.Errorf("%s: exit code %d: %s", from, code, err)
		}
	}
}

// TestDumpStages: every stage shows something of every small program.
func TestDumpStages(t *testing.T) {
	inFolder(t)
	for _, stage := range []string{"tokens", "ast", "types", "ir", "opt", "regs", "asm", "elf"} {
		code, out, err := command("", "dump", "--stage", stage, "sound.cc")
		if code != exitFine || !strings.Contains(out, "ssthresh") {
			t.Errorf("%s: exit code %d, %q, %s", stage, code, out, err)
		}
	}
}

// TestFailedCompileTouchesNothing: neither an old object nor a new file.
func TestFailedCompileTouchesNothing(t *testing.T) {
	inFolder(t)
	if code, _, _ := command("", "compile", "broken.cc"); code != exitProgram {
		t.Fatal("broken.cc compiled")
	}
	if files, _ := filepath.Glob("*"); len(files) != 2 {
		t.Errorf("a failed compile left %v", files)
	}
	if err := os.WriteFile("broken.o", []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, _ := command("", "compile", "broken.cc"); code != exitProgram {
		t.Fatal("broken.cc compiled")
	}
	if old, _ := os.ReadFile("broken.o"); string(old) != "old" {
		t.Errorf("a failed compile changed the old object to %q", old)
	}
}

// TestOutputIsNotFollowed: a symbolic link in the way that nobody named is not written
// through, nor one of another user.
func TestOutputIsNotFollowed(t *testing.T) {
	inFolder(t)
	if err := os.Symlink("broken.cc", "sound.o"); err != nil {
		t.Skip("no symbolic links here")
	}
	if code, _, err := command("", "compile", "sound.cc"); code != exitUsage || !strings.Contains(err, "symbolic link") {
		t.Errorf("exit code %d, %s", code, err)
	}
	if os.Lchown("sound.o", 12345, 12345) == nil {
		if code, _, err := command("", "compile", "sound.cc", "-o", "sound.o"); code != exitUsage || !strings.Contains(err, "of another user") {
			t.Errorf("exit code %d, %s", code, err)
		}
	}
	if text, _ := os.ReadFile("broken.cc"); string(text) != broken {
		t.Error("the link's target was overwritten")
	}
}

// TestOutputToLink: a link that was named stays, and what it leads to is replaced as a whole; a
// failed compile touches neither.
func TestOutputToLink(t *testing.T) {
	inFolder(t)
	if err := errors.Join(os.Mkdir("far", 0o755), os.WriteFile("far/real.o", []byte("old"), 0o600), os.Symlink("far/real.o", "link.o"), os.Symlink("gone.o", "dead.o")); err != nil {
		t.Skip("no symbolic links here")
	}
	if code, _, _ := command("", "compile", "broken.cc", "-o", "link.o"); code != exitProgram {
		t.Fatal("broken.cc compiled")
	}
	if text, _ := os.ReadFile("far/real.o"); string(text) != "old" {
		t.Errorf("a failed compile wrote %q", text)
	}
	if code, _, err := command("", "compile", "sound.cc", "-o", "link.o"); code != exitFine {
		t.Error(err)
	}
	link, err := os.Readlink("link.o")
	text, _ := os.ReadFile("far/real.o")
	if err != nil || link != "far/real.o" || !bytes.HasPrefix(text, []byte("\x7fELF")) {
		t.Errorf("the link leads to %q (%v), which holds %.4q", link, err, text)
	}
	if info, err := os.Stat("far/real.o"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("its mode is %v, %v", info.Mode(), err)
	}
	if files, _ := os.ReadDir("far"); len(files) != 1 {
		t.Errorf("in its folder stand %v", files)
	}
	if code, _, err := command("", "compile", "sound.cc", "-o", "dead.o"); code != exitUsage || !strings.Contains(err, "leads nowhere") {
		t.Errorf("exit code %d, %s", code, err)
	}
}

// TestCanWrite: what is asked before a long run leaves everything as it was, and does not wait
// for the reader of a pipe.
func TestCanWrite(t *testing.T) {
	inFolder(t)
	for path, fine := range map[string]bool{"": true, "new.csv": true, "sound.cc": true, os.DevNull: true, "no/x.csv": false, ".": false} {
		if err := canWrite(path); (err == nil) != fine {
			t.Errorf("%q: %v", path, err)
		}
	}
	if text, _ := os.ReadFile("sound.cc"); string(text) != sound {
		t.Errorf("sound.cc holds %q", text)
	}
	if files, _ := os.ReadDir("."); len(files) != 2 {
		t.Errorf("there are %v", files)
	}
}

// TestOutputToStandard: /dev/stdout is what - is.
func TestOutputToStandard(t *testing.T) {
	inFolder(t)
	if code, out, err := command("", "compile", "sound.cc", "-o", "/dev/stdout"); code != exitFine || !strings.HasPrefix(out, "\x7fELF") {
		t.Errorf("exit code %d, %.4q, %s", code, out, err)
	}
}

// TestHelpIsOffered where the command line is wrong, and not where a file is.
func TestHelpIsOffered(t *testing.T) {
	inFolder(t)
	for args, offered := range map[string]bool{
		"complie x": true, "compile": true, "compile sound.cc --what": true, "lab std/reno.cc --time 3": true,
		"compile gone.cc": false, "check gone.cc": false, "compile sound.cc -o gone/x.o": false, "dis sound.cc": false, "compile std/gone.cc": false,
	} {
		if code, _, err := command("", strings.Fields(args)...); code != exitUsage || strings.Contains(err, "ccc help") != offered {
			t.Errorf("%s: exit code %d, %s", args, code, err)
		}
	}
}

func TestJSON(t *testing.T) {
	inFolder(t)
	code, out, err := command("", "compile", "--json", "broken.cc")
	if code != exitProgram || err != "" {
		t.Errorf("exit code %d, errors %q", code, err)
	}
	var list []map[string]any
	if e := json.Unmarshal([]byte(out), &list); e != nil {
		var object map[string]any
		if e := json.Unmarshal([]byte(out), &object); e != nil {
			t.Fatalf("not JSON: %v\n%s", e, out)
		}
	}
	if !strings.Contains(out, `"broken.cc"`) {
		t.Errorf("no file name in %s", out)
	}
}

// TestJSONOfMany: several programs give one list.
func TestJSONOfMany(t *testing.T) {
	inFolder(t)
	if err := os.WriteFile("worse.cc", []byte(broken), 0o644); err != nil {
		t.Fatal(err)
	}
	code, out, err := command("", "check", "--json", "broken.cc", "sound.cc", "worse.cc")
	if code != exitProgram || err != "" {
		t.Errorf("exit code %d, errors %q", code, err)
	}
	var list []struct{ File string }
	if e := json.Unmarshal([]byte(out), &list); e != nil || len(list) != 4 {
		t.Errorf("%d diagnostics, %v, in\n%s", len(list), e, out)
	}
}

// TestOutputToDevice: what cannot be replaced is written to.
func TestOutputToDevice(t *testing.T) {
	info, err := os.Stat("/dev/null")
	if err != nil {
		t.Skip("no /dev/null here")
	}
	inFolder(t)
	if code, _, err := command("", "compile", "sound.cc", "-o", "/dev/null"); code != exitFine {
		t.Error(err)
	}
	if now, err := os.Stat("/dev/null"); err != nil || now.Mode() != info.Mode() {
		t.Errorf("/dev/null is %v now, %v", now.Mode(), err)
	}
}

// TestDisShowsSource: with the source beside the object and without it.
func TestDisShowsSource(t *testing.T) {
	inFolder(t)
	if code, _, err := command("", "compile", "sound.cc"); code != exitFine {
		t.Fatal(err)
	}
	for _, remove := range []bool{false, true} {
		if remove {
			if err := os.Remove("sound.cc"); err != nil {
				t.Fatal(err)
			}
		}
		code, out, err := command("", "dis", "sound.o")
		if code != exitFine || !strings.Contains(out, "; 2: ssthresh(sk) = max(sk.snd_cwnd / 2, 2)") || !strings.Contains(out, "tcp_sock.snd_cwnd") {
			t.Errorf("exit code %d, %s\n%s", code, err, out)
		}
	}
}

// TestDocOfOwnModule: a module beside the user goes before one of the library.
func TestDocOfOwnModule(t *testing.T) {
	inFolder(t)
	if err := os.WriteFile("tcp.cc", []byte("/// My own.\nmodule tcp\nfn half(x) = x / 2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, out, err := command("", "doc", "tcp"); code != exitFine || !strings.Contains(out, "My own.") {
		t.Errorf("exit code %d, %s\n%s", code, err, out)
	}
}

// TestModuleBeside: a module in the program's folder is found there.
func TestModuleBeside(t *testing.T) {
	inFolder(t)
	files := map[string]string{
		"own.cc":  "module own\nfn half(x) = x / 2\n",
		"user.cc": strings.Replace(strings.Replace(sound, "\n", "\nuse own\n", 1), "sk.snd_cwnd / 2", "own.half(sk.snd_cwnd)", 1),
	}
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, err := command("", "compile", "user.cc"); code != exitFine {
		t.Error(err)
	}
}

// TestModuleOfStandardInput: a program that is piped in finds its modules where the user stands.
func TestModuleOfStandardInput(t *testing.T) {
	inFolder(t)
	if err := os.WriteFile("own.cc", []byte("module own\nfn half(x) = x / 2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	program := strings.Replace(strings.Replace(sound, "\n", "\nuse own\n", 1), "sk.snd_cwnd / 2", "own.half(sk.snd_cwnd)", 1)
	for _, verb := range []string{"check -", "compile - -o x.o", "dump -"} {
		if code, _, errs := command(program, strings.Fields(verb)...); code != exitFine {
			t.Errorf("%s: exit code %d: %s", verb, code, errs)
		}
	}
}

// fullDisk takes nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
}

// TestOutputIsFull: no verb says that all is well when its output went nowhere.
func TestOutputIsFull(t *testing.T) {
	inFolder(t)
	for _, line := range []string{"explain", "explain E0302", "fields", "doc std/tcp.cc", "dump std/reno.cc", "compile std/reno.cc -o -",
		"new other", "help", "help load", "lab --scenarios", "check --json sound.cc", "--version"} {
		var errs bytes.Buffer
		code := run(strings.Fields(line), strings.NewReader(""), fullDisk{}, &errs)
		if code != exitUsage || !strings.Contains(errs.String(), "cannot write to standard output: no space left on device") {
			t.Errorf("%s: exit code %d, %q", line, code, errs.String())
		}
	}
}

// TestOutputKeepsPermissions: a file that is replaced stays as private as it was,
// a new one is what other programs would make, and nothing else is left.
func TestOutputKeepsPermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions of Unix")
	}
	inFolder(t)
	if err := os.WriteFile("sound.o", []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("usual", nil, 0o666); err != nil {
		t.Fatal(err)
	}
	usual, err := os.Stat("usual")
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]os.FileMode{"sound.o": 0o600, "new.o": usual.Mode().Perm()} {
		if code, _, err := command("", "compile", "sound.cc", "-o", file); code != exitFine {
			t.Fatal(err)
		}
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has permissions %o, want %o", file, got, want)
		}
	}
	if hidden, _ := filepath.Glob(".*"); len(hidden) > 0 {
		t.Errorf("left over: %v", hidden)
	}
}

// TestOutputIsNotOthersToWrite: a file that another user has put in the way, open
// to all, does not lend its permissions to the object that root will load.
func TestOutputIsNotOthersToWrite(t *testing.T) {
	if os.Geteuid() != 0 {
		if os.Getenv("CCC_TEST_KERNEL") == "require" {
			t.Fatal("root is required")
		}
		t.Skip("needs root, to make a file another user's")
	}
	inFolder(t)
	const nobody = 65534
	if err := errors.Join(os.WriteFile("sound.o", nil, 0o666), os.Chmod("sound.o", 0o666), os.Chown("sound.o", nobody, nobody)); err != nil {
		t.Fatal(err)
	}
	if code, _, err := command("", "compile", "sound.cc"); code != exitFine {
		t.Fatal(err)
	}
	info, err := os.Stat("sound.o")
	if err != nil {
		t.Fatal(err)
	}
	if !ownedByUser(info) || info.Mode().Perm()&0o022 != 0 {
		t.Errorf("the object has permissions %o", info.Mode().Perm())
	}
}

// TestEndlessInput: a device without an end is no program and no object.
func TestEndlessInput(t *testing.T) {
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip("no /dev/zero here")
	}
	for _, args := range [][]string{{"check", "/dev/zero"}, {"dis", "/dev/zero"}} {
		if code, _, err := command("", args...); code != exitUsage || !strings.Contains(err, "holds more than") {
			t.Errorf("%v: exit code %d, %s", args, code, err)
		}
	}
}

// TestTerminalIsSafe: what a stranger wrote into a program or an object cannot
// steer the terminal of who looks at it.
func TestTerminalIsSafe(t *testing.T) {
	inFolder(t)
	const evil = "\x1b]0;owned\x07\u202e"
	file := "a\x1bb.cc"
	if err := os.WriteFile(file, []byte("algorithm x\nssthresh(sk) = sk.nothing // "+evil+"\n"), 0o644); err != nil {
		t.Skip("no such file names here")
	}
	if code, _, err := command("", "compile", "sound.cc"); code != exitFine {
		t.Fatal(err)
	}
	object, err := os.ReadFile("sound.o")
	if err != nil {
		t.Fatal(err)
	}
	forged := bytes.ReplaceAll(object, []byte("sound_ssthresh"), []byte("sou\x1b[31mresh\x07"))
	if err := os.WriteFile("forged.o", forged, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"check", file}, {"check", "no\x1b.cc"}, {"compile", "--\x1b"}, {"explain", "\x1b"}, {"fields", "\x1b"},
		{"dis", "forged.o"}, {"load", "forged.o"}, {"load", "no\x1b.o"}, {"lab", "--trace", "\x1b", "sound.cc"},
	} {
		_, out, err := command("", args...)
		if strings.ContainsAny(out+err, "\x1b\x07\u202e") {
			t.Errorf("%q writes %q %q", args, out, err)
		}
	}
}
