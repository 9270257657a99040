/* curl.h - what is used of libcurl, loaded before the first request */
#ifndef BANTIN_NET_CURL_H
#define BANTIN_NET_CURL_H

#include <curl/curl.h>

#include <bantin/base/err.h>

struct curl_calls {
	__typeof__(curl_easy_cleanup) *easy_cleanup;
	__typeof__(curl_easy_getinfo) *easy_getinfo;
	__typeof__(curl_easy_init) *easy_init;
	__typeof__(curl_easy_pause) *easy_pause;
	__typeof__(curl_easy_setopt) *easy_setopt;
	__typeof__(curl_global_cleanup) *global_cleanup;
	__typeof__(curl_global_init_mem) *global_init_mem;
	__typeof__(curl_multi_add_handle) *multi_add_handle;
	__typeof__(curl_multi_cleanup) *multi_cleanup;
	__typeof__(curl_multi_info_read) *multi_info_read;
	__typeof__(curl_multi_init) *multi_init;
	__typeof__(curl_multi_perform) *multi_perform;
	__typeof__(curl_multi_poll) *multi_poll;
	__typeof__(curl_multi_remove_handle) *multi_remove_handle;
	__typeof__(curl_slist_append) *slist_append;
	__typeof__(curl_slist_free_all) *slist_free_all;
	__typeof__(curl_version_info) *version_info;
};

/* Loads libcurl, once. False where it cannot be had. */
bool curl_load(struct err *e);

/* After curl_load. */
extern const struct curl_calls *const curl;

/* easy_setopt with the type of its last argument spelt out: nothing else checks it. */
void curl_set_number(CURL *easy, CURLoption option, long value);
void curl_set_size(CURL *easy, CURLoption option, curl_off_t value);
void curl_set_text(CURL *easy, CURLoption option, const char *value);

#endif
