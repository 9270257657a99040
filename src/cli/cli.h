/* cli.h - what the commands share */
#ifndef BANTIN_CLI_CLI_H
#define BANTIN_CLI_CLI_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/err.h>
#include <bantin/base/profile.h>
#include <bantin/store/archive.h>
#include <bantin/store/desk.h>
#include <bantin/sync/sync.h>
#include <bantin/text/charset.h>

#include "args.h"
#include "config.h"

/* Everything a command may need; opened when it is first asked for. */
struct cli {
	struct args args;
	bool json, offline, ascii, utf8;
	bool system; /* bantin sync --system: the config is the host's */
	const char *lang;
	int64_t max_bytes; /* of a sync; 0: as many as there are */
	struct profile profile;
	struct config config;
	struct archive *archive;
	struct desk *desk;
	struct sync *sync;
	const volatile int *stop; /* set by SIGINT and SIGTERM */
};

/* Exit status by way of *e: false is err_exit(e->kind). */
typedef bool command_fn(struct cli *c, struct err *e);

/* Of a host's archive the mode is always to read, but with --system. */
bool cli_archive(struct cli *c, enum archive_mode mode, struct err *e);
/* What the news store has left for a quiet hour, to its end or until c->stop. */
bool cli_upkeep(struct cli *c, struct err *e);
/* Says how many articles a search does not find yet. */
void cli_unindexed(struct cli *c);
/* need: ERR_BUSY when another bantin has it; else that is only said on stderr. */
bool cli_desk(struct cli *c, bool need, struct err *e);
/* Says what is wrong with snapshots and plain copies, if anything. */
void cli_warn(const struct cli *c);
bool cli_sync(struct cli *c, struct err *e); /* opens the archive for writing */
/* Writes what sync found out about portals back to the config. */
bool cli_learned(struct cli *c, struct err *e);
void cli_close(struct cli *c);

/* The portal a command means: by name, or the only one. */
const struct portal *cli_portal(struct cli *c, const char *name, struct err *e);

/* The id of the section that is typed, by id or by title, marks and case not needed; as
 * typed where the portal (NULL, "": any) has none or several of that title. The caller's. */
char *cli_section(struct cli *c, const char *portal, const char *typed);

/* "12": a positive number, or ERR_USAGE naming what it should be. */
bool cli_id(const char *s, const char *what, int64_t *id, struct err *e);

/* The bytes of FILE, at most max; NULL and "-" are standard input. */
bool cli_read(const char *file, size_t max, struct buf *out, struct err *e);

/* The charset that --from names; with no name (NULL) the one that raw is found to be in,
 * which is said on standard error. */
bool cli_charset(const char *from, const struct buf *raw, enum charset *found,
		 struct err *e);

/* Fills d with the template of that name: title, body and what else it says. */
bool cli_template(const struct cli *c, const char *name, struct draft *d, struct err *e);

/* Puts a new draft on the desk and prints its number. */
bool cli_draft_new(struct cli *c, struct draft *d, struct err *e);

/* Clean UTF-8 to standard output (or its plain likeness with --ascii). */
void out_text(const struct cli *c, const char *s);
void out_line(const struct cli *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* To standard error, with "bantin: " before it. */
void complain(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

command_fn cmd_portal, cmd_login, cmd_sync, cmd_list, cmd_show, cmd_search, cmd_visits,
	cmd_poll, cmd_draft, cmd_submit, cmd_outbox, cmd_newsroom, cmd_clean, cmd_fold,
	cmd_wrap, cmd_render, cmd_fetch, cmd_convert, cmd_config, cmd_doctor,
	cmd_type, cmd_backup, cmd_restore, cmd_draft_import, cmd_draft_export,
	cmd_draft_history, cmd_draft_attach, cmd_draft_detach,
	cmd_draft_templates;

#endif
