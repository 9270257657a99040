/* main.c - the sample portal: a small news site on loopback for tests and demo */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bulletin.h"
#include "content.h"
#include "keys.h"
#include "log.h"
#include "pause.h"
#include "poll.h"
#include "server.h"
#include "store.h"

enum { REVIEW_STEP = 200, PLAN_BYTES = 256 * 1024 };

static int signal_pipe[2];

static void on_signal(int number)
{
	int saved = errno;
	ssize_t ignored = write(signal_pipe[1], "", 1);

	(void)ignored;
	(void)number;
	errno = saved;
}

static bool catch_signals(void)
{
	struct sigaction end = {.sa_handler = on_signal};
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	if (pipe(signal_pipe) != 0)
		return false;
	fcntl(signal_pipe[0], F_SETFD, FD_CLOEXEC);
	fcntl(signal_pipe[1], F_SETFD, FD_CLOEXEC);
	fcntl(signal_pipe[1], F_SETFL, O_NONBLOCK);
	sigaction(SIGTERM, &end, NULL);
	sigaction(SIGINT, &end, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
	return true;
}

static void token_set(struct user *u, const char *token)
{
	if (token != NULL)
		snprintf(u->token, sizeof u->token, "%s", token);
	else
		random_hex(u->token, 20);
}

/* The rules of the plan file; NULL after a message.  Without a file: no rules. */
static struct plan *plan_read(const char *path)
{
	char error[PLAN_ERROR];
	struct plan *plan;
	char *bytes;
	size_t size;
	FILE *f;

	if (path == NULL)
		return plan_parse("", error);
	f = fopen(path, "r");
	if (f == NULL) {
		fprintf(stderr, "portal: %s: %s\n", path, strerror(errno));
		return NULL;
	}
	bytes = mem_get(PLAN_BYTES);
	size = fread(bytes, 1, PLAN_BYTES - 1, f);
	bytes[size] = '\0';
	fclose(f);
	plan = plan_parse(bytes, error);
	if (plan == NULL)
		fprintf(stderr, "portal: %s: %s\n", path, error);
	free(bytes);
	return plan;
}

/* Whether standard input has ended; what it says is thrown away. */
static bool input_ended(void)
{
	char bytes[512];
	ssize_t size = read(STDIN_FILENO, bytes, sizeof bytes);

	return size == 0 || (size < 0 && errno != EINTR && errno != EAGAIN);
}

/* Until a signal comes or, if asked for, standard input ends. */
static void wait_for_end(struct app *app)
{
	struct pollfd fds[2] = {{.fd = signal_pipe[0], .events = POLLIN},
		{.fd = app->args.until_eof ? STDIN_FILENO : -1, .events = POLLIN}};
	int step = app->args.review > 0 ? REVIEW_STEP : -1;

	for (;;) {
		int ready = poll(fds, 2, step);

		if (ready > 0 && fds[0].revents != 0)
			return;
		if (ready > 0 && fds[1].revents != 0 && input_ended())
			return;
		if (app->args.review > 0)
			bulletin_review(app, app->args.review);
	}
}

static int serve(struct app *app, struct plan *plan)
{
	if (server_start(app, plan) == NULL)
		return 1;
	printf("url %s/\ntoken contributor %s\ntoken editor %s\n", app->base,
	    app->users[0].token, app->users[1].token);
	fflush(stdout);
	wait_for_end(app);
	pause_end(app->pause);
	server_stop(app->server);
	return 0;
}

static int run(struct app *app, struct plan *plan)
{
	int status = 1;

	app->pause = pause_new();
	app->keys = keys_new();
	app->log = log_new();
	app->users[0] = (struct user){.id = "contributor", .name = "Cộng tác viên"};
	app->users[1] = (struct user){.id = "editor", .name = "Biên tập viên",
		.editor = true};
	token_set(&app->users[0], app->args.contributor);
	token_set(&app->users[1], app->args.editor);
	poll_prepare(app->store);
	if (content_load(app->store, app->args.content))
		status = serve(app, plan);
	else
		plan_free(plan);
	log_free(app->log);
	keys_free(app->keys);
	pause_free(app->pause);
	return status;
}

int main(int argc, char **argv)
{
	struct app app = {0};
	int status = args_read(&app.args, argc, argv);
	struct plan *plan;

	if (status >= 0)
		return status;
	plan = plan_read(app.args.plan);
	if (plan == NULL)
		return 2;
	app.store = catch_signals() ? store_open(app.args.db) : NULL;
	if (app.store == NULL) {
		plan_free(plan);
		return 1;
	}
	status = run(&app, plan);
	store_free(app.store);
	return status;
}
