/* number.c - numbers as the office writes them: 2.240.627 and 14,2 kB */
#include <bantin/text/number.h>

#include <inttypes.h>
#include <stdio.h>

const char *number_group(int64_t v, char out[NUMBER_MAX])
{
	char digits[NUMBER_MAX];
	uint64_t size = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	int n = snprintf(digits, sizeof(digits), "%" PRIu64, size);
	char *to = out;

	if (v < 0)
		*to++ = '-';
	for (int i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			*to++ = '.';
		*to++ = digits[i];
	}
	*to = '\0';
	return out;
}

const char *number_size(int64_t bytes, char out[NUMBER_MAX])
{
	static const char *const units[] = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
	int64_t scale = 1;
	size_t unit = 0;

	if (bytes < 0) {
		out[0] = '\0';
		return out;
	}
	while (bytes / scale >= 1000) {
		scale *= 1000;
		unit++;
	}
	if (unit == 0) {
		snprintf(out, NUMBER_MAX, "%d B", (int)bytes);
		return out;
	}
	/* tenths, rounded; 999,95 kB and more is 1,0 MB */
	int64_t tenths = bytes / (scale / 10);
	if (bytes % (scale / 10) >= scale / 20)
		tenths++;
	if (tenths == 10000) {
		tenths = 10;
		unit++;
	}
	snprintf(out, NUMBER_MAX, "%" PRId64 ",%" PRId64 " %s", tenths / 10, tenths % 10,
		 units[unit]);
	return out;
}
