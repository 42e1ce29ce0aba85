package lang

import "testing"

func TestSynopsis(t *testing.T) {
	for _, test := range []struct{ doc, want string }{
		{"/// One sentence.", "One sentence"},
		{"/// One sentence. Another.", "One sentence"},
		{"/// One that\n/// goes on. And one more.", "One that goes on"},
		{"/// BBR (Cardwell et al. CACM 2017), version 1.5 of it. Another.", "BBR (Cardwell et al. CACM 2017), version 1.5 of it"},
		{"/// At most e.g. five. Six.", "At most e.g. five"},
	} {
		if got := Synopsis("m.cc", []byte(test.doc+"\nmodule m\n")); got != test.want {
			t.Errorf("%q: %q, want %q", test.doc, got, test.want)
		}
	}
}
