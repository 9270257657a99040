/* log.c - what the sample portal was asked so far */
#include <pthread.h>
#include <stdlib.h>

#include "log.h"
#include "text.h"

struct log {
	pthread_mutex_t lock;
	json_t *list;
};

struct log *log_new(void)
{
	struct log *l = mem_get(sizeof *l);

	pthread_mutex_init(&l->lock, NULL);
	l->list = json_array();
	return l;
}

/* Where number n belongs: requests can end in another order than they came. */
static size_t place_of(const json_t *list, unsigned n)
{
	size_t i = json_array_size(list);

	while (i > 0) {
		const json_t *before = json_array_get(list, i - 1);

		if (json_integer_value(json_object_get(before, "n")) < (json_int_t)n)
			break;
		i--;
	}
	return i;
}

void log_add(struct log *l, const struct request *rq, unsigned status, size_t bytes)
{
	const char *key = request_header(rq, "Idempotency-Key");
	json_t *row;

	if (rq->number == 0)
		return;
	row = json_pack("{si ss ss* ss* si sI}", "n", (int)rq->number, "method",
	    rq->method, "path", rq->path, "query", rq->query, "status", (int)status,
	    "bytes", (json_int_t)bytes);
	if (row == NULL)
		return;		/* a path that is not UTF-8 */
	if (key != NULL)
		json_object_set_new(row, "key", json_string(key));
	if (rq->fault.line > 0)
		json_object_set_new(row, "fault", json_integer(rq->fault.line));
	pthread_mutex_lock(&l->lock);
	if (json_array_size(l->list) < LOG_MAX)
		json_array_insert(l->list, place_of(l->list, rq->number), row);
	pthread_mutex_unlock(&l->lock);
	json_decref(row);
}

json_t *log_list(struct log *l)
{
	json_t *copy;

	pthread_mutex_lock(&l->lock);
	copy = json_deep_copy(l->list);
	pthread_mutex_unlock(&l->lock);
	return copy;
}

void log_clear(struct log *l)
{
	pthread_mutex_lock(&l->lock);
	json_array_clear(l->list);
	pthread_mutex_unlock(&l->lock);
}

void log_free(struct log *l)
{
	json_decref(l->list);
	pthread_mutex_destroy(&l->lock);
	free(l);
}
