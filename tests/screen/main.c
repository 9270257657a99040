/* main.c - walk: plays scripts against the real program in a pseudo-terminal */
#define _DEFAULT_SOURCE
#include "walk.h"

#include <fcntl.h>
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
	"usage: walk [--update] [--bin PROGRAM] [--portal PROGRAM] [--pictures FOLDER]\n"
	"            [--under WORDS] [--limit SECONDS] [--record FILE] FILE.walk...\n";

static const struct option long_options[] = {
	{"update", no_argument, NULL, 'u'},
	{"bin", required_argument, NULL, 'b'},
	{"portal", required_argument, NULL, 'p'},
	{"pictures", required_argument, NULL, 'd'},
	{"under", required_argument, NULL, 'w'},
	{"limit", required_argument, NULL, 'l'},
	{"record", required_argument, NULL, 'r'},
	{0},
};

/* Programs run in a folder of their own, so a path must not depend on this one. */
static char *absolute(const char *root, const char *path)
{
	struct buf b = {0};

	if (*path != '/')
		buf_printf(&b, "%s/", root);
	buf_puts(&b, path);
	return b.data;
}

struct arguments {
	const char *bin;
	const char *portal;
	const char *pictures;
	const char *under;
};

static bool parse(int argc, char **argv, struct arguments *a, struct options *o)
{
	int c;

	while ((c = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		if (c == 'u')
			o->update = true;
		else if (c == 'b')
			a->bin = optarg;
		else if (c == 'p')
			a->portal = optarg;
		else if (c == 'd')
			a->pictures = optarg;
		else if (c == 'w')
			a->under = optarg;
		else if (c == 'l')
			o->limit_ms = strtol(optarg, NULL, 10) * 1000;
		else if (c == 'r')
			o->record = open(optarg, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
					 0600);
		else
			return false;
	}
	return optind < argc && o->limit_ms > 0;
}

static int play(const struct options *o, char *const *paths)
{
	struct tap tap = {0};

	for (; *paths && !clock_interrupted(); paths++)
		walk_run(o, *paths, &tap);
	printf("1..%d\n", tap.passed + tap.failed);
	return tap.failed || clock_interrupted() ? 1 : 0;
}

int main(int argc, char **argv)
{
	struct arguments a = {
		.bin = "build/bantin",
		.portal = "build/portal",
		.under = "",
	};
	struct options o = {.limit_ms = 20000, .record = -1};
	struct list none = {0};
	struct buf reason = {0};
	char *root, *bin, *portal;
	int status;

	setlocale(LC_ALL, "C.UTF-8");
	root = getcwd(NULL, 0);
	list_init(&o.under);
	if (!root || !parse(argc, argv, &a, &o) ||
	    !script_words(a.under, &none, &o.under, &reason)) {
		fputs(usage, stderr);
		list_clear(&o.under);
		buf_clear(&reason);
		free(root);
		return 2;
	}
	clock_watch_signals();
	bin = absolute(root, a.bin);
	portal = absolute(root, a.portal);
	o.root = root;
	o.bin = bin;
	o.portal = portal;
	o.pictures = a.pictures;
	status = play(&o, argv + optind);
	list_clear(&o.under);
	free(bin);
	free(portal);
	free(root);
	return status;
}
