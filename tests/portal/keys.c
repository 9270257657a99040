/* keys.c - Idempotency-Key: the same request twice is one effect and one answer */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "keys.h"
#include "store.h"

enum { RUNNING_MAX = 256 };

struct running {
	char scope[32];
	char key[KEY_MAX];
};

struct keys {
	pthread_mutex_t lock;
	size_t count;
	struct running list[RUNNING_MAX];
};

struct keys *keys_new(void)
{
	struct keys *k = mem_get(sizeof *k);

	pthread_mutex_init(&k->lock, NULL);
	return k;
}

void keys_free(struct keys *k)
{
	pthread_mutex_destroy(&k->lock);
	free(k);
}

/* The header is a quoted string; a bare word is taken too. */
static bool read_key(const char *s, char key[KEY_MAX])
{
	size_t size = strlen(s);

	if (size >= 2 && s[0] == '"' && s[size - 1] == '"') {
		s++;
		size -= 2;
	}
	if (size == 0 || size >= KEY_MAX)
		return false;
	for (size_t i = 0; i < size; i++) {
		if (s[i] <= ' ' || s[i] > '~' || s[i] == '"' || s[i] == '\\')
			return false;
	}
	memcpy(key, s, size);
	key[size] = '\0';
	return true;
}

static size_t find_running(const struct keys *k, const char *scope, const char *key)
{
	size_t i = 0;

	while (i < k->count && (strcmp(k->list[i].scope, scope) != 0
	    || strcmp(k->list[i].key, key) != 0))
		i++;
	return i;
}

static void replay(struct reply *rp, const json_t *row)
{
	const char *location = row_text(row, "location");
	struct text text = {0};

	text_put(&text, row_text(row, "reply"));
	reply_text(rp, (unsigned)row_number(row, "status"),
	    "application/json; charset=utf-8", &text);
	if (location[0] != '\0')
		reply_header(rp, "Location", "%s", location);
}

/* Whether this key was answered before; then the answer is in rp. */
static bool answered(struct request *rq, struct reply *rp, const char *scope,
	const char *key)
{
	struct store *store = rq->app->store;
	const char *body = rq->body.at != NULL ? rq->body.at : "";
	json_t *row = store_row(store,
	    "SELECT status, location, reply, request = ?3 AS same"
	    " FROM answer WHERE scope = ?1 AND key = ?2",
	    "ssb", scope, key, body, rq->body.size);

	if (row == NULL)
		return false;
	if (row_number(row, "same") == 1) {
		replay(rp, row);
		store_run(store, "UPDATE post SET times_posted = times_posted + 1"
		    " WHERE user = ?1 AND key = ?2", "ss", scope, key);
	} else {
		reply_error(rp, 422, "idempotency_key_reused",
		    "Khóa này đã dùng cho một nội dung khác.");
	}
	json_decref(row);
	return true;
}

static void reply_running(struct reply *rp)
{
	reply_error(rp, 409, "idempotency_key_in_progress",
	    "Yêu cầu trước với cùng khóa này còn đang được xử lý.");
	reply_header(rp, "Retry-After", "1");
}

bool keys_enter(
	struct request *rq, struct reply *rp, const char *scope, char key[KEY_MAX])
{
	const char *header = request_header(rq, "Idempotency-Key");
	struct keys *k = rq->app->keys;
	bool go = false;

	key[0] = '\0';
	if (header == NULL || !rq->app->args.idempotency)
		return true;
	if (!read_key(header, key)) {
		reply_error(rp, 400, "invalid_request", "Idempotency-Key không hợp lệ.");
		return false;
	}
	pthread_mutex_lock(&k->lock);
	if (find_running(k, scope, key) < k->count || k->count == RUNNING_MAX) {
		reply_running(rp);
	} else if (!answered(rq, rp, scope, key)) {
		struct running *r = &k->list[k->count++];

		snprintf(r->scope, sizeof r->scope, "%s", scope);
		snprintf(r->key, sizeof r->key, "%s", key);
		go = true;
	}
	pthread_mutex_unlock(&k->lock);
	return go;
}

void keys_remember(struct request *rq, const struct reply *rp, const char *scope,
	const char *key)
{
	const char *body = rq->body.at != NULL ? rq->body.at : "";

	if (key[0] == '\0')
		return;
	store_run(rq->app->store, "INSERT INTO answer VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	    "ssbiss", scope, key, body, rq->body.size, (long long)rp->status,
	    reply_header_value(rp, "Location"), rp->body);
}

void keys_leave(struct request *rq, const char *scope, const char *key)
{
	struct keys *k = rq->app->keys;
	size_t i;

	if (key[0] == '\0')
		return;
	pthread_mutex_lock(&k->lock);
	i = find_running(k, scope, key);
	if (i < k->count)
		k->list[i] = k->list[--k->count];
	pthread_mutex_unlock(&k->lock);
}
