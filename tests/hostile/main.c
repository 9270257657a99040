/* main.c - hostile: the portal that attacks, and what is looked at afterwards */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "payload.h"
#include "serve.h"

static const char usage[] =
	"usage: hostile serve [--port N] [--turn N] [--harmless] [--log FILE]\n"
	"       hostile attacks | turns             the names; how many payloads there are\n"
	"       hostile text FILE...                nothing in them may steer a terminal\n"
	"       hostile stream CLEAN OTHER          what OTHER tells the terminal, CLEAN does\n"
	"       hostile run SECONDS OUT ERR PROGRAM...  prints: status KiB ms\n"
	"       hostile press SECONDS PROGRAM...        prints: bad keys ms cpu-ms KiB cpu-ms\n";

static int list(const struct attack *a)
{
	for (; a->name; a++)
		puts(a->name);
	return 0;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	/* a walk starts a portal with options alone */
	if (argc == 1 || strncmp(what, "--", 2) == 0)
		return serve(argc, argv);
	if (strcmp(what, "serve") == 0)
		return serve(argc - 1, argv + 1);
	if (strcmp(what, "attacks") == 0)
		return list(body_attacks) | list(line_attacks);
	if (strcmp(what, "turns") == 0)
		return printf("%zu\n", payload_count()) < 0;
	if (strcmp(what, "text") == 0 && argc > 2)
		return check_text(argv + 2);
	if (strcmp(what, "stream") == 0 && argc == 4)
		return check_stream(argv[2], argv[3]);
	if (strcmp(what, "run") == 0 && argc > 5)
		return check_run(argv + 2);
	if (strcmp(what, "press") == 0 && argc > 3)
		return check_press(argv + 2);
	fputs(usage, stderr);
	return 2;
}
