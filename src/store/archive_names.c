/* archive_names.c - the rows that stand for a portal's and a section's name */
#include "archive_in.h"

#include <bantin/base/i18n.h>

bool archive_find_portal(struct archive *a, const char *name, int64_t *id, struct err *e)
{
	struct stmt *s = db_stmt(a->db, "SELECT id FROM portal WHERE name = ?", e);

	*id = 0;
	if (!s)
		return false;
	bind_text(s, name);
	enum stmt_step step = stmt_step(s, e);
	if (step == STMT_ROW) {
		*id = stmt_int(s, 0);
		stmt_done(s);
	}
	return step != STMT_FAILED;
}

bool archive_portal_id(struct archive *a, const char *name, int64_t *id, struct err *e)
{
	if (!name || !name[0])
		return err_set(e, ERR_FAILED, _("a portal needs a name"));
	if (!archive_find_portal(a, name, id, e))
		return false;
	if (*id)
		return true;
	struct stmt *s = db_stmt(a->db, "INSERT INTO portal (name) VALUES (?)", e);
	if (s)
		bind_text(s, name);
	bool ok = stmt_run(s, e);
	*id = ok ? db_last_id(a->db) : 0;
	return ok;
}

static bool find_section(struct archive *a, int64_t portal, const char *name, int64_t *id,
			 struct err *e)
{
	struct stmt *s =
		db_stmt(a->db, "SELECT id FROM section WHERE portal = ? AND name = ?", e);

	*id = 0;
	if (!s)
		return false;
	bind_int(s, portal);
	bind_text(s, name);
	enum stmt_step step = stmt_step(s, e);
	if (step == STMT_ROW) {
		*id = stmt_int(s, 0);
		stmt_done(s);
	}
	return step != STMT_FAILED;
}

bool archive_section_id(struct archive *a, int64_t portal, const char *name, int64_t *id,
			struct err *e)
{
	name = name ? name : "";
	if (!find_section(a, portal, name, id, e))
		return false;
	if (*id)
		return true;
	struct stmt *s =
		db_stmt(a->db, "INSERT INTO section (portal, name) VALUES (?, ?)", e);
	if (s) {
		bind_int(s, portal);
		bind_text(s, name);
	}
	bool ok = stmt_run(s, e);
	*id = ok ? db_last_id(a->db) : 0;
	return ok;
}
