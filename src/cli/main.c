/* main.c - from argv to a command, and back to an exit status */
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/i18n.h>
#include <bantin/base/library.h>
#include <bantin/base/mem.h>
#include <bantin/ui/app.h>

#include "cli.h"
#include "commands.h"
#include "harden.h"
#include "help.h"
#include "json.h"
#include "places.h"
#include "system.h"

static volatile int stop_asked;

static void on_stop(int sig)
{
	(void)sig;
	stop_asked = 1;
}

/* Translated beforehand: there may be no memory for it then. */
static const char *exhausted_words = "bantin: out of memory\n";

static void on_exhausted(void)
{
	app_rescue();
	ssize_t n = write(STDERR_FILENO, exhausted_words, strlen(exhausted_words));

	(void)n;
	_exit(1);
}

static void on_missing(const char *why)
{
	app_rescue();
	complain("%s", why);
	_exit(1);
}

static void signals_set(void)
{
	struct sigaction action = {.sa_handler = on_stop};

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
}

/* SSH hands on a LANG that the host may lack: then C.UTF-8, which every Debian has. An
 * LC_ALL=C that somebody set is meant: that terminal shows plain letters. */
static bool locale_set(void)
{
	const char *all = getenv("LC_ALL");
	bool plain = all && (strcmp(all, "C") == 0 || strcmp(all, "POSIX") == 0);

	if (!setlocale(LC_CTYPE, "") ||
	    (!plain && strcmp(nl_langinfo(CODESET), "UTF-8") != 0))
		setlocale(LC_CTYPE, "C.UTF-8");
	setlocale(LC_MESSAGES, "C.UTF-8");
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* The catalogue lies beside the program as built, or where it was installed. */
static void catalogue_set(void)
{
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	struct buf dir = {0};

	exe[n > 0 ? n : 0] = '\0';
	char *slash = strrchr(exe, '/');
	if (slash) {
		*slash = '\0';
		buf_addf(&dir, "%s/locale", exe);
	}
	if (dir.len == 0 || access(buf_str(&dir), R_OK) != 0) {
		buf_reset(&dir);
		buf_addf(&dir, "%s/../share/locale", exe);
	}
	if (access(buf_str(&dir), R_OK) != 0) {
		buf_reset(&dir);
		buf_adds(&dir, BANTIN_PREFIX "/share/locale");
	}
	bindtextdomain("bantin", buf_str(&dir));
	bind_textdomain_codeset("bantin", "UTF-8");
	textdomain("bantin");
	buf_clear(&dir);
}

static void language_set(const char *lang)
{
	setenv("LANGUAGE", lang, 1);
	exhausted_words = _("bantin: out of memory; what was saved is safe\n");
}

struct common {
	const char *profile, *lang;
	bool help, version;
};

static bool common_options(struct cli *c, struct common *o, struct err *e)
{
	const struct option options[] = {
		{"--profile", &o->profile, NULL}, {"--lang", &o->lang, NULL},
		{"--offline", NULL, &c->offline}, {"--ascii", NULL, &c->ascii},
		{"--json", NULL, &c->json},       {"--help", NULL, &o->help},
		{"-h", NULL, &o->help},           {"--version", NULL, &o->version},
		{"-V", NULL, &o->version},        {"--system", NULL, &c->system},
		{0},
	};

	if (!args_options(&c->args, options, true, e))
		return false;
	if (o->lang && strcmp(o->lang, "vi") != 0 && strcmp(o->lang, "en") != 0)
		return err_set(e, ERR_USAGE, _("--lang takes vi or en"));
	if (o->lang)
		language_set(o->lang);
	return true;
}

/* The host's config says where its archive lies before writing is narrowed to that. */
static bool system_ready(struct cli *c, const struct command *command, struct err *e)
{
	if (command->fn != cmd_sync)
		return err_set(e, ERR_USAGE, _("--system belongs to: bantin sync"));
	if (!system_read(&c->config, e))
		return false;
	return c->config.archive ||
	       err_set(e, ERR_CONFIG, _("the host's config names no archive"));
}

/* The profile's config on that of the host. */
static bool config_ready(struct cli *c, const struct command *command, struct err *e)
{
	if (command->needs == NEEDS_NOTHING || c->system)
		return true;
	if (config_read(&c->config, c->profile.config, e) && system_beneath(&c->config, e))
		return true;
	return command->needs != NEEDS_CONFIG;
}

static bool command_run(struct cli *c, const struct common *o, struct err *e)
{
	const struct command *command = command_find(args_next(&c->args), e);

	if (!command || (c->system && !system_ready(c, command, e)))
		return false;
	if ((command->needs != NEEDS_NOTHING || o->profile) &&
	    !profile_open(&c->profile, o->profile, e))
		return false;
	places_set(c, command->writes);
	if (!config_ready(c, command, e))
		return false;
	err_clear(e);
	if (!o->lang && c->config.lang)
		language_set(c->config.lang);
	return command->fn(c, e);
}

/* A full disk or a closed pipe behind standard output is a failure too. */
static bool output_written(struct err *e)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	if (errno == EPIPE) /* the reader has seen enough, as head does */
		_exit(1);
	return err_errno(e, ERR_FAILED, _("cannot write the answer"));
}

/* The leak checker's, in a build that has it. */
void __lsan_do_leak_check(void) __attribute__((weak));

/* Without the destructors of libraries: one that comes with libcurl asks for memory in its
 * own, and the loader ends a program that has none left with a status that is not ours. */
static _Noreturn void leave(int status)
{
	if (__lsan_do_leak_check)
		__lsan_do_leak_check();
	_exit(status);
}

int main(int argc, char **argv)
{
	struct cli c = {.args = {argv + 1, argc > 0 ? (size_t)argc - 1 : 0},
			.stop = &stop_asked};
	struct common o = {0};
	struct err e = {0};

	umask(077);
	harden_start();
	signals_set();
	mem_on_exhausted(on_exhausted);
	library_on_missing(on_missing);
	json_memory();
	c.utf8 = locale_set();
	catalogue_set();
	language_set("vi");
	bool ok = common_options(&c, &o, &e);
	if (ok && o.help)
		help_print(&c);
	else if (ok && o.version)
		printf("bantin %s\n", BANTIN_VERSION);
	else if (ok)
		ok = command_run(&c, &o, &e);
	ok = (output_written(ok ? &e : NULL) || !ok) && ok;
	if (!ok && e.kind == ERR_NONE)
		err_set(&e, ERR_FAILED, "%s", _("failed"));
	if (!ok)
		complain("%s", e.text);
	int status = err_exit(e.kind);
	cli_close(&c);
	leave(ok ? 0 : status);
}
