package diag

func init() {
	register(map[string]Code{
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
	})
}
