/* charset_vni.c - VNI for Windows: a letter, then a byte for what it bears */
#include "charset_read.h"

#include "letters.h"

/* Marks are 0xc0 to 0xff; capital and small ones differ in one bit, which the letter
 * before them decides, so five bits tell a mark. */
struct vni {
	uint32_t single[256];
	uint32_t pair[256][32];	/* 0: no such letter */
};

static void vni_init(struct vni *v)
{
	*v = (struct vni){0};
	for (unsigned i = 0; i < 256; i++)
		v->single[i] = cp1252_point((unsigned char)i);
	for (size_t i = 0; i < LETTER_COUNT; i++) {
		const struct letter *l = &letter_table[i];
		if (l->vni[1])
			v->pair[l->vni[0]][l->vni[1] & 0x1f] = l->cp;
		else
			v->single[l->vni[0]] = l->cp;
	}
	/* the dot by itself, which some keyboards write */
	v->pair['y'][0xef & 0x1f] = letter_of('y', MARK_NONE, TONE_DOT)->cp;
	v->pair['Y'][0xef & 0x1f] = letter_of('Y', MARK_NONE, TONE_DOT)->cp;
}

void read_vni(struct buf *out, const struct units *in)
{
	struct vni v;

	vni_init(&v);
	for (size_t i = 0; i < in->n; i++) {
		uint32_t unit = in->u[i], pair = 0;
		uint32_t next = i + 1 < in->n ? in->u[i + 1] : 0;
		if (unit < 0x100 && next >= 0xc0 && next < 0x100)
			pair = v.pair[unit][next & 0x1f];
		put_point(out, pair ? pair : unit < 0x100 ? v.single[unit] : unit);
		i += pair != 0;
	}
}
