/* civil.h - a day and a time of day as people count them; for what reads stamps */
#ifndef BANTIN_BASE_CIVIL_H
#define BANTIN_BASE_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

struct civil {
	int year, month, day, hour, minute, second;
};

bool civil_ok(const struct civil *c);
/* offset: seconds east of UTC. */
int64_t civil_stamp(const struct civil *c, int offset);

/* Each moves *s behind what it takes, or somewhere before that and says false. */
bool civil_digits(const char **s, int width, int *value);	/* exactly width digits */
bool civil_offset(const char **s, int *offset);	/* Z, +HH, +HH:MM; nothing: +07:00 */

#endif
