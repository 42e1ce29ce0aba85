package diag

func namesCodes() map[string]Code {
	return map[string]Code{
		"E0201": {"the file is not one algorithm or one module", `
A file is either an algorithm, which the kernel can run, or a module, a library
for algorithms. Its first declaration says which, and it says so once; only comments
stand before it:

    algorithm NAME          or          module NAME

Only a module can be used by another file. What two algorithms share stands in a
module of its own.`},
		"E0202": {"a name or property that the kernel does not take", `
The kernel knows an algorithm by a name of at most 15 of the characters
0-9 A-Z a-z _ and a dot. Behind "with" stand the properties it shall have: "ecn"
asks for ECN on its connections, "nonrestricted" lets every user choose it.

Wrong:  algorithm my-very-long-algorithm
Right:  algorithm my_algo with ecn`},
		"E0203": {"declared twice", `
A name stands for one thing, so that a reader need not look for which one is meant.
That also holds inside a function: a name is not declared anew in an inner block,
because what is usually meant there is an assignment.

Wrong:  let best = a
        if c { let best = b }
Right:  var best: us = a
        if c { best = b }
or:     let best = if c then b else a`},
		"E0204": {"a name that has a meaning everywhere", `
The words true, false, never, unlimited, initial, ca, sk, rs and sample, and the
builtin functions min, max, clamp, abs, random and send_ack, mean the same in every
program and cannot be declared. Nor can the kernel's enums, as CaState.`},
		"E0205": {"something that only an algorithm has", `
A module is a library of const, param, enum, struct and fn. It has no callbacks and
no state: the algorithm that uses it owns both. A module that needs to remember
something declares a struct; the algorithm puts it into its state and hands it over.

    module filter
    struct Min { best: us }
    fn update(m, t) { m.best = min(m.best, t) }

    algorithm x
    use filter
    state { rtt: filter.Min }
    ... filter.update(ca.rtt, t)`},
		"E0206": {"no state is declared", `
ca holds what the algorithm remembers for each connection. What it holds is
declared, once, with a type and, if it shall not start as zero, an initial value:

    state {
        alpha: fixed<24> = 1.0
        round_end: seq
    }`},
		"E0207": {"a name used as what it is not", `
Functions are called, structs and enums are types, and the values of an enum are
written bare, because the other side says which enum is meant.

Wrong:  ca.mode = Mode.drain        Right:  ca.mode = drain
Wrong:  let f = halve               Right:  let f = halve(x)`},
		"E0208": {"an unknown name", `
Nothing of this name is declared here. What the kernel offers belongs to the
connection (sk.), the rate sample (rs.) or the ACK sample (sample.); the state is
reached as ca.; a function sees only its parameters and what its file declares.

Wrong:  fn half() = snd_cwnd / 2
Right:  fn half(sk) = sk.snd_cwnd / 2`},
		"E0209": {"not a value of this enum", `
A bare name beside an enum is looked up in that enum, which has no such value.
"ccc fields" shows the kernel's enums with their values.`},
		"E0210": {"an unknown type", `
The types of places are the integers u8 u16 u32 u64 i8 i16 i32 i64, fixed<N>, units
(pkts, bytes, us, ms, s and their products and quotients), bool, seq, stamp, the
enums and structs of the file, and the enums of the kernel, such as CaState.

Wrong:  rtt: float          Right:  rtt: us, or rtt: fixed<8> us`},
		"E0211": {"an unknown module", `
use NAME finds the module in the file NAME.cc beside the program, or in the standard
library. Where that has errors of its own, only those are shown.
NAME.cc begins with "module NAME": a module has the name of its file.`},
		"E0212": {"modules in a circle", `
A module cannot use itself, directly or through others. Put what both need into a
third module.`},
		"E0213": {"a struct that contains itself", `
A struct lies whole inside its owner, so one that contains itself would have no end.
There are no pointers; for several of a kind use an array: T[8].`},
		"E0214": {"a const defined by itself", `
The value of a const follows from others, and these cannot follow from it.`},
		"E0215": {"not a constant", `
What stands here must be known when the program is compiled: literals, const names
and what is computed from them. A param is set when the program is loaded, so it is
no constant; fields of sk and ca change all the time.`},
		"E0216": {"a param that cannot be", `
A param is a number, with an optional range, a truth or a value of an enum. A number
is kept as a count of steps in 64 bits; a fractional one in steps of at most 1/10000,
so that --set beta=0.8 means exactly 0.8.

    param beta = 0.5 in 0.1..0.95
    param target = 5ms in 1ms..1s
    param fast = true`},
		"E0217": {"an enum without values, or with too many", `
An enum is kept in one byte, so it has 1 to 256 values.`},
		"E0218": {"the state holds too many values", `
The kernel keeps an algorithm's state for every connection: 104 bytes in the socket,
and what is more in storage of its own. Neither is made for large tables: a state has at most
16,384 values, and at most 2,048 if each array counts as one; structs in structs multiply. Tables of
constants belong into a const, which all connections share.`},
		"E0219": {"a function that calls itself", `
Calls are written out where they stand, so a function that calls itself, directly or
through others, would never end. The kernel would not take it either. Repeat with a
loop:

    for i in 1..8 { ... }`},
		"E0220": {"an unknown function", `
Functions are declared with fn, come from a module (use tcp, then tcp.slow_start), are
built in (min, max, clamp, abs, random, send_ack), or belong to the kernel and are
declared with extern fn. Callbacks are called by the kernel alone.`},
		"E0221": {"the wrong number of arguments", `
A call gives every parameter of the function, sk included.

Wrong:  tcp.slow_start(acked)        Right:  tcp.slow_start(sk, acked)`},
		"E0222": {"a call that stores inside an expression", `
A function that changes something stands alone or is the whole right side of a let,
an assignment or a return. So no reader has to know in which order the parts of an
expression are evaluated.

Wrong:  if tcp.slow_start(sk, acked) > 0 { ... }
Right:  let rest = tcp.slow_start(sk, acked)
        if rest > 0 { ... }`},
		"E0223": {"a value missing, or one too many", `
A function that gives a value gives one on every path; a callback gives a value if the
kernel waits for one, and none otherwise. A match over an enum of the kernel does not
cover values that future kernels may add: return something behind it, or add "_".

Wrong:  ssthresh(sk) { if sk.in_slow_start { return 2 } }
Right:  ssthresh(sk) { if sk.in_slow_start { return 2 }
                       return sk.snd_cwnd / 2 }`},
		"E0224": {"two names of one place", `
Structs and arrays are handed to functions by reference. If one place comes in twice,
or one inside another, and the function stores to it, then what it reads through the one
name changes under it through the other. That it uses different fields of the two is no
excuse: the next change of it may not. What it uses as ca beside counts by field.`},
		"E0225": {"break or continue outside a loop", `
break leaves the innermost for, continue goes on with its next turn. To leave a
function or callback write return.`},
		"E0226": {"something that cannot be assigned", `
A let is a name for a value and a parameter is what the caller gave: neither changes.
What changes is declared with var, or lives in the state. Structs and arrays are
assigned by their parts, or set to how they began:

    var n: pkts = acked
    n += 1
    ca.filter = initial`},
		"E0227": {"an unknown callback", `
At the top level, NAME(...) without a word before it is a callback: a function that
the kernel calls. It calls ssthresh, cong_avoid, set_state, cwnd_event, in_ack_event,
pkts_acked, min_tso_segs, cong_control, undo_cwnd, sndbuf_expand, init and release.
A function of your own begins with fn.`},
		"E0228": {"a callback's parameters", `
The kernel hands values over by position; only trailing ones can be left out. The
names are free, but a name that belongs to another position is refused, since it would
be bound to the wrong value.

Wrong:  cong_avoid(sk, acked) { ... }        acked would be the sequence number
Right:  cong_avoid(sk, ack, acked) { ... }`},
		"E0229": {"a callback that the kernel demands", `
The kernel registers no algorithm without ssthresh, undo_cwnd, and one of cong_avoid
and cong_control. The hint shows what Reno does; it can be pasted at the end of the file.`},
		"E0230": {"too many errors", `
A hundred errors are shown. Mend those and compile again: often many errors have one
cause, such as a name that is missing.`},
	}
}

func typesCodes() map[string]Code {
	return map[string]Code{
		"E0301": {"different units", `
Bytes, times and counts do not add up, compare or fit in each other's places, and
neither do rates. Packets are a count. The scales of one kind convert by themselves.

packets to bytes        n * sk.mss_cache
bytes to packets        b / sk.mss_cache
packets to a rate       n * sk.mss_cache / sk.srtt_us
a rate to packets       r * sk.srtt_us / sk.mss_cache
a number to a time      n * 1us
a time to a number      t / 1us`},
		"E0302": {"a number that needs its unit", `
A bare number takes the unit of the other side, as that is written: beside srtt_us it
counts microseconds, beside 10ms milliseconds. A product of quantities, or the distance
of two points in time, has no such unit, and guessing one could be wrong by a factor of
a million.

Wrong:  if sk.now - ca.start > 100 { ... }
Right:  if sk.now - ca.start > 100ms { ... }`},
		"E0303": {"an operation on the wrong kind of value", `
Numbers can be computed with. Truths, values of an enum, sequence numbers and points in
time cannot, but for these:

seq + bytes, seq - bytes      a sequence number
seq - seq                     bytes, negative if the second is later
stamp + time, stamp - time    a point in time
stamp - stamp                 a time
(if c then 1 else 0)          a number from a truth`},
		"E0304": {"a value of the wrong kind for its place", `
The place is declared as one kind, the value is another. The zero of points in time is
never; sequence numbers have no literals, they come from sk.

Wrong:  state { start: stamp }   ...  ca.start = 0
Right:  state { start: stamp }   ...  ca.start = never`},
		"E0305": {"a condition that is not true or false", `
A number is not a condition: say what it is compared with.

Wrong:  if ca.count { ... }            Right:  if ca.count > 0 { ... }
Wrong:  if flags & ece { ... }         Right:  if flags & ece != 0 { ... }

Each comparison has two sides of its own: && and || join truths, not what is compared.

Wrong:  if sk.ca_state == recovery || loss { ... }
Right:  if sk.ca_state == recovery || sk.ca_state == loss { ... }`},
		"E0306": {"a comparison of different kinds", `
Both sides of a comparison are of one kind. Flags and truths are equal or not, but not
smaller or larger. Comparisons are not chained.

Wrong:  2 < x < 10                     Right:  2 < x && x < 10`},
		"E0307": {"a division by 0", `
In a running program x / 0 is 0 and x % 0 is x, so that no formula can stop a
connection. A divisor that is always 0 is a mistake. Often it is a const that a
formula has made 0:

    const spare = 4 - 4
    let share = sk.snd_cwnd / spare`},
		"E0308": {"no whole number where one is needed", `
& | ^ << >> work on the bits of whole counts that are not negative. Times and bytes are
quantities, not bit patterns, and a quotient is a fraction until it is rounded. What
kernel code shifts, a formula divides: srtt_us already reads as the time that it is, so
its ">> 3" is left out. And ^ is exclusive or; a power is a product, x * x.

The kernel's counters, such as sk.delivered, are whole and wrap around 2^32. What is
added to one, taken from it or compared with it is whole as well: round it first.

Wrong:  sk.srtt_us >> 3                Right:  sk.srtt_us
Wrong:  ca.rtt >> 2                    Right:  ca.rtt / 4
Wrong:  d^2                            Right:  d * d
Wrong:  sk.delivered + acked / 2       Right:  let half: pkts = acked / 2
                                               ... sk.delivered + half`},
		"E0310": {"an unknown unit", `
The units are bytes, kB, KiB, MB, MiB, GB, bit, kbit, Mbit, Gbit, ns, us, ms, s and
pkts, and their products and quotients. kB is 1000 bytes, KiB is 1024,
Mbit is 125000.`},
		"E0311": {"a product of too many units", `
Each dimension may occur to the eighth power at most. Formulas that people write have
the second or third; look for a quantity that is multiplied once too often, or divide
earlier.`},
		"E0312": {"a constant that is too large", `
Constants are computed exactly, with up to 1024 bits above and below the fraction
line. What is to be stored must fit 64 bits in the end.

A shift is by 0 to 62 places, of a constant by up to 63.`},
		"E0313": {"an empty or impossible range", `
A range is lo..hi, both ends included, the smaller one first, and within what its type
holds, and some value of the type lies in it: there is no whole number in 0.2..0.8. A
default lies inside its range. Loops count upwards.

Wrong:  gain: u8 in 0..1000              Right:  gain: u16 in 0..1000
Wrong:  param beta = 0.5 in 0.9..0.1     Right:  param beta = 0.5 in 0.1..0.9
Wrong:  for i in 7..0 { ... }            Right:  for j in 0..7 { let i = 7 - j ... }`},
		"E0314": {"an initial value that cannot be", `
An initial value is a constant that the field's type and range hold. A field without one
starts as zero, which its range must then include. Initial values hold from the first
callback on, whichever that is.

Wrong:  gain: fixed<8> in 1..3          Right:  gain: fixed<8> in 1..3 = 2`},
		"E0315": {"an array that cannot be", `
Arrays hold 1 to 4096 values of one type, and their length is a constant. Array
literals stand in a const or as the initial values of a field.

    const cycle = [5/4, 3/4, 1, 1]
    state { history: us[8]; weights: u8[4] = [4, 3, 2, 1] }`},
		"E0316": {"fixed<N> with too many bits", `
fixed<N> keeps N bits behind the point, and the type's width less N before it. With N
up to 24 and no unit it is 32 bits wide, otherwise 64; u64 fixed<32> says so itself.

Wrong:  u16 fixed<16>                    Right:  u32 fixed<16>: up to 65535.99998`},
		"E0317": {"unlimited without a place", `
unlimited is the value of a rate or ssthresh that is not set. It can be compared with
such a value and stored to such a place, or to a field of the state, where it is the
largest value; it cannot be computed with.

    if sk.snd_ssthresh == unlimited { ... }`},
		"E0318": {"an index that cannot be", `
An index is a plain number from 0 to the length less 1. A constant one outside is an
error; one that is computed is rounded toward zero and then clamped into the array.`},
		"E0319": {"a thing that is no value", `
sk, rs and sample, structs, arrays, modules and enums have no value of their own. Use
their fields, elements or members. Structs, arrays and sk are handed to functions by
reference. Names inside functions hold single values; structs and arrays live in the
state.

Wrong:  let r = ca.round                 Right:  ca.round.samples += 1
Wrong:  var last: us[8]                  Right:  state { last: us[8] }`},
		"E0320": {"a loop over something else than numbers", `
for i in a..b counts whole numbers from a to b, both included.

Wrong:  for t in 0..sk.srtt_us { ... }
Right:  for t in 0..sk.srtt_us / 1ms max 100 { ... }`},
		"E0321": {"a match on something else than constants", `
match compares its subject with constants: values of an enum, numbers, true and false.
Points in time, sequence numbers and flags are told apart with if.`},
		"E0322": {"an arm that is never taken", `
The arms of a match are tried from the top. One whose values all stand in arms above it,
or that stands below "_", is never taken.`},
		"E0323": {"a match that forgets a case", `
A match says what to do for every value of its subject, so that none is forgotten when
an enum grows. "_ => {}" does nothing for all that are not named. A match on a number
always needs it.

    match event {
        loss => { ca.rounds = 0 }
        _    => {}
    }`},
		"E0330": {"too many versions of the functions", `
A function whose parameters have no types is compiled anew for each kind of value and
each constant that it is called with: 5,000 versions and 16 MB of their text at most.
Typed parameters make one version do for all.`},
		"E0331": {"calls nested too deep", `
Calls are written out where they stand, 64 deep at most.`},
		"E0332": {"a loop without a bound, or with too large a one", `
The kernel's verifier walks through every turn of a loop before it lets the program run.
So a loop makes at most 256 turns, and the program says how many: with constant bounds,
or with max.

    for i in 0..7 { ... }
    for i in 1..ca.rounds max 16 { ... }`},
		"E0333": {"loops nested too deep", `
Two loops may stand inside one another; calls count as if written out. The verifier's
work grows with the product of the turns.`},
	}
}

func targetCodes() map[string]Code {
	return map[string]Code{
		"E0401": {"a kernel name with its prefix", `
Kernel names are written as the kernel has them, without the prefixes sk_, icsk_ and
skc_, which only say in which C struct a member lies.

Wrong:  sk.icsk_ca_state, sk.sk_pacing_rate
Right:  sk.ca_state, sk.pacing_rate`},
		"E0402": {"an unknown kernel field", `
"ccc fields" lists every field with its unit, range and meaning; "ccc fields rtt" those
with rtt in them.`},
		"E0403": {"a field that cannot be written", `
The kernel lets a congestion control write a handful of fields of the connection:
snd_cwnd, snd_cwnd_cnt, snd_ssthresh, pacing_rate, app_limited and some flags. Any other
store would be refused when the program is loaded. What the algorithm wants to remember
goes into its state.`},
		"E0404": {"a value that may hold no sample", `
Some measurements do not exist for every ACK: the kernel then has -1 in their place, or
the largest number. Using that as a time or a count is a classic bug, so such a field may
be used only where a test has shown that it holds a sample. The test is >= 0, > 0, its
opposite with a return, or rs.valid; it also works through && and ||, and through names.

Wrong:  ca.rtt = sample.rtt_us
Right:  if sample.rtt_us >= 0 { ca.rtt = sample.rtt_us }
or:     if sample.rtt_us < 0 { return }
        ca.rtt = sample.rtt_us`},
		"E0405": {"a kernel function that is not as declared", `
extern fn makes a function of the kernel callable. Only those that the kernel offers to
congestion controls can be, and their parameters and results are the kernel's. They
exist from 5.13 on; the same things written in the language (use tcp) run everywhere.

    extern fn tcp_slow_start(sk, acked: pkts): pkts`},
		"E0406": {"a kernel function called from the wrong callback", `
Some kernel functions do the work of one callback and rely on what holds there: the
kernel's bbr_main is a cong_control and can be called from cong_control alone. The
message lists the callbacks that may call it.`},
	}
}

func checkWarnings() map[string]Code {
	return map[string]Code{
		"W0101": {"declared, but not used", `
What nothing uses is either left over, or it should have been used: look for a name that
is written wrongly. A field or variable that is stored to but never read has no effect; a
field that is read but never stored to is a constant, or lacks the line that stores to it.`},
		"W0102": {"never reached", `
The statement before always returns, or leaves the loop, so this one never runs. Either
it is left over, or the statement before was meant to be under a condition.

Wrong:  return 2                         Right:  if sk.snd_cwnd < 4 { return 2 }
        return sk.snd_cwnd / 2                   return sk.snd_cwnd / 2

An arm of a match that can never be taken is as idle: one for a fraction where the number
is whole, one for a number outside the range of what is looked at, or the arm _ where those
above it take every value.

Nor does cong_avoid run beside cong_control: the kernel then leaves the window to the
latter after every ACK, in every state. And of some events it only tells algorithms
with ecn (ecn_is_ce, ecn_no_ce), or without cong_control (cwnd_restart, complete_cwr).`},
		"W0103": {"a call without effect", `
The function only computes a value, and the value is not used; or it gives none, and can
be left out.

Wrong:  max(x, 2)                 Right:  let y = max(x, 2)`},
		"W0104": {"an empty state or struct", `
It declares nothing. It can be deleted.`},
		"W0105": {"an average that stops short", `
x = (1 - g) * x + g * y moves x towards y by a part of their distance. The new value is
rounded toward zero when it is stored; once a step is less than the last bit that x
keeps, x does not move any more, short of y by up to 1/g of that bit. With fixed<10> and
g = 1/16 an average of ones stops at 1009/1024.

It does not matter where the formula stands: in the store itself, behind a name, or in a
function whose value is stored.

An average that only falls towards y, under a test of x > y, reaches it, since rounding
toward zero is on its side; then there is no warning.

Wrong:  rtt: us                   ...  ca.rtt = ca.rtt * 7/8 + t / 8
Right:  rtt: u64 fixed<10> us     ...  ca.rtt = ca.rtt * 7/8 + t / 8`},
		"W0106": {"a quotient multiplied by its divisor", `
A let names the exact fraction, so q = a / b times b is a again. Code for integers counts
on the rounding: there, q * b is a less its remainder. It is the same where b has another
name, or is a const, and where a function gives q. (Half of something that is doubled again
as q * 2 is let pass, but not a - q * 2, which is always 0.) Where a whole number is meant,
give the name a type, which rounds.

Wrong:  let q = ca.cnt / w              ...  ca.cnt -= q * w       always 0
Right:  let q: pkts = ca.cnt / w        ...  ca.cnt -= q * w`},
		"W0107": {"growth that is rounded away", `
A paper's cwnd += 1/cwnd adds up fractions over a round trip. The kernel's window is a whole
number, so that each sum is rounded toward zero when it is stored, and the window never
grows. The kernel's own algorithms count ACKs until they make a packet; so does
tcp.cong_avoid_ai. A state with bits behind the point adds the fractions up as the paper does.

It does not matter whether the formula stands in the sum itself, behind a name or in a
function, nor that it is only one of two that an if chooses from. A param counts with its
default. Of a place that keeps a unit or fractions what it adds is as lost where it is less
than one step: 0.01 in a fixed<4>, 0.5us in a us.

Wrong:  sk.snd_cwnd += acked / sk.snd_cwnd
Right:  use tcp                         ...  tcp.cong_avoid_ai(sk, sk.snd_cwnd, acked)`},
		"W0108": {"a constant that does not fit", `
A place holds what its type or its range holds, and a store keeps the nearest value that fits.
For a sum that grows that is what you want; a constant outside the range was hardly meant.

Nor was one that is less than one step of its place, and so becomes 0. Where a number
without a unit stands beside a time in microseconds, as in sk.srtt_us > 0.05, it is
microseconds, too; a fraction of one means seconds.

Wrong:  sk.snd_cwnd = 0            g: fixed<4> ... ca.g = 0.01        if sk.srtt_us > 0.05
Right:  sk.snd_cwnd = 1            g: fixed<16> ... ca.g = 0.01       if sk.srtt_us > 0.05s`},
		"W0109": {"a store that the kernel overwrites", `
Without cong_control the kernel computes the pacing rate from the window and the round-trip
time after every ACK, and paces only where a qdisc or the socket asks for it. What cong_avoid
or another callback stores is gone at once. An algorithm with cong_control sets window and
rate itself, in every state, and its first store turns pacing on.

Wrong:  cong_avoid(sk, ack, acked) { sk.pacing_rate = 200kB/s }
Right:  cong_control(sk, rs) { sk.pacing_rate = 200kB/s }`},
		"W0110": {"exclusive or, written like a power", `
^ is exclusive or, as in C: it joins bits, so that 10^6 is 12. There is no operator for powers;
a formula's square is a product, and a power of ten is written as a number. The warning is
for a decimal exponent behind a count or a decimal number. A mask is written in hex, and
then means what it says.

Wrong:  const k = 10^6                   Right:  const k = 1e6
Wrong:  sk.snd_cwnd^2                    Right:  sk.snd_cwnd * sk.snd_cwnd
Wrong:  const big = 2^40                 Right:  const big = 1 << 40
Mask:   ca.seen ^ 6                      Mask:   ca.seen ^ 0x6`},
		"W0111": {"a comparison that is always the same", `
A number is compared with one that its type, or its declared range, never lets it pass: what
is counted is never below 0, and a u8 never above 255. The branch is idle, or always taken.
Differences can be negative, as all arithmetic is exact.

Wrong:  if ca.rounds < 0 { ... }          Right:  if ca.rounds == 0 { ... }
        if acked < 0 { ... }                      if acked < ca.expected { ... }`},
	}
}
