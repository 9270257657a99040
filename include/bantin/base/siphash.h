/* siphash.h - SipHash-2-4: 64 bits that tell one text from another */
#ifndef BANTIN_BASE_SIPHASH_H
#define BANTIN_BASE_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

/* As Aumasson and Bernstein wrote it down in 2012; the key as two little-endian words. */
uint64_t siphash(const uint64_t key[2], const void *p, size_t n);

#endif
