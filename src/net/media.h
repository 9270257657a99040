/* media.h - what a file is called and is, where it goes up */
#ifndef BANTIN_NET_MEDIA_H
#define BANTIN_NET_MEDIA_H

/* A MIME type that may stand in a header: type itself, else application/octet-stream. */
const char *media_type(const char *type);

/* The name without folders; "" for NULL. */
const char *media_name(const char *path);

#endif
