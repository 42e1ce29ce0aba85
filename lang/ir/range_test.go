package ir

import "testing"

// What the analysis finds for the named value of small functions, where a rule
// other than interval arithmetic decides.
func TestRanges(t *testing.T) {
	rows := []struct {
		name, text, value string
		want              Interval
	}{
		{"a branch narrows what it dominates", `func f
b0:
	v0 = arg 1
	v1 = const 10
	v2 = lt v0, v1
	branch v2, b1, b2
b1:
	v3 = const 0
	v4 = max v0, v3
	return v4
b2:
	return v0`, "v4", Interval{0, 9}},
		{"and the operands of the tested sum", `func f
b0:
	v0 = ptr sk
	v1 = load_field sk.cwnd v0
	v2 = const 5
	v3 = add v1, v2
	v4 = const 20
	v5 = lt v3, v4
	branch v5, b1, b2
b1:
	v6 = const 1
	v7 = mul v1, v6
	return v7
b2:
	return v1`, "v7", Interval{0, 14}},
		{"a loop's counter", `func f
b0:
	v0 = const 0
	v1 = const 1
	jump b1(v0)
b1(v2): loop 16
	v3 = const 16
	v4 = lt v2, v3 keep
	branch v4, b2, b3 keep
b2:
	v5 = add v2, v1
	jump b1(v5)
b3:
	return v2`, "v2", Interval{0, 16}},
		{"a sum over a loop's turns", `func f
b0:
	v0 = const 0
	v1 = const 1
	v9 = ptr sk
	v8 = load_field sk.flags v9
	jump b1(v0, v0)
b1(v2, v6): loop 16
	v3 = const 16
	v4 = lt v2, v3 keep
	branch v4, b2, b3 keep
b2:
	v5 = add v2, v1
	v7 = add_sat v6, v8
	branch v8, b1(v5, v7), b1(v5, v6)
b3:
	return v6`, "v6", Interval{0, 16 * 255}},
		{"a difference whose order was tested", `func f
b0:
	v0 = ptr sk
	v1 = load_field sk.cwnd v0
	v2 = load_field sk.ssthresh v0
	v3 = lt v1, v2
	branch v3, b1, b2
b1:
	v4 = sub v2, v1
	return v4
b2:
	return v1`, "v4", Interval{1, 1<<32 - 1}},
		{"a difference that was taken before its order is tested", `func f
b0:
	v0 = ptr sk
	v1 = load_field sk.cwnd v0
	v2 = load_field sk.ssthresh v0
	v3 = sub v2, v1
	v4 = lt v1, v2
	branch v4, b1, b2
b1:
	v5 = const 1
	v6 = mul v3, v5
	return v6
b2:
	return v1`, "v6", Interval{1, 1<<32 - 1}},
		// Where b3's walk comes later, b2's difference was not taken on its way (seed 9301202).
		{"but not one that was taken on another way", `func f
b0:
	v0 = ptr sk
	v1 = load_field sk.cwnd v0
	v2 = load_field sk.ssthresh v0
	v3 = load_field sk.flags v0
	branch v3, b1, b4
b1:
	v5 = lt v1, v2
	branch v5, b3, b2
b2:
	v6 = sub v2, v1
	return v6
b3:
	return v1
b4:
	v7 = lt v1, v2
	branch v7, b5, b6
b5:
	v8 = const 7
	return v8
b6:
	return v1`, "v8", point(7)},
		{"a difference behind a test of one with a constant", `func f
b0:
	v0 = ptr sk
	v1 = load_field sk.cwnd v0
	v2 = load_field sk.ssthresh v0
	v3 = const 5
	v4 = sub v1, v3
	v5 = lt v4, v2
	branch v5, b1, b2
b1:
	v6 = sub v2, v1
	return v6
b2:
	return v1`, "v6", Interval{-4, 1<<32 - 1}},
		{"nothing by a gap that does not fit", `func f
b0:
	v0 = ptr sk
	v1 = arg 1
	v2 = arg 2
	v3 = load_field sk.flags v0
	v4 = const 4611686018427387904
	v5 = max v1, v4
	v18 = const -4611686018427387904
	v6 = add v5, v18
	v7 = const -9223372036854775807
	v8 = add v6, v7
	v9 = const -9223372036854775807
	v10 = max v2, v9
	v11 = const 1000
	v12 = min v10, v11
	v13 = const 100
	v14 = max v3, v13
	v15 = add v12, v14
	v16 = lt v8, v12
	branch v16, b1, b2
b1:
	v17 = sub_sat v5, v15
	return v17
b2:
	return v1`, "v17", Interval{1<<62 - 1255, maxInt}},
		{"what is left of a division", `func f
b0:
	v0 = ptr sk
	v1 = load_field sk.cwnd v0
	v2 = load_field sk.flags v0
	v3 = const 1
	v4 = add v2, v3
	v5 = udiv v1, v4
	v6 = mul v5, v4
	v7 = sub v1, v6
	return v7`, "v7", Interval{0, 255}},
		{"both sides of an and", `func f
b0:
	v0 = arg 1
	v1 = const 3
	v2 = const 9
	v3 = le v1, v0
	v4 = le v0, v2
	v5 = and v3, v4
	branch v5, b1, b2
b1:
	v6 = neg v0
	return v6
b2:
	return v1`, "v6", Interval{-9, -3}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			f := parseFunc(t, row.text)
			r := Analyze(f)
			for _, b := range f.Blocks {
				for _, v := range append(append([]*Value(nil), b.Params...), b.Insts...) {
					if v.Ref() == row.value && r.Hard(v) != row.want {
						t.Errorf("%s is in %s, want %s", row.value, r.Hard(v), row.want)
					}
				}
			}
		})
	}
}
