/* reason.h - why no secure connection came about, in words that a clerk understands */
#ifndef BANTIN_NET_REASON_H
#define BANTIN_NET_REASON_H

/* verified: what the TLS library says of a certificate that was not taken, as
 * CURLINFO_SSL_VERIFYRESULT has it (X509_V_ERR_...). */
const char *reason_certificate(long verified);

/* error: the library's own words on a handshake that failed. */
const char *reason_handshake(const char *error);

#endif
