//go:build !linux

package main

import "errors"

var errLinux = errors.New("only Linux loads the objects")

func (o *options) loads([]pair) error { return errLinux }
func (o *options) times(string) error { return errLinux }
