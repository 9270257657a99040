/* plan.h - the faults a test orders, by request number, path and method */
#ifndef PORTAL_PLAN_H
#define PORTAL_PLAN_H

#include <stdbool.h>
#include <stddef.h>

enum {
	PLAN_RULES = 200,
	PLAN_VALUE = 240,	/* bytes of one value, with its NUL */
	PLAN_ERROR = 160
};

enum fault_body { BODY_NONE, BODY_HTML, BODY_PROBLEM, BODY_EMPTY };
enum fault_reset { RESET_NONE, RESET_BEFORE, RESET_AFTER };

/* What shall go wrong with one request; what is not asked for is -1 or empty. */
struct fault {
	int line;		/* of the plan; 0: no fault */
	long delay;		/* milliseconds */
	int status;
	long retry_after;	/* seconds */
	long truncate;		/* bytes of the body that are sent */
	long truncate_head;	/* bytes of the header block that are sent */
	long slow;		/* bytes a second */
	enum fault_reset reset;
	enum fault_body body;
	bool commit;		/* serve the request before answering something else */
	char type[PLAN_VALUE];
	char redirect[PLAN_VALUE];
	char file[PLAN_VALUE];
	char header[PLAN_VALUE];	/* "Name:value" */
};

struct plan;

/* A text of rules, or NULL with a message that names the line.  See README. */
struct plan *plan_parse(const char *text, char error[PLAN_ERROR]);
/* The first rule that meets this request; every rule counts its own matches. */
struct fault plan_match(struct plan *p, unsigned number, const char *method,
	const char *path);
void plan_free(struct plan *p);

#endif
