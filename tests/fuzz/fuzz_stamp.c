/* fuzz_stamp.c - any bytes as a date */
#include <stdint.h>
#include <stdlib.h>

#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *s = mem_strn((const char *)data, size), out[STAMP_MAX];
	int64_t t = STAMP_NONE, strict = STAMP_NONE, again = STAMP_NONE;

	bool good = stamp_parse_loose(s, &t);
	if (good == (t == STAMP_NONE) || (stamp_parse(s, &strict) && strict != t))
		abort();
	/* what stands in the first or last hours of all years may fall out of them */
	if (good && *stamp_format(t, STAMP_RFC3339, out) &&
	    (!stamp_parse_loose(out, &again) || again != t))
		abort();
	free(s);
	return 0;
}
