/* i18n.h - strings that people see */
#ifndef BANTIN_BASE_I18N_H
#define BANTIN_BASE_I18N_H

#include <libintl.h>

/* msgids are English; po/vi.po is complete. N_ marks a string in a table that is
 * translated where it is shown. Vietnamese has one plural form. */
#define _(s) gettext(s)
#define N_(s) (s)

#endif
