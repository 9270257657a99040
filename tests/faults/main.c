/* main.c - the faults: --every N, --only CALLS, --seed N, names of sweeps (all) */
#define _GNU_SOURCE
#include "sweep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	void (*run)(struct rig *r);
} sweeps[] = {
	{"saves", saves_sweep},
	{"submits", submits_sweep},
	{"room", room_sweep},
	{"power", power_sweep},
	{"typing", typing_sweep},
	{"ends", ends_sweep},
	{"clocks", clocks_sweep},
	{"windows", windows_sweep},
	{"starved", starved_sweep},
	{"pairs", pairs_sweep},
	{"news", news_sweep},
};

static bool wanted(const char *name, char **names, int n)
{
	for (int i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return n == 0;
}

int main(int argc, char **argv)
{
	static struct rig r;
	struct buf reason = {0};
	int at = 1;

	r.chance = 1;
	for (; at < argc && argv[at][0] == '-'; at++) {
		if (strcmp(argv[at], "--every") == 0 && argv[at + 1])
			r.every = (uint32_t)strtoul(argv[++at], NULL, 10);
		else if (strcmp(argv[at], "--only") == 0 && argv[at + 1])
			r.only = argv[++at];
		else if (strcmp(argv[at], "--seed") == 0 && argv[at + 1])
			r.chance = strtoull(argv[++at], NULL, 10);
	}
	clock_watch_signals();
	bool ok = rig_start(&r, &reason);
	if (!ok)
		printf("not ok 1 - the rig starts: %s\n", buf_str(&reason));
	for (size_t i = 0; ok && i < sizeof(sweeps) / sizeof(sweeps[0]); i++)
		if (wanted(sweeps[i].name, argv + at, argc - at))
			sweeps[i].run(&r);
	rig_stop(&r);
	buf_clear(&reason);
	return ok && r.failed == 0 ? 0 : 1;
}
