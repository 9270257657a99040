/* curl.c - libcurl's functions, loaded before the first request */
#include "curl.h"

#include <stddef.h>

#include <bantin/base/library.h>

#include "sonames.h"

static struct curl_calls calls;
const struct curl_calls *const curl = &calls;

bool curl_load(struct err *e)
{
#define CALL(name) {"curl_" #name, offsetof(struct curl_calls, name)}
	static const struct library_call names[] = {
		CALL(easy_cleanup),	   CALL(easy_getinfo),
		CALL(easy_init),	   CALL(easy_pause),
		CALL(easy_setopt),	   CALL(global_cleanup),
		CALL(global_init_mem),	   CALL(multi_add_handle),
		CALL(multi_cleanup),	   CALL(multi_info_read),
		CALL(multi_init),	   CALL(multi_perform),
		CALL(multi_poll),	   CALL(multi_remove_handle),
		CALL(slist_append),	   CALL(slist_free_all),
		CALL(version_info),
	};
#undef CALL
	static const struct library library = {
		LIBCURL_SONAME, names, sizeof(names) / sizeof(names[0])};
	static bool loaded;

	if (!loaded)
		loaded = library_open(&library, &calls, e);
	return loaded;
}

void curl_set_number(CURL *easy, CURLoption option, long value)
{
	calls.easy_setopt(easy, option, value);
}

void curl_set_size(CURL *easy, CURLoption option, curl_off_t value)
{
	calls.easy_setopt(easy, option, value);
}

void curl_set_text(CURL *easy, CURLoption option, const char *value)
{
	calls.easy_setopt(easy, option, value);
}
