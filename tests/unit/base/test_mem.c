/* test_mem.c - memory that is there, or the program leaves in good order */
#include "check.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bantin/base/mem.h>

static void memory_is_zeroed(void **state)
{
	char *p = mem_alloc(100), *none = mem_alloc(0);
	int *list = mem_array(7, sizeof(*list)), *empty = mem_array(0, sizeof(*empty));

	(void)state;
	for (size_t i = 0; i < 100; i++)
		assert_int_equal(p[i], 0);
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(list[i], 0);
	assert_non_null(none);
	assert_non_null(empty);
	free(p);
	free(none);
	free(list);
	free(empty);
}

static void grown_elements_are_zeroed(void **state)
{
	size_t cap = 0;
	long *list = mem_grow(NULL, &cap, 1, sizeof(*list));

	(void)state;
	assert_true(cap >= 1);
	for (size_t i = 0; i < 1000; i++) {
		list = mem_grow(list, &cap, i + 1, sizeof(*list));
		assert_true(cap >= i + 1);
		assert_int_equal(list[i], 0);
		list[i] = (long)i;
	}
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(list[i], i);
	long *same = mem_grow(list, &cap, 5, sizeof(*list));
	assert_ptr_equal(same, list);
	free(list);
}

static void copies(void **state)
{
	char *all = mem_str("Yên Lạc"), *part = mem_strn("Yên Lạc", 4);
	char *bytes = mem_dup("a\0b", 3), *nothing = mem_dup("", 0);

	(void)state;
	assert_string_equal(all, "Yên Lạc");
	assert_string_equal(part, "Yên");
	assert_memory_equal(bytes, "a\0b", 3);
	assert_non_null(nothing);
	assert_null(mem_str(NULL));
	free(all);
	free(part);
	free(bytes);
	free(nothing);
}

static void set_replaces(void **state)
{
	char *slot = NULL;

	(void)state;
	mem_set(&slot, "một");
	assert_string_equal(slot, "một");
	mem_set(&slot, slot);
	assert_string_equal(slot, "một");
	mem_set(&slot, slot + 1);
	assert_string_equal(slot, "ột");
	mem_set(&slot, NULL);
	assert_null(slot);
}

static void wipe_overwrites(void **state)
{
	char token[] = "secret";

	(void)state;
	mem_wipe(token, 3);
	assert_memory_equal(token, "\0\0\0ret", 7);
	mem_wipe(token, sizeof(token));
	assert_memory_equal(token, "\0\0\0\0\0\0\0", 7);
}

static void leave(void)
{
	_exit(42);
}

static void come_back(void)
{
}

static void ask_for_too_much(void)
{
	size_t cap = 0;

	free(mem_grow(NULL, &cap, SIZE_MAX / 4, 8));
}

/* How a child ends that runs out of memory with this handler. */
static int end_of_child(void (*handler)(void))
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		struct rlimit no_core = {0, 0};
		setrlimit(RLIMIT_CORE, &no_core);
		signal(SIGABRT, SIG_DFL);
		mem_on_exhausted(handler);
		ask_for_too_much();
		_exit(0);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static int calls;

/* What saves runs out of memory too. */
static void save_in_vain(void)
{
	if (++calls == 2)
		_exit(7);
	ask_for_too_much();
}

static void the_handler_is_told_when_it_runs_out_itself(void **state)
{
	(void)state;
	int status = end_of_child(save_in_vain);

	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
}

static void the_handler_has_the_last_word(void **state)
{
	(void)state;
	int status = end_of_child(leave);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 42);
	status = end_of_child(come_back);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
	status = end_of_child(NULL);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed),
		cmocka_unit_test(grown_elements_are_zeroed),
		cmocka_unit_test(copies),
		cmocka_unit_test(set_replaces),
		cmocka_unit_test(wipe_overwrites),
		cmocka_unit_test(the_handler_has_the_last_word),
		cmocka_unit_test(the_handler_is_told_when_it_runs_out_itself),
	};

	return cmocka_run_group_tests_name("mem", tests, NULL, NULL);
}
