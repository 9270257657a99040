/* syllable.h - whether letters can be one Vietnamese syllable */
#ifndef BANTIN_TEXT_SYLLABLE_H
#define BANTIN_TEXT_SYLLABLE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether the n bytes at s (NFC UTF-8) can be a syllable as Vietnamese is spelt: an
 * onset, a nucleus, a coda that may follow it, and at most one tone, which stands where
 * it is written: "hòa" and "hoà", "thủy" and "thuỷ" both do, "hoàn" but not "hòan". A
 * syllable that ends in c ch k p t bears sắc or nặng: "bát", not "bat". Case does not
 * count. Nearly 20,000 are possible, of which 6,600 are in use; that one is possible does
 * not say that it means anything.
 */
bool syllable_possible(const char *s, size_t n);

#endif
