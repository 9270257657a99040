/* harden_none.c - what the program gives up where there is no Linux: core files alone */
#include <sys/resource.h>

#include "harden.h"

void harden_start(void)
{
	const struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
}

void harden_places(const struct harden_place *list, size_t n)
{
	(void)list;
	(void)n;
}

struct harden_state harden_state(void)
{
	struct rlimit core;

	return (struct harden_state){
		.no_dumps = getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0,
	};
}
