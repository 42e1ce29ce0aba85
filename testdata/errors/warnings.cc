// Programs that compile, but hold something that was hardly meant. See TestErrors in lang/types.
--- unused declarations
use tcp
### W0101 col 5-7 "the module `tcp` is not used"
### hint "delete it, or use it"
const a = 1
### W0101 col 7-7 "the const `a` is not used"
### hint "delete it, or use it"
param b = 2
### W0101 col 7-7 "the param `b` is not used"
### hint "delete it, or use it"
enum Mode { x, y }
### W0101 col 6-9 "the enum `Mode` is not used"
### hint "delete it, or use it"
struct pair { f: pkts }
### W0101 col 8-11 "the struct `pair` is not used"
### hint "delete it, or use it"
extern fn tcp_reno_ssthresh(sk): pkts
### W0101 col 11-27 "the kernel function `tcp_reno_ssthresh` is not called"
### hint "delete it, or use it"
fn f(sk) = 3
### W0101 col 4-4 "the function `f` is never called"
### hint "delete it, or call it"
state { n: pkts; m: pkts }
### W0101 col 9-9 "`n` is not used"
### hint "delete it, or use it"
### W0101 col 18-18 "`m` is stored to, but never read"
### hint "delete it, or use it"
init(sk) {
    let p = sk.snd_cwnd
### W0101 col 9-9 "the name `p` is not used"
### hint "delete it, or use it"
    var q: pkts = 3
### W0101 col 9-9 "the variable `q` is not used"
### hint "delete it, or use it"
    var r: pkts
### W0101 col 9-9 "the variable `r` is stored to, but never read"
### hint "delete it, or use it"
    r = 5
    var t: pkts = 1
### W0101 col 9-9 "the variable `t` is stored to, but never read"
### hint "delete it, or use it"
    t += 1
    ca.m = 1
}
--- state that is never stored to
struct gain { up: fixed<8> = 2; down: fixed<8> }
### W0101 col 15-16 "`up` is read, but never stored to: it always has its initial value"
### hint "store to it, or make a `const` of it"
state { a: pkts = 4; b: gain; c: pkts[4]; d: pkts }
### W0101 col 9-9 "`a` is read, but never stored to: it always has its initial value"
### hint "store to it, or make a `const` of it"
### W0101 col 31-31 "`c` is read, but never stored to: it always has its initial value"
### hint "store to it, or make a `const` of it"
### W0101 col 43-43 "`d` is read, but never stored to: it always has its initial value"
### hint "store to it, or make a `const` of it"
fn set(g: gain) { g.down = g.up / 4 }
init(sk) { set(ca.b) }
cong_avoid(sk) { if ca.d > 4 { ca = initial } }
ssthresh(sk) = (ca.a + ca.c[sk.snd_cwnd % 4]) * ca.b.down
--- dead code
ssthresh(sk) {
    return 2
    sk.snd_cwnd = 3
### W0102 col 5-19 "this is never reached"
### hint "what stands before it always leaves; delete it"
    sk.snd_cwnd = 4
}
undo_cwnd(sk) {
    if sk.in_slow_start { return 3 } else { return 4 }
    return 5
### W0102 col 5-12 "this is never reached"
### hint "what stands before it always leaves; delete it"
}
init(sk) {
    for i in 1..3 {
        break
        sk.snd_cwnd = i
### W0102 col 9-23 "this is never reached"
### hint "what stands before it always leaves; delete it"
    }
}
--- a callback that is never called
cong_avoid(sk, ack, acked) { sk.snd_cwnd += acked }
### W0102 col 1-10 "the kernel does not call `cong_avoid` where there is a `cong_control`"
### hint "delete one of them"
cong_control(sk, rs) { sk.snd_cwnd += rs.acked_sacked }
--- a call without effect
fn double(x) = x * 2
init(sk) {
    double(sk.snd_cwnd)
### W0103 col 5-23 "this call changes nothing, and its value is not used"
### hint "name its value with `let`, or delete it"
    min(sk.snd_cwnd, 2)
### W0103 col 5-23 "this call changes nothing, and its value is not used"
### hint "name its value with `let`, or delete it"
}
--- an average that stops short
state {
    a: fixed<6> = 1
    b: us
    c: fixed<24>
    d: fixed<8> us
}
param g = 1/16 in 1/1024..1
pkts_acked(sk, sample) {
    ca.a = (1 - 1/16) * ca.a + 1/16 * sample.pkts_acked
### W0105 col 5-55 "this average stops short of its goal: its last steps of 1/16 are rounded away"
### hint "keep more bits of `ca.a` behind the point, at least `fixed<8>`"
    ca.c = (1 - g) * ca.c + g * sample.pkts_acked
    if sample.rtt_us >= 0 {
        ca.b = ca.b * 7/8 + sample.rtt_us / 8
### W0105 col 9-45 "this average stops short of its goal: its last steps of 1/8 are rounded away"
### hint "keep more bits of `ca.b` behind the point, at least `fixed<7>`"
        ca.d += (sample.rtt_us - ca.d) / 8
        ca.d = ca.d + (sample.rtt_us - ca.d) / 16
    }
}
ssthresh(sk) = ca.a + (ca.b + ca.d) / 1us + ca.c
--- an average that only falls, and so reaches its goal
state { a: us; b: us; c: pkts; d: i32 us; goal: pkts in 1..100 = 1 }
### W0101 col 43-46 "`goal` is read, but never stored to: it always has its initial value"
### hint "store to it, or make a `const` of it"
param g = 1/8 in 0..1
cong_avoid(sk, ack, acked) {
    if ca.a > sk.srtt_us && sk.in_slow_start { ca.a -= (ca.a - sk.srtt_us) / 20 }
    if ca.a > sk.srtt_us * 2 { ca.a -= (ca.a - sk.srtt_us * 2) / 20 }
    if ca.a > sk.srtt_us * 2 { ca.a -= (ca.a - sk.srtt_us * 3) / 20 }
### W0105 col 32-67 "this average stops short of its goal: its last steps of 1/20 are rounded away"
### hint "keep more bits of `ca.a` behind the point, at least `fixed<9>`"
    if ca.a <= sk.srtt_us { return }
    ca.a = (1 - g) * ca.a + g * sk.srtt_us
    let rtt = sk.srtt_us
    if !(rtt >= ca.b) { ca.b = ca.b * 19/20 + rtt / 20 } else { ca.b += (rtt - ca.b) / 20 }
### W0105 col 65-89 "this average stops short of its goal: its last steps of 1/20 are rounded away"
### hint "keep more bits of `ca.b` behind the point, at least `fixed<9>`"
    if ca.c > ca.goal { ca.c -= (ca.c - sk.snd_cwnd) / 20 }
### W0105 col 25-57 "this average stops short of its goal: its last steps of 1/20 are rounded away"
### hint "keep more bits of `ca.c` behind the point, at least `fixed<9>`"
    if ca.d > rtt { ca.d -= (ca.d - rtt) / 20 }
### W0105 col 21-45 "this average stops short of its goal: its last steps of 1/20 are rounded away"
### hint "keep more bits of `ca.d` behind the point, at least `fixed<9>`"
}
ssthresh(sk) = (ca.a + ca.b + ca.d) / 1us + ca.c + ca.goal
--- a quotient multiplied by its divisor
state { cnt: pkts }
cong_avoid(sk, ack, acked) {
    let w = sk.snd_cwnd
    ca.cnt += acked
    let q = ca.cnt / w
    ca.cnt -= q * w
### W0106 col 15-19 "this is `ca.cnt` again: `q` is the exact fraction, not a whole number"
### see -1:9 "divided here"
### hint "if a whole number is meant, round first: `let q: pkts = ...`"
    ca.cnt = ca.cnt / 8 * 8
### W0106 col 14-27 "this is `ca.cnt` again: a quotient is the exact fraction, not a whole number"
### hint "if a whole number is meant, round first: `let q: pkts = ca.cnt / 8`"
    let r: pkts = ca.cnt / w
    ca.cnt -= r * w
}
--- an empty state
state {}
### W0104 col 1-8 "the state is empty"
struct nothing {}
### W0104 col 8-14 "struct `nothing` is empty"
### W0101 col 8-14 "the struct `nothing` is not used"
### hint "delete it, or use it"
--- constants that do not fit
state {
    x: u8
    back: i32 in -5..5
}
cong_avoid(sk, ack, acked) {
    ca.x = 300
### W0108 col 12-14 "`300` lies outside 0 to 255, and `ca.x` becomes 255"
### hint "write 255 if that is meant"
    ca.x = -1
### W0108 col 12-13 "`-1` lies outside 0 to 255, and `ca.x` becomes 0"
### hint "write 0 if that is meant"
    ca.x += 300
    ca.back = -5
    ca.back = -6
### W0108 col 15-16 "`-6` lies outside -5 to 5, and `ca.back` becomes -5"
### hint "write -5 if that is meant"
    sk.snd_cwnd = 0
### W0108 col 19-19 "`0` lies outside 1 pkts to 2147483647 pkts, and `sk.snd_cwnd` becomes 1 pkts"
### hint "write 1 pkts if that is meant"
    sk.snd_ssthresh = unlimited
    sk.snd_ssthresh = 3000000000
### W0108 col 23-32 "`3000000000` lies outside 2 pkts to 2147483647 pkts, and `sk.snd_ssthresh` becomes 2147483647 pkts"
### hint "write 2147483647 pkts if that is meant"
    sk.pacing_rate = -1
### W0109 col 5-18 "the kernel sets `sk.pacing_rate` itself after every ACK where there is no `cong_control`"
### hint "set window and rate in `cong_control`, or delete this"
### W0108 col 22-23 "`-1` lies outside 0 bytes/s to 9223372036854775807 bytes/s, and `sk.pacing_rate` becomes `sk.mss_cache`"
### hint "write `sk.mss_cache` if that is meant"
    set(sk, 0)
    let w: u8 = 255.9
    let y: u8 = 256
### W0108 col 17-19 "`256` lies outside 0 to 255, and `y` becomes 255"
### hint "write 255 if that is meant"
    var z: u16 = 255
    z = 65536
### W0108 col 9-13 "`65536` lies outside 0 to 65535, and `z` becomes 65535"
### hint "write 65535 if that is meant"
    sk.snd_cwnd = w + y + z + ca.x + ca.back
}
fn set(sk, n) {
    if n == 0 { return }
    sk.snd_cwnd = n
### W0102 col 5-19 "this is never reached"
### hint "what stands before it always leaves; delete it"
}
ssthresh(sk) = 1
### W0108 col 16-16 "`1` lies outside 2 pkts to 2147483647 pkts, and the result of `ssthresh` becomes 2 pkts"
### hint "write 2 pkts if that is meant"
--- a constant that is a bound, which is no step of its place
state {
    b: u64 fixed<16> in 0.001..5 = 0.001
    d: fixed<4> in 0.1..0.9 = 0.5
}
cong_avoid(sk) {
    ca.b = 0.001
    ca.d = 0.1
    ca.d = 0.9
    ca.d = 0.09
### W0108 col 12-15 "`0.09` lies outside 0.1 to 0.9, and `ca.d` becomes 0.1"
### hint "write 0.1 if that is meant"
    sk.snd_cwnd += ca.b + ca.d
}
--- constants that become 0
const tiny = 0.001
state {
    r: us
    g: fixed<4> = 0.01
### W0108 col 19-22 "`0.01` is less than one step of `g`, 0.0625, and becomes 0"
### hint "keep bits behind the point, as `fixed<11>`, or write 0 if that is meant"
    p: pkts
    i: i32
    kept: fixed<4> in 0.05..1 = 0.05
    few: fixed<4>[2] = [0.5, 0.02]
### W0108 col 30-33 "`0.02` is less than one step of `few`, 0.0625, and becomes 0"
### hint "keep bits behind the point, as `fixed<10>`, or write 0 if that is meant"
}
fn asked(x: ms) = x
fn given(): pkts = 0.5
### W0108 col 20-22 "`0.5` is less than one step of the result of `given`, 1 pkts, and becomes 0"
### hint "keep bits behind the point, as `fixed<5>`, or write 0 if that is meant"
fn store(x) { ca.g = x }
cong_avoid(sk, ack, acked) {
    ca.r = 0.1
### W0108 col 12-14 "`0.1` is less than one step of `ca.r`, 1 us, and becomes 0"
### hint "write `0.1s` if seconds are meant"
    ca.r = 0.1us
### W0108 col 12-16 "`0.1us` is less than one step of `ca.r`, 1 us, and becomes 0"
### hint "keep bits behind the point, as `fixed<8>`, or write 0 if that is meant"
    ca.g = 0.01
### W0108 col 12-15 "`0.01` is less than one step of `ca.g`, 0.0625, and becomes 0"
### hint "keep bits behind the point, as `fixed<11>`, or write 0 if that is meant"
    ca.g = tiny
### W0108 col 12-15 "`tiny` is less than one step of `ca.g`, 0.0625, and becomes 0"
### hint "keep bits behind the point, as `fixed<14>`, or write 0 if that is meant"
    ca.p = 0.5
### W0108 col 12-14 "`0.5` is less than one step of `ca.p`, 1 pkts, and becomes 0"
### hint "keep bits behind the point, as `fixed<5>`, or write 0 if that is meant"
    ca.i = -0.5
### W0108 col 12-15 "`-0.5` is less than one step of `ca.i`, 1, and becomes 0"
### hint "keep bits behind the point, as `fixed<5>`, or write 0 if that is meant"
    ca.p = 0
    ca.p = 1.5
    ca.kept = 0.05
    ca.few[1] = 1/100
### W0108 col 17-21 "`1/100` is less than one step of `ca.few[1]`, 0.0625, and becomes 0"
### hint "keep bits behind the point, as `fixed<11>`, or write 0 if that is meant"
    let y: ms = 20us
### W0108 col 17-20 "`20us` is less than one step of `y`, 1 ms, and becomes 0"
### hint "keep bits behind the point, as `fixed<10>`, or write 0 if that is meant"
    var z: u32 = 0.9
### W0108 col 18-20 "`0.9` is less than one step of `z`, 1, and becomes 0"
### hint "keep bits behind the point, as `fixed<5>`, or write 0 if that is meant"
    z += 1
    store(tiny)
    ca.p = asked(20us) / 1ms + given() + y / 1ms + z
### W0108 col 18-21 "`20us` is less than one step of the parameter `x`, 1 ms, and becomes 0"
### hint "keep bits behind the point, as `fixed<10>`, or write 0 if that is meant"
}
ssthresh(sk) = ca.p + ca.r / 1ms + ca.g + ca.i + ca.kept + ca.few[0]
--- fractions beside times
state { fine: fixed<4> us; t: us; slow: ms }
param limit = 5ms in 0.5..10
cong_avoid(sk, ack, acked) {
    if sk.srtt_us > 0.05 { sk.snd_cwnd -= 1 }
### W0108 col 21-24 "`0.05` takes the unit of `sk.srtt_us`: it is 0.05 us"
### hint "write `0.05s` if seconds are meant"
    if 1/20 < sk.srtt_us * 2 { sk.snd_cwnd -= 1 }
    ca.t = max(sk.srtt_us + 0.2, 0.1)
### W0108 col 29-31 "`0.2` takes the unit of `sk.srtt_us`: it is 0.2 us"
### hint "write `0.2s` if seconds are meant"
    if sk.srtt_us > 0.05s || sk.srtt_us > 0 || sk.srtt_us > 1.5 { sk.snd_cwnd -= 1 }
    if ca.fine > 0.25 || ca.fine > 0.05 || ca.slow > 0.5 || ca.t > 0.5 * sk.srtt_us { sk.snd_cwnd -= 1 }
### W0108 col 36-39 "`0.05` takes the unit of `ca.fine`: it is 0.05 us"
### hint "write `0.05s` if seconds are meant"
    if ca.t > limit || sk.snd_cwnd > 0.5 { ca.fine = 0.5; ca.slow = 20; ca.t = sk.srtt_us * 0.7 + 0.5 }
}
--- growth that is rounded away
state {
    n: pkts
    part: u32 fixed<16> pkts
}
cong_avoid(sk, ack, acked) {
    sk.snd_cwnd += acked / sk.snd_cwnd
### W0107 col 5-38 "`acked / sk.snd_cwnd` is hardly ever a whole number, and `sk.snd_cwnd` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`, or count ACKs until they make a packet: `use tcp`, then `tcp.cong_avoid_ai(sk, sk.snd_cwnd, acked)`"
    sk.snd_cwnd = min(1 / max(sk.snd_cwnd, 1) + sk.snd_cwnd, 1000)
### W0107 col 5-66 "`1 / max(sk.snd_cwnd, 1)` is hardly ever a whole number, and `sk.snd_cwnd` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`, or count ACKs until they make a packet: `use tcp`, then `tcp.cong_avoid_ai(sk, sk.snd_cwnd, acked)`"
    sk.snd_cwnd += 0.5
### W0107 col 5-22 "`0.5` is hardly ever a whole number, and `sk.snd_cwnd` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`"
    ca.n = ca.n + acked / max(ca.n, 1)
### W0107 col 5-38 "`acked / max(ca.n, 1)` is hardly ever a whole number, and `ca.n` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`"
    ca.part += acked / max(ca.part, 1)
    sk.snd_cwnd += 1000 / sk.snd_cwnd + ca.part + ca.n
}
--- growth that is rounded away, by names, params, functions and choices
param a = 0.01 in 0..1
state { w: pkts in 1..1000 = 10; x: fixed<4>; y: us; v: pkts }
fn inc(w) = 1 / w
fn grow(w) = w + inc(w)
fn ai(w, acked) {
    if w > 100 { return acked }
    return acked / w
}
fn add(sk, n) { sk.snd_cwnd += n / sk.snd_cwnd }
### W0107 col 17-46 "`n / sk.snd_cwnd` is hardly ever a whole number, and `sk.snd_cwnd` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`"
cong_avoid(sk, ack, acked) {
    sk.snd_cwnd += 0.3 * acked / sk.snd_cwnd
### W0107 col 5-44 "`0.3 * acked / sk.snd_cwnd` is hardly ever a whole number, and `sk.snd_cwnd` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`"
    sk.snd_cwnd = sk.snd_cwnd + 0.3 * (acked / sk.snd_cwnd)
### W0107 col 5-59 "`0.3 * (acked / sk.snd_cwnd)` is hardly ever a whole number, and `sk.snd_cwnd` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`"
    sk.snd_cwnd = acked / (2 * sk.snd_cwnd) + sk.snd_cwnd
### W0107 col 5-57 "`acked / (2 * sk.snd_cwnd)` is hardly ever a whole number, and `sk.snd_cwnd` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`"
    let cw = sk.snd_cwnd
    sk.snd_cwnd = cw + 1 / cw
### W0107 col 5-29 "`1 / cw` is hardly ever a whole number, and `sk.snd_cwnd` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`, or count ACKs until they make a packet: `use tcp`, then `tcp.cong_avoid_ai(sk, sk.snd_cwnd, acked)`"
    sk.snd_cwnd += inc(sk.snd_cwnd)
### W0107 col 5-35 "`inc(sk.snd_cwnd)` is hardly ever a whole number, and `sk.snd_cwnd` drops the fraction each time"
### see -13:13 "computed here"
### hint "keep the fraction in a field of the state with `fixed<16>`, or count ACKs until they make a packet: `use tcp`, then `tcp.cong_avoid_ai(sk, sk.snd_cwnd, acked)`"
    sk.snd_cwnd = grow(sk.snd_cwnd)
### W0107 col 5-35 "`inc(w)` is hardly ever a whole number, and `sk.snd_cwnd` drops the fraction each time"
### see -14:13 "computed here"
### hint "keep the fraction in a field of the state with `fixed<16>`, or count ACKs until they make a packet: `use tcp`, then `tcp.cong_avoid_ai(sk, sk.snd_cwnd, acked)`"
    sk.snd_cwnd += ai(sk.snd_cwnd, acked)
### W0107 col 5-41 "`ai(sk.snd_cwnd, acked)` is hardly ever a whole number, and `sk.snd_cwnd` drops the fraction each time"
### see -11:12 "computed here"
### hint "keep the fraction in a field of the state with `fixed<16>`, or count ACKs until they make a packet: `use tcp`, then `tcp.cong_avoid_ai(sk, sk.snd_cwnd, acked)`"
    sk.snd_cwnd += a
### W0107 col 5-20 "`a` at its default is hardly ever a whole number, and `sk.snd_cwnd` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`"
    ca.w += if sk.in_slow_start then acked else 1 / ca.w
### W0107 col 5-56 "`1 / ca.w` is hardly ever a whole number, and `ca.w` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`"
    ca.x += 0.01
### W0107 col 5-16 "`0.01` is less than one step of `ca.x`, which drops it each time"
### hint "keep more bits of `ca.x` behind the point, at least `fixed<11>`"
    ca.y += 0.5us
### W0107 col 5-17 "`0.5us` is less than one step of `ca.y`, which drops it each time"
### hint "keep more bits of `ca.y` behind the point, at least `fixed<5>`"
    let part = acked / sk.snd_cwnd
    ca.v += part
### W0107 col 5-16 "`part` is hardly ever a whole number, and `ca.v` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`"
    ca.v += min(acked, 4) / max(sk.snd_cwnd, 2)
### W0107 col 5-47 "`min(acked, 4) / max(sk.snd_cwnd, 2)` is hardly ever a whole number, and `ca.v` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`"
    add(sk, acked)
    var u: pkts = sk.snd_cwnd
    u += 1 / u
### W0107 col 5-14 "`1 / u` is hardly ever a whole number, and `u` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`"
    ca.v = u
    sk.snd_cwnd = if ca.w > 5 then max(sk.snd_cwnd + 1 / sk.snd_cwnd, 4) else sk.snd_cwnd / 2
### W0107 col 5-93 "`1 / sk.snd_cwnd` is hardly ever a whole number, and `sk.snd_cwnd` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`, or count ACKs until they make a packet: `use tcp`, then `tcp.cong_avoid_ai(sk, sk.snd_cwnd, acked)`"
}
pkts_acked(sk, sample) { ca.v += sample.pkts_acked / sk.snd_cwnd }
### W0107 col 26-64 "`sample.pkts_acked / sk.snd_cwnd` is hardly ever a whole number, and `ca.v` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`"
ssthresh(sk) = ca.w + ca.x + ca.y / 1ms + ca.v
--- growth that is rounded away in cong_control
cong_control(sk, rs) { sk.snd_cwnd += rs.acked_sacked / sk.snd_cwnd }
### W0107 col 24-67 "`rs.acked_sacked / sk.snd_cwnd` is hardly ever a whole number, and `sk.snd_cwnd` drops the fraction each time"
### hint "keep the fraction in a field of the state with `fixed<16>`"
--- growth that is not
param many = 10 in 1..100
state { x: fixed<4>; y: us; credit: pkts; w: pkts in 1..1000 = 10 }
fn most(w) = max(1 / w, 1)
fn add(sk, n) { sk.snd_cwnd += n / sk.snd_cwnd }
cong_avoid(sk, ack, acked) {
    sk.snd_cwnd += most(sk.snd_cwnd)
    sk.snd_cwnd += max(acked / sk.snd_cwnd, 1)
    sk.snd_cwnd += min(max(acked / sk.snd_cwnd, 1), 4)
    sk.snd_cwnd += acked / min(sk.snd_cwnd, 4)
    sk.snd_cwnd += ca.credit / sk.snd_cwnd
    sk.snd_cwnd += many * acked / sk.snd_cwnd
    sk.snd_cwnd += acked * sk.snd_cwnd / 100
    sk.snd_cwnd += sk.lost_out / sk.snd_cwnd
    sk.snd_cwnd -= 0.5
    add(sk, ca.credit)
    ca.x += 1 / sk.snd_cwnd
    ca.x += 0.1
    ca.y += 1us
    ca.credit += acked
    ca.w += if sk.in_slow_start then acked else 1
    let cw = sk.snd_cwnd
    sk.snd_cwnd = 100
    sk.snd_cwnd = cw + 1 / cw
}
ssthresh(sk) = ca.x + ca.y / 1ms + ca.w
--- what a module uses
module lib
use math
use tcp
### W0101 col 5-7 "the module `tcp` is not used"
### hint "delete it, or use it"
use cube
use filter
### W0101 col 5-10 "the module `filter` is not used"
### hint "delete it, or use it"
use delay
struct Part { curve: cube.Curve }
fn root(x) = math.sqrt(x)
fn grow(sk, p, tcp) {
    p.rest = delay.least(p.rest)
    let unused = p.rest + tcp
}
--- events that are not told
cwnd_event(sk, event) {
    if event == ecn_is_ce || event == loss { sk.snd_ssthresh = sk.snd_cwnd }
### W0102 col 17-25 "the kernel tells `ecn_is_ce` only to algorithms `with ecn`"
### hint "write `algorithm t with ecn`, or delete this"
    match event {
        ecn_no_ce => { sk.snd_cwnd -= 1 }
### W0102 col 9-17 "the kernel tells `ecn_no_ce` only to algorithms `with ecn`"
### hint "write `algorithm t with ecn`, or delete this"
        tx_start | ecn_is_ce => {}
        _ => {}
    }
}
--- events that are not told beside cong_control
cong_control(sk, rs) { sk.snd_cwnd += 1 }
cwnd_event(sk, event) {
    if event == complete_cwr { sk.snd_ssthresh = sk.snd_cwnd }
### W0102 col 17-28 "the kernel does not tell `complete_cwr` where there is a `cong_control`"
### hint "delete this"
}
--- a rate that the kernel sets itself
cong_avoid(sk, ack, acked) {
    sk.pacing_rate = 200kB/s
### W0109 col 5-18 "the kernel sets `sk.pacing_rate` itself after every ACK where there is no `cong_control`"
### hint "set window and rate in `cong_control`, or delete this"
}
--- an average of a quotient whose divisor is at least 1
const g = 1/128
state { marked: fixed<10> in 0..1 }
cong_avoid(sk, ack, acked) {
    ca.marked = (1 - g) * ca.marked + g * sk.lost_out / max(sk.packets_out, 1)
### W0105 col 5-78 "this average stops short of its goal: its last steps of 1/128 are rounded away"
### hint "keep more bits of `ca.marked` behind the point, at least `fixed<11>`"
    if ca.marked > 0.5 { sk.snd_cwnd -= 1 }
}
--- a quotient multiplied by its divisor, by names
const step = 16
const tick = 10ms
param size = 8 in 1..64
state { cnt: pkts; rtt: us; n: u32 }
cong_avoid(sk, ack, acked) {
    let q = ca.cnt / step
    ca.cnt -= q * step
### W0106 col 15-22 "this is `ca.cnt` again: `q` is the exact fraction, not a whole number"
### see -1:9 "divided here"
### hint "if a whole number is meant, round first: `let q: pkts = ...`"
    let w = sk.snd_cwnd
    let v = w
    var u: pkts = v
    let t: u32 = u
    let r = ca.cnt / v
    let same = r
    ca.n = same * w + r * t + u * r + r * sk.snd_cwnd
### W0106 col 12-19 "this is `ca.cnt` again: `same` is the exact fraction, not a whole number"
### see -2:9 "divided here"
### hint "if a whole number is meant, round first: `let r: pkts = ...`"
### W0106 col 23-27 "this is `ca.cnt` again: `r` is the exact fraction, not a whole number"
### see -2:9 "divided here"
### hint "if a whole number is meant, round first: `let r: pkts = ...`"
### W0106 col 31-35 "this is `ca.cnt` again: `r` is the exact fraction, not a whole number"
### see -2:9 "divided here"
### hint "if a whole number is meant, round first: `let r: pkts = ...`"
### W0106 col 39-53 "this is `ca.cnt` again: `r` is the exact fraction, not a whole number"
### see -2:9 "divided here"
### hint "if a whole number is meant, round first: `let r: pkts = ...`"
    let part = ca.cnt / size
    let of = size
    ca.cnt -= part * of
### W0106 col 15-23 "this is `ca.cnt` again: `part` is the exact fraction, not a whole number"
### see -2:9 "divided here"
### hint "if a whole number is meant, round first: `let part: pkts = ...`"
    let eighth = ca.cnt / 8
    ca.n = eighth * 8
    ca.cnt -= eighth * 8
### W0106 col 15-24 "this is `ca.cnt` again: `eighth` is the exact fraction, not a whole number"
### see -2:9 "divided here"
### hint "if a whole number is meant, round first: `let eighth: pkts = ...`"
    let ticks = ca.rtt / tick
    ca.rtt = ca.rtt - ticks * tick
### W0106 col 23-34 "this is `ca.rtt` again: `ticks` is the exact fraction, not a whole number"
### see -1:9 "divided here"
### hint "if a whole number is meant, round first: `let ticks: pkts = ...`"
}
ssthresh(sk) = ca.cnt + ca.rtt / 1us + ca.n
--- a quotient multiplied by its divisor, by a function
const tick = 1us
state { w: pkts; rtt: us; n: u32 }
fn quo(a, b) = a / b
fn eighth(x) {
    let part = x / 8
    return part
}
fn rounded(a, b): pkts = a / b
fn ticks(x) = x / tick
fn even(a, b) {
    if a < b { return 0 }
    return a / b
}
cong_avoid(sk, ack, acked) {
    let p = sk.snd_cwnd
    ca.w -= quo(ca.w, p) * p
### W0106 col 13-28 "this is `ca.w` again: `quo` gives the exact fraction, not a whole number"
### see -13:16 "divided here"
### hint "if a whole number is meant, round first: `let q: pkts = quo(ca.w, p)`"
    ca.n = p * quo(acked, p)
### W0106 col 12-28 "this is `acked` again: `quo` gives the exact fraction, not a whole number"
### see -14:16 "divided here"
### hint "if a whole number is meant, round first: `let q: pkts = quo(acked, p)`"
    ca.w = ca.w - 8 * eighth(ca.w)
### W0106 col 19-34 "this is `ca.w` again: `eighth` gives the exact fraction, not a whole number"
### see -13:16 "divided here"
### hint "if a whole number is meant, round first: `let q: pkts = eighth(ca.w)`"
    ca.n = 8 * eighth(ca.w) + quo(ca.w, p) * acked
    ca.w -= rounded(ca.w, p) * p
    ca.rtt = ticks(ca.rtt) * tick
    ca.n = even(ca.w, p) * p
    ca.n = quo(ca.w, acked) * ca.w
}
ssthresh(sk) = ca.w + ca.rtt / 1us + ca.n
--- quotients multiplied by something else, or whole by themselves
const tick = 1us
state { cnt: pkts; rtt: us; n: u32 }
cong_avoid(sk, ack, acked) {
    let whole: pkts = ca.cnt / sk.snd_cwnd
    ca.cnt -= whole * sk.snd_cwnd
    let n = ca.rtt / tick
    ca.rtt = n * tick
    let w = sk.snd_cwnd
    let q = ca.cnt / w
    sk.snd_cwnd += 1
    ca.n = q * sk.snd_cwnd
    var k: u32 = acked
    let r = ca.cnt / k
    for i in 1..3 {
        ca.cnt = r * k
        k += i
    }
    let narrow: u8 = acked
    let z = ca.cnt / narrow
    ca.n = z * acked
    let half = ca.cnt / 2
    ca.n = half * 2
}
ssthresh(sk) = ca.cnt + ca.rtt / 1us + ca.n
--- averages by names, params and functions
const gain = 16
param g = 8 in 2..64
param h = 16
state { a: u32 fixed<4> us; b: us; c: fixed<3>; d: u32 fixed<4>; e: us; f: u32 fixed<8> us; g: us; h: us }
fn ewma(old, sample) = old * 7/8 + sample / 8
fn begin(old, sample) {
    if old == 0 { return sample }
    let away = sample - old
    return old + away / 8
}
fn typed(old: us, sample: us): us = old + (sample - old) / 8
pkts_acked(sk, sample) {
    if sample.rtt_us < 0 { return }
    ca.a = ca.a + (sample.rtt_us - ca.a) / gain
### W0105 col 5-47 "this average stops short of its goal: its last steps of 1/16 are rounded away"
### hint "keep more bits of `ca.a` behind the point, at least `fixed<8>`"
    ca.b += (sample.rtt_us - ca.b) / g
### W0105 col 5-38 "this average stops short of its goal: its last steps of 1/64 are rounded away"
### hint "keep more bits of `ca.b` behind the point, at least `fixed<10>`"
    ca.c = ((h - 1) * ca.c + sample.pkts_acked) / h
### W0105 col 5-51 "this average stops short of its goal: its last steps of 1/16 are rounded away"
### hint "keep more bits of `ca.c` behind the point, at least `fixed<8>`"
    ca.d -= (ca.d - sample.pkts_acked) / h
### W0105 col 5-42 "this average stops short of its goal: its last steps of 1/16 are rounded away"
### hint "keep more bits of `ca.d` behind the point, at least `fixed<8>`"
    ca.e = ewma(ca.e, sample.rtt_us)
### W0105 col 5-36 "this average stops short of its goal: its last steps of 1/8 are rounded away"
### hint "keep more bits of `ca.e` behind the point, at least `fixed<7>`"
    ca.f = ewma(ca.f, sample.rtt_us)
    ca.g = begin(ca.g, sample.rtt_us)
### W0105 col 5-37 "this average stops short of its goal: its last steps of 1/8 are rounded away"
### hint "keep more bits of `ca.g` behind the point, at least `fixed<7>`"
    let err = sample.rtt_us - ca.h
    ca.h = if ca.h == 0 then sample.rtt_us else ca.h + err / 8
### W0105 col 5-62 "this average stops short of its goal: its last steps of 1/8 are rounded away"
### hint "keep more bits of `ca.h` behind the point, at least `fixed<7>`"
    ca.h = typed(ca.h, sample.rtt_us)
### W0105 col 5-37 "this average stops short of its goal: its last steps of 1/8 are rounded away"
### hint "keep more bits of `ca.h` behind the point, at least `fixed<7>`"
    ca.f = typed(ca.f, sample.rtt_us)
    let late = sample.rtt_us - ca.h
    ca.h = 1us
    ca.h += late / 8
    ca.e = if ca.e > sample.rtt_us then ewma(ca.e, sample.rtt_us) else sample.rtt_us
}
ssthresh(sk) = (ca.a + ca.b + ca.e + ca.f + ca.g + ca.h) / 1us + ca.c + ca.d
--- averages of constants
param goal = 0.5 in 0..1
state { a: fixed<8>; b: fixed<8>; c: fixed<8>; d: fixed<8>; e: fixed<8>; f: pkts }
cong_avoid(sk, ack, acked) {
    ca.a += (1 - ca.a) / 256
### W0105 col 5-28 "this average stops short of its goal: its last steps of 1/256 are rounded away"
### hint "keep more bits of `ca.a` behind the point, at least `fixed<12>`"
    ca.b = (1 - 1/256) * ca.b + 1/256
### W0105 col 5-37 "this average stops short of its goal: its last steps of 1/256 are rounded away"
### hint "keep more bits of `ca.b` behind the point, at least `fixed<12>`"
    ca.c = (1 - 1/256) * ca.c
    ca.d = ca.d / 2 + 1
    if ca.e > 0.5 { ca.e -= (ca.e - 0.5) / 32 } else { ca.e += (goal - ca.e) / 32 }
### W0105 col 56-81 "this average stops short of its goal: its last steps of 1/32 are rounded away"
### hint "keep more bits of `ca.e` behind the point, at least `fixed<9>`"
    ca.f = ca.f + 1
}
ssthresh(sk) = ca.a + ca.b + ca.c + ca.d + ca.e + ca.f
--- arms that are never taken
enum Mode { fast, slow }
state { m: Mode; b: bool; f: fixed<8>; i: i32; few: u8 in 0..3 }
cong_avoid(sk, ack, acked) {
    match ca.few {
        3 => ca.few = 0
        4 => ca.b = true
### W0102 col 9-9 "`ca.few` is never `4`: it holds 0 to 3"
### hint "delete this, or widen the range"
        _ => ca.few += 1
    }
    match sk.snd_cwnd {
        1 / 2 | 2 => ca.b = true
### W0102 col 9-13 "`sk.snd_cwnd` is a whole number and never `1 / 2`"
### hint "delete this, or compare with `<` and `>`"
        -1 => ca.b = false
        _ => {}
    }
    match ca.i { -1 => {}; 1.5 => {}; _ => {} }
### W0102 col 28-30 "`ca.i` is a whole number and never `1.5`"
### hint "delete this, or compare with `<` and `>`"
    match ca.f { 0.5 => {}; _ => {} }
    match ca.b {
        true => ca.m = slow
        false => ca.m = fast
        _ => {}
### W0102 col 9-15 "this arm is never taken: those above it take every value"
### hint "delete it"
    }
    match ca.m {
        slow | fast => {}
        _ => { ca.f = 1 / 2; ca.i = -3 }
### W0102 col 9-40 "this arm is never taken: those above it take every value"
### hint "delete it"
    }
    match sk.ca_state { open | disorder | cwr | recovery | loss => {}; _ => {} }
    match sk.delivered { 0 => {}; -1 => {}; _ => {} }
    match sk.srtt_us { 1.5us => {}; _ => {} }
}
--- comparisons that are always the same
param lim = 3 in 1..10
fn low(x) = x < 0
state { n: u8; few: pkts in 1..7 = 1; d: i32; part: fixed<8> in 0..1 = 1 }
cong_avoid(sk, ack, acked) {
    if acked < 0 { return }
### W0111 col 8-16 "`acked < 0` is always false: `acked` is never negative"
### hint "take it out, or compare with what was meant"
    if ca.n > 255 { return }
### W0111 col 8-17 "`ca.n > 255` is always false: `ca.n` holds 0 to 255"
### hint "take it out, or compare with what was meant"
    if ca.n >= 255 { ca.n = 3 }
    if 0 >= ca.few { return }
### W0111 col 8-18 "`0 >= ca.few` is always false: `ca.few` holds 1 pkts to 7 pkts"
### hint "take it out, or compare with what was meant"
    if ca.few != 8 { ca.few = 2 }
### W0111 col 8-18 "`ca.few != 8` is always true: `ca.few` holds 1 pkts to 7 pkts"
### hint "take it out, or compare with what was meant"
    if ca.part <= 1 { ca.part = 0.5 }
### W0111 col 8-19 "`ca.part <= 1` is always true: `ca.part` holds 0 to 1"
### hint "take it out, or compare with what was meant"
    if ca.d < 0 { ca.d = 3 }
    if sk.snd_cwnd - acked < 0 { return }
    if sk.snd_cwnd < 0 { return }
### W0111 col 8-22 "`sk.snd_cwnd < 0` is always false: `sk.snd_cwnd` is never negative"
### hint "take it out, or compare with what was meant"
    if sk.min_rtt < 0 { return }
    if lim > 20 { ca.n += 1 }
    if low(acked) { return }
    var x: u16 = acked
    if x > 65535 { ca.few += 1 }
### W0111 col 8-16 "`x > 65535` is always false: `x` holds 0 to 65535"
### hint "take it out, or compare with what was meant"
    if sk.snd_ssthresh == unlimited { ca.few += 1 }
}
--- exclusive or where a power was meant
const k = 10^6
### W0110 col 11-14 "`10^6` is exclusive or, not a power"
### hint "for a power write `1e6`; where bits are meant, write them in hex: `10 ^ 0x6`"
const big = 2^62
### W0110 col 13-16 "`2^62` is exclusive or, not a power"
### hint "for a power write `1 << 62`; where bits are meant, write them in hex: `2 ^ 0x3e`"
const base = 7
param order = 5
const mask = 0xff ^ 4
const flip = 6 ^ 0x2
const masks = [3, 1 << 4 ^ 2]
state { seen: u32; n: pkts; sum: u64 }
fn square(x) = x^2
### W0110 col 16-18 "`x^2` is exclusive or, not a power"
### hint "for a power write `x * x`; where bits are meant, write them in hex: `x ^ 0x2`"
cong_avoid(sk, ack, acked) {
    sk.snd_cwnd = sk.snd_cwnd^2 + k + big
### W0110 col 19-31 "`sk.snd_cwnd^2` is exclusive or, not a power"
### hint "for a power write `(sk.snd_cwnd * sk.snd_cwnd)`; where bits are meant, write them in hex: `sk.snd_cwnd ^ 0x2`"
    ca.n = 3 * acked^3
### W0110 col 16-22 "`acked^3` is exclusive or, not a power"
### hint "for a power write `(acked * acked * acked)`; where bits are meant, write them in hex: `acked ^ 0x3`"
    ca.sum = base^2 + order^4 + sk.delivered^2 + square(ca.n)
### W0110 col 14-19 "`base^2` is exclusive or, not a power"
### hint "for a power write `(base * base)`; where bits are meant, write them in hex: `base ^ 0x2`"
    ca.seen = (ca.seen ^ 4) + (ca.seen & 7 ^ 2) + (sk.snd_cwnd ^ 0x3) + mask + flip + masks[ca.seen]
    for i in 1..4 { ca.sum += i^2 ^ (ca.n ^ 1) }
### W0110 col 31-33 "`i^2` is exclusive or, not a power"
### hint "for a power write `i * i`; where bits are meant, write them in hex: `i ^ 0x2`"
}
ssthresh(sk) = ca.sum + ca.n
--- exclusive or where a power was meant, of what has no bits
cong_avoid(sk) {
    let d = sk.srtt_us / 2
    sk.snd_cwnd = 0.4 * 2^3
### E0308 col 19-25 "`^` works on bits of whole numbers that are not negative, not of 0.8"
### hint "`^` is exclusive or; for a power write `x * x`, for 10^6 write `1_000_000` or `1e6`"
    sk.snd_cwnd += d^2 / 4
### E0308 col 20-20 "`^` works on bits of plain numbers, `d` is a time"
### hint "`^` is exclusive or; for a power write `x * x`, for 10^6 write `1_000_000` or `1e6`"
    sk.snd_cwnd += (sk.snd_cwnd / 3)^2
### E0308 col 21-35 "`^` works on bits of whole numbers, `sk.snd_cwnd / 3` may be a fraction"
### hint "`^` is exclusive or; for a power write `x * x`, for 10^6 write `1_000_000` or `1e6`"
    sk.snd_cwnd += 3 ^ -1
### E0308 col 24-25 "`^` works on bits of whole numbers that are not negative, not of -1"
### hint "`^` is exclusive or; for a power write `x * x`, for 10^6 write `1_000_000` or `1e6`"
}
--- a call that gives nothing and changes nothing
fn noval(d) { if d > 3 { return } }
init(sk) { noval(sk.snd_cwnd) }
### W0103 col 12-29 "this call changes nothing, and gives no value"
### hint "delete it"
--- constants that the kernel's places hold above 0
cong_avoid(sk, ack, acked) {
    sk.snd_cwnd = 0.5
### W0108 col 19-21 "`0.5` lies outside 1 pkts to 2147483647 pkts, and `sk.snd_cwnd` becomes 1 pkts"
### hint "write 1 pkts if that is meant"
    sk.snd_cwnd_cnt = 0.5
### W0108 col 23-25 "`0.5` is less than one step of `sk.snd_cwnd_cnt`, 1 pkts, and becomes 0"
### hint "write 0 if that is meant"
}
--- exclusive or of bits
state { h: u32; grad: i32 fixed<16> us; v: u16 us }
cong_avoid(sk, ack, acked) {
    ca.h = (ca.h * 33 ^ 7) % 65521
    ca.h = acked % 8 ^ 4
    if (sk.snd_cwnd ^ 5) & 7 == 0 { ca.h = 12 ^ 8 }
    for i in 0..3 { ca.h += i ^ 4 }
    if ca.grad / 2 > 0.125 || abs(ca.grad) < 0.1 { ca.grad = sk.srtt_us - sk.mdev_us }
    ca.v = ca.v * 7 / 8 + sk.srtt_us / 8
### W0105 col 5-40 "this average stops short of its goal: its last steps of 1/8 are rounded away"
### hint "keep more bits of `ca.v` behind the point, at least `u32 fixed<7> us`"
}
