/* stack.c - the stack of views and what leads from one to another */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>

#include "inside.h"

struct view *stack_top(struct app *a)
{
	return a->depth > 0 ? a->stack[a->depth - 1] : NULL;
}

enum context view_context(const struct view *v)
{
	return v->class->context ? v->class->context(v) : v->class->keys;
}

static bool may_leave(struct view *v, bool forced)
{
	return !v->class->leave || v->class->leave(v, forced);
}

/* A view may be popped from within its own functions, so it lives until the turn ends. */
static void take_off(struct app *a)
{
	struct view *v = a->stack[--a->depth];

	if (a->prompt.owner == v)
		prompt_drop(a);
	a->stack[a->depth] = NULL;
	if (a->dead_count < STACK_MAX)
		a->dead[a->dead_count++] = v;
}

void stack_bury(struct app *a)
{
	while (a->dead_count > 0) {
		struct view *v = a->dead[--a->dead_count];

		v->class->free(v);
	}
}

void stack_end(struct app *a)
{
	for (size_t i = a->depth; i-- > 0;)
		may_leave(a->stack[i], true);
	while (a->depth > 0) {
		take_off(a);
		stack_bury(a);
	}
}

static void top_shown(struct app *a)
{
	struct view *v = stack_top(a);

	a->dirty = true;
	if (v && v->class->shown)
		v->class->shown(v);
}

void app_push(struct app *a, struct view *v)
{
	a->dirty = true;
	if (a->depth == STACK_MAX) {
		v->class->free(v);
		app_say(a, true, "%s", _("too many screens are open; go back first"));
		return;
	}
	a->stack[a->depth++] = v;
}

void app_pop(struct app *a)
{
	if (a->depth <= 1) {
		app_quit(a);
		return;
	}
	if (!may_leave(stack_top(a), false))
		return;
	take_off(a);
	top_shown(a);
}

void app_go(struct app *a, struct view *v)
{
	while (a->depth > 1) {
		if (!may_leave(stack_top(a), false)) {
			if (v)
				v->class->free(v);
			top_shown(a);
			return;
		}
		take_off(a);
	}
	top_shown(a);
	if (v)
		app_push(a, v);
}

void app_quit(struct app *a)
{
	for (size_t i = a->depth; i-- > 0;) {
		if (!may_leave(a->stack[i], false)) {
			while (a->depth > i + 1)
				take_off(a);
			top_shown(a);
			return;
		}
	}
	a->done = true;
}
