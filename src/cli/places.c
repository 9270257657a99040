/* places.c - where a command may write */
#include "places.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <bantin/base/mem.h>

#include "harden.h"

struct places {
	struct harden_place *list;
	size_t count, cap;
};

static void add(struct places *p, const char *path, enum harden_right right)
{
	if (!path || !*path)
		return;
	p->list = mem_grow(p->list, &p->cap, p->count + 1, sizeof(*p->list));
	p->list[p->count++] = (struct harden_place){mem_str(path), right};
}

static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mem_str(".");
	return slash == path ? mem_str("/") : mem_strn(path, (size_t)(slash - path));
}

static void add_folder_of(struct places *p, const char *path, enum harden_right right)
{
	char *folder = path ? folder_of(path) : NULL;

	add(p, folder, right);
	free(folder);
}

/* "-o", "12" and "--format=md" name nothing that is written; ".", "12" as a folder and
 * "--out=/media/usb/x" might. */
static void add_named(struct places *p, const char *word)
{
	const char *value = word[0] == '-' ? strchr(word, '=') : word - 1;
	struct stat st;

	if (!value || !value[1])
		return;
	if (stat(value + 1, &st) == 0 && S_ISDIR(st.st_mode))
		add(p, value + 1, HARDEN_FILES);
	else
		add_folder_of(p, value + 1, HARDEN_FILES);
}

static void add_profile(struct places *p, const struct profile *profile)
{
	add(p, profile->data, HARDEN_ALL);
	add_folder_of(p, profile->config, HARDEN_ALL);
	/* these may be symbolic links to a larger disk */
	add(p, profile->drafts, HARDEN_ALL);
	add(p, profile->files, HARDEN_ALL);
}

static void add_usual(struct places *p)
{
	add(p, "/dev", HARDEN_DEVICES);
	add(p, getenv("SQLITE_TMPDIR"), HARDEN_FILES);
	add(p, getenv("TMPDIR"), HARDEN_FILES);
	add(p, "/var/tmp", HARDEN_FILES);
	add(p, "/usr/tmp", HARDEN_FILES);
	add(p, "/tmp", HARDEN_FILES);
}

static void add_asked(struct places *p)
{
	static const char *const mounts[] = {"/media", "/mnt", "/run/media"};

	add(p, getenv("HOME"), HARDEN_FILES);
	add(p, getenv("XDG_RUNTIME_DIR"), HARDEN_FILES);
	add(p, ".", HARDEN_FILES);
	for (size_t i = 0; i < sizeof(mounts) / sizeof(mounts[0]); i++)
		add(p, mounts[i], HARDEN_FILES);
}

void places_set(const struct cli *c, enum command_writes writes)
{
	struct places p = {0};

	add_usual(&p);
	add_profile(&p, &c->profile);
	if (c->system)
		add_folder_of(&p, c->config.archive, HARDEN_ALL);
	for (size_t i = 0; writes == WRITES_NAMED && i < c->args.count; i++)
		add_named(&p, c->args.word[i]);
	if (writes == WRITES_ASKED)
		add_asked(&p);
	harden_places(p.list, p.count);
	for (size_t i = 0; i < p.count; i++)
		free((char *)(uintptr_t)p.list[i].path);
	free(p.list);
}
