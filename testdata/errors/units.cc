// Programs that mix kinds and units. See TestErrors in lang/types for the form.
--- a count plus bytes
ssthresh(sk) = sk.snd_cwnd + sk.mss_cache
### E0301 col 16-41 "cannot add a count and bytes: `sk.snd_cwnd` is a count, `sk.mss_cache` is bytes"
### hint "packets times the segment size are bytes: `sk.snd_cwnd * sk.mss_cache`"
--- a time plus a count
ssthresh(sk) {
    let t = sk.srtt_us + sk.snd_cwnd
### E0301 col 13-36 "cannot add a time and a count: `sk.srtt_us` is a time, `sk.snd_cwnd` is a count"
### hint "give the number its unit: `sk.snd_cwnd * 1us`, or `* 1ms`, `* 1s`"
    return t / 1us
}
--- bytes compared with a count
ssthresh(sk) = if sk.bytes_acked > sk.snd_cwnd then 2 else 4
### E0301 col 19-46 "cannot compare bytes and a count: `sk.bytes_acked` is bytes, `sk.snd_cwnd` is a count"
### hint "packets times the segment size are bytes: `sk.snd_cwnd * sk.mss_cache`"
--- a time where packets belong
ssthresh(sk) = sk.srtt_us
### E0301 col 16-25 "the result of `ssthresh` is a count, `sk.srtt_us` is a time"
### hint "divide by the unit to get a plain number: `sk.srtt_us / 1us`"
--- packets where a rate belongs
cong_control(sk) { sk.pacing_rate = sk.snd_cwnd }
### E0301 col 37-47 "`sk.pacing_rate` is a rate in bytes per time, `sk.snd_cwnd` is a count"
### hint "a rate is bytes over time: `sk.snd_cwnd * sk.mss_cache / sk.srtt_us`"
--- bytes where packets belong
init(sk) { sk.snd_cwnd = sk.snd_wnd }
### E0301 col 26-35 "`sk.snd_cwnd` is a count, `sk.snd_wnd` is bytes"
### hint "bytes divided by the segment size are packets: `sk.snd_wnd / sk.mss_cache`"
--- bytes where a rate belongs
cong_control(sk) { sk.pacing_rate = sk.snd_cwnd * sk.mss_cache }
### E0301 col 37-62 "`sk.pacing_rate` is a rate in bytes per time, `sk.snd_cwnd * sk.mss_cache` is bytes"
### hint "bytes over a time are a rate: `sk.snd_cwnd * sk.mss_cache / sk.srtt_us`"
--- srtt_us >> 3
ssthresh(sk) = if (sk.srtt_us >> 3) > 10ms then 2 else 4
### E0308 col 20-29 "`>>` works on bits of plain numbers, `sk.srtt_us` is a time"
### hint "`sk.srtt_us` already reads as the time that it is: leave out the shift"
--- a shift of a time
state { rtt: us }
init(sk) { ca.rtt = ca.rtt << 2 }
### E0308 col 21-26 "`<<` works on bits of plain numbers, `ca.rtt` is a time"
### hint "multiply instead: the compiler makes a shift of it where it can"
ssthresh(sk) = ca.rtt / 1ms
--- bits of a fraction
ssthresh(sk) = (sk.snd_cwnd / 3) & 7
### E0308 col 17-31 "`&` works on bits of whole numbers, `sk.snd_cwnd / 3` may be a fraction"
### hint "round first: `let x: u32 = sk.snd_cwnd / 3`"
--- bits of truths
init(sk) { if sk.in_slow_start & sk.is_cwnd_limited { sk.snd_cwnd = 1 } }
### E0308 col 15-30 "`&` joins bits, `sk.in_slow_start` is true or false"
### hint "join truths with `&&` and `||`"
--- a literal that needs its unit
ssthresh(sk) = if sk.srtt_us * sk.pacing_rate / sk.srtt_us > 1000 then 2 else 4
### E0302 col 62-65 "`1000` needs a unit beside `sk.srtt_us * sk.pacing_rate / sk.srtt_us`, which is a rate in bytes per time"
### hint "write the unit with the number, as in `10ms`, `1500 bytes`, `10Mbit/s`"
--- a run-time count against a time
param limit = 10
ssthresh(sk) = if sk.srtt_us > limit then 2 else 4
### E0301 col 19-36 "cannot compare a time and a count: `sk.srtt_us` is a time, `limit` is a count"
### hint "give the number its unit: `limit * 1us`, or `* 1ms`, `* 1s`"
--- naming a literal changes nothing
const limit = 10
ssthresh(sk) {
    let far = 200
    if sk.srtt_us > limit && sk.srtt_us < far { return 2 }
    return 4
}
--- two counters, and a counter with a time
state { lost: pkts; t: us }
init(sk) {
    ca.lost = sk.lost
    ca.t = sk.lost
### E0304 col 12-18 "`ca.t` is a time, `sk.lost` is a counter of packets"
### hint "give the number its unit: `sk.lost * 1us`, or `* 1ms`, `* 1s`"
}
ssthresh(sk) = sk.lost - ca.lost + ca.t
### E0301 col 16-39 "cannot add a count and a time: `sk.lost - ca.lost` is a count, `ca.t` is a time"
### hint "give the number its unit: `(sk.lost - ca.lost) * 1us`, or `* 1ms`, `* 1s`"
--- a sequence number as a number
ssthresh(sk) = sk.snd_nxt / 2
### E0303 col 16-29 "cannot divide a sequence number and a count: `sk.snd_nxt` is a sequence number, `2` is a count"
### hint "the distance of two sequence numbers is a number of bytes: `sk.snd_nxt - sk.snd_una`"
--- a sequence number and a literal
ssthresh(sk) = if sk.snd_una > 0 then 2 else 4
### E0306 col 19-32 "cannot compare a sequence number with a count: `sk.snd_una` is a sequence number, `0` is a count"
### hint "compare a sequence number with another, as `sk.snd_una < ca.round_end`"
--- a point in time as a number
state { start: stamp }
init(sk) { ca.start = 0 }
### E0304 col 23-23 "`ca.start` is a point in time, `0` is a count"
### hint "the zero of points in time is `never`"
ssthresh(sk) = if ca.start == 0 || ca.start > 10ms then 2 else ca.start
### E0306 col 19-31 "cannot compare a point in time with a count: `ca.start` is a point in time, `0` is a count"
### hint "compare a point in time with another, or with `never`; how long ago it was is `sk.now - ca.start`"
### E0306 col 36-50 "cannot compare a point in time with a time: `ca.start` is a point in time, `10ms` is a time"
### hint "compare a point in time with another, or with `never`; how long ago it was is `sk.now - ca.start`"
--- the time of day
init(sk) { if sk.now > 5s { sk.snd_cwnd = 10 } }
### E0306 col 15-25 "cannot compare a point in time with a time: `sk.now` is a point in time, `5s` is a time"
### hint "compare a point in time with another, or with `never`; how long ago it was is `sk.now - ca.start`"
--- a point in time plus a literal
state { next: stamp }
init(sk) { ca.next = sk.now + 200 }
### E0302 col 31-33 "`200` needs a unit beside `sk.now`, which is a time"
### hint "write the unit with the number, as in `10ms`, `1500 bytes`, `10Mbit/s`"
ssthresh(sk) = if sk.now > ca.next then 2 else 4
--- the age of a point in time without a unit
state { start: stamp }
init(sk) { ca.start = sk.now }
ssthresh(sk) = if sk.now - ca.start > 100 then 2 else 4
### E0302 col 39-41 "`100` needs a unit beside `sk.now - ca.start`, which is a time"
### hint "write the unit with the number, as in `10ms`, `1500 bytes`, `10Mbit/s`"
--- truths as numbers
ssthresh(sk) = sk.snd_cwnd + sk.is_cwnd_limited
### E0303 col 16-47 "cannot add a count and a truth value: `sk.snd_cwnd` is a count, `sk.is_cwnd_limited` is true or false"
### hint "make a number of a truth: `(if sk.is_cwnd_limited then 1 else 0)`"
init(sk) { if sk.snd_cwnd { sk.snd_cwnd = true } }
### E0305 col 15-25 "a condition is true or false, `sk.snd_cwnd` is a count"
### hint "compare it: `sk.snd_cwnd != 0`"
### E0304 col 43-46 "`sk.snd_cwnd` is a count, `true` is true or false"
--- chained comparison
ssthresh(sk) = if (2 < sk.snd_cwnd) < 10 then 2 else 4
### E0306 col 19-40 "comparisons are not chained"
### hint "write both: `2 < sk.snd_cwnd && sk.snd_cwnd < 10`"
--- order of truths
ssthresh(sk) = if sk.in_slow_start < true then 2 else 4
### E0306 col 19-41 "`sk.in_slow_start` and `true` cannot be ordered: they are true or false"
--- enums of different types
set_state(sk, new_state) { if new_state == tx_start { sk.snd_cwnd = 1 } }
### E0209 col 44-51 "`tx_start` is not a value of CaState"
### hint "CaState has `open`, `disorder`, `cwr`, `recovery` and `loss`"
--- arithmetic with an enum
ssthresh(sk) = sk.ca_state + 1
### E0303 col 16-30 "cannot add a CaState and a count: `sk.ca_state` is a CaState, `1` is a count"
### hint "the values of an enum can only be compared"
--- two arms of different kinds
ssthresh(sk) {
    let x = if sk.in_slow_start then sk.snd_cwnd else sk.in_slow_start
### E0303 col 13-70 "the two sides are of different kinds: `sk.snd_cwnd` is a count, `sk.in_slow_start` is true or false"
    let y = if sk.in_slow_start then sk.srtt_us else sk.mss_cache
### E0301 col 38-65 "cannot choose between a time and bytes: `sk.srtt_us` is a time, `sk.mss_cache` is bytes"
### hint "bytes divided by a rate are a time"
    return 2
}
--- min of different kinds
ssthresh(sk) = min(sk.snd_cwnd, sk.srtt_us)
### E0301 col 20-42 "cannot compare a count and a time: `sk.snd_cwnd` is a count, `sk.srtt_us` is a time"
### hint "give the number its unit: `sk.snd_cwnd * 1us`, or `* 1ms`, `* 1s`"
--- a unit that is none
init(sk) { if sk.srtt_us > 10minutes { sk.snd_cwnd = 1 } }
### E0114 col 30-36 "`minutes` is not a unit"
### hint "write `10 * 60s`"
--- a product of too many units
ssthresh(sk) {
    let x = sk.srtt_us * sk.srtt_us * sk.srtt_us * sk.srtt_us * sk.srtt_us
    let y = x * x
### E0311 col 13-17 "this is a product of too many quantities with units: s*s*s*s*s*s*s*s*s*s"
    return y / y
}
--- division by a constant 0
const zero = 5 - 5
ssthresh(sk) = sk.snd_cwnd / 0
### E0307 col 30-30 "this divides by 0, always"
### hint "in a running program `x / 0` is 0, but a constant 0 is a mistake"
undo_cwnd(sk) = sk.snd_cwnd % zero
### E0307 col 31-34 "this divides by 0, always"
### hint "in a running program `x / 0` is 0, but a constant 0 is a mistake"
--- unlimited beside a number of one's own
ssthresh(sk) {
    let x = sk.snd_cwnd * 2
    if x == unlimited { return 2 }
### E0317 col 13-21 "nothing here says what `unlimited` is"
### hint "it is the value of an unset rate or threshold: compare it with one, as `sk.snd_ssthresh == unlimited`, store it to one, or say what it is: `let rate: bytes/s = unlimited`"
    return unlimited - 1
### E0317 col 12-20 "`unlimited` is no number to compute with"
### hint "test for it first: `if sk.snd_ssthresh == unlimited { ... }`"
}
--- an index that is out of range
const gains = [1, 2, 3]
state { h: pkts[4] }
init(sk) { ca.h[4] = gains[3] }
### E0318 col 17-17 "there is no element 4: `ca.h` has 4, numbered 0 to 3"
### E0318 col 28-28 "there is no element 3: `gains` has 3, numbered 0 to 2"
ssthresh(sk) = ca.h[-1] + ca.h[1.5]
### E0318 col 21-22 "there is no element -1: `ca.h` has 4, numbered 0 to 3"
--- an index with a unit, and of what is no array
state { h: pkts[4] }
init(sk) { ca.h[sk.srtt_us] = 1 }
### E0318 col 17-26 "an index is a plain number, `sk.srtt_us` is a time"
### hint "divide by the unit to get a plain number: `sk.srtt_us / 1us`"
ssthresh(sk) = sk.snd_cwnd[0] + ca.h[0]
### E0318 col 16-26 "`sk.snd_cwnd` is a count, not an array"
--- a whole array as a value
const gains = [1, 2]
state { h: pkts[4] }
init(sk) { ca.h = gains }
### E0226 col 12-15 "`ca.h` is an array, it cannot be assigned as a whole"
### hint "assign its elements, or `ca.h = initial` to start over"
ssthresh(sk) = ca.h + gains
### E0319 col 16-19 "`ca.h` is an array, which has no value of its own"
### hint "use one of its elements: `ca.h[i]`"
### E0319 col 23-27 "`gains` is an array, which has no value of its own"
### hint "use one of its elements: `gains[i]`"
--- values of an array of different kinds
const mixed = [1, 2ms, true]
### E0303 col 24-27 "the values of an array are of one kind: `true` is true or false, `2ms` is a time"
const units = [1, 2ms, 3us]
ssthresh(sk) = if sk.srtt_us > units[0] then 2 else mixed[0]
--- a huge constant
const a = 1e200
const b = a * a
### E0312 col 11-15 "this constant is too large or too precise to compute with"
### hint "constants are exact, with up to about 300 digits on either side of the fraction"
ssthresh(sk) = b
--- fixed with too many bits
state { a: fixed<63>; b: u8 fixed<8>; c: fixed<0> }
### E0316 col 18-19 "`fixed<N>` keeps 1 to 62 bits behind the point, not 63"
### E0316 col 26-36 "8 bits behind the point do not fit 8 bits"
### hint "use `u64 fixed<N>`, or fewer bits"
### E0316 col 48-48 "`fixed<N>` keeps 1 to 62 bits behind the point, not 0"
--- a division by 0 where nothing is known of what is divided
fn a9(x) = x / 0
### E0307 col 16-16 "this divides by 0, always"
### hint "in a running program `x / 0` is 0, but a constant 0 is a mistake"
fn b9(x) { return x % (2 - 2) }
### E0307 col 24-28 "this divides by 0, always"
### hint "in a running program `x / 0` is 0, but a constant 0 is a mistake"
fn c9(x, sk) {
    sk.snd_cwnd = x / false
    return x / x
}
--- arrays that are too long or too short
state { a: pkts[0]; b: pkts[5000]; c: pkts[2] = [1, 2, 3] }
### E0315 col 17-17 "an array has 1 to 4096 elements, not 0"
### E0315 col 29-32 "an array has 1 to 4096 elements, not 5000"
### E0314 col 49-57 "`c` has 2 elements, but 3 initial values"
### hint "give one value for each, or a single one for all: `= 0`"
ssthresh(sk) = ca.c[0]
--- bare flags
in_ack_event(sk, flags) {
    if flags & ece { sk.snd_cwnd = 2 }
### E0305 col 8-18 "a condition is true or false, `flags & ece` is a set of AckFlags"
### hint "test its bits: `flags & ece != 0`"
    if flags & ece > 0 { sk.snd_cwnd = 3 }
### E0306 col 8-22 "cannot compare a set of AckFlags with a count: `flags & ece` is a set of AckFlags, `0` is a count"
### hint "flags are tested with `flags & ece != 0`"
    if flags & ece != 0 { sk.snd_cwnd = 4 }
}
--- a condition that is a number
ssthresh(sk) = if sk.snd_cwnd then 2 else 4
### E0305 col 19-29 "a condition is true or false, `sk.snd_cwnd` is a count"
### hint "compare it: `sk.snd_cwnd != 0`"
--- typed names and parameters
fn f(x: pkts, t: us): bytes = t
### E0301 col 31-31 "the result of `f` is bytes, `t` is a time"
### hint "a time multiplied by a rate gives bytes"
ssthresh(sk) {
    let a: us = sk.snd_cwnd
### E0301 col 17-27 "`a` is a time, `sk.snd_cwnd` is a count"
### hint "give the number its unit: `sk.snd_cwnd * 1us`, or `* 1ms`, `* 1s`"
    var b: bool = 1
### E0304 col 19-19 "`b` is true or false, `1` is a count"
### hint "write `true` or `false`"
    f(sk.srtt_us, sk.srtt_us)
### E0301 col 7-16 "the parameter `x` is a count, `sk.srtt_us` is a time"
### hint "divide by the unit to get a plain number: `sk.srtt_us / 1us`"
    return 3
}

--- packets over a time are no rate
init(sk) {
    sk.pacing_rate = sk.snd_cwnd / sk.srtt_us
### W0109 col 5-18 "the kernel sets `sk.pacing_rate` itself after every ACK where there is no `cong_control`"
### hint "set window and rate in `cong_control`, or delete this"
### E0301 col 22-45 "`sk.pacing_rate` is a rate in bytes per time, `sk.snd_cwnd / sk.srtt_us` is a rate per time"
### hint "packets times the segment size are bytes, also over a time: `sk.snd_cwnd / sk.srtt_us * sk.mss_cache`"
}
--- fractions beside a counter
param limit = 0.5
const some = 5
const few = 5.5
state { part: u32 fixed<8>; copy: pkts; back: i32; window: u32 us }
fn ahead(sk, n) = sk.delivered - n
### E0308 col 34-34 "beside `sk.delivered`, a counter, stands a whole number; `n` may be a fraction"
### see +10:34 "in this call of `ahead`"
### hint "round it first: `let whole: i64 = n`"
cong_control(sk, rs) {
    sk.snd_cwnd = 2 * (sk.delivered - rs.acked_sacked / 2)
### E0308 col 39-57 "beside `sk.delivered`, a counter, stands a whole number; `rs.acked_sacked / 2` may be a fraction"
### hint "round it first: `let whole: i64 = rs.acked_sacked / 2`"
    sk.snd_cwnd = 0.7 * sk.snd_cwnd - sk.delivered
### E0308 col 19-35 "beside `sk.delivered`, a counter, stands a whole number; `0.7 * sk.snd_cwnd` may be a fraction"
### hint "round it first: `let whole: i64 = 0.7 * sk.snd_cwnd`"
    ca.copy = sk.delivered + 0.5
### E0308 col 30-32 "beside `sk.delivered`, a counter, stands a whole number, not 0.5"
### hint "a counter wraps at 2^32 and has no fractions: use a whole number"
    if sk.delivered < ca.part { sk.snd_cwnd = 1 }
### E0308 col 23-29 "beside `sk.delivered`, a counter, stands a whole number; `ca.part` may be a fraction"
### hint "round it first: `let whole: i64 = ca.part`"
    if limit >= sk.delivered { sk.snd_cwnd = 2 }
### E0308 col 8-12 "beside `sk.delivered`, a counter, stands a whole number; `limit` may be a fraction"
### hint "round it first: `let whole: i64 = limit`"
    if ca.window / 1ms == sk.lost { sk.snd_cwnd = 3 }
### E0308 col 8-22 "beside `sk.lost`, a counter, stands a whole number; `ca.window / 1ms` may be a fraction"
### hint "round it first: `let whole: i64 = ca.window / 1ms`"
    if sk.lost + ca.window / 1us > sk.lost + sk.rate_interval_us / 0.5us { sk.snd_cwnd = 4 }
    if sk.lost + ca.window / 2us > sk.lost { sk.snd_cwnd = 5 }
### E0308 col 18-32 "beside `sk.lost`, a counter, stands a whole number; `ca.window / 2us` may be a fraction"
### hint "round it first: `let whole: i64 = ca.window / 2us`"
    sk.snd_cwnd = ahead(sk, 3) + ahead(sk, sk.snd_cwnd / 3)
    ca.back = sk.delivered - -ca.back + (sk.lost - min(-3, ca.copy, some)) + ahead(sk, -2 * ca.back)
    for i in -3..3 { if sk.delivered < i || sk.delivered < few { sk.snd_cwnd = 4 } }
}
--- ranges between two steps of a place
struct Part { x: i8 in -0.8..-0.2 = -1; y: i8 in -1.5..-0.2 = -1; z: i8 in -0.5..0.5 }
### E0313 col 24-33 "this range is empty: `i8` goes in steps of 1, and none lies within it"
### hint "choose wider bounds, or keep fractions with `fixed<N>`"
state {
    a: u8 in 0.2..0.8
### E0313 col 14-21 "this range is empty: `u8` goes in steps of 1, and none lies within it"
### hint "choose wider bounds, or keep fractions with `fixed<N>`"
    b: us in 100ns..900ns = 500ns
### E0313 col 14-25 "this range is empty: `us` goes in steps of 1 us, and none lies within it"
### hint "choose wider bounds, or keep fractions with `fixed<N>`"
    c: fixed<2> in 0.3..0.4 = 0.3
### E0313 col 20-27 "this range is empty: `fixed<2>` goes in steps of 0.25, and none lies within it"
### hint "choose wider bounds, or keep fractions with `fixed<N>`"
    d: fixed<2> in 0.25..0.4 = 0.3
    e: u8[4] in 1.1..1.9 = 1
### E0313 col 17-24 "this range is empty: `u8[4]` goes in steps of 1, and none lies within it"
### hint "choose wider bounds, or keep fractions with `fixed<N>`"
    f: us in 100ns..1us = 1us
    g: Part
}
cong_avoid(sk) { if ca.a + ca.c + ca.d + ca.e[0] > ca.g.x + ca.g.y + ca.g.z { sk.snd_cwnd = (ca.b + ca.f) / 1us; ca = initial } }
--- constants that are whole beside a counter
state {
    m: u32
}
ssthresh(sk) {
    if sk.delivered + min(2, 3.5) > sk.lost { ca.m += 1 }
    if sk.delivered + clamp(3, 0, 7.5) > sk.lost { ca.m += 1 & min(2, 3.5) }
    if sk.delivered + min(2.5, 3) > sk.lost { ca.m += 1 }
### E0308 col 23-33 "beside `sk.delivered`, a counter, stands a whole number, not 2.5"
### hint "a counter wraps at 2^32 and has no fractions: use a whole number"
    var loss: pkts = ca.m
    if loss >= min(unlimited, 5) { ca.m += 1 }
    return ca.m
}
--- shifts by too many places
ssthresh(sk) = (sk.snd_cwnd >> 62) + (sk.snd_cwnd >> 63) + (1 << 63 >> 63)
### E0312 col 39-55 "this shift is out of range"
### hint "a number that is not constant is shifted by 0 to 62 places"
--- a param whose bounds measure something else
param t = 5ms in 1..10 bytes
### E0301 col 21-28 "the default of a param and the ends of its range are of one kind: `5ms` is a time, `10 bytes` is bytes"
### hint "write them with units of one kind"
param u = 5 in 1ms..1 bytes
### E0301 col 21-27 "the default of a param and the ends of its range are of one kind: `1ms` is a time, `1 bytes` is bytes"
### hint "write them with units of one kind"
param v = 5ms in 1..10s
--- bounds with many digits
state {
    f: fixed<16> pkts in 0..4294967296
### E0313 col 26-38 "this range goes beyond what `fixed<16> pkts` holds: 0 pkts to 65535.999984 pkts"
### hint "use a wider type, as `u64`"
    g: fixed<16> pkts = 65536
### E0314 col 25-29 "the initial value `65536` lies outside 0 pkts to 65535.999984 pkts"
    h: i32 fixed<16> us = -32769us
### E0314 col 27-34 "the initial value `-32769us` lies outside -32768 us to 32767.999984 us"
}
cong_avoid(sk) { ca.f = 70000 }
### W0108 col 25-29 "`70000` lies outside 0 pkts to 65535.999984 pkts, and `ca.f` becomes 65535.999984 pkts"
### hint "write 65535.999984 pkts if that is meant"
--- a point in time that is kept as a time
state { last: us; t: stamp }
cong_avoid(sk) {
    var begun: us = 0
    if sk.now - ca.last > 10ms { sk.snd_cwnd += 1 }
### E0306 col 8-30 "cannot compare a point in time with a time: `sk.now - ca.last` is a point in time, `10ms` is a time"
### hint "if `ca.last` is to hold a point in time, declare it so: `last: stamp`"
    let since = sk.now - ca.last
    if since > 10ms { sk.snd_cwnd += 1 }
### E0306 col 8-19 "cannot compare a point in time with a time: `since` is a point in time, `10ms` is a time"
### hint "if `ca.last` is to hold a point in time, declare it so: `last: stamp`"
    if sk.now > begun { begun = 1s }
### E0306 col 8-21 "cannot compare a point in time with a time: `sk.now` is a point in time, `begun` is a time"
### hint "if `begun` is to hold a point in time, declare it so: `begun: stamp`"
    if sk.now - 5ms < sk.srtt_us { ca.last = 1s }
### E0306 col 8-32 "cannot compare a point in time with a time: `sk.now - 5ms` is a point in time, `sk.srtt_us` is a time"
### hint "compare a point in time with another, or with `never`; how long ago it was is `sk.now - (sk.now - 5ms)`"
    ca.t = sk.now
}
--- initial values that cannot be
state { end: seq = 0; high: seq = 5 bytes; at: stamp = 5s; zero: stamp = 0; r: bytes/s = 100 Mbit; q: bytes/s = 1500 bytes }
### E0304 col 20-20 "this place is a sequence number, `0` is a count"
### hint "leave the initial value out, and store one when there is one, as in `init`"
### E0304 col 35-41 "this place is a sequence number, `5 bytes` is bytes"
### hint "leave the initial value out, and store one when there is one, as in `init`"
### E0304 col 56-57 "this place is a point in time, `5s` is a time"
### hint "leave the initial value out, it is `never`, and store one when there is one, as in `init`"
### E0304 col 74-74 "this place is a point in time, `0` is a count"
### hint "the zero of points in time is `never`"
### E0301 col 90-97 "this place is a rate in bytes per time, `100 Mbit` is bytes"
### hint "a rate has a time: `100Mbit/s`"
### E0301 col 113-122 "this place is a rate in bytes per time, `1500 bytes` is bytes"
### hint "a rate has a time: `1500 bytes/s`"
init(sk) {
    ca.end = 0
### E0304 col 14-14 "`ca.end` is a sequence number, `0` is a count"
### hint "a sequence number has no zero: store another one, as `sk.snd_nxt`"
    ca.high = 5 bytes
### E0304 col 15-21 "`ca.high` is a sequence number, `5 bytes` is bytes"
### hint "a sequence number is made from another: `sk.snd_nxt + 5 bytes`"
    ca.r = 100 Mbit
### E0301 col 12-19 "`ca.r` is a rate in bytes per time, `100 Mbit` is bytes"
### hint "a rate has a time: `100Mbit/s`"
    sk.snd_cwnd = sk.mss_cache
### E0301 col 19-30 "`sk.snd_cwnd` is a count, `sk.mss_cache` is bytes"
### hint "it is the size of one segment in bytes, and this counts segments: one of them is `1`"
}
