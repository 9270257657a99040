/* cmd_backup.c - bantin backup, bantin restore: the desk as one file, for a stick */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>
#include <bantin/store/backup.h>
#include <bantin/store/token.h>
#include <bantin/text/clean.h>

#include "bundle.h"
#include "cli.h"

/* The FILE of both commands; NULL: a standard stream. */
static bool file_word(struct cli *c, char **path, struct err *e)
{
	const char *word = args_next(&c->args);

	*path = NULL;
	if (!word)
		return err_set(e, ERR_USAGE,
			       _("name the backup's file, or - for a standard stream"));
	if (!args_done(&c->args, e))
		return false;
	if (strcmp(word, "-") == 0)
		return true;
	*path = text_clean_line(word);
	return strcmp(*path, word) == 0 ||
	       err_set(e, ERR_USAGE,
		       _("the file's name is not plain UTF-8; choose another"));
}

/* --- backup ------------------------------------------------------------------ */

static bool write_to(struct cli *c, int fd, struct err *e)
{
	struct backup_file *files = NULL;
	size_t n = 0;
	bool ok = bundle_read(&c->profile, &files, &n, e) &&
		  desk_backup(c->desk, files, n, fd, e);

	backup_files_free(files, n);
	return ok;
}

/* An older backup is replaced, nothing else. */
static bool may_replace(const char *path, struct err *e)
{
	char head[16];
	struct stat st;

	if (stat(path, &st) != 0 || (S_ISREG(st.st_mode) && st.st_size == 0))
		return true;
	int fd = S_ISREG(st.st_mode) ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) : -1;
	ssize_t n = fd >= 0 ? read(fd, head, sizeof(head)) : 0;
	if (fd >= 0)
		close(fd);
	return (n > 0 && backup_is_one(head, (size_t)n)) ||
	       err_set(e, ERR_USAGE,
		       _("%s is there already and is no backup; give another name"),
		       path);
}

/* Sticks have no permissions, and may not be able to sync a folder. */
static bool finish(int fd, const char *fresh, const char *path, struct err *e)
{
	char *dir = mem_str(path), *slash = strrchr(dir, '/');

	if (slash)
		slash[slash == dir ? 1 : 0] = '\0';
	bool ok = fsync(fd) == 0 && rename(fresh, path) == 0;
	if (!ok)
		err_errno(e, ERR_FAILED, _("cannot write %s"), path);
	int folder = open(slash ? dir : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder >= 0) {
		fsync(folder);
		close(folder);
	}
	free(dir);
	return ok;
}

static bool write_file(struct cli *c, const char *path, struct err *e)
{
	struct buf fresh = {0};

	if (!may_replace(path, e))
		return false;
	buf_addf(&fresh, "%s.XXXXXX", path);
	int fd = mkstemp(fresh.s);
	bool ok = fd >= 0 || err_errno(e, ERR_FAILED, _("cannot write %s"), path);
	ok = ok && write_to(c, fd, e) && finish(fd, fresh.s, path, e);
	if (fd >= 0)
		close(fd);
	if (fd >= 0 && !ok)
		unlink(fresh.s);
	buf_clear(&fresh);
	return ok;
}

static bool say_backup(struct cli *c, const char *path, struct err *e)
{
	struct draft *drafts;
	struct submission *rows;
	size_t n, sent;

	if (!desk_drafts(c->desk, true, &drafts, &n, e))
		return false;
	draft_list_free(drafts, n);
	if (!desk_outbox(c->desk, &rows, &sent, e))
		return false;
	submission_list_free(rows, sent);
	out_line(c, _("%s: %zu drafts, %zu submissions; tokens are not in it"), path, n,
		 sent);
	return true;
}

bool cmd_backup(struct cli *c, struct err *e)
{
	char *path;
	bool ok = file_word(c, &path, e) && cli_desk(c, true, e);

	if (ok && path)
		ok = write_file(c, path, e) && say_backup(c, path, e);
	else if (ok && isatty(STDOUT_FILENO))
		ok = err_set(e, ERR_USAGE,
			     _("a backup is no text for the screen; name a file"));
	else if (ok)
		ok = write_to(c, STDOUT_FILENO, e);
	free(path);
	return ok;
}

/* --- restore ----------------------------------------------------------------- */

static bool put_files(struct cli *c, const struct restored *r, struct err *e)
{
	bool ok = true, differs;

	for (size_t i = 0; ok && i < r->file_count; i++) {
		ok = bundle_put(&c->profile, &r->files[i], &differs, e);
		if (ok && differs)
			complain(_("%s stays as it is here; the backup holds another"),
				 r->files[i].name);
	}
	return ok;
}

/* Tokens stay where they are: on another machine one signs in again. */
static void say_sign_in(struct cli *c)
{
	struct config known = {0};
	struct err e = {0};

	if (!config_read(&known, c->profile.config, &e))
		return;
	for (size_t i = 0; i < known.portal_count; i++) {
		char *token = NULL;
		const char *name = known.portals[i].name;
		if (token_read(&c->profile, name, &token, NULL) && !token)
			complain(_("to send to %s, sign in: bantin login %s"), name,
				 name);
		if (token)
			mem_wipe(token, strlen(token));
		free(token);
	}
	config_clear(&known);
}

static void say_restored(const struct cli *c, const struct restored *r)
{
	char made[STAMP_MAX];

	stamp_format(r->made, STAMP_MINUTE, made);
	out_line(c,
		 _("Backup of %s: %zu drafts are new here, %zu were written on there, "
		   "%zu were changed on both sides and are kept twice, %zu stay as they "
		   "are here; %zu submissions are new here"),
		 made, r->fresh, r->newer, r->both, r->kept, r->submissions);
	if (r->submissions > 0)
		complain(_("what was not sent yet when the backup was made may have been "
			   "sent since: it is looked up on the portal first"));
}

static bool restore_from(struct cli *c, int fd, struct err *e)
{
	struct restored r;
	bool ok = cli_desk(c, true, e) && desk_restore(c->desk, fd, &r, e);

	if (!ok)
		return false;
	ok = put_files(c, &r, e);
	say_restored(c, &r);
	cli_warn(c);
	if (ok)
		say_sign_in(c);
	backup_files_free(r.files, r.file_count);
	return ok;
}

bool cmd_restore(struct cli *c, struct err *e)
{
	char *path;
	int fd = STDIN_FILENO;
	bool ok = file_word(c, &path, e);

	if (ok && path) {
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
		ok = fd >= 0 || err_errno(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_FAILED,
					  _("cannot open %s"), path);
	}
	ok = ok && restore_from(c, fd, e);
	if (path && fd >= 0)
		close(fd);
	free(path);
	return ok;
}
