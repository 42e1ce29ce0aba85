package dsl

import (
	"fmt"

	"github.com/cilium/ebpf/asm"

	"github.com/ccc-lang/ccc/lang/target"
	"github.com/ccc-lang/ccc/object"
)

// Return ends the program; r0 is the result where the callback has one. It is
// struct-ops-return of the origin.
func Return() asm.Instructions { return asm.Instructions{asm.Return()} }

// ReturnImm ends the program with a constant, of which a callback's u32 result
// takes the low 32 bits. It is struct-ops-return-imm of the origin.
func ReturnImm(value int32) asm.Instructions {
	return asm.Instructions{asm.Mov.Imm(asm.R0, value), asm.Return()}
}

// ReturnReg ends the program with the value of r. It is struct-ops-return-reg of
// the origin.
func ReturnReg(r asm.Register) asm.Instructions {
	if err := goodSrc(r); err != nil {
		return fail("return: %w", err)
	}
	if r == asm.R0 {
		return Return()
	}
	return asm.Instructions{asm.Mov.Reg(asm.R0, r), asm.Return()}
}

// ReturnVoid ends the program of a callback without a result. It is
// struct-ops-return-void of the origin.
func ReturnVoid() asm.Instructions { return ReturnImm(0) }

// CallHelper calls a BPF helper by its number (target.HelperJiffies64 and so
// on). Its arguments are in r1 to r5, the result is in r0; r1 to r5 are lost.
func CallHelper(id int) asm.Instructions {
	if id <= 0 || id > 1<<16 {
		return fail("there is no helper %d", id)
	}
	return asm.Instructions{asm.BuiltinFunc(id).Call()}
}

// Call calls a function of the target table: a helper or a kernel function.
// Its arguments are in r1 to r5, the result, if it has one, is in r0; r1 to r5
// are lost. The object then loads only where the kernel has the function.
func Call(f *target.Func) asm.Instructions { return call(f, false) }

// CallWeak is Call for code that runs only where Has found the function.
func CallWeak(f *target.Func) asm.Instructions { return call(f, true) }

// CallNamed is Call by name, as "tcp_slow_start".
func CallNamed(name string) asm.Instructions {
	f := target.LookupFunc(name)
	if f == nil {
		return fail("call: no function %q%s", name, suggest(name, funcNames()))
	}
	return Call(f)
}

// CallFunction calls a function of the object, see Builder.Function. Its arguments
// are in r1 to r5, the result, if it has one, is in r0; r1 to r5 are lost.
func CallFunction(name string) asm.Instructions {
	if !isIdentifier(name) {
		return fail("call: %q is not the name of a function", name)
	}
	return asm.Instructions{object.CallFunction(name)}
}

func call(f *target.Func, weak bool) asm.Instructions {
	switch {
	case f.Kfunc:
		return asm.Instructions{object.Kfunc(Signature(f, weak))}
	case f.Helper != 0:
		return CallHelper(f.Helper)
	}
	return fail("%s is not a function of the kernel", f.Name)
}

// Has sets dst to 0 if the running kernel does not have the kernel function,
// else to something else. Loaders from 2023 on know how to leave out a function
// that is missing (weak externs).
func Has(dst asm.Register, f *target.Func) asm.Instructions {
	if err := goodDst(dst); err != nil {
		return fail("presence of %s: %w", f.Name, err)
	}
	if !f.Kfunc {
		return fail("presence of %s: it is not a kernel function", f.Name)
	}
	return asm.Instructions{object.WithKfunc(asm.LoadImm(dst, 0, asm.DWord), Signature(f, true))}
}

// Signature returns the C signature of a kernel function.
func Signature(f *target.Func, weak bool) *object.KfuncSig {
	sig := &object.KfuncSig{Proto: object.Proto{Name: f.Name}, Weak: weak}
	for _, p := range f.Params {
		sig.Params = append(sig.Params, cParam(p))
	}
	if f.Result != nil {
		t := cType(f.Result.Type)
		sig.Result = &t
	}
	return sig
}

func funcNames() []string {
	var names []string
	for _, f := range target.Funcs() {
		names = append(names, f.Name)
	}
	return names
}

// StorageGet sets r0 to the address of the socket's record in the storage map
// of that name, made zeroed if there is none, or to 0 where no memory was left.
// sk points to the connection. r1 to r5 are lost. Test r0 before use.
func StorageGet(mapName string, sk asm.Register) asm.Instructions {
	if err := goodSrc(sk); err != nil {
		return fail("storage: %w", err)
	}
	const create = 1 // BPF_SK_STORAGE_GET_F_CREATE
	return Join(asm.Instructions{
		asm.Mov.Reg(asm.R2, sk),
		object.LoadAddress(asm.R1, mapName),
		asm.Mov.Imm(asm.R3, 0),
		asm.Mov.Imm(asm.R4, create),
	}, CallHelper(target.HelperSkStorageGet))
}

// LoadGlobal sets dst to a global of the object (see Builder.Param), extended to
// 64 bits.
func LoadGlobal(dst asm.Register, name string, t target.CType) asm.Instructions {
	if err := goodDst(dst); err != nil {
		return fail("load of %s: %w", name, err)
	}
	size, _ := sizeOf(t.Size())
	code := asm.Instructions{object.LoadAddress(dst, name), asm.LoadMem(dst, dst, 0, size)}
	if t.Signed() && t.Size() < 8 {
		code = append(code, signExtend(dst, t.Size())...)
	}
	return code
}

// GlobalPointer sets dst to the address of a global, as a table to be indexed.
func GlobalPointer(dst asm.Register, name string) asm.Instructions {
	if err := goodDst(dst); err != nil {
		return fail("address of %s: %w", name, err)
	}
	return asm.Instructions{object.LoadAddress(dst, name)}
}

// LoadConfig sets dst to a number of the running kernel's build configuration
// ("CONFIG_HZ") or to its version ("LINUX_KERNEL_VERSION", major<<16 + minor<<8
// + patch). The loader reads the configuration from /proc/config.gz or
// /boot and fails without it; the version needs neither.
func LoadConfig(dst asm.Register, name string) asm.Instructions {
	err := goodDst(dst)
	if err == nil && !object.IsConfig(name) {
		err = fmt.Errorf("it starts neither with CONFIG_ nor is LINUX_KERNEL_VERSION")
	}
	if err != nil {
		return fail("configuration number %s: %w", name, err)
	}
	return asm.Instructions{object.LoadAddress(dst, name), asm.LoadMem(dst, dst, 0, asm.Word)}
}
