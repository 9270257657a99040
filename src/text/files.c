/* files.c - the files that go with an article */
#include <bantin/text/files.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/mem.h>
#include <bantin/text/url.h>

#define OOXML "application/vnd.openxmlformats-officedocument."

const char *file_type_name(const char *mime)
{
	static const struct { const char *mime, *name; } names[] = {
		{ "application/pdf", "PDF" },
		{ "application/msword", "DOC" },
		{ OOXML "wordprocessingml.document", "DOCX" },
		{ "application/vnd.ms-excel", "XLS" },
		{ OOXML "spreadsheetml.sheet", "XLSX" },
		{ "application/vnd.ms-powerpoint", "PPT" },
		{ OOXML "presentationml.presentation", "PPTX" },
		{ "application/vnd.oasis.opendocument.text", "ODT" },
		{ "application/vnd.oasis.opendocument.spreadsheet", "ODS" },
		{ "application/rtf", "RTF" },
		{ "application/zip", "ZIP" },
		{ "application/vnd.rar", "RAR" },
		{ "application/x-rar-compressed", "RAR" },
		{ "image/jpeg", "JPEG" },
		{ "image/png", "PNG" },
		{ "image/gif", "GIF" },
		{ "image/webp", "WebP" },
		{ "audio/mpeg", "MP3" },
		{ "video/mp4", "MP4" },
		{ "text/plain", "TXT" },
		{ "text/csv", "CSV" }
	};

	for (size_t i = 0; mime && i < sizeof names / sizeof *names; i++)
		if (strcasecmp(mime, names[i].mime) == 0)
			return names[i].name;
	return NULL;
}

struct files {
	struct article_file *list;
	size_t count, cap;
};

static struct article_file *add_file(struct files *f, size_t number, const char *url)
{
	f->list = mem_grow(f->list, &f->cap, f->count + 1, sizeof *f->list);
	f->list[f->count] = (struct article_file){
		.number = number, .url = mem_str(url), .size = -1};
	return &f->list[f->count++];
}

static bool is_listed(const struct files *f, size_t number)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->list[i].number == number)
			return true;
	return false;
}

static void add_attachment(struct files *f, struct layout *l, const char *base,
			   const struct attachment *at)
{
	char *url = at->url && *at->url ? url_resolve(base, at->url) : NULL;
	size_t number = url ? layout_link(l, url) : 0;

	if (number && !is_listed(f, number)) {
		struct article_file *file = add_file(f, number, url);

		file->title = mem_str(at->title);
		file->type = mem_str(at->type);
		file->size = at->size;
	}
	free(url);
}

size_t article_files(const struct article *a, struct layout *l,
		     struct article_file **list)
{
	struct files f = {0};
	size_t links = l->link_count;

	for (size_t i = 0; i < a->attachment_count; i++)
		add_attachment(&f, l, a->url, &a->attachments[i]);
	for (size_t i = 0; i < links; i++)
		if (!is_listed(&f, i + 1) && url_is_web(l->links[i].url) &&
		    file_url_is_document(l->links[i].url))
			add_file(&f, i + 1, l->links[i].url);
	*list = f.list;
	return f.count;
}

void article_files_free(struct article_file *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(list[i].url);
		free(list[i].title);
		free(list[i].type);
	}
	free(list);
}

void article_file_words(const struct article_file *f, struct buf *out)
{
	if (f->title && *f->title)
		buf_adds(out, f->title);
	else
		file_name_safe(f->url, NULL, f->type, out);
}
