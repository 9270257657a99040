/* payload.c - what is put into every field: an attack, and the same made harmless */
#include "payload.h"

#define LOST "\\ufffd"

struct pair {
	const char *hostile, *harmless;
};

static const struct pair for_json[] = {
	{"\\u001b[31;5mCSI", LOST "[31;5mCSI"},
	{"\\u001b]52;c;YQ==\\u0007OSC52", LOST "]52;c;YQ==" LOST "OSC52"},
	{"\\u001b]8;;http://x.example\\u001b\\\\OSC8", LOST "]8;;http://x.example" LOST "\\\\OSC8"},
	{"\\u001bP1$tx\\u001b\\\\DCS", LOST "P1$tx" LOST "\\\\DCS"},
	{"\\u009b31m\\u009d0;x\\u009cC1", LOST "31m" LOST "0;x" LOST "C1"},
	{"\x9b" "31m\x9d" "0;x\x9c" "8bit", LOST "31m" LOST "0;x" LOST "8bit"},
	{"\xc2\x9b" "2J\xc2\x90q\xc2\x9cUTF8", LOST "2J" LOST "q" LOST "UTF8"},
	{"a\\b\\b\\u007f\\u0000\\fBS", "a" LOST LOST LOST LOST LOST "BS"},
	{"x\\ry\\u0085CR", "x\\ny\\nCR"},
	{"\\ud800x\\udc00SUR", LOST "x" LOST "SUR"},
	{"\\u202egnp\\u2066\\u200f\\u061cBIDI", LOST "gnp" LOST LOST LOST "BIDI"},
	{"a\\u0301\\u0302\\u0303\\u0304\\u0305\\u0306\\u0307ZALGO", "\\u00e1\\u0302\\u0303ZALGO"},
	{"a\\tb\\t\\tTAB", "a\\tb\\t\\tTAB"},
	{"\\u000e\\u001b(0\\u001b#8\\u001bc\\u000fSO", LOST LOST "(0" LOST "#8" LOST "c" LOST "SO"},
	{"\\ue000\\ufffe\\u200b\\ufeffPUA", LOST LOST LOST LOST "PUA"},
	{"\\udb40\\udc41\\udb40\\udc7fTAGS", LOST LOST "TAGS"},
	{"\\u001b[200~\\u001b[201~\\u0004\\u0003END\\u001b",
	 LOST "[200~" LOST "[201~" LOST LOST "END" LOST},
};

static const struct pair for_bytes[] = {
	{"\x1b[31mCSI", "\xef\xbf\xbd[31mCSI"},
	{"\xc2\x9b" "2JC1", "\xef\xbf\xbd" "2JC1"},
	{"\x9b" "31m8bit", "\xef\xbf\xbd" "31m8bit"},
	{"\x1b]0;x\x07OSC", "\xef\xbf\xbd]0;x\xef\xbf\xbdOSC"},
	{"\xe2\x80\xaegnpBIDI", "\xef\xbf\xbdgnpBIDI"},
	{"\x7f\x08" "DEL", "\xef\xbf\xbd\xef\xbf\xbd" "DEL"},
};

enum {
	IN_JSON = sizeof(for_json) / sizeof(for_json[0]),
	IN_BYTES = sizeof(for_bytes) / sizeof(for_bytes[0])
};

static size_t shift;
static bool tame;

void payload_setup(size_t turn, bool harmless)
{
	shift = turn;
	tame = harmless;
}

size_t payload_count(void)
{
	return IN_JSON;
}

static const char *half(const struct pair *p)
{
	return tame ? p->harmless : p->hostile;
}

const char *payload(size_t field)
{
	return half(&for_json[(field + shift) % IN_JSON]);
}

const char *payload_raw(size_t field)
{
	return half(&for_bytes[(field + shift) % IN_BYTES]);
}
