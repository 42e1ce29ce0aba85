// SPDX-License-Identifier: Apache-2.0
// A C program that holds an object as libbpf's skeleton (bpftool gen skeleton): it sets a
// parameter, registers the algorithm, shows what it was given, and takes it out again.
#include <stdio.h>
#include "ccctest.skel.h"

int main(void)
{
	struct ccctest *skel = ccctest__open();
	struct bpf_link *link;
	char names[256] = "";
	FILE *list;

	if (!skel)
		return 1;
	printf("beta was %lld\n", skel->rodata->beta);
	skel->rodata->beta = 8000;
	if (ccctest__load(skel))
		return 2;
	link = bpf_map__attach_struct_ops(skel->maps.ccctest);
	if (!link)
		return 3;
	list = fopen("/proc/sys/net/ipv4/tcp_available_congestion_control", "r");
	if (!list || !fgets(names, sizeof(names), list))
		return 4;
	printf("%s", names);
	bpf_link__destroy(link);
	ccctest__destroy(skel);
	return 0;
}
