package vmtest

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/ccc-lang/ccc/lang/target"
)

// suites are the parts of Debian's archive that have kernels with a description
// of their types (BTF), oldest kernels first.
var suites = []string{"bullseye-security", "bookworm-security", "trixie-backports"}

const (
	keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
	flavour = "-cloud-amd64" // small, and all that a virtual machine needs is built in
)

// Kernel is a kernel that can be booted.
type Kernel struct {
	Release  string         // as `uname -r` says: "6.12.117+deb12-cloud-amd64"
	Version  target.Version // "6.12"
	packages []string
}

// Archive is Debian's package archive, read with a private state of apt, so that
// the machine's own stays as it is.
type Archive struct {
	dir      string
	packages map[string]bool
}

// OpenArchive reads which kernels there are. It finds the archive's addresses in
// the machine's own apt sources. Close removes what it wrote.
func OpenArchive() (*Archive, error) {
	dir, err := os.MkdirTemp("", "ccc-apt-")
	if err != nil {
		return nil, err
	}
	a := &Archive{dir: dir, packages: map[string]bool{}}
	if err := a.open(); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// Close removes the private state.
func (a *Archive) Close() error { return os.RemoveAll(a.dir) }

func (a *Archive) open() error {
	for _, dir := range []string{"lists/partial", "cache/archives/partial"} {
		if err := os.MkdirAll(filepath.Join(a.dir, dir), 0o755); err != nil {
			return err
		}
	}
	sources, err := ownSources()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(a.dir, "sources.list"), []byte(sources), 0o644); err != nil {
		return err
	}
	if _, err := a.apt("apt-get", "update"); err != nil {
		return err
	}
	names, err := a.apt("apt-cache", "pkgnames", "linux-")
	for _, name := range strings.Fields(string(names)) {
		a.packages[name] = true
	}
	return err
}

// ownSources returns the suites in the form of sources.list, at the addresses
// from which this machine has Debian.
func ownSources() (string, error) {
	text, err := exec.Command("apt-get", "indextargets", "--format", "$(ORIGIN) $(COMPONENT) $(RELEASE) $(REPO_URI)", "Created-By: Packages").Output()
	if err != nil {
		return "", fmt.Errorf("apt-get indextargets: %w", err)
	}
	var main, security string
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if len(f) != 4 || f[0] != "Debian" || f[1] != "main" {
			continue
		}
		if strings.HasSuffix(f[2], "-security") {
			security = f[3]
		} else {
			main = f[3]
		}
	}
	if main == "" || security == "" {
		return "", errors.New("apt knows no Debian archive with its security updates here (on Debian: apt-get update)")
	}
	var b strings.Builder
	for _, suite := range suites {
		address := main
		if strings.HasSuffix(suite, "-security") {
			address = security
		}
		fmt.Fprintf(&b, "deb [arch=amd64 signed-by=%s] %s %s main\n", keyring, address, suite)
	}
	return b.String(), nil
}

// apt runs a command of apt over the private state, in the private directory.
func (a *Archive) apt(command string, args ...string) ([]byte, error) {
	var options []string
	for _, o := range []string{
		"Dir::Etc::sourcelist=" + filepath.Join(a.dir, "sources.list"), "Dir::Etc::sourceparts=-",
		"Dir::State::lists=" + filepath.Join(a.dir, "lists"), "Dir::Cache=" + filepath.Join(a.dir, "cache"),
		"Dir::State::status=/dev/null", "APT::Sandbox::User=root", "APT::Architecture=amd64", "Acquire::Languages=none",
		"Acquire::Retries=3",
	} {
		options = append(options, "-o", o)
	}
	cmd := exec.Command(command, append(options, args...)...)
	cmd.Dir = a.dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s", command, strings.Join(args, " "), err, stderr.Bytes())
	}
	return out, nil
}

// Kernels returns the newest kernel of each version (6.1, 6.12, ...), oldest
// version first.
func (a *Archive) Kernels() []Kernel {
	newest := map[target.Version]string{}
	for name := range a.packages {
		release, ok := strings.CutPrefix(name, "linux-image-")
		if !ok || !strings.HasSuffix(release, flavour) || len(numbers(release)) < 3 { // "6.1-cloud-amd64" only depends on others
			continue
		}
		v, err := target.ParseVersion(release)
		if err == nil && release[0] >= '0' && release[0] <= '9' && compareReleases(release, newest[v]) > 0 {
			newest[v] = release
		}
	}
	var list []Kernel
	for v, release := range newest {
		k := Kernel{Release: release, Version: v, packages: []string{"linux-image-" + release}}
		if binary := "linux-binary-" + release; a.packages[binary] { // from 6.19 on the image is apart
			k.packages = []string{binary}
			if base := "linux-base-" + release; a.packages[base] { // has the configuration; the first to expire
				k.packages = append(k.packages, base)
			}
		}
		list = append(list, k)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Version < list[j].Version })
	return list
}

// compareReleases compares the numbers in two releases, as cmp.Compare does.
func compareReleases(a, b string) int { return slices.Compare(numbers(a), numbers(b)) }

// numbers returns the numbers in a release, the flavour's aside.
func numbers(release string) (list []int) {
	for _, f := range strings.FieldsFunc(strings.TrimSuffix(release, flavour), func(r rune) bool { return r < '0' || r > '9' }) {
		n, _ := strconv.Atoi(f) // digits only; too many are no release
		list = append(list, n)
	}
	return list
}

// Image returns the paths of the kernel's image and of its configuration, which
// are downloaded unless they are in the user's cache. Where the archive no longer
// has the configuration, it is the next newer kernel's: of it only CONFIG_HZ is read,
// which is the same in all of them.
func (a *Archive) Image(k Kernel) (image, config string, err error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", "", err
	}
	dir := filepath.Join(cache, "ccc", "kernels", k.Release)
	image, config = filepath.Join(dir, "vmlinuz"), filepath.Join(dir, "config")
	if exists(image) && exists(config) {
		return image, config, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", "", err
	}
	for _, name := range k.packages { // one at a time: apt fetches none of several if one is missing
		if err := a.unpack(k, name, dir); err != nil {
			return "", "", fmt.Errorf("package %s: %w", name, err)
		}
	}
	if !exists(image) {
		return "", "", fmt.Errorf("package %s holds no image of the kernel", k.packages[0])
	}
	if !exists(config) {
		all := a.Kernels()
		i := slices.IndexFunc(all, func(other Kernel) bool { return other.Version > k.Version })
		if i < 0 {
			return "", "", fmt.Errorf("packages %s hold no configuration of the kernel", strings.Join(k.packages, ", "))
		}
		_, config, err = a.Image(all[i])
	}
	return image, config, err
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// unpack downloads a package and keeps the kernel's image and configuration.
func (a *Archive) unpack(k Kernel, name, dir string) error {
	if _, err := a.apt("apt-get", "download", name); err != nil {
		return err
	}
	found, err := filepath.Glob(filepath.Join(a.dir, name+"_*.deb"))
	if err != nil || len(found) != 1 {
		return fmt.Errorf("apt-get download left %d files", len(found))
	}
	defer os.Remove(found[0])
	content, err := exec.Command("dpkg-deb", "--fsys-tarfile", found[0]).Output()
	if err != nil {
		return fmt.Errorf("dpkg-deb: %w", err)
	}
	for r := tar.NewReader(bytes.NewReader(content)); ; {
		h, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		to := ""
		switch strings.TrimPrefix(h.Name, "./") {
		case "boot/vmlinuz-" + k.Release, "usr/lib/modules/" + k.Release + "/vmlinuz":
			to = "vmlinuz"
		case "boot/config-" + k.Release, "usr/lib/modules/" + k.Release + "/config":
			to = "config"
		default:
			continue
		}
		if err := save(filepath.Join(dir, to), r); err != nil {
			return err
		}
	}
}

// save writes a file so that it is there whole or not at all.
func save(path string, r io.Reader) error {
	f, err := os.CreateTemp(filepath.Dir(path), "part-")
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	if err := errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), path)
}
