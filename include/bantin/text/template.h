/* template.h - what the office writes again and again, its names and dates filled in */
#ifndef BANTIN_TEXT_TEMPLATE_H
#define BANTIN_TEXT_TEMPLATE_H

#include <stddef.h>
#include <stdint.h>

#include <bantin/base/buf.h>

/* The built-in ones, for news and after Nghị định 30/2020/NĐ-CP. */
struct template {
	const char *name;	/* "thong-bao" */
	const char *what;	/* msgid */
	const char *text;
};

/* The i-th, from 0; NULL past the last. */
const struct template *template_builtin(size_t i);
const struct template *template_find(const char *name);	/* NULL: none of that name */

/* Who writes; NULL: not known. Strings owned, clean. */
struct agency {
	char *name;		/* "Ủy ban nhân dân xã Tam Hồng" */
	char *parent;		/* the agency above it, in the head's first line */
	char *place;		/* "Tam Hồng", before the date */
	char *abbreviation;	/* "UBND", in document numbers */
};

void agency_clear(struct agency *a);

/*
 * Appends the clean text with its names filled in: {co_quan}, {co_quan_cap_tren},
 * {dia_danh}, {viet_tat}, {ngay} ("ngày 08 tháng 8 năm 2020", of the time now),
 * {ngay_ngan} ("08/08/2020"), {nam} and {so}, for which dots stand; in capitals,
 * {CO_QUAN}, what they stand for is in capitals too. What is not known is a word in
 * brackets, for a person to fill in; a name in braces that is none of these stays. a may
 * be NULL.
 *
 * Lines "left || right" are two columns of a document's head or end, each centred; with
 * "|:" in its place the left one stands at the margin. Such lines, one after another,
 * become lines of code (```) 74 columns wide. A side that was written and is empty once
 * filled in is left out of its column; the one below moves up. A line of "||" alone is an
 * empty line, and what follows it begins anew on both sides.
 */
void template_fill(const char *text, const struct agency *a, int64_t now,
		   struct buf *out);

#endif
