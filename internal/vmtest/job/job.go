// Package job is what the host asks of a guest kernel and what the guest
// answers: the host writes a list of jobs into the guest's file system, the guest
// writes a line of JSON for each to its second serial port.
package job

// List is the path of the jobs, as JSON, in the guest.
const List = "/jobs.json"

// Kind says how far to go with an object.
type Kind string

// The kinds, each including the former.
const (
	Verify Kind = "verify" // the kernel's verifier takes the programs
	Use    Kind = "use"    // loaded, listed, used by a connection for a moment, unloaded, nothing left
	Carry  Kind = "carry"  // and connections use it, also while it is replaced
)

// Job is one object to try.
type Job struct {
	Name   string            `json:"name"`
	Object string            `json:"object"` // path in the guest
	Kind   Kind              `json:"kind"`
	Set    map[string]string `json:"set,omitempty"` // parameters
	// Refuse: the object needs what this kernel does not have. Loading must say so
	// (L0021), and, if Proven, the verifier, asked all the same, must refuse it. In a
	// random program what it needs may be in text that never runs.
	Refuse bool `json:"refuse,omitempty"`
	Proven bool `json:"proven,omitempty"`
	// Run are programs, by the names that the kernel shows, that connections over a
	// lossy path must make run.
	Run   []string `json:"run,omitempty"`
	Marks bool     `json:"marks,omitempty"` // the path marks packets, too (ECN)
}

// Result is what came of a job.
type Result struct {
	Name string `json:"name"`
	// Error is "" if all went as the job says.
	Error string `json:"error,omitempty"`
	Log   string `json:"log,omitempty"` // of the verifier
	// Refusal is the loader's sentence, of a job that had to be refused.
	Refusal     string            `json:"refusal,omitempty"`
	Counts      map[string]uint64 `json:"counts,omitempty"` // runs of each program
	Work        map[string]uint32 `json:"work,omitempty"`   // instructions that the verifier looked at for each program (5.16 and later)
	Retransmits uint32            `json:"retransmits,omitempty"`
	// Kernel are lines of the kernel's log that tell of a defect of the kernel.
	Kernel []string `json:"kernel,omitempty"`
	Millis int64    `json:"millis"`
}

// Hardship is a state of a machine in which loading is refused, or must not be.
type Hardship string

// The hardships; the last two are also what the kernel calls them.
const (
	NoHardship      Hardship = "none"
	NoBTF           Hardship = "no BTF"
	NoJIT           Hardship = "no JIT"
	Integrity       Hardship = "integrity"
	Confidentiality Hardship = "confidentiality"
)

// Endured is what the loader said under a hardship.
type Endured struct {
	Hardship Hardship `json:"hardship,omitempty"`
	Code     string   `json:"code,omitempty"` // "": loaded
	Message  string   `json:"message,omitempty"`
	// Impossible says why this kernel cannot be brought into that state, or is "".
	Impossible string `json:"impossible,omitempty"`
}

// Line is one line of the guest's answer; one member is set.
type Line struct {
	Release string   `json:"release,omitempty"` // first: the kernel's
	Result  *Result  `json:"result,omitempty"`
	Kernel  []string `json:"kernel,omitempty"` // as Result.Kernel, before the first job or after the last
	Left    string   `json:"left,omitempty"`   // what was left in the kernel at the end
	Endured *Endured `json:"endured,omitempty"`
	Done    bool     `json:"done,omitempty"` // last
}
