//go:build !linux

package main

// hugeHeap does nothing where programs cannot ask for huge pages.
func hugeHeap(int) {}
