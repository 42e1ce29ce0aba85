package parallel

import "testing"

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
		if r := recover(); r != 7 {
			t.Errorf("the panic is %v, not that of the lowest number", r)
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
