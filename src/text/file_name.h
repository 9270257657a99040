/* file_name.h - what an address says of the file behind it */
#ifndef TEXT_FILE_NAME_H
#define TEXT_FILE_NAME_H

#include <stdbool.h>

/* Whether its path ends as documents do: ".pdf", ".docx" ... */
bool file_url_is_document(const char *url);

#endif
