/* profile.c - where one user's bantin keeps its things */
#include <bantin/base/profile.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

/* $NAME/bantin where NAME is set to an absolute path, else $HOME/fallback/bantin. */
static char *xdg_dir(const char *name, const char *fallback, struct err *e)
{
	struct buf b = {0};
	const char *base = getenv(name);
	const char *home = getenv("HOME");

	if (base && base[0] == '/') {
		buf_addf(&b, "%s/bantin", base);
		return buf_take(&b);
	}
	if (!home || home[0] != '/') {
		err_set(e, ERR_CONFIG,
			_("HOME is not set; name a folder with --profile"));
		return NULL;
	}
	buf_addf(&b, "%s/%s/bantin", home, fallback);
	return buf_take(&b);
}

/* One code point of UTF-8 (RFC 3629) and moves on; UINT32_MAX for what is none. */
static uint32_t take_point(const unsigned char **at)
{
	static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
	uint32_t c = *(*at)++;
	int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc2 ? 1 : 0;

	if (c < 0x80)
		return c;
	if (c > 0xf4 || more == 0)
		return UINT32_MAX;
	c &= 0x3fu >> more;
	for (int i = 0; i < more; i++) {
		if ((**at & 0xc0) != 0x80)
			return UINT32_MAX;
		c = c << 6 | (*(*at)++ & 0x3fu);
	}
	return c < least[more] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? UINT32_MAX
									      : c;
}

/* Controls, and what turns text about or hides in it. */
static bool is_sly(uint32_t c)
{
	return c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x61c ||
	       (c >= 0x200b && c < 0x2010) || (c >= 0x2028 && c < 0x202f) ||
	       (c >= 0x2060 && c < 0x2070) || c == 0xfeff || c > 0x10ffff;
}

/* Paths stand in error texts, so nothing in them may steer a terminal. */
static bool path_is_text(const char *path)
{
	const unsigned char *at = (const unsigned char *)path;

	while (*at)
		if (is_sly(take_point(&at)))
			return false;
	return true;
}

static char *absolute(const char *dir)
{
	char cwd[4096];

	if (dir[0] == '/' || !getcwd(cwd, sizeof(cwd)))
		return mem_str(dir);
	return file_join(cwd, dir);
}

bool profile_open(struct profile *p, const char *dir, struct err *e)
{
	char *config_dir, *data_dir;

	*p = (struct profile){0};
	if (!dir)
		dir = getenv("BANTIN_HOME");
	if (dir && dir[0]) {
		config_dir = absolute(dir);
		data_dir = mem_str(config_dir);
	} else {
		config_dir = xdg_dir("XDG_CONFIG_HOME", ".config", e);
		data_dir = config_dir ? xdg_dir("XDG_DATA_HOME", ".local/share", e)
				      : NULL;
	}
	if (config_dir && data_dir) {
		p->config = file_join(config_dir, "config");
		p->keys = file_join(config_dir, "keys");
		p->methods = file_join(config_dir, "methods");
		p->words = file_join(config_dir, "words");
		p->tokens = file_join(config_dir, "tokens");
		p->archive = file_join(data_dir, "archive.db");
		p->desk = file_join(data_dir, "desk.db");
		p->drafts = file_join(data_dir, "drafts");
		p->files = file_join(data_dir, "files");
		p->data = mem_str(data_dir);
	}
	if (p->data && !(path_is_text(config_dir) && path_is_text(data_dir))) {
		err_set(e, ERR_CONFIG,
			_("the profile's folder has a name that is no plain text; "
			  "choose another with --profile"));
		mem_set(&p->data, NULL);
	}
	bool ok = p->data && file_private_dir(config_dir, e) &&
		  file_private_dir(data_dir, e) && file_private_dir(p->tokens, e) &&
		  file_private_dir(p->drafts, e);
	free(config_dir);
	free(data_dir);
	if (!ok)
		profile_clear(p);
	return ok;
}

void profile_clear(struct profile *p)
{
	free(p->config);
	free(p->keys);
	free(p->methods);
	free(p->words);
	free(p->tokens);
	free(p->data);
	free(p->archive);
	free(p->desk);
	free(p->drafts);
	free(p->files);
	*p = (struct profile){0};
}
