/* clock.c - the two clocks */
#include <bantin/base/clock.h>

#include <time.h>

int64_t clock_now(void)
{
	return (int64_t)time(NULL);
}

int64_t clock_mono(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t clock_built(void)
{
	return BANTIN_BUILT;
}

bool clock_is_slow(void)
{
	return clock_now() < clock_built();
}
