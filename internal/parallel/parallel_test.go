package parallel

import (
	"bytes"
	"testing"
)

func TestDo(t *testing.T) {
	for _, n := range []int{0, 1, 2, 100} {
		squares := make([]int, n)
		Do(n, func(i int) { squares[i] += i * i })
		for i, s := range squares {
			if s != i*i {
				t.Errorf("%d of %d gave %d", i, n, s)
			}
		}
	}
}

func TestDoPanics(t *testing.T) {
	done := make([]bool, 50)
	defer func() {
		p, ok := recover().(*Panic)
		if !ok || p.Value != 7 || p.String() != "7" {
			t.Fatalf("the panic is %v, not that of the lowest number", p)
		}
		if !bytes.Contains(p.Stack, []byte("parallel_test.go")) {
			t.Errorf("the stack does not show where it was:\n%s", p.Stack)
		}
		for i, d := range done {
			if !d {
				t.Errorf("%d was left out", i)
			}
		}
	}()
	Do(len(done), func(i int) {
		done[i] = true
		if i%10 == 7 {
			panic(i)
		}
	})
}
