/* library.c - a library that is opened when it is first used */
#include <bantin/base/library.h>

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>

static void (*on_missing)(const char *why);

/* POSIX lets the void * of dlsym be a function; C has no cast from one to the other. */
static bool fill(const struct library *l, void *handle, void *table)
{
	for (size_t i = 0; i < l->count; i++) {
		void *symbol = dlsym(handle, l->calls[i].name);

		if (!symbol)
			return false;
		memcpy((char *)table + l->calls[i].at, &symbol, sizeof(symbol));
	}
	return true;
}

bool library_open(const struct library *l, void *table, struct err *e)
{
	void *handle = dlopen(l->file, RTLD_NOW | RTLD_LOCAL);

	if (handle && fill(l, handle, table))
		return true;
	if (handle)
		dlclose(handle);
	return err_set(e, ERR_FAILED,
		       _("The library %s cannot be loaded: it is missing or damaged, or "
			 "there is too little memory"),
		       l->file);
}

void library_on_missing(void (*handler)(const char *why))
{
	on_missing = handler;
}

void library_missing(const struct err *why)
{
	if (on_missing)
		on_missing(why->text);
	abort();
}
