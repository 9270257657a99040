/* cmd_newsroom.c - bantin without a command: the screen */
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/ui/app.h>

#include "cli.h"

static bool portal_added(void *ctx, const struct portal *p, struct err *e)
{
	struct cli *c = ctx;

	return config_put_portal(c->profile.config, p, e);
}

static bool key_set(void *ctx, const char *key, const char *value, struct err *e)
{
	struct cli *c = ctx;

	return config_set(c->profile.config, key, value, e);
}

bool cmd_newsroom(struct cli *c, struct err *e)
{
	if (!cli_desk(c, false, e) || !cli_sync(c, e))
		return false;
	struct app_setup setup = {
		.profile = &c->profile,
		.archive = c->archive,
		.desk = c->desk,
		.sync = c->sync,
		.agency = &c->config.agency,
		.ascii = c->ascii || !c->utf8,
		.typing = c->config.typing,
		.modern_tones = c->config.modern_tones,
		.keeps_marks = c->config.keeps_marks,
		.first_start = !c->config.lang,
		.portal_added = portal_added,
		.config_set = key_set,
		.ctx = c,
	};
	sync_set_intervals(c->sync, true);
	return app_run(&setup, e) && cli_learned(c, e);
}
