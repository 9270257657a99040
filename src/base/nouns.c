/* nouns.c - making and freeing the nouns: article, poll, portal, draft and their like */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/article.h>
#include <bantin/base/draft.h>
#include <bantin/base/mem.h>
#include <bantin/base/portal.h>

static void attachment_clear(struct attachment *a)
{
	free(a->url);
	free(a->title);
	free(a->type);
}

void article_clear(struct article *a)
{
	free(a->portal);
	free(a->key);
	free(a->url);
	free(a->title);
	free(a->section);
	free(a->author);
	free(a->summary);
	free(a->tags);
	free(a->image);
	free(a->body);
	free(a->document.number);
	free(a->document.issued);
	free(a->document.issuer);
	for (size_t i = 0; i < a->attachment_count; i++)
		attachment_clear(&a->attachments[i]);
	free(a->attachments);
	*a = (struct article){0};
}

/* Lists here are a handful of entries: growing by one is the simplest. */
struct attachment *article_add_attachment(struct article *a)
{
	size_t cap = a->attachment_count;

	a->attachments = mem_grow(a->attachments, &cap, a->attachment_count + 1,
				  sizeof(*a->attachments));
	struct attachment *fresh = &a->attachments[a->attachment_count++];
	*fresh = (struct attachment){.size = -1};
	return fresh;
}

void section_clear(struct section *s)
{
	free(s->id);
	free(s->title);
	free(s->feed_url);
	*s = (struct section){0};
}

void section_list_free(struct section *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		section_clear(&list[i]);
	free(list);
}

void poll_clear(struct poll *p)
{
	for (size_t i = 0; i < p->option_count; i++) {
		free(p->options[i].id);
		free(p->options[i].label);
	}
	free(p->options);
	free(p->id);
	free(p->question);
	free(p->voted);
	*p = (struct poll){0};
}

struct poll_option *poll_add_option(struct poll *p)
{
	size_t cap = p->option_count;

	p->options = mem_grow(p->options, &cap, p->option_count + 1, sizeof(*p->options));
	struct poll_option *fresh = &p->options[p->option_count++];
	*fresh = (struct poll_option){0};
	return fresh;
}

void portal_clear(struct portal *p)
{
	if (p->token)
		mem_wipe(p->token, strlen(p->token));
	free(p->token);
	free(p->name);
	free(p->title);
	free(p->url);
	free(p->feed_url);
	free(p->micropub_url);
	free(p->media_url);
	free(p->poll_url);
	free(p->ca);
	*p = (struct portal){0};
}

void portal_copy(struct portal *to, const struct portal *from)
{
	*to = *from;
	to->name = mem_str(from->name);
	to->title = mem_str(from->title);
	to->url = mem_str(from->url);
	to->feed_url = mem_str(from->feed_url);
	to->micropub_url = mem_str(from->micropub_url);
	to->media_url = mem_str(from->media_url);
	to->poll_url = mem_str(from->poll_url);
	to->ca = mem_str(from->ca);
	to->token = mem_str(from->token);
}

bool portal_name_ok(const char *name)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
	size_t n = strlen(name);

	return n > 0 && n < PORTAL_NAME_MAX && strspn(name, allowed) == n &&
	       name[0] != '-';
}

bool portal_takes_bulletins(const struct portal *p)
{
	return p->micropub_url || p->can & PORTAL_WRITES;
}

void draft_clear(struct draft *d)
{
	free(d->portal);
	free(d->title);
	free(d->section);
	free(d->summary);
	free(d->author);
	free(d->tags);
	free(d->body);
	*d = (struct draft){0};
}

void draft_list_free(struct draft *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		draft_clear(&list[i]);
	free(list);
}

static void file_clear(struct submission_file *f)
{
	free(f->name);
	free(f->type);
	free(f->url);
	free(f->remote_id);
}

void submission_clear(struct submission *s)
{
	free(s->portal);
	free(s->title);
	free(s->payload);
	free(s->remote_id);
	free(s->remote_url);
	free(s->remote_status);
	free(s->remote_version);
	free(s->remote_before);
	free(s->cleared);
	free(s->terms);
	free(s->remark);
	free(s->reason);
	for (size_t i = 0; i < s->file_count; i++)
		file_clear(&s->files[i]);
	free(s->files);
	*s = (struct submission){0};
}

void submission_list_free(struct submission *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		submission_clear(&list[i]);
	free(list);
}
