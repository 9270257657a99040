/* reason.c - why no secure connection came about, in words that a clerk understands */
#include "reason.h"

#include <stddef.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>

static const struct {
	long verified;	/* X509_V_ERR_... */
	const char *words;
} certificates[] = {
	/* a good chain: 1 is libcurl's own way to say that it was not told */
	{0, N_("The portal's certificate is for another name")},
	{1, N_("The portal's certificate is for another name")},
	{62, N_("The portal's certificate is for another name")},
	{9, N_("The portal's certificate is not valid yet, or the clock here is slow")},
	{10, N_("The portal's certificate has expired, or the clock here is fast")},
	{18, N_("The portal's certificate is signed by itself alone")},
	{19, N_("The portal's certificate is signed by nobody whom this machine trusts")},
	{20, N_("The portal's certificate is signed by nobody whom this machine trusts")},
	{21, N_("The portal's certificate is signed by nobody whom this machine trusts")},
	{23, N_("The portal's certificate has been revoked")},
};

const char *reason_certificate(long verified)
{
	/* whatever it says of the certificate: it was judged by a wrong clock */
	if (clock_is_slow() && (verified == 9 || verified == 10))
		return _("The clock of this machine is far too slow, so certificates seem "
			 "invalid; have it set");
	for (size_t i = 0; i < sizeof(certificates) / sizeof(certificates[0]); i++)
		if (certificates[i].verified == verified)
			return gettext(certificates[i].words);
	return _("The portal's certificate is not valid");
}

const char *reason_handshake(const char *error)
{
	/* there are no codes for these */
	if (strstr(error, "unsupported protocol") || strstr(error, "protocol version"))
		return _("The portal speaks only an old TLS that is not safe any more");
	if (strstr(error, "wrong version number"))
		return _("The portal does not speak TLS at this address");
	return _("No secure connection could be made");
}
