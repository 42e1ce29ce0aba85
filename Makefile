# What people run by hand. CI runs .ci/run.

.PHONY: test golden bench-compile

test:
	go test ./...

# Regenerate the golden files; review the diff as code.
golden:
	go test ./... -update

# Compile time, memory and object size, side by side with clang (needs clang-22,
# bpftool and libbpf's headers).
bench-compile:
	go run ./internal/cmd/benchcompile
