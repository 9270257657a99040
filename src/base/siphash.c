/* siphash.c - SipHash-2-4: 64 bits that tell one text from another */
#include <bantin/base/siphash.h>

static uint64_t turn(uint64_t v, int bits)
{
	return v << bits | v >> (64 - bits);
}

static void mix(uint64_t v[4], int rounds)
{
	while (rounds-- > 0) {
		v[0] += v[1];
		v[2] += v[3];
		v[1] = turn(v[1], 13) ^ v[0];
		v[3] = turn(v[3], 16) ^ v[2];
		v[0] = turn(v[0], 32);
		v[2] += v[1];
		v[0] += v[3];
		v[1] = turn(v[1], 17) ^ v[2];
		v[3] = turn(v[3], 21) ^ v[0];
		v[2] = turn(v[2], 32);
	}
}

static uint64_t word_at(const unsigned char *p, size_t n)
{
	uint64_t w = 0;

	for (size_t i = 0; i < n; i++)
		w |= (uint64_t)p[i] << (8 * i);
	return w;
}

static void take_word(uint64_t v[4], uint64_t w)
{
	v[3] ^= w;
	mix(v, 2);
	v[0] ^= w;
}

uint64_t siphash(const uint64_t key[2], const void *p, size_t n)
{
	const unsigned char *at = p;
	uint64_t v[4] = {
		key[0] ^ 0x736f6d6570736575u, key[1] ^ 0x646f72616e646f6du,
		key[0] ^ 0x6c7967656e657261u, key[1] ^ 0x7465646279746573u,
	};

	for (size_t i = 0; i < n / 8; i++, at += 8)
		take_word(v, word_at(at, 8));
	take_word(v, word_at(at, n % 8) | (uint64_t)n << 56);
	v[2] ^= 0xff;
	mix(v, 4);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}
