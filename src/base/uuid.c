/* uuid.c - random UUIDs (RFC 9562, version 4) */
#define _DEFAULT_SOURCE /* getentropy */
#include <bantin/base/uuid.h>

#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

bool uuid_new(char out[UUID_MAX], struct err *e)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char r[16];
	size_t at = 0;

	if (getentropy(r, sizeof(r)) != 0)
		return err_errno(e, ERR_FAILED, "getentropy");
	r[6] = (unsigned char)((r[6] & 0x0f) | 0x40);
	r[8] = (unsigned char)((r[8] & 0x3f) | 0x80);
	for (size_t i = 0; i < sizeof(r); i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			out[at++] = '-';
		out[at++] = digits[r[i] >> 4];
		out[at++] = digits[r[i] & 15];
	}
	out[at] = '\0';
	return true;
}

uint32_t random_below(uint32_t n)
{
	uint32_t r = 0;

	if (getentropy(&r, sizeof(r)) != 0)
		r = 0; /* no jitter is better than none at all of the rest */
	return r % n;
}

uint64_t hash_bytes(const void *p, size_t n)
{
	const unsigned char *at = p;
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ at[i]) * 0x100000001b3u;
	return h;
}
