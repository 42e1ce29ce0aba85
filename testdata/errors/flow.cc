// Programs whose statements do not fit together. See TestErrors in lang/types for the form.
--- a value missing on a path
ssthresh(sk) {
### E0223 col 1-8 "`ssthresh` does not give a value on every path"
### hint "the kernel waits for a number: end it with a `return`"
    if sk.in_slow_start { return 2 }
}
fn f(x) {
### E0223 col 4-4 "`f` does not give a value on every path"
### hint "end it with a `return` of a value"
    if x > 3 { return x } else { let y = x }
}
undo_cwnd(sk) = f(sk.snd_cwnd)
--- a value where none belongs
init(sk) { return 5 }
### E0223 col 19-19 "`init` gives no value"
### hint "write `return` alone"
release(sk) = 5
### E0223 col 15-15 "`release` gives no value"
### hint "write what it does in braces: `release(...) { ... }`"
--- return without a value
ssthresh(sk) {
    if sk.in_slow_start { return }
### E0223 col 27-32 "`ssthresh` gives a value, but not here"
### hint "the kernel waits for a number: `return ...`"
    return 2
}
--- break outside a loop
init(sk) {
    if sk.in_slow_start { break }
### E0225 col 27-31 "`break` outside a loop"
### hint "to leave the function write `return`"
    continue
### E0225 col 5-12 "`continue` outside a loop"
### hint "to leave the function write `return`"
}
--- a match that forgets a case
enum Mode { startup, drain, probe }
state { mode: Mode }
init(sk) {
    match ca.mode {
### E0323 col 11-17 "this `match` forgets `probe` of Mode"
### hint "add `probe => ...`, or `_ => {}` for all the rest"
        startup => { ca.mode = drain }
        drain   => { ca.mode = probe }
    }
    match sk.ca_state {
### E0323 col 11-21 "this `match` forgets `cwr` and `loss` of CaState"
### hint "add `cwr | loss => ...`, or `_ => {}` for all the rest"
        open | disorder => {}
        recovery => {}
    }
    match sk.in_slow_start {
### E0323 col 11-26 "this `match` forgets `false`"
### hint "add `false => ...`, or `_ => {}` for all the rest"
        true => {}
    }
    match sk.snd_cwnd {
### E0323 col 11-21 "this `match` does not say what to do with other numbers"
### hint "add an arm for the rest: `_ => {}`"
        1 => {}
    }
}
ssthresh(sk) = 2
--- a match with an arm too many
set_state(sk, new_state) {
    match new_state {
        loss => { sk.snd_cwnd = 1 }
        recovery | loss => {}
### E0322 col 20-23 "`loss` is already taken by an arm above"
### see -1:9 "here"
        _ => {}
        open => {}
### E0322 col 9-18 "this arm is never taken: `_` before it takes everything"
### hint "put `_` last"
    }
}
--- a match with a wrong pattern
set_state(sk, new_state) {
    match new_state {
        lost => {}
### E0209 col 9-12 "`lost` is not a value of CaState"
### hint "did you mean `loss`?"
        1 => {}
### E0306 col 9-9 "cannot compare a CaState with a count: `new_state` is a CaState, `1` is a count"
### hint "the values of CaState are `open`, `disorder`, `cwr`, `recovery` and `loss`"
        sk.ca_state => {}
### E0215 col 9-19 "`sk.ca_state` is not known when the program is compiled"
### hint "use literals and `const` names only"
        _ => {}
    }
    match sk.srtt_us {
        10ms => {}
        5 pkts => {}
### E0301 col 9-14 "cannot compare a time and a count: `sk.srtt_us` is a time, `5 pkts` is a count"
### hint "give the number its unit: `(5 pkts) * 1us`, or `* 1ms`, `* 1s`"
        _ => {}
    }
}
--- a match of what cannot be matched
state { at: stamp }
init(sk) {
    ca.at = sk.now
    match ca.at { never => {} }
### E0321 col 11-15 "a `match` tells values of an enum, numbers or truths apart, `ca.at` is a point in time"
### hint "use `if ... else if ...`"
}
ssthresh(sk) = if ca.at > never then 2 else 3
--- assignment to what keeps its value
param gain = 2
const k = 3
fn f(sk, x) { x = 5 }
### E0226 col 15-15 "`x` is a parameter, it keeps its value"
### hint "copy it into a variable: `var v: pkts = x`"
cong_avoid(sk, ack, acked) {
    let y = acked
    y += 1
### E0226 col 5-5 "`y` is a `let`: a name for a value, which does not change"
### hint "make it a variable: `var y: pkts = ...`"
    acked = 3
### E0226 col 5-9 "`acked` is a parameter, it keeps its value"
### hint "copy it into a variable: `var v: pkts = acked`"
    gain = 1
### E0226 col 5-8 "the param `gain` is set when the program is loaded, it cannot be assigned"
### hint "keep a value of your own in `state`"
    k = 4
### E0226 col 5-5 "`k` is a constant, it cannot be assigned"
    for i in 1..3 { i = 2 }
### E0226 col 21-21 "`i` counts the turns of the loop, it cannot be assigned"
### hint "use `continue` or `break` to change the course of the loop"
    f(sk, y)
}
--- a call that stores inside an expression
fn grow(sk, n) {
    sk.snd_cwnd += n
    return n
}
cong_avoid(sk, ack, acked) {
    let a = 1 + grow(sk, acked)
### E0222 col 17-31 "a call that stores something stands alone or is the whole right side of `=`"
### hint "give its value a name first: `let x = grow(sk, acked)`"
    if grow(sk, 1) > 0 { sk.snd_cwnd += a }
### E0222 col 8-18 "a call that stores something stands alone or is the whole right side of `=`"
### hint "give its value a name first: `let x = grow(sk, 1)`"
    let b = grow(sk, 2)
    sk.snd_cwnd_cnt = grow(sk, b)
    sk.snd_cwnd_cnt += grow(sk, b)
### E0222 col 24-34 "a call that stores something stands alone or is the whole right side of `=`"
### hint "give its value a name first: `let x = grow(sk, b)`"
    grow(sk, grow(sk, 3))
### E0222 col 14-24 "a call that stores something stands alone or is the whole right side of `=`"
### hint "give its value a name first: `let x = grow(sk, 3)`"
}
--- two references of one place
struct filter { best: us; second: us }
struct two { one: filter; end: us }
state { a: filter; b: filter; pair: two; all: filter[2] }
fn move(f, g) { f.best = g.second }
fn copy(f, g) { g.best = f.second }
fn inner(p, f) { p.end = f.best + p.one.second }
fn slot(f, g) { f.best = g.second }
fn same(f, g) = f.best + g.best
fn take(sk, f, g) {
    f.best = g.best + 1us
    f.second = g.second
}
fn both(sk, f) { f.best = ca.a.second * 2 }
fn clash(sk, f) { f.best = ca.a.best / 2 }
init(sk) {
    take(sk, ca.a, ca.b)
    take(sk, ca.a, ca.a)
### E0224 col 14-23 "`take` stores through two names of one place: `ca.a` and `ca.a`"
### hint "hand in the place once only"
    move(ca.a, ca.a)
### E0224 col 10-19 "`move` stores through two names of one place: `ca.a` and `ca.a`"
### hint "hand in the place once only"
    copy(ca.a, ca.a)
### E0224 col 10-19 "`copy` stores through two names of one place: `ca.a` and `ca.a`"
### hint "hand in the place once only"
    inner(ca.pair, ca.pair.one)
### E0224 col 11-30 "`inner` stores through two names of one place: `ca.pair` and `ca.pair.one`"
### hint "hand in the place once only"
    inner(ca.pair, ca.b)
    slot(ca.all[0], ca.all[1])
    for i in 0..1 { slot(ca.all[0], ca.all[i]) }
### E0224 col 26-45 "`slot` stores through two names of one place: `ca.all[0]` and `ca.all[i]`"
### hint "the two may be one element: write what the function does here, on a copy of one of them"
    ca.a.best = same(ca.a, ca.a)
    both(sk, ca.a)
    both(sk, ca.b)
    clash(sk, ca.a)
### E0224 col 15-18 "`clash` stores through two names of one place: `ca` inside it and the argument `ca.a`"
### hint "hand in the place once only"
    clash(sk, ca.b)
}
ssthresh(sk) = ca.a.best / 1us
--- the state as a whole
struct filter { best: us }
state { a: filter; n: pkts[2] }
init(sk) {
    ca = initial
    ca.a = initial
    ca.n = initial
    ca.a = ca.a
### E0226 col 5-8 "`ca.a` is a struct `filter`, it cannot be assigned as a whole"
### hint "assign its fields, or `ca.a = initial` to start over"
    sk.snd_cwnd = initial
### E0226 col 5-15 "only the state and its parts have initial values, not `sk.snd_cwnd`"
### hint "write `ca = initial` or `ca.field = initial`"
    let x = initial
### E0207 col 13-19 "`initial` can only be assigned: `ca = initial` or `ca.field = initial`"
    ca.a.best = ca.a
### E0319 col 17-20 "`ca.a` is a struct `filter`, which has no value of its own"
### hint "use one of its fields: `ca.a.best`"
}
ssthresh(sk) = ca.a.best / 1us + ca.n[0]
--- loops without bounds
state { n: pkts in 0..10 }
init(sk) {
    for i in 1..sk.snd_cwnd { ca.n += i }
### E0332 col 14-27 "nothing says how many turns this loop makes at most"
### hint "add it: `for i in 1..sk.snd_cwnd max 16`"
    for i in 1..ca.n { for j in i..ca.n + 1 { ca.n += j } }
    for i in min(ca.n, sk.snd_cwnd)..7 { ca.n += i }
### E0332 col 14-38 "nothing says how many turns this loop makes at most"
### hint "add it: `for i in min(ca.n, sk.snd_cwnd)..7 max 16`"
    for i in 1..300 { ca.n += i }
### E0332 col 14-19 "this loop makes 300 turns, at most 256 may be"
### hint "the verifier walks through every turn of a loop"
    for i in 1..sk.snd_cwnd max 300 { ca.n += i }
### E0332 col 33-35 "`max` is 1 to 256 turns, not 300"
    for i in 1..sk.snd_cwnd max ca.n { ca.n += i }
### E0215 col 33-36 "`ca.n` is not known when the program is compiled"
### hint "use literals and `const` names only"
    for i in 5..1 { ca.n += i }
### E0313 col 14-17 "this range is empty: its lower end is above its upper end"
### hint "loops count upwards"
    for i in 1..sk.srtt_us max 4 { ca.n += i }
### E0320 col 17-26 "a loop counts in plain numbers, `sk.srtt_us` is a time"
    for i in 1..sk.snd_cwnd max 16 { ca.n += i }
}
ssthresh(sk) = ca.n
--- three loops inside one another
state { n: pkts }
fn inner(sk) { for i in 1..3 { ca.n += i } }
init(sk) {
    for i in 1..2 {
        for j in 1..2 {
            inner(sk)
### E0333 col 13-21 "this call puts 3 loops inside one another, at most 2 may be"
### hint "the verifier walks through every turn of nested loops"
            for k in 1..2 { ca.n += i * j * k }
### E0333 col 13-47 "this puts 3 loops inside one another, at most 2 may be"
### hint "the verifier walks through every turn of nested loops"
        }
        inner(sk)
    }
}
ssthresh(sk) = ca.n
--- a structure in a local name
struct filter { best: us }
state { a: filter }
init(sk) {
    var f: filter
### E0319 col 12-17 "a name inside a function holds a single value, not a struct `filter`"
### hint "put it into `state { ... }`"
    let n: pkts[3] = 1
### E0319 col 12-18 "a name inside a function holds a single value, not an array"
### hint "put it into `state { ... }`"
    ca.a.best = 1
}
ssthresh(sk) = ca.a.best / 1us
--- errors in a function are told once
fn bad(sk, x) = x + undefined_name
### E0208 col 21-34 "there is no name `undefined_name` here"
### hint "declare it: `const undefined_name = ...` or, for a setting, `param undefined_name = ...` at the top level"
init(sk) {
    sk.snd_cwnd = bad(sk, 1)
    sk.snd_cwnd = bad(sk, 2)
    sk.snd_cwnd = bad(sk, 3us)
}
--- errors in a function that nothing calls
fn lost(sk, x, y: us) = x + sk.snd_cwdn + undefined_name + y
### E0402 col 32-39 "the connection has no field `snd_cwdn`"
### hint "did you mean `snd_cwnd`?"
### E0208 col 43-56 "there is no name `undefined_name` here"
### hint "declare it: `const undefined_name = ...` or, for a setting, `param undefined_name = ...` at the top level"
--- a function by its name
fn f(sk) = 2
struct pair { a: pkts }
state { x: pair }
ssthresh(sk) = f + pair + ca.x.a
### E0207 col 16-16 "`f` is a function: call it with its arguments, `f(...)`"
### E0207 col 20-23 "`pair` is a struct, not a value"
init(sk) { f(sk); ssthresh(sk) }
### W0103 col 12-16 "this call changes nothing, and its value is not used"
### hint "name its value with `let`, or delete it"
### E0220 col 19-26 "`ssthresh` is a callback, which only the kernel calls"
### hint "put what both need into a `fn`"
--- a struct of the wrong type
struct a { x: pkts }
struct b { x: pkts }
state { a: a; b: b }
fn f(sk, p: a) { p.x = 1 }
init(sk) {
    f(sk, ca.a)
    f(sk, ca.b)
### E0304 col 11-14 "`p` takes a struct `a`, not a struct `b`"
    f(sk, 5)
### E0304 col 11-11 "`p` takes a struct `a`, not a count"
    f(sk, sk)
### E0304 col 11-12 "`p` takes a struct `a`, not the connection"
}
ssthresh(sk) = ca.a.x + ca.b.x
--- comparisons that are said in half
in_ack_event(sk, flags) {
    if sk.ca_state == recovery || loss { sk.snd_cwnd = 3 }
### E0305 col 35-38 "`loss` stands alone, and is not true or false: each comparison has two sides"
### hint "write `... || sk.ca_state == loss`"
    if (sk.ca_state == recovery) || sk.ca_state == disorder || loss { sk.snd_cwnd = 3 }
### E0305 col 64-67 "`loss` stands alone, and is not true or false: each comparison has two sides"
### hint "write `... || sk.ca_state == loss`"
    if sk.ca_state == (recovery || loss) { sk.snd_cwnd = 3 }
### E0305 col 23-40 "`||` joins truths: each comparison has two sides of its own"
### hint "write `sk.ca_state == recovery || sk.ca_state == loss`"
    if sk.ca_state != recovery && loss { sk.snd_cwnd = 3 }
### E0305 col 35-38 "`loss` stands alone, and is not true or false: each comparison has two sides"
### hint "write `... && sk.ca_state != loss`"
    if sk.snd_cwnd > 2 && (sk.snd_cwnd == 3 || 4) { sk.snd_cwnd = 3 }
### E0305 col 48-48 "`4` stands alone, and is not true or false: each comparison has two sides"
### hint "write `... || sk.snd_cwnd == 4`"
    if sk.snd_cwnd == 3 || recovery { sk.snd_cwnd = 3 }
### E0208 col 28-35 "there is no name `recovery` here"
### hint "it is a value of `CaState`: write it where the other side is of that type"
    if sk.in_slow_start || 4 { sk.snd_cwnd = 3 }
### E0305 col 28-28 "a condition is true or false, `4` is a count"
### hint "compare it: `4 != 0`"
    if flags && ece { sk.snd_cwnd = 3 }
### E0305 col 8-19 "`&&` joins truths, `flags` is a set of AckFlags"
### hint "to test a bit, write `flags & ece != 0`"
    if flags & ece { sk.snd_cwnd = 3 }
### E0305 col 8-18 "a condition is true or false, `flags & ece` is a set of AckFlags"
### hint "test its bits: `flags & ece != 0`"
}
--- what is missing, in a file that has a part of it
algorithm t
### E0229 col 11-11 "the kernel takes no algorithm without `cong_avoid` or `cong_control`"
### hint "add, for example: cong_avoid(sk, ack, acked) {\n    tcp.reno_cong_avoid(sk, acked)\n}"
use tcp
fn grow(sk, acked) { tcp.reno_cong_avoid(sk, acked) }
ssthresh(sk) = 2
undo_cwnd(sk) = 2
