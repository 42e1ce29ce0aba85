//go:build !linux

package main

// populate is for Linux.
func populate() {}
