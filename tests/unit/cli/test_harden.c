/* test_harden.c - no other program can be started, and nothing is written elsewhere */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <bantin/base/file.h>

#include "../../../src/cli/harden.h"
#include "../base/folder.h"

/* In a child, for nothing of this can be taken back; its exit status. */
static int in_child(int (*work)(const char *dir), const char *dir)
{
	int status;
	pid_t child = fork();

	if (child == 0)
		_exit(work(dir));
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

enum { NOT_HERE = 77 };

static int start_program(const char *dir)
{
	char *const argv[] = {(char[]){"true"}, NULL};

	(void)dir;
	harden_start();
	if (!harden_state().no_programs)
		return NOT_HERE;
	execv("/bin/true", argv);
	return errno == EPERM ? 0 : 1;
}

static int grandchild(const char *dir)
{
	int status;

	harden_start();
	if (!harden_state().no_programs)
		return NOT_HERE;
	pid_t child = fork();
	if (child == 0)
		_exit(start_program(dir));
	return waitpid(child, &status, 0) == child ? WEXITSTATUS(status) : 1;
}

static void no_program_is_started(void **state)
{
	int status = in_child(start_program, *state);

	if (status == NOT_HERE)
		return;
	assert_int_equal(status, 0);
	assert_int_equal(in_child(grandchild, *state), 0);
}

static int what_is_in_force(const char *dir)
{
	(void)dir;
	harden_start();
	struct harden_state h = harden_state();
	return h.no_dumps && h.no_privileges ? 0 : 1;
}

static void no_core_file_is_written(void **state)
{
	assert_int_equal(in_child(what_is_in_force, *state), 0);
}

static bool writes(const char *dir, const char *name)
{
	char *path = file_join(dir, name);
	bool ok = file_write(path, "chữ", 5, NULL);

	free(path);
	return ok;
}

static bool reads(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static bool makes_folder(const char *dir)
{
	char *path = file_join(dir, "moi");
	bool ok = mkdir(path, 0700) == 0;

	free(path);
	return ok;
}

/* Each step that does not go as it should has its own exit status. */
static int write_about(const char *dir)
{
	char *ours = file_join(dir, "ours"), *asked = file_join(dir, "asked");
	char *old = file_join(dir, "old.txt"), *missing = file_join(dir, "missing");
	struct harden_place list[] = {{ours, HARDEN_ALL},
				      {asked, HARDEN_FILES},
				      {missing, HARDEN_ALL},
				      {"/dev", HARDEN_DEVICES}};

	mkdir(ours, 0700);
	mkdir(asked, 0700);
	if (!writes(dir, "old.txt"))
		return 1;
	harden_start();
	harden_places(list, 4);
	if (!harden_state().places)
		return NOT_HERE;
	if (!writes(ours, "desk.txt") || !makes_folder(ours))
		return 2;
	/* twice: the second one replaces */
	if (!writes(asked, "out.md") || !writes(asked, "out.md") || makes_folder(asked))
		return 3;
	if (writes(dir, "new.txt") || makes_folder(dir) || unlink(old) == 0)
		return 4;
	if (open(old, O_WRONLY) >= 0 || errno != EACCES || truncate(old, 0) == 0)
		return 5;
	if (!reads(old) || !reads("/etc/passwd"))
		return 6;
	int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	return fd >= 0 && write(fd, "x", 1) == 1 ? 0 : 7;
}

static void writing_elsewhere_is_refused(void **state)
{
	int status = in_child(write_about, *state);

	if (status == NOT_HERE)
		return;
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(no_program_is_started, folder_make,
						folder_remove),
		cmocka_unit_test_setup_teardown(no_core_file_is_written, folder_make,
						folder_remove),
		cmocka_unit_test_setup_teardown(writing_elsewhere_is_refused, folder_make,
						folder_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
