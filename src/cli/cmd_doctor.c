/* cmd_doctor.c - bantin doctor: is everything as it should be, and what to do if not */
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/stamp.h>
#include <bantin/net/http.h>
#include <bantin/text/clean.h>
#include <bantin/text/html.h>
#include <bantin/ui/term.h>

#include "cli.h"
#include "harden.h"
#include "json.h"

enum {
	ANSWER_WAIT = 500 /* ms that a terminal has to tell where its cursor is */
};

static const char *locale_name(void)
{
	const char *name = setlocale(LC_CTYPE, NULL);

	return name ? name : "";
}

/* One line: what was looked at, what was found, and, where it is not well, what to do. */
static bool tell(const struct cli *c, const char *what, const char *found,
		 const char *advice)
{
	if (c->json) {
		struct json *j = json_new();
		json_str(j, "check", what);
		json_flag(j, "ok", !advice);
		json_str(j, "found", found);
		json_str(j, "advice", advice);
		json_print(j);
	} else if (advice) {
		out_line(c, "! %s: %s. %s", what, found, advice);
	} else {
		out_line(c, "  %s: %s", what, found);
	}
	return !advice;
}

static bool check_locale(const struct cli *c)
{
	struct buf b = {0};

	buf_addf(&b, "%s, %s", locale_name(), nl_langinfo(CODESET));
	bool ok = tell(c, _("locale"), buf_str(&b),
		       c->utf8 ? NULL
			       : _("The screen shows unaccented letters; for Vietnamese "
				   "ones leave LC_ALL unset or set it to C.UTF-8"));
	buf_clear(&b);
	return ok;
}

static bool check_terminal(const struct cli *c)
{
	const char *name = getenv("TERM");
	char *clean = text_clean_line(name ? name : "");
	struct buf b = {0};
	const char *advice = NULL;
	int colours = 0;

	if (!clean[0])
		advice = _("Set TERM to what your terminal is, such as xterm");
	else if (!term_facts(&colours))
		advice = _(
			"bantin cannot draw on it: it is not known here, or cannot move "
			"its cursor; try TERM=xterm");
	buf_addf(&b, colours > 0 ? _("%s, %d colours") : _("%s, no colours"),
		 clean[0] ? clean : "-", colours);
	bool ok = tell(c, _("terminal"), buf_str(&b), advice);
	buf_clear(&b);
	free(clean);
	return ok;
}

/* The column that the terminal says its cursor is in, or -1: ECMA-48, DSR. */
static int cursor_column(void)
{
	struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
	char answer[32] = "";
	size_t n = 0;
	int row, column;

	while (n + 1 < sizeof(answer) && poll(&in, 1, ANSWER_WAIT) > 0 &&
	       read(STDIN_FILENO, answer + n, 1) == 1 && answer[n] != 'R')
		answer[++n] = '\0';
	char *start = strchr(answer, '[');
	return start && sscanf(start, "[%d;%d", &row, &column) == 2 ? column : -1;
}

/* "á" is two bytes and one column: a terminal without UTF-8 draws two. */
static int width_drawn(void)
{
	static const char ask[] = "\r\xc3\xa1\033[6n", wipe[] = "\r\033[K";
	struct termios was, raw;

	if (tcgetattr(STDIN_FILENO, &was) != 0)
		return -1;
	raw = was;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw);
	ssize_t n = write(STDOUT_FILENO, ask, sizeof(ask) - 1);
	int column = n > 0 ? cursor_column() : -1;
	n = write(STDOUT_FILENO, wipe, sizeof(wipe) - 1);
	(void)n;
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
	return column < 0 ? -1 : column - 1;
}

static bool check_width(const struct cli *c)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return tell(c, _("Vietnamese letters"), _("not tried: no terminal"),
			    NULL);
	fflush(stdout);
	int columns = width_drawn();
	if (columns < 0)
		return tell(c, _("Vietnamese letters"),
			    _("the terminal does not say where its cursor is"), NULL);
	if (columns == 1)
		return tell(c, _("Vietnamese letters"), _("drawn as they should be"),
			    NULL);
	return tell(c, _("Vietnamese letters"), _("drawn as two signs each"),
		    _("Switch the terminal (in PuTTY: Window, Translation) to UTF-8, or "
		      "run bantin --ascii"));
}

static bool check_libraries(const struct cli *c)
{
	const char *advice = _("Have the package installed again that holds this library");
	struct err e;
	const char *tls = http_tls_name(&e);
	bool ok = tell(c, _("secure connections"), tls ? tls : e.text, tls ? NULL : advice);

	return html_ready(&e) ? ok : tell(c, _("web pages"), e.text, advice);
}

static bool check_clock(const struct cli *c)
{
	char now[STAMP_MAX];

	stamp_format(clock_now(), STAMP_MINUTE, now);
	return tell(c, _("clock"), now,
		    !clock_is_slow()
			    ? NULL
			    : _("The clock is slow, so certificates will seem "
				"invalid; have it set"));
}

static void check_hardening(const struct cli *c)
{
	const char *no = _("not to be had on this machine");
	struct harden_state h = harden_state();
	struct buf places = {0};

	tell(c, _("core files"), h.no_dumps ? _("none are written") : no, NULL);
	tell(c, _("new privileges"), h.no_privileges ? _("given up") : no, NULL);
	tell(c, _("other programs"), h.no_programs ? _("cannot be started") : no, NULL);
	if (h.places)
		buf_addf(&places, _("only where they belong (Landlock, version %d)"),
			 h.landlock);
	tell(c, _("writing of files"), h.places ? buf_str(&places) : no, NULL);
	buf_clear(&places);
}

static bool check_archive(struct cli *c)
{
	struct archive_filter all = {0};
	int64_t articles, unread;
	struct buf b = {0};
	struct err e = {0};

	if (!cli_archive(c, ARCHIVE_READ, &e) ||
	    !archive_count(c->archive, &all, &articles, &unread, &e))
		return tell(c, _("news store"), e.text,
			    _("Move archive.db aside; the next sync fetches all again"));
	buf_addf(&b, _("%lld articles, %lld unread"), (long long)articles,
		 (long long)unread);
	bool ok = tell(c, _("news store"), buf_str(&b), NULL);
	buf_clear(&b);
	return ok;
}

static bool check_desk(struct cli *c)
{
	struct draft *list;
	struct buf b = {0};
	struct err e = {0};
	struct outbox_count sent;
	size_t drafts;

	if (!c->desk && !desk_open(&c->desk, &c->profile, NULL, &e))
		return tell(c, _("desk"), e.text,
			    e.kind == ERR_BUSY
				    ? NULL
				    : _("The plain copies of your drafts are in the "
					"profile's folder drafts"));
	if (!desk_drafts(c->desk, true, &list, &drafts, &e) ||
	    !desk_outbox_count(c->desk, &sent, &e))
		return tell(
			c, _("desk"), e.text,
			_("The plain copies of your drafts are in the profile's folder "
			  "drafts"));
	draft_list_free(list, drafts);
	buf_addf(&b, _("%zu drafts, %zu waiting to be sent, %zu of unknown arrival"),
		 drafts, sent.waiting + sent.sending, sent.unknown);
	const char *warning = desk_warning(c->desk);
	bool ok = tell(c, _("desk"), buf_str(&b), warning[0] ? warning : NULL);
	buf_clear(&b);
	return ok;
}

static bool check_portal(const struct cli *c, const struct portal *known)
{
	const struct sync_address at = {.url = known->url, .ca = known->ca};
	struct portal p = {0};
	struct err e = {0};

	if (c->offline)
		return tell(c, known->name, _("not tried: offline"), NULL);
	bool ok = sync_probe(&at, &p, NULL, c->stop, &e);
	ok = tell(c, known->name, ok ? _("reached, can be read") : e.text,
		  ok ? NULL
		     : _("Nothing is lost; bantin goes on when it can be reached"));
	portal_clear(&p);
	return ok;
}

bool cmd_doctor(struct cli *c, struct err *e)
{
	if (!args_done(&c->args, e))
		return false;
	bool well = check_locale(c);
	well = check_terminal(c) && well;
	well = check_width(c) && well;
	well = check_libraries(c) && well;
	well = check_clock(c) && well;
	check_hardening(c);
	well = check_archive(c) && well;
	well = check_desk(c) && well;
	for (size_t i = 0; i < c->config.portal_count; i++)
		well = check_portal(c, &c->config.portals[i]) && well;
	if (c->config.portal_count == 0)
		tell(c, _("portal"), _("none yet; add one with: bantin portal add URL"),
		     NULL);
	return well || err_set(e, ERR_FAILED, _("some things are not as they should be"));
}
