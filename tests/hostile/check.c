/* check.c - what may reach a terminal, and what a program took to run */
#define _GNU_SOURCE
#include "check.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SIGN_MAX = 200, SIGNS_MAX = 20000, FILE_MAX = 256 << 20 };

static unsigned char *whole(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	size_t cap = 1 << 16;
	unsigned char *s = malloc(cap + 1);

	*n = 0;
	for (size_t got = 1; f && s && got > 0;) {
		if (*n == cap)
			s = cap < FILE_MAX ? realloc(s, (cap *= 2) + 1) : NULL;
		got = s ? fread(s + *n, 1, cap - *n, f) : 0;
		*n += got;
	}
	if (!f || !s) {
		fprintf(stderr, "hostile: %s cannot be read\n", path);
		exit(2);
	}
	fclose(f);
	s[*n] = '\0';
	return s;
}

/* One code point; 0 bytes: ill-formed. Overlong forms and surrogates are ill-formed. */
static size_t decode(const unsigned char *s, const unsigned char *end, uint32_t *cp)
{
	size_t n = *s < 0x80 ? 1 : *s >= 0xf0 && *s <= 0xf4 ? 4 : *s >= 0xe0 ? 3 : 2;
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};

	*cp = n == 1 ? *s : (uint32_t)*s & (0xffu >> (n + 1));
	if (n == 1)
		return 1;
	if (*s < 0xc2 || *s > 0xf4 || (size_t)(end - s) < n)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*cp = *cp << 6 | (s[i] & 0x3fu);
	}
	return *cp < least[n] || *cp > 0x10ffff || (*cp >= 0xd800 && *cp < 0xe000) ? 0 : n;
}

/* Turns text about, hides in it, or is a control of eight bits. */
static bool is_sly(uint32_t cp)
{
	return (cp >= 0x7f && cp < 0xa0) || cp == 0x61c || (cp >= 0x200b && cp < 0x2010 &&
	       cp != 0x200d) || (cp >= 0x2028 && cp < 0x202f) ||
	       (cp >= 0x2060 && cp < 0x2070) || cp == 0xfeff ||
	       (cp >= 0xe000 && cp < 0xf900) || (cp >= 0xe0000 && cp < 0xe1000);
}

static bool text_is_safe(const char *path)
{
	size_t n;
	unsigned char *s = whole(path, &n);
	uint32_t cp = 0;
	size_t i = 0, step = 1;

	for (; i < n && step > 0; i += step) {
		step = decode(s + i, s + n, &cp);
		if (step == 0 || is_sly(cp) || (cp < ' ' && cp != '\n' && cp != '\t'))
			break;
	}
	if (i < n) {
		size_t from = i > 30 ? i - 30 : 0;
		printf("%s: at byte %zu: ", path, i);
		for (; from < n && from < i + 30; from++)
			printf(s[from] >= ' ' && s[from] < 0x7f ? "%c" : "<%02x>", s[from]);
		printf("\n");
	}
	free(s);
	return i >= n;
}

int check_text(char *const *files)
{
	int status = 0;

	for (; *files; files++)
		if (!text_is_safe(*files))
			status = 1;
	return status;
}

/* --- signs: controls and escape sequences in a stream ---------------------------------- */

struct signs {
	char (*list)[SIGN_MAX];
	size_t count;
};

static bool is_known(const struct signs *s, const char *sign)
{
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->list[i], sign) == 0)
			return true;
	return false;
}

static void learn(struct signs *s, const char *sign)
{
	if (s->count < SIGNS_MAX && !is_known(s, sign))
		strcpy(s->list[s->count++], sign);
}

/* Of "CSI 0;4m" each part by itself: which of them stand together is a matter of the
 * text. True where all are known, or now are. */
static bool all_known(struct signs *s, const char *sign, bool learning)
{
	char part[SIGN_MAX];
	size_t n = strlen(sign);
	bool known = true;

	if (strncmp(sign, "CSI ", 4) != 0 || sign[n - 1] != 'm') {
		if (learning)
			learn(s, sign);
		return is_known(s, sign);
	}
	for (const char *at = sign + 4; at < sign + n; at += strcspn(at, ";m") + 1) {
		sprintf(part, "CSI %.*sm", (int)strcspn(at, ";m"), at);
		if (learning)
			learn(s, part);
		known = known && is_known(s, part);
	}
	return known;
}

/* ESC [ parameters intermediates final: where the cursor goes is a matter of the text. */
static size_t csi(const unsigned char *s, size_t n, char *sign)
{
	size_t i = 2, used = 0;

	while (i < n && s[i] >= 0x20 && s[i] < 0x40)
		i++;
	unsigned char final = i < n ? s[i] : '?';
	bool moves = strchr("@ABCDEFGHIJKLMPSTXZ`abdefr", final) != NULL;
	used += (size_t)sprintf(sign, "CSI ");
	for (size_t k = 2; k < i && used < SIGN_MAX - 40; k++)
		if (!moves || (s[k] > '9' && s[k] != ';'))
			sign[used++] = (char)s[k];
	sign[used++] = (char)final;
	sign[used] = '\0';
	return i < n ? i + 1 : n;
}

/* OSC, DCS, SOS, PM, APC: up to BEL or ST. */
static size_t string(const unsigned char *s, size_t n, char *sign)
{
	size_t i = 2;

	while (i < n && s[i] != 7 && s[i] != 0x1b)
		i++;
	snprintf(sign, SIGN_MAX, "string %c%.*s", s[1], (int)(i < 100 ? i - 2 : 98), s + 2);
	return i < n ? i + 1 : n;
}

/* Bytes of the sign at s, which is no text; its name goes to sign. */
static size_t escape(const unsigned char *s, size_t n, char *sign)
{
	size_t i = 1;

	if (n > 1 && s[1] == '[')
		return csi(s, n, sign);
	if (n > 1 && strchr("]PX^_", s[1]))
		return string(s, n, sign);
	while (i < n && s[i] >= 0x20 && s[i] < 0x30 && i < 8)
		i++;
	snprintf(sign, SIGN_MAX, "ESC %.*s", (int)(i < n ? i : n - 1), s + 1);
	return i < n ? i + 1 : n;
}

/* The bytes of the next sign, or of one character of text (sign is ""). */
static size_t next(const unsigned char *s, size_t n, char *sign)
{
	uint32_t cp;
	size_t len = decode(s, s + n, &cp);

	sign[0] = '\0';
	if (len > 0 && cp == 0x1b)
		return escape(s, n, sign);
	if (len == 0)
		sprintf(sign, "byte %02x", *s);
	else if (cp < ' ' || is_sly(cp))
		sprintf(sign, "U+%04X", (unsigned)cp);
	return len ? len : 1;
}

int check_stream(const char *clean, const char *other)
{
	struct signs known = {.list = malloc(SIGNS_MAX * sizeof(*known.list))};
	char sign[SIGN_MAX];
	size_t n, bad = 0, all = 0;
	unsigned char *s = whole(clean, &n);

	learn(&known, "U+0008");
	learn(&known, "U+000A");
	learn(&known, "U+000D");
	for (size_t i = 0; i < n;) {
		i += next(s + i, n - i, sign);
		if (sign[0])
			all_known(&known, sign, true);
	}
	free(s);
	s = whole(other, &n);
	for (size_t i = 0; i < n;) {
		i += next(s + i, n - i, sign);
		all += sign[0] != '\0';
		if (sign[0] && !all_known(&known, sign, false) && bad++ < 10)
			printf("%s: at byte %zu: %s\n", other, i, sign);
	}
	printf("%zu signs known, %zu met, %zu unknown\n", known.count, all, bad);
	free(s);
	free(known.list);
	return bad > 0 || all == 0;
}

/* --- running ---------------------------------------------------------------------------- */

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void start(char *const *words)
{
	int out = open(words[1], O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int err = open(words[2], O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (out < 0 || err < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
		_exit(126);
	execvp(words[3], words + 3);
	_exit(127);
}

static pid_t running;
static volatile sig_atomic_t late;

static void on_alarm(int sig)
{
	(void)sig;
	late = 1;
	kill(running, SIGKILL);
}

int check_run(char *const *words)
{
	struct rusage used;
	long begun = now_ms();
	int status = 0;

	running = fork();
	if (running == 0)
		start(words);
	signal(SIGALRM, on_alarm);
	alarm((unsigned)strtoul(words[0], NULL, 10));
	while (wait4(running, &status, 0, &used) < 0)
		;
	alarm(0);
	int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	printf("%d %ld %ld\n", late ? 124 : code, used.ru_maxrss, now_ms() - begun);
	return 0;
}
