/* outcome.c - what became of a transfer, and why it failed, from what libcurl says of it */
#include "outcome.h"

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>

#include "curl.h"
#include "reason.h"

static bool is_tls_failure(unsigned code)
{
	switch (code) {
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_CRL_BADFILE:
	case CURLE_SSL_ISSUER_ERROR:
	case CURLE_SSL_INVALIDCERTSTATUS:
		return true;
	default:
		return false;
	}
}

/* Nothing of the request can have arrived (portal.md, exactly once, 4). */
static bool is_unsent(const struct http_call *c, unsigned code)
{
	curl_off_t secured = 0, connected = 0;

	if (code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_RESOLVE_PROXY)
		return true;
	/* Refused, unreachable or silent: without a connection no byte has left. A proxy
	 * may have one where we have none. */
	curl->easy_getinfo(c->easy, CURLINFO_CONNECT_TIME_T, &connected);
	if (code == CURLE_COULDNT_CONNECT ||
	    (code == CURLE_OPERATION_TIMEDOUT && connected == 0))
		return c->direct;
	curl->easy_getinfo(c->easy, CURLINFO_APPCONNECT_TIME_T, &secured);
	return is_tls_failure(code) && secured == 0;
}

bool outcome_is_late(const struct http_call *c, int patience)
{
	curl_off_t sent = 0, body = 0;
	long head = 0;

	curl->easy_getinfo(c->easy, CURLINFO_SIZE_UPLOAD_T, &sent);
	curl->easy_getinfo(c->easy, CURLINFO_SIZE_DOWNLOAD_T, &body);
	curl->easy_getinfo(c->easy, CURLINFO_HEADER_SIZE, &head);
	if (c->request.patience > 0)
		patience = c->request.patience;
	return call_is_late(clock_mono() - c->begun,
			    c->wire_before + sent + body + head, patience);
}

enum http_outcome outcome_of(const struct http_call *c, unsigned code)
{
	if (c->stop == STOP_BODY)
		return HTTP_TOO_BIG;
	if (c->stop == STOP_RECEIVER)
		return HTTP_STOPPED;
	if (c->stop == STOP_NONE && code == CURLE_OK && c->head.complete)
		return HTTP_ANSWERED;
	return c->stop == STOP_NONE && is_unsent(c, code) ? HTTP_NOT_SENT : HTTP_LOST;
}

static const char *tls_reason(const struct http_call *c, unsigned code)
{
	long verified = -1;

	if (code == CURLE_SSL_CACERT_BADFILE)
		return _("The portal's file of trusted certificates (ca) holds none");
	if (c->redirects > 0)
		return _("The portal sent to another address that is not secure: perhaps "
			 "a sign-in page of the network stands in between");
	if (code != CURLE_PEER_FAILED_VERIFICATION)
		return reason_handshake(c->error);
	curl->easy_getinfo(c->easy, CURLINFO_SSL_VERIFYRESULT, &verified);
	return reason_certificate(verified);
}

const char *outcome_reason(const struct http_call *c, unsigned code)
{
	if (c->stop == STOP_BODY || c->stop == STOP_HEAD)
		return _("The answer is too large");
	if (c->stop == STOP_PACKED)
		return _("The answer is packed wrongly");
	if (c->stop == STOP_RECEIVER)
		return _("Reading was stopped");
	if (is_tls_failure(code))
		return tls_reason(c, code);
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
		return _("The address was not found: no line, or a wrong name");
	case CURLE_COULDNT_RESOLVE_PROXY:
		return _("The proxy's address was not found");
	case CURLE_COULDNT_CONNECT:
		return _("The portal cannot be reached");
	case CURLE_OPERATION_TIMEDOUT:
		return _("No answer in time");
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_WEIRD_SERVER_REPLY:
		return _("The answer is no HTTP");
	case CURLE_BAD_CONTENT_ENCODING:
		return _("The answer is packed wrongly");
	case CURLE_PROXY:
		return _("The proxy refused");
	default:
		return _("The connection broke off");
	}
}
