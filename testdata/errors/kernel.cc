// Programs that ask of the kernel what it does not give. See TestErrors in lang/types for the form.
--- a field with its prefix
ssthresh(sk) = if sk.icsk_ca_state == loss then 2 else 4
### E0401 col 22-34 "`icsk_ca_state` is written without its prefix here"
### hint "write `sk.ca_state`"
init(sk) { sk.sk_pacing_rate = 1Mbit/s }
### E0401 col 15-28 "`sk_pacing_rate` is written without its prefix here"
### hint "write `sk.pacing_rate`"
--- an unknown field with suggestions
ssthresh(sk) = sk.cwnd / 2
### E0402 col 19-22 "the connection has no field `cwnd`"
### hint "did you mean `snd_cwnd`, `prior_cwnd` or `snd_cwnd_cnt`?"
undo_cwnd(sk) = max(sk.snd_cwdn, sk.prior_cwnd)
### E0402 col 24-31 "the connection has no field `snd_cwdn`"
### hint "did you mean `snd_cwnd`?"
--- what people call the fields
ssthresh(sk) = if sk.rtt > 10ms then 2 else sk.ssthresh
### E0402 col 22-24 "the connection has no field `rtt`"
### hint "did you mean `srtt_us` or `min_rtt`?"
### E0402 col 48-55 "the connection has no field `ssthresh`"
### hint "did you mean `snd_ssthresh`?"
undo_cwnd(sk) = sk.inflight * sk.mss / sk.mss_cache
### E0402 col 20-27 "the connection has no field `inflight`"
### hint "did you mean `in_flight`?"
### E0402 col 34-36 "the connection has no field `mss`"
### hint "did you mean `mss_cache`?"
--- an unknown field without
ssthresh(sk) = sk.frobnicate
### E0402 col 19-28 "the connection has no field `frobnicate`"
### hint "`ccc fields` lists what there is"
--- a field of another object
cong_control(sk, rs) { sk.snd_cwnd = sk.rtt_us + rs.snd_cwnd }
### E0402 col 41-46 "the connection has no field `rtt_us`"
### hint "did you mean `srtt_us`?"
### E0402 col 53-60 "the rate sample has no field `snd_cwnd`"
### hint "it is a field of the connection: `sk.snd_cwnd`"
--- a read-only field
init(sk) {
    sk.snd_cwnd_clamp = 100
### E0403 col 5-21 "no kernel lets a program write `sk.snd_cwnd_clamp`"
### hint "limit `sk.snd_cwnd` itself: `sk.snd_cwnd = min(..., limit)`"
    sk.prior_cwnd = 10
### E0403 col 5-17 "no kernel lets a program write `sk.prior_cwnd`"
### hint "keep the window to go back to in `state`, and give it from `undo_cwnd`"
    sk.ca_state = open
### E0403 col 5-15 "no kernel lets a program write `sk.ca_state`"
### hint "the kernel alone moves between these states; keep a mode of your own in `state`"
    sk.in_slow_start = true
### E0403 col 5-20 "no kernel lets a program write `sk.in_slow_start`"
### hint "it follows from other fields; what can be written is `snd_cwnd`, `snd_cwnd_cnt`, `snd_ssthresh` and `pacing_rate`, and some flags"
    sk.delivered += 1
### E0403 col 5-16 "no kernel lets a program write `sk.delivered`"
### hint "keep a counter of your own in `state`, or the difference to this one"
    sk.rcv_nxt = sk.snd_nxt
### E0403 col 5-14 "no kernel lets a program write `sk.rcv_nxt`"
### hint "what can be written is `snd_cwnd`, `snd_cwnd_cnt`, `snd_ssthresh` and `pacing_rate`, and some flags"
}
cong_control(sk, rs) { rs.delivered = 5 }
### E0403 col 24-35 "no kernel lets a program write `rs.delivered`"
### hint "what the kernel has measured can only be read; keep an own value in `state`"
--- a no-sample field without its test
pkts_acked(sk, sample) { if sample.rtt_us < 10ms { sk.snd_cwnd += 1 } }
### E0404 col 29-41 "`sample.rtt_us` may hold no sample here"
### hint "use it under a test of it: `if sample.rtt_us >= 0 { ... }`"
--- a no-sample field is told once
state { rtt: us }
pkts_acked(sk, sample) {
    ca.rtt = sample.rtt_us
### E0404 col 14-26 "`sample.rtt_us` may hold no sample here"
### hint "use it under a test of it: `if sample.rtt_us >= 0 { ... }`"
    ca.rtt = min(ca.rtt, sample.rtt_us)
}
ssthresh(sk) = ca.rtt / 1ms
--- a no-sample field under its test
state { rtt: us; n: pkts }
pkts_acked(sk, sample) {
    let r = sample.rtt_us
    if r < 0 { return }
    ca.rtt = sample.rtt_us
}
cong_control(sk, rs) {
    if rs.rtt_us > 0 && rs.rtt_us < ca.rtt { ca.rtt = rs.rtt_us }
    if !rs.valid { return }
    ca.n = rs.delivered
}
ssthresh(sk) = ca.n + ca.rtt / 1us
--- a no-sample field under the test of another
state { n: pkts }
cong_control(sk, rs) {
    if rs.rtt_us >= 0 || rs.delivered >= 0 { ca.n = rs.delivered }
### E0404 col 53-64 "`rs.delivered` may hold no sample here"
### hint "use it under a test of it: `if rs.valid { ... }` or `if rs.delivered >= 0 { ... }`"
    let known = rs.delivered >= 0
    if known { ca.n += rs.delivered }
    ca.n += rs.delivered
### E0404 col 13-24 "`rs.delivered` may hold no sample here"
### hint "use it under a test of it: `if rs.valid { ... }` or `if rs.delivered >= 0 { ... }`"
}
ssthresh(sk) = ca.n
--- a no-sample field behind a name
state { n: pkts }
fn keep(x) { ca.n = x }
### E0404 col 21-21 "`x` may hold no sample here"
### see +3:5 "in this call of `keep`"
### hint "use it under a test of it: `if rs.valid { ... }` or `if x >= 0 { ... }`"
cong_control(sk, rs) {
    let d = rs.delivered
    keep(d)
    if d >= 0 { keep(d) }
}
ssthresh(sk) = ca.n
--- a kernel function that one callback may call
extern fn bbr_main(sk, ack, flag, rs)
fn run(sk, ack, flag, rs) { bbr_main(sk, ack, flag, rs) }
cong_control(sk, ack, flag, rs) { run(sk, ack, flag, rs) }
--- the wrong thing handed to the kernel
init(sk) {
    send_ack(sk, 5)
### E0304 col 18-18 "the parameter `seq` of `send_ack` is a sequence number, `5` is a count"
### hint "a sequence number is made from another: `sk.snd_nxt + 5`"
    send_ack(sk.rcv_nxt, sk)
### E0304 col 14-23 "`send_ack` takes the connection here, `sk`"
### E0319 col 26-27 "`sk` is the connection, not a value"
### hint "use one of its fields, as `sk.snd_cwnd`"
    send_ack(sk)
### E0221 col 5-16 "`send_ack` takes 2 arguments, not 1"
### hint "as `send_ack(sk, seq)`"
}
--- sk as a value
init(sk) {
    let conn = sk
### E0319 col 16-17 "a `let` names a value, `sk` is the connection"
### hint "use it by its own name"
    sk = 5
### E0226 col 5-6 "`sk` is the connection, it cannot be assigned"
### hint "assign one of its fields, as `sk.snd_cwnd = ...`"
    sk.snd_cwnd = sk
### E0319 col 19-20 "`sk` is the connection, not a value"
### hint "use one of its fields, as `sk.snd_cwnd`"
}
--- unlimited of a field that has none
init(sk) {
    sk.snd_cwnd_cnt = 0
    if sk.mdev_us == unlimited { sk.snd_cwnd = 1 }
### E0317 col 22-30 "nothing here says what `unlimited` is"
### hint "it is the value of an unset rate or threshold: compare it with one, as `sk.snd_ssthresh == unlimited`, store it to one, or say what it is: `let rate: bytes/s = unlimited`"
    if sk.snd_ssthresh == unlimited { sk.snd_ssthresh = unlimited }
    sk.pacing_rate = unlimited
### W0109 col 5-18 "the kernel sets `sk.pacing_rate` itself after every ACK where there is no `cong_control`"
### hint "set window and rate in `cong_control`, or delete this"
}
--- a callback without the connection says so once
cong_avoid(ack, acked) { sk.snd_cwnd = sk.snd_cwnd + acked }
### E0228 col 12-14 "the first value that the kernel hands `cong_avoid` is `sk`, not `ack`"
### hint "only trailing parameters can be left out: `cong_avoid(sk, ack)`"
