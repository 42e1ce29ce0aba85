package target

import (
	"bytes"
	"math"
	"os"
	"strings"
	"testing"
)

func TestReferenceIsFresh(t *testing.T) {
	have, err := os.ReadFile("../../docs/fields.md")
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := WriteReference(&want); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want.Bytes()) {
		t.Error("docs/fields.md is stale: run go generate ./lang/target")
	}
}

// TestRows holds what readers of the table rely on and the compiler does not check.
func TestRows(t *testing.T) {
	for _, f := range fields {
		name := f.Object.Name() + "." + f.Name
		if !strings.HasSuffix(f.Doc, ".") && !strings.HasSuffix(f.Doc, ")") {
			t.Errorf("%s: the description is no sentence: %q", name, f.Doc)
		}
		if (f.Path == "") == (f.Derived == "") {
			t.Errorf("%s: wants either a path or an expression", name)
		}
		if f.Hard.Lo > f.Hard.Hi || f.Plausible.Lo > f.Plausible.Hi || f.Plausible.Hi > f.Hard.Hi {
			t.Errorf("%s: ranges %v, %v", name, f.Hard, f.Plausible)
		}
		if f.Kind == Num && (f.Unit.Num <= 0 || f.Unit.Den <= 0) {
			t.Errorf("%s: a number without a unit", name)
		}
		if f.Kind == EnumValue && LookupEnum(f.Enum) == nil {
			t.Errorf("%s: no enum %s", name, f.Enum)
		}
		if f.HasNone && f.Hard.Lo <= f.None && f.None <= f.Hard.Hi && f.None < 0 {
			t.Errorf("%s: the no-sample value is in its range", name)
		}
		for _, b := range []string{f.Store.LoField, f.Store.HiField} {
			if b != "" && Lookup(f.Object, b) == nil {
				t.Errorf("%s: bound %s is no field", name, b)
			}
		}
		for _, p := range prefixes {
			if strings.HasPrefix(f.Name, p) {
				t.Errorf("%s: has the prefix %s", name, p)
			}
		}
	}
	if cwndBounds.Hi != math.MaxInt32 { // ir's Cap31 holds what has a HiField, too
		t.Errorf("a window may be %d", cwndBounds.Hi)
	}
	for _, f := range funcs {
		if f.ArgBounds != nil && len(f.ArgBounds) != len(f.Params) {
			t.Errorf("%s: %d bounds for %d parameters", f.Name, len(f.ArgBounds), len(f.Params))
		}
		for _, c := range f.Callbacks {
			if LookupCallback(c) == nil {
				t.Errorf("%s: no callback %s", f.Name, c)
			}
		}
	}
	for _, c := range Callbacks() {
		for _, f := range c.AllForms() {
			if len(f.Slots) != len(c.Params) {
				t.Errorf("%s: %d slots for %d parameters", c.Name, len(f.Slots), len(c.Params))
			}
		}
		if c.Required && c.Hint == "" {
			t.Errorf("%s is required and has no text to paste", c.Name)
		}
	}
}

func TestLookups(t *testing.T) {
	if f := Lookup(Sock, "srtt_us"); f == nil || f.Scale != 8 || f.Unit != Micros {
		t.Errorf("sk.srtt_us = %+v", f)
	}
	if Lookup(Sock, "icsk_ca_state") != nil || Lookup(RateSample, "snd_cwnd") != nil {
		t.Error("a name was found that is not one")
	}
	for name, want := range map[string]string{"icsk_ca_state": "ca_state", "sk_pacing_rate": "pacing_rate", "skc_state": "state"} {
		if f := LookupPrefixed(Sock, name); f == nil || f.Name != want {
			t.Errorf("LookupPrefixed(%q) = %v, want %s", name, f, want)
		}
	}
	if f := LookupPrefixed(Sock, "sk_nonsense"); f != nil {
		t.Errorf("LookupPrefixed(sk_nonsense) = %s", f.Name)
	}
}

func TestNear(t *testing.T) {
	names := FieldNames(Sock)
	for in, want := range map[string]string{
		"snd_cwmd": "snd_cwnd", "snd_ssthersh": "snd_ssthresh", "cwnd": "snd_cwnd",
		"srtt": "srtt_us", "paceing_rate": "pacing_rate", "mss": "advmss",
	} {
		got := Near(in, names)
		found := false
		for _, g := range got {
			found = found || g == want
		}
		if !found || len(got) > 3 {
			t.Errorf("Near(%q) = %v, want %s among them", in, got, want)
		}
	}
	if got := Near("quux_frobnicate", names); len(got) != 0 {
		t.Errorf("Near(quux_frobnicate) = %v", got)
	}
}

// TestSuggest: the words that people use lead to the field that is meant, and first to
// what only lacks a word of the name.
func TestSuggest(t *testing.T) {
	for word, list := range spoken {
		for _, name := range list {
			if Lookup(Sock, name) == nil {
				t.Errorf("%s is to suggest %s, which is no field", word, name)
			}
		}
		if Lookup(Sock, word) != nil {
			t.Errorf("%s is a field, and needs no suggestion", word)
		}
	}
	for word, want := range map[string]string{"rtt": "srtt_us", "ssthresh": "snd_ssthresh", "mss": "mss_cache", "srtt": "srtt_us", "cwnd": "snd_cwnd", "mdev": "mdev_us"} {
		if got := Suggest(Sock, word); len(got) == 0 || got[0] != want {
			t.Errorf("Suggest(%s) = %v, want %s first", word, got, want)
		}
	}
	if got := Suggest(RateSample, "rtt"); len(got) != 1 || got[0] != "rtt_us" {
		t.Errorf("Suggest(rs.rtt) = %v", got)
	}
}

func TestRangeText(t *testing.T) {
	for name, want := range map[string]string{
		"snd_cwnd": "1..2^20", "srtt_us": "1..2^27 us", "mss_cache": "1..2^16", "retransmits": "0..15", "pacing_rate": "1..2^33", "now": "", "ca_state": "", "delivered": "",
	} {
		if got := Lookup(Sock, name).RangeText(); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestUnits(t *testing.T) {
	mbit, _ := LookupUnit("Mbit")
	s, _ := LookupUnit("s")
	if r := mbit.Per(s); r.Name != "Mbit/s" || r.Bytes != 1 || r.Seconds != -1 || r.Num != 125_000 || r.Den != 1 {
		t.Errorf("Mbit/s = %+v", r)
	}
	us, _ := LookupUnit("us")
	if r := Pkts.Per(us); r.Num != 1_000_000 || r.Den != 1 || r.Seconds != -1 {
		t.Errorf("pkts/us = %+v", r)
	}
	if r := us.Times(s); r.Seconds != 2 || r.Num != 1 || r.Den != 1_000_000 {
		t.Errorf("us*s = %+v", r)
	}
	if _, ok := LookupUnit("parsec"); ok {
		t.Error("parsec is a unit")
	}
}

func TestWriteFields(t *testing.T) {
	var b bytes.Buffer
	n, err := WriteFields(&b, "ssthresh")
	if err != nil || n < 2 || !strings.Contains(b.String(), "sk.snd_ssthresh  ") || strings.Contains(b.String(), "pacing") {
		t.Errorf("WriteFields(ssthresh): %d, %v\n%s", n, err, b.String())
	}
	for _, kernels := range []string{"icsk_rto", "sk.sk_pacing_rate"} {
		b.Reset()
		if n, _ := WriteFields(&b, kernels); n == 0 || !strings.Contains(b.String(), "..2^") {
			t.Errorf("WriteFields(%s): %d\n%s", kernels, n, b.String())
		}
	}
	for pattern, value := range map[string]string{"ca_state": "recovery ", "event": "tx_start ", "ecn_is_ce": "ecn_is_ce "} {
		b.Reset()
		if n, _ := WriteFields(&b, pattern); n == 0 || !strings.Contains("\n"+b.String(), "\n"+value) {
			t.Errorf("WriteFields(%s): %d\n%s", pattern, n, b.String())
		}
	}
	if n, _ := WriteFields(&b, "no such thing"); n != 0 {
		t.Errorf("%d fields match nothing", n)
	}
}

// TestEventTold holds which algorithms are told of an event to what the event's own words say.
func TestEventTold(t *testing.T) {
	words := map[Told]string{ToldWithECN: "`with ecn` only", ToldWithoutControl: "never with cong_control"}
	for _, m := range LookupEnum("Event").Values {
		for told, says := range words {
			if (EventTold(m.Name) == told) != strings.Contains(m.Doc, says) {
				t.Errorf("%s is told %d, and says: %s", m.Name, EventTold(m.Name), m.Doc)
			}
		}
	}
}
