/* field.h - one line of text being edited: prompts, the search field, the editor's title */
#ifndef BANTIN_UI_FIELD_H
#define BANTIN_UI_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/edit/edit.h>
#include <bantin/ui/action.h>
#include <bantin/ui/grid.h>

/* Paints a single-line edit into row `row`, cols wide, with its selection and (focus) the
 * cursor. */
void field_paint(struct edit *e, struct grid *g, int row, int col, int cols, bool focus);

/* Does the editing actions (moving, selecting, cutting, undo) on any edit, single-line or
 * not; false: not an editing action. */
bool edit_act(struct edit *e, enum action a, struct buf *clip);

#endif
