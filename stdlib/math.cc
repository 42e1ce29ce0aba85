/// Functions that formulas of papers need, on exact numbers. Each states its error.
// SPDX-License-Identifier: GPL-2.0-or-later
module math

/// A better guess at the cube root of n.
fn newton(n: u64, root: u64): u64 {
    let quotient: u64 = n / (root * root)
    return clamp((2 * root + quotient) / 3, 1, 1048576)
}

/// Cube root of x, for 0 <= x < 2^24, in steps of 1/1024 and within one of them.
fn cbrt(x: u64 fixed<30>): u32 fixed<10> {
    // The cube root of n = x * 2^30 is that of x times 2^10.
    let n: u64 = min(x, 16777215) * 1073741824
    if n == 0 { return 0 }
    // Powers of 8 taken out of n are powers of 2 in its root; from the rest, 1..7, a
    // guess within an eighth. Newton's method squares that error each time.
    var rest: u64 = n
    var root: u64 = 1
    if rest >= 134217728 {
        rest = rest >> 27
        root = 512
    }
    if rest >= 32768 {
        rest = rest >> 15
        root *= 32
    }
    if rest >= 64 {
        rest = rest >> 6
        root *= 4
    }
    if rest >= 64 {
        rest = rest >> 6
        root *= 4
    }
    if rest >= 8 {
        rest = rest >> 3
        root *= 2
    }
    root = root * (min(rest, 7) + 8) / 8
    root = newton(n, root)
    root = newton(n, root)
    root = newton(n, root)
    return root / 1024
}

/// exp(-x) for x >= 0, within 1/10000; 0 from 16 on.
fn exp_minus(x: u64 fixed<20>): fixed<24> {
    if x >= 16 { return 0 }
    // exp(-x) is 2^-(n + f): 2^-f by a cubic that is right at 0, 0.29, 0.7 and 1, then n shifts.
    let y: u64 fixed<20> = x * 1.442695
    let n: u32 = y
    let f: u32 fixed<20> = y - n
    let square: u32 fixed<20> = f * f
    let power: u32 = (1 - 0.69166 * f + 0.23125 * square - 0.03959 * f * square) * 16777216
    return (power >> min(n, 24)) / 16777216
}
