package lang_test

import (
	"testing"

	"github.com/ccc-lang/ccc/internal/std"
	"github.com/ccc-lang/ccc/lang"
)

func BenchmarkCompile(b *testing.B) {
	for _, name := range []string{"reno", "dctcp", "cubic", "bbr"} {
		b.Run(name, func(b *testing.B) {
			src, err := std.Read("std/" + name + ".cc")
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if lang.Compile("std/"+name+".cc", src, lang.Options{}).Failed() {
					b.Fatal("it does not compile")
				}
			}
		})
	}
}
