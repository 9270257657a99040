/* pause.c - waits that end early when the portal stops */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "pause.h"
#include "text.h"

struct pause {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool ended;
};

struct pause *pause_new(void)
{
	struct pause *p = mem_get(sizeof *p);
	pthread_condattr_t attr;

	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&p->changed, &attr);
	pthread_condattr_destroy(&attr);
	pthread_mutex_init(&p->lock, NULL);
	return p;
}

bool pause_for(struct pause *p, long milliseconds)
{
	struct timespec until;
	int failed = 0;
	bool ended;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += milliseconds / 1000;
	until.tv_nsec += milliseconds % 1000 * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	pthread_mutex_lock(&p->lock);
	while (!p->ended && failed == 0)
		failed = pthread_cond_timedwait(&p->changed, &p->lock, &until);
	ended = p->ended;
	pthread_mutex_unlock(&p->lock);
	return !ended;
}

void pause_end(struct pause *p)
{
	pthread_mutex_lock(&p->lock);
	p->ended = true;
	pthread_cond_broadcast(&p->changed);
	pthread_mutex_unlock(&p->lock);
}

void pause_free(struct pause *p)
{
	pthread_cond_destroy(&p->changed);
	pthread_mutex_destroy(&p->lock);
	free(p);
}
