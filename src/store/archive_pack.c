/* archive_pack.c - bodies are kept deflated, with a dictionary of office Vietnamese */
#include "archive_pack.h"

#include <stdint.h>
#include <stdlib.h>

#include <zlib.h>

#include <bantin/base/mem.h>

enum {
	FORMAT = 1,
	HEAD = 5,		/* the byte that says how, and the length */
	LEVEL = 2,		/* 6 costs double and makes it 7 % shorter */
	WINDOW = 15,
	MEMORY = 8,
	BODY_MAX = 64 << 20,
	INFLATES_MOST = 1032	/* to one: deflate cannot do better */
};

/* Streams are kept, since making one costs as much as a short text. */
struct packer {
	z_stream in, out;
	bool in_ready, out_ready;
};

/* archive_pack_words.c */
extern const char pack_words[];
extern const unsigned pack_words_len;

struct packer *packer_new(void)
{
	return mem_alloc(sizeof(struct packer));
}

void packer_free(struct packer *p)
{
	if (!p)
		return;
	if (p->out_ready)
		deflateEnd(&p->out);
	if (p->in_ready)
		inflateEnd(&p->in);
	free(p);
}

static bool ready_out(struct packer *p)
{
	if (!p->out_ready)
		p->out_ready = deflateInit2(&p->out, LEVEL, Z_DEFLATED, -WINDOW, MEMORY,
					    Z_DEFAULT_STRATEGY) == Z_OK;
	else if (deflateReset(&p->out) != Z_OK)
		return false;
	return p->out_ready && deflateSetDictionary(&p->out, (const Bytef *)pack_words,
						    pack_words_len) == Z_OK;
}

static bool ready_in(struct packer *p)
{
	if (!p->in_ready)
		p->in_ready = inflateInit2(&p->in, -WINDOW) == Z_OK;
	else if (inflateReset(&p->in) != Z_OK)
		return false;
	return p->in_ready && inflateSetDictionary(&p->in, (const Bytef *)pack_words,
						   pack_words_len) == Z_OK;
}

bool pack(struct packer *p, const char *text, size_t n, struct buf *out)
{
	buf_reset(out);
	if (n <= HEAD || n > BODY_MAX || !ready_out(p))
		return false;
	buf_addc(out, FORMAT);
	for (int shift = 0; shift < 32; shift += 8)
		buf_addc(out, (char)((uint32_t)n >> shift & 0xff));
	/* the rest is written over: as much room as may be used */
	if (!buf_fill(out, 0, n - HEAD))
		return false;
	p->out.next_in = (z_const Bytef *)(uintptr_t)text;
	p->out.avail_in = (uInt)n;
	p->out.next_out = (Bytef *)out->s + HEAD;
	p->out.avail_out = (uInt)(n - HEAD);
	if (deflate(&p->out, Z_FINISH) != Z_STREAM_END)
		return false;
	buf_cut(out, HEAD + (size_t)p->out.total_out);
	return true;
}

/* The length that the head tells; 0: it cannot be true. */
static size_t told_length(const unsigned char *at, size_t n)
{
	size_t told = 0;

	if (n <= HEAD || at[0] != FORMAT)
		return 0;
	for (int i = 4; i >= 1; i--)
		told = told << 8 | at[i];
	return told <= BODY_MAX && told / INFLATES_MOST <= n ? told : 0;
}

char *unpack(struct packer *p, const void *bytes, size_t n, size_t *len)
{
	size_t told = told_length(bytes, n);

	if (told == 0 || !ready_in(p))
		return NULL;
	char *text = mem_alloc(told + 1);
	p->in.next_in = (z_const Bytef *)(uintptr_t)bytes + HEAD;
	p->in.avail_in = (uInt)(n - HEAD);
	p->in.next_out = (Bytef *)text;
	p->in.avail_out = (uInt)told;
	if (inflate(&p->in, Z_FINISH) == Z_STREAM_END && p->in.total_out == told) {
		*len = told;
		return text;
	}
	free(text);
	return NULL;
}
