/* file.c - /files/NAME: attachments and pictures, whole or in part */
#include <string.h>

#include "routes.h"
#include "store.h"

void file_serve(struct request *rq, struct reply *rp)
{
	const char *name = rq->path + strlen("/files/");
	struct store *store = rq->app->store;
	json_t *row = store_row(
	    store, "SELECT mime FROM file WHERE name = ?1", "s", name);
	struct text bytes = {0};

	if (row == NULL) {
		reply_error(rp, 404, "not_found", "Không có tệp này trên cổng.");
		return;
	}
	bytes.at = store_bytes(
	    store, &bytes.size, "SELECT data FROM file WHERE name = ?1", "s", name);
	reply_text(rp, 200, row_text(row, "mime"), &bytes);
	rp->cached = true;
	rp->ranges = true;
	json_decref(row);
}
