/* help.c - bantin --help: one line a command */
#include "help.h"

#include <bantin/base/i18n.h>

static const struct {
	const char *usage, *what;
} lines[] = {
	{"bantin", N_("open the newsroom")},
	{"portal add URL [--name NAME] [--ca FILE]",
	 N_("find out what a portal speaks and remember it")},
	{"portal list | remove NAME | probe URL [--ca FILE]",
	 N_("the portals known, or one looked at")},
	{"login [NAME]",
	 N_("store a portal's token, read from the terminal or standard input")},
	{"sync [NAME] [--full] [--max-bytes N] [--system] [--json]",
	 N_("fetch what is new, send what is waiting")},
	{"list [--section S] [--unread] [--since DATE]",
	 N_("the articles, newest first")},
	{"     [--portal NAME] [--starred] [--limit N] [--json]", ""},
	{"show ID [--width N] [--format text|html|json]", N_("one article")},
	{"fetch ID [N] [-o PATH|-] [--json]",
	 N_("a file of an article, or the list of its files")},
	{"search [--limit N] [--json] WORDS...",
	 N_("search all articles; accents may be left out")},
	{"visits [NAME] [--json]", N_("the portal's visit counters")},
	{"poll [NAME] [--vote OPTION] [--json]", N_("the portal's poll")},
	{"draft new [--title T] [--section S] [--template NAME | FILE | -]",
	 N_("a new draft; prints its number")},
	{"draft templates [--json]", N_("the templates there are, your own too")},
	{"draft list | show N | set N ... | check N | delete N",
	 N_("the drafts on the desk")},
	{"draft import [--from CHARSET] [--title T] [--section S] FILE|-",
	 N_("a new draft from .txt, .md or .html; prints its number")},
	{"draft export N [--format md|txt|html] [--replace] [FILE|-]",
	 N_("a draft as Markdown, plain text or a web page")},
	{"draft attach N FILE... | detach N NAME...",
	 N_("files that go with a draft to the portal")},
	{"draft history N [--json]", N_("its versions: each save and each submission")},
	{"submit DRAFT", N_("put a draft in the outbox and send it")},
	{"config check", N_("look for faults in the config and the key map")},
	{"config show [KEY] [--json]",
	 N_("the settings in force, and which of them are the usual ones")},
	{"config set KEY VALUE",
	 N_("change one setting; an empty VALUE takes it back to the usual one")},
	{"backup FILE|-", N_("the desk as one file, for a USB stick; without tokens")},
	{"restore FILE|-", N_("a backup merged into the desk; nothing is doubled")},
	{"doctor [--json]", N_("is everything as it should be, and what to do if not")},
	{"outbox [--json]", N_("what was sent and what is waiting")},
	{"outbox retry N | cancel N | settle N accepted|again",
	 N_("move a submission on")},
	{"outbox withdraw N | restore N",
	 N_("take back what the portal has, and put it back there")},
	{"clean | fold | wrap [-w N]",
	 N_("filters: text made safe, its search key, wrapped")},
	{"type METHOD [--style old|new]",
	 N_("filter: keys of telex, telex-simple, vni or viqr to what the screen shows")},
	{"convert [--from CHARSET] [--raise-headings] [FILE]",
	 N_("older Vietnamese text (TCVN3, VNI, VISCII ...) to UTF-8")},
	{"render [-w N] [--from html|markdown]",
	 N_("filter: HTML or Markdown as articles show it")},
};

static const struct {
	const char *usage, *what;
} common[] = {
	{"--profile DIR", N_("keep everything in this folder (or BANTIN_HOME)")},
	{"--offline", N_("do not touch the network")},
	{"--lang vi|en", N_("language of the screen and the messages")},
	{"--ascii", N_("unaccented letters for terminals without UTF-8")},
	{"-h, --help; -V, --version", N_("this help; the version")},
};

enum { LINES = sizeof(lines) / sizeof(lines[0]),
       COMMON = sizeof(common) / sizeof(common[0]) };

const char *help_usage(size_t i)
{
	if (i < LINES)
		return lines[i].usage;
	return i < LINES + COMMON ? common[i - LINES].usage : NULL;
}

void help_print(const struct cli *c)
{
	out_line(c, "%s\n",
		 _("bantin - a newsroom in the terminal: read a portal's news, write "
		   "bulletins, send them"));
	for (size_t i = 0; i < LINES; i++) {
		out_line(c, "  %s", lines[i].usage);
		if (lines[i].what[0])
			out_line(c, "        %s", _(lines[i].what));
	}
	out_line(c, "\n%s", _("Everywhere:"));
	for (size_t i = 0; i < COMMON; i++) {
		out_line(c, "  %s", common[i].usage);
		out_line(c, "        %s", _(common[i].what));
	}
	out_line(c, "\n%s",
		 _("Exit status: 0 done, 1 failed, 2 usage or configuration, "
		   "3 network, 4 refused by the portal, 5 desk open elsewhere"));
}
