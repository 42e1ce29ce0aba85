package dsl

import (
	"errors"
	"fmt"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// privateRelos are the offsets of the words of the socket's private bytes.
var privateRelos = func() (relos [target.PrivateWords]*object.Relo) {
	for word := range relos {
		relos[word] = &object.Relo{Kind: object.FieldOffset, Root: target.Sock.Root(), Path: []object.Step{
			{Member: "inet_conn", Struct: "inet_connection_sock"},
			{Member: privateMember, Len: target.PrivateWords, Index: word, Type: object.U64},
		}}
	}
	return relos
}()

// privateMember is the array in which an algorithm keeps its state.
const privateMember = "icsk_ca_priv"

// PrivatePointer sets dst to the address of the 104 bytes that an algorithm has
// in each socket; sk points to the connection. The kernel zeroes them when the
// algorithm is chosen for a socket, before any callback runs.
func PrivatePointer(dst, sk asm.Register) asm.Instructions {
	if err := errors.Join(goodDst(dst), goodSrc(sk)); err != nil {
		return fail("private bytes: %w", err)
	}
	var code asm.Instructions
	if dst != sk {
		code = asm.Instructions{asm.Mov.Reg(dst, sk)}
	}
	return append(code, object.WithRelo(asm.Add.Imm(dst, 0), privateRelos[0]))
}

// LoadPrivate sets dst to size bytes (1, 2, 4, 8) at offset off of the private
// bytes, extended to 64 bits. At a multiple of 8 that is one instruction, else
// three.
func LoadPrivate(dst, sk asm.Register, off, size int, signed bool) asm.Instructions {
	width, err := privateAccess(off, size)
	if err == nil {
		err = errors.Join(goodDst(dst), goodSrc(sk))
	}
	if err != nil {
		return fail("load of private bytes: %w", err)
	}
	var code asm.Instructions
	if off%8 == 0 {
		code = asm.Instructions{object.WithRelo(asm.LoadMem(dst, sk, 0, width), privateRelos[off/8])}
	} else {
		code = append(PrivatePointer(dst, sk), asm.LoadMem(dst, dst, int16(off), width))
	}
	if signed && size < 8 {
		code = append(code, signExtend(dst, size)...)
	}
	return code
}

// StorePrivate stores the low size bytes of src at offset off of the private
// bytes. At an offset that is no multiple of 8 it needs a register tmp, other
// than sk and src; else tmp is not used.
func StorePrivate(sk asm.Register, off, size int, src, tmp asm.Register) asm.Instructions {
	width, err := privateAccess(off, size)
	if err == nil {
		err = errors.Join(goodSrc(sk), goodSrc(src))
	}
	if err == nil && off%8 != 0 && (tmp == sk || tmp == src) {
		err = fmt.Errorf("%s is not free to hold the address", tmp)
	}
	if err != nil {
		return fail("store to private bytes: %w", err)
	}
	if off%8 == 0 {
		return asm.Instructions{object.WithRelo(asm.StoreMem(sk, 0, src, width), privateRelos[off/8])}
	}
	return append(PrivatePointer(tmp, sk), asm.StoreMem(tmp, int16(off), src, width))
}

// StorePrivateImm stores a constant at an offset that is a multiple of 8; 8
// bytes get it sign-extended.
func StorePrivateImm(sk asm.Register, off, size int, value int32) asm.Instructions {
	width, err := privateAccess(off, size)
	if err == nil && off%8 != 0 {
		err = fmt.Errorf("offset %d is not a multiple of 8", off)
	}
	if err == nil {
		err = goodSrc(sk)
	}
	if err != nil {
		return fail("store to private bytes: %w", err)
	}
	return asm.Instructions{object.WithRelo(storeImm(sk, 0, value, width), privateRelos[off/8])}
}

func privateAccess(off, size int) (asm.Size, error) {
	width, ok := sizeOf(size)
	if !ok {
		return 0, fmt.Errorf("%d bytes cannot be accessed at once", size)
	}
	if off < 0 || off+size > target.PrivateBytes {
		return 0, fmt.Errorf("bytes %d to %d are outside the %d that a socket has", off, off+size-1, target.PrivateBytes)
	}
	return width, nil
}
