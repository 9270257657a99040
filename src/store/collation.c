/* collation.c - the order of a Vietnamese dictionary, for ORDER BY */
#include "collation.h"

#include <bantin/text/collate.h>

static int by_text(void *ctx, int na, const void *a, int nb, const void *b)
{
	(void)ctx;
	return text_collate(a, (size_t)na, b, (size_t)nb);
}

static int by_name(void *ctx, int na, const void *a, int nb, const void *b)
{
	(void)ctx;
	return text_collate_name(a, (size_t)na, b, (size_t)nb);
}

bool collation_register(sqlite3 *sql)
{
	return sqlite3_create_collation_v2(sql, "vietnamese", SQLITE_UTF8, NULL, by_text,
					   NULL) == SQLITE_OK &&
	       sqlite3_create_collation_v2(sql, "vietnamese_name", SQLITE_UTF8, NULL,
					   by_name, NULL) == SQLITE_OK;
}
