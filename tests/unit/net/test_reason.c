/* test_reason.c - each way to fail at a secure connection has a sentence of its own */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/net/reason.h"

static void certificates(void **state)
{
	static const struct {
		long verified;
		const char *said;
	} cases[] = {
		{10, "expired"}, {9, "not valid yet"}, {18, "by itself"}, {19, "nobody"},
		{20, "nobody"},	 {21, "nobody"},       {62, "another name"},
		{1, "another name"}, {7, "not valid"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_non_null(strstr(reason_certificate(cases[i].verified), cases[i].said));
}

static void handshakes(void **state)
{
	(void)state;
	assert_non_null(strstr(reason_handshake("error:0A000102:SSL routines::"
						"unsupported protocol"), "old TLS"));
	assert_non_null(strstr(reason_handshake("error:0A00042E:SSL routines::"
						"tlsv1 alert protocol version"), "old TLS"));
	assert_non_null(strstr(reason_handshake("error:0A00010B:SSL routines::"
						"wrong version number"), "does not speak"));
	assert_non_null(strstr(reason_handshake(""), "No secure connection"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(certificates),
		cmocka_unit_test(handshakes),
	};

	return cmocka_run_group_tests_name("reason", tests, NULL, NULL);
}
