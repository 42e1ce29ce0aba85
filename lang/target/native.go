package target

import "slices"

// native are the names of the congestion controls that come with Linux. A
// kernel may have any of them built in or load it as a module later; reno is in
// every kernel. None of them can be registered twice.
var native = []string{"bbr", "bic", "cdg", "cubic", "dctcp", "highspeed", "htcp", "hybla", "illinois",
	"lp", "nv", "reno", "scalable", "vegas", "veno", "westwood", "yeah"}

// RegisteredName returns the name under which an algorithm declared as name is
// registered: its own, or ccc_NAME where Linux has an algorithm of that name itself.
func RegisteredName(name string) string {
	if slices.Contains(native, name) {
		return "ccc_" + name
	}
	return name
}
