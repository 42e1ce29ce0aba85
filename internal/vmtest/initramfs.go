package vmtest

import (
	"fmt"
	"io"
	"path"
	"sort"
)

// file is one regular file of an initramfs.
type file struct {
	name string // without a leading slash
	mode uint32 // permissions
	data []byte
}

// writeInitramfs writes the files, and the directories above them, as the cpio
// archive that kernels unpack as their first file system: format "newc" of
// Documentation/driver-api/early-userspace/buffer-format.
func writeInitramfs(w io.Writer, files []file) error {
	const directory, regular = 0o040000, 0o100000
	c := &cpio{w: w}
	for _, dir := range directories(files) {
		c.entry(dir, directory|0o755, nil)
	}
	for _, f := range files {
		c.entry(f.name, regular|f.mode, f.data)
	}
	c.entry("TRAILER!!!", 0, nil)
	return c.err
}

// directories returns the directories that hold the files, parents first.
func directories(files []file) []string {
	seen := map[string]bool{}
	for _, f := range files {
		for dir := path.Dir(f.name); dir != "."; dir = path.Dir(dir) {
			seen[dir] = true
		}
	}
	var list []string
	for dir := range seen {
		list = append(list, dir)
	}
	sort.Strings(list)
	return list
}

// cpio writes entries; the first error stays.
type cpio struct {
	w     io.Writer
	inode int
	err   error
}

// entry writes a header of 13 hexadecimal numbers, the name with a NUL, and the
// data; header with name, and data, are padded to a multiple of four bytes.
func (c *cpio) entry(name string, mode uint32, data []byte) {
	c.inode++
	header := "070701"
	for _, n := range []int{
		c.inode, int(mode), 0, 0, // inode, mode, user, group
		1, 0, len(data), // links, time, size
		0, 0, 0, 0, // device of the file, and what device it is
		len(name) + 1, 0, // name's size, checksum
	} {
		header += fmt.Sprintf("%08X", n)
	}
	c.padded([]byte(header + name + "\x00"))
	c.padded(data)
}

func (c *cpio) padded(data []byte) {
	for _, part := range [][]byte{data, make([]byte, -len(data)&3)} {
		if c.err == nil {
			_, c.err = c.w.Write(part)
		}
	}
}
