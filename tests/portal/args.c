/* args.c - the sample portal's command line */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "args.h"
#include "feed.h"

static const char help[] =
	"usage: portal [option ...]\n"
	"\n"
	"  --port N               listen on 127.0.0.1:N; 0, the default: a free port\n"
	"  --db FILE              keep bulletins and votes in FILE; else in memory\n"
	"  --plan FILE            faults for tests, one rule a line (see README)\n"
	"  --content DIR          articles from DIR/*.article, not the built-in ones\n"
	"  --title TEXT           how it calls itself\n"
	"  --review SECONDS       a stand-in editor decides so long after a bulletin\n"
	"  --token-contributor T  bearer token of the contributor; else random\n"
	"  --token-editor T       bearer token of the editor; else random\n"
	"  --no-extension         a plain JSON Feed without _newsroom\n"
	"  --no-idempotency       Idempotency-Key means nothing\n"
	"  --no-lookup            q=source&uid= is refused\n"
	"  --until-eof            end when standard input ends\n"
	"  -h, --help             this text\n";

static const struct {
	const char *name;
	size_t place;
	bool on;
} flags[] = {
	{"--no-extension", offsetof(struct args, extension), false},
	{"--no-idempotency", offsetof(struct args, idempotency), false},
	{"--no-lookup", offsetof(struct args, lookup), false},
	{"--until-eof", offsetof(struct args, until_eof), true},
};

static const struct {
	const char *name;
	size_t place;
} texts[] = {
	{"--db", offsetof(struct args, db)},
	{"--plan", offsetof(struct args, plan)},
	{"--content", offsetof(struct args, content)},
	{"--title", offsetof(struct args, title)},
	{"--token-contributor", offsetof(struct args, contributor)},
	{"--token-editor", offsetof(struct args, editor)},
};

static bool take_flag(struct args *a, const char *name)
{
	for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
		if (strcmp(name, flags[i].name) == 0) {
			*(bool *)((char *)a + flags[i].place) = flags[i].on;
			return true;
		}
	}
	return false;
}

static bool read_number(const char *value, long high, long *out)
{
	char *end;

	*out = strtol(value, &end, 10);
	return end != value && *end == '\0' && *out >= 0 && *out <= high;
}

static bool take_value(struct args *a, const char *name, const char *value)
{
	long number;

	if (strcmp(name, "--port") == 0) {
		if (!read_number(value, 65535, &number))
			return false;
		a->port = (int)number;
		return true;
	}
	if (strcmp(name, "--review") == 0)
		return read_number(value, 1000000, &a->review);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		if (strcmp(name, texts[i].name) == 0) {
			*(const char **)((char *)a + texts[i].place) = value;
			return value[0] != '\0';
		}
	}
	return false;
}

int args_read(struct args *a, int argc, char **argv)
{
	*a = (struct args){.db = ":memory:", .title = FEED_TITLE, .extension = true,
		.idempotency = true,
		.lookup = true};
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "-h") == 0 || strcmp(argv[i], "--help") == 0) {
			fputs(help, stdout);
			return 0;
		}
		if (take_flag(a, argv[i]))
			continue;
		if (i + 1 == argc || !take_value(a, argv[i], argv[i + 1])) {
			fprintf(stderr, "portal: %s: bad option or value (-h helps)\n",
			    argv[i]);
			return 2;
		}
		i++;
	}
	return -1;
}
