/* serve.c - bantin loaded once: each run is a fork of it just before main */
#define _GNU_SOURCE
#include "inject.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * Loading its libraries is most of what a short run of bantin costs. Where FAULT_SERVE
 * names a folder, main is not entered: for each byte on SERVE_IN a child takes the
 * command line and the environment from the file "request" there (argument count, then
 * the arguments and the environment, each ended by a NUL), its three standard files from
 * "in", "out" and "err", and goes on into main. How it ended is written to SERVE_OUT.
 */
enum { WORDS_MAX = 64, REQUEST_MAX = 16384 };

typedef int main_fn(int, char **, char **);

static main_fn *real_main;
static char request[REQUEST_MAX];
static char *words[WORDS_MAX + 2];

static int open_in(const char *folder, const char *name, int flags)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, 0600);
}

static void redirect(const char *folder, const char *name, int flags, int to)
{
	int fd = open_in(folder, name, flags);

	if (fd < 0 || syscall(SYS_dup2, fd, to) < 0)
		_exit(127);
	syscall(SYS_close, fd);
}

/* Sets *argc and returns argv; behind its NULL stands the environment. */
static char **take_request(const char *folder, int *argc)
{
	int fd = open_in(folder, "request", O_RDONLY);
	long n = syscall(SYS_read, fd, request, sizeof(request) - 1);
	char *at = request;
	int put = 0;

	syscall(SYS_close, fd);
	*argc = atoi(at);
	at += strlen(at) + 1;
	for (int i = 0; n > 0 && at < request + n && put < WORDS_MAX; i++) {
		if (i == *argc)
			words[put++] = NULL;
		words[put++] = at;
		at += strlen(at) + 1;
	}
	words[put] = NULL;
	return words;
}

static int child(const char *folder)
{
	int argc;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	char **argv = take_request(folder, &argc);
	redirect(folder, "in", O_RDONLY, 0);
	redirect(folder, "out", O_WRONLY | O_CREAT | O_TRUNC, 1);
	redirect(folder, "err", O_WRONLY | O_CREAT | O_TRUNC, 2);
	syscall(SYS_close, SERVE_IN);
	syscall(SYS_close, SERVE_OUT);
	environ = argv + argc + 1;
	if (chdir(folder) != 0)
		_exit(127);
	alarm(RUN_SECONDS);
	inject_start();
	return real_main(argc, argv, environ);
}

static int serve(int argc, char **argv, char **envp)
{
	const char *folder = getenv("FAULT_SERVE");
	char byte;

	if (!folder) {
		inject_start();
		return real_main(argc, argv, envp);
	}
	while (syscall(SYS_read, SERVE_IN, &byte, 1) == 1) {
		int status = 127 << 8;
		pid_t pid = fork();
		if (pid == 0)
			return child(folder);
		if (pid > 0)
			waitpid(pid, &status, 0);
		if (syscall(SYS_write, SERVE_OUT, &status, sizeof(status)) < 0)
			break;
	}
	_exit(0);
}

int __libc_start_main(main_fn *entry, int argc, char **argv, void (*init)(void),
		      void (*fini)(void), void (*rtld_fini)(void), void *stack_end);

int __libc_start_main(main_fn *entry, int argc, char **argv, void (*init)(void),
		      void (*fini)(void), void (*rtld_fini)(void), void *stack_end)
{
	__typeof__(__libc_start_main) *next =
		(__typeof__(__libc_start_main) *)dlsym(RTLD_NEXT, "__libc_start_main");

	real_main = entry;
	return next(serve, argc, argv, init, fini, rtld_fini, stack_end);
}
