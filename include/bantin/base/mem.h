/* mem.h - memory that is there, or the program leaves in good order */
#ifndef BANTIN_BASE_MEM_H
#define BANTIN_BASE_MEM_H

#include <stddef.h>

/*
 * None of these returns NULL. When memory is exhausted the handler that main has
 * registered runs, with some memory kept for it (it saves what is open and leaves with
 * an exit code of ours); it runs a second time, within itself, where that is exhausted
 * too. With no handler, or one that returns, the process aborts. All returned memory
 * belongs to the caller, who gives it to free().
 */
void mem_on_exhausted(void (*handler)(void));

void *mem_alloc(size_t size);			/* zeroed; size 0 gives one byte */
void *mem_array(size_t count, size_t size);	/* zeroed, overflow-checked */

/* Room for at least `need` elements of `size` bytes in *array, whose capacity in
 * elements is *cap; grows by halves. New elements are zeroed. Returns the array. */
void *mem_grow(void *array, size_t *cap, size_t need, size_t size);

/* realloc for libraries that take an allocator: what is new is not zeroed. */
void *mem_resize(void *p, size_t size);

void *mem_dup(const void *p, size_t size);
char *mem_str(const char *s);			/* NULL gives NULL */
char *mem_strn(const char *s, size_t n);	/* n bytes and a NUL */

/* Frees what *slot held and puts a copy of s (or NULL) there. s may be *slot. */
void mem_set(char **slot, const char *s);

/* Overwrites n bytes in a way the compiler keeps: for tokens. */
void mem_wipe(void *p, size_t n);

#endif
