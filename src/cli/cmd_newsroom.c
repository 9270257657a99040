/* cmd_newsroom.c - bantin without a command: the screen */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <bantin/base/i18n.h>
#include <bantin/base/stamp.h>
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

static void desk_taken(void *ctx, struct desk *desk)
{
	struct cli *c = ctx;

	c->desk = desk;
}

enum {
	LEAVING = 3000,	/* ms that another bantin has for saving and leaving */
	ANSWER_MAX = 64
};

/* The first sign of the line that is typed; '\n': an empty line, 0: the input's end. */
static char answer(void)
{
	char line[ANSWER_MAX];
	ssize_t n = read(STDIN_FILENO, line, sizeof(line));

	return n > 0 ? line[0] : '\0';
}

static bool take_over(struct cli *c, struct desk_owner *owner, struct err *e)
{
	complain(_("the other one saves and leaves ..."));
	if (!desk_take_over(&c->desk, &c->profile, owner, LEAVING, e))
		return false;
	cli_warn(c);
	return true;
}

/* The desk is open elsewhere: who has it, and what is to be done. */
static bool ask_owner(struct cli *c, struct desk_owner *owner, struct err *e)
{
	complain("%s", e->text);
	fprintf(stderr, "  1  %s\n  2  %s\n  3  %s\n> ", _("only read here (Enter)"),
		_("write here: the other one saves and leaves, nothing is lost"),
		_("leave"));
	char key = answer();
	while (key != '\0' && key != '\n' && !strchr("123", key)) {
		fputs("> ", stderr);
		key = answer();
	}
	if (key == '2')
		return take_over(c, owner, e);
	return key == '1' || key == '\n';
}

/* Without a terminal nobody can answer: the screen says what is missing by itself. */
static bool open_desk(struct cli *c, struct err *e)
{
	struct desk_owner owner;

	if (desk_open(&c->desk, &c->profile, &owner, e)) {
		cli_warn(c);
		return true;
	}
	if (e->kind != ERR_BUSY)
		return false;
	if (isatty(STDIN_FILENO) && isatty(STDERR_FILENO))
		return ask_owner(c, &owner, e);
	return true;
}

/* Who sits here wants to know why the screen is gone. */
static void say_who_asked(const struct cli *c)
{
	char since[STAMP_MAX];
	struct desk_owner by;

	if (!c->desk || !desk_asked(c->desk, &by))
		return;
	stamp_format(by.since, STAMP_MINUTE, since);
	if (by.tty[0])
		complain(_("another bantin has taken the desk over: process %ld on %s, "
			   "since %s"),
			 (long)by.pid, by.tty, since);
	else
		complain(_("another bantin has taken the desk over: process %ld, without a "
			   "terminal, since %s"),
			 (long)by.pid, since);
}

bool cmd_newsroom(struct cli *c, struct err *e)
{
	if (!args_done(&c->args, e) || !open_desk(c, e) || !cli_sync(c, e))
		return false;
	err_clear(e);
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
		.desk_taken = desk_taken,
		.ctx = c,
	};
	sync_set_intervals(c->sync, true);
	bool ok = app_run(&setup, e);
	say_who_asked(c);
	return ok && cli_learned(c, e);
}
