/* jsonfeed.c - JSON Feed 1 and 1.1, read item by item while the body arrives */
#include <bantin/net/jsonfeed.h>

#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/siphash.h>

#include "item.h"
#include "key_set.h"
#include "scan.h"
#include "wire.h"

enum {
	SECTIONS_MAX = 200,
	TAG_SHARED = 3,		/* items that make a tag a section */
	OPTIONS_MAX = 100,
	ITEMS_MAX = 100 * 1000,	/* of one page that are handed over */
	BAD_MAX = 2000,		/* that are passed over before the page is given up */
	/* To be raised when other articles are made of the same bytes. */
	READER_VERSION = 1
};

/* A tag that served as a section. */
struct tag {
	char *id, *title;
	size_t items;
};

struct jsonfeed {
	struct scan scan;
	const struct feed_dialect *dialect;	/* NULL: JSON Feed itself */
	struct jsonfeed_sink sink;
	char *base, *portal;
	bool looked;		/* at the head's part before the items */
	char *author;		/* of items that name none; NULL unknown */
	uint64_t key[2];	/* of the items' hashes, once looked */
	struct key_set keys;
	size_t items, bad;
	struct tag *tags;
	size_t tag_count, tag_cap;
	bool failed;
	struct err error, many;	/* many: set where the items were too many */
};

void feed_head_clear(struct feed_head *h)
{
	free(h->title);
	free(h->home_url);
	free(h->next_url);
	section_list_free(h->sections, h->section_count);
	free(h->poll_url);
	free(h->micropub_url);
	*h = (struct feed_head){0};
}

/* Takes title. */
static void count_tag(struct jsonfeed *f, const char *id, char *title)
{
	for (size_t i = 0; i < f->tag_count; i++) {
		if (strcmp(f->tags[i].id, id) != 0)
			continue;
		f->tags[i].items++;
		free(title);
		return;
	}
	if (f->tag_count == SECTIONS_MAX) {
		free(title);
		return;
	}
	f->tags = mem_grow(f->tags, &f->tag_cap, f->tag_count + 1, sizeof(*f->tags));
	f->tags[f->tag_count++] = (struct tag){mem_str(id), title, 1};
}

/* The head as far as it has come; the items have begun. */
static json_t *parse_head(const struct jsonfeed *f)
{
	struct buf part = {0};

	buf_add(&part, f->scan.head.s, f->scan.head.len);
	if (f->scan.in_items)
		buf_addc(&part, f->scan.in_pairs ? '}' : ']');
	if (!f->scan.ended)
		buf_addc(&part, '}');
	json_t *top = wire_parse(buf_str(&part), part.len);
	buf_clear(&part);
	return top;
}

/* The head's authors are those of the items without any, where they stand before them. */
static void look_at_head(struct jsonfeed *f)
{
	json_t *top = parse_head(f);

	f->author = item_authors(top);
	json_decref(top);
}

/* What else than its bytes makes an item's article. What stands behind a "?" in the base
 * takes no part in resolving an address. */
static void make_key(struct jsonfeed *f)
{
	static const char version[] = BANTIN_VERSION;
	const uint64_t bare[2] = {READER_VERSION, f->dialect != NULL};
	const uint64_t words[3] = {
		siphash(bare, version, sizeof(version)),
		siphash(bare, f->base ? f->base : "",
			f->base ? strcspn(f->base, "?#") : 0),
		f->author ? siphash(bare, f->author, strlen(f->author)) : 0,
	};

	f->key[0] = siphash(bare, words, sizeof(words));
	f->key[1] = READER_VERSION;
}

/* Never 0. Where 100,000 are known one edit in 10^14 passes for one of them, and shows with
 * the next edit; who makes such a one hides his own text and no other. */
static int64_t hash_item(const struct jsonfeed *f, const char *p, size_t n)
{
	int64_t raw = (int64_t)siphash(f->key, p, n);

	return raw ? raw : 1;
}

/* An item of JSON Feed itself. */
static bool read_item(struct jsonfeed *f, const char *p, size_t n, struct article *a)
{
	json_t *item = wire_parse(p, n);
	char *tag = NULL;
	bool good = json_is_object(item) && item_read(item, f->base, f->portal, a, &tag);

	if (good && tag && a->section)
		count_tag(f, a->section, tag);
	else
		free(tag);
	if (good && !a->author)
		a->author = mem_str(f->author);
	json_decref(item);
	return good;
}

static bool parse_item(struct jsonfeed *f, const char *p, size_t n, struct article *a)
{
	if (f->dialect)
		return f->dialect->item(p, n, f->base, f->portal, a);
	return read_item(f, p, n, a);
}

/* False where nothing can be made of it. */
static bool make_article(struct jsonfeed *f, const char *p, size_t n, struct article *a,
			 bool *known)
{
	if (!f->looked) {
		if (!f->dialect)
			look_at_head(f);
		make_key(f);
		f->looked = true;
	}
	int64_t raw = f->sink.is_known ? hash_item(f, p, n) : 0;
	*known = raw && f->sink.is_known(f->sink.ctx, raw, a);
	bool good = *known || parse_item(f, p, n, a);
	a->raw = raw;
	return good;
}

/* A page of rubbish, or one that never ends: each item costs time that others wait. */
static bool too_many(struct jsonfeed *f)
{
	if (f->bad <= BAD_MAX && f->items <= ITEMS_MAX)
		return false;
	return !err_set(&f->many, ERR_LIMIT, _("The feed holds too many items"));
}

static bool take_item(void *ctx, const char *p, size_t n)
{
	struct jsonfeed *f = ctx;
	struct article a = {0};
	bool known = false, good = p && make_article(f, p, n, &a, &known), go_on = true;

	/* two articles of one id would take turns in the archive with every reading */
	if (good && a.key && key_set_add(&f->keys, a.key)) {
		f->items++;
		go_on = known ? f->sink.on_known(f->sink.ctx, &a)
			      : f->sink.on_item(f->sink.ctx, &a);
	} else {
		f->bad++;
	}
	article_clear(&a);
	return go_on && !too_many(f);
}

struct jsonfeed *jsonfeed_new(const char *base, const char *portal,
			      const struct jsonfeed_sink *sink)
{
	return jsonfeed_new_dialect(NULL, base, portal, sink);
}

struct jsonfeed *jsonfeed_new_dialect(const struct feed_dialect *d, const char *base,
				      const char *portal,
				      const struct jsonfeed_sink *sink)
{
	struct jsonfeed *f = mem_alloc(sizeof(*f));

	scan_init(&f->scan, take_item, f);
	f->scan.root_array = d && d->root_array;
	f->dialect = d;
	f->sink = *sink;
	f->base = mem_str(base);
	f->portal = mem_str(portal);
	return f;
}

void jsonfeed_free(struct jsonfeed *f)
{
	if (!f)
		return;
	scan_clear(&f->scan);
	for (size_t i = 0; i < f->tag_count; i++) {
		free(f->tags[i].id);
		free(f->tags[i].title);
	}
	free(f->tags);
	key_set_clear(&f->keys);
	free(f->author);
	free(f->base);
	free(f->portal);
	free(f);
}

bool jsonfeed_push(struct jsonfeed *f, const char *p, size_t n, struct err *e)
{
	if (!f->failed)
		f->failed = !scan_push(&f->scan, p, n, &f->error);
	if (f->many.kind != ERR_NONE)
		f->error = f->many;
	if (f->failed)
		return err_set(e, f->error.kind, "%s", f->error.text);
	return true;
}

static void read_sections(const json_t *list, const char *base, struct feed_head *h)
{
	const json_t *one;
	size_t i;

	if (json_array_size(list) == 0)
		return;
	h->sections = mem_array(SECTIONS_MAX, sizeof(*h->sections));
	json_array_foreach(list, i, one) {
		char *id = wire_id(json_object_get(one, "id"), WIRE_ID_MAX);

		if (!id || h->section_count == SECTIONS_MAX) {
			free(id);
			continue;
		}
		struct section *s = &h->sections[h->section_count++];
		s->id = id;
		s->title = wire_line(json_object_get(one, "title"), WIRE_ID_MAX);
		if (!s->title)
			s->title = mem_str(id);
		s->feed_url = wire_url(json_object_get(one, "feed_url"), base);
	}
}

static void read_visits(const json_t *v, struct feed_head *h)
{
	if (!json_is_object(v))
		return;
	h->has_visits = true;
	h->visits.today = wire_count(json_object_get(v, "today"));
	h->visits.yesterday = wire_count(json_object_get(v, "yesterday"));
	h->visits.week = wire_count(json_object_get(v, "week"));
	h->visits.month = wire_count(json_object_get(v, "month"));
	h->visits.total = wire_count(json_object_get(v, "total"));
}

static unsigned read_can(const json_t *submissions, const struct feed_head *h)
{
	unsigned can = 0;

	if (h->micropub_url)
		can |= PORTAL_WRITES;
	if (wire_true(json_object_get(submissions, "idempotency_key")))
		can |= PORTAL_REMEMBERS_KEYS;
	if (wire_true(json_object_get(submissions, "lookup_by_uid")))
		can |= PORTAL_LOOKS_UP;
	if (wire_true(json_object_get(submissions, "remarks")))
		can |= PORTAL_REMARKS;
	if (h->has_visits)
		can |= PORTAL_COUNTS;
	if (h->poll_url)
		can |= PORTAL_POLLS;
	return can;
}

static void read_extension(const json_t *x, const char *base, struct feed_head *h)
{
	h->newsroom = json_is_object(x);
	if (!h->newsroom)
		return;
	read_sections(json_object_get(x, "sections"), base, h);
	read_visits(json_object_get(x, "visits"), h);
	h->poll_url = wire_url(json_object_get(x, "poll_url"), base);
	h->micropub_url = wire_url(json_object_get(x, "micropub"), base);
	h->can = read_can(json_object_get(x, "submissions"), h);
}

/* Without the extension a tag that several items share is a section. */
static void sections_from_tags(struct jsonfeed *f, struct feed_head *h)
{
	h->sections = mem_array(f->tag_count, sizeof(*h->sections));
	for (size_t i = 0; i < f->tag_count; i++) {
		struct tag *t = &f->tags[i];

		if (t->items < TAG_SHARED)
			continue;
		h->sections[h->section_count++] = (struct section){
			.id = mem_str(t->id), .title = mem_str(t->title)};
	}
}

static void read_head(struct jsonfeed *f, const json_t *top, struct feed_head *h)
{
	h->title = wire_line(json_object_get(top, "title"), WIRE_LINE_MAX);
	h->home_url = wire_url(json_object_get(top, "home_page_url"), f->base);
	h->next_url = wire_url(json_object_get(top, "next_url"), f->base);
	h->expired = wire_true(json_object_get(top, "expired"));
	read_extension(json_object_get(top, "_newsroom"), f->base, h);
	if (!h->newsroom)
		sections_from_tags(f, h);
}

/* A list of items makes a feed of it even where the version is missing. */
static bool is_feed(const struct jsonfeed *f, const json_t *top)
{
	static const char prefix[] = "https://jsonfeed.org/version/";
	const char *version = json_string_value(json_object_get(top, "version"));

	return f->scan.has_items ||
	       (version && strncmp(version, prefix, sizeof(prefix) - 1) == 0);
}

static bool end_head(struct jsonfeed *f, struct feed_head *head, struct err *e)
{
	json_t *top = parse_head(f);
	bool good = json_is_object(top) && is_feed(f, top);

	if (good)
		read_head(f, top, head);
	json_decref(top);
	return good || err_set(e, ERR_FORMAT, _("This is no JSON Feed"));
}

bool jsonfeed_end(struct jsonfeed *f, struct feed_head *head, struct err *e)
{
	*head = (struct feed_head){.bad_items = f->bad, .items = f->items};
	if (f->failed)
		return err_set(e, f->error.kind, "%s", f->error.text);
	if (!f->scan.started)
		return err_set(e, ERR_FORMAT, _("The feed is empty"));
	if (!f->scan.ended)
		return err_set(e, ERR_FORMAT, _("The feed is cut short"));
	if (f->scan.root_array)
		return true;
	return end_head(f, head, e);
}

bool jsonfeed_in_items(const struct jsonfeed *f)
{
	return f->scan.in_items;
}

bool jsonfeed_so_far(struct jsonfeed *f, struct feed_head *head, struct err *e)
{
	*head = (struct feed_head){.bad_items = f->bad, .items = f->items};
	return end_head(f, head, e);
}

static void read_options(const json_t *list, struct poll *out)
{
	const json_t *one;
	size_t i;

	json_array_foreach(list, i, one) {
		char *id = wire_id(json_object_get(one, "id"), WIRE_ID_MAX);

		if (!id || out->option_count == OPTIONS_MAX) {
			free(id);
			continue;
		}
		struct poll_option *o = poll_add_option(out);
		o->id = id;
		o->label = wire_line(json_object_get(one, "label"), WIRE_LINE_MAX);
		if (!o->label)
			o->label = mem_str(id);
		o->votes = wire_count(json_object_get(one, "votes"));
	}
}

bool jsonfeed_poll(const char *p, size_t n, struct poll *out, struct err *e)
{
	json_t *top = wire_parse(p, n);

	*out = (struct poll){0};
	out->id = wire_id(json_object_get(top, "id"), WIRE_ID_MAX);
	out->question = wire_line(json_object_get(top, "question"), WIRE_LINE_MAX);
	out->closed = wire_true(json_object_get(top, "closed"));
	out->voted = wire_id(json_object_get(top, "voted"), WIRE_ID_MAX);
	read_options(json_object_get(top, "options"), out);
	json_decref(top);
	if (out->id && out->question && out->option_count > 0)
		return true;
	poll_clear(out);
	return err_set(e, ERR_FORMAT, _("The portal's poll cannot be read"));
}
