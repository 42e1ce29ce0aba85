package diag

func buildCodes() map[string]Code {
	return map[string]Code{
		"E0501": {
			Title: "a callback grows too large",
			Explain: `Every call is written out where it stands (the kernel's verifier follows each
path through a program, and calls would cost connections time), so a function that
is called from many places, each of which is called from many places, multiplies
itself. A callback may have at most 30,000 operations and 256 loops once that is
done; a loop's body counts once.

Call the function once, behind the decision, instead of once in every branch:

    if a { update(sk, 1) } else { update(sk, 2) }      // twice the code

    let step = if a then 1 else 2                      // once
    update(sk, step)`,
		},
		"E0502": {
			Title: "units and constants multiply up beyond 64 bits",
			Explain: `An expression is exact until it is rounded at a place, so all its scales
(microseconds, the fractional bits of fixed<N>, the denominators of constants) meet
in one factor. Here that factor alone needs more than 62 bits.

Round a part of the expression first, with a typed name:

    let x = t * t * t * 0.123456789012345 / y      // wrong: t in microseconds, cubed

    let ms: ms = t                                 // right
    let x = ms * ms * ms * 0.1235 / y`,
		},
		"E0503": {
			Title: "quotients meet without a place that says their precision",
			Explain: `A quotient of two values that vary is an exact fraction until it goes to a
place. To add two of them, or to take the larger, both must be brought to a common
step, and the place they go to says how fine that is. Where there is none (a plain
let, one side of a comparison) and both have a unit, the compiler does not guess:

    let best = max(sent / t1, acked / t2)          // wrong: bytes/s, how fine?

    let best: bytes/s = max(sent / t1, acked / t2) // right: whole bytes a second`,
		},
		"E0504": {
			Title: "the state is larger than the kernel keeps for a connection",
			Explain: `State beyond the socket's own 104 bytes lies in per-socket storage, of which a
connection can have at most 32,000 bytes, as far as an instruction reaches. Arrays are what makes a state large: shorten
them, or keep what was summed up instead of every value.`,
		},
	}
}
