//go:build !unix

package main

import "io/fs"

// ownedByUser reports whether the file belongs to who runs this: elsewhere
// permissions are not a file's own.
func ownedByUser(fs.FileInfo) bool { return true }

// ownedByRoot reports whether the file belongs to root, whom there is not elsewhere.
func ownedByRoot(fs.FileInfo) bool { return false }
