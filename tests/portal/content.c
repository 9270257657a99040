/* content.c - the portal's own articles, read from text files into the database */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blob.h"
#include "content.h"
#include "text.h"
#include "when.h"

struct embedded_file {
	const char *name;
	const unsigned char *data;
	size_t size;
};

extern const struct embedded_file embedded_files[];
extern const size_t embedded_count;

enum { ARTICLE_MAX = 4 * 1024 * 1024 };	/* bytes */

const struct section sections[SECTION_COUNT] = {
	{"tin-tuc-su-kien", "Tin tức - Sự kiện"},
	{"chi-dao-dieu-hanh", "Chỉ đạo điều hành"},
	{"nong-thon-moi", "Nông thôn mới"},
	{"van-hoa-xa-hoi", "Văn hóa - Xã hội"},
	{"thong-bao", "Thông báo"},
};

/* One article while it is read; the texts point into its file. */
struct article {
	const char *file;
	const char *title, *section, *summary, *author, *html;
	const char *image, *image_alt;
	long long published, updated;
	json_t *tags;
	json_t *attachments;
	json_t *document;
};

const struct section *section_find(const char *name)
{
	for (size_t i = 0; i < SECTION_COUNT; i++) {
		if (strcmp(name, sections[i].id) == 0
		    || strcmp(name, sections[i].title) == 0)
			return &sections[i];
	}
	return NULL;
}

/* Cuts the next field from a line like "a | b | c"; "" past the end. */
static char *next_field(char **line)
{
	char *field = *line;
	char *bar = strchr(field, '|');

	*line = bar != NULL ? bar + 1 : field + strlen(field);
	if (bar != NULL)
		*bar = '\0';
	return text_trim(field);
}

/* A generated file under /files/, unless it is there already; its size in bytes. */
static size_t make_file(struct store *store, const char *name, const char *mime)
{
	size_t size;
	char *bytes = store_bytes(
	    store, &size, "SELECT data FROM file WHERE name = ?1", "s", name);

	if (bytes == NULL) {
		bytes = blob_make(name, mime, &size);
		store_run(store, "INSERT INTO file VALUES (?1, ?2, NULL, ?3)", "ssb",
		    name, mime, bytes, size);
	}
	free(bytes);
	return size;
}

static bool read_attachment(struct article *a, struct store *store, char *value)
{
	const char *title = next_field(&value);
	const char *file = next_field(&value);
	const char *mime = next_field(&value);
	json_t *row;

	if (title[0] == '\0' || file[0] == '\0' || strchr(file, '/') != NULL)
		return false;
	if (mime[0] == '\0')
		mime = "application/pdf";
	row = json_pack("{ss+ ss ss sI}", "path", "/files/", file, "title", title,
	    "mime_type", mime, "size_in_bytes", (json_int_t)make_file(store, file, mime));
	return row != NULL && json_array_append_new(a->attachments, row) == 0;
}

static bool read_image(struct article *a, struct store *store, char *value)
{
	a->image = next_field(&value);
	a->image_alt = next_field(&value);
	if (a->image[0] == '\0' || strchr(a->image, '/') != NULL)
		return false;
	make_file(store, a->image, "image/png");
	return true;
}

static bool read_document(struct article *a, char *value)
{
	const char *number = next_field(&value);
	const char *issued = next_field(&value);
	const char *issuer = next_field(&value);

	json_decref(a->document);
	a->document = json_pack(
	    "{ss ss ss}", "number", number, "issued", issued, "issuer", issuer);
	return a->document != NULL && number[0] != '\0';
}

static bool read_tags(struct article *a, char *value)
{
	char *rest;

	for (char *w = strtok_r(value, ",;", &rest); w; w = strtok_r(NULL, ",;", &rest)) {
		w = text_trim(w);
		if (w[0] != '\0')
			json_array_append_new(a->tags, json_string(w));
	}
	return true;
}

static bool read_header(struct article *a, struct store *store, const char *key,
	char *value)
{
	if (strcmp(key, "title") == 0)
		return (a->title = value)[0] != '\0';
	if (strcmp(key, "section") == 0)
		return (a->section = value)[0] != '\0';
	if (strcmp(key, "published") == 0)
		return when_parse(value, &a->published);
	if (strcmp(key, "updated") == 0)
		return value[0] == '\0' || when_parse(value, &a->updated);
	if (strcmp(key, "author") == 0)
		return (a->author = value) != NULL;
	if (strcmp(key, "summary") == 0)
		return (a->summary = value) != NULL;
	if (strcmp(key, "tags") == 0)
		return read_tags(a, value);
	if (strcmp(key, "document") == 0)
		return value[0] == '\0' || read_document(a, value);
	if (strcmp(key, "attachment") == 0)
		return value[0] == '\0' || read_attachment(a, store, value);
	if (strcmp(key, "image") == 0)
		return value[0] == '\0' || read_image(a, store, value);
	return false;
}

/* Reads the header lines and sets html to what follows the empty line. */
static bool read_article(struct article *a, struct store *store, char *s)
{
	while (*s != '\0') {
		char *next = strchr(s, '\n');
		char *colon;

		if (next != NULL)
			*next++ = '\0';
		else
			next = s + strlen(s);
		s = text_trim(s);
		if (s[0] == '\0') {
			a->html = next;
			break;
		}
		colon = strchr(s, ':');
		if (colon != NULL)
			*colon = '\0';
		if (colon == NULL || !read_header(a, store, s, text_trim(colon + 1))) {
			fprintf(stderr, "portal: %s: bad line: %s\n", a->file, s);
			return false;
		}
		s = next;
	}
	if (a->title == NULL || a->published == 0 || a->html == NULL || a->html[0] == '\0'
	    || a->section == NULL || section_find(a->section) == NULL) {
		fprintf(stderr, "portal: %s: title, section, published or text missing\n",
		    a->file);
		return false;
	}
	return true;
}

static void slug_of(const char *file, char slug[SLUG_MAX + 1])
{
	const char *end = strstr(file, ".article");
	size_t digits = strspn(file, "0123456789");

	if (digits > 0 && file[digits] == '-')
		file += digits + 1;
	snprintf(slug, SLUG_MAX + 1, "%.*s", end != NULL ? (int)(end - file) : SLUG_MAX,
	    file);
}

static void save_article(const struct article *a, struct store *store)
{
	char *tags = json_dumps(a->tags, JSON_COMPACT);
	char *attachments = json_dumps(a->attachments, JSON_COMPACT);
	char *document = a->document ? json_dumps(a->document, JSON_COMPACT) : NULL;
	char slug[SLUG_MAX + 1], image[SLUG_MAX + 64] = "";

	slug_of(a->file, slug);
	if (a->image != NULL)
		snprintf(image, sizeof image, "/files/%s", a->image);
	store_run(store,
	    "INSERT OR IGNORE INTO post (slug, title, section, html, summary,"
	    " author, tags, image, image_alt, attachments, document, status, published,"
	    " updated) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, nullif(?8, ''), ?9, ?10, ?11,"
	    " 'published', ?12, ?13)",
	    "sssssssssssii", slug, a->title, section_find(a->section)->id, a->html,
	    a->summary, a->author, tags, image, a->image_alt, attachments, document,
	    a->published, a->updated > 0 ? a->updated : a->published);
	free(tags);
	free(attachments);
	free(document);
}

static bool load_article(struct store *store, const char *file, const void *bytes,
	size_t size)
{
	struct article a = {
	    .file = file, .tags = json_array(), .attachments = json_array()};
	char *copy = mem_get(size + 1);
	char *s = copy;
	bool good;

	memcpy(copy, bytes, size);
	if (strncmp(s, "\xEF\xBB\xBF", 3) == 0)
		s += 3;
	good = read_article(&a, store, s);
	if (good)
		save_article(&a, store);
	json_decref(a.tags);
	json_decref(a.attachments);
	json_decref(a.document);
	free(copy);
	return good;
}

static bool load_file(struct store *store, const char *dir, const char *name)
{
	struct text path = {0};
	char *bytes = mem_get(ARTICLE_MAX);
	size_t size = 0;
	bool good = false;
	FILE *f;

	text_print(&path, "%s/%s", dir, name);
	f = fopen(path.at, "r");
	if (f != NULL)
		size = fread(bytes, 1, ARTICLE_MAX, f);
	if (f == NULL || ferror(f) || size == ARTICLE_MAX)
		fprintf(stderr, "portal: %s: cannot be read\n", path.at);
	else
		good = load_article(store, name, bytes, size);
	if (f != NULL)
		fclose(f);
	free(bytes);
	text_clear(&path);
	return good;
}

static bool load_directory(struct store *store, const char *dir)
{
	struct dirent **list;
	int count = scandir(dir, &list, NULL, alphasort);
	bool good = count >= 0;

	if (count < 0)
		fprintf(stderr, "portal: %s: cannot be read\n", dir);
	for (int i = 0; i < count; i++) {
		const char *end = strrchr(list[i]->d_name, '.');

		if (good && end != NULL && strcmp(end, ".article") == 0)
			good = load_file(store, dir, list[i]->d_name);
		free(list[i]);
	}
	if (count >= 0)
		free(list);
	return good;
}

bool content_load(struct store *store, const char *dir)
{
	bool good = true;

	store_begin(store);
	store_run(store, "DELETE FROM post WHERE user IS NULL", "");
	if (dir != NULL) {
		good = load_directory(store, dir);
	} else {
		for (size_t i = 0; good && i < embedded_count; i++)
			good = load_article(store, embedded_files[i].name,
			    embedded_files[i].data, embedded_files[i].size);
	}
	store_commit(store);
	return good;
}
