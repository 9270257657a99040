/* test_fetch.c - a file fetched over a line that breaks, from portals that lie */
#include <sys/stat.h>

#include <bantin/base/file.h>

#include "stub.h"

#define FILE_NAME "cong-van-512-300kB.pdf"
#define PDF "application/pdf"

enum { SIZE = 300000 };

struct fetching {
	struct world w;
	char *url, *folder;
	struct fetch_file file;
};

/* A sample portal whose one article has one file. */
static void fetching_open(struct fetching *f)
{
	static const char article[] =
		"title: Công văn số 512\nsection: chi-dao-dieu-hanh\n"
		"published: 2020-05-18T08:00:00+07:00\n"
		"attachment: Công văn | " FILE_NAME " | " PDF "\n\n<p>Nội dung.</p>\n";
	char dir[] = "/tmp/bantin-content-XXXXXX";
	struct err e = {0};

	assert_non_null(mkdtemp(dir));
	char *path = file_join(dir, "01-cong-van.article");
	assert_true(file_write(path, article, sizeof(article) - 1, &e));
	const char *options[] = {"--content", dir, NULL};
	*f = (struct fetching){0};
	world_sample(&f->w, options, CAN_KEYS);
	unlink(path);
	rmdir(dir);
	free(path);
	struct buf b = {0};
	buf_addf(&b, "%sfiles/" FILE_NAME, f->w.sample.url);
	f->url = buf_take(&b);
	f->folder = file_join(f->w.dir, "files");
	f->file = (struct fetch_file){.url = f->url, .type = PDF, .size = -1,
				      .folder = f->folder, .fd = -1};
}

static void fetching_close(struct fetching *f)
{
	free(f->url);
	free(f->folder);
	world_close(&f->w);
}

static struct fetch_report run(struct world *w, const struct fetch_file *file)
{
	struct fetch_report r;
	struct err e = {0};

	if (!sync_fetch(w->sync, file, &e))
		fail_msg("%s", e.text);
	while (sync_fetching(w->sync) && !world_late) {
		sync_wait(w->sync, NULL, 0, 100, NULL);
		sync_step(w->sync);
	}
	if (world_late)
		fail_msg("the file did not come in time");
	sync_fetch_report(w->sync, &r);
	return r;
}

/* Whole, in order, ours alone. */
static void assert_whole(const struct fetch_report *r)
{
	struct buf b = {0};
	struct stat st;

	if (r->state != FETCH_DONE)
		fail_msg("%s", r->err.text);
	assert_true(r->done >= SIZE && r->done == r->total);
	assert_true(file_read(r->path, 1 << 20, &b, NULL));
	assert_int_equal(b.len, r->done);
	assert_true(strncmp(b.s, "%PDF-1.4\n% dong 0\n", 18) == 0);
	assert_string_equal(b.s + b.len - 6, "%%EOF\n");
	for (unsigned long i = 0, at = 9; at + 100 < SIZE; i++) {
		unsigned long line;
		assert_int_equal(sscanf(b.s + at, "%% dong %lu", &line), 1);
		assert_int_equal(line, i);
		at += strcspn(b.s + at, "\n") + 1;
	}
	assert_int_equal(stat(r->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	buf_clear(&b);
}

static void at_once(void **state)
{
	struct fetching f;
	struct stat st;

	(void)state;
	fetching_open(&f);
	struct fetch_report r = run(&f.w, &f.file);
	assert_whole(&r);
	assert_false(r.resumed);
	assert_string_equal(strrchr(r.path, '/') + 1, FILE_NAME);
	assert_int_equal(stat(f.folder, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	r = run(&f.w, &f.file);
	assert_string_equal(strrchr(r.path, '/') + 1, "cong-van-512-300kB (2).pdf");
	fetching_close(&f);
}

static void the_size_before(void **state)
{
	struct fetching f;
	struct fetch_report r;

	(void)state;
	fetching_open(&f);
	assert_true(sync_fetch_look(f.w.sync, &f.file, NULL));
	assert_false(sync_fetch_look(f.w.sync, &f.file, NULL));
	while (sync_fetching(f.w.sync)) {
		sync_wait(f.w.sync, NULL, 0, 100, NULL);
		sync_step(f.w.sync);
	}
	sync_fetch_report(f.w.sync, &r);
	assert_int_equal(r.state, FETCH_LOOKED);
	assert_true(r.total >= SIZE && r.done == 0);
	assert_int_equal(sample_requests(&f.w.sample, "GET\",\"path\":\"/files"), 0);
	fetching_close(&f);
}

static void over_a_line_that_breaks(void **state)
{
	struct fetching f;

	(void)state;
	fetching_open(&f);
	sample_plan(&f.w.sample, "path=/files times=3 truncate=70000");
	struct fetch_report r = run(&f.w, &f.file);
	assert_whole(&r);
	assert_true(r.resumed);
	assert_int_equal(sample_requests(&f.w.sample, "\"status\":206"), 3);
	fetching_close(&f);
}

/* The line stays down; hours later the rest is asked for, and no more. */
static void gone_on_from_later(void **state)
{
	struct fetching f;

	(void)state;
	fetching_open(&f);
	sample_plan(&f.w.sample, "path=/files nth=1 truncate=70000\n"
				 "path=/files reset=before");
	struct fetch_report r = run(&f.w, &f.file);
	assert_int_equal(r.state, FETCH_FAILED);
	assert_int_equal(r.err.kind, ERR_NET);
	assert_int_equal(r.done, 70000);
	sample_plan(&f.w.sample, "");
	r = run(&f.w, &f.file);
	assert_whole(&r);
	assert_true(r.resumed);
	assert_int_equal(sample_requests(&f.w.sample, "\"status\":206"), 1);
	fetching_close(&f);
}

/* Another version there since: nothing of the old one is in the new file. */
static void changed_in_between(void **state)
{
	struct fetching f;
	struct buf b = {0};
	struct err e = {0};

	(void)state;
	fetching_open(&f);
	sample_plan(&f.w.sample, "path=/files nth=1 truncate=70000\n"
				 "path=/files reset=before");
	run(&f.w, &f.file);
	sample_plan(&f.w.sample, "");
	buf_addf(&b, "%s/" FILE_NAME ".part.from", f.folder);
	char *note = buf_take(&b);
	buf_addf(&b, "%s\n\"mot-ban-cu\"\n70000\n", f.url);
	assert_true(file_write(note, b.s, b.len, &e));
	struct fetch_report r = run(&f.w, &f.file);
	assert_whole(&r);
	assert_false(r.resumed);
	assert_int_equal(sample_requests(&f.w.sample, "\"status\":206"), 0);
	buf_clear(&b);
	free(note);
	fetching_close(&f);
}

static bool has_some(struct world *w)
{
	struct fetch_report r;

	sync_fetch_report(w->sync, &r);
	return r.done > 0;
}

static void stopped(void **state)
{
	struct fetching f;
	struct fetch_report r;

	(void)state;
	fetching_open(&f);
	sample_plan(&f.w.sample, "path=/files slow=40000");
	assert_true(sync_fetch(f.w.sync, &f.file, NULL));
	assert_false(sync_busy(f.w.sync));	/* reading and sending are not held up */
	world_until(&f.w, has_some);
	sync_fetch_stop(f.w.sync);
	sync_fetch_report(f.w.sync, &r);
	assert_int_equal(r.err.kind, ERR_CANCELLED);
	sample_plan(&f.w.sample, "");
	r = run(&f.w, &f.file);
	assert_whole(&r);
	assert_true(r.resumed);
	fetching_close(&f);
}

static void refusals(void **state)
{
	static const struct {
		const char *plan;
		enum err_kind kind;
	} cases[] = {
		{"path=/files status=404", ERR_REFUSED},
		{"path=/files status=403", ERR_REFUSED},
		{"path=/files status=503", ERR_NET},
		{"path=/files body=html", ERR_FORMAT},	/* a captive portal */
		{"path=/files reset=before", ERR_NET},
		{"path=/files truncate-head=30", ERR_NET},
	};
	struct fetching f;

	(void)state;
	fetching_open(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		sample_plan(&f.w.sample, cases[i].plan);
		struct fetch_report r = run(&f.w, &f.file);
		assert_int_equal(r.state, FETCH_FAILED);
		assert_int_equal(r.err.kind, cases[i].kind);
		assert_true(r.err.text[0] != '\0');
	}
	sync_set_offline(f.w.sync, true);
	struct err e = {0};
	assert_false(sync_fetch(f.w.sync, &f.file, &e));
	assert_int_equal(e.kind, ERR_NET);
	fetching_close(&f);
}

static void not_begun(void **state)
{
	struct fetching f;
	struct err e = {0};

	(void)state;
	fetching_open(&f);
	struct fetch_file file = f.file;
	file.size = (int64_t)FETCH_MAX + 1;
	assert_false(sync_fetch(f.w.sync, &file, &e));
	assert_int_equal(e.kind, ERR_LIMIT);
	file = f.file;
	file.url = "http://cong.example/a.pdf";	/* no plain http beyond this machine */
	assert_false(sync_fetch(f.w.sync, &file, &e));
	assert_int_equal(e.kind, ERR_USAGE);
	file = f.file;
	file.path = "/khong-co/a.pdf";
	assert_false(sync_fetch(f.w.sync, &file, &e));
	assert_int_equal(e.kind, ERR_FAILED);
	assert_int_equal(sample_requests(&f.w.sample, "/files"), 0);
	fetching_close(&f);
}

/* No token goes with it, not even to the portal itself. */
static void portals_that_lie(void **state)
{
	static const struct stub_page pages[] = {
		{"/part.pdf", "HTTP/1.1 206 Partial Content\r\n"
		 "Content-Range: bytes 5-8/9\r\nContent-Type: application/pdf\r\n", "lạc"},
		{"/huge.pdf", "HTTP/1.1 200 OK\r\nX: 1\r\n", "nhỏ"},
		{"/cut.pdf", "HTTP/1.1 200 OK\r\n", "ngắn"},
		{"/empty.pdf", "HTTP/1.1 200 OK\r\n", ""},
		{0}
	};
	static const struct {
		const char *path;
		int64_t size;
		enum fetch_state state;
	} cases[] = {
		{"part.pdf", -1, FETCH_FAILED},	/* nobody asked for a part */
		{"huge.pdf", FETCH_MAX, FETCH_DONE},	/* the article was wrong */
		{"cut.pdf", 6, FETCH_DONE},
		{"empty.pdf", -1, FETCH_DONE},
	};
	struct world w = {0};
	struct stub stub;

	(void)state;
	stub_start(&stub, pages);
	world_open(&w, stub.url, 0);
	char *folder = file_join(w.dir, "files");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *url = file_join(stub.url, cases[i].path);
		struct fetch_file file = {.url = url, .type = PDF, .size = cases[i].size,
					  .folder = folder, .fd = -1};
		struct fetch_report r = run(&w, &file);
		assert_int_equal(r.state, cases[i].state);
		free(url);
	}
	free(folder);
	world_close(&w);
	stub_stop(&stub);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_once),
		cmocka_unit_test(the_size_before),
		cmocka_unit_test(over_a_line_that_breaks),
		cmocka_unit_test(gone_on_from_later),
		cmocka_unit_test(changed_in_between),
		cmocka_unit_test(stopped),
		cmocka_unit_test(refusals),
		cmocka_unit_test(not_begun),
		cmocka_unit_test(portals_that_lie),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
