/* mem.c - memory that is there, or the program leaves in good order */
#include <bantin/base/mem.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SPARE = 256 << 10 };	/* bytes, for what saves when there are no others */

static void (*exhausted_handler)(void);
static void *spare;
static int times;		/* it was exhausted */

void mem_on_exhausted(void (*handler)(void))
{
	exhausted_handler = handler;
	free(spare);
	spare = handler ? malloc(SPARE) : NULL;
	times = 0;
}

/* What saves may run out once more: then the handler is told a second time. */
static _Noreturn void mem_exhausted(void)
{
	free(spare);
	spare = NULL;
	if (exhausted_handler && times++ < 2)
		exhausted_handler();
	abort();
}

void *mem_alloc(size_t size)
{
	return mem_array(1, size);
}

void *mem_array(size_t count, size_t size)
{
	if (count == 0 || size == 0)
		count = size = 1;
	void *p = calloc(count, size);
	if (!p)
		mem_exhausted();
	return p;
}

void *mem_grow(void *array, size_t *cap, size_t need, size_t size)
{
	if (need <= *cap && array)
		return array;
	size_t room = *cap + *cap / 2;
	if (room < need)
		room = need;
	if (room < 8)
		room = 8;
	if (room > SIZE_MAX / size)
		mem_exhausted();
	char *p = realloc(array, room * size);
	if (!p)
		mem_exhausted();
	size_t had = array ? *cap : 0;
	memset(p + had * size, 0, (room - had) * size);
	*cap = room;
	return p;
}

void *mem_resize(void *p, size_t size)
{
	void *more = realloc(p, size > 0 ? size : 1);

	if (!more)
		mem_exhausted();
	return more;
}

void *mem_dup(const void *p, size_t size)
{
	void *copy = mem_alloc(size);

	if (size > 0)
		memcpy(copy, p, size);
	return copy;
}

char *mem_str(const char *s)
{
	return s ? mem_strn(s, strlen(s)) : NULL;
}

char *mem_strn(const char *s, size_t n)
{
	char *copy = mem_alloc(n + 1);

	if (n > 0)
		memcpy(copy, s, n);
	return copy;
}

void mem_set(char **slot, const char *s)
{
	char *copy = mem_str(s);

	free(*slot);
	*slot = copy;
}

void mem_wipe(void *p, size_t n)
{
	volatile unsigned char *at = p;

	while (n-- > 0)
		*at++ = 0;
}
