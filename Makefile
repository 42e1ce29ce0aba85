# What people run by hand. CI runs .ci/run.

.PHONY: test golden bench-compile
.NOTPARALLEL: # so that `make -j build install` builds first

test:
	go test ./...

# One static file.
.PHONY: build
build:
	CGO_ENABLED=0 go build ./cmd/ccc

# Copies what `make build` made to PREFIX/bin. Linux keeps what is written 2 MB at a time in
# huge pages (on ext4 from 6.16 on), until it must be read from the disk again: the program
# starts with fewer page faults, and a compile takes a fifth less time (make bench-compile).
PREFIX ?= /usr/local
.PHONY: install
install:
	@test -x ccc || { echo "make build comes first"; exit 1; }
	@test ! -d "$(DESTDIR)$(PREFIX)/bin/ccc" || { echo "$(DESTDIR)$(PREFIX)/bin/ccc is a directory"; exit 1; }
	mkdir -p "$(DESTDIR)$(PREFIX)/bin"
	dd if=ccc of="$(DESTDIR)$(PREFIX)/bin/.ccc.new" bs=2097152
	chmod 755 "$(DESTDIR)$(PREFIX)/bin/.ccc.new"
	mv -f "$(DESTDIR)$(PREFIX)/bin/.ccc.new" "$(DESTDIR)$(PREFIX)/bin/ccc"

# Regenerate the golden files; review the diff as code.
golden:
	go test ./internal/std ./lang ./lang/ir ./lang/types ./docs -update
	UPDATE=1 go test ./lang/parser -run TestErrors
	go generate ./lang/target
	go run ./internal/cmd/editorgen

# Compile time, memory and object size, side by side with clang (needs clang-22,
# bpftool and libbpf's headers).
bench-compile:
	go run ./internal/cmd/benchcompile

# Our code beside clang's: instructions, and as root what the kernel makes of them
# (needs clang-22 and libbpf's headers). Fails if a committed figure or a goal no longer holds.
.PHONY: bench-code
bench-code:
	CCC_TEST_CLANG=require go test ./internal/model -run TestPeersAgree -count=1
	go run ./internal/cmd/benchcode
	go test ./docs -run TestGenerated -count=1

# What callbacks cost on the same transfers, ours, clang's and the kernel's own in turn
# (as root; needs clang-22 and libbpf's headers; a minute each).
.PHONY: bench-time
bench-time:
	go run ./internal/cmd/benchcode -time cubic -runs 301
	go run ./internal/cmd/benchcode -time dctcp -runs 301
	go run ./internal/cmd/benchcode -time bbr -runs 101

# Every algorithm of the library in the lab, those that the kernel has beside the
# kernel's: some minutes, as root.
.PHONY: test-lab lab-plots
test-lab:
	CCC_TEST_KERNEL=require CCC_TEST_LAB=all go test ./lab/... -count=1 -timeout 30m -v

# The pictures of docs/lab.md, as root: about ten minutes on a quiet machine.
lab-plots:
	go run ./cmd/ccc lab --suite docs/lab/plots.suite
	go test ./docs -update

# Every object in every kernel that Debian's archive serves, in emulated machines
# (needs Debian's apt and qemu-system-x86): writes docs/kernels.md.
.PHONY: test-kernels
test-kernels:
	go run ./internal/cmd/testkernels -random 40 -out docs/kernels.md
