/* uuid.h - random UUIDs (RFC 9562, version 4) */
#ifndef BANTIN_BASE_UUID_H
#define BANTIN_BASE_UUID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/err.h>

enum { UUID_MAX = 37 };	/* 36 lower-case characters and a NUL */

/* From the kernel's random source; fails only where the kernel has none. */
bool uuid_new(char out[UUID_MAX], struct err *e);

/* A number from 0 to below n (n > 0), good enough for jitter. */
uint32_t random_below(uint32_t n);

/* The 64-bit FNV-1a hash of n bytes: for telling whether something changed. */
uint64_t hash_bytes(const void *p, size_t n);

#endif
