/* discover_words.c - what was found, for a clerk and for those who look after the site */
#include "discover_words.h"

#include <string.h>
#include <strings.h>

#include <bantin/base/i18n.h>
#include <bantin/text/url.h>

static const char *kind_of(enum discovery found)
{
	switch (found) {
	case DISCOVER_FEED:
		return "json-feed";
	case DISCOVER_WORDPRESS:
		return "wordpress";
	case DISCOVER_FOLLOW:
		return "link";
	case DISCOVER_NONE:
		break;
	}
	return "data";
}

/* The host of an absolute address, without "www."; *n bytes. */
static const char *host_of(const char *url, size_t *n)
{
	const char *host = url ? strstr(url, "://") : NULL;

	host = host ? host + 3 : "";
	if (strncasecmp(host, "www.", 4) == 0)
		host += 4;
	*n = strcspn(host, "/?#");
	return host;
}

static bool is_elsewhere(const struct seen *s)
{
	size_t asked_len, got_len;
	const char *asked = host_of(s->asked, &asked_len);
	const char *got = host_of(s->reply->url, &got_len);

	return asked_len > 0 && (asked_len != got_len ||
				 strncasecmp(asked, got, got_len) != 0);
}

static bool is_page(const struct seen *s)
{
	const char *type = s->reply->content_type;

	return !type || strstr(type, "html") || strstr(type, "xml") ||
	       strncmp(type, "text/", 5) == 0;
}

static bool begins_with(const struct buf *page, const char *word)
{
	const char *s = buf_str(page);

	s += strspn(s, "\xef\xbb\xbf \t\r\n");
	return strncasecmp(s, word, strlen(word)) == 0;
}

static bool is_rss(const struct buf *page)
{
	const char *s = buf_str(page);

	return begins_with(page, "<rss") || begins_with(page, "<feed") ||
	       (begins_with(page, "<?xml") && (strstr(s, "<rss") || strstr(s, "<feed") ||
					       strstr(s, "<rdf:RDF")));
}

static const char *say(struct err *e, const char *kind, const char *words)
{
	err_set(e, ERR_NOT_FOUND, "%s", words);
	return kind;
}

static const char *say_elsewhere(const struct seen *s, struct err *e)
{
	size_t n;
	const char *host = host_of(s->reply->url, &n);

	err_set(e, ERR_NOT_FOUND,
		_("The address leads to another site, %.*s: perhaps the sign-in page of "
		  "the network you are on; open it in a web browser first"),
		(int)n, host);
	return "other-site";
}

static const char *name_none(const struct seen *s, struct err *e)
{
	const struct links *l = &s->links;

	if (e->kind != ERR_NONE)
		return kind_of(DISCOVER_NONE);
	if (s->page->len == 0)
		return say(e, "empty", _("The site sent an empty page"));
	if (reply_is_json(s->reply)) {
		err_set(e, ERR_FORMAT, _("This is no JSON Feed"));
		return "data";
	}
	if (!is_page(s))
		return say(e, "file", _("This address is a single file, not a site; give "
					"the address of the site's front page"));
	if (l->generator && strncasecmp(l->generator, "WordPress", 9) == 0)
		return say(e, "wordpress-closed",
			   _("This is a WordPress site whose REST interface is switched "
			     "off; ask whoever looks after the site to switch it on"));
	if (l->rss || is_rss(s->page))
		return say(e, "rss-only",
			   _("This site offers its news only as RSS, which bantin does "
			     "not read; ask whoever looks after the site for JSON Feed"));
	if (is_elsewhere(s))
		return say_elsewhere(s, e);
	if (l->asks_password)
		return say(e, "login-page",
			   _("This is a sign-in page; give the address of the front page "
			     "that everybody can see"));
	return say(e, "html-only",
		   _("This is a plain web page: the site offers neither JSON Feed nor "
		     "WordPress, so bantin cannot read its news"));
}

void discover_name(const struct seen *s, enum discovery found,
		   struct discover_note *note, struct err *e)
{
	note->kind = found == DISCOVER_NONE ? name_none(s, e) : kind_of(found);
}

static void add(struct buf *out, const char *name, const char *value)
{
	if (value)
		buf_addf(out, "; %s: %s", name, value);
}

void discover_detail(const struct seen *s, struct discover_note *note)
{
	static const char *const outcomes[] = {"answered", "not sent", "lost",
					       "past the ceiling", "enough read"};
	const struct http_reply *r = s->reply;
	const struct links *l = &s->links;
	struct buf *out = &note->detail;

	buf_addf(out, "%s: %s, status %ld, type %s, %zu bytes read",
		 r->url ? r->url : s->asked ? s->asked : "-", outcomes[r->outcome],
		 r->status, r->content_type ? r->content_type : "-", s->bytes);
	bool broken = r->outcome != HTTP_ANSWERED && r->outcome != HTTP_STOPPED;
	add(out, "said", broken && r->reason[0] ? r->reason : NULL);
	add(out, "leads to", r->location);
	add(out, "title", l->title);
	add(out, "generator", l->generator);
	add(out, "link to JSON", l->feed);
	add(out, "link to api.w.org", l->wordpress);
	add(out, "link to micropub", l->micropub);
	add(out, "link to RSS or Atom", l->rss);
	if (l->asks_password)
		buf_adds(out, "; has a field for a password");
}
