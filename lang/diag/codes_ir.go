package diag

func irCodes() map[string]Code {
	return map[string]Code{
		"W0201": {
			Title: "a divisor that can be 0",
			Explain: `Division by 0 gives 0 and never stalls a connection, but 0 is seldom what the
formula means. The warning is given where a value that is met in practice makes the
divisor 0 and nothing before has ruled it out.

    let share = marked / total          // total is 0 before the first ACK

Test it, or give it a least value:

    let share = if total > 0 then marked / total else 0
    let share = marked / max(total, 1)

The least value of a sum or difference of times, bytes or rates needs its unit, as
` + "`max(sk.now - ca.start, 1us)`" + `. That of a fraction is one of its steps: 1 - ca.e of a
fixed<12> in 0..1 is held up by 1/4096, where 1 would be all that it ever is. A range that
leaves out 0 also does, where the divisor is a param or a field of the state:

    param delta = 0.5 in 0.1..1

A remainder by 0, x % 0, is x.`,
		},
		"W0202": {
			Title: "an index that can be outside its array",
			Explain: `An index that is known only at run time is cut to the array's bounds: below 0 it
takes the first element, beyond the end the last. The warning is given where nothing
proves that it stays inside.

    ca.ring[ca.next] = rtt              // next: u8, ring has 8 elements

Say it in the type, or in the expression:

    next: u8 in 0..7
    ca.ring[ca.next % 8] = rtt`,
		},
		"W0203": {
			Title: "a number that can exceed 64 bits",
			Explain: `Expressions are exact up to 2^63-1 in the smallest unit that is involved
(microseconds, bytes, the fraction of a fixed<N>); beyond that a number stops there
instead of wrapping around. The warning is given where values that are met in
practice get so far, at the first part of the formula that does, and says how many bits
they lack: with n of them the number is up to 2^n times too large.

    let bdp = rate * rtt * gain * gain  // bytes/s in fixed<24>, microseconds, ...

Divide earlier, or round a part of the formula first:

    let bdp: bytes = rate * rtt
    let target = bdp * gain * gain

What a param, a field of the state or a variable without a range holds in practice is a
guess by its unit. Its range is the simplest remedy, and makes better code, too:

    param share = 1/3 in 0..1`,
		},
		"W0204": {
			Title: "a loop that can want more turns than its maximum",
			Explain: `The kernel takes only loops whose number of turns is bounded, so a loop with a
bound that is known at run time says "max N". Turns beyond it are left out. The
warning is given where the bound can be larger in practice.

    for i in 1..acked max 16 { ... }

If the rest may be left out, say so: for i in 1..min(acked, 16) max 16.`,
		},
	}
}
