package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/ccc-lang/ccc/cmd/ccc/internal/hugepage"
	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang"
	"github.com/ccc-lang/ccc/lang/diag"
)

// readSource returns the text of a program: a file, "-" for standard input, or
// std/NAME.cc from the embedded library where no such file exists.
func (e *env) readSource(path string) ([]byte, error) {
	if path == "-" {
		return readBounded(e.in, spoken(path))
	}
	text, err := readFile(path)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return text, readError(path, err)
	}
	if strings.HasPrefix(path, std.Prefix) {
		if text, err := std.Read(path); err == nil {
			return text, nil
		}
		return nil, failFile("the standard library has no %s; it has %s", path, strings.Join(std.Names(), " "))
	}
	return nil, readError(path, err)
}

// spoken is what a sentence calls the file at path.
func spoken(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

// maxInput is the size of the largest file that is read, in bytes. Programs and
// objects are smaller by far; a device or a wrong file may have no end.
const maxInput = 16 << 20

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readBounded(f, path)
}

func readBounded(r io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	if err == nil && len(data) > maxInput {
		return nil, failFile("%s holds more than %d MB: it is neither a program nor an object", name, maxInput>>20)
	}
	return data, err
}

func readError(path string, err error) error {
	if err == nil {
		return nil
	}
	var told *exitError
	if errors.As(err, &told) {
		return told
	}
	return failFile("cannot read %s: %v", path, cause(err))
}

// importBeside finds modules as NAME.cc in the directory of the program, or where the user stands
// if that comes from standard input.
func importBeside(path string) func(string) (string, []byte, error) {
	dir := filepath.Dir(path)
	return func(module string) (string, []byte, error) {
		name := filepath.Join(dir, module+".cc")
		text, err := readFile(name)
		return name, text, err
	}
}

// compile compiles the program at path and tells its diagnostics; the error is
// an exit code if it has errors.
func (e *env) compile(path string, opts lang.Options, json bool) (*lang.Unit, error) {
	text, err := e.readSource(path)
	if err != nil {
		return nil, err
	}
	return e.compileText(path, text, opts, json)
}

// compileText is compile of what was read at path.
func (e *env) compileText(path string, text []byte, opts lang.Options, json bool) (*lang.Unit, error) {
	unit := unitOf(path, text, opts)
	if err := e.tell(unit.Diags, json); err != nil {
		return nil, err
	}
	if unit.Failed() {
		return unit, &exitError{code: exitProgram, told: true}
	}
	return unit, nil
}

// unit compiles the program at path and tells nothing; the error is that it cannot be read.
func (e *env) unit(path string, opts lang.Options) (*lang.Unit, error) {
	text, err := e.readSource(path)
	if err != nil {
		return nil, err
	}
	return unitOf(path, text, opts), nil
}

// unitOf compiles the text that was read at path.
func unitOf(path string, text []byte, opts lang.Options) *lang.Unit {
	hugepage.ForSource(len(text))
	opts.Version = version
	opts.Debug = os.Getenv("CCC_DEBUG") != ""
	if !strings.HasPrefix(path, std.Prefix) {
		opts.Import = importBeside(path)
	}
	return lang.Compile(path, text, opts)
}

// tell writes diagnostics: as text on the error stream, or as JSON on the output.
func (e *env) tell(diags *diag.List, json bool) error {
	if json {
		return diag.RenderJSON(e.out, diags)
	}
	return diag.Render(e.err, diags, diag.Options{Color: e.color()})
}

// color reports whether the error stream is a terminal whose user has not asked
// for plain text (no-color.org).
func (e *env) color() bool {
	f, ok := e.err.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// objectBytes returns the object of a compiled unit. A module has none.
func objectBytes(unit *lang.Unit) ([]byte, error) {
	if unit.Object == nil {
		return nil, fail(exitProgram, "%s is a module, a library for algorithms: only an algorithm makes an object (ccc check looks for errors in it)",
			unit.File.Source.Name)
	}
	var b bytes.Buffer
	if err := unit.WriteObject(&b); err != nil {
		return nil, fail(exitProgram, "the object cannot be written: %v", err)
	}
	return b.Bytes(), nil
}

// writeFile writes data to path so that path holds either all of it or what it
// held before. Where path is a symbolic link the file that it leads to is replaced, if the
// link is this user's or root's: others could lead anywhere. What is no file to replace, as
// /dev/null or a pipe, is written to. A file of this user's that is replaced keeps its
// permissions; what is new, or was another user's, who might have left it open to all, has
// those that the umask leaves.
func writeFile(path string, data []byte) error {
	named := path
	path, info, err := destination(path)
	switch {
	case err != nil:
		return err
	case info != nil && !info.Mode().IsRegular():
		return cannotWrite(named, writeThrough(path, data))
	}
	tmp, err := hiddenBeside(path)
	if err != nil {
		return cannotWrite(named, err)
	}
	if info != nil && ownedByUser(info) {
		err = tmp.Chmod(info.Mode().Perm())
	}
	if err == nil {
		_, err = tmp.Write(data)
	}
	err = errors.Join(err, tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return cannotWrite(named, err)
}

// canWrite says early what writeFile would: that the file has no place where it could be made.
// It leaves alone what is written through, for to open a pipe is to wait for its reader.
func canWrite(named string) error {
	if named == "" {
		return nil
	}
	path, info, err := destination(named)
	if err != nil || info != nil && !info.Mode().IsRegular() {
		return err
	}
	tmp, err := hiddenBeside(path)
	if err == nil {
		err = errors.Join(tmp.Close(), os.Remove(tmp.Name()))
	}
	return cannotWrite(named, err)
}

// destination returns what writing to the path named replaces, and what is there, nil if
// nothing is: the end of a link that may be followed.
func destination(named string) (path string, info fs.FileInfo, err error) {
	path = named
	info, err = os.Lstat(path)
	if err == nil && info.Mode()&os.ModeSymlink != 0 {
		if !ownedByUser(info) && !ownedByRoot(info) {
			return "", nil, failFile("cannot write %s: it is a symbolic link of another user", path)
		}
		if info, err = os.Stat(path); err == nil && info.Mode().IsRegular() {
			path, err = filepath.EvalSymlinks(path)
		}
		if err != nil {
			return "", nil, failFile("cannot write %s: it is a symbolic link that leads nowhere", named)
		}
	}
	switch {
	case err != nil:
		return path, nil, nil // what it is, making the file tells
	case info.IsDir():
		return "", nil, failFile("cannot write %s: it is a directory", named)
	}
	return path, info, nil
}

// hiddenBeside makes the file that is written before it takes the place of the one at path.
func hiddenBeside(path string) (*os.File, error) {
	// O_EXCL: what others may have put there, a link too, is not opened.
	hidden := fmt.Sprintf(".ccc.%016x", rand.Uint64())
	return os.OpenFile(filepath.Join(filepath.Dir(path), hidden), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
}

// writeThrough writes to what is at path and cannot be replaced.
func writeThrough(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// cannotWrite tells an error of writing without the name of the hidden file.
func cannotWrite(path string, err error) error {
	if err == nil {
		return nil
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return failFile("cannot write %s: %v", path, err)
}
