package diag

func codegenCodes() map[string]Code {
	return map[string]Code{
		"E0550": {"a callback keeps too many values at once", `
What a callback still needs later lies in the processor's registers, and beyond those on
its stack, of which the kernel gives a program 512 bytes: 64 values. That is much for a
formula; it happens where a long callback computes everything first and uses it at the
end. Compute a value where it is used, keep it in the state between callbacks, or put
what belongs together into a loop over an array.`},
		"E0551": {"a callback has too many instructions", `
A callback may have 16,000 instructions, so that the kernel's verifier can walk through
all of its paths. Every call is written out where it stands, and so is what it calls.
Call a large function once, behind the decision, instead of once in every branch:

Wrong:  if a { update(sk, 1) } else { update(sk, 2) }
Right:  let step = if a then 1 else 2
        update(sk, step)`},
		"E0552": {"the kernel's verifier would give up on a callback", `
Before the kernel runs a program, its verifier follows it on every path and every turn of
every loop, and gives up after a million instructions. The compiler walks the code as the
verifier does and says so beforehand, with some room to spare. A callback costs at least its own
instructions, those in a loop times the most turns that the loop can take; loops inside
loops multiply. Bound loops by what really occurs, and keep inner loops short:

Wrong:  for i in 0..255 { for j in 0..255 { look_at(i, j) } }    // 65,536 turns
Right:  for i in 0..31 { for j in 0..31 { look_at(i, j) } }      // 1,024 turns`},
	}
}
