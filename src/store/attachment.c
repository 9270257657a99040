/* attachment.c - a file that is to go with a draft: where, what, how large */
#include <bantin/store/attachment.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

enum { MEBIBYTE = 1 << 20 };

#define OFFICE "application/vnd.openxmlformats-officedocument."

static const struct {
	const char *ending, *type;
} types[] = {
	{"pdf", "application/pdf"},
	{"doc", "application/msword"},
	{"docx", OFFICE "wordprocessingml.document"},
	{"xls", "application/vnd.ms-excel"},
	{"xlsx", OFFICE "spreadsheetml.sheet"},
	{"ppt", "application/vnd.ms-powerpoint"},
	{"pptx", OFFICE "presentationml.presentation"},
	{"odt", "application/vnd.oasis.opendocument.text"},
	{"ods", "application/vnd.oasis.opendocument.spreadsheet"},
	{"rtf", "application/rtf"},
	{"txt", "text/plain"},
	{"csv", "text/csv"},
	{"jpg", "image/jpeg"},
	{"jpeg", "image/jpeg"},
	{"png", "image/png"},
	{"gif", "image/gif"},
	{"webp", "image/webp"},
	{"mp3", "audio/mpeg"},
	{"mp4", "video/mp4"},
	{"zip", "application/zip"},
};

const char *attachment_name(const struct draft_attachment *a)
{
	const char *slash = strrchr(a->path, '/');

	return slash ? slash + 1 : a->path;
}

static const char *type_of(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof(types) / sizeof(types[0]); i++)
		if (strcasecmp(types[i].ending, dot + 1) == 0)
			return types[i].type;
	return "application/octet-stream";
}

static char *absolute(const char *path)
{
	char here[PATH_MAX], *whole = file_from_home(path);

	if (whole[0] == '/' || !getcwd(here, sizeof(here)))
		return whole;
	free(whole);
	return file_join(here, path);
}

bool attachment_look_again(struct draft_attachment *a, struct err *e)
{
	struct stat st;

	if (stat(a->path, &st) != 0)
		return err_errno(e, ERR_NOT_FOUND, _("cannot find %s"), a->path);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_FAILED, _("%s is no file"), a->path);
	a->size = st.st_size;
	if (a->size == 0)
		return err_set(e, ERR_FAILED, _("%s is empty"), a->path);
	if (a->size > ATTACHMENT_BYTES)
		return err_set(e, ERR_LIMIT, _("%s is larger than %d MB"), a->path,
			       ATTACHMENT_BYTES / MEBIBYTE);
	if (access(a->path, R_OK) != 0)
		return err_errno(e, ERR_FAILED, _("cannot read %s"), a->path);
	return true;
}

bool attachment_look(struct draft_attachment *out, const char *path, struct err *e)
{
	*out = (struct draft_attachment){.path = absolute(path)};
	out->type = mem_str(type_of(attachment_name(out)));
	if (attachment_look_again(out, e))
		return true;
	attachment_clear(out);
	return false;
}

void attachment_clear(struct draft_attachment *a)
{
	free(a->path);
	free(a->type);
	*a = (struct draft_attachment){0};
}

void attachment_list_free(struct draft_attachment *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		attachment_clear(&list[i]);
	free(list);
}
