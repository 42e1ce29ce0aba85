/// Functions that formulas of papers need, on exact numbers. Each states its error.
// SPDX-License-Identifier: GPL-2.0-or-later
module math

/// Cube root of x, for 0 <= x < 2^24, in steps of 1/1024 and within one of them.
fn cbrt(x: u64 fixed<30>): u32 fixed<10> {
    // The cube root of n = x * 2^30 is that of x times 2^10. As by hand, but with a bit of the
    // root from three of n: (2r + 1)^3 is more than (2r)^3 by 3 * 2r * (2r + 1) + 1.
    let n: u64 = min(x, 16777215) * 1073741824
    var rest: u64 = 0
    var root: u64 = 0
    for i in 0..17 {
        rest = (rest & 1099511627775) * 8 + (n >> 51 - 3 * i & 7)
        root = (root & 262143) * 2
        let more: u64 = 3 * root * (root + 1) + 1
        // 1 if the rest is that much: bit 40 of their difference and 2^40. Not a test, which
        // would double the ways that the verifier has to follow in each turn.
        let one = rest + 1099511627776 - more >> 40 & 1
        rest = rest + 1099511627776 - more * one
        root += one
    }
    return root / 1024
}

/// Square root of x, for 0 <= x < 2^32, in steps of 1/1024 and within one of them.
fn sqrt(x: u64 fixed<20>): u32 fixed<10> {
    // The square root of n = x * 2^20 is that of x times 2^10.
    let n: u64 = min(x, 4294967295) * 1048576
    if n == 0 { return 0 }
    // Powers of 4 taken out of n are powers of 2 in its root; Newton's method doubles the
    // right bits of what is left, a guess within a half.
    var rest: u64 = n
    var root: u64 = 1
    if rest >= 4294967296 {
        rest = rest >> 32
        root = 65536
    }
    if rest >= 65536 {
        rest = rest >> 16
        root *= 256
    }
    if rest >= 256 {
        rest = rest >> 8
        root *= 16
    }
    if rest >= 16 {
        rest = rest >> 4
        root *= 4
    }
    if rest >= 4 {
        rest = rest >> 2
        root *= 2
    }
    root = min(root * (rest + 3) / 4, 134217728)
    for i in 1..4 {
        let quotient: u64 = n / root
        root = clamp((root + quotient) / 2, 1, 134217728)
    }
    return root / 1024
}

/// Logarithm of x to the base 2, for 1 <= x < 2^32, in steps of 1/65536 and within two of them; 0 below 1.
fn log2(x: u64 fixed<20>): u32 fixed<16> {
    if x < 1 { return 0 }
    var y: u64 fixed<30> = min(x, 4294967295)
    var log: u32 fixed<16> = 0
    // The whole part, by halving 16, 8, 4, 2 and 1 times; the bits of the rest, by squaring.
    for i in 0..4 {
        let shift = 16 >> i
        if y >= 1 << shift {
            y = y / (1 << shift)
            log += shift
        }
    }
    var step: u32 fixed<16> = 1/2
    for i in 1..16 {
        y = min(y, 2) * min(y, 2)
        if y >= 2 {
            y = y / 2
            log += step
        }
        step = step / 2
    }
    return min(log, 32)
}

/// 2^-f for 0 <= f <= 1, within 1/10000: a cubic that is right at 0, 0.29, 0.7 and 1.
fn power_minus(f: u32 fixed<20>): fixed<24> {
    let square: u32 fixed<20> = f * f
    return 1 - 0.69166 * f + 0.23125 * square - 0.03959 * f * square
}

/// exp(x) for 0 <= x <= 21, within a share of 2/10000; as for 21 above it.
fn exp(x: u64 fixed<20>): u64 fixed<24> {
    // exp(x) is 2^(n + f), and 2^f is 2 * 2^-(1 - f).
    let y: u64 fixed<20> = min(x, 21) * 1.442695041
    let n: u32 = y
    let f: u32 fixed<20> = y - n
    return power_minus(1 - f) * (2 << min(n, 30))
}

/// exp(-x) for x >= 0, within 1/10000; 0 from 16 on.
fn exp_minus(x: u64 fixed<20>): fixed<24> {
    if x >= 16 { return 0 }
    // exp(-x) is 2^-(n + f): n shifts of 2^-f.
    let y: u64 fixed<20> = x * 1.442695
    let n: u32 = y
    let power: u32 = power_minus(y - n) * 16777216
    return (power >> min(n, 24)) / 16777216
}
