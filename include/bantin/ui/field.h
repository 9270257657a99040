/* field.h - edits on the grid: prompts, the search field, the fields of the editor */
#ifndef BANTIN_UI_FIELD_H
#define BANTIN_UI_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/edit/edit.h>
#include <bantin/ui/action.h>
#include <bantin/ui/grid.h>

/* Paints what an edit shows into area (which becomes its view), with its selection and
 * the grid's cursor where it has the focus. */
void edit_paint(struct edit *e, struct grid *g, struct rect area, bool focus);

/* The same in one row, cols wide. */
void field_paint(struct edit *e, struct grid *g, int row, int col, int cols, bool focus);

/* Does the editing actions (moving, selecting, cutting, undo) on any edit; false: not an
 * editing action, or one that a single line has no use for (up, down, new line). Whether
 * the text changed tells edit_version, whether the cursor moved edit_cursor. */
bool edit_act(struct edit *e, enum action a, struct buf *clip);

#endif
