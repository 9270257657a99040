/* press.c - somebody types on the open screen while the portal attacks: how long a key takes */
#define _GNU_SOURCE
#include "check.h"

#include <dirent.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	LETTERS = 80,		/* that nothing else on the screen has: U+0250 and on */
	SETTLED = 300,		/* ms without output */
	ECHO_MAX = 30000,	/* ms */
	OVER = 500,		/* ms without a connection: the sync is over */
	LATER = 4,		/* keys after it, with pauses in which articles are indexed */
	PAUSE = 700		/* ms */
};

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* What the kernel says of the program, or -1. */
static double told(pid_t pid, const char *file, const char *head)
{
	char path[64], line[256];
	double value = -1;

	snprintf(path, sizeof(path), "/proc/%ld/%s", (long)pid, file);
	FILE *f = fopen(path, "r");
	while (f && value < 0 && fgets(line, sizeof(line), f))
		if (strncmp(line, head, strlen(head)) == 0)
			value = strtod(line + strlen(head), NULL);
	if (f)
		fclose(f);
	return value;
}

static double cpu_ms(pid_t pid)
{
	return told(pid, "schedstat", "") / 1e6;
}

static bool has_connection(pid_t pid)
{
	char path[64], name[300], target[64];
	bool any = false;

	snprintf(path, sizeof(path), "/proc/%ld/fd", (long)pid);
	DIR *d = opendir(path);
	for (struct dirent *e; d && !any && (e = readdir(d));) {
		snprintf(name, sizeof(name), "%s/%.200s", path, e->d_name);
		ssize_t n = readlink(name, target, sizeof(target) - 1);
		any = n > 7 && strncmp(target, "socket:", 7) == 0;
	}
	if (d)
		closedir(d);
	return any;
}

/* Reads until `text` has come, or (NULL) until nothing comes for `ms`. */
static bool hear(int fd, const char *text, int ms)
{
	static char heard[1 << 16];
	double end = now_ms() + ms;
	size_t n = 0;

	for (;;) {
		struct pollfd p = {fd, POLLIN, 0};
		int left = text ? (int)(end - now_ms()) : ms;
		if (left < 0 || poll(&p, 1, left) <= 0)
			return !text;
		if (n > sizeof(heard) / 2)
			n = 0;
		ssize_t got = read(fd, heard + n, sizeof(heard) - 1 - n);
		if (got <= 0)
			return false;
		n += (size_t)got;
		heard[n] = '\0';
		if (text && memmem(heard, n, text, strlen(text)))
			return true;
	}
}

static void say(int fd, const char *s)
{
	if (write(fd, s, strlen(s)) < 0)
		exit(2);
}

struct worst {
	int keys;
	double wall, cpu;	/* ms from a key to its letter on the terminal */
};

static bool press(int fd, pid_t pid, struct worst *w)
{
	int letter = 0x250 + w->keys++ % LETTERS;
	char text[3] = {(char)(0xc0 | letter >> 6), (char)(0x80 | (letter & 0x3f)), '\0'};
	double at = now_ms(), used = cpu_ms(pid);

	say(fd, text);
	if (!hear(fd, text, ECHO_MAX))
		return false;
	at = now_ms() - at;
	used = cpu_ms(pid) - used;
	w->wall = at > w->wall ? at : w->wall;
	w->cpu = used > w->cpu ? used : w->cpu;
	return true;
}

static void rest(int fd, int ms)
{
	for (double end = now_ms() + ms; now_ms() < end;)
		hear(fd, NULL, (int)(end - now_ms()) + 1);
}

/* Until the sync is over, or for so many ms. */
static bool type_on(int fd, pid_t pid, int ms, struct worst *w)
{
	double end = now_ms() + ms, seen = now_ms();

	while (now_ms() < end && now_ms() < seen + OVER) {
		if (!press(fd, pid, w))
			return false;
		rest(fd, 1 + rand() % 50);
		if (has_connection(pid))
			seen = now_ms();
	}
	for (int i = 0; i < LATER; i++) {
		rest(fd, PAUSE);
		if (!press(fd, pid, w))
			return false;
	}
	return true;
}

int check_press(char *const *words)
{
	struct winsize size = {.ws_row = 24, .ws_col = 80};
	struct worst w = {0};
	int fd, status;
	pid_t pid = forkpty(&fd, NULL, NULL, &size);

	if (pid == 0) {
		setenv("TERM", "xterm-256color", 1);
		execv(words[1], words + 1);
		_exit(127);
	}
	hear(fd, NULL, SETTLED);
	say(fd, "s");
	say(fd, "w");
	double began = cpu_ms(pid);
	rest(fd, 20);
	bool ok = type_on(fd, pid, atoi(words[0]) * 1000, &w);
	printf("%d %d %.0f %.0f %.0f %.0f\n", ok ? 0 : 1, w.keys, w.wall, w.cpu,
	       told(pid, "status", "VmHWM:"), cpu_ms(pid) - began);
	kill(pid, SIGTERM);
	for (double end = now_ms() + ECHO_MAX; waitpid(pid, &status, WNOHANG) == 0;) {
		if (now_ms() > end)
			kill(pid, SIGKILL);
		hear(fd, NULL, 10);
	}
	return 0;
}
