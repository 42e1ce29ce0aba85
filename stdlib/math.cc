/// Functions that formulas of papers need, on exact numbers. Each states its error.
// SPDX-License-Identifier: GPL-2.0-or-later
module math

/// Cube root of x, for 0 <= x < 2^24, rounded down to a multiple of 1/1024.
fn cbrt(x: u64 fixed<30>): u32 fixed<10> {
    // Digit by digit in base 2, on the whole number x * 2^30, whose cube root is the
    // cube root of x times 2^10 (Warren, Hacker's Delight, section 11-2).
    var rest: u64 = min(x, 16777215) * 1073741824
    var root: u64 = 0
    for i in 0..17 {
        let shift = 51 - 3 * i
        root = root * 2
        let digit: u64 = (3 * root * (root + 1) + 1) << shift
        if rest >= digit {
            rest -= digit
            root += 1
        }
    }
    return root / 1024
}

/// Square root of x, for 0 <= x < 2^32, rounded down to a multiple of 1/1024.
fn sqrt(x: u64 fixed<20>): u32 fixed<10> {
    var rest: u64 = min(x, 4294967295) * 1048576
    var root: u64 = 0
    var digit: u64 = 1 << 50
    for i in 0..25 {
        if rest >= root + digit {
            rest -= root + digit
            root = root / 2 + digit
        } else {
            root = root / 2
        }
        digit = digit / 4
    }
    return root / 1024
}

/// Logarithm of x to base 2, for 1 <= x < 2^63, with an error below 1/512 ; 0 for x < 1.
fn log2(x: u64): u32 fixed<10> {
    if x < 2 { return 0 }
    var n: u64 = x
    var whole: u64 = 0
    for i in 0..5 {
        let step = 32 >> i
        if n >> step > 0 {
            n = n >> step
            whole += step
        }
    }
    // The mantissa in 1..2 with 31 bits, squared ten times: each overflow past 2 is a binary digit.
    var mantissa: u64 = if whole > 31 then x >> (whole - 31) else x << (31 - whole)
    var fraction: u64 = 0
    for i in 0..9 {
        mantissa = (mantissa * mantissa) >> 31
        fraction = fraction * 2
        if mantissa >= 4294967296 {
            mantissa = mantissa >> 1
            fraction += 1
        }
    }
    return whole + fraction / 1024
}
