// Programs with wrong names and declarations. See TestErrors in lang/types for the form.
--- a name of 16 bytes
algorithm my_new_algorithm
### E0202 col 11-26 "the name has 16 characters, the kernel takes at most 15"
### hint "for example `algorithm my_new_algorith`"
ssthresh(sk) = sk.snd_cwnd / 2
cong_avoid(sk) {}
undo_cwnd(sk) = sk.prior_cwnd
--- a name with a hyphen
algorithm my-reno
### E0202 col 11-17 "the kernel takes no name with `-` in it"
### hint "use letters, digits, `_` and `.` only"
ssthresh(sk) = sk.snd_cwnd / 2
cong_avoid(sk) {}
undo_cwnd(sk) = sk.prior_cwnd
--- unknown flag of an algorithm
algorithm x with ecn, fast, ecn
### E0202 col 23-26 "`fast` is not a property of an algorithm"
### hint "there are `ecn` (asks for ECN on its connections) and `nonrestricted` (every user may choose it)"
### E0203 col 29-31 "`ecn` is given twice"
ssthresh(sk) = sk.snd_cwnd / 2
cong_avoid(sk) {}
undo_cwnd(sk) = sk.prior_cwnd
--- two algorithms in a file
algorithm one
algorithm two
### E0201 col 11-13 "a file holds one algorithm or one module, not two"
### hint "put the second one into a file of its own"
ssthresh(sk) = sk.snd_cwnd / 2
cong_avoid(sk) {}
undo_cwnd(sk) = sk.prior_cwnd
--- missing callbacks
algorithm x
### E0229 col 11-11 "the kernel takes no algorithm without `ssthresh`"
### hint "add, for example: ssthresh(sk) = max(sk.snd_cwnd / 2, 2)"
### E0229 col 11-11 "the kernel takes no algorithm without `undo_cwnd`"
### hint "add, for example: undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)"
### E0229 col 11-11 "the kernel takes no algorithm without `cong_avoid` or `cong_control`"
### hint "add, for example: use tcp\n\ncong_avoid(sk, ack, acked) {\n    tcp.reno_cong_avoid(sk, acked)\n}"
init(sk) {}
--- callbacks that are functions, and names that only look like it
algorithm x
### E0229 col 11-11 "the kernel takes no algorithm without `ssthresh`"
### hint "add, for example: ssthresh(sk) = max(sk.snd_cwnd / 2, 2)"
### E0229 col 11-11 "the kernel takes no algorithm without `undo_cwnd`"
### hint "add, for example: undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)"
### E0229 col 11-11 "the kernel takes no algorithm without `cong_avoid` or `cong_control`"
### see +3:4 "with `fn` before it, this is a function of your own: leave `fn` out"
### hint "add, for example: use tcp\n\ncong_avoid(sk, ack, acked) {\n    tcp.reno_cong_avoid(sk, acked)\n}"
struct ssthresh { n: u8 }
const undo_cwnd = 3
fn cong_avoid(sk) { sk.snd_cwnd += undo_cwnd }
init(sk) {}
--- names from the kernel's C and from papers
use tcp
cong_avoid(sk, ack, acked) {
    let a = jiffies
### E0208 col 13-19 "there is no name `jiffies` here"
### hint "write `sk.now`"
    let b = tp
### E0208 col 13-14 "there is no name `tp` here"
### hint "the connection is `sk`, with all fields"
    let c = sqrt(acked)
### E0220 col 13-16 "there is no function `sqrt`"
### hint "write `use math`, then `math.sqrt(x)`"
    sk.snd_ssthresh = TCP_INFINITE_SSTHRESH
### E0208 col 23-43 "there is no name `TCP_INFINITE_SSTHRESH` here"
### hint "write `unlimited`"
    sk.snd_cwnd = cwnd + acked * beta
### E0208 col 19-22 "there is no name `cwnd` here"
### hint "the window is `sk.snd_cwnd`"
### E0208 col 34-37 "there is no name `beta` here"
### hint "declare it: `const beta = ...` or, for a setting, `param beta = ...` at the top level"
    if sk.pacing_rate > 10Mbit { sk.snd_cwnd = sk.mss_cache }
### E0301 col 8-30 "cannot compare a rate and bytes: `sk.pacing_rate` is a rate in bytes per time, `10Mbit` is bytes"
### hint "a rate has a time: `10Mbit/s`"
### E0301 col 48-59 "`sk.snd_cwnd` is a count, `sk.mss_cache` is bytes"
### hint "it is the size of one segment in bytes, and this counts segments: one of them is `1`"
}
--- a declaration twice
const beta = 0.7
param beta = 0.5
### E0203 col 7-10 "`beta` is declared twice"
### see -1:7 "first here"
ssthresh(sk) = sk.snd_cwnd * beta
--- a callback twice
init(sk) {}
init(sk) { sk.snd_cwnd = 10 }
### E0203 col 1-4 "`init` is written twice"
### see -1:1 "first here"
--- a reserved name
const max = 5
### E0204 col 7-9 "`max` is a builtin function and cannot be declared anew"
state { x: pkts }
fn ca(sk) = 1
### E0204 col 4-5 "`ca` is the connection's own state and cannot be declared anew"
--- the name of an object
const sk = 5
### E0204 col 7-8 "`sk` is what the kernel hands to callbacks and cannot be declared anew"
--- unknown callback
ssthres(sk) = sk.snd_cwnd / 2
### E0227 col 1-7 "the kernel calls no `ssthres`"
### hint "did you mean `ssthresh`?"
--- a callback of another language
on_loss(sk) { sk.snd_cwnd = 1 }
### E0227 col 1-7 "the kernel calls no `on_loss`"
### hint "a function of your own begins with `fn`; the kernel's callbacks are `ssthresh`, `cong_avoid`, `set_state`, `cwnd_event`, `in_ack_event`, `pkts_acked`, `min_tso_segs`, `cong_control`, `undo_cwnd`, `sndbuf_expand`, `init` and `release`"
--- unknown name with a near match
const factor = 0.7
ssthresh(sk) = sk.snd_cwnd * facter
### E0208 col 30-35 "there is no name `facter` here"
### hint "did you mean `factor`?"
--- a field without its object
ssthresh(sk) = max(snd_cwnd / 2, 2)
### E0208 col 20-27 "there is no name `snd_cwnd` here"
### hint "it is a field: `sk.snd_cwnd`"
--- a state field without ca
state { peak: pkts }
init(sk) { ca.peak = sk.snd_cwnd }
ssthresh(sk) = peak / 2
### E0208 col 16-19 "there is no name `peak` here"
### hint "it is a field of the state: `ca.peak`"
--- an unknown name is told once
init(sk) {
    let half = wnd / 2
### E0208 col 16-18 "there is no name `wnd` here"
### hint "declare it: `const wnd = ...` or, for a setting, `param wnd = ...` at the top level"
    sk.snd_cwnd = half + 1
    sk.snd_ssthresh = half * 2
}
--- all independent errors in one run
init(sk) {
    sk.snd_cwnd = foo
### E0208 col 19-21 "there is no name `foo` here"
### hint "declare it: `const foo = ...` or, for a setting, `param foo = ...` at the top level"
    sk.snd_ssthresh = bar
### E0208 col 23-25 "there is no name `bar` here"
### hint "declare it: `const bar = ...` or, for a setting, `param bar = ...` at the top level"
    ca.x = 1
### E0206 col 5-6 "this algorithm declares no state"
### hint "add `state { field: type }` to keep values per connection"
}
--- sk without its parameter
fn half() = sk.snd_cwnd / 2
### E0208 col 13-14 "`sk` is not a parameter of `half`"
### hint "add it to the parameters of the function, and to its calls"
ssthresh(sk) = half()
--- a sample in the wrong callback
ssthresh(sk) = rs.delivered
### E0208 col 16-17 "`rs` is not a parameter of `ssthresh`"
### hint "the kernel hands `ssthresh` only sk"
--- unknown module
use tpc
### E0211 col 5-7 "there is no module `tpc`"
### hint "a module is the file `tpc.cc` beside the program, or one of the standard library's (`ccc doc` lists them)"
ssthresh(sk) = tpc.f(sk)
--- a module without use
ssthresh(sk) = tcp.slow_start(sk, 1)
### E0208 col 16-18 "there is no module `tcp` here"
### hint "write `use tcp` at the top of the file"
--- unknown member of a module
use tcp
cong_avoid(sk, ack, acked) { tcp.slow_strat(sk, acked) }
### E0220 col 34-43 "module `tcp` has no function `slow_strat`"
### hint "did you mean `slow_start`?"
--- unknown function with a near match
fn halve(x) = x / 2
ssthresh(sk) = halv(halve(sk.snd_cwnd))
### E0220 col 16-19 "there is no function `halv`"
### hint "did you mean `halve`?"
--- functions of the kernel's C
ssthresh(sk) = if tcp_in_slow_start(sk) then 2 else min_t(sk.snd_cwnd, 3)
### E0220 col 19-35 "there is no function `tcp_in_slow_start`"
### hint "write `sk.in_slow_start`"
### E0220 col 53-57 "there is no function `min_t`"
### hint "write `min(a, b)`"
--- a kernel function without extern
ssthresh(sk) = tcp_reno_ssthresh(sk)
### E0220 col 16-32 "there is no function `tcp_reno_ssthresh`"
### hint "it is a kernel function; declare it first: `extern fn tcp_reno_ssthresh(sk): pkts`"
--- extern of what there is not
extern fn tcp_fancy_ssthresh(sk)
### E0405 col 11-28 "the kernel offers congestion controls no function `tcp_fancy_ssthresh`"
### hint "did you mean `tcp_reno_ssthresh`?"
extern fn tcp_reno_ssthresh(sk, x): pkts
### E0405 col 1-40 "the kernel's `tcp_reno_ssthresh` takes 1 argument, not 2"
### hint "write `extern fn tcp_reno_ssthresh(sk): pkts`"
extern fn tcp_slow_start(sk, acked)
### E0405 col 1-35 "the kernel's `tcp_slow_start` gives a value"
### hint "write `extern fn tcp_slow_start(sk, acked): pkts`"
--- extern with other types than the kernel's
extern fn tcp_slow_start(sk, acked: us): bytes
### E0405 col 37-38 "the kernel's `tcp_slow_start` takes acked as a count, not a time"
### hint "write `extern fn tcp_slow_start(sk, acked): pkts`"
### E0405 col 42-46 "the kernel's `tcp_slow_start` gives a count, not bytes"
### hint "write `extern fn tcp_slow_start(sk, acked): pkts`"
extern fn tcp_cong_avoid_ai(sk: u32, w: seq, acked: foo)
### E0405 col 33-35 "`sk` is an object of the kernel and has no type here"
### hint "write `extern fn tcp_cong_avoid_ai(sk, w, acked)`"
### E0405 col 41-43 "the kernel's `tcp_cong_avoid_ai` takes w as a count, not a sequence number"
### hint "write `extern fn tcp_cong_avoid_ai(sk, w, acked)`"
### E0210 col 53-55 "there is no type `foo`"
cong_avoid(sk, ack, acked) {
    let rest = tcp_slow_start(sk, acked)
    tcp_cong_avoid_ai(sk, sk.snd_cwnd, acked)
}
--- types of functions that are called
fn f(x: foo): bar = x * 2
### E0210 col 9-11 "there is no type `foo`"
### E0210 col 15-17 "there is no type `bar`"
fn g(h: us[n]) = h[0]
### E0208 col 12-12 "there is no name `n` here"
### hint "declare it: `const n = ...` or, for a setting, `param n = ...` at the top level"
fn h(x: u32 fixed<99>) = x
### E0316 col 19-20 "`fixed<N>` keeps 1 to 62 bits behind the point, not 99"
cong_avoid(sk) {
    sk.snd_cwnd = f(3)
    if f(4) > g(5) { sk.snd_cwnd = 3 }
    h(3)
}
--- functions called only where something else is wrong
fn outer(x) = inner(x)
fn inner(x) = nosuch(x)
### E0220 col 15-20 "there is no function `nosuch`"
fn hold(sk, a: fixed<bad(1)>) { sk.snd_cwnd = a }
fn bad(x) = x + nowhere
### E0208 col 17-23 "there is no name `nowhere` here"
### hint "declare it: `const nowhere = ...` or, for a setting, `param nowhere = ...` at the top level"
cong_avoid(sk) { hold(sk, 5) }
--- a constant and a type by each other
const A = f(1)
### E0214 col 7-7 "the const `A` is defined by itself"
fn f(x: fixed<A>) = x
cong_avoid(sk) { sk.snd_cwnd = A }
--- recursion through types
fn f(x): fixed<f(1) + 1> = x
### E0219 col 16-19 "a function cannot call itself: `f` → `f`"
### hint "calls are written out where they stand; repeat with `for i in 1..n` instead"
fn g(x: fixed<g(1)>) = x
### E0219 col 15-18 "a function cannot call itself: `g` → `g`"
### hint "calls are written out where they stand; repeat with `for i in 1..n` instead"
cong_avoid(sk) { sk.snd_cwnd = f(3) + g(3) }
--- returns of which only some may hold no sample
fn pick(rs) {
    if rs.acked_sacked > 3 { return rs.rtt_us }
### E0404 col 37-45 "`rs.rtt_us` may hold no sample here"
### see +3:27 "in this call of `pick`"
### hint "use it under a test of it: `if rs.rtt_us >= 0 { ... }`"
    return 5us
}
cong_control(sk, rs) { if pick(rs) > 0 { sk.pacing_rate = 100MB / max(rs.rtt_us, 1us) } }
### E0404 col 71-79 "`rs.rtt_us` may hold no sample here"
### hint "use it under a test of it: `if rs.rtt_us >= 0 { ... }`"
--- the wrong number of arguments
fn halve(sk, x) = x / 2
ssthresh(sk) = halve(sk.snd_cwnd)
### E0221 col 16-33 "`halve` takes 2 arguments, not 1"
### hint "as `halve(sk, x)`"
undo_cwnd(sk) = max(sk.snd_cwnd)
### E0221 col 17-32 "`max` takes at least 2 arguments, not 1"
### hint "as `max(a, b, ...)`"
--- recursion
fn even(n) = if n == 0 then true else odd(n - 1)
fn odd(n) = if n == 0 then false else even(n - 1)
### E0219 col 39-49 "a function cannot call itself: `even` → `odd` → `even`"
### hint "calls are written out where they stand; repeat with `for i in 1..n` instead"
ssthresh(sk) = if even(sk.snd_cwnd) then 2 else 4
--- recursion of one
fn fact(n) = if n <= 1 then 1 else n * fact(n - 1)
### E0219 col 40-50 "a function cannot call itself: `fact` → `fact`"
### hint "calls are written out where they stand; repeat with `for i in 1..n` instead"
ssthresh(sk) = fact(3)
--- a const that needs itself
const a = b + 1
### E0214 col 7-7 "the const `a` is defined by itself"
const b = a - 1
ssthresh(sk) = a
--- a struct that contains itself
struct node { v: pkts; next: node }
### E0213 col 30-33 "struct `node` contains itself"
### hint "a struct is laid out whole inside its owner"
state { head: node }
init(sk) { ca.head.v = sk.snd_cwnd }
ssthresh(sk) = ca.head.v
--- unknown type
state { x: u33; y: Mod; z: CaStat }
### E0210 col 12-14 "there is no type `u33`"
### hint "did you mean `u32`?"
### E0210 col 20-22 "there is no type `Mod`"
### hint "did you mean `Mode`?"
### E0210 col 28-33 "there is no type `CaStat`"
### hint "did you mean `CaState`?"
enum Mode { a, b }
--- unknown field of the state
state { rtt: us }
init(sk) { ca.rttt = 5; ca.snd_nxt = sk.snd_nxt; ca.rtt = 1 }
### E0208 col 15-18 "the state has no field `rttt`"
### hint "did you mean `rtt`?"
### E0208 col 28-34 "the state has no field `snd_nxt`"
### hint "the kernel has it: `sk.snd_nxt`"
ssthresh(sk) = ca.rtt / 1us
--- state in an algorithm without one
init(sk) { ca.x = 1 }
### E0206 col 12-13 "this algorithm declares no state"
### hint "add `state { field: type }` to keep values per connection"
--- state in a module
module lib
state { x: pkts }
### E0205 col 1-17 "a module keeps no state of its own"
### hint "declare a `struct` here; the algorithm puts it into its `state` and hands it to the module's functions"
init(sk) {}
### E0205 col 1-4 "a module has no callbacks: `init` belongs to an algorithm"
### hint "make it a function, `fn init(...)`, that the algorithm's callback calls"
fn f(sk) { ca.x = 1 }
### E0205 col 12-13 "a module has no state of its own"
### hint "take the part of the state that it needs as a parameter: `fn f(sk, x) { x.field = ... }`, called as `f(sk, ca.x)`"
--- a local name twice
ssthresh(sk) {
    let x = sk.snd_cwnd
    if x > 10 {
        let x = 10
### E0203 col 13-13 "`x` is already a name in this function"
### see -2:9 "declared here"
### hint "choose another name; what changes is a `var`: declare it once, then assign `x = ...`"
        return x
    }
    return x
}
--- a local name that is a const
const limit = 10
ssthresh(sk) {
    let limit = sk.snd_cwnd
### E0203 col 9-13 "`limit` is already a const of this file"
### see -2:7 "declared here"
### hint "choose another name"
    return limit
}
--- an enum value without a type beside it
enum Mode { startup, drain }
state { mode: Mode }
init(sk) {
    let m = drain
### E0208 col 13-17 "nothing here says which enum `drain` belongs to"
### hint "give the type: `let m: Mode = drain`"
    ca.mode = drian
### E0209 col 15-19 "`drian` is not a value of Mode"
### hint "did you mean `drain`?"
    ca.mode = m
}
ssthresh(sk) = if ca.mode == drain then 2 else 3
--- a const and a param that name an enum value
enum Mode { startup, drain }
enum Phase { up, drain, loss }
const first = startup
const after = drain
### E0208 col 15-19 "nothing here says which enum `drain` belongs to: `Mode` and `Phase` have it"
### hint "write the value where it is used: the other side says there which enum is meant"
const worst = loss
const bad = recovery
param restart = open
param stop = ece
### E0208 col 14-16 "nothing here says which enum `ece` belongs to: `AckFlags` and `ControlFlags` have it"
### hint "write the value where it is used: the other side says there which enum is meant"
const cycle = [startup, startup]
state { mode: Mode = first; phase: Phase }
set_state(sk, new_state) {
    if new_state == bad && ca.mode == first { ca.phase = worst }
    if new_state == worst || new_state == restart { ca.mode = cycle[0] }
### E0306 col 8-25 "cannot compare a CaState with a Phase: `new_state` is a CaState, `worst` is a Phase"
### hint "the values of CaState are `open`, `disorder`, `cwr`, `recovery` and `loss`"
}
ssthresh(sk) = if ca.mode == first && ca.phase == worst then 2 else 3
--- an enum value with its enum
enum Mode { startup, drain }
state { mode: Mode }
init(sk) { ca.mode = Mode.drain }
### E0207 col 22-31 "values of an enum are written bare: `drain`"
### hint "the type on the other side says which enum is meant"
ssthresh(sk) = if ca.mode == drain then 2 else 3
--- parameters of a callback in the wrong place
cong_avoid(sk, acked) { sk.snd_cwnd += acked }
### E0228 col 16-20 "the second value that the kernel hands `cong_avoid` is `ack`, not `acked`"
### hint "only trailing parameters can be left out: `cong_avoid(sk, ack, acked)`"
--- too many parameters of a callback
ssthresh(sk, x) = sk.snd_cwnd / 2
### E0228 col 14-14 "the kernel hands `ssthresh` 1 value, not 2"
### hint "write `ssthresh(sk)`"
--- a typed parameter of a callback
cong_avoid(sk, ack, acked: u8) { sk.snd_cwnd += acked }
### E0228 col 28-29 "the kernel gives `acked` its type"
### hint "leave the type out"
--- a param as a constant
param n = 4
const m = n * 2
### E0215 col 11-15 "the param `n` is set when the program is loaded, it is not a constant"
### hint "use a `const` where the value must be fixed"
state { x: pkts[n] }
### E0215 col 17-17 "the param `n` is set when the program is loaded, it is not a constant"
### hint "use a `const` where the value must be fixed"
init(sk) { ca.x[0] = m }
ssthresh(sk) = ca.x[0]
--- a default outside its range
param beta = 1.5 in 0..1
### E0313 col 14-16 "the default of `beta` lies outside its range"
param gain = 2 in 3..1
### E0313 col 19-22 "this range is empty: its lower end is above its upper end"
### hint "write the smaller number first"
ssthresh(sk) = sk.snd_cwnd * beta * gain
--- a range that the type does not hold
state {
    a: u8 in 0..300
### E0313 col 14-19 "this range goes beyond what `u8` holds: 0 to 255"
### hint "use a wider type, as `u64`"
    b: pkts in -1..5
### E0313 col 16-20 "this range goes beyond what `pkts` holds: 0 pkts to 4294967295 pkts"
### hint "for negative values use a signed type, as `i32` or `i64`"
    c: pkts in 2..9
### E0314 col 5-5 "`c` starts as 0, which its range 2..9 excludes"
### hint "give it an initial value: `c: ... = 2 pkts`"
    d: u8 = 256
### E0314 col 13-15 "the initial value `256` lies outside 0 to 255"
    e: us in 10ms..1s = 5ms
### E0314 col 25-27 "the initial value `5ms` lies outside 10000 us to 1000000 us"
}
init(sk) { ca.a = ca.b + ca.c + ca.d }
ssthresh(sk) = ca.a + ca.e / 1us
--- a state beyond every limit
state { a: pkts[4096]; b: pkts[4096]; c: pkts[4096]; d: pkts[4096]; e: pkts[4096] }
### E0218 col 1-83 "the state holds 20480 values, more than the 16384 the kernel has room for per connection"
ssthresh(sk) = ca.a[0] + ca.b[0] + ca.c[0] + ca.d[0] + ca.e[0]
--- a module in place of an algorithm, used and using itself
module tcp
use tcp
fn f(sk) = tcp.slow_start(sk, 1)
--- a file that does not say what it is
module x
module y
### E0201 col 8-8 "a file holds one algorithm or one module, not two"
### hint "put the second one into a file of its own"
--- an enum value twice
enum Mode { startup, drain, startup, true }
### E0203 col 29-35 "`startup` is in this enum twice"
### see +0:13 "first here"
### E0204 col 38-41 "`true` is a truth value and cannot be a value of an enum"
state { mode: Mode = probe }
### E0209 col 22-26 "`probe` is not a value of Mode"
### hint "Mode has `startup`, `drain` and `true`"
ssthresh(sk) = if ca.mode == drain then 2 else 3
--- a field twice
state { x: pkts; x: bool }
### E0203 col 18-18 "`x` is declared twice"
### see +0:9 "first here"
state { y: pkts }
### E0203 col 1-17 "the state is declared twice"
### see -1:1 "first here"
### hint "put all fields into one `state { ... }`"
ssthresh(sk) = ca.x
--- a function where a value belongs, a value where a function belongs
const half = 0.5
ssthresh(sk) = half(sk.snd_cwnd)
### E0220 col 16-19 "`half` is a const, not a function"
undo_cwnd(sk) = sk.snd_cwnd(2)
### E0220 col 17-27 "`sk.snd_cwnd` is not a function"
### hint "it is a field: leave out `(...)`"
--- too fine a param
param p = 1/7 in 1/1000003..1/999983
### E0313 col 11-13 "the default of `p` lies outside its range"
param q = 1e30
### E0216 col 11-14 "`1e30` is too large for a param: it is kept in 64 bits, in steps of 1"
### hint "use smaller numbers, or values with fewer digits"
param r = 5 in 1ms..2ms
### E0313 col 11-11 "the default of `r` lies outside its range"
param t = 1ms in 1..bytes_
### E0208 col 21-26 "there is no name `bytes_` here"
### hint "declare it: `const bytes_ = ...` or, for a setting, `param bytes_ = ...` at the top level"
ssthresh(sk) = sk.snd_cwnd * p * q * r
--- names of the kernel's
enum Event { a, b }
### E0204 col 6-10 "`Event` is an enum of the kernel and cannot be declared anew"
struct seq { x: pkts }
### E0204 col 8-10 "`seq` is a type that every program has"
fn f(x, x) = x
### E0203 col 9-9 "`x` is already a name in this function"
### see +0:6 "declared here"
### hint "choose another name"
init(sk) { let rs = 5 }
### E0204 col 16-17 "`rs` is what the kernel hands to callbacks and cannot be declared anew"
--- an enum without values
enum Mode {}
### E0217 col 6-9 "enum `Mode` has no values"

--- the state is not called so
state { a: pkts }
init(sk) {
    state.a = 1
### E0208 col 5-9 "there is no name `state` here"
### hint "the algorithm's own state is `ca`"
    ca.a += ca.a
}
--- names of the kernel's objects in the wrong place
cong_control(sk, sample) { sk.snd_cwnd = 4 }
### E0228 col 18-23 "the second value that the kernel hands `cong_control` is `ack`, not `sample`"
### hint "write `cong_control(sk, ack, flag, rs)`"
pkts_acked(sk, rs) { sk.snd_cwnd = 4 }
### E0228 col 16-17 "the second value that the kernel hands `pkts_acked` is `sample`, not `rs`"
### hint "write `pkts_acked(sk, sample)`"
--- names that are assigned and declared nowhere
state { count: pkts }
cong_avoid(sk) {
    var n: u32 = 3
    gain = 5
### E0208 col 5-8 "there is no name `gain` here"
### hint "declare it first: `var gain: pkts = ...`, or `let gain = ...` for what does not change; `state { ... }` is kept between calls"
    x += n
### E0208 col 5-5 "there is no name `x` here"
### hint "declare it first: `var x: pkts = ...`; `state { ... }` is kept between calls"
    window = 10
### E0208 col 5-10 "there is no name `window` here"
### hint "declare it first: `var window: pkts = ...`, or `let window = ...` for what does not change; `state { ... }` is kept between calls"
    coun = 3
### E0208 col 5-8 "there is no name `coun` here"
### hint "declare it first: `var coun: pkts = ...`, or `let coun = ...` for what does not change; `state { ... }` is kept between calls"
    m = 2
### E0208 col 5-5 "there is no name `m` here"
### hint "declare it first: `var m: pkts = ...`, or `let m = ...` for what does not change; `state { ... }` is kept between calls"
    sk.snd_cwnd = n * nowhere
### E0208 col 23-29 "there is no name `nowhere` here"
### hint "declare it: `const nowhere = ...` or, for a setting, `param nowhere = ...` at the top level"
}
--- values of an enum that are names of the file, too, on either side
const loss = 3
const probe = 7
const ece = 1
### W0101 col 7-9 "the const `ece` is not used"
### hint "delete it, or use it"
enum Mode { startup, probe }
state { mode: Mode; n: u32 }
cwnd_event(sk, event) {
    if event == loss || loss == event { ca.n = loss }
    if probe != ca.mode { ca.mode = if ca.n > loss then probe else ca.mode }
    if probe == ca.n { ca.n = if ca.n == 1 then loss else ca.n }
}
in_ack_event(sk, flags) {
    if ece & flags != 0 && (ece | win_update) & flags != 0 { ca.n = 1 }
}
--- arrays and structs that are not the function's
struct One { a: u32[4] }
struct Two { a: u32[4] }
state { four: u32[4]; five: u32[5]; bytes8: u8[4]; part: u32 fixed<8>[4]; modes: CaState[4]; one: One; ones: One[2]; when: stamp[4]; rate: bytes/s[4]; yes: bool[4]; seqs: seq[4] }
fn f(a: u32[4]) = a[0]
fn g(a: Two) = a.a[0]
cong_avoid(sk) {
    let ok = f(ca.four) + f(ca.one.a)
    let b = f(ca.five)
### E0304 col 15-21 "`a` takes an array of 4 `u32`, not an array of 5 `u32`"
    let c = f(ca.bytes8)
### E0304 col 15-23 "`a` takes an array of 4 `u32`, not an array of 4 `u8`"
    let d = f(ca.part)
### E0304 col 15-21 "`a` takes an array of 4 `u32`, not an array of 4 `u32 fixed<8>`"
    let e = f(ca.modes)
### E0304 col 15-22 "`a` takes an array of 4 `u32`, not an array of 4 `CaState`"
    let h = f(ca.one)
### E0304 col 15-20 "`a` takes an array of 4 `u32`, not a struct `One`"
    let i = f(ca.ones)
### E0304 col 15-21 "`a` takes an array of 4 `u32`, not an array of 2 `One`"
    let j = f(ca.when)
### E0304 col 15-21 "`a` takes an array of 4 `u32`, not an array of 4 `stamp`"
    let k = f(ca.rate)
### E0304 col 15-21 "`a` takes an array of 4 `u32`, not an array of 4 `u64 bytes/s`"
    let l = f(sk.snd_cwnd)
### E0304 col 15-25 "`a` takes an array of 4 `u32`, not a count"
    let m = g(ca.one)
### E0304 col 15-20 "`a` takes a struct `Two`, not a struct `One`"
    let n = g(ca.ones)
### E0304 col 15-21 "`a` takes a struct `Two`, not an array of 2 `One`"
    let o = f(ca.yes) + f(ca.seqs)
### E0304 col 15-20 "`a` takes an array of 4 `u32`, not an array of 4 `bool`"
### E0304 col 27-33 "`a` takes an array of 4 `u32`, not an array of 4 `seq`"
}
--- names of the function hide values of an enum
fn pick(sk, loss) = if loss == sk.ca_state then 1 else 2
### E0306 col 24-42 "cannot compare a count with a CaState: `loss` is a count, `sk.ca_state` is a CaState"
### see +7:12 "in this call of `pick`"
### hint "the values of CaState are `open`, `disorder`, `cwr`, `recovery` and `loss`"
ssthresh(sk) {
    for open in 1..3 {
        if open == sk.ca_state { sk.snd_cwnd += open }
### E0306 col 12-30 "cannot compare a count with a CaState: `open` is a count, `sk.ca_state` is a CaState"
### hint "the values of CaState are `open`, `disorder`, `cwr`, `recovery` and `loss`"
        if sk.ca_state == open { sk.snd_cwnd += open }
### E0306 col 12-30 "cannot compare a CaState with a count: `sk.ca_state` is a CaState, `open` is a count"
### hint "the values of CaState are `open`, `disorder`, `cwr`, `recovery` and `loss`"
    }
    let lost: u32 = sk.lost_out
    return pick(sk, lost)
}
--- a struct and a module's of the same name
use cube
struct Curve { epoch: stamp }
state { curve: Curve }
cwnd_event(sk, event) {
    cube.resume(sk, ca.curve)
### E0304 col 21-28 "`w` takes a struct `Curve` of module `cube`, not a struct `Curve` of this program"
    ca.curve.epoch = sk.now
}
--- a parameter of another callback
cong_avoid(sk, ack, acked) {
    if event == loss { sk.snd_cwnd += 1 }
### E0208 col 8-12 "there is no name `event` here"
### hint "it is a parameter of `cwnd_event`: use it there, or hand it on"
    if rs.valid { sk.snd_cwnd += 1 }
### E0208 col 8-9 "`rs` is not a parameter of `cong_avoid`"
### hint "the kernel hands `cong_avoid` only sk, ack, acked"
}
--- units by other names
param most = 10Mbit/sec
### E0208 col 21-23 "there is no name `sec` here"
### hint "if the unit is meant, it is `s`"
state { t: msec }
### E0210 col 12-15 "there is no type `msec`"
### hint "the unit is `ms`"
ssthresh(sk) = sk.srtt_us / msec
### E0208 col 29-32 "there is no name `msec` here"
### hint "if the unit is meant, it is `ms`"
--- a function of the library with wrong arguments
use tcp
use filter
state { x: u32; y: us; part: tcp.Part }
cong_avoid(sk, ack, acked) {
    let r = tcp.slow_start(acked, sk)
### E0304 col 28-32 "`acked` cannot be the parameter `sk` of `tcp.slow_start`: it is a count"
### see +5:12 "`sk` is a count, it has no field `in_slow_start`"
### hint "as `tcp.slow_start(sk, acked)`"
    tcp.reno_cong_avoid(sk, sk.snd_una)
### E0301 col 29-38 "`sk.snd_una` cannot be the parameter `acked` of `tcp.reno_cong_avoid`: it is a sequence number"
### see +5:15 "cannot add a count to a sequence number: `sk.snd_cwnd` is a count, `acked` is a sequence number"
### hint "as `tcp.reno_cong_avoid(sk, acked)`"
    tcp.reno_cong_avoid(sk, sk.srtt_us)
### E0301 col 29-38 "`sk.srtt_us` cannot be the parameter `acked` of `tcp.reno_cong_avoid`: it is a time"
### see +4:15 "cannot add a count and a time: `sk.snd_cwnd` is a count, `acked` is a time"
### hint "as `tcp.reno_cong_avoid(sk, acked)`"
    tcp.cong_avoid_ai(sk, sk.srtt_us, acked)
### E0301 col 27-36 "the parameter `w` is a count, `sk.srtt_us` is a time"
### hint "divide by the unit to get a plain number: `sk.srtt_us / 1us`"
    tcp.pace(sk, 2, sk.srtt_us, 3 pkts)
### E0301 col 21-30 "`sk.srtt_us` cannot be the parameter `window` of `tcp.pace`: it is a time"
### see +42:33 "cannot compare bytes*s and bytes: `window * sk.mss_cache` is in bytes*s, `1024MiB` is bytes"
### hint "as `tcp.pace(sk, gain, window, rtt)`"
    tcp.pace(sk, ca.part, 3, sk.srtt_us)
### E0319 col 18-24 "`ca.part` cannot be the parameter `gain` of `tcp.pace`: it is a struct `Part`"
### see +41:22 "`gain` is a struct `Part`, which has no value of its own"
### hint "as `tcp.pace(sk, gain, window, rtt)`"
    ca.y = filter.average(ca.y, sk.srtt_us, true)
### E0303 col 45-48 "`true` cannot be the parameter `weight` of `filter.average`: it is true or false"
### see +79:59 "cannot subtract a count and a truth value: `1` is a count, `weight` is true or false"
### hint "as `filter.average(old, new, weight)`"
    tcp.change_window(sk, ca.part, 1ms, 2)
### E0301 col 36-38 "`1ms` cannot be the parameter `change` of `tcp.change_window`: it is a time"
### see +31:42 "cannot add a count and a time: `sk.snd_cwnd + part.rest` is a count, `change` is a time"
### hint "as `tcp.change_window(sk, part, change, least)`"
    ca.x = r
}
### W0109 col std/tcp.cc:52:5 "the kernel sets `sk.pacing_rate` itself after every ACK where there is no `cong_control`"
### hint "set window and rate in `cong_control`, or delete this"
--- an algorithm with a stray module line
algorithm x
module m
### E0201 col 8-8 "a file holds one algorithm or one module, not two"
### hint "put the second one into a file of its own"
state { a: u32 }
ssthresh(sk) = sk.snd_cwnd / 2
undo_cwnd(sk) = sk.prior_cwnd
cong_avoid(sk) { ca.a = 1; sk.snd_cwnd = ca.a }
--- a module with a stray algorithm line
module m
algorithm x
### E0201 col 11-11 "a file holds one algorithm or one module, not two"
### hint "put the second one into a file of its own"
fn f(a) = a
--- the arm for everything else, as in other languages
cong_avoid(sk, ack, acked) {
    match acked {
        1 => {}
        default => {}
### E0208 col 9-15 "there is no name `default` here"
### hint "the arm for everything else is `_ => ...`"
    }
    match sk.ca_state {
        open => {}
        otherwise => {}
### E0208 col 9-17 "there is no name `otherwise` here"
### hint "the arm for everything else is `_ => ...`"
    }
}
--- a parameter with a reserved name is told once
fn f(ca) = ca
### E0204 col 6-7 "`ca` is the connection's own state and cannot be declared anew"
fn g(unlimited, never) = unlimited + never
### E0204 col 6-14 "`unlimited` is the value of an unset rate or ssthresh and cannot be declared anew"
### E0204 col 17-21 "`never` is the zero of points in time and cannot be declared anew"
cong_avoid(sk) { sk.snd_cwnd = f(3) + g(1, 2) }
--- an array of values for an array
state { h: us[4] }
cong_avoid(sk) { ca.h = [1us, foo] }
### E0226 col 18-21 "`ca.h` is an array, it cannot be assigned as a whole"
### hint "assign its elements, or `ca.h = initial` to start over"
--- fields and functions written as methods
state { n: u32 }
cong_avoid(sk, ack, acked) {
    sk.snd_cwnd = sk.snd_cwnd() + ca.n()
### E0220 col 19-29 "`sk.snd_cwnd` is not a function"
### hint "it is a field: leave out `()`"
### E0220 col 35-38 "`ca.n` is not a function"
### hint "it is a field: leave out `()`"
    sk.slow_start(acked)
### E0220 col 5-17 "`sk.slow_start` is not a function"
### hint "write `use tcp`, then `tcp.slow_start(sk, acked)`"
    sk.frob(acked)
### E0220 col 5-11 "`sk.frob` is not a function"
### hint "functions take what they work on as an argument: `frob(sk, acked)`"
    slow_start(sk, acked)
### E0220 col 5-14 "there is no function `slow_start`"
### hint "write `use tcp`, then `tcp.slow_start(sk, acked)`"
    ca.n = 1
}
--- functions of a module written as methods, or without the module
use tcp
cong_avoid(sk, ack, acked) {
    sk.slow_start(acked)
### E0220 col 5-17 "`sk.slow_start` is not a function"
### hint "`tcp.slow_start(sk, acked)`"
    tcp.reno_cong_avoid(sk, acked)
}
--- what only callbacks have, in declarations
param w = sk.snd_cwnd
### E0215 col 11-12 "`sk` is not known when the program is compiled: the kernel hands it to callbacks"
### hint "use literals and `const` names only"
const c = sk.snd_cwnd / 2
### E0215 col 11-12 "`sk` is not known when the program is compiled: the kernel hands it to callbacks"
### hint "use literals and `const` names only"
state { n: u32 = sk.snd_cwnd; a: u8[rs.losses] }
### E0215 col 18-19 "`sk` is not known when the program is compiled: the kernel hands it to callbacks"
### hint "use literals and `const` names only"
### E0215 col 37-38 "`rs` is not known when the program is compiled: the kernel hands it to callbacks"
### hint "use literals and `const` names only"
--- values of the kernel's enums as in C
set_state(sk, new_state) {
    if new_state == TCP_CA_Loss { sk.snd_cwnd = 1 }
### E0209 col 21-31 "`TCP_CA_Loss` is not a value of CaState"
### hint "write `loss`"
}
cwnd_event(sk, event) {
    match event {
        CA_EVENT_TX_START => sk.snd_cwnd = 1
### E0209 col 9-25 "`CA_EVENT_TX_START` is not a value of Event"
### hint "write `tx_start`"
        _ => {}
    }
}
in_ack_event(sk, flags) {
    if flags & CA_ACK_ECE != 0 { sk.snd_cwnd = flags + 1 }
### E0209 col 16-25 "`CA_ACK_ECE` is not a value of AckFlags"
### hint "write `ece`"
### E0303 col 48-56 "cannot add a set of AckFlags and a count: `flags` is a set of AckFlags, `1` is a count"
### hint "flags are no number, they are tested: `flags & slowpath != 0`"
}
--- types of a module, and from papers
use tcp
state { r: Prr; p: Part; n: count }
### E0210 col 12-14 "there is no type `Prr`"
### hint "it is in module tcp: `tcp.Prr`"
### E0210 col 20-23 "there is no type `Part`"
### hint "it is in module tcp: `tcp.Part`"
### E0210 col 29-33 "there is no type `count`"
### hint "a count of packets is `pkts`, any other number `u32` or `u64`"
cong_avoid(sk, ack, acked) { tcp.slow_start(sk, acked) }
--- a module used before the line that comes first
// What this is.
use tcp
algorithm x
### E0201 col 1-11 "this line comes first: it says what the file is"
### see -1:1 "before this"
### hint "put it before all other declarations"
cong_avoid(sk, ack, acked) { tcp.reno_cong_avoid(sk, acked) }
ssthresh(sk) = sk.snd_cwnd / 2
undo_cwnd(sk) = sk.prior_cwnd
--- names of other languages
state { t: stamp; r: bytes/s }
init(sk) {
    ca.t = null
### E0208 col 12-15 "there is no name `null` here"
### hint "every place holds a value: a point in time that has not been is `never`, a number that is not known 0"
    ca.t = None
### E0208 col 12-15 "there is no name `None` here"
### hint "every place holds a value: a point in time that has not been is `never`, a number that is not known 0"
    ca.r = INF
### E0208 col 12-14 "there is no name `INF` here"
### hint "a threshold or rate that is not set is `unlimited`; elsewhere write a number that is large enough, as `1e9`"
    this.r = 3
### E0208 col 5-8 "there is no name `this` here"
### hint "the algorithm's own state is `ca`"
}
--- the state of other languages, where there is none
init(sk) { this.r = self.r }
### E0208 col 12-15 "there is no name `this` here"
### hint "what lasts is declared in `state { ... }`, and is `ca` then"
### E0208 col 21-24 "there is no name `self` here"
### hint "what lasts is declared in `state { ... }`, and is `ca` then"
--- values of an enum that no side explains
enum Dir { up, down }
state { d: Dir }
cong_avoid(sk) {
    let c = sk.snd_cwnd > 3
    let d = if c then up else down
### E0208 col 23-24 "nothing here says which enum `up` belongs to"
### hint "give the type: `let d: Dir = if c then up else down`"
    let e = if c then up else if c then down else up
### E0208 col 23-24 "nothing here says which enum `up` belongs to"
### hint "give the type: `let e: Dir = if c then up else if c then down else up`"
    ca.d = d
}
--- functions and methods of other languages
state { a: pkts[4] }
cong_avoid(sk) {
    print(sk.snd_cwnd)
### E0220 col 5-9 "there is no function `print`"
### hint "there is no output; look at a connection from outside, as with `ss -i` or `ccc lab`"
    printk(sk.snd_cwnd)
### E0220 col 5-10 "there is no function `printk`"
### hint "there is no output; look at a connection from outside, as with `ss -i` or `ccc lab`"
    let n = len(ca.a)
### E0220 col 13-15 "there is no function `len`"
### hint "an array's length is the number in its type, `name: type[8]`: give it a name with `const`"
    ca.a.push(3)
### E0220 col 5-13 "`ca.a.push` is not a function"
### hint "an array keeps its length: store at an index, as `ca.ring[ca.next % 8] = x`"
    let m = sk.snd_cwnd.max(3)
### E0220 col 13-27 "`sk.snd_cwnd.max` is not a function"
### hint "functions take what they work on as an argument: `max(sk.snd_cwnd, 3)`"
    let x = int(sk.snd_cwnd / 3)
### E0220 col 13-15 "there is no function `int`"
### hint "there are no casts, since values are exact; to round one, give it a name with a type: `let x: u32 = ...`"
    let y = u32(sk.snd_cwnd)
### E0220 col 13-15 "there is no function `u32`"
### hint "there are no casts, since values are exact; to round one, give it a name with a type: `let x: u32 = ...`"
    let z = now()
### E0220 col 13-15 "there is no function `now`"
### hint "write `sk.now`"
    let w = log(3)
### E0220 col 13-15 "there is no function `log`"
### hint "write `use math`, then `math.log2(x)`; if a message is meant: there is no output; look at a connection from outside, as with `ss -i` or `ccc lab`"
    let v = n.max(3, m)
### E0220 col 13-17 "`n.max` is not a function"
### hint "functions take what they work on as an argument: `max(n, 3, m)`"
    let l = ca.a.len() + ca.a.length + sk.snd_cwnd.length
### E0220 col 13-20 "`ca.a.len` is not a function"
### hint "an array's length is the number in its type, `name: type[8]`: give it a name with `const`"
### E0208 col 31-36 "`ca.a` is an array, it has no field `length`"
### hint "an array's length is the number in its type, `name: type[8]`: give it a name with `const`"
### E0208 col 52-57 "`sk.snd_cwnd` is a count, it has no field `length`"
}
--- words of other languages as names
fn switch(sk) { sk.snd_cwnd += 1 }
fn while(sk, n) { sk.snd_cwnd += n }
fn not(x) = 1 - x
cong_avoid(sk, ack, acked) {
    let mut = 3
    switch(sk)
    while(sk, mut)
    sk.snd_cwnd += not(mut)
    let step = not(mut) - 1
    sk.snd_cwnd += step
}
