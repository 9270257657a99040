/* media.c - what a file is called and is, where it goes up */
#include "media.h"

#include <string.h>

const char *media_type(const char *type)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ/.+-_";

	if (type && *type && strspn(type, allowed) == strlen(type))
		return type;
	return "application/octet-stream";
}

const char *media_name(const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;

	if (slash)
		return slash + 1;
	return path ? path : "";
}
