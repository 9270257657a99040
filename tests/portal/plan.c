/* plan.c - the faults a test orders, by request number, path and method */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan.h"
#include "text.h"

struct rule {
	long n;			/* 0: any */
	long nth;
	long times;
	char method[16];
	char path[PLAN_VALUE];
	long seen;		/* requests that matched n, method and path */
	struct fault fault;
};

struct plan {
	size_t count;
	struct rule rules[PLAN_RULES];
};

static bool read_number(const char *value, long low, long high, long *out)
{
	char *end;

	errno = 0;
	*out = strtol(value, &end, 10);
	return end != value && *end == '\0' && errno == 0 && *out >= low && *out <= high;
}

static bool read_value(const char *value, char *out, size_t room)
{
	size_t size = strlen(value);

	if (size == 0 || size >= room)
		return false;
	memcpy(out, value, size + 1);
	return true;
}

static bool read_match(struct rule *r, const char *name, const char *value, bool *known)
{
	*known = true;
	if (strcmp(name, "n") == 0)
		return read_number(value, 1, 1000000, &r->n);
	if (strcmp(name, "nth") == 0)
		return read_number(value, 1, 1000000, &r->nth);
	if (strcmp(name, "times") == 0)
		return read_number(value, 1, 1000000, &r->times);
	if (strcmp(name, "method") == 0)
		return read_value(value, r->method, sizeof r->method);
	if (strcmp(name, "path") == 0)
		return value[0] == '/' && read_value(value, r->path, sizeof r->path);
	*known = false;
	return false;
}

static bool read_reset(struct fault *f, const char *value)
{
	if (strcmp(value, "before") == 0)
		f->reset = RESET_BEFORE;
	else if (strcmp(value, "after") == 0)
		f->reset = RESET_AFTER;
	return f->reset != RESET_NONE;
}

static bool read_body(struct fault *f, const char *value)
{
	if (strcmp(value, "html") == 0)
		f->body = BODY_HTML;
	else if (strcmp(value, "problem") == 0)
		f->body = BODY_PROBLEM;
	else if (strcmp(value, "empty") == 0)
		f->body = BODY_EMPTY;
	return f->body != BODY_NONE;
}

static bool read_status(struct fault *f, const char *value)
{
	long status;

	if (!read_number(value, 200, 599, &status))
		return false;
	f->status = (int)status;
	return true;
}

static bool read_action(struct fault *f, const char *name, const char *value)
{
	if (strcmp(name, "delay") == 0)
		return read_number(value, 0, 600000, &f->delay);
	if (strcmp(name, "status") == 0)
		return read_status(f, value);
	if (strcmp(name, "retry-after") == 0)
		return read_number(value, 0, 1000000, &f->retry_after);
	if (strcmp(name, "truncate") == 0)
		return read_number(value, 0, TEXT_MAX, &f->truncate);
	if (strcmp(name, "truncate-head") == 0)
		return read_number(value, 0, TEXT_MAX, &f->truncate_head);
	if (strcmp(name, "slow") == 0)
		return read_number(value, 1, TEXT_MAX, &f->slow);
	if (strcmp(name, "reset") == 0)
		return read_reset(f, value);
	if (strcmp(name, "type") == 0)
		return read_value(value, f->type, sizeof f->type);
	if (strcmp(name, "redirect") == 0)
		return read_value(value, f->redirect, sizeof f->redirect);
	if (strcmp(name, "body") == 0)
		return read_body(f, value);
	if (strcmp(name, "file") == 0)
		return read_value(value, f->file, sizeof f->file);
	if (strcmp(name, "header") == 0)
		return strchr(value, ':') != NULL
		    && read_value(value, f->header, sizeof f->header);
	return false;
}

static bool read_word(struct rule *r, char *word, bool *acts)
{
	char *value = strchr(word, '=');
	bool known;

	if (value == NULL)
		return r->fault.commit = strcmp(word, "commit") == 0;
	*value++ = '\0';
	if (read_match(r, word, value, &known))
		return true;
	if (known || !read_action(&r->fault, word, value))
		return false;
	*acts = true;
	return true;
}

/* What a rule asks, where two actions would contradict each other. */
static const char *rule_clash(const struct fault *f)
{
	bool redirect = f->redirect[0] != '\0', file = f->file[0] != '\0';
	bool status = f->status >= 0, body = f->body != BODY_NONE;

	if (redirect && (status || body || file))
		return "redirect goes without status, body and file";
	if (body && file)
		return "only one of body and file";
	if (f->reset != RESET_NONE && (redirect || status || body || file
	    || f->slow >= 0 || f->truncate >= 0 || f->truncate_head >= 0))
		return "reset leaves no answer to change";
	if (f->body == BODY_PROBLEM && f->status < 400)
		return "body=problem goes with a status from 400 on";
	if (f->retry_after >= 0 && f->status < 0)
		return "retry-after goes with status";
	if (f->commit && !redirect && !status && !body && !file)
		return "commit goes with status, body, file or redirect";
	return NULL;
}

/* False with a message; an empty line makes no rule. */
static bool plan_line(struct plan *p, int line, char *s, char error[PLAN_ERROR])
{
	struct rule rule = {.fault = {.line = line, .delay = -1, .status = -1,
		.retry_after = -1, .truncate = -1, .truncate_head = -1, .slow = -1}};
	const char *clash;
	bool acts = false, empty = true;
	char *rest;

	s[strcspn(s, "#")] = '\0';
	for (char *w = strtok_r(s, " \t\r", &rest); w;
	     w = strtok_r(NULL, " \t\r", &rest)) {
		empty = false;
		if (!read_word(&rule, w, &acts)) {
			snprintf(
			    error, PLAN_ERROR, "line %d: bad word \"%.60s\"", line, w);
			return false;
		}
	}
	if (empty)
		return true;
	clash = acts ? rule_clash(&rule.fault) : "no action";
	if (p->count == PLAN_RULES)
		clash = "too many rules";
	if (clash != NULL) {
		snprintf(error, PLAN_ERROR, "line %d: %s", line, clash);
		return false;
	}
	p->rules[p->count++] = rule;
	return true;
}

struct plan *plan_parse(const char *text, char error[PLAN_ERROR])
{
	struct plan *p = mem_get(sizeof *p);
	char *copy = mem_copy(text);
	char *s = copy;
	bool good = true;

	for (int line = 1; good && s != NULL; line++) {
		char *next = strchr(s, '\n');

		if (next != NULL)
			*next++ = '\0';
		good = plan_line(p, line, s, error);
		s = next;
	}
	free(copy);
	if (good)
		return p;
	plan_free(p);
	return NULL;
}

static bool rule_fires(struct rule *r, unsigned number, const char *method,
	const char *path)
{
	if (r->n > 0 && r->n != (long)number)
		return false;
	if (r->method[0] != '\0' && strcmp(r->method, method) != 0)
		return false;
	if (strncmp(r->path, path, strlen(r->path)) != 0)
		return false;
	r->seen++;
	if (r->nth > 0)
		return r->seen >= r->nth
		    && r->seen < r->nth + (r->times > 0 ? r->times : 1);
	return r->times == 0 || r->seen <= r->times;
}

struct fault plan_match(struct plan *p, unsigned number, const char *method,
	const char *path)
{
	const struct rule *found = NULL;

	for (size_t i = 0; i < p->count; i++) {
		if (rule_fires(&p->rules[i], number, method, path) && found == NULL)
			found = &p->rules[i];
	}
	return found != NULL ? found->fault : (struct fault){0};
}

void plan_free(struct plan *p)
{
	free(p);
}
