/// Loops whose ends fork what the verifier looks at: 64 ways into 32 turns, with sums that
/// it must see to be bounded.
algorithm kernel_loops

const steps = [1/8, 1/4, 1/2, 1, 3/2, 2, 3, 4]
const primes = [2, 3, 5, 7, 11, 13, 17, 19]

enum Mode { slow, fast, careful }

param mode = fast
param limit = 1500 in 10..100000
param share = 0.25 in 0.01..1
param patience = 25ms in 1ms..1s
param active = true
// set limit=900
// set share=0.125
// set patience=40ms
// set mode=careful

struct Step { index: u8 in 0..7; sum: u32 }

state {
    step: Step
    shown: Mode
}

fn advance(to: Step, by) {
    to.index = (to.index + by) & 7
    to.sum += primes[to.index]
}

fn gain() {
    match mode {
        slow => { return 1/2 }
        fast => { return 2 }
        careful => { return steps[ca.step.index] }
    }
}

cong_avoid(sk, ack, acked) {
    ca.shown = mode
    var n: u32 = 0
    for i in 1..acked max 64 {
        if i > 40 { break }
        if i % 3 == 0 { continue }
        n += i
    }
    for i in 0..7 { for j in 0..3 { n += (primes[i] + j) % 5 } }
    advance(ca.step, n)
    if active && sk.srtt_us < patience {
        sk.snd_cwnd = min(sk.snd_cwnd + max(gain() * acked * share, 1), limit)
    } else {
        sk.snd_cwnd = min(sk.snd_cwnd + 1, limit)
    }
}

ssthresh(sk) = max(sk.snd_cwnd * (1 - share), 2)

undo_cwnd(sk) = max(sk.snd_cwnd, sk.prior_cwnd)
