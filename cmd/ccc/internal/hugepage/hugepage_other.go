//go:build !linux

package hugepage

// ForSource does nothing where programs cannot ask for huge pages.
func ForSource(int) {}
